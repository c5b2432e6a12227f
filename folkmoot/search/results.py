"""What a search found, best first, ready to be counted, narrowed and cut into pages."""

from collections import Counter, namedtuple
from datetime import UTC, datetime, timedelta

from django.db import connection

from . import fulltext

CAP = 1000  # of a common word the newest so many are ranked
Row = namedtuple("Row", "pk kind year topics authors")


class Results:
    """The documents of a search, ranked. A sequence that reads only the page asked for.

    `chosen` narrows it: a kind, a topic, an author, a year, or several. `counts` says of each filter how many
    documents each of its values would leave, the other filters being as they are. `is_common` says that the
    words matched more than were counted, `is_capped` that the list is cut, too.
    """

    def __init__(self, found, chosen=None):
        self._found = found
        self.chosen = {name: str(value) for name, value in (chosen or {}).items() if value}
        every = self._newest(found)
        narrowed = self._narrowed(every, self.chosen)
        self.is_empty = not every  # whatever is chosen
        self.is_common = len(every) > CAP
        if self.is_common and self.chosen:
            narrowed = self._newest(found.filter(**self._conditions()))
        self.is_capped = len(narrowed) > CAP
        self.counts = {name: self._counted(name, every, narrowed) for name in VALUES}
        self.total = len(self._narrowed(every[:CAP], self._but("kind")))
        self._ids = self._ranked([row.pk for row in narrowed[:CAP]])

    def __len__(self):
        return len(self._ids)

    def __getitem__(self, cut):
        if isinstance(cut, int):
            return self[cut : cut + 1][0]
        ids = self._ids[cut]
        documents = self._found.model.objects.in_bulk(ids)
        return [documents[pk] for pk in ids if pk in documents]

    @staticmethod
    def _newest(found):
        """One more than the cap, so that we know whether there are more."""
        return [Row(*row) for row in found.order_by("-at", "-pk").values_list(*Row._fields)[: CAP + 1]]

    @staticmethod
    def _narrowed(rows, chosen):
        for name, value in chosen.items():
            values_of = VALUES[name]
            rows = [row for row in rows if value in values_of(row)]
        return rows

    def _but(self, name):
        return {other: value for other, value in self.chosen.items() if other != name}

    def _counted(self, name, every, narrowed):
        """How many each value of this filter has; of the one chosen, what was really read of it."""
        values_of = VALUES[name]
        if name not in self.chosen:
            return Counter(value for row in narrowed[:CAP] for value in values_of(row))
        others = self._narrowed(every[:CAP], self._but(name))
        counted = Counter(value for row in others for value in values_of(row))
        counted[self.chosen[name]] = len(narrowed[:CAP])
        return counted

    def _conditions(self):
        """The chosen filters for the database."""
        conditions = {
            CONDITIONS[name]: f" {value} " if name in {"topic", "author"} else value
            for name, value in self.chosen.items()
        }
        return conditions | (_days_of(int(self.chosen["year"])) if "year" in self.chosen else {})

    def _ranked(self, ids):
        if len(ids) < 2:
            return ids
        with connection.cursor() as cursor:
            cursor.execute(*fulltext.ranking(self._found.words, ids, self._found.any_word))
            return [row[0] for row in cursor.fetchall()]


def _days_of(year):
    """Said besides, so that a database may walk only these days; a day more at each end, for other zones."""
    first, last = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    return {"at__range": (first - timedelta(days=1), last + timedelta(days=1))}


VALUES = {
    "kind": lambda row: [row.kind],
    "topic": lambda row: row.topics.split(),
    "author": lambda row: row.authors.split(),
    "year": lambda row: [str(row.year)] if row.year else [],
}
CONDITIONS = {"kind": "kind", "topic": "topics__contains", "author": "authors__contains", "year": "year"}
