"""The link of an invitation: signed, it opens a page with two buttons and changes nothing by itself."""

from django.core import signing
from django.urls import reverse

SIGNER = signing.Signer(salt="folkmoot.groups.invitation")


def path_for(invitation):
    return reverse("groups:invitation", args=[SIGNER.sign(str(invitation.pk)).replace(":", "~")])


def read(token):
    """The key of the invitation a link was made for; None for a forged one."""
    try:
        return int(SIGNER.unsign(token.replace("~", ":")))
    except (signing.BadSignature, ValueError):
        return None
