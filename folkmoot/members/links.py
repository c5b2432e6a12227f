"""The link a contact gets by mail: signed, it opens what is kept of them and changes nothing by itself.

It has no end, as the right to stop and to be forgotten has none; what it can confirm has: two weeks.
"""

from django.core import signing
from django.urls import reverse

SIGNER = signing.Signer(salt="folkmoot.members.contact")


def path_for(contact, asking=None):
    """Where a contact confirms what was asked, stops and is forgotten."""
    return reverse("members:contact", args=[token_for(contact, asking)])


def token_for(contact, asking=None):
    named = f"{contact.pk}-{asking.pk}" if asking else str(contact.pk)
    return SIGNER.sign(named).replace(":", "~")


def read(token):
    """The keys of the contact and of the asking (or None) of a link; (None, None) for a forged one."""
    try:
        contact, _dash, asking = SIGNER.unsign(token.replace("~", ":")).partition("-")
        return int(contact), int(asking) if asking else None
    except (signing.BadSignature, ValueError):
        return None, None
