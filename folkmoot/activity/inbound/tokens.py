"""Numbers in an address that nobody but us can have made: packed, signed, and in small letters.

Mail programs write addresses in small letters, so a token is base32; with the word before it, it stays under
the 64 characters that the part before the @ may have.
"""

import base64
import binascii
import hmac

from django.conf import settings
from django.utils.crypto import salted_hmac

SIGNATURE = 12  # bytes: 96 bits
LONGEST = 57  # characters


def sealed(salt, *numbers):
    """The token that says these numbers."""
    payload = b"".join(map(_packed, numbers))
    raw = payload + next(_signatures(salt, payload))
    return base64.b32encode(raw).decode().rstrip("=").lower()


def opened(salt, token):
    """The numbers a token says; None for one we did not make."""
    if len(token) > LONGEST:
        return None
    try:
        raw = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
    except (binascii.Error, ValueError):
        return None
    payload, signature = raw[:-SIGNATURE], raw[-SIGNATURE:]
    if not any(hmac.compare_digest(signature, made) for made in _signatures(salt, payload)):
        return None
    return list(_numbers(payload))


def _signatures(salt, payload):
    """By the site's secret, then by those it had before."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield salted_hmac(salt, payload, secret=secret, algorithm="sha256").digest()[:SIGNATURE]


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
