"""The link a contact gets by mail: signed, it opens what is kept of them and changes nothing by itself.

It has no end, as the right to stop and to be forgotten has none; what it can confirm has: two weeks.
"""

from datetime import timedelta

from django.core import signing
from django.urls import reverse

SIGNER = signing.Signer(salt="folkmoot.members.contact")
DECLINE = signing.TimestampSigner(salt="folkmoot.members.decline")
DECLINED_WITHIN = timedelta(days=60)


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


def path_to_decline(user):
    """Where somebody whom the team brought in says no; it changes nothing by itself."""
    return reverse("members:decline", args=[DECLINE.sign(str(user.pk)).replace(":", "~")])


def read_decline(token):
    """The key of the account of such a link; None for one that is forged, or two months old."""
    try:
        return int(DECLINE.unsign(token.replace("~", ":"), max_age=DECLINED_WITHIN))
    except (signing.BadSignature, ValueError):
        return None
