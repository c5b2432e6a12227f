"""Open spaces for tests, made by the verbs people use."""

from datetime import datetime, timedelta

from django.utils import timezone

from folkmoot.events.models import Event, Pitch, Room, Slot, Space
from folkmoot.events.models.times import WALL

from .events import published, registered, wall

QUESTION = "What would make nights bearable?"


def opened(by, *coming, title="Nights", **facts):
    """An open space in thirty days, in person, that these people come to; pitching closes two days before."""
    usual = {"mode": "in_person", "kind": "open_space"}
    event = published(by, title, **usual | facts)
    if coming:
        registered(event, *coming)
    closes = wall(event.starts_at - timedelta(days=2))
    return Space.objects.open(event, QUESTION, closes, by=by)


def pitched(space, by, title="Who sleeps when?", **facts):
    return Pitch.objects.pitch(space, by=by, title=title, **facts)


def laid_out(space, *names, by, slots=2):
    """Rooms of these names and slots of an hour from its beginning: answers (rooms, slots)."""
    rooms = [Room.objects.add(space, by=by, name=name) for name in names or ("Library", "Kitchen")]
    begins = datetime.strptime(space.event.starts_wall, WALL)
    return rooms, Slot.objects.lay(space, begins, minutes=60, pause=0, many=slots, by=by)


def closed(space, by=None):
    space.close_pitching(by=by or space.opened_by)
    return space


def on_the_day(space, **lapse):
    """The moment so long after it began."""
    return space.event.starts_at + timedelta(**lapse)


def was_held(space, days=100):
    """As rows: it began so many days ago, and is over."""
    event, moved = space.event, space.event.starts_at - timezone.now() + timedelta(days=days)
    for slot in space.slots.in_order():
        Slot.objects.filter(pk=slot.pk).update(starts_at=slot.starts_at - moved, ends_at=slot.ends_at - moved)
    times = {"starts_at": event.starts_at - moved, "ends_at": event.ends_at - moved}
    Event.objects.filter(pk=event.pk).update(**times, state="finished")
    Space.objects.filter(pk=space.pk).update(state="over", pitches_close_at=times["starts_at"])
    space.refresh_from_db()
    event.refresh_from_db()
    return space
