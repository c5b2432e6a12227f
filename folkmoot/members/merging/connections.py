"""Connections stand once for each pair, the lower key first: they cannot simply be pointed elsewhere."""

from ..models import Connection
from ..models.connection import in_order

SIDES = [  # what is kept of each side
    ("first_agreed_at", "second_agreed_at"),
    ("first_shares_address", "second_shares_address"),
]


def move(kept, other):
    """Connections of `other` become those of `kept`, except where they have one; answers which.

    Nobody is given the kept one's address by that.
    """
    keys, shared = [], []
    for one in Connection.objects.of(other).select_related("first", "second").order_by("pk"):
        third = one.second if one.first_id == other.pk else one.first
        if third.pk != kept.pk and not Connection.objects.between(kept, third):
            if one.shares(other):  # it was another address
                shared.append(one.pk)
            _give(one, other, kept, third, shares=False)
            keys.append(one.pk)
    return {"keys": keys, "shared": shared}


def move_back(told, kept, other):
    """Answers how many are gone."""
    back = Connection.objects.of(kept).filter(pk__in=told["keys"]).select_related("first", "second")
    for one in back:
        third = one.second if one.first_id == kept.pk else one.first
        _give(one, kept, other, third, shares=one.pk in told["shared"])
    return len(told["keys"]) - len(back)


def _give(connection, before, after, third, *, shares):
    setattr(connection, f"{connection.side(before)}_shares_address", shares)
    first, _second = in_order(after, third)
    if (connection.first_id == before.pk) != (first.pk == after.pk):  # the sides change places
        for one, two in SIDES:
            told = getattr(connection, two), getattr(connection, one)
            setattr(connection, one, told[0])
            setattr(connection, two, told[1])
    connection.first, connection.second = in_order(after, third)
    connection.save()
