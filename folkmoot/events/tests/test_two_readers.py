"""Calendars as two independent programmes read them, `icalendar` and ical.js (run by node); T9 and T10.

The golden files in `data/` are what was sent, but for DTSTAMP. Where one of them has to change, look at the
difference first: calendar programmes of everybody who comes depend on it.
"""

import json
import re
import subprocess
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from icalendar import Calendar

from folkmoot.activity.models import Email
from folkmoot.events import calendars
from folkmoot.events.models import Event, Venue

from .events import published, registered, tell

HERE = Path(__file__).parent
HOSTILE = "Rota; swap, \\day\\n\nBEGIN:VEVENT 🚑 שלום" + " ŵŷ" * 27
DAY = "2026-10-25"
STAMP = re.compile(r"DTSTAMP:\d{8}T\d{6}Z")


@pytest.fixture(autouse=True)
def summer():
    with time_machine.travel("2026-07-01T09:00:00+00:00", tick=False):
        yield


def by_ical_js(texts):
    done = subprocess.run(
        ["node", HERE / "reads.mjs"], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def by_icalendar(text):
    calendar = Calendar.from_ical(text)
    return {"method": calendar["method"], "events": [_facts(part) for part in calendar.walk("VEVENT")]}


def _facts(part):
    attendee = part.get("attendee")
    return {
        "uid": part["uid"],
        "sequence": part["sequence"],
        "status": part.get("status"),
        "summary": part["summary"],
        "description": part["description"],
        "location": part.get("location"),
        "organizer": part["organizer"],
        "attendee": attendee,
        "partstat": attendee.params.get("PARTSTAT") if attendee else None,
        "begins": _iso(part["dtstart"].dt),
        "ends": _iso(part["dtend"].dt),
    }


def _iso(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def agreed(texts):
    """What both read, which is the same."""
    ours = [by_icalendar(text) for text in texts]
    assert by_ical_js(texts) == json.loads(json.dumps(ours))
    return ours


def told(user):
    letters = Email.objects.filter(user=user).exclude(calendar="").order_by("pk")
    return [letter.calendar for letter in letters]


def a_day(cast, **facts):
    """Of a hostile name, in a place; always of the same UID."""
    venue = Venue.objects.create(name="Friends; Meeting, House", address="12 Percy Street\\n", place="Hull")
    event = published(
        cast.cora, "A day", mode="in_person", venue=venue, about="We, *compare*;\n\nrotas: שלום.", **facts
    )  # fmt: skip
    Event.objects.filter(pk=event.pk).update(title=HOSTILE, uid=uuid.UUID(int=7))
    event.refresh_from_db()
    return event


def test_an_invitation_its_change_and_its_end_read_alike(cast):
    """T9: REQUEST, REQUEST with a higher SEQUENCE, CANCEL; one UID; golden files."""
    event = a_day(cast, starts_wall="2026-10-24T18:00", ends_wall="2026-10-25T10:00")
    registered(event, cast.hana, cast.dev)[1].cancel(by=cast.dev)
    event.edit(by=cast.cora, starts_wall="2026-10-25T00:30")
    tell(event)
    event.cancel("Snow.", by=cast.cora)
    tell(event)
    texts = [*told(cast.hana), told(cast.dev)[-1], calendars.feed([event], "All; of, it").decode()]
    found = agreed(texts)
    assert [one["method"] for one in found] == ["REQUEST", "REQUEST", "CANCEL", "CANCEL", "PUBLISH"]
    facts = [one["events"][0] for one in found]
    assert [len(one["events"]) for one in found] == [1] * 5
    assert [one["sequence"] for one in facts] == [0, 1, 2, 1, 2]
    assert [one["status"] for one in facts] == ["CONFIRMED", "CONFIRMED", "CANCELLED", None, "CANCELLED"]
    assert [one["partstat"] for one in facts] == ["ACCEPTED", "ACCEPTED", None, None, None]
    hana, dev = "mailto:hana@example.org", "mailto:dev@example.org"
    assert [one["attendee"] for one in facts] == [hana, hana, hana, dev, None]
    assert {one["uid"] for one in facts} == {facts[0]["uid"]}
    assert {one["summary"] for one in facts} == {HOSTILE}
    assert {one["location"] for one in facts} == {"Friends; Meeting, House, 12 Percy Street\\n"}
    assert [one["begins"] for one in facts[:2]] == ["2026-10-24T17:00:00.000Z", "2026-10-24T23:30:00.000Z"]
    for name, text in zip(["invited", "changed", "cancelled", "taken_out", "feed"], texts, strict=True):
        assert set(text.replace("\r\n", "")).isdisjoint("\r\n"), "each line ends as RFC 5545 has it"
        assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
        golden = (HERE / "data" / f"{name}.ics").read_text("utf-8")
        assert STAMP.sub("DTSTAMP:-", text).replace("\r\n", "\n") == golden


@pytest.mark.parametrize(
    ("zone", "starts", "ends", "begins", "ended"),
    [
        ("Europe/London", "2026-10-25T00:30", "2026-10-25T10:00", "2026-10-24T23:30", "2026-10-25T10:00"),
        ("Europe/London", "2026-10-25T01:30", "2026-10-25T02:30", "2026-10-25T00:30", "2026-10-25T02:30"),
        ("Europe/London", "2026-10-25T00:30", "2026-10-25T01:30", "2026-10-24T23:30", "2026-10-25T01:30"),
        ("Europe/London", "2027-03-28T00:30", "2027-03-28T02:30", "2027-03-28T00:30", "2027-03-28T01:30"),
        ("Europe/Dublin", "2026-10-25T01:30", "2026-10-25T03:00", "2026-10-25T00:30", "2026-10-25T03:00"),
        ("Europe/Dublin", "2027-03-28T00:59", "2027-03-28T02:01", "2027-03-28T00:59", "2027-03-28T01:01"),
        ("America/New_York", "2026-11-01T00:30", "2026-11-01T01:30", "2026-11-01T04:30", "2026-11-01T06:30"),
        ("America/New_York", "2027-03-14T01:30", "2027-03-14T03:30", "2027-03-14T06:30", "2027-03-14T07:30"),
        ("Asia/Kolkata", "2026-10-25T00:30", "2026-10-25T10:00", "2026-10-24T19:00", "2026-10-25T04:30"),
        ("Europe/London", "2026-12-31T22:00", "2027-01-02T06:00", "2026-12-31T22:00", "2027-01-02T06:00"),
        ("Europe/London", "2026-10-24T00:00", "2026-10-27T00:00", "2026-10-23T23:00", "2026-10-27T00:00"),
    ],
)  # fmt: skip
def test_the_moment_is_the_same_for_all_on_days_on_which_clocks_change(
    cast, zone, starts, ends, begins, ended
):
    """T10: also in an hour that comes twice (the first coming begins, the later ends), and over midnight."""
    event = a_day(cast, starts_wall=starts, ends_wall=ends, zone=zone)
    registered(event, cast.hana)
    expected = [f"{moment}:00.000Z" for moment in (begins, ended)]
    for read in agreed([*told(cast.hana), calendars.feed([event], "All").decode()]):
        assert [read["events"][0][name] for name in ("begins", "ends")] == expected
    assert event.starts_at == datetime.fromisoformat(f"{begins}+00:00")


def test_a_feed_of_many_zones_reads_alike(cast):
    zones = ["Europe/London", "Europe/Dublin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"]
    many = [
        published(cast.cora, f"In {zone}", zone=zone, starts_wall=f"{DAY}T05:30", ends_wall=f"{DAY}T23:30")
        for zone in zones
    ]
    assert len(agreed([calendars.feed(many, "All").decode()])[0]["events"]) == 5
