"""The address at which a reader of a host's letter and that host write to each other; no other is shown."""

from django.conf import settings

from folkmoot.accounts.models import User
from folkmoot.activity.inbound import tokens

SALT = "folkmoot.events.letter"
BEFORE = "event+"


def address_of(letter, reader):
    """Made for one letter and one of its readers, and signed; none for guests, or where no mail comes in."""
    if not settings.MAIL_DOMAIN or not isinstance(reader, User):
        return ""
    return f"{BEFORE}{tokens.sealed(SALT, letter.pk, reader.pk)}@{settings.MAIL_DOMAIN}"


def keys_in(local):
    """The keys of the letter and of its reader; None for an address we did not make."""
    token = local.removeprefix(BEFORE)
    numbers = tokens.opened(SALT, token) if token != local else None
    return numbers if numbers and len(numbers) == 2 else None


def answerer(user, letter, reader):
    """Who gets it where `user` answers: of a reader the host, of the host that reader; else None."""
    if letter.by is None or not letter.by.is_active or reader == letter.by:
        return None
    if user == reader:
        return letter.by if letter.went_to(user) else None
    return reader if user == letter.by and reader.is_active else None
