"""After ten minutes each is told as they choose at that moment: at once, in the digest, or not."""

from datetime import date

import pytest

from folkmoot.activity.models import Bouncing, Email, Following, Level, Notice, Preference, Rhythm
from folkmoot.activity.own_data import links_of_a_person
from folkmoot.activity.telling import sending

PLACE, GROUP = "room.thread-1", "room.group-7"


def letters(user):
    return list(Email.objects.filter(user=user).order_by("pk").values_list("subject", flat=True))


@pytest.fixture
def ada(cast, talk):
    talk.people[PLACE] = {cast.ada.pk: Level.EVERYTHING}
    return cast.ada


def test_it_leaves_after_ten_minutes_with_what_was_changed_meanwhile(cast, ada, talk, clock):
    number = talk.say(cast.hana)
    clock.move(minutes=9)
    before = letters(ada)
    talk.said[number].words = "Better words."
    clock.move(minutes=1)
    clock.move(minutes=1)

    letter = Email.objects.get(user=ada)
    assert before == []
    assert (letter.subject, letter.sender) == ("Said: 1", "Hana Kowalczyk via Common Ground")
    assert "> Better words." in letter.text


def test_what_was_read_or_has_gone_is_not_sent(cast, ada, talk, clock, states):
    read, gone = talk.say(cast.hana), talk.say(cast.hana)
    talk.read[ada.pk].add(read)
    talk.gone.add(gone)
    clock.move(minutes=10)

    assert letters(ada) == []
    assert states(ada) == {read: "read", gone: "let_go"}


@pytest.mark.parametrize(
    ("thread", "group", "became"),
    [
        ("", "", "mailed"),
        ("everything", "nothing", "mailed"),
        ("digest", "everything", "kept"),
        ("replies", "", "kept"),
        ("", "digest", "kept"),
        ("", "nothing", "let_go"),
        ("nothing", "everything", "let_go"),
    ],
)
def test_the_choice_of_that_moment_counts_and_the_narrower_first(
    cast, ada, talk, clock, states, thread, group, became
):
    number = talk.say(cast.hana, wider=GROUP)
    clock.move(minutes=9)
    Following.objects.choose(ada, PLACE, thread)
    Following.objects.choose(ada, GROUP, group)
    clock.move(minutes=1)

    assert states(ada) == {number: became}


def test_a_reply_comes_at_once_where_only_replies_do(cast, talk, clock, states):
    Following.objects.choose(cast.ada, PLACE, Level.REPLIES)
    mine = talk.say(cast.ada)
    reply, other = talk.say(cast.hana, to=mine), talk.say(cast.hana)
    clock.move(minutes=10)

    assert states(cast.ada) == {reply: "mailed", other: "kept"}


def test_a_kind_of_letter_that_is_off_is_not_sent_in_any_way(cast, ada, talk, clock, states):
    Preference.objects.choose(ada, "talk", False)
    number = talk.say(cast.hana)
    clock.move(minutes=10)
    clock.move(days=8)

    assert (letters(ada), states(ada)) == ([], {number: "let_go"})


def test_who_has_no_digest_hears_what_comes_at_once_and_nothing_else(cast, ada, talk, clock, states):
    Preference.objects.choose(ada, "digest", False)
    Following.objects.choose(ada, PLACE, Level.REPLIES)
    mine = talk.say(ada)
    reply, other = talk.say(cast.hana, to=mine), talk.say(cast.hana)
    clock.move(minutes=10)

    assert states(ada) == {reply: "mailed", other: "let_go"}


def test_quiet_hours_hold_back_until_morning(cast, ada, talk, clock, states):
    Rhythm(user=ada, quiet_from=8, quiet_until=11).keep()
    number = talk.say(cast.hana)
    clock.move(minutes=100)  # 10:40
    before = states(ada)
    clock.move(minutes=20)  # 11:00

    assert (before, states(ada)) == ({number: "waiting"}, {number: "mailed"})


def test_who_is_away_finds_it_in_the_next_digest(cast, ada, talk, clock, states):
    Rhythm(user=ada, every="day", away_until=date(2026, 3, 5)).keep()
    number = talk.say(cast.hana)
    clock.move(minutes=10)
    clock.move(days=3)
    before = letters(ada), states(ada)
    clock.move(days=1)

    assert before == ([], {number: "kept"})
    assert states(ada) == {number: "in_digest"}


def test_who_is_away_and_has_no_digest_is_told_when_they_are_back(cast, ada, talk, clock, states):
    Preference.objects.choose(ada, "digest", False)
    Rhythm(user=ada, away_until=date(2026, 3, 5)).keep()
    number = talk.say(cast.hana)
    clock.move(minutes=10)
    clock.move(days=3)
    before = states(ada)
    clock.move(days=1)

    assert (before, states(ada)) == ({number: "waiting"}, {number: "mailed"})


def test_what_is_more_than_a_days_letters_comes_in_the_digest(cast, ada, talk, clock, monkeypatch, states):
    monkeypatch.setattr(sending, "A_DAY", 2)
    for _number in range(3):
        talk.say(cast.hana)
    clock.move(minutes=10)
    today = list(states(ada).values())
    talk.say(cast.hana)
    clock.move(days=1)

    assert today == ["mailed", "mailed", "kept"]
    assert states(ada)[4] == "mailed"


def test_two_workers_with_the_same_notices_send_once(cast, ada, talk, clock):
    talk.say(cast.hana)
    clock.move(minutes=1)
    keys = list(Notice.objects.values_list("pk", flat=True))
    clock.traveller.shift(600)
    sending.send(keys)
    sending.send(keys)

    assert letters(ada) == ["Said: 1"]


def test_one_readers_trouble_is_not_the_others(cast, ada, talk, clock, states, monkeypatch):
    talk.people[PLACE][cast.ben.pk] = Level.EVERYTHING
    number = talk.say(cast.hana)
    told = talk._told

    def failing(number, reader):
        if reader == cast.ada:
            raise ValueError
        return told(number, reader)

    monkeypatch.setattr(talk, "_told", failing)
    clock.move(minutes=10)
    first = states(cast.ada), states(cast.ben)
    monkeypatch.setattr(talk, "_told", told)
    clock.move(minutes=10)

    assert first == ({number: "waiting"}, {number: "mailed"})
    assert states(cast.ada) == {number: "mailed"}


def test_the_letter_says_what_it_answers_and_how_to_mute(cast, ada, talk, clock, client):
    first = talk.say(cast.hana, wider=GROUP)
    talk.say(cast.ben, to=first, wider=GROUP)
    clock.move(minutes=10)
    one, two = Email.objects.filter(user=ada).order_by("pk")
    root, id_of_first = "<room.thread-1@localhost>", f"<room.message-1.{ada.pk}@localhost>"

    assert (one.message_id, one.headers["In-Reply-To"], one.headers["References"]) == (
        id_of_first,
        root,
        root,
    )
    assert (two.headers["In-Reply-To"], two.headers["References"]) == (id_of_first, f"{root} {id_of_first}")
    assert two.headers["List-Id"] == "<room.group-7.localhost>"
    assert two.headers["Auto-Submitted"] == "auto-generated"
    client.post(two.headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000"))
    assert list(Following.objects.of(ada).values_list("place", "level")) == [(GROUP, "nothing")]


def test_to_a_stopped_address_nothing_is_sent_and_nothing_piles_up(cast, ada, talk, clock, states):
    at_once = talk.say(cast.hana)
    Bouncing.objects.complained("ada@example.org")
    clock.move(minutes=10)
    talk.people[PLACE] = {cast.ada.pk: Level.DIGEST}
    for_the_digest = talk.say(cast.hana)
    clock.move(days=8)
    before = (letters(ada), states(ada))
    Bouncing.objects.get().works_again(by=ada)
    clock.move(days=8)

    assert before == ([], {at_once: "let_go", for_the_digest: "let_go"})
    assert letters(ada) == []


def test_notices_that_followed_into_another_account_are_sent_there(cast, talk, clock):
    talk.people[PLACE] = {cast.ada.pk: Level.EVERYTHING}
    talk.say(cast.hana)
    clock.move(minutes=1)
    for link in links_of_a_person():
        if link.model is Notice:
            link.move(cast.ben.pk, cast.ada.pk)
    has_an_hour = Rhythm.objects.filter(user=cast.ben, next_at__isnull=False).exists()
    Rhythm.objects.filter(user=cast.ben).delete()
    clock.move(minutes=11)

    assert has_an_hour
    assert Email.objects.get().user == cast.ben
