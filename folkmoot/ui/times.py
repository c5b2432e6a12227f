"""Moments and spans of time, in words."""

import zoneinfo
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

STYLES = {"full": "l j F Y", "day": "j F Y", "short": "j M Y"}


def when(start, end=None, *, style="full", zone=None, house_zone=None, local=False):
    """A `<time>`: "Thursday 23 February 2017, 10:00 to 16:00", the zone named if it is not the reader's.

    `zone` is where it happens; else it is told in the reader's zone, named if the community's is another.
    """
    if not start:
        return ""
    if not isinstance(start, datetime):
        return format_html('<time datetime="{}">{}</time>', start.isoformat(), _day(start, style))
    start, words = _told(start, end, style, zone, house_zone)
    markup = format_html('<time datetime="{}">{}</time>', start.isoformat(timespec="seconds"), words)
    return (
        format_html('<local-time data-words="{}">{}</local-time>', _("# your time"), markup)
        if local
        else markup
    )


def in_words(start, end=None, *, zone=None):
    """The same as plain text, for letters."""
    return _told(start, end, "full", zone, None)[1]


def _told(start, end, style, zone, house_zone):
    """The beginning in the zone in which it is told, and the words for it."""
    reader = timezone.get_current_timezone_name()
    told = zoneinfo.ZoneInfo(zone or reader)
    start = timezone.localtime(start, told)
    words = _span(start, timezone.localtime(end, told) if end else None, style)
    named = (zone and not _same(zone, reader, start)) or (
        style == "full" and not zone and house_zone and not _same(house_zone, reader, start)
    )
    return start, f"{words} {_zone_words(told.key)}" if named else words


def left(seconds):
    """How long something will still take, in words that do not promise too much."""
    if seconds < 10:
        return _("a few seconds left")
    if seconds < 90:
        return ngettext("about %d second left", "about %d seconds left", round(seconds, -1)) % round(
            seconds, -1
        )
    minutes = round(seconds / 60)
    if minutes < 90:
        return ngettext("about %d minute left", "about %d minutes left", minutes) % minutes
    hours = round(minutes / 60)
    return ngettext("about %d hour left", "about %d hours left", hours) % hours


def _day(day, style):
    return date_format(day, STYLES.get(style, STYLES["full"]))


def _span(start, end, style):
    if style == "time":
        return _clock(start)
    if style in {"day", "short"}:
        return _day(start, style)
    if end is None:
        return f"{_day(start, style)}, {_clock(start)}"
    if end.date() == start.date():
        return _("%(day)s, %(start)s to %(end)s") % {
            "day": _day(start, style), "start": _clock(start), "end": _clock(end),
        }  # fmt: skip
    return _("%(start)s to %(end)s") % {"start": _span(start, None, style), "end": _span(end, None, style)}


def _clock(moment):
    return date_format(moment, "H:i")


def _same(one, other, moment):
    return _offset(one, moment) == _offset(other, moment)


def _offset(name, moment):
    return moment.astimezone(zoneinfo.ZoneInfo(name)).utcoffset()


def _zone_words(name):
    place = name.rsplit("/", 1)[-1].replace("_", " ")
    return "UTC" if place in {"UTC", "GMT"} else _("(%(place)s time)") % {"place": place}
