"""Telling everybody of an event that it is at another time, in another place, or does not happen.

The event says what people know of (`told`) and what there is to know (`sequence`); letters are written in
batches, each once, however often this is begun.
"""

from django.db import transaction

from . import notices
from .models import Event

A_BATCH = 50


def tell(pk):
    """Write to all who come or wait, and then note that they know.

    The event is held while a batch is written: once it is moved again, or cancelled, that is told instead.
    """
    event = Event.objects.untold().filter(pk=pk).first()
    if event is None:
        return
    write = notices.cancelled if event.state == Event.State.CANCELLED else notices.moved
    last = 0
    while batch := list(_after(event, last)):
        with transaction.atomic():
            if not _stands(event):
                return
            for registration in batch:
                registration.event = event
                write(registration)
        last = batch[-1].pk
    _done(event)


def _stands(event):
    """Whether this is still what there is to tell. Its row is held."""
    now = Event.objects.held().get(pk=event.pk)
    return (now.sequence, now.state) == (event.sequence, event.state)


def _after(event, last):
    rows = event.registrations.live().who_may_come(event).filter(pk__gt=last).order_by("pk")
    return rows.select_related("user", "guest", "pool")[:A_BATCH]


@transaction.atomic
def _done(event):
    """Who waited for what does not happen waits no more."""
    if event.state == Event.State.CANCELLED:
        event.registrations.unsettled().let_go()
    Event.objects.filter(pk=event.pk, told__lt=event.sequence).update(told=event.sequence)
