"""The address to which a letter goes back that cannot be delivered: bounce+TOKEN@domain, one for each letter.

It is the sender of the envelope, so that whatever comes back there says by its address alone which letter it
was. The token names the letter and carries a mark of the address it went to: after a restore, a number that
another letter has by then tells nothing of that one.
"""

from hashlib import sha256

from django.conf import settings

from . import addresses, tokens

SALT = "folkmoot.activity.return"
BEFORE = "bounce+"


def return_path(letter):
    """Where this letter goes back to; empty where no mail comes in, or for one that is no row."""
    if not (settings.MAIL_DOMAIN and settings.MAIL_RETURN_PATH and letter.pk):
        return ""
    return f"{BEFORE}{tokens.sealed(SALT, letter.pk, mark_of(letter.address))}@{settings.MAIL_DOMAIN}"


def is_one(address):
    """Whether it is of this kind, made by us or not."""
    return bool(addresses.token_in(address, BEFORE))


def read(address):
    """The key of the letter and the mark of its address; None for one we did not make."""
    numbers = tokens.opened(SALT, addresses.token_in(address, BEFORE))
    return tuple(numbers) if numbers and len(numbers) == 2 else None


def mark_of(address):
    """A number by which an address is known again."""
    return int.from_bytes(sha256(address.lower().encode()).digest()[:4])
