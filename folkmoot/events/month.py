"""The events of one month, day by day, by the wall clock where each is held."""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import get_format

from .models.times import WALL

WRITTEN = re.compile(r"(20\d\d|21\d\d)-(0[1-9]|1[0-2])")
MOST = 500  # events of a month that are shown
DAY = timedelta(days=1)


@dataclass
class Day:
    date: date
    is_in_month: bool
    is_today: bool
    events: list = field(default_factory=list)  # (event, whether it begins on this day)


@dataclass
class Month:
    first: date
    weeks: list  # of seven Days each
    weekdays: list  # (short, long)
    is_cut: bool = False

    @property
    def before(self):
        return written(self.first - DAY)

    @property
    def after(self):
        return written(self.first + timedelta(days=31))

    @property
    def days(self):
        return [day for week in self.weeks for day in week]


def written(day):
    return f"{day:%Y-%m}"


def chosen(text):
    """The first day of the month that an address names; of this one where it names none."""
    if WRITTEN.fullmatch(text or ""):
        return date(int(text[:4]), int(text[5:]), 1)
    return timezone.localdate().replace(day=1)


def within(events, first):
    """Those of these events that are held on a day of this month, wherever they are held."""
    after = (first + timedelta(days=31)).replace(day=1)
    begins, ends = (timezone.make_aware(datetime.combine(day, time())) for day in (first, after))
    rows = events.filter(starts_at__lt=ends + DAY, ends_at__gt=begins - DAY)  # an index knows moments
    first_wall, after_wall = (datetime.combine(day, time()).strftime(WALL) for day in (first, after))
    rows = rows.filter(starts_wall__lt=after_wall, ends_wall__gt=first_wall)
    return rows.order_by("starts_at", "pk")


def laid_out(events, first):
    """The month with its events on their days; one that goes past midnight stands on each day it lasts."""
    begins_with = (
        get_format("FIRST_DAY_OF_WEEK") - 1
    ) % 7  # Django counts from Sunday, calendars from Monday
    weeks = calendar.Calendar(begins_with).monthdatescalendar(first.year, first.month)
    today = timezone.localdate()
    days = {day: Day(day, day.month == first.month, day == today) for week in weeks for day in week}
    rows = list(events[: MOST + 1])
    for event in rows[:MOST]:
        starts, last = event.starts.date(), (event.ends - timedelta(seconds=1)).date()
        day = max(starts, first)
        while day <= last and day in days and day.month == first.month:
            days[day].events.append((event, day == starts))
            day += DAY
    order = [(begins_with + step) % 7 for step in range(7)]
    return Month(
        first,
        [[days[day] for day in week] for week in weeks],
        [(WEEKDAYS_ABBR[day], WEEKDAYS[day]) for day in order],
        is_cut=len(rows) > MOST,
    )
