"""What might be wrong with a ranking."""

import numpy as np

from . import habits, linking
from .diagnostic import Diagnostic
from .lanes import each_lane


def diagnostics(ranking, places, lanes=None, sequence=None, criteria=None):
    """All that can be told: a list of Diagnostic, the gravest first.

    sequence  (rows handed in,) when each reading was given: numbers of any kind that grow
    criteria  (rows handed in, criteria) points by criterion
    """
    found = [
        enough(ranking),
        linking.piles(ranking),
        linking.linkage(ranking),
        ties(ranking, places, lanes),
        habits.scale(ranking),
    ]
    if sequence is not None:
        found += habits.drifts(ranking, np.asarray(sequence, dtype=float)[ranking.readings.row])
    if criteria is not None:
        found.append(habits.halo(ranking, np.asarray(criteria, dtype=float)[ranking.readings.row]))
    return found


def enough(ranking):
    """Whether any readings are to spare, by which noise is told from quality."""
    spare = ranking.comparison.degrees
    return Diagnostic(
        "enough",
        0.0 if ranking.variances.known else 1.0,
        limit=0.5,
        details={
            "spare_readings": max(spare, 0),
            "unread": int((~ranking.read).sum()),
            "read_once": int((ranking.readings.per_application == 1).sum()),
        },
    )


def ties(ranking, places, lanes=None):
    """How many applications share the value at the cut, some above and some below it."""
    tied = _tied(ranking, ranking.value, places, lanes)
    return Diagnostic("ties", tied, limit=0, details={"by_mean": _tied(ranking, ranking.raw, places, lanes)})


def _tied(ranking, values, places, lanes):
    tied, values = 0, np.round(values, 9)
    for members, many in each_lane(len(values), places, lanes):
        here = np.sort(values[members[ranking.read[members]]])[::-1]
        if 0 < many < len(here) and here[many - 1] == here[many]:
            tied += int((here == here[many]).sum())
    return tied
