"""The link a guest gets by mail: signed, it opens one message and changes nothing by itself."""

from django.core import signing
from django.urls import reverse

SALT = "folkmoot.conversations.guest"


def path_for(message):
    """Where the guest who wrote this message sees it, confirms, changes, deletes and erases."""
    return reverse("conversations:yours", args=[token_for(message)])


def token_for(message):
    return signing.Signer(salt=SALT).sign(f"{message.pk}-{message.guest_id}").replace(":", "~")


def read(token):
    """The keys of the message and the guest a link was made for; (None, None) for a forged one."""
    try:
        keys = signing.Signer(salt=SALT).unsign(token.replace("~", ":"))
        message, guest = keys.split("-")
        return int(message), int(guest)
    except (signing.BadSignature, ValueError):
        return None, None
