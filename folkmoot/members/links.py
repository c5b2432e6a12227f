"""The link a contact gets by mail: signed, it opens what is kept of them and changes nothing by itself.

It has no end, as the right to stop and to be forgotten has none; what it can confirm has: two weeks.
"""

from django.core import signing
from django.urls import reverse

SIGNER = signing.Signer(salt="folkmoot.members.contact")


def path_for(contact):
    """Where a contact confirms, stops and is forgotten."""
    return reverse("members:contact", args=[token_for(contact)])


def token_for(contact):
    return SIGNER.sign(str(contact.pk)).replace(":", "~")


def read(token):
    """The key of the contact a link was made for; None for a forged one."""
    try:
        return int(SIGNER.unsign(token.replace("~", ":")))
    except (signing.BadSignature, ValueError):
        return None
