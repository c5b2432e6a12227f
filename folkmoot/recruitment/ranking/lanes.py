"""Places are given over all applications, or lane by lane."""

import numpy as np


def each_lane(applications, places, lanes=None):
    """Yield (which applications, how many places) for each lane.

    places  a number, or with lanes one number for each lane
    lanes   (n,) the lane of each application, 0, 1, …; -1 where it competes for no place
    """
    if lanes is None:
        lanes, places = np.zeros(applications, dtype=np.intp), [places]
    lanes = np.asarray(lanes, dtype=np.intp)
    if len(lanes) != applications or (len(lanes) and lanes.max() >= len(places)):
        raise ValueError("Lanes and places do not fit the applications.")
    for lane, many in enumerate(places):
        members = np.flatnonzero(lanes == lane)
        yield members, min(max(int(many), 0), len(members))


def first_of(place, places, lanes=None):
    """(n,) whether each application is among the first of its lane, by its place (n,) among all."""
    first = np.zeros(len(place), dtype=bool)
    for members, many in each_lane(len(place), places, lanes):
        first[members[np.argsort(place[members])[:many]]] = True
    return first
