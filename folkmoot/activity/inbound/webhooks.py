"""Mail that a mail service brings by webhook; django-anymail checks that it is from the service."""

from anymail.signals import inbound
from django.dispatch import receiver

from ..models import IncomingMail
from . import addresses


@receiver(inbound)
def keep_what_came_in(event, **kwargs):
    """Kept for each address of ours; where the database cannot, the error has the service try again."""
    mail = event.message
    raw = mail.as_bytes()
    for recipient in _recipients(mail):
        IncomingMail.objects.keep(raw, recipient, return_path=mail.envelope_sender)


def _recipients(mail):
    """Whom it was delivered to; where the service does not say, those of our addresses that it names."""
    if mail.envelope_recipient:
        return [mail.envelope_recipient]
    named = [*mail.to, *mail.cc]
    return list({address.addr_spec.lower() for address in named if addresses.is_ours(address.addr_spec)})
