"""The outline of land within a frame, as the path of a drawing."""

import json
from functools import lru_cache
from pathlib import Path

UNITS = 100  # of the file, in a degree


@lru_cache(maxsize=1)
def _rings():
    """[(west, south, east, north, points)] of every piece of land, in degrees; read at first need."""
    found = []
    for steps in json.loads(Path(__file__).with_name("land.json").read_text("ascii")):
        across = up = 0
        points = []
        for east, north in zip(steps[::2], steps[1::2], strict=True):
            across, up = across + east, up + north
            points.append((across / UNITS, up / UNITS))
        longitudes, latitudes = zip(*points, strict=True)
        found.append((min(longitudes), min(latitudes), max(longitudes), max(latitudes), points))
    return found


def path(frame):
    """All land that shows in the frame, cut at its edges, as an SVG path."""
    parts = []
    for west, south, east, north, points in _rings():
        if west <= frame.east and east >= frame.west and south <= frame.north and north >= frame.south:
            drawn = _without_repeats(frame.at(*point) for point in _cut(points, frame))
            if len(drawn) > 2:
                parts.append("M" + "L".join(f"{across} {down}" for across, down in drawn) + "Z")
    return "".join(parts)


def _without_repeats(points):
    """What falls on one spot of the drawing is one point of it."""
    drawn = []
    for across, down in points:
        spot = round(across), round(down)
        if not drawn or drawn[-1] != spot:
            drawn.append(spot)
    return drawn


def _cut(points, frame):
    """The part of a ring within the frame (Sutherland and Hodgman, edge by edge)."""
    for axis, limit, sign in (
        (0, frame.west, 1),
        (0, frame.east, -1),
        (1, frame.south, 1),
        (1, frame.north, -1),
    ):
        kept = []
        for one, other in zip(points, points[1:] + points[:1], strict=True):
            inside, next_inside = sign * (one[axis] - limit) >= 0, sign * (other[axis] - limit) >= 0
            if inside:
                kept.append(one)
            if inside != next_inside:
                share = (limit - one[axis]) / (other[axis] - one[axis])
                kept.append(tuple(a + share * (b - a) for a, b in zip(one, other, strict=True)))
        points = kept
    return points
