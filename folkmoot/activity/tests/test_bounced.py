"""Hard bounces count two, soft ones one a day; at four, or at a complaint, letters are stopped."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from folkmoot.activity import delivery, housekeeping, kinds, mail
from folkmoot.activity.models import Bouncing, Email, Entry, Preference
from folkmoot.activity.tests.conftest import NEWS
from folkmoot.core.lifecycle import Refused

DAY = timedelta(days=1)


def bounced(*hards, address="ada@example.org", apart=DAY, now=None):
    """These came back one after the other; answers the row."""
    now = now or timezone.now()
    for number, hard in enumerate(hards):
        with time_machine.travel(now + number * apart, tick=False):
            row = Bouncing.objects.bounced(address, hard=hard, words="550 5.1.1 unknown")
    return row


@pytest.mark.parametrize(
    ("hards", "points", "stopped"),
    [
        ([True], 2, False),
        ([True, True], 4, True),
        ([True, False], 3, False),
        ([True, False, False], 4, True),
        ([False] * 3, 3, False),
        ([False] * 4, 4, True),
    ],
)
def test_at_four_letters_are_stopped(cast, hards, points, stopped):
    row = bounced(*hards)
    assert (row.points, row.stopped_at is not None) == (points, stopped)


def test_a_mailbox_that_is_full_for_an_afternoon_counts_once(cast):
    row = bounced(*[False] * 6, apart=timedelta(hours=1))
    assert (row.soft, row.stopped_at) == (1, None)


def test_a_complaint_stops_at_once(cast):
    row = Bouncing.objects.complained("Ada@Example.org")
    assert (row.address, row.points, bool(row.complaint_at), bool(row.stopped_at)) == (
        "ada@example.org", 0, True, True,
    )  # fmt: skip


def test_it_is_in_the_record_once_without_an_address(cast):
    bounced(True, True, True)
    Bouncing.objects.complained("gil@example.org")
    Bouncing.objects.complained("nobody@example.net")

    entries = Entry.objects.filter(verb__startswith="activity.mail_").order_by("pk")
    nobodys = Bouncing.objects.get(address="nobody@example.net")
    assert [(entry.verb, entry.thing, entry.details) for entry in entries] == [
        ("activity.mail_stopped", cast.ada, {}),
        ("activity.mail_complained", cast.gil, {}),
        ("activity.mail_complained", nobodys, {}),
    ]
    assert "@" not in str(nobodys)


def test_told_twice_by_a_service_it_counts_once(cast):
    for _time in range(3):
        row = Bouncing.objects.bounced("ada@example.org", hard=True, event="evt-1")
    assert row.points == 2


def test_the_words_are_cut_short(cast):
    row = Bouncing.objects.bounced("ada@example.org", hard=True, words="x" * 900)
    assert len(row.reason) == 300


def test_to_a_stopped_address_only_what_cannot_be_turned_off_is_written(cast, hello):
    bounced(True, True)
    Bouncing.objects.complained(cast.gil.email)
    news = mail.write(hello, to=[cast.ada, cast.gil, cast.ben], kind="news")
    codes = mail.write(hello, to=[cast.ada, cast.gil], kind="account")

    assert [row.address for row in news] == ["ben@example.org"]
    assert [row.address for row in codes] == ["ada@example.org", "gil@example.org"]


def test_what_was_chosen_stays(cast, room):
    bounced(True, True)
    assert (kinds.wants(cast.ada, NEWS), kinds.gets(cast.ada, NEWS)) == (True, False)


def test_whoever_looks_at_many_asks_once(cast, room, django_assert_num_queries):
    with django_assert_num_queries(2):
        kinds.who_get([cast.ada, cast.ben, cast.cora, cast.dev], NEWS)


def test_what_was_written_before_does_not_leave(cast, hello, sink):
    [news] = mail.write(hello, to=[cast.ada], kind="news")
    [code] = mail.write(hello, to=[cast.ada], kind="account")
    bounced(True, True)
    delivery.deliver_strays()
    news.refresh_from_db()
    code.refresh_from_db()

    assert (news.state, code.state, len(sink.letters)) == ("stopped", "sent", 1)
    assert news.get_state_display() == "Not sent: letters to this address are stopped"


def test_turned_off_is_said_before_stopped(cast, hello, sink):
    [news] = mail.write(hello, to=[cast.ada], kind="news")
    bounced(True, True)
    Preference.objects.choose(cast.ada, "news", False)
    delivery.deliver_strays()
    news.refresh_from_db()

    assert news.state == "withheld"


def test_a_letter_comes_back_once(cast, hello, sink, committed):
    with committed():
        [letter] = mail.write(hello, to=[cast.ada], kind="news")
    letter.refresh_from_db()
    letter.come_back(hard=True, words="550 5.1.1 unknown")
    with pytest.raises(Refused):
        letter.come_back(hard=True, words="550 5.1.1 unknown")

    assert (letter.state, letter.last_error) == ("returned", "550 5.1.1 unknown")
    assert Bouncing.objects.get().points == 2
    assert list(Email.objects.in_trouble()) == list(Email.objects.turned_back()) == [letter]


def test_back_before_we_noted_that_it_left(cast, hello):
    [letter] = mail.write(hello, to=[cast.ada], kind="news")
    letter.become("sending", attempts=1, claimed_at=timezone.now())
    letter.come_back(hard=True, words="550 5.1.1 unknown")
    delivery._sent(letter)
    letter.refresh_from_db()

    assert letter.state == "returned"


def test_refused_at_the_door_counts_when_nobody_is_there(cast, hello, sink):
    mail.write(hello, to=[cast.ada, cast.ben], kind="news")
    sink.answers["ada@example.org"] = ["550 5.1.1 No such user"]
    sink.answers["ben@example.org"] = ["550 5.7.1 Relay access denied"]
    delivery.deliver_strays()

    assert list(Bouncing.objects.values_list("address", "hard")) == [("ada@example.org", 1)]


def test_works_again(cast, hello):
    row = bounced(True, True)
    row.works_again(by=cast.ada)

    assert (row.points, row.stopped_at, row.reason) == (0, None, "")
    assert len(mail.write(hello, to=[cast.ada], kind="news")) == 1
    entry = Entry.objects.get(verb="activity.mail_resumed")
    assert (entry.thing, entry.by) == (cast.ada, cast.ada)
    with pytest.raises(Refused):
        row.works_again(by=cast.ada)
    assert bounced(True).points == 2  # from the beginning


def test_after_a_month_without_another_it_is_forgotten_but_not_a_complaint(cast):
    now = timezone.now()
    bounced(True, True, now=now - timedelta(days=32))
    bounced(True, address="ben@example.org", now=now - timedelta(days=29))
    with time_machine.travel(now - timedelta(days=90), tick=False):
        Bouncing.objects.complained("eve@example.org")
    housekeeping.forget_bounces()

    left = Bouncing.objects.order_by("address").values_list("address", flat=True)
    assert list(left) == ["ben@example.org", "eve@example.org"]
