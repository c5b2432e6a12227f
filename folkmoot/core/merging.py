"""Links of rows to a person, which follow where two records of one person become one.

Each room offers its own when "links of a person" is gathered. What the kept record has already stays where
it is, so nothing is lost and everything can be put back.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

A_BATCH = 5000


@dataclass(frozen=True)
class Link:
    """A column of a model that points to a person, or to their profile.

    `once`: the columns with which a row may stand once for each person; `of` is "account" or "profile";
    `not_self`: a column that may not point to the same person; `free_if_empty`: one without whose words a
    row may stand several times; `follow` is told of a move and of its way back: the keys, from whom, to whom.
    """

    model: type
    field: str
    label: str = ""
    once: tuple = ()
    of: str = "account"
    not_self: str = ""
    free_if_empty: str = ""
    follow: Callable | None = None

    @property
    def name(self):
        return f"{self.model._meta.label}.{self.field}"

    def rows(self, other):
        return self.model._base_manager.filter(**{self.field: other})

    def move(self, kept, other):
        """Let the rows of `other` point to `kept`; answers their keys."""
        rows = self.rows(other)
        if self.once:
            same = {column: OuterRef(column) for column in self.once}
            held = Q(Exists(self.model._base_manager.filter(**{self.field: kept}, **same)))
            rows = rows.exclude(held & ~Q(**{self.free_if_empty: ""}) if self.free_if_empty else held)
        if self.not_self:
            rows = rows.exclude(**{self.not_self: kept})
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        self._point(keys, other, kept)
        return keys

    def move_back(self, keys, kept, other):
        """The other way round, where they still point there; answers how many do not."""
        there = self.model._base_manager.filter(pk__in=keys, **{self.field: kept})
        there = list(there.values_list("pk", flat=True))
        self._point(there, kept, other)
        return len(keys) - len(there)

    def _point(self, keys, before, after):
        for start in range(0, len(keys), A_BATCH):
            some = self.model._base_manager.filter(pk__in=keys[start : start + A_BATCH])
            some.update(**{self.field: after})
        if keys and self.follow:
            self.follow(keys, before, after)
