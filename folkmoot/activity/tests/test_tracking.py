"""What a mail service tells of letters: anymail's own signal, sent as its webhooks send it."""

import json
from base64 import b64encode

import pytest
from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.urls import include, path

from folkmoot.activity import mail
from folkmoot.activity.models import Bouncing, Email

urlpatterns = [path("mail/service/", include("anymail.urls")), path("", include("folkmoot.urls"))]
BOUNCED, REJECTED = EventType.BOUNCED, EventType.REJECTED


def told(kind, recipient="ada@example.org", **facts):
    event = AnymailTrackingEvent(event_type=kind, recipient=recipient, **facts)
    tracking.send(sender=None, event=event, esp_name="Some service")


def counted():
    return list(Bouncing.objects.values_list("address", "hard", "soft"))


@pytest.mark.parametrize(
    ("facts", "hard", "soft"),
    [
        ({"mta_response": "550 5.1.1 No such user", "reject_reason": RejectReason.BOUNCED}, 1, 0),
        ({"mta_response": "452 4.2.2 Mailbox full", "reject_reason": RejectReason.BOUNCED}, 0, 1),
        ({"mta_response": "550 5.7.1 Blocked", "reject_reason": RejectReason.BLOCKED}, 0, 1),
        ({"description": "HardBounce", "reject_reason": RejectReason.BOUNCED}, 1, 0),
        ({"description": "SoftBounce", "reject_reason": RejectReason.BOUNCED}, 0, 1),
        ({"reject_reason": RejectReason.INVALID}, 1, 0),
        ({"reject_reason": RejectReason.TIMED_OUT}, 0, 1),
        ({}, 0, 1),
    ],
)
def test_a_bounce_counts_as_the_mail_server_says(cast, facts, hard, soft):
    told(BOUNCED, recipient="Ada@Example.org", **facts)
    assert counted() == [("ada@example.org", hard, soft)]


@pytest.mark.parametrize(
    "kind",
    [EventType.DELIVERED, EventType.OPENED, EventType.CLICKED, EventType.DEFERRED, EventType.AUTORESPONDED],
)
def test_nothing_else_is_looked_at(cast, kind):
    told(kind, mta_response="550 5.1.1")
    assert counted() == []


@pytest.mark.parametrize(
    ("kind", "reason"), [(EventType.COMPLAINED, None), (REJECTED, RejectReason.SPAM)], ids=["now", "earlier"]
)
def test_a_complaint_stops_letters(cast, kind, reason):
    told(kind, reject_reason=reason)
    row = Bouncing.objects.get()
    assert (row.address, bool(row.complaint_at), bool(row.stopped_at)) == ("ada@example.org", True, True)


def test_refused_by_the_service_because_it_bounced_before(cast):
    told(REJECTED, reject_reason=RejectReason.BOUNCED)
    told(REJECTED, reject_reason=RejectReason.UNSUBSCRIBED)
    assert counted() == [("ada@example.org", 1, 0)]


def test_the_letter_it_tells_of_came_back_once(cast, hello):
    [letter] = mail.write(hello, to=[cast.ada], kind="news")
    Email.objects.update(state="sent")
    for name in (letter.message_id, letter.message_id.strip("<>")):
        told(BOUNCED, message_id=name, mta_response="550 5.1.1 No such user")
    letter.refresh_from_db()

    assert (letter.state, letter.last_error, counted()) == (
        "returned", "550 5.1.1 No such user", [("ada@example.org", 1, 0)],
    )  # fmt: skip


def test_told_again_it_counts_once(cast):
    for _time in range(2):
        told(BOUNCED, event_id="evt-7", mta_response="550 5.1.1 No such user")
    assert counted() == [("ada@example.org", 1, 0)]


def test_an_address_that_is_nobodys_here_is_not_kept(cast):
    told(BOUNCED, recipient="someone@elsewhere.example", reject_reason=RejectReason.INVALID)
    told(EventType.COMPLAINED, recipient=None)
    told(BOUNCED, recipient="gil@example.org", reject_reason=RejectReason.INVALID)
    assert counted() == [("gil@example.org", 1, 0)]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("secret", "status", "points"), [("secret", 200, 2), ("guess", 400, None)])
def test_by_webhook_only_from_who_knows_the_secret(cast, client, settings, secret, status, points):
    settings.ANYMAIL = {"WEBHOOK_SECRET": "service:secret"}
    event = {"type": "bounce", "bounce_class": "10", "raw_rcpt_to": "ada@example.org", "event_id": "1"}
    event |= {"timestamp": "1795343467", "transmission_id": "65832150921904138"}
    event |= {"raw_reason": "550 5.1.1 No such user", "reason": "550 5.1.1 No such user"}
    answer = client.post(
        "/mail/service/sparkpost/tracking/",
        json.dumps([{"msys": {"message_event": event}}]),
        "application/json",
        headers={"Authorization": "Basic " + b64encode(f"service:{secret}".encode()).decode()},
    )

    row = Bouncing.objects.first()
    assert (answer.status_code, row and row.points) == (status, points)
