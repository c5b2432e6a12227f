"""The links in the letters to who is leaving: signed; a GET of them changes nothing."""

from django.core import signing
from django.urls import reverse

SIGNER = signing.Signer(salt="folkmoot.members.erasure")


def path_of(erasure):
    """Where they come back, or do not wait: good as long as the erasure waits."""
    return reverse("members:leaving", args=[SIGNER.sign(str(erasure.pk)).replace(":", "~")])


def read(token):
    """The key of the erasure of such a link; None for a forged one."""
    try:
        return int(SIGNER.unsign(token.replace("~", ":")))
    except (signing.BadSignature, ValueError):
        return None
