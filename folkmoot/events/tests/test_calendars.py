"""What calendars are told: invited, changed, taken out; and what feeds show."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from folkmoot.accounts.models import Community
from folkmoot.activity import delivery
from folkmoot.activity.models import Email
from folkmoot.events import calendars
from folkmoot.events.models import CalendarAddress

from .events import published, registered, tell

HOSTILE = "Rota; swap, day\nBEGIN:VEVENT 🚑 שלום"


def entries(user):
    """(method, the event) of each letter to them with an entry, in order."""
    letters = Email.objects.filter(user=user).exclude(calendar="").order_by("pk")
    return [(one.calendar_method, Calendar.from_ical(one.calendar).walk("VEVENT")[0]) for one in letters]


def test_invited_changed_and_taken_out(cast):
    event = published(cast.cora, mode="in_person")
    registered(event, cast.hana, cast.dev)
    event.edit(by=cast.cora, starts_wall=event.starts_wall[:-5] + "00:30")
    tell(event)
    event.edit(by=cast.cora, about="Only words.")
    tell(event)
    event.cancel("Snow.", by=cast.cora)
    tell(event)
    found = entries(cast.hana)
    assert [method for method, _entry in found] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [entry["sequence"] for _method, entry in found] == [0, 1, 2]
    assert len({entry["uid"] for _method, entry in found}) == 1
    assert [entry["status"] for _method, entry in found] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    for _method, entry in found:
        assert entry["attendee"] == "mailto:hana@example.org"
        assert entry["organizer"].startswith("mailto:")
    assert found[1][1]["dtstart"].dt == event.starts


def test_who_cannot_come_is_taken_out_alone(cast):
    event = published(cast.cora)
    hana, _dev = registered(event, cast.hana, cast.dev)
    hana.cancel(by=cast.hana)
    assert [method for method, _entry in entries(cast.hana)] == ["REQUEST", "CANCEL"]
    assert entries(cast.hana)[1][1]["sequence"] == 1
    assert "status" not in entries(cast.hana)[1][1]
    assert [method for method, _entry in entries(cast.dev)] == ["REQUEST"]


def test_who_comes_back_is_believed_again(cast):
    event = published(cast.cora)
    registered(event, cast.hana)[0].cancel(by=cast.hana)
    registered(event, cast.hana)
    found = entries(cast.hana)
    assert [method for method, _entry in found] == ["REQUEST", "CANCEL", "REQUEST"]
    assert [entry["sequence"] for _method, entry in found] == [0, 1, 2]


def test_the_part_of_the_mail_has_the_method_of_the_entry(cast):
    registered(published(cast.cora), cast.hana)
    letter = Email.objects.exclude(calendar="").get()
    built = delivery.message(letter, Community.objects.current()).message()
    parts = [part for part in built.walk() if part.get_content_type() == "text/calendar"]
    assert [part.get_param("method") for part in parts] == ["REQUEST", "REQUEST"]
    assert [part.get_param("charset").lower() for part in parts] == ["utf-8", "utf-8"]
    assert [part.get_filename() for part in parts] == [None, "invite.ics"]
    kinds = [part.get_content_type() for part in built.walk()]
    assert kinds == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar",
        "text/calendar",
    ]  # fmt: skip
    for part in parts:
        assert Calendar.from_ical(part.get_payload(decode=True))["method"] == "REQUEST"


def test_a_hostile_title_stays_one_title(cast):
    event = published(cast.cora, "Placeholder")
    event.edit(by=cast.cora, title=HOSTILE)
    parsed = Calendar.from_ical(calendars.feed([event], "All"))
    assert [str(entry["summary"]) for entry in parsed.walk("VEVENT")] == [HOSTILE]


@pytest.mark.parametrize("zone", ["Europe/London", "Europe/Dublin", "America/New_York", "Asia/Kolkata"])
def test_the_rules_of_a_zone_are_those_of_the_tz_database(zone):
    """Dublin's winter is its daylight saving, by the letter; Kolkata's clocks never change."""
    shown, real = calendars.zone_of(zone, 2026, 2027), ZoneInfo(zone)
    parts = sorted(shown.subcomponents, key=lambda part: part["dtstart"].dt)
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    while moment < datetime(2028, 1, 1, tzinfo=UTC):
        onsets = [
            part
            for part in parts
            if part["dtstart"].dt - part["tzoffsetfrom"].td <= moment.replace(tzinfo=None)
        ]
        assert onsets[-1]["tzoffsetto"].td == moment.astimezone(real).utcoffset(), moment
        moment += timedelta(minutes=30)


def test_a_day_on_which_the_clocks_change_is_told_by_the_wall(cast):
    event = published(cast.cora, days=300)
    event.edit(
        by=cast.cora, starts_wall="2027-10-31T00:30", ends_wall="2027-10-31T10:00", zone="Europe/London"
    )
    assert event.ends_at - event.starts_at == timedelta(hours=10, minutes=30)
    registered(event, cast.hana)
    text = Email.objects.get(user=cast.hana).calendar
    assert "DTSTART;TZID=Europe/London:20271031T003000" in text
    rules = text.replace("\r\n ", "")
    assert (
        "BEGIN:STANDARD\r\nDTSTART:20271031T020000\r\n"
        "TZNAME:GMT\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\nEND:STANDARD" in rules
    )


def test_the_public_feed_shows_what_everyone_may_come_to_and_names_nobody(client, cast):
    event = published(cast.cora, "For all", comers="everyone")
    published(cast.cora, "For members")
    registered(event, cast.hana)
    answer = client.get(reverse("events:calendar"))
    assert answer["Content-Type"].startswith("text/calendar")
    parsed = Calendar.from_ical(answer.content)
    assert [str(one["summary"]) for one in parsed.walk("VEVENT")] == ["For all"]
    assert parsed["method"] == "PUBLISH"
    assert b"ATTENDEE" not in answer.content
    assert b"hana" not in answer.content.lower()


def test_a_feed_asks_no_more_of_three_events_than_of_one(client, cast):
    asked = []
    for more in (1, 2):
        for number in range(more):
            published(cast.cora, f"For all {more}{number}", comers="everyone", mode="in_person")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("events:calendar"))
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_ones_own_feed_is_at_a_secret_address_that_can_be_changed(client, cast):
    registered(published(cast.cora, "For members"), cast.hana)
    published(cast.cora, "Without her")
    address = CalendarAddress.objects.of(cast.hana)
    url = address.get_absolute_url()
    parsed = Calendar.from_ical(client.get(url).content)
    assert [str(one["summary"]) for one in parsed.walk("VEVENT")] == ["For members"]
    client.force_login(cast.hana)
    client.post(reverse("events:new_address"))
    assert client.get(url).status_code == 404
    address.refresh_from_db()
    assert client.get(address.get_absolute_url()).status_code == 200
    assert address.secret in client.get(reverse("events:mine")).text
