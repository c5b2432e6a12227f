"""The adjusted value of each application: the mean of its scores, each with its reader's severity added."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from .comparing import Comparison
from .readings import Readings
from .variances import Variances, between_assessors, least_of, within_applications

NINETY = 1.6449  # standard errors to either side hold 90 %


@dataclass(frozen=True, eq=False)
class Adjustment:
    """n applications by m assessors. Points are those of the scores; a positive severity is a strict reader.

    adjusts   whether severities were asked for; without, the value is the mean
    raw       (n,) mean score; where nobody has read, the mean of all applications
    value     (n,) adjusted: as if read by readers of this round's average severity
    error     (n,) standard error of the value, noise and unsure severities together
    severity  (m,) points an assessor gives less than the average assessor, shrunk towards 0
    severity_error  (m,) its standard error
    doubt     (m, m) the covariance of the severities, points squared
    low, high (n,) the interval of 90 % about the value
    lift      (n,) what adjusting adds: how strict the readers of each application are on average
    order     (n,) the applications, best first; equal ones by number, those nobody read last
    place     (n,) of each application in it, from 1; raw_order and raw_place are those by the mean
    """

    readings: Readings
    adjusts: bool
    variances: Variances
    raw: np.ndarray
    value: np.ndarray
    error: np.ndarray
    severity: np.ndarray
    severity_error: np.ndarray
    doubt: np.ndarray
    comparison: Comparison

    @property
    def low(self):
        return self.value - NINETY * self.error

    @property
    def high(self):
        return self.value + NINETY * self.error

    @property
    def lift(self):
        return self.readings.mean_of(self.severity[self.readings.assessor])

    @property
    def read(self):
        """(n,) whether anybody read it."""
        return self.readings.per_application > 0

    @cached_property
    def order(self):
        return best_first(self.value, self.read)

    @cached_property
    def raw_order(self):
        """By the raw mean; equal ones by the adjusted value, so that no change is made up from a tie."""
        return best_first(self.raw, self.read, self.value)

    @property
    def place(self):
        return _places(self.order)

    @property
    def raw_place(self):
        return _places(self.raw_order)

    @cached_property
    def mean(self):
        """The mean adjusted value of what was read, in points."""
        return float(self.value[self.read].mean()) if self.read.any() else 0.0


def adjusted(readings, adjust=True):
    """Rank by "ridge-H3": value fixed, severity shrunk, both variances from within applications.

    Severities solve (S + ratio * I) b = r, ratio = noise / severity (see comparing.py): best linear
    prediction with the applications fixed (Henderson, Biometrics 31, 1975). `adjust=False` ranks by the
    raw mean.
    """
    comparison = Comparison(readings)
    variances = between_assessors(comparison) if adjust else within_applications(readings)
    severity, doubt = _severities(comparison, variances)
    value = readings.mean_of(readings.score + severity[readings.assessor])
    square = variances.noise * readings.share + comparison.over_readers(doubt)
    variances = replace(variances, quality=_quality(comparison, variances.noise, value, square, doubt))
    read = readings.per_application > 0
    raw = readings.mean_of(readings.score)
    for values in (value, raw):
        values[~read] = values[read].mean() if read.any() else 0.0
    return Adjustment(
        readings=readings,
        adjusts=adjust,
        variances=variances,
        raw=raw,
        value=value,
        error=np.sqrt(np.maximum(np.where(read, square, variances.quality), 0)),
        severity=severity,
        severity_error=np.sqrt(np.maximum(np.diag(doubt), 0)),
        doubt=doubt,
        comparison=comparison,
    )


def best_first(value, read, *tie_breaks):
    """(n,) the order by value, then by what breaks ties, then by number; what nobody read comes last."""
    keys = [-np.round(key, 9) for key in (value, *tie_breaks)]  # what differs by arithmetic alone is equal
    return np.lexsort([*reversed(keys), ~read])


def _places(order):
    place = np.empty(len(order), dtype=np.intp)
    place[order] = np.arange(1, len(order) + 1)
    return place


def _severities(comparison, variances):
    """(m,) severities and (m, m) their covariance, both against the mean assessor of the round."""
    many = comparison.readings.assessors
    if not variances.severity:
        return np.zeros(many), np.zeros((many, many))
    inverse = comparison.shrunk(variances.ratio)
    lenience = inverse @ comparison.residual_of(comparison.readings.score)
    # the common level is nobody's severity: S leaves it out, so it is a share of the prior alone
    return -lenience, variances.noise * inverse - variances.severity / many


def _quality(comparison, noise, value, square, doubt):
    """The variance of the values less what their errors add to it, in points squared; never below 0.

    With errors V (n, n) the sample variance is expected to be quality + n / (n - 1) * (mean of V's diagonal
    less mean of all V).
    """
    readings = comparison.readings
    read = readings.per_application > 0
    many = int(read.sum())
    if many < 2:
        return 0.0
    weight = comparison.weighted.sum(axis=0) / many
    shared = noise * readings.share.sum() / many**2 + weight @ doubt @ weight
    added = (square[read].mean() - shared) * many / (many - 1)
    quality = float(value[read].var(ddof=1) - added)
    return quality if quality > least_of(readings) else 0.0
