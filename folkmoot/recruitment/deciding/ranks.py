"""The scores of a round as numbers, ranked, and rows again."""

from collections import defaultdict

from django.db.models import F

from ..models.assessment import Assessment, Score
from ..models.ranking import is_open


class Scores:
    """What is scored in a round: one row a reading."""

    def __init__(self, round):
        self.round = round
        done = Assessment.objects.done().filter(application__round=round)
        read = ["in_assessment", "moderation", "decided"]
        rows = done.filter(application__state__in=read).order_by("submitted_at", "pk")
        self.rows = list(rows.values_list("application", "assessor", "mark", "pk"))
        self.applications = sorted({row[0] for row in self.rows})
        self.assessors = sorted({row[1] for row in self.rows})
        self.lane_of = dict(round.applications.values_list("pk", "lane"))
        self._ranking = self._chance = self._changes = None

    @property
    def lanes(self):
        """(places of each lane, the lane each application counts in), where every lane has its own places."""
        places = dict(self.round.lanes.order_by("pk").values_list("pk", "places"))
        if not places or None in places.values():
            return None
        keys = list(places)
        return list(places.values()), [keys.index(self.lane_of[pk]) for pk in self.applications]

    @property
    def places(self):
        """How many are to be offered membership: as the round says, else half of those who applied."""
        return self.round.places or max(1, len(self.applications) // 2)

    def solve(self):
        """Rank once; the parts of the answer are kept."""
        if self._ranking is not None:
            return
        import numpy as np

        from ..ranking import Readings, adjusted, chances, changes

        at = {pk: i for i, pk in enumerate(self.applications)}
        by = {pk: j for j, pk in enumerate(self.assessors)}
        readings = Readings.of(
            [row[2] for row in self.rows],
            [at[row[0]] for row in self.rows],
            [by[row[1]] for row in self.rows],
            len(at),
            len(by),
        )
        self._ranking = adjusted(readings, adjust=self.round.method == "adjusted")
        told = self.lanes
        lanes = {"lanes": np.array(told[1])} if told else {}
        many = told[0] if told else self.places
        self._chance = chances(self._ranking, many, **lanes)
        self._changes = changes(self._ranking, many, **lanes)

    def figures(self):
        """Plain numbers for the pages, naming nobody."""
        from ..ranking import diagnostics, figures

        self.solve()
        told = diagnostics(
            self._ranking, self.places, sequence=range(len(self.rows)), criteria=self._criteria()
        )
        return {
            **figures(self._ranking, self._chance, self._changes, told),
            "undecided": sum(map(is_open, self._chance.tolist())),
            "severities": dict(
                zip(map(str, self.assessors), map(float, self._ranking.severity), strict=True)
            ),
            "severity_errors": dict(
                zip(map(str, self.assessors), map(float, self._ranking.severity_error), strict=True)
            ),
        }

    def _criteria(self):
        """The scores of each reading, criterion by criterion; None where versions of the criteria differ."""
        values = defaultdict(dict)
        rows = Score.objects.filter(
            assessment__in=[row[3] for row in self.rows], version=F("assessment__version")
        )
        for assessment, key, value in rows.values_list("assessment", "criterion__key", "value"):
            values[assessment][key] = value
        keys = {tuple(sorted(one)) for one in values.values()}
        if len(keys) != 1 or len(values) != len(self.rows):
            return None
        return [[values[row[3]][key] for key in sorted(values[row[3]])] for row in self.rows]

    def ranked(self):
        """A dict for each application, the fields of a Ranked."""
        self.solve()
        ranking = self._ranking
        for i, pk in enumerate(self.applications):
            yield {
                "application_id": pk,
                "readings": int(ranking.readings.per_application[i]),
                "raw": float(ranking.raw[i]),
                "adjusted": float(ranking.value[i]),
                "low": float(ranking.low[i]),
                "high": float(ranking.high[i]),
                "chance": min(1.0, max(0.0, float(self._chance[i]))),
                "raw_place": int(ranking.raw_place[i]),
                "place": int(ranking.place[i]),
            }
