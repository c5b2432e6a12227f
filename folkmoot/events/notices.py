"""The letters of events: to who registers, waits, is offered a place or hears that something changed.

What changes somebody's calendar carries the entry for it (`calendars`). No letter holds the link to join.
"""

from django.db import transaction
from django.utils import timezone

from folkmoot.activity import mail
from folkmoot.activity.telling import taps

from . import calendars

FOLDER = "events/notices"
KIND = "account"  # an answer to what one asked for: these come even to who has turned much off


def registered(registration):
    """To who registered, or has a place now: what they have, and their calendar."""
    if registration.state == "waiting":
        return _write("waiting", registration, position=registration.position)
    return _write(
        "confirmed", registration, calendar=_entry(registration, calendars.REQUEST),
        cannot=_tap(registration, "event_cannot"),
    )  # fmt: skip


def offered(registration):
    """To the next in the queue: a place is held for them until then."""
    until = registration.offered_until
    _write(
        "offered", registration, until=until, accept=_tap(registration, "event_accept"),
        decline=_tap(registration, "event_decline"), good_for=until - timezone.now(),
    )  # fmt: skip


def lapsed(registration):
    """To who did not answer: the place has gone to the next."""
    _write("lapsed", registration)


def cannot_come(registration):
    """To who said that they cannot come: it is noted, and their calendar knows."""
    _write("cannot_come", registration, calendar=_entry(registration, calendars.CANCEL))


def first_to_claim(pool, waiting):
    """To all who wait, on the last day: a place is free, and whoever is first has it."""
    for registration in waiting:
        registration.event, registration.pool = pool.event, pool
        good_for = pool.event.starts_at - timezone.now()
        _write("first_to_claim", registration, claim=_tap(registration, "event_claim"), good_for=good_for)


def tell_later(event):
    """Everybody who comes is to hear of the change, from a worker: they may be hundreds. See `telling`."""
    from .tasks import tell

    transaction.on_commit(lambda: tell.enqueue(event.pk), robust=True)


def moved(registration):
    """To whoever comes or waits: another time or place, and whether they still can."""
    what = set(registration.event.moved)
    comes = registration.state == "confirmed"
    _write(
        "moved", registration, calendar=_entry(registration, calendars.REQUEST) if comes else None,
        cannot=_tap(registration, "event_cannot"), time_moved=what - {"venue"}, place_moved="venue" in what,
    )  # fmt: skip


def cancelled(registration):
    """To whoever comes or waits: it does not happen."""
    comes = registration.state == "confirmed"
    entry = _entry(registration, calendars.CANCEL) if comes else None
    _write("cancelled", registration, calendar=entry, why=registration.event.why_cancelled)


def _write(name, registration, *, calendar=None, **context):
    event = registration.event
    stamp = f"{timezone.now():%Y%m%d%H%M%S%f}" if name == "first_to_claim" else event.sequence
    moved = registration.moved_at.timestamp()
    return mail.write(
        f"{FOLDER}/{name}.txt", to=[registration.user], kind=KIND, thread=event, calendar=calendar,
        key=f"event-{name}-{registration.pk}-{moved:.6f}-{stamp}", event=event, registration=registration,
        path=event.get_absolute_url(), **context,
    )  # fmt: skip


def _entry(registration, method):
    """What a letter carries for the reader's calendar: (method, text)."""
    return lambda reader: (method, calendars.entry(registration, method, reader))


def _tap(registration, name):
    return taps.url(registration.user, name, registration.pk)
