"""The directory in memory: for each mark one whole number whose bits are people.

"Who is in Yorkshire and knows run charts" is one AND, and every count beside a filter is one more: exact, and
much the same time for 2,000 people or 50,000. Each process keeps its own, and before it answers reads
the rows of `Listing` that changed; docs/decisions/0015 says why.
"""

import threading
from bisect import bisect_left, insort
from collections import Counter
from copy import copy
from datetime import timedelta
from itertools import takewhile
from time import monotonic

from django.db import connection
from django.utils import timezone

from . import towns
from .models import Listing

OVERLAP = timedelta(seconds=60)  # a row is committed later than it is dated
RECENT = 1  # second: for so long people are still counted whose rows were deleted; they are never shown
FEW = 20  # one in so many
LEVELS = ("everyone", "members")


class Directory:
    """Who stands in the directory, and with which marks, for each kind of reader."""

    def __init__(self):
        self.lock = threading.Lock()
        self.forget()

    def forget(self):
        """Begin anew at the next question: another database, or rows gone."""
        self.read_of, self.since = None, None
        self.held, self.place, self.people = {}, {}, []  # pk: row, pk: bit, bit: pk
        self.marks = {level: {} for level in LEVELS}  # level: {mark: bits}
        self.orders = {"name": [], "newest": []}
        self.views = {}  # level: what was seen, until something changes
        self.recounted = 0.0  # by the clock of the process

    def view(self, level):
        """What readers of this level may know, as true as the database is now."""
        with self.lock:
            self._follow()
            if level not in self.views:
                self.views[level] = View(self, level)
            return copy(self.views[level])

    def _follow(self):
        name = connection.settings_dict["NAME"]
        if self.read_of != name:
            self.forget()
            self.read_of = name
        now = timezone.now()
        rows = Listing.objects.changed_since(self.since - OVERLAP) if self.since else Listing.objects.all()
        changed = [
            row
            for row in rows.values_list("pk", "name", "joined_on", "everyone", "members", "changed_at")
            if self.held.get(row[0], (None,) * 6)[5] != row[5]
        ]
        if changed:
            self.views = {}
        if self.since:
            self._change(changed)
        else:
            self._fill(changed)
        self.since = now
        if self.recounted + RECENT <= monotonic():
            self._recount()

    def _recount(self):
        """Let go of rows that were deleted: that takes PostgreSQL longer than all else a question asks."""
        self.recounted = monotonic()
        if Listing.objects.count() != len(self.held):
            self._let_go(set(self.held).difference(Listing.objects.values_list("pk", flat=True)))

    def _fill(self, rows):
        """All at once: bits are gathered as bytes first, for whole numbers are copied at each change."""
        gathered = {level: {} for level in LEVELS}
        size = len(rows) // 8 + 1
        for bit, row in enumerate(rows):
            self._hold(row, bit)
            for level, marks in zip(LEVELS, row[3:5], strict=True):
                for mark in marks.split():
                    bits = gathered[level].setdefault(mark, bytearray(size))
                    bits[bit >> 3] |= 1 << (bit & 7)
        for level in LEVELS:
            self.marks[level] = {
                mark: int.from_bytes(bits, "little") for mark, bits in gathered[level].items()
            }
        for order, keyed in ORDERS.items():
            self.orders[order] = sorted(keyed(row) for row in rows)

    def _change(self, rows):
        for row in rows:
            before = self.held.get(row[0])
            if before:
                self._unmark(before)
            self._hold(row, self.place.get(row[0], len(self.people)))
            self._mark(row)

    def _let_go(self, gone):
        self.views = {}
        for pk in gone:
            self._unmark(self.held.pop(pk))

    def _hold(self, row, bit):
        pk = row[0]
        self.held[pk], self.place[pk] = row, bit
        if bit == len(self.people):
            self.people.append(pk)

    def _mark(self, row):
        bit = 1 << self.place[row[0]]
        for level, marks in zip(LEVELS, row[3:5], strict=True):
            for mark in marks.split():
                self.marks[level][mark] = self.marks[level].get(mark, 0) | bit
        for order, keyed in ORDERS.items():
            insort(self.orders[order], keyed(row))

    def _unmark(self, row):
        bit = 1 << self.place[row[0]]
        for level, marks in zip(LEVELS, row[3:5], strict=True):
            for mark in marks.split():
                self.marks[level][mark] &= ~bit
        for order, keyed in ORDERS.items():
            rows, key = self.orders[order], keyed(row)
            at = bisect_left(rows, key)
            if at < len(rows) and rows[at] == key:
                del rows[at]


ORDERS = {
    "name": lambda row: (row[1], row[0]),
    "newest": lambda row: (-(row[2].toordinal() if row[2] else 0), row[0]),
}


class View:
    """The directory as one kind of reader may know it. Sets of people are whole numbers, a bit for each.

    Nothing in it changes: it is shared by all who ask until somebody in the directory does.
    """

    def __init__(self, directory, level):
        """Copies of what changes, so that other threads may go on changing it."""
        self.level = 3 + LEVELS.index(level)  # where the marks stand in a row
        self.marks = dict(directory.marks[level])
        self.kinds = {}  # kind: its keys
        for mark in self.marks:
            kind, _, key = mark.partition(":")
            self.kinds.setdefault(kind, []).append(key)
        self.orders = {order: list(rows) for order, rows in directory.orders.items()}
        self.place, self.people = dict(directory.place), list(directory.people)
        self.held = dict(directory.held)
        self.everyone = self.marks.get("here", 0)

    def having(self, mark):
        return self.marks.get(mark, 0)

    def of(self, keys):
        """Those of these profiles that stand in the directory."""
        bits = bytearray(len(self.people) // 8 + 1)
        for pk in keys:
            if (bit := self.place.get(pk)) is not None:
                bits[bit >> 3] |= 1 << (bit & 7)
        return int.from_bytes(bits, "little") & self.everyone

    def close(self, keys):
        """To this reader these people do not look open to being contacted."""
        if keys:
            self.marks = self.marks | {"open:yes": self.having("open:yes") & ~self.of(keys)}

    def counts(self, kind, people):
        """{key: how many of these people} of every mark of this kind that any of them has."""
        keys = self.kinds.get(kind, [])
        if people.bit_count() < len(keys):
            return self._counted(kind, people)
        found = {key: (self.marks[f"{kind}:{key}"] & people).bit_count() for key in keys}
        return {key: many for key, many in found.items() if many}

    def _counted(self, kind, people):
        """The same, where the people are fewer than the marks: theirs are read, one by one."""
        prefix = f"{kind}:"
        marks = (mark for pk in self.keys(people) for mark in self.held[pk][self.level].split())
        found = Counter(mark for mark in marks if mark.startswith(prefix))
        return {mark[len(prefix) :]: many for mark, many in found.items()}

    def around(self, town, far):
        """Those who are in a town within so many kilometres of this one."""
        people, numbers = 0, [int(key) for key in self.counts("town", self.everyone)]
        for number, other in towns.at(numbers).items():
            if towns.distance(town, other) <= far:
                people |= self.having(f"town:{number}")
        return people

    def joined_since(self, day, people):
        """The primary keys of those of these people who joined on this day or later, the newest first."""
        first = -day.toordinal()
        new = [pk for joined, pk in takewhile(lambda row: row[0] <= first, self.orders["newest"])]
        return [pk for pk in new if people >> self.place[pk] & 1]

    def keys(self, people):
        """The primary keys of these people."""
        if self._are_few(people):
            return [self.people[bit] for bit in _bits(people)]
        return [pk for pk, here in zip(self.people, self._flags(people), strict=True) if here]

    def ordered(self, people, order):
        """Their primary keys by name, or the newest members first."""
        if self._are_few(people):
            keyed = ORDERS[order]
            return [row[-1] for row in sorted(keyed(self.held[pk]) for pk in self.keys(people))]
        flags, place = self._flags(people), self.place
        return [row[-1] for row in self.orders[order] if flags[place[row[-1]]]]

    def _are_few(self, people):
        """Then they are sorted themselves, and not looked for among everybody in order."""
        return people.bit_count() * FEW < len(self.people)

    def _flags(self, people):
        """One true or false for each bit, so that each can be asked quickly."""
        size = len(self.people)
        return [digit == "1" for digit in reversed(f"{people:0{size}b}")] if size else []


def _bits(people):
    """The places of the ones in a whole number, the lowest first."""
    digits = bin(people)[:1:-1]
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)


directory = Directory()
