"""An import carries many messages at once: numbers by date, counters true, nothing twice, nobody told."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.activity.models import Email
from folkmoot.conversations.models import Message, Thread

DAY = datetime(2017, 3, 1, 12, tzinfo=ZoneInfo("Europe/London"))


def old(thread, key, *, days=0, parent=None, state="shown", guest=None):
    html = f"<p>{key}</p>"
    when = DAY + timedelta(days=days)
    return Message(
        thread=thread, guest=guest, parent=parent, state=state, html=html, created_at=when, source_key=key
    )


def test_numbers_follow_dates_and_parents(cast, thread):
    late = old(thread, "late", days=3)
    early = old(thread, "early", days=1)
    reply = old(thread, "reply", days=2, parent=early)
    before = old(thread, "dated before its parent", days=0, parent=late)
    held = old(thread, "held", days=4, state="held")
    Message.objects.carry([late, reply, early, before, held])

    rows = Message.objects.order_by("number").values_list("source_key", "number", "branch")
    assert [row for row in rows if row[1]] == [
        ("early", 1, 1),
        ("reply", 2, 1),
        ("late", 3, 3),
        ("dated before its parent", 4, 3),
    ]
    thread.refresh_from_db()
    assert (thread.shown_count, thread.last_number, thread.last_at) == (4, 4, DAY + timedelta(days=3))
    assert Email.objects.filter(kind="comments").count() == 0


def test_again_nothing_twice_and_replies_find_their_parent(thread, db):
    Message.objects.carry([old(thread, "first")])
    again = old(thread, "first")
    written = Message.objects.carry([again, old(thread, "second", days=1, parent=again)])

    assert [m.source_key for m in written] == ["second"]
    assert Message.objects.get(source_key="second").parent.source_key == "first"
    thread.refresh_from_db()
    assert (thread.shown_count, thread.last_number) == (2, 2)


def test_what_people_say_afterwards_goes_on_counting(cast, thread):
    Message.objects.carry([old(thread, f"{n}", days=n) for n in range(3)])

    assert thread.say("New", author=cast.ada).number == 4


def test_a_ring_of_parents_is_cut(thread, db):
    one, two = old(thread, "one"), old(thread, "two")
    one.parent, two.parent = two, one
    Message.objects.carry([one, two])

    assert Message.objects.filter(parent=None).count() == 1


def test_queries_do_not_grow_with_messages_or_threads(db, put_under):
    counts = []
    for many in (3, 30):
        threads = [put_under(Thread.objects.start()) for _n in range(many)]
        batch = [old(thread, f"{many}-{thread.pk}-{n}", days=n) for thread in threads for n in range(5)]
        with CaptureQueriesContext(connection) as captured:
            Message.objects.carry(batch)
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 10


def test_recount_repairs(cast, thread):
    thread.say("One", author=cast.ada)
    Thread.objects.update(shown_count=9, last_number=0, last_at=None)
    Thread.objects.recount()

    thread.refresh_from_db()
    assert (thread.shown_count, thread.last_number, thread.last_at is None) == (1, 1, False)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9), st.sampled_from(["shown", "held"])),
        max_size=10,
    )
)
def test_any_heap_of_comments_comes_out_in_order(thread, rows):
    Message.objects.all().delete()
    Thread.objects.update(last_number=0)
    batch = [old(thread, f"{n}", days=days, state=state) for n, (days, _parent, state) in enumerate(rows)]
    for message, (_days, parent, _state) in zip(batch, rows, strict=True):
        if parent is not None and parent < len(batch):
            message.parent = batch[parent]
    Message.objects.carry(batch)

    thread.refresh_from_db()
    shown = list(Message.objects.shown().order_by("number"))
    assert Message.objects.count() == len(rows)
    assert [m.number for m in shown] == list(range(1, len(shown) + 1))
    assert thread.shown_count == thread.last_number == len(shown)
    assert {m.pk for m in thread.messages.standing()} == {m.pk for m in shown}
    for message in shown:
        if message.parent and message.parent.number:
            assert message.parent.number < message.number
            assert message.branch == message.parent.branch
