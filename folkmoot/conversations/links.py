"""The link a guest gets by mail: signed, it opens one message and changes nothing by itself.

The link has no end: it is how a guest without an account deletes and erases, at any time. What it can
confirm has one: see `Message.is_too_late`.
"""

from django.core import signing
from django.urls import reverse

SALT = "folkmoot.conversations.guest"


def path_for(message):
    """Where the guest who wrote this message sees it, confirms, changes, deletes and erases."""
    return reverse("conversations:yours", args=[token_for(message)])


def token_for(message):
    return (
        signing.Signer(salt=SALT)
        .sign(f"{message.pk}-{message.guest_id}-{message.thread_id}")
        .replace(":", "~")
    )


def read(token):
    """The keys of the message, guest and thread a link was made for; links from before say no thread, a
    forged one nothing.
    """
    try:
        keys = signing.Signer(salt=SALT).unsign(token.replace("~", ":")).split("-")
        message, guest, thread = (*map(int, keys), None)[:3]
    except (signing.BadSignature, ValueError):
        return None, None, None
    return message, guest, thread
