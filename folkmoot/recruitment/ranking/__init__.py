"""Severity-adjusted ranking: which applications are best, when some readers are stricter than others.

Pure functions over numpy arrays, without models. They need numpy and scipy, so import this package inside the
function that uses it, never where a web process would load it at its start.

    readings = Readings.of(scores, application, assessor)   one row a reading
    ranking = adjusted(readings)                            values, severities, order
"""

from .adjusting import Ranking, adjusted
from .readings import Readings

__all__ = ["Ranking", "Readings", "adjusted"]
