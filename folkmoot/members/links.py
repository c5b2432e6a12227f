"""The link a contact gets by mail: signed, it opens what is kept of them and changes nothing by itself.

It has no end, as the right to stop and to be forgotten has none; what it can confirm has: two weeks.
"""

from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

SIGNER = signing.Signer(salt="folkmoot.members.contact")
DECLINE = signing.TimestampSigner(salt="folkmoot.members.decline")
DECLINED_WITHIN = timedelta(days=60)
STILL = signing.Signer(salt="folkmoot.members.still")
ADDRESS = signing.TimestampSigner(salt="folkmoot.members.correction")
ADDRESS_WITHIN = timedelta(days=90)


def path_for(contact, asking=None):
    """Where a contact confirms what was asked, stops and is forgotten."""
    return reverse("members:contact", args=[token_for(contact, asking)])


def token_for(contact, asking=None):
    named = f"{contact.pk}-{asking.pk}" if asking else str(contact.pk)
    return SIGNER.sign(f"{named}.{_mark(contact)}").replace(":", "~")


def _mark(contact):
    """Knows the address a link was sent to from one that was corrected since, without naming it."""
    return salted_hmac("folkmoot.members.contact.mark", contact.email, algorithm="sha256").hexdigest()[:12]


def fits(token, contact):
    """Whether a link was sent to the address the contact has now; the oldest links do not say."""
    mark = token.partition("~")[0].partition(".")[2]
    return mark == _mark(contact) or (
        not mark and not contact.corrections_about.filter(state="done").exists()
    )


def read(token):
    """The keys of the contact and of the asking (or None) of a link; (None, None) for a forged one."""
    try:
        named, _dot, _mark = SIGNER.unsign(token.replace("~", ":")).partition(".")
        contact, _dash, asking = named.partition("-")
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


def path_of_still(member):
    """Where a member says that they are still active: an answer to this question, to no later one."""
    token = STILL.sign(f"{member.pk}-{int(member.still_asked_at.timestamp())}").replace(":", "~")
    return reverse("members:still", args=[token])


def read_still(token):
    """(key of the member, second at which they were asked) of such a link; (None, None) for a forged one."""
    try:
        pk, second = STILL.unsign(token.replace("~", ":")).split("-")
        return int(pk), int(second)
    except (signing.BadSignature, ValueError):
        return None, None


def path_of_correction(correction, side):
    """Where the old ("before") or the new ("after") address says yes or no to a correction."""
    token = ADDRESS.sign(f"{correction.pk}-{side}").replace(":", "~")
    return reverse("members:correction", args=[token])


def read_correction(token):
    """(key, side) of such a link; (None, None) for one that is forged, or three months old."""
    try:
        pk, side = ADDRESS.unsign(token.replace("~", ":"), max_age=ADDRESS_WITHIN).split("-")
        return int(pk), side
    except (signing.BadSignature, ValueError):
        return None, None
