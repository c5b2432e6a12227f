"""Whether the readers can be compared, and whether the strict were given the better piles."""

import numpy as np

from .diagnostic import Diagnostic, two_sided


def piles(ranking):
    """The correlation of severity with the mean adjusted value of the pile, over the assessors who read.

    0 where files are dealt blind to quality, with a standard error of 1 / √(m - 1). Negative, the strict were
    given the weaker ones: then the mean happens to be right too often and adjusting may do worse.
    """
    readings = ranking.readings
    reads = readings.per_assessor > 0
    pile = readings.pile_of(ranking.value[readings.application])[reads]
    severity = ranking.severity[reads]
    if len(pile) < 3 or np.ptp(pile) < 1e-9 or np.ptp(severity) < 1e-9:
        return Diagnostic("piles", None, limit=0.2)
    found = float(np.corrcoef(severity, pile)[0, 1])
    return Diagnostic("piles", found, limit=0.2, chance=two_sided(found * np.sqrt(len(pile) - 1)))


def linkage(ranking):
    """In how many groups of readers that never met the round falls apart; one is best."""
    readings, comparison = ranking.readings, ranking.comparison
    reads = readings.per_assessor > 0
    groups = len(np.unique(comparison.component[reads]))
    return Diagnostic(
        "linkage",
        groups,
        limit=1,
        details={
            "assessors": int(reads.sum()),
            "error_of_a_difference": _error_of_a_difference(comparison),
            "pairs": int(np.count_nonzero(np.triu(comparison.met, 1))),
            "alone": int((comparison.met[reads][:, reads] > 0).sum(axis=1).tolist().count(1)),
        },
    )


def _error_of_a_difference(comparison):
    """In points, before shrinking: √ of the mean of var(b_j - b_k) over the pairs that can be compared.

    In a group of m that is noise * 2 trace / (m - 1), of the m (m - 1) / 2 pairs in it.
    """
    many = np.bincount(comparison.component, minlength=comparison.components)
    trace = np.bincount(comparison.component, np.diag(comparison.pseudo_inverse), comparison.components)
    pairs = (many * (many - 1) / 2).sum()
    if not pairs or comparison.degrees <= 0:
        return None
    return float(np.sqrt(comparison.noise * (many * trace).sum() / pairs))
