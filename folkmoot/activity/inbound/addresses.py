"""The address a reader answers a letter to: reply+TOKEN@domain, for one reader and one thing said.

The token is all that is needed, and is signed: who reads in it, what is answered, and on which day it was
made; good for a quarter.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone

from . import tokens

SALT = "folkmoot.activity.reply"
BEFORE = "reply+"
GOOD_FOR = timedelta(days=90)
FIRST_DAY = date(2020, 1, 1)


@dataclass(frozen=True)
class ReplyAddress:
    """What a token says: the key of its reader, of the thread and of the message that is answered."""

    reader: int
    thread: int
    message: int
    made_on: date

    @property
    def is_expired(self):
        return timezone.localdate() > self.made_on + GOOD_FOR

    def __str__(self):
        return f"{BEFORE}{_token(self)}@{settings.MAIL_DOMAIN}"


def reply_address(reader, *, thread, message):
    """Where this reader answers this message by mail; empty for guests, and where no mail comes in."""
    if not settings.MAIL_DOMAIN or not isinstance(reader, get_user_model()):
        return ""
    return str(ReplyAddress(reader.pk, thread.pk, message.pk, timezone.localdate()))


def read(address):
    """What the address of an incoming mail says; None for one we did not make."""
    token = token_in(address, BEFORE)
    numbers = tokens.opened(SALT, token) if token else None
    try:
        day, *keys = numbers or ()
        return ReplyAddress(*keys, FIRST_DAY + timedelta(days=day))
    except (ValueError, TypeError, OverflowError):
        return None


def token_in(address, before):
    """What stands behind this word in an address of ours; nothing where the address is another."""
    local, domain = parts(address)
    token = local.removeprefix(before)
    return token if token != local and domain == settings.MAIL_DOMAIN.lower() else ""


def parts(address):
    """The two sides of an address, in small letters."""
    local, _at, domain = address.strip().strip("<>").lower().rpartition("@")
    return local, domain


def is_ours(address):
    """Whether it lies in the domain in which mail comes in."""
    return bool(settings.MAIL_DOMAIN) and parts(address)[1] == settings.MAIL_DOMAIN.lower()


def _token(address):
    day = (address.made_on - FIRST_DAY).days
    return tokens.sealed(SALT, day, address.reader, address.thread, address.message)
