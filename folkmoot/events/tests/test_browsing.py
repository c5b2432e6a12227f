"""Finding events: a month by the wall, a map without third parties, what can be narrowed to."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from folkmoot.events import month
from folkmoot.events.map import drawing
from folkmoot.events.models import Event, Venue
from folkmoot.groups.tests import groups

from .events import planned, published, registered

NOW = "2026-11-02T09:00:00+00:00"
WORDS = re.compile(r"<[^>]*>")


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOW, tick=False):
        yield


def on(cast, title, starts, ends, **facts):
    return published(cast.cora, title, starts_wall=starts, ends_wall=ends, **facts)


def at(cast, title, town, days=10, **facts):
    venue, _made = Venue.objects.get_or_create(name=f"Hall of {town}", place=town)
    return published(cast.cora, title, days=days, mode="in_person", venue=venue, **facts)


def by_day(client, query=""):
    """{day: its events in words} of what the month shows."""
    page = client.get(f"/events/?show=month{query}").text
    cells = re.findall(r'<time datetime="([\d-]+)">.*?</time></p>(.*?)</td>', page, re.S)
    return {day: " ".join(WORDS.sub("", rest).split()) for day, rest in cells if "<li" in rest}


def test_a_month_shows_each_event_on_its_days_by_its_own_wall(client, cast):
    on(cast, "Rotas", "2026-12-03T10:00", "2026-12-03T12:00")
    on(cast, "A night", "2026-12-30T22:00", "2027-01-02T06:00")
    on(cast, "Till midnight", "2026-12-05T20:00", "2026-12-06T00:00")
    on(cast, "In Auckland", "2026-12-01T08:00", "2026-12-01T09:00", zone="Pacific/Auckland")
    client.force_login(cast.hana)
    assert by_day(client, "&month=2026-12") == {
        "2026-12-01": "08:00 In Auckland",
        "2026-12-03": "10:00 Rotas",
        "2026-12-05": "20:00 Till midnight",
        "2026-12-30": "22:00 A night",
        "2026-12-31": "goes on A night",
    }
    assert by_day(client, "&month=2027-01") == {
        "2027-01-01": "goes on A night",
        "2027-01-02": "goes on A night",
    }
    assert by_day(client, "&month=2026-12&kind=visit") == {}


@pytest.mark.parametrize("text", ["", "2026-13", "2026-1", "99999-01", "1999-12", "x", "\x00", "٢٠٢٦-١٢"])
def test_a_month_that_is_none_is_this_one(client, cast, text):
    assert month.chosen(text) == date(2026, 11, 1)
    assert client.get("/events/", {"show": "month", "month": text}).status_code == 200


def test_months_lead_to_one_another_with_what_was_chosen(client, cast):
    page = client.get("/events/?show=month&month=2026-12&mode=online").text
    for written in ("2026-11", "2027-01"):
        assert f'href="/events/?show=month&amp;month={written}&amp;mode=online"' in page
    assert client.get("/events/?show=month&month=2000-01").status_code == 200
    assert client.get("/events/?show=month&month=2199-12").status_code == 200


@pytest.mark.parametrize("show", ["month", "map", ""])
def test_nobody_learns_here_of_what_is_hidden_from_them(client, cast, show):
    group = groups.opened(cast.ada, "Hard cases", reading="group", joining="invitation")
    venue = Venue.objects.create(name="Back room", place="Hull")
    facts = {"mode": "in_person", "venue": venue, "days": 5}
    published(cast.ada, "A secret call", group=group, comers="group", **facts)
    planned(cast.ada, "A draft", group=group, comers="group", **facts)
    seen = {}
    for name in (None, "hana", "ada"):
        client.logout() if name is None else client.force_login(getattr(cast, name))
        page = client.get(f"/events/?show={show}").text
        seen[name] = [words in page for words in ("A secret call", "A draft", "Hull")]
    assert seen[None] == seen["hana"] == [False, False, False]
    assert seen["ada"][:2] == [True, False]


def test_dots_stand_where_towns_lie_and_near_ones_are_one(client, cast):
    first = at(cast, "A visit", "Hull", days=3)
    at(cast, "Another", "Leeds", days=4)
    at(cast, "A third", "Bradford", days=5)
    at(cast, "Far", "Truro", days=6)
    at(cast, "Nowhere", "Xyzzy", days=7)
    published(cast.cora, "A call")
    events = list(Event.objects.coming().select_related("venue"))
    drawn, elsewhere = drawing.drawn(events)
    assert [dot.words for dot in drawn.dots] == [
        "Hull: A visit", "Bradford and Leeds: 2 events", "Truro: Far",
    ]  # fmt: skip
    assert [event.title for event in elsewhere] == ["Nowhere", "A call"]
    hull, leeds, truro = drawn.dots
    assert truro.down > leeds.down  # south
    assert truro.across < leeds.across < hull.across  # west to east
    assert (hull.url, leeds.url) == (first.get_absolute_url(), f"#{leeds.key}")
    client.force_login(cast.hana)
    page = client.get("/events/?show=map").text
    assert f'<section id="{leeds.key}">' in page
    assert 'aria-label="Bradford and Leeds: 2 events"' in page
    assert "http" not in page.split('<svg class="map"', 1)[1].split("</svg>", 1)[0]


@pytest.mark.parametrize("towns", [["Suva", "Honolulu"], ["Hull"], ["Tromsø", "Invercargill"], ["Reykjavik"]])
def test_a_map_is_drawn_wherever_people_meet(cast, towns):
    for number, town in enumerate(towns):
        at(cast, f"In {town}", town, days=3 + number)
    drawn, _elsewhere = drawing.drawn(list(Event.objects.coming().select_related("venue")))
    assert 0 < drawn.height <= drawing.HEIGHTS[1] + 1
    assert all(0 < dot.across < drawn.width and 0 < dot.down < drawn.height for dot in drawn.dots)
    assert drawn.land.startswith("M")


def test_what_can_be_narrowed_to_is_counted_and_found(client, cast):
    on(cast, "In the evening", "2026-12-03T17:00", "2026-12-03T19:00")
    short = on(cast, "Half an hour", "2026-12-04T12:00", "2026-12-04T12:30", places=1)
    full = on(cast, "All taken", "2026-12-05T16:59", "2026-12-05T19:00", places=1)
    on(cast, "Closed", "2026-12-06T09:00", "2026-12-06T12:00", closes_wall="2026-11-01T09:00")
    registered(full, cast.dev, cast.ada)
    client.force_login(cast.hana)

    def shown(query):
        return re.findall(r'entry__title"><a [^>]*>([^<]*)<', client.get(f"/events/?{query}").text)

    assert shown("evening=yes") == ["In the evening"]
    assert shown("short=yes") == ["Half an hour"]
    assert shown("free=yes") == ["In the evening", "Half an hour"]
    assert shown("free=yes&short=yes&evening=no") == ["Half an hour"]
    page = client.get("/events/").text
    found = re.findall(r'(?:five|17:00|less|free)</a> <span class="soft">(\d+)<', page)
    assert found == ["1", "1", "2"]
    registered(short, cast.dev)
    assert shown("free=yes") == ["In the evening"]


def test_moved_into_the_evening_it_is_found_there(cast):
    event = on(cast, "Rotas", "2026-12-03T10:00", "2026-12-03T12:00")
    event.edit(by=cast.cora, starts_wall="2026-12-03T18:00", ends_wall="2026-12-03T18:20")
    event.refresh_from_db()
    assert (event.is_evening, event.minutes) == (True, 20)


def test_pages_ask_the_same_of_many_events(client, cast):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(cast.hana)
    counts = []
    for many in (2, 6):
        for number in range(many):
            at(cast, f"In {number} of {many}", ["Hull", "Leeds", "Truro"][number % 3], days=number + 3)
        for show in ("", "month", "map"):
            url = f"{reverse('events:events')}?show={show}&evening=&free=yes"
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            counts.append(len(queries))
    assert counts[:3] == counts[3:]
