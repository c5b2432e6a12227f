"""The databases of a run: an empty one, and one for each thing that `assembled` makes once and for all.

A test is rolled back, so each finds its database as it was; a test that commits gets a copy of it to spoil.
"""

import itertools
import os
import pickle
from dataclasses import dataclass
from datetime import date
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
        self.made = {}  # kind -> its Database
        self.wanted, self.commits, self.spoilt = "empty", False, None
        self.count = itertools.count()

    def open(self, folder, blocker):
        self.folder, self.blocker = folder, blocker
        self.turn_to(self.wanted, commits=self.commits)

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
            if kind not in self.made or not self.made[kind].is_fresh():
                self._make(kind)
            template_database.point_to(self.made[kind].name)
            if commits:
                self.spoilt = template_database.copy(self._tag(), self.folder)

    def things(self):
        return pickle.loads(self.made[self.wanted].things)  # noqa: S301 - our own, made a moment ago

    def close(self):
        with self.blocker.unblock():
            for name in filter(None, [self.spoilt, *(database.name for database in self.made.values())]):
                template_database.drop(name)

    def _make(self, kind):
        """What is to follow a commit does not: it would not in a test that is rolled back, either."""
        from django.conf import settings
        from django.db import connection, transaction
        from django.utils import timezone

        if kind in self.made:
            template_database.drop(self.made.pop(kind).name)
        template_database.fresh(self._tag(), self.folder)
        with transaction.atomic():
            things = self.makers[kind]()
            connection.run_on_commit.clear()
        name = settings.DATABASES["default"]["NAME"]
        self.made[kind] = Database(name, pickle.dumps(things), monotonic(), timezone.localdate())

    def _tag(self):
        return f"{os.getpid()}_{next(self.count)}"


databases = Databases()


def assembled(make):
    """A fixture of that name: what `make` answers, made once, in the database on which its tests begin."""
    assert make.__name__ not in databases.makers
    databases.makers[make.__name__] = make

    def unpacked(db):
        return databases.things()

    unpacked.__doc__ = make.__doc__
    return pytest.fixture(name=make.__name__)(unpacked)
