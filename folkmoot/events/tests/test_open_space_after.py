"""What a session leaves: notes that nobody writes over, and what became of it, asked once, in one tap."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from folkmoot.activity.models import Email
from folkmoot.activity.telling import taps
from folkmoot.events.models import FollowUp, SessionNote
from folkmoot.events.space import tasks

from .spaces import closed, laid_out, opened, pitched, was_held

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(cast):
    """Ada and Hana led it a hundred days ago; Dev came."""
    space = opened(cast.cora, cast.ada, cast.hana, cast.dev, comers="everyone")
    rooms, slots = laid_out(space, by=cast.cora)
    pitch = pitched(space, cast.ada)
    pitch.leads.create(user=cast.hana)
    closed(space)
    pitch.place(rooms[0], slots[0], by=cast.ada)
    was_held(space)
    pitch.refresh_from_db()
    pitch.space = space
    return pitch


def at(name, session, *more):
    return reverse(f"events:{name}", args=[session.space.event.slug, session.pk, *more])


def asked():
    return Email.objects.filter(subject="What became of “Who sleeps when?”?").order_by("pk")


def test_those_who_were_there_write_and_others_do_not(client, cast, session):
    for user, status in ((cast.ada, 302), (cast.dev, 302), (cast.eve, 403)):
        client.force_login(user)
        words = {"words": f"**{user.name}** was here."}
        assert client.post(at("write_note", session), words).status_code == status
        assert client.post(at("write_note", session), words).status_code == status
    assert [note.author for note in session.notes.order_by("pk")] == [cast.ada, cast.dev]
    client.logout()
    page = client.get(session.get_absolute_url()).text
    assert "<strong>Dev Malhotra</strong> was here." in page


def test_nothing_is_noted_before_it_has_begun(client, cast):
    space = opened(cast.cora, cast.ada)
    rooms, slots = laid_out(space, by=cast.cora)
    pitch = pitched(space, cast.ada)
    closed(space)
    pitch.place(rooms[0], slots[0], by=cast.ada)
    client.force_login(cast.ada)
    assert client.get(at("write_note", pitch)).status_code == 403


def test_in_two_windows_no_text_is_lost(client, cast, session):
    note = SessionNote.objects.write(session, "First.", by=cast.ada)
    client.force_login(cast.ada)
    url = at("change_note", session, note.pk)
    assert client.post(url, {"words": "From the phone.", "revision": "1"}).status_code == 302
    answer = client.post(url, {"words": "From the laptop.", "revision": "1"})
    assert answer.status_code == 409
    assert "From the phone." in answer.text
    assert "From the laptop." in answer.text
    assert client.post(url, {"words": "Both.", "revision": "2"}).status_code == 302
    note.refresh_from_db()
    assert (note.words, note.revision) == ("Both.", 3)
    client.force_login(cast.dev)
    assert client.post(url, {"words": "Mine.", "revision": "3"}).status_code == 403


def test_each_who_led_it_is_asked_once(cast, session):
    for _night in range(2):
        tasks.ask_what_became()
    assert [letter.user for letter in asked()] == [cast.ada, cast.hana]
    with time_machine.travel(timezone.now() + timedelta(days=5), tick=False):
        tasks.ask_what_became()
    assert asked().count() == 2


@pytest.mark.parametrize(("days", "letters"), [(89, 0), (91, 2), (200, 0)])
def test_three_months_later_and_not_years(cast, session, days, letters):
    was_held(session.space, days)
    tasks.ask_what_became()
    assert asked().count() == letters


def test_one_tap_answers_with_or_without_words(client, cast, session):
    tasks.ask_what_became()
    ada, hana = FollowUp.objects.order_by("pk")
    link = taps.url(cast.ada, "became_going", ada.pk)
    assert link in asked()[0].text
    assert client.get(link).status_code == 200
    ada.refresh_from_db()
    assert ada.answer == ""
    client.post(link, {"words": "Every\x00 Tuesday."})
    client.post(link)
    ada.refresh_from_db()
    assert (ada.answer, ada.words) == ("going", "Every Tuesday.")
    client.post(taps.url(cast.hana, "became_nothing", hana.pk))
    pages = [
        client.get(url).text for url in (session.get_absolute_url(), session.space.event.get_absolute_url())
    ]
    for page in pages:
        assert "Still going" in page
        assert "Every Tuesday." in page
        assert "Nothing yet" in page
    assert "cannot be done any more" in client.get(taps.url(cast.dev, "became_going", ada.pk)).text
    assert "cannot be done any more" in client.get(taps.url(cast.ada, "became_magic", ada.pk)).text
    client.force_login(cast.cora)
    page = client.get(reverse("events:afterwards", args=[session.space.event.slug])).text
    assert "Every Tuesday." in page


def test_who_led_it_says_so_unasked_and_is_not_asked_then(client, cast, session):
    client.force_login(cast.ada)
    assert client.post(at("became", session), {"answer": ""}).status_code == 422
    assert client.post(at("became", session), {"answer": "else", "words": "A choir."}).status_code == 302
    client.force_login(cast.dev)
    assert client.get(at("became", session)).status_code == 403
    tasks.ask_what_became()
    assert [letter.user for letter in asked()] == [cast.hana]
