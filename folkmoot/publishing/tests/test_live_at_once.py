"""Several people in the room at once, and a phone that sends twice: real threads, real transactions."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from folkmoot.core.lifecycle import Refused
from folkmoot.publishing.models import LiveBlog, LiveEntry, LiveQuestion
from folkmoot.search.models import Document

from .shelf import published

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run the acts in threads of their own; what each answered, or "refused"."""

    def run(act):
        try:
            return act()
        except Refused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def running(cast):
    live_blog = LiveBlog.objects.plan(published("From the hall", by=cast.dev), by=cast.dev)
    live_blog.start(by=cast.dev)
    return live_blog


def told(source, by, **more):
    return lambda: LiveBlog.objects.get().tell(source, by=by, **more).number


def test_six_who_send_together_lose_nothing_and_share_no_number(cast, running):
    people = [cast.ada, cast.dev, cast.hana]
    numbers = at_once(*[told(f"Moment {n}", people[n % 3]) for n in range(6)])
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]
    assert Document.objects.matching("moment").get().body.count("Moment") == 6


def test_a_form_sent_twice_at_once_is_one_entry(cast, running):
    numbers = at_once(*[told("Twice", cast.ada, key="a" * 22)] * 4)
    assert (numbers, LiveEntry.objects.count()) == ([1, 1, 1, 1], 1)


def test_two_who_answer_one_question_at_once(cast, running):
    asked = LiveQuestion.objects.ask(running, "Is there tea?", by=cast.ben).pk

    def answer(words, by):
        return lambda: told(words, by, question=LiveQuestion.objects.get(pk=asked))()

    answers = at_once(answer("There is.", cast.ada), answer("Yes.", cast.dev))
    assert sorted(map(str, answers)) == ["1", "refused"]
    assert LiveEntry.objects.count() == 1


def test_an_entry_and_the_end_at_once(cast, running):
    answers = at_once(told("A last word", cast.ada), lambda: LiveBlog.objects.get().end(by=cast.dev))
    assert answers in ([1, None], ["refused", None])
    assert (LiveBlog.objects.get().state, LiveEntry.objects.count()) == ("ended", 1 if answers[0] == 1 else 0)


def test_a_change_and_new_entries_at_once(cast, running):
    first = told("Frist", cast.ada)()

    def change():
        return LiveEntry.objects.get(number=first).edit("First", by=cast.ada)

    at_once(change, *[told(f"Moment {n}", cast.dev) for n in range(3)])
    assert sorted(LiveEntry.objects.values_list("source", flat=True)) == [
        "First", "Moment 0", "Moment 1", "Moment 2",
    ]  # fmt: skip
    assert Document.objects.matching("first moment").count() == 1
