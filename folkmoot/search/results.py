"""What a search found, best first, ready to be counted and cut into pages."""

from collections import Counter

from django.db import connection

from . import fulltext

CAP = 1000  # of a common word the newest so many are ranked


class Results:
    """The documents of a search, ranked. A sequence that reads only the page asked for.

    `counts` has how many there are of each kind, whichever kind was asked for; `is_capped` says that more
    matched than were ranked and counted.
    """

    def __init__(self, found, kind=""):
        self._found = found
        rows = self._newest(found)
        self.is_capped = len(rows) > CAP
        self.counts = Counter(found_kind for _, found_kind in rows[:CAP])
        self.total = sum(self.counts.values())
        if kind and self.is_capped:
            rows = self._newest(found.filter(kind=kind))
        self._ids = self._ranked([pk for pk, found_kind in rows[:CAP] if kind in {"", found_kind}])

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
        return list(found.order_by("-pk").values_list("pk", "kind")[: CAP + 1])

    def _ranked(self, ids):
        if len(ids) < 2:
            return ids
        with connection.cursor() as cursor:
            cursor.execute(*fulltext.ranking(self._found.words, ids))
            return [row[0] for row in cursor.fetchall()]
