"""The link a referee gets by mail: signed; a GET of it changes nothing."""

from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

SIGNER = signing.Signer(salt="folkmoot.recruitment.reference")


def path_of(reference):
    """Where the referee answers: good for the address it was sent to, as long as an answer is waited for."""
    token = SIGNER.sign(f"{reference.pk}.{_mark(reference)}").replace(":", "~")
    return reverse("recruitment:reference", args=[token])


def read(token):
    """The key of the reference of such a link; None for a forged one."""
    try:
        return int(SIGNER.unsign(token.replace("~", ":")).partition(".")[0])
    except (signing.BadSignature, ValueError):
        return None


def fits(token, reference):
    """Whether it was sent to the address that is kept: one that was forgotten since opens nothing."""
    return token.partition("~")[0].partition(".")[2] == _mark(reference)


def _mark(reference):
    named = salted_hmac("folkmoot.recruitment.reference.mark", reference.email, algorithm="sha256")
    return named.hexdigest()[:12]
