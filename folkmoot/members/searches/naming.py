"""A search in words, and as it was answered."""

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from ..finding import TITLES

LONGEST = 80


def as_answered(found):
    """The question with the words that were meant and the distance that was looked in: it stays the same."""
    asked = found.asked
    if found.meant:
        asked = asked.but(words=found.meant)
    if found.town and not asked.within:
        asked = asked.but(within=found.far)
    return asked


def in_words(found):
    """What a search asks for, in one line: "“audit”, Run charts, near Leeds"."""
    asked = as_answered(found)
    labels = {each["name"]: each["label"] for each in found.chosen}
    if "open" in labels:
        labels["open"] = TITLES["open"]
    said = [_("“%(words)s”") % {"words": asked.words}] if asked.words else []
    said += [str(label) for label in labels.values()]
    if asked.near:
        said.append(_("near %(town)s") % {"town": found.town.name if found.town else asked.near})
    return capfirst(", ".join(said))


def suggested(found):
    """A name for it, which people can change."""
    return Truncator(in_words(found)).chars(LONGEST)
