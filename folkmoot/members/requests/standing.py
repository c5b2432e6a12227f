"""How one person stands to another: in touch, asked, blocked, or open to being asked."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Value

from ..models import Block, Connection, ContactRequest


@dataclass
class Standing:
    """What a page about someone needs to know of the reader and them."""

    in_touch_since: datetime | None = None
    waiting: int | None = None  # the number of a request between the two
    is_mine: bool = False  # the reader sent it
    blocks: bool = False  # the reader has blocked them
    is_closed: bool = False  # they blocked the reader, who is told what is said of everyone who takes none

    @property
    def is_busy(self):
        """There is nothing to ask: the two are in touch, or one has asked, or the reader does not want to."""
        return bool(self.in_touch_since or self.waiting or self.blocks)

    def may_be_asked(self, face):
        """Whether a page shows the way to ask: nothing is said where they take no requests."""
        return not self.is_busy and not self.is_closed and face.is_open_to_contact and face.takes_requests


def standing(reader, person):
    """Of these two accounts, in one query; a visitor stands in no way to anybody."""
    found = Standing()
    if not reader.is_authenticated or person is None or reader.pk == person.pk:
        return found
    for kind, pk, moment, by in _rows(reader, person):
        if kind == "connection":
            found.in_touch_since = moment
        elif kind == "request":
            found.waiting, found.is_mine = pk, by == reader.pk
        elif by == reader.pk:
            found.blocks = True
        else:
            found.is_closed = True
    return found


def _rows(reader, person):
    """(kind, number, when, by whom) of all there is between two."""
    both = [reader, person]
    between = [
        ("connection", Connection.objects.filter(first__in=both, second__in=both), "made_at", "first"),
        ("request", ContactRequest.objects.waiting().between(reader, person), "asked_at", "sender"),
        ("block", Block.objects.filter(by__in=both, blocked__in=both), "made_at", "by"),
    ]
    first, *others = [
        rows.order_by().values_list(Value(kind, output_field=CharField()), "pk", moment, by)
        for kind, rows, moment, by in between
    ]
    return first.union(*others, all=True)
