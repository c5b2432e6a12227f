"""Severity-adjusted ranking: which applications are best, when some readers are stricter than others.

Pure functions over numpy arrays, without models. They need numpy and scipy, so import this package inside the
function that uses it, never where a web process would load it at its start.

    readings = Readings.of(scores, application, assessor)   one row a reading
    ranking = adjusted(readings)                            values, severities, order
    chance = chances(ranking, places=500)                   of being among the best 500
    again = second_wave(chance, wanted=1000)                who is read by two more
    changed = changes(ranking, places=500)                  who comes in, who goes out
    why(ranking, 17)                                        one application, reader by reader
"""

from .adjusting import Ranking, adjusted
from .again import second_wave
from .changing import Changes, Why, changes, why
from .odds import chances
from .readings import Readings

__all__ = ["Changes", "Ranking", "Readings", "Why", "adjusted", "chances", "changes", "second_wave", "why"]
