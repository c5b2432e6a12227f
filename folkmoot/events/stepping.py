"""The dates of a series, stepped by the wall: Tuesday at 19:00 stays that, whatever clocks do in between."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError

from folkmoot.core.walltime import moment_of

from .models.times import WALL

MOST = 52
DAYS = {"day": 1, "week": 7, "two_weeks": 14}


def days_after(day, cadence, *, times=None, until=None):
    """The days that follow `day`: so many, or up to one. One more than `MOST` are too many."""
    found, number = [], 1
    while len(found) <= MOST and (times is None or number <= times):
        following = _following(day, cadence, number)
        if until and following > until:
            break
        found.append(following)
        number += 1
    return found


def walls_on(event, day, *, an_hour_later=False):
    """What stands on the wall of the event if it were on that day: {"starts_wall": …}; None if it cannot be.

    Where clocks go forward over an hour, it is `an_hour_later` that day, or there is no such date.
    """
    shift = datetime.combine(day, datetime.min.time()) - datetime.strptime(event.starts_wall[:10], "%Y-%m-%d")
    for hours in (0, 1) if an_hour_later else (0,):
        walls = {
            name: moved(getattr(event, name), shift + timedelta(hours=hours))
            for name in ("starts_wall", "ends_wall", "closes_wall")
        }
        if all(_is_there(wall, event.zone) for wall in walls.values() if wall):
            return walls
    return None


def moved(wall, by):
    """A wall time moved along the wall; none stays none."""
    return (datetime.strptime(wall, WALL) + by).strftime(WALL) if wall else ""


def _is_there(wall, zone):
    try:
        moment_of(datetime.strptime(wall, WALL), zone)
    except ValidationError:
        return False
    return True


def _following(day, cadence, number):
    if cadence in DAYS:
        return day + timedelta(days=DAYS[cadence] * number)
    month = day.month - 1 + number
    first = day.replace(year=day.year + month // 12, month=month % 12 + 1, day=1)
    return _same_weekday(first, day.weekday(), (day.day - 1) // 7)


def _same_weekday(first, weekday, weeks):
    """The same weekday of a month, for example its third Tuesday; of a fifth, the last there is."""
    found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * weeks)
    return found if found.month == first.month else found - timedelta(days=7)
