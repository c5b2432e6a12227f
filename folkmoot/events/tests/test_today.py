"""What Today says of events: what to answer, where to go, how it was, whom to let in; to each their own."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from folkmoot.events import today
from folkmoot.events.models import Feedback, Host
from folkmoot.ui import times

from .events import published, registered


def at(event, **later):
    return time_machine.travel(event.starts_at + timedelta(**later), tick=False)


def said(user):
    return [(line["label"], line["url"], line["order"]) for line in today.lines(user)]


def test_on_its_day_the_line_leads_on(cast):
    event = published(cast.cora, "A talk", mode="hybrid")
    registered(event, cast.hana, mode="online")
    registered(event, cast.ada, mode="in_person")
    join, page = reverse("events:join", args=["a-talk"]), event.get_absolute_url()
    with at(event, days=-2):
        assert said(cast.hana) == [("A talk", page, 25)]
    with at(event, hours=1):
        assert said(cast.hana) == [("Today: join “A talk”", join, 9)]
        assert said(cast.ada) == [("Today: “A talk”", page, 9)]
        assert today.lines(cast.ada)[0]["words"].endswith("Your code for the door is on its page.")
        assert said(cast.dev) == []


def test_an_offer_says_until_when(cast):
    event = published(cast.cora, "A visit", mode="in_person", places=1)
    first, second = registered(event, cast.hana, cast.dev)
    first.cancel(by=cast.hana)
    second.refresh_from_db()
    (line,) = today.lines(cast.dev)
    assert line["label"] == "A place is held for you: A visit"
    assert line["words"] == f"Please answer by {times.in_words(second.offered_until, zone=event.zone)}."


def test_afterwards_one_is_asked_until_one_has_said(client, cast):
    event = published(cast.cora, "A talk")
    (hana,) = registered(event, cast.hana)
    with at(event, hours=5):
        assert said(cast.hana) == [("How was “A talk”?", reverse("events:feedback", args=["a-talk"]), 30)]
        Feedback.objects.of(event).answer(hana, {"q3": "Well."})
        assert said(cast.hana) == []
    with at(event, weeks=5):
        assert said(cast.hana) == []


def test_who_looks_after_it_has_the_list_on_its_day(cast):
    event = published(cast.cora, "A day", mode="in_person")
    Host.objects.add(event, cast.dev, role="check_in", by=cast.cora)
    door = ("At the door today: A day", reverse("events:door", args=["a-day"]), 9)
    with at(event, days=-2):
        assert said(cast.dev) == []
    with at(event, hours=1):
        assert [said(who) for who in (cast.dev, cast.cora, cast.hana)] == [[door], [door], []]
    event.cancel("Snow.", by=cast.cora)
    with at(event, hours=1):
        assert said(cast.dev) == []


def test_it_asks_little_of_the_database(client, cast, django_assert_max_num_queries):
    events = [published(cast.cora, f"Day {number}") for number in range(4)]
    for event in events:
        registered(event, cast.hana)
        Host.objects.add(event, cast.hana, role="check_in", by=cast.cora)
    with at(events[0], hours=1), django_assert_max_num_queries(4):
        assert len(today.lines(cast.hana)) == 8


@pytest.mark.parametrize("who", ["ada", "ben", "cora", "eve"])
def test_it_stands_on_today(client, cast, who):
    event = published(cast.cora, "A day for all", comers="everyone")
    registered(event, getattr(cast, who))
    with at(event):
        client.force_login(getattr(cast, who))
        assert "Today: join “A day for all”" in client.get("/today/").text
