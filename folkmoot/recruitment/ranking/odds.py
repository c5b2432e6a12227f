"""How likely each application is truly among the best, as far as the scores can tell."""

import numpy as np
from scipy import linalg
from scipy.special import ndtr

from .lanes import each_lane

SEED = 20_170_301
FEWEST, MOST, NUMBERS = 400, 4000, 800_000  # draws, and random numbers where that leaves a choice
LEAST = 1e-12  # of the variance of quality: what is left to chance is never nothing


def chances(ranking, places, lanes=None):
    """(n,) the probability of being among the best `places`; the same each time it is asked.

    Quality is normal about the mean of the round, the value is quality with its error. So quality, given the
    value, is normal about the value drawn to the mean by quality / (quality + error²): best linear
    prediction (Searle, Casella & McCulloch, chapter 7) from the very values that the order stands on, so
    that the two never contradict each other. Severities unsure by `doubt` move all applications of a reader
    together. In each draw of severities and qualities the cut is where the places end among the others;
    what is counted is the probability of being above it (Rao-Blackwell), so that few draws suffice.
    """
    chance = np.zeros(ranking.readings.applications)
    die = np.random.default_rng(SEED)
    expected, rest = given_the_scores(ranking, die) if ranking.variances.quality else (None, None)
    for members, many in each_lane(len(chance), places, lanes):
        if many in (0, len(members)) or expected is None:  # then nobody is better than anybody
            chance[members] = many / max(len(members), 1)
        else:
            chance[members] = _above_the_cut(expected[:, members], rest[members], many, die)
    return chance


def given_the_scores(ranking, die):
    """(draws, n) means of quality, severities drawn, in points; and (n,) the deviations about them."""
    quality = ranking.variances.quality
    total = ranking.error**2
    kept = np.where(ranking.read, quality / (quality + total), 0)
    moved = ranking.comparison.weighted @ _severities_drawn(ranking, die)
    expected = ranking.mean + kept[:, None] * (ranking.value[:, None] - ranking.mean + moved)
    together = kept**2 * ranking.comparison.over_readers(ranking.doubt)
    return expected.T, np.sqrt(np.maximum(quality * (1 - kept) - together, LEAST * quality))


def _severities_drawn(ranking, die):
    """(m, draws) by how much the severities may differ from those found, in points.

    Normal with covariance noise * inverse of (S + ratio * I) = U'U: that is U⁻¹z for z standard normal. The
    level that all share moves nobody past anybody.
    """
    draws = NUMBERS // max(ranking.readings.applications, 1)
    shape = ranking.readings.assessors, min(max(draws, FEWEST), MOST)
    if not ranking.variances.severity:
        return np.zeros(shape)
    root = linalg.cholesky(ranking.comparison.weighing(ranking.variances.ratio))
    return np.sqrt(ranking.variances.noise) * linalg.solve_triangular(root, die.standard_normal(shape))


def _above_the_cut(expected, rest, many, die):
    """(members,) the mean over the draws of the probability to be above where the others' places end."""
    among = expected.shape[1]
    chance = np.zeros(among)
    for means in expected:
        drawn = means + rest * die.standard_normal(among)
        ordered = np.partition(drawn, (among - many - 1, among - many))
        next_one, last_one = ordered[among - many - 1], ordered[among - many]
        chance += ndtr((means - np.where(drawn >= last_one, next_one, last_one)) / rest)
    return chance / len(expected)
