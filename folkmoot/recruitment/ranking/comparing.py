"""What the readings say about assessors once each application is its own measure.

    score = value of the application - severity of the assessor + noise

Nothing is assumed of the values, so it does not matter whose pile was the better one. Taking them out (they
are fixed effects) leaves the normal equations of the assessors alone (Searle, Casella & McCulloch, Variance
Components, 1992, chapter 5): information S = diag(readings) - Z'DZ, and S b = r. Z is who read what, D one
over the readings of each application, b the lenience of each assessor (severity is -b).
"""

from functools import cached_property

import numpy as np
from scipy import linalg, sparse
from scipy.sparse import csgraph


class Comparison:
    """S and r of some readings, and what is solved with them."""

    def __init__(self, readings):
        self.readings = readings
        self.weighted = sparse.diags_array(readings.share) @ readings.table  # (n, m): DZ
        self.met = (readings.table.T @ self.weighted).toarray()  # (m, m): Z'DZ, who read what with whom
        self.information = np.diag(readings.per_assessor.astype(float)) - self.met
        self.components, self.component = csgraph.connected_components(sparse.csr_array(self.met > 0))

    @cached_property
    def degrees(self):
        """Degrees of freedom left for the noise: readings - applications read - comparable assessors."""
        read = int((self.readings.per_application > 0).sum())
        return len(self.readings) - read - self.rank

    @property
    def rank(self):
        """Each group that never met another loses one comparison."""
        return self.readings.assessors - self.components

    def residual_of(self, values):
        """(m,) r: what values (N,) leave to the assessors when each application's mean is taken out."""
        centred = values - self.readings.mean_of(values)[self.readings.application]
        return np.bincount(self.readings.assessor, centred, self.readings.assessors)

    def lenience_of(self, values):
        """(m,) least squares, summing to nought in each group that met."""
        return linalg.cho_solve(self._least_squares, self.residual_of(values))

    def without_effects(self, values):
        """(N,) values less what application and assessor explain."""
        rest = values - self.lenience_of(values)[self.readings.assessor]
        return rest - self.readings.mean_of(rest)[self.readings.application]

    @cached_property
    def rest(self):
        """(N,) of the scores, what neither application nor assessor explains."""
        return self.without_effects(self.readings.score)

    @cached_property
    def noise(self):
        """Its variance over the degrees of freedom, points squared; 0 where there are none."""
        return float(self.rest @ self.rest) / self.degrees if self.degrees > 0 else 0.0

    @cached_property
    def pseudo_inverse(self):
        """(m, m) of S: times the noise, the covariance of the lenience by least squares."""
        every = np.eye(self.readings.assessors)
        return linalg.cho_solve(self._least_squares, every) - self._levels

    @cached_property
    def _levels(self):
        """(m, m) the projection on the common level of each group."""
        same = self.component[:, None] == self.component
        return same / same.sum(axis=0)

    @cached_property
    def _least_squares(self):
        """S is singular along each group's common level; filling that in leaves the rest as it is."""
        return linalg.cho_factor(self.information + self._levels)

    def weighing(self, ratio):
        """(m, m) S + ratio * I, ratio = variance of noise / variance of severity."""
        return self.information + ratio * np.eye(self.readings.assessors)

    def shrunk(self, ratio):
        """(m, m) its inverse."""
        return linalg.cho_solve(linalg.cho_factor(self.weighing(ratio)), np.eye(self.readings.assessors))

    def over_readers(self, matrix):
        """(n,) w' matrix w of each application, w (m,) the share of each assessor in its readings."""
        readings = self.readings
        rows = sparse.csr_array(
            (np.ones(len(readings)), (np.arange(len(readings)), readings.application)),
            shape=(len(readings), readings.applications),
        )
        first, second = (rows @ rows.T).nonzero()
        between = matrix[readings.assessor[first], readings.assessor[second]]
        total = np.bincount(readings.application[first], between, readings.applications)
        return readings.share**2 * total
