"""Events as calendars know them (RFC 5545), and what is said to calendars by mail (RFC 5546, RFC 6047).

An invitation is a REQUEST; each change raises SEQUENCE and is a REQUEST again; what does not happen, or not
with this person, is a CANCEL with the same UID. None of it holds the link to join: calendars are shared.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText

from folkmoot.accounts.models import Community
from folkmoot.activity import links, mail
from folkmoot.core.text import plain

from .links import way_in_of

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
AROUND = 1  # years before and after what is shown, for which the rules of its zone are written out


def entry(registration, method, reader):
    """An event for one reader: what their calendar programme does with it, `method` says.

    Whoever came and went already (`before`) gets numbers that are newer than those.
    """
    event = registration.event
    calendar = _calendar(method, [event])
    shown = _event(event, _organiser(), way_in=_way_in(registration))
    attendee = vCalAddress(f"mailto:{reader.email}")
    attendee.params |= {"CN": vText(reader.name), "ROLE": "REQ-PARTICIPANT", "RSVP": "FALSE"}
    alone = method == CANCEL and event.state != "cancelled"  # taken out for this reader only
    shown["sequence"] = event.sequence + 2 * registration.before + alone
    if alone:
        del shown["status"]  # the event itself stands (RFC 5546, 3.2.5)
    if method == REQUEST:
        attendee.params["PARTSTAT"] = "ACCEPTED"
    shown.add("attendee", attendee)
    calendar.add_component(shown)
    return calendar.to_ical().decode()


def _way_in(registration):
    """The page that leads on to the meeting, for who comes online; it lets nobody else in."""
    return way_in_of(registration) if registration.pool.mode == "online" else ""


def feed(events, name):
    """Several events to be looked at, by nobody in particular: a feed names no attendee."""
    events = list(events)
    calendar = _calendar(PUBLISH, events)
    calendar.add("x-wr-calname", name)
    calendar.add("name", name)
    organiser = _organiser()
    for event in events:
        calendar.add_component(_event(event, organiser))
    return calendar.to_ical()


def _calendar(method, events):
    calendar = Calendar()
    calendar.add("prodid", f"-//Folkmoot//{mail.host()}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    for zone in sorted({event.zone for event in events}):
        years = {
            moment.year for event in events if event.zone == zone for moment in (event.starts, event.ends)
        }
        calendar.add_component(zone_of(zone, min(years) - AROUND, max(years) + AROUND))
    return calendar


def _event(event, organiser, *, way_in=""):
    shown = Event()
    shown.add("uid", f"event-{event.uid}@{mail.host()}")
    shown.add("sequence", event.sequence)
    shown.add("dtstamp", timezone.now().astimezone(UTC))
    shown.add("summary", event.title)
    shown.add("dtstart", _once(event.starts))
    shown.add("dtend", _once(event.ends))
    shown["organizer"] = organiser
    url = links.absolute(event.get_absolute_url())
    shown.add("url", url)
    shown.add("description", "\n\n".join(filter(None, [plain(event.about_html), url])))
    if way_in or event.venue:
        shown.add("location", links.absolute(way_in) if way_in else str(event.venue))
    shown.add("status", "CANCELLED" if event.state == "cancelled" else "CONFIRMED")
    return shown


def _organiser():
    community = Community.objects.current()
    organiser = vCalAddress(f"mailto:{community.sender_address or settings.DEFAULT_FROM_EMAIL}")
    organiser.params["CN"] = vText(community.sender_name or community.name)
    return organiser


def _once(moment):
    """A moment in an hour that comes twice is told in UTC: the calendar programmes read it differently."""
    comes_twice = moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()
    return moment.astimezone(UTC) if comes_twice else moment


@lru_cache(maxsize=64)
def zone_of(name, first, last):
    """The rules of a zone for these years, each change of its clocks written out as it is in the tz database.

    What the library makes of them begins an hour off for London on the night of the change.
    """
    zone, shown = ZoneInfo(name), Timezone()
    shown.add("tzid", name)
    begin = datetime(first, 1, 1, tzinfo=UTC)
    changes = [begin, *_changes(zone, begin, datetime(last + 1, 1, 1, tzinfo=UTC))]
    for moment in changes:
        after = moment.astimezone(zone)
        before = after if moment == begin else (moment - timedelta(seconds=1)).astimezone(zone)
        part = TimezoneDaylight() if after.dst() else TimezoneStandard()
        part.add("dtstart", (moment + before.utcoffset()).replace(tzinfo=None))
        part.add("tzoffsetfrom", before.utcoffset())
        part.add("tzoffsetto", after.utcoffset())
        part.add("tzname", after.tzname())
        shown.add_component(part)
    return shown


def _changes(zone, begin, end):
    """The moments between these at which its clocks change, to the second."""
    day = timedelta(days=1)
    while begin < end:
        after = begin + day
        if begin.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            yield _change(zone, begin, after)
        begin = after


def _change(zone, early, late):
    offset = early.astimezone(zone).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // 2
        middle = middle.replace(microsecond=0)
        early, late = (middle, late) if middle.astimezone(zone).utcoffset() == offset else (early, middle)
    return late
