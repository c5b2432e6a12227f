"""A live blog by its verbs: planned, told, changed, asked, ended."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.publishing import gathered
from folkmoot.publishing.models import LiveBlog, LiveEntry, LiveQuestion
from folkmoot.search.models import Document

from .shelf import published


@pytest.fixture
def post(cast):
    return published("From the hall", by=cast.dev, authors=[cast.ada_profile])


@pytest.fixture
def running(cast, post):
    live_blog = LiveBlog.objects.plan(post, by=cast.dev)
    live_blog.start(by=cast.dev)
    return live_blog


def told(live_blog):
    return list(live_blog.entries.shown().as_it_happened().values_list("source", flat=True))


def test_it_is_planned_once_and_every_step_is_recorded(cast, post):
    live_blog = LiveBlog.objects.plan(post, by=cast.dev)
    assert LiveBlog.objects.plan(post, by=cast.cora) == live_blog
    live_blog.start(by=cast.dev)
    live_blog.end(by=cast.cora)
    with pytest.raises(Refused):
        live_blog.end(by=cast.dev)
    verbs = Entry.objects.about(post).filter(verb__contains=".live_").order_by("pk")
    assert list(verbs.values_list("verb", "by__name")) == [
        ("publishing.live_planned", "Dev Malhotra"),
        ("publishing.live_started", "Dev Malhotra"),
        ("publishing.live_ended", "Cora Pritchard"),
    ]


def test_entries_stand_by_their_time_however_they_arrive(cast, running):
    now = timezone.now().replace(second=0, microsecond=0)
    running.tell("Lunch", by=cast.ada, happened_at=now)
    running.tell("Doors", by=cast.dev, happened_at=now - timedelta(hours=3))
    running.tell("Soup, too", by=cast.dev, happened_at=now)
    running.tell("Coffee", by=cast.ada, happened_at=now - timedelta(hours=1))
    assert told(running) == ["Doors", "Coffee", "Lunch", "Soup, too"]
    assert list(running.entries.newest_first().values_list("number", flat=True)) == [3, 1, 4, 2]


def test_the_same_form_sent_twice_is_one_entry(cast, running):
    first = running.tell("We begin.", by=cast.ada, key="a" * 22)
    again = running.tell("We begin.", by=cast.ada, key="a" * 22)
    assert (again, told(running)) == (first, ["We begin."])


def test_the_same_form_sent_again_with_other_words_changes_the_entry(cast, running):
    running.tell("We begn.", by=cast.ada, key="a" * 22)
    running.tell("We begin.", by=cast.ada, key="a" * 22)
    assert told(running) == ["We begin."]


def test_the_same_words_on_a_page_opened_anew_are_one_entry(cast, running):
    running.tell("We begin.", by=cast.ada, key="a" * 22)
    running.tell("We begin.", by=cast.ada, key="b" * 22)
    running.tell("We begin.", by=cast.dev, key="c" * 22)
    assert told(running) == ["We begin.", "We begin."]


def test_a_form_of_someone_else_is_another_form(cast, running):
    running.tell("From Ada", by=cast.ada, key="a" * 22)
    running.tell("From Dev", by=cast.dev, key="a" * 22)
    assert told(running) == ["From Ada", "From Dev"]


@pytest.mark.parametrize("state", ["planned", "ended"])
def test_what_does_not_run_takes_nothing(cast, running, state):
    LiveBlog.objects.filter(pk=running.pk).update(state=state)
    with pytest.raises(Refused):
        running.tell("Too soon, too late", by=cast.ada)
    with pytest.raises(Refused):
        LiveQuestion.objects.ask(running, "Who is there?", by=cast.ben)
    assert (LiveEntry.objects.count(), LiveQuestion.objects.count()) == (0, 0)


def test_a_phone_that_sends_again_after_the_end_hears_that_it_arrived(cast, running):
    first = running.tell("The last word.", by=cast.ada, key="a" * 22)
    running.end(by=cast.dev)
    assert running.tell("The last word.", by=cast.ada, key="a" * 22) == first


def test_two_who_change_one_entry_do_not_overwrite_each_other(cast, running):
    entry = running.tell("A hundred people", by=cast.ada)
    seen = entry.seen
    entry.edit("A hundred and sixty people", by=cast.dev, seen=seen)
    with pytest.raises(Refused, match="A hundred and sixty people"):
        entry.edit("About a hundred", by=cast.ada, seen=seen)
    entry.edit("A hundred and sixty people", by=cast.dev, seen=seen)  # the same form, sent twice
    assert told(running) == ["A hundred and sixty people"]


def test_what_is_withdrawn_goes_from_search_and_can_come_back(cast, running):
    entry = running.tell("The umbrella is green.", by=cast.ada)
    found = lambda: Document.objects.matching("umbrella").count()  # noqa: E731
    assert (found(), told(running)) == (1, ["The umbrella is green."])
    entry.withdraw(by=cast.ada)
    assert (found(), told(running)) == (0, [])
    with pytest.raises(Refused):
        entry.withdraw(by=cast.dev)
    entry.put_back(by=cast.ada)
    assert (found(), told(running)) == (1, ["The umbrella is green."])


def test_markup_is_cleaned_once(cast, running):
    entry = running.tell("**Now** <script>alert(1)</script>", by=cast.ada)
    assert "<script" not in entry.html
    assert "<strong>Now</strong>" in entry.html


def test_a_question_is_answered_once_and_the_asker_is_told(cast, running):
    question = LiveQuestion.objects.ask(running, "Is there tea?", by=cast.ben)
    assert LiveQuestion.objects.ask(running, "Is there tea?", by=cast.ben) == question
    entry = running.tell("There is.", by=cast.ada, question=question)
    with pytest.raises(Refused):
        running.tell("There was.", by=cast.dev, question=LiveQuestion.objects.get())
    assert (LiveQuestion.objects.get().answered_in, told(running)) == (entry, ["There is."])
    letter = Email.objects.get(user=cast.ben)
    assert letter.subject == "Your question was answered in “From the hall”"
    assert [line for line in letter.text.splitlines() if line.startswith("> ")] == [
        "> Is there tea?",
        "> There is.",
    ]


def test_a_question_set_aside_can_still_be_answered(cast, running):
    question = LiveQuestion.objects.ask(running, "Is there tea?", by=cast.ben)
    question.put_aside(by=cast.dev)
    assert list(running.questions.waiting()) == []
    running.tell("Since three, yes.", by=cast.ada, question=question)
    question.refresh_from_db()
    assert question.state == "answered"


def test_a_reporter_is_named_once_and_told_where(cast, running):
    running.name_reporter(cast.hana, by=cast.dev)
    running.name_reporter(cast.hana, by=cast.cora)
    assert list(running.reporters.all()) == [cast.hana]
    assert "/read/from-the-hall/live/" in Email.objects.get(user=cast.hana).text
    running.release_reporter(cast.hana, by=cast.dev)
    assert list(running.reporters.all()) == []


def test_the_account_says_what_was_sent_and_asked(client, cast, running):
    running.tell("The doors are open.", by=cast.ada)
    LiveQuestion.objects.ask(running, "Is there tea?", by=cast.hana)
    held = {who: gathered.data_held(getattr(cast, who)) for who in ("ada", "hana")}
    assert {"label": "Sent to live blogs", "value": "1 entry"} in held["ada"]
    assert held["hana"] == [{"label": "Asked in live blogs", "value": "1 question"}]
