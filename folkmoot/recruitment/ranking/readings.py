"""What was read: one row a reading, as arrays."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse


@dataclass(frozen=True, eq=False)
class Readings:
    """N readings of n applications by m assessors.

    score        (N,) points: an assessor's mean or weighted sum over the criteria
    application  (N,) which application, 0 … n - 1
    assessor     (N,) who read it, 0 … m - 1
    row          (N,) the row of what was handed in that this is: rows without a number are left out
    """

    score: np.ndarray
    application: np.ndarray
    assessor: np.ndarray
    row: np.ndarray
    applications: int
    assessors: int

    @classmethod
    def of(cls, score, application, assessor, applications=None, assessors=None):
        """Take up arrays or lists; a score that is no finite number counts as not read."""
        score = np.asarray(score, dtype=float).ravel()
        application = np.asarray(application, dtype=np.intp).ravel()
        assessor = np.asarray(assessor, dtype=np.intp).ravel()
        if not len(score) == len(application) == len(assessor):
            raise ValueError("Scores, applications and assessors are not equally many.")
        applications = _many(application, applications)
        assessors = _many(assessor, assessors)
        row = np.flatnonzero(np.isfinite(score))
        return cls(score[row], application[row], assessor[row], row, applications, assessors)

    def __len__(self):
        return len(self.score)

    @cached_property
    def per_application(self):
        """(n,) how many readings each application has."""
        return np.bincount(self.application, minlength=self.applications)

    @cached_property
    def per_assessor(self):
        """(m,) how many readings each assessor gave."""
        return np.bincount(self.assessor, minlength=self.assessors)

    @cached_property
    def share(self):
        """(n,) one over the readings of an application; 0 where there are none."""
        return 1 / np.maximum(self.per_application, 1) * (self.per_application > 0)

    @cached_property
    def table(self):
        """(n, m) sparse: how often who read what."""
        ones = np.ones(len(self))
        shape = (self.applications, self.assessors)
        return sparse.csr_array((ones, (self.application, self.assessor)), shape=shape)

    def mean_of(self, values):
        """(n,) the mean of values (N,) over the readings of each application; 0 where there are none."""
        return self.share * np.bincount(self.application, values, self.applications)

    def pile_of(self, values):
        """(m,) the mean of values (N,) over the pile of each assessor; 0 where it is empty."""
        total = np.bincount(self.assessor, values, self.assessors)
        return total / np.maximum(self.per_assessor, 1)


def _many(indices, many):
    highest = int(indices.max()) + 1 if len(indices) else 0
    if len(indices) and indices.min() < 0:
        raise ValueError("An application or an assessor has a number below nought.")
    if many is not None and many < highest:
        raise ValueError("There is a reading of an application, or by an assessor, beyond the last.")
    return highest if many is None else int(many)
