"""Mail that a mail service brings by webhook; django-anymail checks that it is from the service."""

from anymail.signals import inbound
from django.core.exceptions import ImproperlyConfigured
from django.dispatch import receiver

from ..models import IncomingMail
from . import taking
from .listening import MOST_AT_ONCE


@receiver(inbound)
def keep_what_came_in(event, **kwargs):
    """Kept for each address of ours; where the database cannot, the error has the service try again."""
    mail = event.message
    raw = mail.as_bytes()
    for recipient in _recipients(mail):
        IncomingMail.objects.keep(raw, recipient, return_path=mail.envelope_sender)


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
