"""Severity-adjusted ranking: which applications are best, when some readers are stricter than others.

Pure functions over numpy arrays, without models. They need numpy and scipy, so import this package inside the
function that uses it, never where a web process would load it at its start.

    readings = Readings.of(scores, application, assessor)   one row a reading
    ranking = adjusted(readings)                            values, severities, order
    chance = chances(ranking, places=500)                   of being among the best 500
    again = second_wave(chance, wanted=1000)                who is read by two more
    changed = changes(ranking, places=500)                  who comes in, who goes out
    why(ranking, 17)                                        one application, reader by reader
    told = diagnostics(ranking, places=500)                 when not to trust it
    figures(ranking, chance, changed, told)                 plain numbers for a page
"""

from .adjusting import Adjustment, adjusted
from .again import second_wave
from .changing import Changes, Why, changes, why
from .diagnosing import diagnostics
from .diagnostic import Diagnostic
from .odds import chances
from .readings import Readings
from .telling import figures

__all__ = [
    "Adjustment",
    "Changes",
    "Diagnostic",
    "Readings",
    "Why",
    "adjusted",
    "chances",
    "changes",
    "diagnostics",
    "figures",
    "second_wave",
    "why",
]
