"""Mail that came in is looked at, given up or forgotten by itself."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.utils import timezone

from folkmoot.activity import mail
from folkmoot.activity.forgetting import forget
from folkmoot.activity.inbound import addresses, files, reading, tasks
from folkmoot.activity.inbound.files import Enclosed
from folkmoot.activity.models import Email, IncomingMail
from folkmoot.core import gathering
from folkmoot.core.forgetting import Forgotten

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

    row = IncomingMail.objects.get()
    told = "It could not be read. Please write where it was for, on the site."
    assert (row.state, row.reason, Email.objects.get().user) == ("refused", told, cast.ada)


def test_of_one_that_is_too_large_the_beginning_is_kept_and_its_writer_told(cast, address, committed):
    with committed():
        IncomingMail.objects.keep(RAW + b"y" * reading.LARGEST, address)
    row = IncomingMail.objects.get()

    told = "It was larger than 10 MB. Please send it without files, or with smaller ones."
    assert (row.state, row.reason, row.sender, bytes(row.raw)) == ("refused", told, "ada@example.org", b"")
    assert Email.objects.get().user == cast.ada


def test_what_it_said_is_forgotten_after_thirty_days_and_the_row_after_a_year(cast, address, committed):
    with committed():
        IncomingMail.objects.keep(RAW, address)
    words = []
    for days in (29, 31, 366):
        with later(days=days):
            tasks.forget_incoming()
        words.append([(row.text, row.sender) for row in IncomingMail.objects.all()])

    assert words == [[("Ours has chairs.", "ada@example.org")], [("", "")], []]


def test_of_what_was_taken_nobody_is_known_after_thirty_days(cast, address, committed, broken_room):
    with committed():
        IncomingMail.objects.keep(RAW.replace(b"chairs", b"lifts"), address, return_path="ada@example.org")
    before = IncomingMail.objects.values_list("state", "sender", "return_path").get()
    with later(days=31):
        tasks.forget_incoming()
    after = IncomingMail.objects.values_list("state", "sender", "return_path").get()

    assert before == ("taken", "ada@example.org", "ada@example.org")
    assert after == ("taken", "", None)


def test_one_on_which_giving_up_fails_does_not_hold_up_the_rest(cast, address, broken_room, monkeypatch):
    for number in range(2):
        IncomingMail.objects.keep(RAW.replace(b"<1", f"<{number}".encode()), address)
    first = IncomingMail.objects.order_by("kept_at").first()
    told = mail.write

    def fails_on_the_first(*args, incoming, **more):
        if incoming.pk == first.pk:
            raise RuntimeError("A fault of ours.")
        return told(*args, incoming=incoming, **more)

    monkeypatch.setattr(mail, "write", fails_on_the_first)
    with later(hours=25):
        tasks.take_in_strays()

    assert states() == ["new", "refused"]


def test_held_and_never_answered_for_it_is_dropped(cast, address, committed):
    with committed():
        IncomingMail.objects.keep(RAW.replace(b"ada@", b"mallory@"), address)
    before = states()
    with later(days=31):
        tasks.forget_incoming()
    row = IncomingMail.objects.get()

    assert (before, row.state, row.reason, row.text) == (["held"], "dropped", "unanswered", "")


def test_who_is_forgotten_takes_only_their_name_out_of_what_waits_for_others(cast):
    raw, facts = files.alone([Enclosed("", b"words")]), {"message_id": "<1@e>", "recipient": "x@e"}
    named = [{"name": "Dev Malhotra.txt", "size": 5, "is_enclosed": True}]
    for number, (state, user) in enumerate([("held", cast.ada), ("held", cast.dev), ("refused", cast.ada)]):
        facts |= {"key": str(number), "state": state, "user": user, "raw": raw, "attached": named}
        IncomingMail.objects.create(**facts)
    forget(Forgotten(cast.dev, ["Dev Malhotra"]))

    left = [(mail.state, mail.enclosed, bytes(mail.raw)) for mail in IncomingMail.objects.order_by("pk")]
    assert left == [("held", ["a former member.txt"], raw), ("refused", [], b"")]
