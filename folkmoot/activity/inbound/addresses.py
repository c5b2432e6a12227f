"""The address a reader answers a letter to: reply+TOKEN@domain, for one reader and one thing said.

The token is all that is needed, and is signed: who reads in it, what is answered, and on which day it was
made. Mail programs write addresses in small letters, so it is base32; it stays under the 64 characters that
the part before the @ may have.
"""

import base64
import binascii
import hmac
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.crypto import salted_hmac

SALT = "folkmoot.activity.reply"
BEFORE = "reply+"
GOOD_FOR = timedelta(days=90)
FIRST_DAY = date(2020, 1, 1)
SIGNATURE = 12  # bytes: 96 bits, in an address that is good for a quarter
LONGEST = 64 - len(BEFORE)


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
    local, domain = parts(address)
    token = local.removeprefix(BEFORE)
    if token == local or domain != settings.MAIL_DOMAIN.lower() or len(token) > LONGEST:
        return None
    try:
        raw = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
        payload, signature = raw[:-SIGNATURE], raw[-SIGNATURE:]
        if not any(hmac.compare_digest(signature, made) for made in _signatures(payload)):
            return None
        day, *keys = _numbers(payload)
        return ReplyAddress(*keys, FIRST_DAY + timedelta(days=day))
    except (binascii.Error, ValueError, TypeError, OverflowError):
        return None


def parts(address):
    """The two sides of an address, in small letters."""
    local, _at, domain = address.strip().strip("<>").lower().rpartition("@")
    return local, domain


def is_ours(address):
    """Whether it lies in the domain in which mail comes in."""
    return bool(settings.MAIL_DOMAIN) and parts(address)[1] == settings.MAIL_DOMAIN.lower()


def _token(address):
    day = (address.made_on - FIRST_DAY).days
    payload = b"".join(map(_packed, (day, address.reader, address.thread, address.message)))
    raw = payload + next(_signatures(payload))
    return base64.b32encode(raw).decode().rstrip("=").lower()


def _signatures(payload):
    """By the site's secret, then by those it had before."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield salted_hmac(SALT, payload, secret=secret, algorithm="sha256").digest()[:SIGNATURE]


def _packed(number):
    """Seven bits to a byte, the lowest first; the eighth says that more follow."""
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def _numbers(payload):
    number = shift = 0
    for byte in payload:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield number
            number = shift = 0
