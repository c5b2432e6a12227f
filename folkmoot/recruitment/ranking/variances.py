"""How far applications, assessors and mere chance each spread the scores: three variances."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

LEAST = 1e-9  # a smaller part of the scores, or of their variance, is arithmetic


@dataclass(frozen=True)
class Variances:
    """Points squared; `known` is false where the readings cannot tell noise from quality."""

    quality: float = 0.0
    severity: float = 0.0
    noise: float = 0.0
    known: bool = False

    @property
    def ratio(self):
        """Of noise to severity: how strongly severities are shrunk."""
        return self.noise / self.severity

    def as_deviations(self):
        """Standard deviations in points, for people."""
        return {name: sqrt(getattr(self, name)) for name in ("quality", "severity", "noise")}


def between_assessors(comparison):
    """Henderson's method 3: from residuals within applications, so piles may differ in quality.

    Noise: the sum of squares that neither application nor assessor explains, over its degrees of freedom.
    Severity: r'b has expectation rank * noise + trace(S) * severity (Searle, Casella & McCulloch, 5.5).
    """
    readings, least = comparison.readings, least_of(comparison.readings)
    if comparison.degrees <= 0:
        return within_applications(readings, known=False)
    noise = max(comparison.noise, least)
    explained = float(comparison.residual_of(readings.score) @ comparison.lenience_of(readings.score))
    trace = float(np.trace(comparison.information))
    severity = (explained - comparison.rank * noise) / trace if trace > least else 0.0
    return Variances(severity=severity if severity > least else 0.0, noise=noise, known=True)


def within_applications(readings, known=True):
    """No severities: noise is all that readings of one application differ by.

    Where each has only one, nothing tells noise from quality: half of the variance is taken for either.
    """
    degrees = len(readings) - int((readings.per_application > 0).sum())
    if degrees <= 0:
        half = float(np.var(readings.score)) / 2 if len(readings) else 0.0
        return Variances(noise=half)
    rest = readings.score - readings.mean_of(readings.score)[readings.application]
    return Variances(noise=max(float(rest @ rest) / degrees, least_of(readings)), known=known)


def least_of(readings):
    """Points squared that count as none."""
    if not len(readings):
        return 0.0
    return LEAST * max(float(np.var(readings.score)), LEAST * float(np.abs(readings.score).max()) ** 2)
