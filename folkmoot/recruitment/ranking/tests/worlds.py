"""Simulated rounds in which the true quality is known, also such as the ranking does not assume."""

from dataclasses import dataclass

import numpy as np

from folkmoot.recruitment.ranking import Readings

MIDDLE, LOWEST, HIGHEST = 3.2, 1, 5  # a scale of five points, whole ones


@dataclass(frozen=True)
class World:
    """How a round is; standard deviations are in points.

    correlation  between the quality of an application and what its reader was chosen by, reading by reading
    chosen_by    "severity": the strict get better piles (or worse, if negative); "chance": piles only differ
    drift        by how much severity grows from an assessor's first reading to the last
    own_drift    the standard deviation of each assessor's own drift beside that
    stretch      the standard deviation of the logarithm of how widely each uses the scale
    careless     the standard deviation of the logarithm of how noisy each one's scores are
    panels       the same readers always read together, and meet no others
    """

    applications: int = 2000
    assessors: int = 200
    each: int = 3
    quality: float = 0.6
    severity: float = 0.6
    noise: float = 0.7
    correlation: float = 0.0
    chosen_by: str = "severity"
    drift: float = 0.0
    own_drift: float = 0.0
    stretch: float = 0.0
    careless: float = 0.0
    panels: bool = False

    def round(self, seed):
        return Round(self, seed)


class Round:
    """One round of a world: the truth, and what the readers wrote."""

    def __init__(self, world, seed):
        self.world = world
        die = self.die = np.random.default_rng(seed)
        self.quality = die.normal(0, world.quality, world.applications)
        traits = die.normal(size=world.assessors)
        self.severity = world.severity * traits
        by = traits if world.chosen_by == "severity" else die.normal(size=world.assessors)
        self.assessor = self._shared_out(by)
        self.application = np.repeat(np.arange(world.applications), world.each)
        self.sequence = self._sequence()
        self.score = self._scores()
        self.lot = die.random(world.applications)  # the same for every way of ranking

    def readings(self, each=None):
        """All of them, or the first so many of each application: a number, or one for each (n,)."""
        world = self.world
        most = np.broadcast_to(world.each if each is None else each, world.applications)
        row = np.tile(np.arange(world.each), world.applications) < most[self.application]
        who = self.application[row], self.assessor[row]
        return Readings.of(self.score[row], *who, world.applications, world.assessors)

    def best(self, places):
        """(n,) whether each is truly among the best."""
        best = np.zeros(len(self.quality), dtype=bool)
        best[self._first(self.quality, self.lot)[:places]] = True
        return best

    def right(self, values, places):
        """Percent of the places that go to the truly best, if given by values (n,), ties by lot."""
        given = self._first(values, self.lot)[:places]
        return 100 * self.best(places)[given].sum() / places

    @staticmethod
    def _first(values, lot):
        return np.lexsort((lot, -np.round(values, 9)))

    def _shared_out(self, by):
        """(N,) readers, equally many readings each; those high in `by` get the better ones if correlated."""
        world, die = self.world, self.die
        if world.panels:
            return self._to_panels(by)
        many = world.applications * world.each
        readers = np.sort(np.tile(np.arange(world.assessors), -(-many // world.assessors))[:many])
        readers = np.argsort(by)[readers]
        merit = np.repeat(self.quality / world.quality, world.each) * world.correlation
        merit += np.sqrt(1 - world.correlation**2) * die.normal(size=many)
        place = np.argsort(merit)
        assessor = np.empty(many, dtype=int)
        assessor[place] = readers
        self._part_twins(assessor.reshape(-1, world.each), place)
        return assessor

    def _to_panels(self, by):
        """(N,) readers, each application with one panel; those high in `by` get the better piles."""
        world = self.world
        panels = world.assessors // world.each
        members = self.die.permutation(world.assessors)[: panels * world.each].reshape(panels, -1)
        merit = self.quality / world.quality * world.correlation
        merit = merit + np.sqrt(1 - world.correlation**2) * self.die.normal(size=world.applications)
        panel = np.empty(world.applications, dtype=int)
        best = np.argsort(by[members].mean(axis=1))
        panel[np.argsort(merit)] = np.sort(np.arange(world.applications) % panels)
        return members[best][panel].reshape(-1)

    def _part_twins(self, table, place):
        """Nobody reads an application twice: such a reading is swapped with one of about equal merit."""
        rank, flat, near = np.argsort(place), table.reshape(-1), max(50, len(place) // 60)
        while True:
            ordered = np.sort(table, axis=1)
            twins = np.flatnonzero((ordered[:, 1:] == ordered[:, :-1]).any(axis=1))
            if not len(twins):
                return
            for row in twins * table.shape[1] + self.die.integers(table.shape[1], size=len(twins)):
                other = place[np.clip(rank[row] + self.die.integers(-near, near + 1), 0, len(place) - 1)]
                flat[row], flat[other] = flat[other], flat[row]

    def _sequence(self):
        """(N,) from -.5, an assessor's first reading, to .5, the last, in an order of their own."""
        mixed = np.lexsort((self.die.random(len(self.assessor)), self.assessor))
        piles = np.bincount(self.assessor, minlength=self.world.assessors)
        nth = np.arange(len(mixed)) - np.repeat(np.cumsum(piles) - piles, piles)
        sequence = np.empty(len(mixed))
        sequence[mixed] = nth / np.maximum(np.repeat(piles, piles) - 1, 1) - 0.5
        return sequence

    def _scores(self):
        world, die = self.world, self.die
        drift = world.drift + world.own_drift * die.normal(size=world.assessors)
        wide = np.exp(world.stretch * die.normal(size=world.assessors))[self.assessor]
        noise = world.noise * np.exp(world.careless * die.normal(size=world.assessors))[self.assessor]
        seen = self.quality[self.application] + noise * die.normal(size=len(self.application))
        strict = self.severity[self.assessor] + drift[self.assessor] * self.sequence
        return np.clip(np.rint(MIDDLE + wide * seen - strict), LOWEST, HIGHEST)
