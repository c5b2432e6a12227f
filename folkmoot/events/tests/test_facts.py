"""A day after it ended, who came stands in numbers: each person once, as the rows say."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from folkmoot.accounts.models import User
from folkmoot.core.lifecycle import Refused
from folkmoot.events import tasks
from folkmoot.events.models import Press

from .events import published, registered


@pytest.fixture
def people(db):
    return [
        User.objects.create_user(f"guest{n}@example.org", f"Guest {n}", confirmed=True, is_member=True)
        for n in range(9)
    ]


def at(event, **later):
    return time_machine.travel(event.ends_at + timedelta(**later), tick=False)


def test_what_is_frozen_equals_what_the_rows_say(client, cast, people):
    """T15."""
    event = published(cast.cora, "A day for all", mode="hybrid", places=4, days=5)
    event.make_pools({"online": 2})
    first, second, third, fourth, fifth, _sixth = registered(event, *people[:6], mode="in_person")
    seventh, eighth, _ninth = registered(event, *people[6:], mode="online")
    first.cancel(by=people[0])  # the fifth is offered the place, and does not want it; the sixth is
    fifth.refresh_from_db()
    fifth.decline(by=people[4])
    second.cancel(by=people[1])
    registered(event, people[1], mode="in_person")  # and would come after all, and does not
    with at(event, hours=-1):
        for registration in (third, seventh):
            registration.refresh_from_db()
            registration.arrive(by=cast.cora)
        Press.objects.take(fourth, is_here=True, by=cast.cora)
    with at(event, hours=2):
        tasks.finish_events()
        eighth.refresh_from_db()
        eighth.arrive(by=cast.cora)  # ticked late
        tasks.freeze_facts()
        event.refresh_from_db()
        assert event.facts is None
        with pytest.raises(Refused):
            event.freeze_facts()
    with at(event, hours=25):
        tasks.freeze_facts()
        event.refresh_from_db()
        frozen = event.facts
        assert frozen == {
            "registered": 9, "came_in_person": 2, "came_online": 2, "no_show_in_person": 1,
            "no_show_online": 0, "cancelled": 1, "declined": 1, "lapsed": 0, "refused": 0,
            "waited": 2,
        }  # fmt: skip
        rows = event.registrations
        assert frozen["registered"] == rows.values("user").distinct().count()
        assert frozen["registered"] == sum(frozen.values()) - frozen["registered"]
        came = rows.filter(attendance__isnull=False)
        assert frozen["came_in_person"] == came.filter(pool__mode="in_person").count()
        assert frozen["came_online"] == came.filter(pool__mode="online").count()
        missed = rows.confirmed().filter(attendance=None)
        assert frozen["no_show_in_person"] + frozen["no_show_online"] == missed.count()
        assert not Press.objects.exists()
        with pytest.raises(Refused):
            eighth.was_not_here(by=cast.cora)
        event.freeze_facts()
        event.refresh_from_db()
        assert event.facts == frozen
        client.force_login(cast.cora)
        page = client.get(reverse("events:people", args=[event.slug])).text
    assert "Said before that they cannot come" in page


def test_who_had_a_place_and_stayed_away_is_no_show_and_not_cannot_come(cast, people):
    event = published(cast.cora, "A visit", mode="in_person", places=3, days=5)
    first, _second, third = registered(event, *people[:3])
    first.cancel(by=people[0])
    with at(event, hours=-2):
        third.arrive(by=cast.cora)
    with at(event, hours=25):
        event.finish()
        event.freeze_facts()
    assert {name: many for name, many in event.facts.items() if many} == {
        "registered": 3, "came_in_person": 1, "no_show_in_person": 1, "cancelled": 1,
    }  # fmt: skip


def test_who_was_not_given_a_place_is_counted_too(client, cast, people):
    """Turned down by the hosts, or never answered; numbers of before that lack them still show."""
    event = published(cast.cora, "A class", mode="in_person", places=3, days=5)
    event.give_places("approval", by=cast.cora)
    asked, accepted, _unanswered = registered(event, *people[:3])
    asked.turn_down("It is for those who are new.", by=cast.cora)
    accepted.admit(by=cast.cora)
    with at(event, hours=25):
        event.finish()
        event.freeze_facts()
    assert {name: many for name, many in event.facts.items() if many} == {
        "registered": 3, "no_show_in_person": 1, "refused": 2,
    }  # fmt: skip
    client.force_login(cast.cora)
    url = reverse("events:people", args=[event.slug])
    assert "were not given one</dt><dd>2</dd>" in client.get(url).text
    del event.facts["refused"]
    event.save(update_fields=["facts"])
    page = client.get(url).text
    assert "Waited, and found no place" in page
    assert "were not given one" not in page


def test_what_did_not_happen_has_no_facts(cast, people):
    event = published(cast.cora, "A visit", mode="in_person", days=5)
    event.cancel("Snow.", by=cast.cora)
    with at(event, hours=30):
        tasks.freeze_facts()
    event.refresh_from_db()
    assert event.facts is None
