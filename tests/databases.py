"""The databases of a run: an empty one, and one for each thing that `assembled` makes once and for all.

A test is rolled back, so each finds its database as it was; a test that commits gets a copy of it to spoil.
"""

import itertools
import os
import pickle
from dataclasses import dataclass
from datetime import date
from inspect import signature
from time import monotonic

import pytest

from tests import template_database

GOOD_FOR = 300  # seconds; some of what people may do they may for minutes only


@dataclass
class Database:
    name: str  # its path, on SQLite
    things: bytes  # what was made in it, pickled: every test unpacks its own
    made_at: float
    day: date

    def is_fresh(self):
        from django.utils import timezone

        return monotonic() < self.made_at + GOOD_FOR and timezone.localdate() == self.day


class Databases:
    def __init__(self):
        self.folder = self.blocker = None  # until the first test that needs a database
        self.makers = {"empty": dict}  # kind -> what fills it; whoever needs two kinds gets the later
        self.upon = {}  # kind -> the kind it fills further, whose things its maker takes
        self.made = {}  # kind -> its Database
        self.wanted, self.commits, self.spoilt = "empty", False, None
        self.count = itertools.count()

    def open(self, folder, blocker):
        self.folder, self.blocker = folder, blocker
        self.turn_to(self.wanted, commits=self.commits)

    def close(self):
        with self.blocker.unblock():
            for name in filter(None, [self.spoilt, *(database.name for database in self.made.values())]):
                template_database.drop(name)

    def kind_for(self, fixtures):
        return [kind for kind in self.makers if kind in fixtures or kind == "empty"][-1]

    def turn_to(self, kind, *, commits):
        """Point this process to the database of that kind, or for a test that commits to a copy of it."""
        self.wanted, self.commits = kind, commits
        if not self.folder:
            return
        with self.blocker.unblock():
            if self.spoilt:
                template_database.drop(self.spoilt)
                self.spoilt = None
            self._stand_on(kind)
            if commits:
                self.spoilt = template_database.copy(self._tag(), self.folder)

    def things(self, kind):
        assert kind in self._lineage(self.wanted), f"{self.wanted} was made without {kind}"
        return pickle.loads(self.made[self.wanted].things)  # noqa: S301 - our own, made a moment ago

    def _lineage(self, kind):
        """This kind, the one it began as a copy of, and so on."""
        return [kind, *(self._lineage(self.upon[kind]) if kind in self.upon else [])]

    def _stand_on(self, kind):
        if kind not in self.made or not self.made[kind].is_fresh():
            self._make(kind)
        template_database.point_to(self.made[kind].name)

    def _make(self, kind):
        """What is to follow a commit does not: it would not in a test that is rolled back, either."""
        from django.conf import settings
        from django.db import connection, transaction
        from django.utils import timezone

        if kind in self.made:
            template_database.drop(self.made.pop(kind).name)
        held = []
        if below := self.upon.get(kind):
            self._stand_on(below)
            held = [pickle.loads(self.made[below].things)]  # noqa: S301
            template_database.copy(self._tag(), self.folder)
        else:
            template_database.fresh(self._tag(), self.folder)
        with transaction.atomic():
            things = self.makers[kind](*held)
            connection.run_on_commit.clear()
        name = settings.DATABASES["default"]["NAME"]
        self.made[kind] = Database(name, pickle.dumps(things), monotonic(), timezone.localdate())

    def _tag(self):
        return f"{os.getpid()}_{next(self.count)}"


databases = Databases()


def assembled(make):
    """A fixture of that name: what `make` answers, made once, in the database on which its tests begin.

    As with any fixture its argument is another one: the database begins as a copy of that one's.
    """
    kind = make.__name__
    assert kind not in databases.makers
    databases.makers[kind] = make
    for below in signature(make).parameters:
        databases.upon[kind] = below

    def unpacked(db):
        return databases.things(kind)

    unpacked.__doc__ = make.__doc__
    return pytest.fixture(name=kind)(unpacked)
