"""An event is moved: what is chosen, its open space and who waits go with it."""

from datetime import timedelta

import pytest
import time_machine

from folkmoot.activity.models import Email
from folkmoot.core.lifecycle import Refused
from folkmoot.events import tasks
from folkmoot.events.models import Choosing, Event

from .events import published, registered, tell_who_waits, wall
from .spaces import closed, laid_out, opened, pitched

pytestmark = pytest.mark.django_db


def moved(event, *, by, longer=None, **lapse):
    """So much later, or earlier; so much longer, or shorter."""
    event.refresh_from_db()
    starts = event.starts_at + timedelta(**lapse)
    ends = event.ends_at + timedelta(**lapse) + (longer or timedelta())
    event.edit(by=by, starts_wall=wall(starts), ends_wall=wall(ends))
    return event


def an_hour_later(event):
    hour = timedelta(hours=1)
    return {"starts_wall": wall(event.starts_at + hour), "ends_wall": wall(event.ends_at + hour)}


def chosen_before(event, *, by, **lapse):
    closes = wall(event.starts_at - timedelta(**lapse))
    question = f"What happens? Say {lapse} before."
    return Choosing.objects.offer(event, question, ["A", "B", "C"], most=1, closes_wall=closes, by=by)


def test_choosing_never_goes_on_after_the_event_has_begun(cast):
    event = published(cast.cora, "A day", days=30)
    early, late = chosen_before(event, by=cast.cora, days=20), chosen_before(event, by=cast.cora, days=1)
    before = early.closes_at
    moved(event, by=cast.cora, days=-8)
    for choosing in (early, late):
        choosing.refresh_from_db()
    assert (early.closes_at, late.closes_at) == (before, event.starts_at)
    assert late.closes_wall == event.starts_wall
    event.edit(by=cast.cora, zone="America/New_York")
    early.refresh_from_db()
    assert early.closes_at == before + timedelta(hours=5)


def test_choosing_follows_the_rules_of_its_zone(cast):
    """As rows: the moments of the event and of what is chosen there were counted by older rules."""
    event = published(cast.cora, "A day")
    choosing = chosen_before(event, by=cast.cora, days=1)
    then = {"starts_at": event.starts_at, "closes_at": choosing.closes_at}
    hour = timedelta(hours=1)
    Event.objects.filter(pk=event.pk).update(starts_at=event.starts_at - hour, ends_at=event.ends_at - hour)
    Choosing.objects.filter(pk=choosing.pk).update(closes_at=choosing.closes_at - hour)
    tasks.count_times_anew()
    event.refresh_from_db()
    choosing.refresh_from_db()
    assert then == {"starts_at": event.starts_at, "closes_at": choosing.closes_at}


def test_shorter_its_open_space_loses_what_is_empty_then(cast):
    space = opened(cast.cora, cast.ada)
    _rooms, slots = laid_out(space, by=cast.cora, slots=3)
    version = space.version
    moved(space.event, by=cast.cora, longer=-timedelta(hours=1))
    assert list(space.slots.in_order()) == slots[:2]
    space.refresh_from_db()
    assert space.version > version
    moved(space.event, by=cast.cora, hours=3, longer=-timedelta(hours=1))
    assert [slot.starts_at for slot in space.slots.all()] == [space.event.starts_at]


def test_shorter_nobody_loses_a_session(cast):
    space = opened(cast.cora, cast.ada)
    rooms, slots = laid_out(space, by=cast.cora, slots=3)
    closed(space)
    pitch = pitched(space, cast.ada)
    pitch.place(rooms[0], slots[2], by=cast.ada)
    ends = space.event.ends_at
    with pytest.raises(Refused, match="would lie outside the event"):
        moved(space.event, by=cast.cora, longer=-timedelta(hours=1))
    space.event.refresh_from_db()
    assert (space.event.ends_at, space.slots.count()) == (ends, 3)
    pitch.place(rooms[0], slots[0], by=cast.ada)
    moved(space.event, by=cast.cora, longer=-timedelta(hours=1))
    assert space.slots.count() == 2


def test_a_place_that_comes_free_as_it_moves_is_told_of_once(cast):
    """One more place and another hour in one edit, on the last day."""
    event = published(cast.cora, "A day", places=1, mode="in_person", days=0.7)
    registered(event, cast.ada, cast.dev)
    event.edit(by=cast.cora, caps={"in_person": 2}, **an_hour_later(event))
    tell_who_waits()
    told = Email.objects.filter(user=cast.dev, subject__startswith="A place is free")
    assert told.count() == 1


def test_more_places_and_another_hour_are_given_to_who_waits(cast):
    event = published(cast.cora, "A call", places=1)
    _first, second = registered(event, cast.ada, cast.dev)
    event.edit(by=cast.cora, caps={"online": 2}, **an_hour_later(event))
    second.refresh_from_db()
    assert (second.state, event.pools.get().taken) == ("confirmed", 2)


def test_what_is_over_is_not_moved_before_it_is_noted_as_finished(cast):
    event = published(cast.cora, "A day", days=1)
    with time_machine.travel(event.ends_at + timedelta(minutes=10), tick=False):
        with pytest.raises(Refused, match="is over"):
            moved(event, by=cast.cora, days=9)
        with pytest.raises(Refused, match="is over"):
            event.edit(by=cast.cora, title="Another")
    event.refresh_from_db()
    assert (event.title, event.sequence) == ("A day", 0)
