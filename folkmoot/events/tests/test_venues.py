"""Places: added in the midst of a plan, corrected, said to be elsewhere; by whom they may be."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from folkmoot.activity.models import Draft, Email
from folkmoot.events.models import Event, Venue
from folkmoot.groups.tests import groups
from folkmoot.search.models import Document

from .events import planned, published, registered, tell
from .test_pages import form

FACTS = dict.fromkeys(Venue.FACTS, "unknown")
HALL = {"name": "Friends' Meeting House", "address": "12 Percy Street", "place": "Hull", "access_words": ""}


@pytest.fixture
def day(cast):
    """Hana comes to it, in Hull; it is in a calendar already."""
    venue = Venue.objects.add(by=cast.cora, **HALL)
    event = published(cast.cora, "A day", mode="in_person", venue=venue)
    registered(event, cast.hana)
    return event


def correct(client, venue, **changes):
    return client.post(venue.get_absolute_url(), HALL | FACTS | changes)


def test_a_new_place_is_said_in_the_plan_itself(client, cast):
    client.force_login(cast.cora)
    Draft.objects.keep(cast.cora, "event-new", {"title": "A day", "new-name": "Neuadd"}, revision=0)
    page = client.get(reverse("events:plan")).text
    assert 'value="Neuadd"' in page
    new = {f"new-{name}": value for name, value in (HALL | FACTS).items()}
    client.post(reverse("events:plan"), form(mode="in_person", venue="", **new))
    venue = Venue.objects.get()
    assert (venue.name, venue.town, Event.objects.get().venue) == ("Friends' Meeting House", 2645425, venue)
    assert not Draft.objects.filter(user=cast.cora).exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"new-address": "Hull", "mode": "in_person"}, "This field is required"),
        ({"new-name": "x" * 121, "mode": "in_person"}, "at most 120"),
        ({"new-name": "One\nTwo", "mode": "in_person"}, "Use letters, spaces and marks only."),
        ({"new-name": "N\x00ul", "mode": "in_person"}, "Null characters are not allowed"),
        ({"new-name": "🚑 שלום", "mode": "online"}, "Online it has no place."),
        ({"new-name": "A hall", "title": ""}, "This field is required"),
    ],
)
def test_what_is_wrong_with_a_new_place_loses_nothing(client, cast, changes, words):
    client.force_login(cast.cora)
    answer = client.post(reverse("events:plan"), form(**{f"new-{name}": "no" for name in FACTS} | changes))
    assert answer.status_code == 422
    assert words in answer.text
    assert "We look at one ward." in answer.text
    assert '<details class="disclosure" open>' in answer.text
    assert not Venue.objects.exists()
    assert not Event.objects.exists()


def test_what_was_written_wrongly_is_put_right_and_nobody_is_told(client, cast, day):
    client.force_login(cast.cora)
    letters = Email.objects.count()
    assert "Say whether" in correct(client, day.venue, address="21 Percy Street").text
    assert correct(client, day.venue, address="21 Percy Street", change="mistake").status_code == 302
    day.refresh_from_db()
    assert (day.venue.address, day.sequence, Email.objects.count()) == ("21 Percy Street", 0, letters)
    assert "21 Percy Street" in client.get(day.get_absolute_url()).text


def test_elsewhere_moves_what_is_to_come_there(client, cast, day):
    past = published(cast.cora, "A draft elsewhere")
    client.force_login(cast.cora)
    correct(client, day.venue, address="The Quay", place="Hull", change="elsewhere", step_free="yes")
    tell(day)
    assert (day.sequence, day.told, day.moved) == (1, 1, ["venue"])
    letter = Email.objects.filter(user=cast.hana).latest("pk")
    assert letter.subject == "Another place: A day"
    assert "The Quay" in letter.text
    assert "SEQUENCE:1" in letter.calendar
    assert "LOCATION:Friends' Meeting House\\, The Quay" in letter.calendar
    past.refresh_from_db()
    assert past.sequence == 0


def test_facts_of_access_are_corrected_without_a_question(client, cast, day):
    client.force_login(cast.cora)
    assert correct(client, day.venue, step_free="yes").status_code == 302
    day.venue.refresh_from_db()
    assert (day.venue.step_free, Event.objects.get(pk=day.pk).sequence) == ("yes", 0)


def test_all_that_was_held_there_is_found_by_its_new_name_in_as_many_questions(cast, day):
    asked = []
    for name in ("Neuadd", "Tŷ Cwrdd"):
        with CaptureQueriesContext(connection) as queries:
            day.venue.correct(by=cast.cora, name=name)
        asked.append(len(queries))
        found = Document.objects.of_kind("event").matching(name).visible_to(cast.hana)
        assert found.count() == Event.objects.count()
        for number in range(3):
            published(cast.cora, f"Another {number}", mode="in_person", venue=day.venue)
    assert asked[0] == asked[1]


def test_a_convenor_moves_no_place_of_others(client, cast, day):
    group = groups.opened(cast.ada)
    own = Venue.objects.add(by=cast.ada, name="Back room")
    planned(cast.ada, group=group, mode="in_person", venue=own, comers="group")
    client.force_login(cast.ada)
    correct(client, day.venue, address="Nowhere", step_free="no", change="elsewhere")
    day.venue.refresh_from_db()
    assert (day.venue.address, day.venue.step_free) == ("12 Percy Street", "no")
    correct(client, own, name="Front room")
    own.refresh_from_db()
    assert own.name == "Front room"


def test_a_place_shows_only_events_that_one_sees(client, cast, day):
    hidden = groups.opened(cast.ada, "Hard cases", reading="group", joining="invitation")
    published(cast.ada, "A secret call", group=hidden, comers="group", mode="in_person", venue=day.venue)
    shown = {}
    for name in ("ada", "cora"):
        client.force_login(getattr(cast, name))
        shown[name] = "A secret call" in client.get(day.venue.get_absolute_url()).text
    assert shown == {"ada": True, "cora": False}
    assert "1 event<" in client.get(reverse("events:venues")).text


def test_all_who_wait_are_there_page_by_page(client, cast, monkeypatch):
    monkeypatch.setattr("folkmoot.events.views.hosting.PEOPLE_A_PAGE", 1)
    event = published(cast.cora, places=1)
    registered(event, cast.hana, cast.dev, cast.ada)
    client.force_login(cast.cora)
    url = reverse("events:people", args=[event.slug])
    first, second = client.get(url).text, client.get(f"{url}?waiting=2").text
    names = ["Dev Malhotra", cast.ada.name]
    assert [name in first for name in names] == [True, False]
    assert [name in second for name in names] == [False, True]
