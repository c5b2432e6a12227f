"""The link under "Was this you?": signed for one mail and the address its owner has now."""

from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

SIGNER = signing.Signer(salt="folkmoot.activity.was_it_you")


def path_of(incoming):
    """Where its owner says whether a held mail is theirs."""
    return reverse("activity:was_it_you", args=[token_for(incoming)])


def token_for(incoming):
    """What stands at the end of that address."""
    return SIGNER.sign(f"{incoming.pk}.{_mark(incoming.user)}").replace(":", "~")


def read(token):
    """The key of the mail of such a link; None for a forged one."""
    try:
        return int(SIGNER.unsign(token.replace("~", ":")).partition(".")[0])
    except (signing.BadSignature, ValueError):
        return None


def fits(token, incoming):
    """Whether it was sent to the address its owner has now: a former one may be a stranger's."""
    if incoming.user is None:
        return False
    return token.partition("~")[0].partition(".")[2] == _mark(incoming.user)


def _mark(user):
    return salted_hmac("folkmoot.activity.was_it_you", user.email, algorithm="sha256").hexdigest()[:12]
