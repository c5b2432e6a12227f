"""Which of the other pitches ask something alike, by the words of their titles."""

from difflib import SequenceMatcher

from folkmoot.search.words import WORD, folded, root

SMALL = {
    "a", "an", "and", "are", "at", "by", "can", "do", "does", "for", "from", "have", "how", "i", "if", "in",
    "is", "it", "make", "my", "of", "on", "or", "our", "so", "that", "the", "they", "this", "to", "us", "we",
    "what", "when", "where", "which", "who", "whom", "why", "will", "with", "would", "you",
}  # fmt: skip
ALIKE, SPELT_ALIKE = 0.34, 0.72
MOST = 3


def similar(pitch, others):
    """At most three of `others`, the closest first."""
    scored = [(_likeness(pitch.title, other.title), other) for other in others if other.pk != pitch.pk]
    close = [(score, other) for score, other in scored if score]
    return [other for _score, other in sorted(close, key=lambda pair: (-pair[0], pair[1].pk))[:MOST]]


def _likeness(one, two):
    """How much two titles share: words, else letters; 0 where that is little."""
    first, second = _words(one), _words(two)
    both = len(first & second) / len(first | second) if first | second else 0
    if both >= ALIKE:
        return both
    letters = SequenceMatcher(None, folded(one), folded(two)).ratio()
    return letters if letters >= SPELT_ALIKE else 0


def _words(title):
    found = {folded(word) for word in WORD.findall(title)} - SMALL
    return {root(word) for word in found}
