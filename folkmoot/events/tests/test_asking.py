"""What is asked at registration: chosen by hosts, answered once and changed, read by those who run it."""

import csv
import io

import pytest
import time_machine
from django.urls import reverse

from folkmoot.accounts.kept import COOKIE
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.events.asking import own_data
from folkmoot.events.models import Answer, Question

from .events import planned, published, registered

CHOICES = "By train\nBy bike"


@pytest.fixture
def asked(cast):
    """A webinar that asks one question of each type."""
    event = published(cast.cora, "Rotas", closes_wall="")
    kinds = [
        ("What do you count?", "short", {}),
        ("What went wrong?", "long", {"most_words": 5, "is_required": True}),
        ("How do you come?", "one", {"choices": CHOICES}),
        ("What will you bring?", "several", {"choices": "Cake\nTea\n=SUM(A1)"}),
        ("Is it your first?", "yes", {}),
    ]
    for words, kind, more in kinds:
        Question.objects.ask(event, by=cast.cora, words=words, type=kind, **more)
    return event


def fields(event, *answers, **more):
    pairs = zip(event.questions.asked(), answers, strict=False)
    return {"filled-in": "1"} | {f"question-{question.pk}": said for question, said in pairs} | more


def said(event, user):
    rows = Answer.objects.filter(registration__event=event, registration__user=user)
    return list(rows.order_by("question__order").values_list("words", flat=True))


def page_of(event):
    return reverse("events:register", args=[event.slug])


def test_who_registers_answers_and_can_change_it(client, cast, asked):
    client.force_login(cast.hana)
    assert page_of(asked) in client.get(asked.get_absolute_url()).text
    answers = ["=Falls", "Nobody read it.", "By bike", ["Cake", "=SUM(A1)"], "yes"]
    answer = client.post(page_of(asked), fields(asked, *answers))
    assert (answer.status_code, asked.registrations.get().state) == (302, "confirmed")
    assert said(asked, cast.hana) == ["=Falls", "Nobody read it.", "By bike", "Cake\n=SUM(A1)", "yes"]
    page = client.get(page_of(asked)).text
    assert 'value="=Falls"' in page
    client.post(page_of(asked), fields(asked, "", "Nobody read it.", "By train", ["Tea"], "no"))
    client.post(page_of(asked), fields(asked, "", "Nobody read it.", "By train", ["Tea"], "no"))
    assert said(asked, cast.hana) == ["Nobody read it.", "By train", "Tea", "no"]
    assert asked.registrations.count() == 1
    assert Entry.objects.about(asked).filter(verb="events.answers_changed").count() == 1


def test_a_button_alone_opens_the_form(client, cast, asked):
    client.force_login(cast.hana)
    answer = client.post(page_of(asked), {"mode": "online"})
    assert (answer.status_code, asked.registrations.count()) == (200, 0)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (["", ""], "This field is required."),
        (["", "one two three four five six"], "This is 1 word too many: at most 5."),
        (["", "x" * 10_000], "These are 10,000 characters; 6,000 fit."),
        (["y" * 10_000, "No."], "These are 10,000 characters; 300 fit."),
        (["a\x00b", "No."], "Null characters are not allowed."),
        (["", "No.", "By boat"], "Select a valid choice."),
        (["", "No.", "", ["Cake", "Wine"]], "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, cast, asked, answers, words):
    client.force_login(cast.hana)
    answer = client.post(page_of(asked), fields(asked, *answers))
    assert (answer.status_code, asked.registrations.count()) == (422, 0)
    assert words in answer.text
    for typed in answers[:2]:
        assert typed.replace("\x00", "") in answer.text.replace("\x00", "")


def test_marks_and_scripts_of_any_kind_are_kept(client, cast, asked):
    client.force_login(cast.hana)
    words = "שלום 🎈 Ŵŷ <b>"
    client.post(page_of(asked), fields(asked, words, "No."))
    assert said(asked, cast.hana) == [words, "No."]
    client.force_login(cast.cora)
    assert "🎈 Ŵŷ &lt;b&gt;" in client.get(reverse("events:answers", args=[asked.slug])).text


def test_after_closing_nothing_typed_is_lost_and_answers_are_read(client, cast, asked):
    client.force_login(cast.hana)
    client.post(page_of(asked), fields(asked, "Falls", "No."))
    with time_machine.travel(asked.starts_at, tick=False):
        client.force_login(cast.hana)
        assert "Falls" in client.get(page_of(asked)).text
        answer = client.post(page_of(asked), fields(asked, "Too late to say", "No."))
        assert answer.status_code == 409
        assert "Too late to say" in answer.text
        client.force_login(cast.dev)
        answer = client.post(page_of(asked), fields(asked, "Dev is late", "No."))
        assert answer.status_code == 409
        assert "Registration for this event has closed." in answer.text
        assert "Dev is late" in answer.text
    assert said(asked, cast.hana) == ["Falls", "No."]


def test_an_expired_session_keeps_what_was_typed(client, cast, asked):
    client.force_login(cast.hana)
    client.get(page_of(asked))
    assert COOKIE in client.cookies
    del client.cookies["sessionid"]
    client.post(page_of(asked), fields(asked, "Kept words", "No.", "", ["Tea"]))
    client.force_login(cast.hana)
    page = client.get(page_of(asked)).text
    assert "Kept words" in page
    assert 'value="Tea" id="id_question-' in page


def test_hosts_choose_what_is_asked_also_of_a_draft(client, cast):
    draft = planned(cast.cora, "Half a plan")
    url = reverse("events:form", args=[draft.pk])
    client.force_login(cast.hana)
    assert client.get(url).status_code == 404
    client.force_login(cast.cora)
    one = {"words": "How do you come?", "type": "one", "choices": "By train\n\nBy bike"}
    assert client.post(url, one).status_code == 302
    assert client.post(url, {"words": "And why?", "type": "long", "most_words": "20"}).status_code == 302
    assert [q.words for q in draft.questions.asked()] == ["How do you come?", "And why?"]
    first, second = draft.questions.asked()
    assert first.options == ["By train", "By bike"]
    client.post(reverse("events:move_question", args=[draft.pk, second.pk]), {"up": "1"})
    client.post(reverse("events:move_question", args=[draft.pk, second.pk]), {"up": "1"})
    assert [q.words for q in draft.questions.asked()] == ["And why?", "How do you come?"]
    client.post(reverse("events:retire_question", args=[draft.pk, second.pk]))
    assert list(draft.questions.all()) == [first]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"words": ""}, "This field is required."),
        ({"words": "x" * 301}, "at most 300"),
        ({"type": "one", "choices": "Alone"}, "Two to thirty things"),
        ({"type": "several", "choices": "Tea\nTea"}, "stands there twice"),
        ({"type": "poem"}, "Select a valid choice"),
        ({"most_words": "100000"}, "less than or equal to 800"),
    ],
)
def test_a_question_that_is_none_is_refused_and_kept(client, cast, changes, words):
    draft = planned(cast.cora)
    client.force_login(cast.cora)
    typed = {"words": "Why?", "type": "short", "hint": "In your own words"} | changes
    answer = client.post(reverse("events:form", args=[draft.pk]), typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert "In your own words" in answer.text
    assert not draft.questions.exists()


def test_answered_a_question_means_what_it_meant(client, cast, asked):
    client.force_login(cast.hana)
    client.post(page_of(asked), fields(asked, "Falls", "No."))
    question = asked.questions.asked().first()
    with pytest.raises(Refused, match="ask a new one instead"):
        question.change(by=cast.cora, words="What do you hide?")
    client.force_login(cast.cora)
    url = reverse("events:question", args=[asked.pk, question.pk])
    client.post(url, {"words": "What do you hide?", "type": "yes", "hint": "A word is enough."})
    question.refresh_from_db()
    assert (question.words, question.hint) == ("What do you count?", "A word is enough.")
    question.retire(by=cast.cora)
    question.retire(by=cast.cora)
    assert said(asked, cast.hana) == ["Falls", "No."]
    assert "Falls" in client.get(reverse("events:answers", args=[asked.slug])).text
    client.force_login(cast.hana)
    assert "What do you count?" not in client.get(page_of(asked)).text


def test_answers_are_for_those_who_run_it_and_no_formula_leaves(client, cast, asked):
    client.force_login(cast.hana)
    client.post(page_of(asked), fields(asked, "=1+1", "No.", "", ["=SUM(A1)"], "yes"))
    url = reverse("events:answers", args=[asked.slug])
    assert client.get(url).status_code == 403
    assert client.post(url, {"as": "csv"}).status_code == 403
    client.force_login(cast.cora)
    text = b"".join(client.post(url, {"as": "csv"}).streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[1] == ["Hana Kowalczyk", "Online", "Coming", "'=1+1", "No.", "", "'=SUM(A1)", "Yes"]


def test_twenty_questions_are_enough(cast):
    draft = planned(cast.cora)
    for number in range(20):
        Question.objects.ask(draft, by=cast.cora, words=f"{number}?")
    with pytest.raises(Refused, match="Twenty"):
        Question.objects.ask(draft, by=cast.cora, words="One more?")


def test_a_hint_is_words_not_markup(client, cast):
    event = published(cast.cora)
    Question.objects.ask(event, by=cast.cora, words="<i>Who?</i>", hint="<script>alert(1)</script>")
    client.force_login(cast.hana)
    page = client.get(page_of(event)).text
    assert "<script>alert(1)" not in page
    assert "&lt;i&gt;Who?" in page


def test_answers_are_in_ones_own_data_and_go_with_one(client, cast, asked):
    client.force_login(cast.hana)
    client.post(page_of(asked), fields(asked, "Falls", "No."))
    told = next(table for table in own_data.own_data(cast.hana) if table)
    assert [row["words"] for row in told.rows] == ["Falls", "No."]
    registered(asked, cast.dev)
    asked.registrations.get(user=cast.hana).delete()
    assert not Answer.objects.exists()
