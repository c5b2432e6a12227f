#!/usr/bin/env python3
"""Draws the places of an event again, from the data on its page: python3 docs/draw.py draw.json

Needs nothing but Python. Tells whether the secret is the one that was committed to, whether the list is the
one that was closed, and whether the order is the one that was drawn; prints the order. Ends with 1 if not.
"""

import hashlib
import json
import sys


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def drawn(told):
    """(hash of the list, seed, tickets in the order of the draw) by the rule that stands in the data."""
    tickets = sorted((one["group"], one["ticket"], one["mode"]) for one in told["tickets"])
    list_hash = sha256("".join(f"{group} {ticket} {mode}\n" for group, ticket, mode in tickets))
    seed = sha256(f"{told['secret']}:{list_hash}")
    order = sorted(tickets, key=lambda one: (one[0], sha256(f"{seed}:{one[1]}")))
    return list_hash, seed, [ticket for _group, ticket, _mode in order]


def main(path):
    with open(path, encoding="utf-8") as file:
        told = json.load(file)
    if "secret" not in told:
        sys.exit("This draw has not been made yet: its secret is not shown before.")
    list_hash, seed, order = drawn(told)
    checks = {
        "The secret is the one whose hash was shown when the draw began": (
            sha256(told["secret"]) == told["commitment"]
        ),
        "The list is the one that was closed": list_hash == told["list_hash"],
        "The seed is the one that was shown": seed == told["seed"],
        "The order is the one that was drawn": order == [one["ticket"] for one in told["order"]],
    }
    for place, ticket in enumerate(order, 1):
        sys.stdout.write(f"{place:4} {ticket}\n")
    for words, holds in checks.items():
        sys.stderr.write(f"{'yes' if holds else 'NO ':3} {words}.\n")
    return 0 if all(checks.values()) else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
