"""What adjusting changes, and why: never silently instead of the mean, always beside it."""

from dataclasses import dataclass

import numpy as np

from .lanes import first_of


@dataclass(frozen=True, eq=False)
class Changes:
    """Against the order by raw means, of which ties at the cut are broken by the adjusted value.

    by_value  (n,) whether each application is among the best by adjusted value
    by_mean   (n,) … by raw mean
    """

    by_value: np.ndarray
    by_mean: np.ndarray

    @property
    def comes_in(self):
        """The applications for which adjusting makes a place."""
        return np.flatnonzero(self.by_value & ~self.by_mean)

    @property
    def goes_out(self):
        return np.flatnonzero(self.by_mean & ~self.by_value)


@dataclass(frozen=True)
class Reading:
    """One reader of an application: the score, what the reader's severity adds, how sure that is."""

    assessor: int
    score: float
    severity: float
    severity_error: float


@dataclass(frozen=True)
class Why:
    """One application: "its readers were strict by 0.4 points on average" is a lift of 0.4."""

    application: int
    raw: float
    value: float
    error: float
    lift: float
    raw_place: int  # 1 is the best
    place: int
    readings: tuple[Reading, ...]


def changes(ranking, places, lanes=None):
    return Changes(
        by_value=first_of(ranking.place, places, lanes),
        by_mean=first_of(ranking.raw_place, places, lanes),
    )


def why(ranking, application):
    """How the adjusted value of one application came about, reader by reader."""
    readings = ranking.readings
    return Why(
        application=int(application),
        raw=float(ranking.raw[application]),
        value=float(ranking.value[application]),
        error=float(ranking.error[application]),
        lift=float(ranking.lift[application]),
        raw_place=int(ranking.raw_place[application]),
        place=int(ranking.place[application]),
        readings=tuple(
            Reading(
                assessor=int(assessor),
                score=float(score),
                severity=float(ranking.severity[assessor]),
                severity_error=float(ranking.severity_error[assessor]),
            )
            for score, assessor in _of(readings, application)
        ),
    )


def _of(readings, application):
    rows = np.flatnonzero(readings.application == application)
    return zip(readings.score[rows], readings.assessor[rows], strict=True)
