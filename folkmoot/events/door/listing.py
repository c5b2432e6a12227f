"""The list at the door: everybody who has a place, by name, in one question to the database."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from folkmoot.search.words import folded


@dataclass
class Row:
    """One person on the list."""

    pk: int
    name: str
    here_at: datetime | None

    @property
    def folded(self):
        return folded(self.name)

    @property
    def letter(self):
        first = self.folded[:1].upper()
        return first if first.isalpha() else "#"


@dataclass
class Listing:
    """Who is expected, in the order of the alphabet, and how many of them are here."""

    rows: list
    expected: int
    here: int

    @property
    def by_letter(self):
        return [(letter, list(rows)) for letter, rows in groupby(self.rows, key=lambda row: row.letter)]


def listing(event, mode, words=""):
    """Those with a place in this mode; only those whose name has these words, where any are asked for."""
    found = event.registrations.filter(state="confirmed", pool__mode=mode)
    found = found.values_list("pk", "user__name", "guest__name", "attendance__at")
    rows = [Row(pk, user or guest or "", at) for pk, user, guest, at in found.order_by()]
    here = sum(row.here_at is not None for row in rows)
    wanted = folded(words).split()
    shown = [row for row in rows if all(word in row.folded for word in wanted)]
    shown.sort(key=lambda row: (row.letter == "#", row.folded, row.pk))
    return Listing(shown, len(rows), here)
