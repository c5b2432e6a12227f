"""How often people write here, how much, and how many links. The machinery is accounts'."""

import re

from folkmoot.accounts.limits import OPEN_FOR, QUICKEST, RATES, Limited, machine, spend

__all__ = [
    "LONGEST",
    "MOST_LINKS",
    "OPEN_FOR",
    "QUICKEST",
    "RATES",
    "Limited",
    "links_in",
    "machine",
    "spend",
]

RATES |= {  # name: how many, in how many seconds
    "guest-machine": (20, 3600),
    "guest-address": (5, 3600),
    "account": (20, 600),
    "flag": (10, 3600),
    "question": (6, 600),
    "edit": (30, 3600),
    "thank": (60, 600),
    "people": (240, 600),
}
MOST_LINKS = 2  # in a guest's comment
LONGEST = 5000  # characters
LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)


def links_in(source):
    return len(LINK.findall(source))
