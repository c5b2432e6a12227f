"""What a reader may be told of happenings and places, in the words of the rooms they are from."""

from collections.abc import Callable
from dataclasses import dataclass, field

from folkmoot.core.gathering import gather


@dataclass(frozen=True)
class Told:
    """One happening as one reader may see it now.

    `letter` is the template of the letter that tells it at once, `context` what that needs. `answers` names
    the thing it answers. `is_read`: this reader has seen it since.
    """

    title: str  # of the place it happened in
    url: str  # where it is read
    by: str
    words: str
    kind: str  # the kind of letter
    letter: str
    wider_title: str = ""
    answers: str = ""
    reply_to: Callable | None = None  # where a reader answers it by mail: reader -> address, or nothing
    tap: tuple = ()  # (label, name, key) of what a reader can do about it by one tap: see `taps`
    is_read: bool = False
    context: dict = field(default_factory=dict)


def told(happenings, reader):
    """key of the happening -> Told; what is gone, or not for this reader any more, is left out."""
    found = {}
    for answer in gather("notice words", happenings, reader):
        found |= answer
    return found


def titles(places, reader):
    """place -> {"title", "url"} of those that exist for this reader."""
    found = {}
    for answer in gather("place words", list(places), reader):
        found |= answer
    return found
