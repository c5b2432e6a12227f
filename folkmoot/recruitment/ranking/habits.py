"""How readers read: how widely they use the scale, whether they drift, whether one impression rules."""

import numpy as np
from scipy.special import chdtrc, ndtr

from .comparing import Comparison
from .diagnostic import Diagnostic, two_sided
from .readings import Readings

FAR, OWN = 0.25, 0.4  # deviations of the noise: how far a drift may go
A_PILE = 5  # readings from which on a reader's use of the scale is looked at
NARROWEST = 0.2  # of the usual deviation: who gives all the same counts as that


def scale(ranking):
    """How unequally the scale is used: the deviation of log(deviation of a reader's scores).

    0.25 means that a wide user spreads scores 1.3 times as far as usual, a narrow one 0.8 times. Of the
    variance found, 1 / (2 (readings - 1)) is chance, as for normal scores.
    """
    deviation, many = _deviations(ranking.readings)
    usual = float(np.sqrt((deviation**2 * (many - 1)).sum() / max((many - 1).sum(), 1)))
    if len(many) < 3 or usual < 1e-9:
        return Diagnostic("scale", None, limit=0.15)
    wide = np.log(np.maximum(deviation / usual, NARROWEST))
    by_chance = float((0.5 / (many - 1)).mean())
    excess = float(wide.var(ddof=1)) - by_chance
    error = by_chance * np.sqrt(2 / (len(wide) - 1))
    return Diagnostic(
        "scale",
        float(np.sqrt(max(excess, 0))),
        limit=0.15,
        chance=float(ndtr(-excess / error)),
        details={"usual": usual, "narrowest": float(deviation.min()), "widest": float(deviation.max())},
    )


def _deviations(readings):
    """Of the readers with enough of a pile: (k,) the deviation of their scores, (k,) how many they are."""
    many = readings.per_assessor
    centred = readings.score - readings.pile_of(readings.score)[readings.assessor]
    square = np.bincount(readings.assessor, centred**2, readings.assessors)
    enough = many >= A_PILE
    return np.sqrt(square[enough] / (many[enough] - 1)), many[enough]


def drifts(ranking, sequence):
    """By how much severity grows from a reader's first reading to the last: of all, and each their own way.

    The slope of scores over the order of reading, when application and assessor are taken out of both (Frisch
    & Waugh): it does not matter whether the good ones came first.
    """
    comparison = ranking.comparison
    order = in_turn(ranking.readings, sequence)
    turn = comparison.without_effects(order)
    length = float(turn @ turn)
    if comparison.degrees <= 1 or length < 1e-6 * len(order) or comparison.noise <= 0:
        return [Diagnostic("drift", None, FAR), Diagnostic("own_drift", None, OWN)]
    slope = float(turn @ comparison.rest) / length
    error = float(np.sqrt(comparison.noise / length))
    far = FAR * float(np.sqrt(comparison.noise))
    common = Diagnostic("drift", -slope, far, chance=two_sided(slope / error), details={"error": error})
    return [common, _own_drift(ranking, order, comparison.rest - slope * turn)]


def _own_drift(ranking, order, rest):
    """The deviation of the readers' own drifts, by moments, in points from first to last."""
    readings, noise = ranking.readings, ranking.comparison.noise
    length = order**2 * (
        1 - readings.share[readings.application]
    )  # the rest goes with the application's mean
    length = np.bincount(readings.assessor, length, readings.assessors)
    moved = np.bincount(readings.assessor, order * rest, readings.assessors)
    length, moved = length[length > 1e-9], moved[length > 1e-9]
    limit = OWN * float(np.sqrt(noise))
    if not len(length):
        return Diagnostic("own_drift", None, limit)
    square = float((moved**2 - noise * length).sum() / (length**2).sum())
    chance = chdtrc(len(length), (moved**2 / (noise * length)).sum())
    return Diagnostic("own_drift", float(np.sqrt(max(square, 0))), limit, chance=float(chance))


def in_turn(readings, sequence):
    """(N,) from -.5, a reader's first reading, to .5, the last; 0 for an only one."""
    sorted_ = np.lexsort((sequence, readings.assessor))
    many = readings.per_assessor
    nth = np.arange(len(sorted_)) - np.repeat(np.cumsum(many) - many, many)
    last = np.repeat(many, many) - 1
    turn = np.zeros(len(sorted_))
    turn[sorted_] = np.where(last > 0, nth / np.maximum(last, 1) - 0.5, 0)
    return turn


def halo(ranking, criteria):
    """The mean correlation between criteria within a reading, application and assessor taken out.

    What is left in common is one impression of one reader that colours all criteria: then four criteria are
    worth little more than one.
    """
    rest = _without_effects(ranking.readings, criteria) if criteria.shape[1] > 1 else []
    if len(rest) < 2:
        return Diagnostic("halo", None, limit=0.35)
    together = np.corrcoef(rest)[np.triu_indices(len(rest), 1)]
    return Diagnostic("halo", float(together.mean()), limit=0.35, details={"criteria": len(rest)})


def _without_effects(readings, criteria):
    """(criteria, whole rows) what is left of each criterion; those on which nothing is left are left out."""
    whole = np.isfinite(criteria).all(axis=1)
    rows = criteria[whole], readings.application[whole], readings.assessor[whole]
    comparison = Comparison(
        Readings.of(rows[0].mean(axis=1), *rows[1:], readings.applications, readings.assessors)
    )
    if comparison.degrees <= 1:
        return []
    rest = np.array([comparison.without_effects(column) for column in rows[0].T])
    return rest[(rest**2).mean(axis=1) > 1e-9]
