"""Who is read by more people: the second wave of readings."""

import numpy as np


def second_wave(chance, wanted, among=None):
    """The applications, at most `wanted`, for which two further readings matter most; the most open first.

    Two readings for all and two more for the half whose chance is nearest one half. Not where the two readers
    disagree: that finds the noisy, not the undecided, and was worse than three readings for all.

    chance  (n,) of being among the best, lane by lane where lanes have places (see odds.py)
    among   (n,) whether each may be read again; without it all may
    """
    chance = np.asarray(chance, dtype=float)
    open_ = (chance > 0) & (chance < 1)
    if among is not None:
        open_ &= np.asarray(among, dtype=bool)
    nearest = np.argsort(np.round(np.abs(chance - 0.5), 9), kind="stable")
    return nearest[open_[nearest]][: max(int(wanted), 0)]
