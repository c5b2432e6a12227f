"""A digest: what was kept, by thread, the newest first, once; none when there is nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from folkmoot.activity.models import Digest, Email, Following, Level, Notice, Preference, Rhythm
from folkmoot.activity.telling import digests

PLACE, OTHER = "room.thread-1", "room.thread-2"
NEXT_MONDAY = datetime(2026, 3, 9, 8, tzinfo=UTC)


@pytest.fixture
def ada(cast, talk):
    for place in (PLACE, OTHER):
        talk.people[place] = {cast.ada.pk: Level.DIGEST}
    return cast.ada


def test_it_stands_by_thread_the_newest_first(cast, ada, talk, clock, states):
    talk.say(cast.hana)
    clock.move(hours=1)
    talk.say(cast.ben, place=OTHER)
    clock.move(hours=1)
    talk.say(cast.ben)
    clock.move(hours=1)
    clock.to(NEXT_MONDAY)

    letter = Email.objects.get(user=ada)
    body = letter.text.partition("\n-- ")[0]
    found = [line for line in body.splitlines() if line.startswith(("“", "- "))]
    assert letter.subject == "3 new messages where you take part"
    assert found == [
        "“Thread 1”",
        "- Ben Whitlock: Words 3.",
        "- Hana Kowalczyk: Words 1.",
        "“Thread 2”",
        "- Ben Whitlock: Words 2.",
    ]
    assert set(states(ada).values()) == {"in_digest"}
    assert Digest.objects.values_list("user", "many", "letter").get() == (ada.pk, 3, letter.pk)


def test_an_empty_one_is_not_sent_and_the_next_is_due_a_week_later(cast, ada, talk, clock):
    number = talk.say(cast.hana)
    clock.move(hours=1)
    talk.read[ada.pk].add(number)
    clock.to(NEXT_MONDAY)

    assert (Email.objects.count(), Digest.objects.count()) == (0, 0)
    assert Rhythm.objects.get(user=ada).next_at == NEXT_MONDAY + timedelta(days=7)


def test_each_thing_stands_in_one_only(cast, ada, talk, clock):
    talk.say(cast.hana)
    clock.move(hours=1)
    clock.to(NEXT_MONDAY)
    talk.say(cast.hana)
    clock.move(hours=1)
    clock.to(NEXT_MONDAY + timedelta(days=7))

    texts = list(Email.objects.filter(user=ada).order_by("pk").values_list("text", flat=True))
    assert [["Words 1." in text, "Words 2." in text] for text in texts] == [[True, False], [False, True]]


def test_what_was_muted_or_turned_off_meanwhile_is_not_in_it(cast, ada, talk, clock, states):
    muted, said = talk.say(cast.hana), talk.say(cast.hana, place=OTHER)
    clock.move(hours=1)
    Following.objects.choose(ada, PLACE, Level.NOTHING)
    clock.to(NEXT_MONDAY)
    talk.say(cast.hana, place=OTHER)
    clock.move(hours=1)
    Preference.objects.choose(ada, "digest", False)
    clock.to(NEXT_MONDAY + timedelta(days=7))

    assert states(ada) == {muted: "let_go", said: "in_digest", 3: "let_go"}
    assert Email.objects.filter(user=ada).count() == 1


def test_two_workers_put_one_together(cast, ada, talk, clock):
    talk.say(cast.hana)
    clock.move(hours=1)
    clock.traveller.move_to(NEXT_MONDAY)
    keys = list(Rhythm.objects.values_list("pk", flat=True))
    digests.put_together(keys)
    digests.put_together(keys)

    assert (Email.objects.filter(user=ada).count(), Digest.objects.count()) == (1, 1)


def test_a_worker_killed_in_the_middle_leaves_nothing_half_done(cast, ada, talk, clock, states, monkeypatch):
    number = talk.say(cast.hana)
    clock.move(hours=1)
    clock.traveller.move_to(NEXT_MONDAY)
    keys = list(Rhythm.objects.values_list("pk", flat=True))
    write = digests.mail.write

    def killed(*args, **kwargs):
        write(*args, **kwargs)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(digests.mail, "write", killed)
        with pytest.raises(KeyboardInterrupt):
            digests.put_together(keys)
    half = Email.objects.count(), Digest.objects.count(), states(ada)
    digests.put_together(keys)

    assert half == (0, 0, {number: "kept"})
    assert (Email.objects.count(), states(ada)) == (1, {number: "in_digest"})


def test_a_long_thread_is_counted(cast, ada, talk, clock):
    for _number in range(7):
        talk.say(cast.hana)
    clock.move(hours=1)
    clock.to(NEXT_MONDAY)

    assert "and 2 more before that" in Email.objects.get(user=ada).text


def test_queries_do_not_grow_with_what_is_in_it(cast, ada, talk, clock, django_assert_max_num_queries):
    for number in range(12):
        talk.say(cast.hana, place=[PLACE, OTHER][number % 2])
    clock.move(hours=1)
    clock.traveller.move_to(NEXT_MONDAY)
    with django_assert_max_num_queries(30):  # a room that has nothing new asks once
        digests.put_together(Rhythm.objects.values_list("pk", flat=True))

    assert Notice.objects.filter(state="in_digest").count() == 12


@pytest.mark.parametrize("address", ["", "reply+x@reply.example.org"])
@pytest.mark.parametrize("places", [[PLACE], [PLACE, OTHER]])
def test_who_can_answer_it_is_told_not_to_pass_it_on(cast, ada, talk, clock, address, places):
    talk.reply_to = lambda reader: address
    for place in places:
        talk.say(cast.hana, place=place)
    clock.move(hours=1)
    clock.to(NEXT_MONDAY)

    assert ("Do not pass the mail on" in Email.objects.get(user=ada).text) == bool(address)
