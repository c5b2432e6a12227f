"""What a mail service tells by webhook: mail that came in, and what became of letters.

django-anymail checks that it is from the service. Where the database cannot keep it, the error has the
service try again.
"""

from anymail.signals import EventType, RejectReason, inbound, tracking
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.dispatch import receiver

from folkmoot.accounts.models import Guest

from ..models import Bouncing, Email, IncomingMail
from . import reports, returning, taking
from .listening import MOST_AT_ONCE
from .mime import one_line

FOR_GOOD = {RejectReason.INVALID, RejectReason.BOUNCED}
FOR_NOW = ("soft", "transient", "temporar", "full", "quota")  # how services call what is not for good


@receiver(inbound)
def keep_what_came_in(event, **kwargs):
    """Kept for each address of ours."""
    mail = event.message
    raw = mail.as_bytes()
    for recipient in _recipients(mail):
        IncomingMail.objects.keep(raw, recipient, return_path=mail.envelope_sender)


@receiver(tracking)
def count_what_came_back(event, **kwargs):
    """A letter that came back is counted for its address; a complaint stops letters to it at once.

    What was opened or pressed is not looked at. A service may tell of the mail of others: an address that is
    nobody's here is not kept.
    """
    address = (event.recipient or "").strip().lower()
    words = one_line(event.mta_response or event.description or "")
    letter = _letter(event, address)
    if not address or not (letter or _is_known(address)):
        return
    if _is_complaint(event):
        Bouncing.objects.complained(address, words=words)
    elif event.event_type in {EventType.BOUNCED, EventType.REJECTED}:
        if event.reject_reason == RejectReason.UNSUBSCRIBED:
            return  # a list of the service's own, which our letters are not on
        hard = _is_hard(event, words)
        if letter:
            returning.came_back(letter, hard=hard, words=words)
        else:
            Bouncing.objects.bounced(address, hard=hard, words=words, event=event.event_id or "")


def _is_complaint(event):
    """Just now, or earlier: the service then refuses to send, for that reason."""
    refused = event.event_type == EventType.REJECTED and event.reject_reason == RejectReason.SPAM
    return event.event_type == EventType.COMPLAINED or refused


def _is_hard(event, words):
    """By the code of the mail server, where the service passes it on; else by what the service calls it."""
    told = f"{words} {event.description or ''}"
    if reports.STATUS.search(told) or reports.CODE.search(told):
        return reports.is_hard(told)
    return event.reject_reason in FOR_GOOD and not any(word in told.lower() for word in FOR_NOW)


def _letter(event, address):
    """The letter it tells of, where the service knows it by our own name for it."""
    name = (event.message_id or "").strip().strip("<>")
    return Email.objects.filter(message_id=f"<{name}>", address__iexact=address).first() if name else None


def _is_known(address):
    users, guests = get_user_model().objects, Guest.objects
    return users.at(address) is not None or guests.filter(email=address).exists()


def _recipients(mail):
    """Whom it was delivered to; where the service does not say, those of our addresses that it names."""
    named = [address.addr_spec for address in [*mail.to, *mail.cc]]
    if mail.envelope_recipient:
        named = [mail.envelope_recipient]
    known = (address.lower() for address in named if taking.is_known(address))
    return list(dict.fromkeys(known))[:MOST_AT_ONCE]


def paths_of(service):
    """The addresses of one mail service, and of no other: for `include`."""
    from anymail.urls import app_name, urlpatterns

    ours = [one for one in urlpatterns if str(one.pattern).removeprefix("^").startswith(f"{service}/")]
    if not ours:
        raise ImproperlyConfigured(f"MAIL_SERVICE is {service!r}, which django-anymail does not know.")
    return ours, app_name
