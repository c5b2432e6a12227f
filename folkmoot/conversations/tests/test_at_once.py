"""Two at once: one wins, the other is told, counters stay true. Real threads, real transactions."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from folkmoot.conversations.models import Message, Thread
from folkmoot.core.lifecycle import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run the acts in threads of their own; what each answered, or the name of what it raised."""

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
def busy(put_under):
    return put_under(Thread.objects.start())


def test_a_form_sent_twice_at_once_is_stored_once(cast, busy):
    def say():
        return Thread.objects.get(pk=busy.pk).say("Twice", author=cast.ada, key="the-form").pk

    answers = at_once(*[say] * 6)

    assert len(set(answers)) == 1
    assert Message.objects.count() == 1


def test_numbers_are_never_given_twice(cast, busy):
    def say():
        return Thread.objects.get(pk=busy.pk).say("Words", author=cast.ada).number

    assert sorted(at_once(*[say] * 8)) == list(range(1, 9))
    busy.refresh_from_db()
    assert (busy.shown_count, busy.last_number) == (8, 8)


def test_approve_and_hide_at_once(cast, busy):
    message = busy.say("Held", author=cast.ben)
    one, two = Message.objects.get(), Message.objects.get()
    answers = at_once(lambda: one.approve(by=cast.cora), lambda: two.hide("spam", by=cast.fay))

    message.refresh_from_db()
    busy.refresh_from_db()
    assert sorted(map(str, answers)) == ["None", "refused"]
    assert (message.state, busy.shown_count) in {("shown", 1), ("hidden", 0)}


def test_two_claims_at_once(cast, busy):
    busy.say("Held", author=cast.ben)
    one, two = Message.objects.get(), Message.objects.get()
    answers = at_once(lambda: one.claim(by=cast.cora), lambda: two.claim(by=cast.fay))

    assert sorted(map(str, answers)) == ["None", "refused"]


def test_hiding_and_deleting_many_leaves_true_counts(cast, busy):
    messages = [busy.say(f"Number {n}", author=cast.ada) for n in range(6)]
    hides = [lambda m=m: m.hide("spam", by=cast.cora) for m in messages[:3]]
    takes = [lambda m=m: m.withdraw(by=cast.ada) for m in messages[2:5]]
    at_once(*hides, *takes)

    busy.refresh_from_db()
    assert busy.shown_count == Message.objects.shown().count() == 1
