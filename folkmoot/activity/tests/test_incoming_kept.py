"""Mail that came in is looked at, given up or forgotten by itself."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.utils import timezone

from folkmoot.activity.inbound import addresses, reading, tasks
from folkmoot.activity.models import Email, IncomingMail
from folkmoot.core import gathering

RAW = b"From: ada@example.org\r\nMessage-ID: <1@example.org>\r\n\r\nOurs has chairs.\r\n"


@pytest.fixture(autouse=True)
def _mail_comes_in(settings):
    settings.MAIL_DOMAIN = "reply.example.org"


@pytest.fixture
def address(cast):
    return addresses.reply_address(cast.ada, thread=cast.ada, message=cast.ada)


def later(**by):
    return time_machine.travel(timezone.now() + timedelta(**by))


def states():
    return list(IncomingMail.objects.order_by("pk").values_list("state", flat=True))


@pytest.fixture
def broken_room(monkeypatch):
    """A room that fails on some mail, as no room should."""

    def room(incoming, user):
        if "chairs" in incoming.text:
            raise RuntimeError("A fault of ours.")
        return SimpleNamespace(get_absolute_url=lambda: "/somewhere/")

    monkeypatch.setitem(gathering._registered, "mail coming in", [room])


def test_mail_on_which_we_fail_does_not_hold_up_the_rest(cast, address, broken_room):
    IncomingMail.objects.keep(RAW, address)
    IncomingMail.objects.keep(RAW.replace(b"<1", b"<2").replace(b"chairs", b"lifts"), address)
    with later(minutes=2):
        tasks.take_in_strays()

    assert states() == ["new", "taken"]


def test_after_a_day_its_owner_is_told(cast, address, broken_room):
    IncomingMail.objects.keep(RAW, address)
    for hours in (1, 25, 26):
        with later(hours=hours):
            tasks.take_in_strays()

    mail = IncomingMail.objects.get()
    told = "It could not be read. Please write where it was for, on the site."
    assert (mail.state, mail.reason, Email.objects.get().user) == ("refused", told, cast.ada)


def test_of_one_that_is_too_large_the_beginning_is_kept_and_its_writer_told(cast, address, committed):
    with committed():
        IncomingMail.objects.keep(RAW + b"y" * reading.LARGEST, address)
    mail = IncomingMail.objects.get()

    told = "It was larger than 10 MB. Please send it without what is attached."
    assert (mail.state, mail.reason, len(mail.raw)) == ("refused", told, reading.OF_ONE_TOO_LARGE)
    assert Email.objects.get().user == cast.ada


def test_what_it_said_is_forgotten_after_thirty_days_and_the_row_after_a_year(cast, address, committed):
    with committed():
        IncomingMail.objects.keep(RAW, address)
    words = []
    for days in (29, 31, 366):
        with later(days=days):
            tasks.forget_incoming()
        words.append([(mail.text, mail.sender, bytes(mail.raw)) for mail in IncomingMail.objects.all()])

    assert words == [[("Ours has chairs.", "ada@example.org", RAW)], [("", "", b"")], []]


def test_held_and_never_answered_for_it_is_dropped(cast, address, committed):
    with committed():
        IncomingMail.objects.keep(RAW.replace(b"ada@", b"mallory@"), address)
    before = states()
    with later(days=31):
        tasks.forget_incoming()
    mail = IncomingMail.objects.get()

    assert (before, mail.state, mail.reason, mail.text) == (["held"], "dropped", "unanswered", "")
