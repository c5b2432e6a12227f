"""The link of a guest's page: signed for one guest and one event, it opens the page and changes nothing.

It leads nowhere once the event is long over, or its guest is forgotten: see `guests.found`.
"""

from django.core import signing
from django.urls import reverse

SIGNER = signing.Signer(salt="folkmoot.events.guest")


def token_for(event, guest):
    return SIGNER.sign(f"{event.pk}-{guest.pk}").replace(":", "~")


def path_for(event, guest):
    """Where this guest sees their place at this event, takes it, leaves it or is forgotten."""
    return reverse("events:guest_place", args=[event.slug, token_for(event, guest)])


def read(token):
    """The keys of the event and the guest a link was made for; nothing of a forged one."""
    try:
        event, guest = map(int, SIGNER.unsign(token.replace("~", ":")).split("-"))
    except (signing.BadSignature, ValueError):
        return None, None
    return event, guest
