"""A letter leaves with a return path of its own; what comes back there is counted for its address."""

import smtplib
from pathlib import Path

import pytest

from folkmoot.activity import mail
from folkmoot.activity.inbound import return_paths, taking
from folkmoot.activity.inbound.listening import Listener
from folkmoot.activity.models import Bouncing, Email, IncomingMail

REPORTS = Path(__file__).parent / "reports"


@pytest.fixture(autouse=True)
def _mail_comes_in(settings):
    settings.MAIL_DOMAIN = "reply.example.org"


@pytest.fixture
def letter(cast, hello):
    [written] = mail.write(hello, to=[cast.ada], kind="news")
    Email.objects.update(state="sent")
    return written


def report(name, path):
    return (REPORTS / f"{name}.eml").read_bytes().replace(b"RETURN_PATH", path.encode())


def comes_back(name, letter, committed):
    """The report arrives at the return path of the letter; answers its row."""
    path = return_paths.return_path(letter)
    with committed():
        kept = IncomingMail.objects.keep(report(name, path), path, return_path="")
    kept.refresh_from_db()
    return kept


def counted():
    return list(Bouncing.objects.values_list("address", "hard", "soft"))


def test_it_says_the_letter_and_fits_in_an_address(letter):
    path = return_paths.return_path(letter)
    local, _at, domain = path.partition("@")

    assert return_paths.read(path.upper()) == (letter.pk, return_paths.mark_of("ada@example.org"))
    assert (domain, local.startswith("bounce+"), len(local) <= 64) == ("reply.example.org", True, True)
    assert return_paths.return_path(Email(pk=2**62, address="ada@example.org")).index("@") <= 64


def test_none_where_no_mail_comes_in_or_it_is_switched_off(letter, settings):
    settings.MAIL_RETURN_PATH = False
    assert return_paths.return_path(letter) == ""
    settings.MAIL_RETURN_PATH, settings.MAIL_DOMAIN = True, ""
    assert return_paths.return_path(letter) == ""


def test_forged_it_is_nobodys(letter):
    path = return_paths.return_path(letter)
    reply = path.replace("bounce+", "reply+")
    forged = [path.replace("bounce+", "bounce+a"), "bounce+@reply.example.org", "bounce+x@reply.example.org"]
    elsewhere = path.replace("reply.example.org", "elsewhere.example")

    assert [taking.is_known(address) for address in [path, reply, elsewhere, *forged]] == [
        True, False, False, False, False, False,
    ]  # fmt: skip


def test_it_is_the_sender_of_the_envelope_and_not_the_one_people_see(cast, hello, sink, committed):
    envelopes = []
    data = sink.handle_DATA

    async def noted(server, session, envelope):
        envelopes.append(envelope.mail_from)
        return await data(server, session, envelope)

    sink.handle_DATA = noted
    with committed():
        [written] = mail.write(hello, to=[cast.ada], kind="news", sender="Hana")

    assert envelopes == [return_paths.return_path(written)]
    [arrived] = sink.letters
    assert arrived["From"].addresses[0].addr_spec == "community@localhost"
    assert arrived["From"].addresses[0].display_name == "Hana via Common Ground"
    assert "bounce+" not in str(arrived["From"])


@pytest.mark.parametrize("name", ["postfix", "exim", "exim-in-words", "exchange", "gmail", "qmail"])
def test_nobody_is_there(letter, committed, name):
    kept = comes_back(name, letter, committed)
    letter.refresh_from_db()

    assert counted() == [("ada@example.org", 1, 0)]
    assert letter.state == "returned"
    assert (kept.state, kept.reason, bytes(kept.raw)) == ("dropped", "bounce", b"")


@pytest.mark.parametrize("name", ["postfix-full", "gmail-refuses-us"])
def test_not_now(letter, committed, name):
    comes_back(name, letter, committed)
    assert counted() == [("ada@example.org", 0, 1)]


@pytest.mark.parametrize("name", ["away", "receipt", "postfix-delayed"])
def test_what_is_no_failure_counts_nothing(letter, committed, name):
    kept = comes_back(name, letter, committed)
    letter.refresh_from_db()

    assert (counted(), letter.state, kept.state, kept.reason) == ([], "sent", "dropped", "automatic")


def test_a_complaint_stops_letters_and_the_letter_stays_sent(letter, committed):
    comes_back("complaint", letter, committed)
    letter.refresh_from_db()

    row = Bouncing.objects.get()
    assert (row.address, bool(row.complaint_at), bool(row.stopped_at)) == ("ada@example.org", True, True)
    assert letter.state == "sent"


def test_two_servers_that_tell_of_one_letter_count_once(letter, committed):
    comes_back("postfix", letter, committed)
    second = comes_back("exim", letter, committed)

    assert (counted(), second.state) == ([("ada@example.org", 1, 0)], "dropped")


def test_of_another_letter_under_the_same_number_it_tells_nothing(letter, committed):
    path = return_paths.return_path(letter)
    Email.objects.update(address="hana@example.org")
    with committed():
        kept = IncomingMail.objects.keep(report("postfix", path), path, return_path="")
    kept.refresh_from_db()

    assert (counted(), kept.state, kept.reason) == ([], "dropped", "unknown")


def test_what_nobody_can_read_is_dropped(letter, committed):
    path = return_paths.return_path(letter)
    raw = b"Content-Type: multipart/report; boundary=x\n\n" + b"boundary=\n" * 100
    with committed():
        kept = IncomingMail.objects.keep(raw, path, return_path="")
    kept.refresh_from_db()

    assert (counted(), kept.state) == ([], "dropped")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("client", [smtplib.SMTP, smtplib.LMTP], ids=["smtp", "lmtp"])
def test_over_the_wire_with_an_empty_sender(letter, port, client):
    path = return_paths.return_path(letter)
    forged = path.replace("bounce+", "bounce+a")
    listener = Listener(host="127.0.0.1", port=port, lmtp=client is smtplib.LMTP)
    listener.start()
    try:
        with client("127.0.0.1", port) as server:
            with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
                server.sendmail("", [forged], report("postfix", forged))
            answer = server.sendmail("", [path], report("postfix", path))
    finally:
        listener.stop()

    assert refused.value.recipients == {forged: (550, b"5.1.1 Nobody is at this address")}
    assert (answer, counted()) == ({}, [("ada@example.org", 1, 0)])
