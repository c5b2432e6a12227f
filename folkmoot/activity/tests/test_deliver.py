"""Bringing letters out, to a mail server that is really there, or is not."""

import smtplib
import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from folkmoot.accounts.models import Community, Guest, User
from folkmoot.activity import delivery, mail
from folkmoot.activity.models import Email, Preference


@pytest.fixture
def letter(cast, hello):
    return mail.write(hello, to=[cast.ada], kind="news")[0]


def state(letter):
    letter.refresh_from_db()
    return letter.state


def test_a_letter_arrives_with_everything_it_needs(cast, hello, sink, committed):
    Community.objects.update(
        name="Common Ground",
        sender_address="hello@common.example.org",
        contact_address="team@common.example.org",
    )
    with committed():
        [row] = mail.write(hello, to=[cast.fay], kind="news", sender="Ada Okafor", thread=cast.ada)

    [arrived] = sink.letters
    assert arrived["From"] == "Ada Okafor via Common Ground <hello@common.example.org>"
    assert arrived["To"] == "Fay Llewelyn-Rhŷs <fay@example.org>"
    assert arrived["Reply-To"] == "team@common.example.org"
    assert arrived["Subject"] == "News for Fay Llewelyn-Rhŷs"
    assert arrived["Message-ID"] == row.message_id
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text, html = arrived.get_payload()
    assert text.get_content().replace("\r\n", "\n") == row.text
    assert html.get_content().replace("\r\n", "\n") == row.html
    assert state(row) == "sent"
    assert row.sent_at is not None


def test_a_batch_leaves_over_one_connection(cast, hello, sink, committed):
    with committed():
        mail.write(hello, to=[cast.ada, cast.ben, cast.cora, cast.gil], kind="news")

    assert len(sink.letters) == 4
    assert len(sink.peers) == 1


def test_run_twice_it_sends_once(letter, sink):
    delivery.deliver([letter.pk, letter.pk])
    delivery.deliver([letter.pk])

    assert len(sink.letters) == 1


def test_nobody_answers_and_then_somebody_does(cast, hello, open_sink):
    letters = mail.write(hello, to=[cast.ada, cast.ben], kind="news")
    delivery.deliver_strays()
    first, second = [state(letter) for letter in letters]
    assert (first, second) == ("failed", "queued")
    assert letters[0].last_error == "Nothing answers at the mail server's address."

    sink = open_sink()
    with time_machine.travel(timezone.now() + timedelta(seconds=5), tick=False):
        delivery.deliver_strays()
    assert [state(letter) for letter in letters] == ["failed", "sent"]

    with time_machine.travel(timezone.now() + timedelta(seconds=61), tick=False):
        delivery.deliver_strays()
    assert [state(letter) for letter in letters] == ["sent", "sent"]
    assert [arrived["To"].addresses[0].addr_spec for arrived in sink.letters] == [
        "ben@example.org",
        "ada@example.org",
    ]


def test_not_now_is_tried_again_and_does_not_hold_up_the_others(cast, hello, sink):
    letters = mail.write(hello, to=[cast.ada, cast.ben], kind="news")
    sink.answers["ada@example.org"] = ["451 4.3.0 Try again later", None]
    delivery.deliver_strays()

    assert [state(letter) for letter in letters] == ["failed", "sent"]
    assert letters[0].last_error == "451 4.3.0 Try again later"
    wait = letters[0].next_try_at - timezone.now()
    assert timedelta(seconds=50) < wait <= timedelta(minutes=1)

    sink.answers = {}
    with time_machine.travel(letters[0].next_try_at + timedelta(seconds=1), tick=False):
        delivery.deliver_strays()
    assert state(letters[0]) == "sent"
    assert (letters[0].attempts, letters[0].last_error) == (2, "")


def test_never_is_never(letter, sink):
    sink.answers["ada@example.org"] = ["550 5.1.1 No such user", "250 OK"]
    delivery.deliver_strays()

    assert state(letter) == "given_up"
    assert letter.last_error == "550 5.1.1 No such user"
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        delivery.deliver_strays()
    assert sink.letters == []


def test_the_back_off_grows_and_ends(letter, to_port):
    waits = []
    moment = timezone.now()
    for _try in range(6):
        with time_machine.travel(moment, tick=False):
            delivery.deliver_strays()
            state(letter)
            waits.append(letter.next_try_at - moment)
            moment = letter.next_try_at + timedelta(seconds=1)

    minutes = [round(wait.total_seconds() / 60) for wait in waits[:5]]
    assert minutes == [1, 5, 30, 120, 720]
    assert (letter.state, letter.attempts) == ("given_up", 6)


def test_what_a_dying_process_left_half_way_is_taken_up_again(letter, sink):
    letter.become("sending", attempts=1, claimed_at=timezone.now())
    delivery.deliver_strays()
    assert (state(letter), sink.letters) == ("sending", [])  # perhaps it still lives

    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        delivery.deliver_strays()
    assert (state(letter), letter.attempts) == ("failed", 1)
    with time_machine.travel(timezone.now() + timedelta(minutes=13), tick=False):
        delivery.deliver_strays()
    assert (state(letter), letter.attempts) == ("sent", 2)
    assert sink.letters[0]["Message-ID"] == letter.message_id


def test_a_letter_that_kills_its_process_each_time_is_given_up(letter, sink):
    letter.become("sending", attempts=6, claimed_at=timezone.now() - timedelta(minutes=11))
    delivery.deliver_strays()

    assert (state(letter), sink.letters) == ("given_up", [])


def test_a_server_that_hangs_up_half_way_is_called_again(cast, hello, sink):
    letters = mail.write(hello, to=[cast.ada, cast.ben], kind="news")
    sink.answers["ada@example.org"] = ["421 Closing down"]
    delivery.deliver_strays()

    assert [state(letter) for letter in letters] == ["failed", "sent"]


def test_turned_off_after_it_was_written_it_does_not_leave(cast, letter, sink):
    Preference.objects.choose(cast.ada, "news", False)
    delivery.deliver_strays()

    assert (state(letter), sink.letters) == ("withheld", [])


@pytest.mark.parametrize("kind", ["news", "account"])
def test_the_reader_was_erased_meanwhile(cast, hello, sink, kind):
    [letter] = mail.write(hello, to=[cast.gil], kind=kind)
    Guest.objects.filter(pk=cast.gil.pk).erase()
    delivery.deliver_strays()

    assert (state(letter), sink.letters) == ("withheld", [])


def test_the_reader_is_gone_meanwhile(cast, hello, sink):
    [letter] = mail.write(hello, to=[cast.gil], kind="news")
    cast.gil.delete()
    delivery.deliver_strays()

    assert (state(letter), sink.letters) == ("withheld", [])


def test_a_code_is_emptied_once_it_left(cast, hello, sink):
    [letter] = mail.write(hello, to=[cast.ada], kind="account", secret=True)
    delivery.deliver_strays()

    assert "all is well" in sink.letters[0].get_payload()[0].get_content()
    assert (state(letter), letter.text, letter.html) == ("sent", "", "")
    assert not letter.can_be_tried_again


def test_the_demo_keeps_every_letter_and_sends_none(cast, hello, sink, settings, committed):
    settings.DEMO = True
    with committed():
        [letter] = mail.write(hello, to=[cast.ada], kind="account", secret=True)
    delivery.deliver([letter.pk])

    assert (state(letter), sink.letters) == ("sent", [])
    assert "all is well" in letter.text


def test_a_code_that_ran_out_is_not_sent(cast, hello, sink):
    [letter] = mail.write(hello, to=[cast.ada], kind="account", secret=True, good_for=timedelta(minutes=3))
    with time_machine.travel(timezone.now() + timedelta(minutes=4), tick=False):
        delivery.deliver_strays()

    assert (state(letter), letter.text, sink.letters) == ("given_up", "", [])


def test_without_a_mail_server_letters_wait_three_days(letter, settings):
    settings.MAILERS = {"post": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
    delivery.deliver_strays()
    assert (state(letter), letter.attempts) == ("queued", 0)

    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1), tick=False):
        delivery.deliver_strays()
    assert (state(letter), letter.last_error) == ("given_up", "It waited too long.")


def test_wrong_credentials_are_ours_to_mend_not_the_readers(letter, sink, settings):
    settings.MAILERS["post"]["OPTIONS"] |= {"username": "us", "password": "wrong"}
    delivery.deliver_strays()

    assert state(letter) == "failed"
    assert "AUTH" in letter.last_error


def test_an_error_the_server_puts_in_words_reaches_the_team():
    assert delivery.in_words(smtplib.SMTPDataError(554, b"5.7.1 Spam\r\nreally")) == "554 5.7.1 Spam really"


@pytest.mark.django_db(transaction=True)
def test_two_deliverers_send_it_once(hello, sink):
    ada = User.objects.create_user("ada@example.org", "Ada")
    with transaction.atomic():
        written = [mail.write(hello, to=[ada], kind="news")[0] for _number in range(8)]
        Email.objects.update(
            next_try_at=timezone.now() + timedelta(hours=1)
        )  # so that the task of the commit finds none
    Email.objects.update(next_try_at=timezone.now())
    start = threading.Barrier(2)

    def deliver():
        start.wait()
        delivery.deliver([letter.pk for letter in written])
        connection.close()

    threads = [threading.Thread(target=deliver) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    arrived = sorted(letter["Message-ID"] for letter in sink.letters)
    assert arrived == sorted(letter.message_id for letter in written)
    assert set(Email.objects.values_list("state", "attempts")) == {("sent", 1)}
