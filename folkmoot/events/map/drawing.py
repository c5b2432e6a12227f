"""Events on a map: dots where their towns lie, those that would cover each other as one."""

from dataclasses import dataclass, field
from math import cos, radians

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.members import towns

from . import land

WIDTH = 480
HEIGHTS = (320, 720)  # the least and the most
MARGIN, LEAST_SPAN = 0.14, 9  # of its size; degrees, so that one town still shows the shape of its country
NEAR = 26  # a dot is as large as a finger
LETTER = 7.2  # the width of one, on average


@dataclass(frozen=True)
class Frame:
    """The part of the world that is drawn, and how large: each way in its own true proportion."""

    west: float
    south: float
    east: float
    north: float

    @property
    def scale(self):
        return WIDTH / ((self.east - self.west) * self._narrowing)

    @property
    def height(self):
        return round((self.north - self.south) * self.scale)

    @property
    def _narrowing(self):
        return cos(radians((self.north + self.south) / 2))

    def at(self, longitude, latitude):
        """Where on the drawing this lies."""
        across = (longitude - self.west) * self._narrowing * self.scale
        return across, (self.north - latitude) * self.scale


@dataclass
class Dot:
    """One town with its events, or several that lie too close to be told apart."""

    across: float
    down: float
    towns: list = field(default_factory=list)
    called: list = field(default_factory=list)  # as people wrote their names
    events: list = field(default_factory=list)

    @property
    def key(self):
        return f"town-{self.towns[0].number}"

    @property
    def name(self):
        names = list(dict.fromkeys(self.called))
        return names[0] if len(names) == 1 else _("%(towns)s and %(last)s") % {
            "towns": ", ".join(names[:-1]), "last": names[-1],
        }  # fmt: skip

    @property
    def url(self):
        """The one event there is, or where those of this dot stand below the map."""
        return self.events[0].get_absolute_url() if len(self.events) == 1 else f"#{self.key}"

    @property
    def words(self):
        many = len(self.events)
        if many == 1:
            return f"{self.name}: {self.events[0].title}"
        return ngettext("%(where)s: %(many)s event", "%(where)s: %(many)s events", many) % {
            "where": self.name, "many": many,
        }  # fmt: skip

    label = None  # where its name is written, if there is room: (across, down, anchor)


@dataclass
class Map:
    frame: Frame
    land: str
    dots: list

    width = WIDTH

    @property
    def height(self):
        return self.frame.height


def drawn(events):
    """(the Map of these events, or None; those whose town nobody knows)."""
    known = towns.at({event.venue.town for event in events if event.venue and event.venue.town})
    placed, elsewhere = {}, []
    for event in events:
        town = event.venue and known.get(event.venue.town)
        if town:
            placed.setdefault(town, []).append(event)
        else:
            elsewhere.append(event)
    if not placed:
        return None, elsewhere
    frame = _frame(placed)
    dots = _dots(placed, frame)
    _label(dots, frame)
    return Map(frame, land.path(frame), dots), elsewhere


def _frame(found):
    """Around all of them, with a margin; neither a ribbon nor a tower."""
    longitudes, latitudes = [town.longitude for town in found], [town.latitude for town in found]
    west, east = _wider(min(longitudes), max(longitudes), LEAST_SPAN)
    south, north = _wider(min(latitudes), max(latitudes), LEAST_SPAN / 2)
    narrowing = cos(radians((north + south) / 2))
    least, most = ((east - west) * narrowing * height / WIDTH for height in HEIGHTS)
    if north - south < least:
        south, north = _grown(south, north, least)
    elif north - south > most:
        west, east = _grown(west, east, (north - south) * WIDTH / HEIGHTS[1] / narrowing)
    return Frame(max(west, -180), max(south, -85), min(east, 180), min(north, 85))


def _wider(low, high, least):
    return _grown(low, high, max(least, (high - low) * (1 + 2 * MARGIN)))


def _grown(low, high, size):
    middle = (low + high) / 2
    return middle - size / 2, middle + size / 2


def _dots(placed, frame):
    """The largest first: who lies near one of them joins it."""
    dots = []
    for town, events in sorted(placed.items(), key=lambda pair: (-len(pair[1]), pair[0].name)):
        across, down = frame.at(town.longitude, town.latitude)
        near = (dot for dot in dots if abs(dot.across - across) < NEAR and abs(dot.down - down) < NEAR)
        dot = next(near, None)
        if dot is None:
            dots.append(dot := Dot(across=round(across), down=round(down)))
        dot.towns.append(town)
        dot.called.append(events[0].venue.place.split(",")[0].strip())
        dot.events += events
    for dot in dots:
        dot.events.sort(key=lambda event: (event.starts_at, event.pk))
    return sorted(dots, key=lambda dot: (dot.events[0].starts_at, dot.events[0].pk))


def _label(dots, frame):
    """Names beside dots, where they cover no dot and no other name."""
    taken = [(dot.across - 12, dot.down - 12, dot.across + 12, dot.down + 12) for dot in dots]
    for dot in dots:
        wide = len(dot.name) * LETTER
        for across, anchor in ((dot.across + 15, "start"), (dot.across - 15 - wide, "end")):
            box = (across, dot.down - 8, across + wide, dot.down + 8)
            if across >= 0 and box[2] <= WIDTH and not any(_touch(box, other) for other in taken):
                taken.append(box)
                dot.label = (dot.across + (15 if anchor == "start" else -15), dot.down + 5, anchor)
                break


def _touch(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
