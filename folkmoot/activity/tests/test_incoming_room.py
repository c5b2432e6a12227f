"""A room with an address of its own takes mail that answers no letter, once its writer has said so."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from folkmoot.activity.inbound import asking, taking
from folkmoot.activity.models import Email, IncomingMail
from folkmoot.core import gathering

RAW = (
    b"From: Ada <ada@example.org>\r\nSubject: Chairs in corridors\r\nMessage-ID: <1@example.org>\r\n\r\n"
    b"Shall we count them?\r\n"
)


@pytest.fixture(autouse=True)
def _mail_comes_in(settings):
    settings.MAIL_DOMAIN = "reply.example.org"


@pytest.fixture
def begun(monkeypatch):
    """What a room above began from mail to corridors@."""
    found = []

    def takes(incoming, user):
        if incoming.local_part == "corridors":
            found.append((user, incoming.subject, incoming.text))
            return SimpleNamespace(get_absolute_url=lambda: "/somewhere/")

    monkeypatch.setitem(gathering._registered, "mail coming in", [takes])
    monkeypatch.setitem(gathering._registered, "mail address", [lambda local: local == "corridors"])
    return found


@pytest.fixture
def arrive(committed):
    def take(raw, recipient="corridors@reply.example.org"):
        with committed():
            mail = IncomingMail.objects.keep(raw, recipient)
        mail.refresh_from_db()
        return mail

    return take


def test_its_writer_is_asked_and_then_it_goes_to_the_room(cast, begun, arrive, client):
    mail = arrive(RAW)
    before = list(begun)
    client.post(asking.path_of(mail), {"mine": "yes"})
    mail.refresh_from_db()

    assert (before, begun) == ([], [(cast.ada, "Chairs in corridors", "Shall we count them?")])
    assert (mail.state, mail.became, Email.objects.get().user) == ("taken", "/somewhere/", cast.ada)


def test_from_an_address_that_nobody_confirmed_it_is_dropped_without_a_letter(cast, begun, arrive):
    mail = arrive(RAW.replace(b"ada@", b"nobody@"))
    assert (mail.state, mail.reason, Email.objects.count(), begun) == ("dropped", "unknown", 0, [])


def test_its_address_is_known_at_the_door(cast, begun):
    known = [taking.is_known(f"{local}@reply.example.org") for local in ("corridors", "CORRIDORS", "lifts")]
    assert known == [True, True, False]


@pytest.mark.parametrize(("may", "state"), [(False, "dropped"), (True, "held"), (None, "held")])
def test_who_may_not_write_there_is_told_nothing(cast, begun, arrive, monkeypatch, may, state):
    monkeypatch.setitem(gathering._registered, "mail is for", [lambda incoming, user: may])
    mail = arrive(RAW)

    reason = "nobody" if state == "dropped" else ""
    assert (mail.state, mail.reason, Email.objects.exists()) == (state, reason, state == "held")


def test_held_it_keeps_its_words_and_nothing_else(cast, begun, arrive):
    mail = arrive(RAW)
    assert (mail.state, mail.text, bytes(mail.raw)) == ("held", "Shall we count them?", b"")


def test_no_more_is_held_than_anybody_looks_through(cast, begun, arrive):
    for number in range(22):
        arrive(RAW.replace(b"<1@", f"<{number}@".encode()))

    states = list(IncomingMail.objects.order_by("pk").values_list("state", "reason"))
    assert states == [("held", "")] * 20 + [("dropped", "too many")] * 2


def test_its_writer_finds_it_on_the_page_of_their_mail(cast, begun, arrive, client):
    mail = arrive(RAW)
    found = []
    for who in (cast.ada, cast.hana):
        client.force_login(who)
        found.append(asking.path_of(mail) in client.get(reverse("activity:choose")).content.decode())

    assert found == [True, False]
