"""Mail arrives over SMTP and LMTP: a real client speaks to the listener that `manage.py receive` starts."""

import smtplib
from email.message import EmailMessage
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from folkmoot.activity.inbound import addresses
from folkmoot.activity.inbound.listening import Listener
from folkmoot.activity.inbound.reading import LARGEST
from folkmoot.activity.models import IncomingMail

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _mail_comes_in(settings):
    settings.MAIL_DOMAIN = "reply.example.org"


@pytest.fixture(params=[smtplib.SMTP, smtplib.LMTP], ids=["smtp", "lmtp"])
def server(request, port):
    """Somebody who delivers, connected."""
    listener = Listener(host="127.0.0.1", port=port, lmtp=request.param is smtplib.LMTP)
    listener.start()
    with request.param("127.0.0.1", port) as connected:
        yield connected
    listener.stop()


@pytest.fixture
def address(cast):
    thing = SimpleNamespace(pk=1)
    return addresses.reply_address(cast.ada, thread=thing, message=thing)


def mail(words="Ours has chairs.", **headers):
    made = EmailMessage()
    made["From"], made["Message-ID"] = "ada@example.org", "<1@example.org>"
    for name, value in headers.items():
        made[name] = value
    made.set_content(words)
    return made.as_bytes()


def rows():
    return list(IncomingMail.objects.order_by("pk").values_list("recipient", "return_path", "size"))


def test_it_is_kept_before_it_is_acknowledged(server, address):
    raw = mail().replace(b"\n", b"\r\n")
    refused = server.sendmail("ada@example.org", [address.upper()], raw)

    assert (refused, rows()) == ({}, [(address, "ada@example.org", len(raw))])


def test_sent_again_because_an_answer_was_lost_it_is_kept_once(server, address):
    for _time in range(3):
        server.sendmail("ada@example.org", [address], mail())
    assert len(rows()) == 1


def test_who_is_not_here_is_turned_away_before_a_word_is_sent(server, address):
    forged = address.replace("reply+", "reply+a", 1)
    others = [forged, "hello@reply.example.org", "ada@elsewhere.example", "reply+@reply.example.org"]
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        server.sendmail("ada@example.org", others, mail())

    answer = (550, b"5.1.1 Nobody is at this address")
    assert (refused.value.recipients, rows()) == (dict.fromkeys(others, answer), [])


@pytest.mark.parametrize("says_so", [True, False])
def test_more_than_ten_megabytes_are_refused(server, address, says_so):
    if not says_so:  # how large it is
        server.esmtp_features.pop("size", None)
        server.does_esmtp = False
    large = mail().replace(b"\n", b"\r\n") + (b"y" * 70 + b"\r\n") * (LARGEST // 70)
    with pytest.raises(smtplib.SMTPResponseException) as refused:
        server.sendmail("ada@example.org", [address], large)
    nothing = rows()
    server.sendmail("ada@example.org", [address], mail())

    assert (refused.value.smtp_code, nothing, len(rows())) == (552, [], 1)


def test_while_the_database_cannot_write_the_sender_is_asked_to_come_again(server, address):
    table = IncomingMail._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO away")
    try:
        with pytest.raises(smtplib.SMTPDataError) as later:
            server.sendmail("ada@example.org", [address], mail())
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE away RENAME TO {table}")
    nothing = rows()
    server.sendmail("ada@example.org", [address], mail())

    assert (later.value.smtp_code, nothing, len(rows())) == (451, [], 1)


def test_lines_longer_than_the_standard_allows_are_read(server, address):
    server.sendmail("ada@example.org", [address], mail() + b"w" * 5000 + b"\r\n")
    assert len(rows()) == 1


def test_a_bounce_has_no_sender(server, address):
    server.sendmail("", [address], mail())
    assert [(row.return_path, row.state, row.reason) for row in IncomingMail.objects.all()] == [
        ("", "dropped", "bounce")
    ]


def test_without_a_domain_nothing_listens(settings):
    settings.MAIL_DOMAIN = ""
    with pytest.raises(CommandError, match=r"^Set MAIL_DOMAIN first"):
        call_command("receive")


def test_where_somebody_else_listens_it_says_so(server):
    port = server.sock.getpeername()[1]
    with pytest.raises(CommandError, match=f"^Nothing can listen at 127.0.0.1:{port}"):
        call_command("receive", port=port)
