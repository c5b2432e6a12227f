"""How an event was: asked once, answered once, and by nobody in particular."""

import csv
import io
import json
from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.events import tasks
from folkmoot.events.models import Feedback, FeedbackAnswer, FeedbackGiven, Registration

from .events import published, registered

A_DAY = timedelta(days=1)


@pytest.fixture
def day(cast):
    """An event that begins in thirty days, with six who come; now is an hour after it began."""
    with time_machine.travel(timezone.now() - timedelta(days=30), tick=False):
        event = published(cast.cora, "Rotas", sign="Two wards try it.", places=6)
        registered(event, cast.hana, cast.dev, cast.ada, *_more(4))
    event.refresh_from_db()
    with time_machine.travel(event.starts_at + timedelta(hours=1), tick=False):
        yield event


def _more(many):
    return [
        User.objects.create_user(f"m{number}@example.org", f"M {number}", confirmed=True, is_member=True)
        for number in range(many)
    ]


def sheet_of(event):
    sheet = Feedback.objects.of(event)
    sheet.event = event
    return sheet


def said(event, many, start=0):
    """The next of those who come answer; each says something else."""
    rows = event.registrations.confirmed().order_by("pk")[start : start + many]
    for number, registration in enumerate(rows, start=start):
        sheet_of(event).answer(registration, {"q2": "5", "q3": f"Words {number}"})


def test_what_is_asked_begins_with_the_sign(day):
    assert [question["words"] for question in sheet_of(day).questions] == [
        "We hoped for this: “Two wards try it.” Has it come about?",
        "Was it worth your time?",
        "What should we do differently?",
        "What will you try?",
    ]


def test_somebody_answers_once(client, cast, day):
    client.force_login(cast.hana)
    url = reverse("events:feedback", args=[day.slug])
    assert "Say how it was" in client.get(day.get_absolute_url()).text
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"q2": "9"}).status_code == 422
    assert client.post(url, {"q2": "4", "q3": "Ŵ 🙂 " + "x" * 2000}).status_code == 302
    again = client.post(url, {"q2": "1"})
    assert again.status_code == 422
    assert "You have answered. Thank you" in again.text
    assert "Say how it was" not in client.get(day.get_absolute_url()).text
    assert [row.answers["q2"] for row in FeedbackAnswer.objects.all()] == ["4"]


def test_only_who_has_a_place_answers_while_it_is_open(client, cast, day):
    waits = registered_later = day.registrations.get(state="waiting")
    with pytest.raises(Refused, match="for those who came"):
        sheet_of(day).answer(waits, {"q2": "5"})
    client.force_login(registered_later.user)
    url = reverse("events:feedback", args=[day.slug])
    assert client.get(url).status_code == 403
    own = day.registrations.get(user=cast.hana)
    client.force_login(cast.hana)
    with time_machine.travel(day.starts_at - A_DAY, tick=False):
        assert "This opens when the event has begun." in client.get(url).text
        assert client.post(url, {"q2": "5"}).status_code == 422
    with time_machine.travel(day.starts_at + 28 * A_DAY, tick=False):
        client.force_login(cast.hana)
        assert "has closed" in client.get(url).text
        with pytest.raises(Refused, match="has closed"):
            sheet_of(day).answer(own, {"q2": "5"})
    assert not FeedbackAnswer.objects.exists()


def test_nothing_leads_from_an_answer_to_a_person(client, cast, day):
    """T14: what the database holds of answers has no person in it, no hour, and no order of coming."""
    people = list(day.registrations.confirmed().order_by("-pk"))
    for number, registration in enumerate(people):
        client.force_login(registration.user)
        client.post(reverse("events:feedback", args=[day.slug]), {"q3": f"Words {number}"})
    columns = {field.column for field in FeedbackAnswer._meta.concrete_fields}
    assert columns == {"key", "sheet_id", "answers", "day", "is_shown"}
    assert {field.column for field in FeedbackGiven._meta.concrete_fields} == {"registration_id", "sheet_id"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM events_feedbackanswer")  # in the order in which they lie
        lying = [json.loads(row[0]) for row in cursor]
        cursor.execute("SELECT registration_id FROM events_feedbackgiven")
        given = [row[0] for row in cursor]
    keys = [row.key.hex for row in FeedbackAnswer.objects.order_by("key")]
    in_order_of_keys = [FeedbackAnswer.objects.get(key=key).answers for key in keys]
    assert lying == in_order_of_keys
    assert given == sorted(given)
    assert not Entry.objects.filter(verb__startswith="events.feedback").exists()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in ("events_feedbackanswer", "events_feedbackgiven"):
                cursor.execute(f"SELECT count(DISTINCT xmin::text) FROM {table}")  # noqa: S608
                assert cursor.fetchone() == (1,)


def test_keys_are_others_with_each_answer(day):
    said(day, 1)
    first = FeedbackAnswer.objects.get().key
    said(day, 1, start=1)
    assert first not in FeedbackAnswer.objects.values_list("key", flat=True)
    assert FeedbackGiven.objects.count() == 2


def test_under_five_only_their_number_is_shown(client, cast, day):
    said(day, 4)
    client.force_login(cast.cora)
    url = reverse("events:feedback_results", args=[day.slug])
    page = client.get(url)
    assert "4 answers" in page.text
    assert "Too few to be shown" in page.text
    assert "Words" not in page.text
    export = reverse("events:feedback_export", args=[day.slug])
    assert client.post(export, {"as": "csv"}).status_code == 409
    tell = reverse("events:feedback_tell", args=[day.slug])
    assert client.post(tell, {"summary": "All was well."}).status_code == 409
    said(day, 1, start=4)
    page = client.get(url)
    assert "5 of 5 answered: Very much" in page.text
    texts = next(result["texts"] for result in page.context["results"] if result.get("texts"))
    assert Counter(texts) == Counter(f"Words {number}" for number in range(5))
    rows = list(csv.reader(io.StringIO(b"".join(client.post(export, {"as": "csv"})).decode("utf-8-sig"))))
    assert rows[0] == [question["words"] for question in sheet_of(day).questions]
    assert sorted(row[2] for row in rows[1:]) == [f"Words {number}" for number in range(5)]


def test_two_looks_do_not_differ_by_one_person(client, cast, day):
    said(day, 6)
    client.force_login(cast.cora)
    url = reverse("events:feedback_results", args=[day.slug])
    page = client.get(url)
    assert page.context["shown"] == 5
    assert "Shown are 5" in page.text
    with time_machine.travel(day.starts_at + 28 * A_DAY, tick=False):
        client.force_login(cast.cora)
        assert client.get(url).context["shown"] == 6


def test_questions_are_chosen_until_somebody_has_answered(client, cast, day):
    client.force_login(cast.cora)
    url = reverse("events:feedback_questions", args=[day.slug])
    assert client.get(url).status_code == 200
    facts = {"asked-TOTAL_FORMS": "8", "asked-INITIAL_FORMS": "4"}
    for number in range(8):
        facts |= {f"asked-{number}-kind": "words", f"asked-{number}-words": "", f"asked-{number}-choices": ""}
    assert "Ask at least one thing." in client.post(url, facts).text
    facts |= {"asked-0-kind": "choice", "asked-0-words": "Which room?", "asked-0-choices": "The hall"}
    assert "Give two to eight answers" in client.post(url, facts).text
    facts |= {"asked-0-choices": "The hall\nThe kitchen"}
    assert client.post(url, facts).status_code == 302
    assert sheet_of(day).questions == [
        {"key": "q1", "kind": "choice", "words": "Which room?", "choices": ["The hall", "The kitchen"]}
    ]
    sheet_of(day).answer(day.registrations.get(user=cast.hana), {"q1": "2"})
    assert "Somebody has answered already." in client.post(url, facts).text


def test_what_was_heard_is_told_to_those_who_came(client, cast, day):
    said(day, 5)
    client.force_login(cast.cora)
    client.post(reverse("events:feedback_tell", args=[day.slug]), {"summary": "Longer **breaks** next time."})
    shown = {}
    for user in (cast.hana, cast.cora, day.registrations.get(state="waiting").user):
        client.force_login(user)
        shown[user.name] = (
            "Longer <strong>breaks</strong> next time." in client.get(day.get_absolute_url()).text
        )
    assert shown == {"Hana Kowalczyk": True, cast.cora.name: True, "M 3": False}


def test_the_morning_after_those_who_have_not_answered_are_asked_once(client, cast, day):
    own = day.registrations.get(user=cast.hana)
    sheet_of(day).answer(own, {"q2": "5"})
    tasks.ask_how_it_was()
    assert not Email.objects.filter(subject__startswith="How was it?").exists()
    morning = (day.ends + A_DAY).replace(hour=9, minute=1)
    with time_machine.travel(morning, tick=False):
        tasks.ask_how_it_was()
        tasks.ask_how_it_was()
        letters = Email.objects.filter(subject="How was it? Rotas")
        asked = set(letters.values_list("user", flat=True))
        come = set(day.registrations.confirmed().values_list("user", flat=True))
        assert (letters.count(), asked) == (5, come - {cast.hana.pk})
        link = next(line for line in letters.get(user=cast.dev).text.splitlines() if "http" in line)
        path = link[link.index("/events/") :]
        client.logout()
        assert "Was it worth your time?" in client.get(path).text
        assert client.post(path, {"q2": "3"}).status_code == 302
        assert "You have answered. Thank you" in client.get(path).text
        assert client.get(path[:-2] + "x/").status_code == 404
    dev = Registration.objects.get(event=day, user=cast.dev)
    assert FeedbackGiven.objects.filter(registration=dev).exists()


def test_who_stayed_away_is_not_asked_where_it_was_noted_who_was_there(client, cast, day):
    day.registrations.get(user=cast.hana).arrive(by=cast.cora)
    away = day.registrations.get(user=cast.dev)
    with time_machine.travel((day.ends + A_DAY).replace(hour=9, minute=1), tick=False):
        tasks.ask_how_it_was()
        asked = Email.objects.filter(subject__startswith="How was it?")
        assert [one.user for one in asked] == [cast.hana]
        with pytest.raises(Refused, match="for those who came"):
            sheet_of(day).answer(away, {"q2": "5"})
        found = {}
        for person in (cast.hana, cast.dev):
            client.force_login(person)
            page = client.get(day.get_absolute_url()).text
            answered = client.get(reverse("events:feedback", args=[day.slug])).status_code
            found[person] = ("Say how it was" in page, answered, day.title in client.get("/today/").text)
    assert found == {cast.hana: (True, 200, True), cast.dev: (False, 403, False)}


def test_a_cancelled_event_asks_nothing(cast):
    with time_machine.travel(timezone.now() - 30 * A_DAY, tick=False):
        event = published(cast.cora)
        registered(event, cast.hana)
        event.cancel("The storm.", by=cast.cora)
    with time_machine.travel((event.ends + A_DAY).replace(hour=12), tick=False):
        tasks.ask_how_it_was()
    assert not Email.objects.filter(subject__startswith="How was it?").exists()
