"""Where people who would like to join say they are, as they typed it: one place, whatever its capitals."""

from collections import Counter, defaultdict
from dataclasses import dataclass

WORTH_A_PART = 2  # people; a place that one person named is in the list of all contacts
MOST = 30  # places, those most often named


@dataclass(frozen=True)
class Whereabouts:
    """One place, in each way it was typed."""

    key: str
    name: str  # as most of them typed it
    spellings: tuple[str, ...]
    many: int


def whereabouts(typed):
    """The places of these words that several people typed, by name."""
    spelled = defaultdict(Counter)
    for words in typed:
        if key := " ".join(words.split()).casefold():
            spelled[key][words] += 1
    found = [
        Whereabouts(key, _best(ways), tuple(ways), ways.total())
        for key, ways in spelled.items()
        if ways.total() >= WORTH_A_PART
    ]
    found = sorted(found, key=lambda place: (-place.many, place.key))[:MOST]
    return sorted(found, key=lambda place: place.key)


def _best(ways):
    """As most typed it; of as many, with a capital letter rather than without."""
    return min((" ".join(words.split()) for words in ways), key=lambda words: (-ways[words], words))
