"""The two databases of a run: one empty, one in which the cast is assembled once and for all.

Most tests are rolled back, so each finds its database as it was. A test that commits leaves its database
empty of everything: it is thrown away, and made anew for the next one that needs it.
"""

import itertools
import os
import pickle

from tests import template_database


class Databases:
    def __init__(self):
        self.folder = self.blocker = None  # until the first test that needs a database
        self.wanted, self.commits = "empty", False
        self.made = {}  # kind -> its name, or its path
        self.count = itertools.count()
        self.kept = None  # the cast as assembled, pickled: every test unpacks people of its own

    def open(self, folder, blocker):
        self.folder, self.blocker = folder, blocker
        self.turn_to(self.wanted, commits=self.commits)

    def turn_to(self, kind, *, commits):
        """Point this process to the database of that kind, made anew where a test has committed to it."""
        self.wanted, used_up, self.commits = kind, self.wanted if self.commits else None, commits
        if not self.folder:
            return
        with self.blocker.unblock():
            if used_up in self.made:
                template_database.drop(self.made.pop(used_up))
            if kind not in self.made:
                self._make(kind)
            template_database.point_to(self.made[kind])

    def people(self):
        return pickle.loads(self.kept)  # noqa: S301 - our own, made a moment ago

    def close(self):
        with self.blocker.unblock():
            for name in self.made.values():
                template_database.drop(name)

    def _make(self, kind):
        from django.conf import settings

        from folkmoot import cast

        template_database.fresh(f"{os.getpid()}_{next(self.count)}", self.folder)
        self.made[kind] = settings.DATABASES["default"]["NAME"]
        if kind == "cast":
            self.kept = pickle.dumps(cast.assemble())


databases = Databases()
