"""The links in the letters to who is leaving: signed; a GET of them changes nothing."""

from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

SIGNER = signing.Signer(salt="folkmoot.members.erasure")


def path_of(erasure):
    """Where they come back, or do not wait: good as long as the erasure waits, for the address it went to."""
    token = SIGNER.sign(f"{erasure.pk}.{_mark(erasure.user)}").replace(":", "~")
    return reverse("members:leaving", args=[token])


def read(token):
    """The key of the erasure of such a link; None for a forged one."""
    try:
        return int(SIGNER.unsign(token.replace("~", ":")).partition(".")[0])
    except (signing.BadSignature, ValueError):
        return None


def fits(token, erasure):
    """Whether it was sent to the address they have now: one that was corrected since may be a stranger's."""
    return token.partition("~")[0].partition(".")[2] == _mark(erasure.user)


def _mark(user):
    return salted_hmac("folkmoot.members.erasure.mark", user.email, algorithm="sha256").hexdigest()[:12]
