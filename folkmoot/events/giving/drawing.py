"""The draw itself: text, SHA-256 and sorting, so that anybody can do it again (docs/draw.py does).

The secret is made when people can begin to say that they are interested, and its hash (the commitment) is
shown at once. When the list is closed its hash is made and shown; nobody chose it, for it depends on who
came. Both together are the seed. See docs/decisions for what this proves and what it does not.
"""

import hashlib
import secrets
from typing import NamedTuple

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another
NAME = 6


class Entry(NamedTuple):
    """A ticket as it stands on the list: which group comes first, its name, how its person would come."""

    stratum: int
    name: str
    mode: str

    @property
    def line(self):
        return f"{self.stratum} {self.name} {self.mode}\n"


def new_secret():
    return secrets.token_hex(32)


def new_name():
    return "".join(secrets.choice(LETTERS) for _place in range(NAME))


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def listed(entries):
    """In the order of the list: by group, then by name."""
    return sorted(entries)


def hash_of(entries):
    return sha256("".join(entry.line for entry in listed(entries)))


def seed_of(secret, list_hash):
    return sha256(f"{secret}:{list_hash}")


def drawn(entries, seed):
    """In the order of the draw: group by group, in each by the hash of the seed and the ticket's name."""
    return sorted(entries, key=lambda entry: (entry.stratum, sha256(f"{seed}:{entry.name}")))
