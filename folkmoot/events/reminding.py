"""Reminding those who come, at the hour that the wall clock shows, so many days before.

Nothing is scheduled: each minute the hours of what is to come are counted from the wall, so they are right
when an event moves and when clocks change. What is due becomes a Reminder, which a worker writes in steps.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from . import notices
from .models import Event, Reminder
from .models.times import WALL

A_STEP = 50  # letters; between two steps other work has its turn
AHEAD = timedelta(days=8)
LATE = timedelta(hours=24)  # where the clock stood still for longer, it is left out


def hour_of(event, days):
    """The moment at which the wall shows the same, so many days before; a passed-over hour is one later."""
    wall = datetime.strptime(event.starts_wall, WALL) - timedelta(days=days)
    return wall.replace(tzinfo=ZoneInfo(event.zone)).astimezone(UTC)


def begin_due():
    """Each minute: those whose hour has come, unless people have just been told of the date."""
    now = timezone.now()
    soon = Event.objects.filter(state=Event.State.PUBLISHED, starts_at__gt=now, starts_at__lte=now + AHEAD)
    begun = set(Reminder.objects.filter(event__in=soon).values_list("event", "days", "wall"))
    for event in soon.exclude(reminding=Event.Reminding.NONE).order_by("starts_at", "pk"):
        for days in event.reminded:
            due = hour_of(event, days)
            is_due = max(now - LATE, event.moved_at or event.published_at) < due <= now
            if is_due and (event.pk, days, event.starts_wall) not in begun:
                Reminder.objects.begin(event, days, due)


@transaction.atomic
def step(pk):
    """Write to the next few. Answers whether there are more.

    The event is held meanwhile: it is not moved or cancelled in the middle of a step.
    """
    reminder = Reminder.objects.unfinished().select_for_update().filter(pk=pk).first()
    if reminder is None:
        return False
    event = Event.objects.held().get(pk=reminder.event_id)
    some = list(_next(event, reminder)) if reminder.holds(event) else []
    for registration in some:
        registration.event = event
        notices.reminder(registration, reminder)
    is_done = len(some) < A_STEP
    reminder.advance(some[-1].pk if some else reminder.reached, done_at=timezone.now() if is_done else None)
    return not is_done


def _next(event, reminder):
    """Who comes, and knew of it before the hour: who has a place since then has just read when it is."""
    rows = event.registrations.confirmed().who_may_come(event)
    rows = rows.filter(pk__gt=reminder.reached, moved_at__lt=reminder.due_at)
    return rows.order_by("pk").select_related("user", "guest", "pool__join_link")[:A_STEP]
