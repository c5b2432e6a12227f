"""The figures of a round as plain numbers, for the page that says how its scores were combined."""

from dataclasses import asdict

import numpy as np


def figures(ranking, chance, changed, told):
    """A dictionary of numbers, texts and lists only, fit for JSON; nothing in it names a person.

    ranking  from adjusted, chance (n,) from chances, changed from changes, told from diagnostics
    """
    readings, read = ranking.readings, ranking.read
    return {
        "adjusts": ranking.adjusts,
        "applications": readings.applications,
        "read": int(read.sum()),
        "assessors": int((readings.per_assessor > 0).sum()),
        "readings": len(readings),
        "readings_each": _least_and_most(readings.per_application[read]),
        "pile": _least_and_most(readings.per_assessor[readings.per_assessor > 0]),
        "mean": ranking.mean,
        "deviations": ranking.variances.as_deviations(),
        "known": ranking.variances.known,
        "severity": _least_and_most(ranking.severity),
        "error": float(np.median(ranking.error[read])) if read.any() else None,
        "lift": _least_and_most(ranking.lift),
        "places": int(changed.by_value.sum()),
        "comes_in": len(changed.comes_in),
        "goes_out": len(changed.goes_out),
        "chance_of_those_in": _mean(chance[changed.comes_in]),
        "chance_of_those_out": _mean(chance[changed.goes_out]),
        "diagnostics": [
            asdict(one) | {"warns": one.warns, "may_be_chance": one.may_be_chance} for one in told
        ],
    }


def _least_and_most(values):
    """Least and most, or None of nothing."""
    if not len(values):
        return None
    return [values.min().item(), values.max().item()]


def _mean(values):
    return float(values.mean()) if len(values) else None
