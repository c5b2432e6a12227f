"""An open space: pitched, joined, given rooms that nobody else has, kept in time by the clock."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from folkmoot.activity.models import Email
from folkmoot.core.lifecycle import Refused
from folkmoot.events.models import Joining, Lead, Pitch, Room, SessionInterest, Slot, Space
from folkmoot.events.space import tasks
from folkmoot.events.space.order import shuffled
from folkmoot.events.space.similar import similar

from .events import published, wall
from .spaces import closed, laid_out, on_the_day, opened, pitched

pytestmark = pytest.mark.django_db


def states(space):
    return list(space.pitches.order_by("pk").values_list("title", "state"))


def subjects(user):
    return list(
        Email.objects.filter(user=user, kind="sessions").order_by("pk").values_list("subject", flat=True)
    )


def test_pitched_changed_and_withdrawn(cast):
    space = opened(cast.cora, cast.ada)
    pitch = pitched(space, cast.ada, brings="A **rota**.")
    pitch.edit(by=cast.ada, title="Who sleeps, and when?", brings="Two rotas.")
    assert (pitch.title, pitch.brings_html) == ("Who sleeps, and when?", "<p>Two rotas.</p>\n")
    pitch.withdraw(by=cast.ada)
    pitch.withdraw(by=cast.ada)
    assert states(space) == [("Who sleeps, and when?", "withdrawn")]
    with pytest.raises(Refused):
        pitch.edit(by=cast.ada, title="No")


def test_three_at_a_time_and_the_same_is_one(cast):
    space = opened(cast.cora, cast.ada)
    first = pitched(space, cast.ada, "One")
    assert pitched(space, cast.ada, "One") == first
    pitched(space, cast.ada, "Two")
    pitched(space, cast.ada, "Three")
    with pytest.raises(Refused, match="three conversations"):
        pitched(space, cast.ada, "Four")
    first.withdraw(by=cast.ada)
    pitched(space, cast.ada, "Four")
    assert space.pitches.live().count() == 3


def test_nothing_is_placed_before_pitching_has_closed(cast):
    space = opened(cast.cora, cast.ada)
    rooms, slots = laid_out(space, by=cast.cora)
    pitch = pitched(space, cast.ada)
    with pytest.raises(Refused, match="once pitching has closed"):
        pitch.place(rooms[0], slots[0], by=cast.ada)
    closed(space)
    assert subjects(cast.ada) == ["Find a room for “Who sleeps when?”"]
    pitch.place(rooms[0], slots[0], by=cast.ada)
    assert (pitch.state, pitch.room, pitch.slot) == ("placed", rooms[0], slots[0])
    with pytest.raises(Refused):
        pitch.withdraw(by=cast.ada)
    with pytest.raises(Refused):
        closed(space)


def test_of_two_who_want_one_room_one_has_it(cast):
    space = opened(cast.cora, cast.ada, cast.hana)
    rooms, slots = laid_out(space, by=cast.cora)
    ada, hana = pitched(space, cast.ada, "Sleep"), pitched(space, cast.hana, "Light")
    closed(space)
    ada.place(rooms[0], slots[0], by=cast.ada)
    hana.place(rooms[1], slots[0], by=cast.hana)
    with pytest.raises(Refused, match="quicker"):
        hana.place(rooms[0], slots[0], by=cast.hana)
    hana.refresh_from_db()
    assert (hana.room, hana.slot) == (rooms[1], slots[0])
    ada.take_out(by=cast.ada)
    hana.place(rooms[0], slots[0], by=cast.hana)
    assert states(space) == [("Sleep", "pitched"), ("Light", "placed")]


def test_the_database_holds_it_too(cast):
    space = opened(cast.cora, cast.ada, cast.hana)
    rooms, slots = laid_out(space, by=cast.cora)
    ada, hana = pitched(space, cast.ada, "Sleep"), pitched(space, cast.hana, "Light")
    closed(space)
    ada.place(rooms[0], slots[0], by=cast.ada)
    place = {"state": "placed", "room": rooms[0], "slot": slots[0]}
    with pytest.raises(IntegrityError), transaction.atomic():
        Pitch.objects.filter(pk=hana.pk).update(**place)
    with pytest.raises(IntegrityError), transaction.atomic():
        Lead.objects.create(pitch=hana, user=cast.ada, slot=slots[0])


def test_nobody_leads_two_at_a_time(cast):
    space = opened(cast.cora, cast.ada)
    rooms, slots = laid_out(space, by=cast.cora)
    first, second = pitched(space, cast.ada, "Sleep"), pitched(space, cast.ada, "Light")
    closed(space)
    first.place(rooms[0], slots[0], by=cast.ada)
    with pytest.raises(Refused, match="leads another session"):
        second.place(rooms[1], slots[0], by=cast.cora)
    second.place(rooms[1], slots[1], by=cast.cora)
    assert subjects(cast.ada)[-1] == f"Your session “Light”: {slots[1].hours}, Kitchen"
    second.take_out(by=cast.cora)
    assert subjects(cast.ada)[-1] == "Out of the agenda: “Light”"
    assert not Lead.objects.filter(pitch=second, slot__isnull=False).exists()


def test_two_become_one_by_consent_of_both(cast):
    space = opened(cast.cora, cast.ada, cast.hana, cast.dev)
    ada = pitched(space, cast.ada, "Sleep on nights", brings="A sofa.")
    hana = pitched(space, cast.hana, "Sleep before nights")
    for pitch, user in ((ada, cast.dev), (ada, cast.cora), (hana, cast.dev)):
        SessionInterest.objects.create(pitch=pitch, user=user)
    assert similar(ada, space.pitches.live()) == [hana]
    joining = Joining.objects.ask(ada, hana, by=cast.ada)
    assert subjects(cast.hana) == ["Join forces on “Sleep before nights”?"]
    with pytest.raises(Refused, match="asked you the same"):
        Joining.objects.ask(hana, ada, by=cast.hana)
    joining.accept(by=cast.hana)
    assert states(space) == [("Sleep on nights", "joined"), ("Sleep before nights", "pitched")]
    assert {lead.user for lead in hana.leads.agreed()} == {cast.ada, cast.hana}
    assert hana.interests.count() == 2
    assert subjects(cast.ada) == ["You lead “Sleep before nights” together"]


def test_who_would_rather_not_keeps_theirs(cast):
    space = opened(cast.cora, cast.ada, cast.hana)
    ada, hana = pitched(space, cast.ada, "Sleep"), pitched(space, cast.hana, "Light")
    Joining.objects.ask(ada, hana, by=cast.ada).decline(by=cast.hana)
    assert states(space) == [("Sleep", "pitched"), ("Light", "pitched")]
    assert subjects(cast.ada) == ["“Sleep” stays a conversation of its own"]
    assert not Joining.objects.exists()


def test_titles_are_alike_by_their_words(cast):
    space = opened(cast.cora, cast.ada, cast.hana)
    one = pitched(space, cast.ada, "How do we sleep after a night?")
    two = pitched(space, cast.hana, "Sleeping after nights")
    pitched(space, cast.hana, "Vending machines")
    assert similar(one, space.pitches.live()) == [two]


def test_a_late_one_is_pitched_and_placed_at_once(cast):
    space = opened(cast.cora, cast.ada, cast.hana)
    rooms, slots = laid_out(space, by=cast.cora)
    with time_machine.travel(on_the_day(space, minutes=5), tick=False):
        tasks.keep_time()
        space.refresh_from_db()
        assert space.state == "running"
        late = pitched(space, cast.hana, "What I heard on the bus", room=rooms[0], slot=slots[1])
        assert late.state == "placed"
        with pytest.raises(Refused, match="quicker"):
            pitched(space, cast.ada, "Also a bus", room=rooms[0], slot=slots[1])
    assert states(space) == [("What I heard on the bus", "placed")]
    with time_machine.travel(on_the_day(space, minutes=61), tick=False), pytest.raises(Refused, match="over"):
        late.place(rooms[0], slots[0], by=cast.hana)


def test_the_clock_closes_begins_and_ends_it(cast):
    space = opened(cast.cora, cast.ada)
    pitched(space, cast.ada)
    seen = []
    for moment in (space.pitches_close_at, space.event.starts_at, space.event.ends_at):
        for minutes in (-1, 1):
            with time_machine.travel(moment + timedelta(minutes=minutes), tick=False):
                tasks.keep_time()
                tasks.keep_time()
            space.refresh_from_db()
            seen.append(space.state)
    assert seen == ["pitching", "placing", "placing", "running", "running", "over"]
    assert subjects(cast.ada) == ["Find a room for “Who sleeps when?”"]


def test_a_clock_that_stood_still_catches_up(cast):
    space = opened(cast.cora, cast.ada)
    with time_machine.travel(space.event.ends_at + timedelta(days=1), tick=False):
        tasks.keep_time()
    space.refresh_from_db()
    assert space.state == "over"


def test_what_was_called_off_goes_nowhere(cast):
    space = opened(cast.cora, cast.ada)
    pitch = pitched(space, cast.ada)
    space.event.cancel("Snow.", by=cast.cora)
    with time_machine.travel(space.pitches_close_at + timedelta(minutes=1), tick=False):
        tasks.keep_time()
    space.refresh_from_db()
    assert space.state == "pitching"
    with pytest.raises(Refused):
        pitch.edit(by=cast.ada, title="No")


def test_moved_its_slots_move_along(cast):
    space = opened(cast.cora, cast.ada, zone="Europe/London")
    _rooms, slots = laid_out(space, by=cast.cora)
    event = space.event
    later = {
        name: wall(getattr(event, name[:-4] + "at") + timedelta(days=1, hours=1))
        for name in ("starts_wall", "ends_wall")
    }
    event.refresh_from_db()
    event.edit(by=cast.cora, **later)
    for slot, hours in zip(slots, (0, 1), strict=True):
        slot.refresh_from_db()
        assert slot.starts_at - event.starts_at == timedelta(hours=hours)


def test_slots_lie_within_the_event_and_beside_each_other(cast):
    space = opened(cast.cora, cast.ada)
    _rooms, slots = laid_out(space, by=cast.cora, slots=3)
    naive = timezone.make_naive(space.event.starts_at)
    for begins in (
        naive,
        naive + timedelta(minutes=30),
        naive + timedelta(hours=3),
        naive - timedelta(hours=1),
    ):
        with pytest.raises(Refused):
            Slot.objects.lay(space, begins, minutes=60, pause=0, many=1, by=cast.cora)
    slots[1].remove(by=cast.cora)
    Slot.objects.lay(space, naive + timedelta(hours=1), minutes=60, pause=0, many=1, by=cast.cora)
    assert space.slots.count() == 3


def test_a_room_in_use_stays(cast):
    space = opened(cast.cora, cast.ada)
    rooms, slots = laid_out(space, by=cast.cora)
    pitch = pitched(space, cast.ada)
    closed(space)
    pitch.place(rooms[0], slots[0], by=cast.ada)
    with pytest.raises(Refused):
        rooms[0].remove(by=cast.cora)
    with pytest.raises(Refused):
        slots[0].remove(by=cast.cora)
    with pytest.raises(Refused, match="of that name"):
        Room.objects.add(space, by=cast.cora, name="Library")
    rooms[1].remove(by=cast.cora)
    assert [room.name for room in space.rooms.in_order()] == ["Library"]


def test_who_offers_to_lead_leads_once_they_are_asked_in(cast):
    space = opened(cast.cora, cast.ada, cast.hana)
    rooms, slots = laid_out(space, by=cast.cora)
    ada, hana = pitched(space, cast.ada, "Sleep"), pitched(space, cast.hana, "Light")
    lead = Lead.objects.create(pitch=ada, user=cast.hana, agreed=False)
    closed(space)
    hana.place(rooms[0], slots[0], by=cast.hana)
    ada.place(rooms[1], slots[0], by=cast.ada)
    with pytest.raises(Refused, match="another session"):
        lead.agree(by=cast.ada)
    hana.place(rooms[0], slots[1], by=cast.hana)
    lead.agree(by=cast.ada)
    with pytest.raises(Refused):
        hana.place(rooms[0], slots[0], by=cast.hana)


def test_the_order_is_a_readers_own_and_stays(cast):
    space = opened(cast.cora, cast.ada, cast.hana, cast.dev)
    rows = [pitched(space, person, f"{person.pk} {n}") for person in (cast.ada, cast.hana) for n in range(3)]
    orders = {reader: [pitch.pk for pitch in shuffled(rows, reader)] for reader in range(20)}
    assert orders[3] == [pitch.pk for pitch in shuffled(rows[::-1], 3)]
    assert len({tuple(order) for order in orders.values()}) > 5


def test_the_question_changes_with_a_reason_on_the_record(cast):
    from folkmoot.activity.models import Entry

    space = opened(cast.cora, cast.ada)
    before = space.pitches_close_at
    space.edit("What else?", wall(before + timedelta(hours=5)), by=cast.cora, why="The letter was late.")
    assert (space.question, space.pitches_close_at) == ("What else?", before + timedelta(hours=5))
    assert Entry.objects.get(verb="events.space_edited").details == {"why": "The letter was late."}
    with pytest.raises(Refused, match="before the event begins"):
        space.edit("What else?", wall(space.event.starts_at + timedelta(hours=1)), by=cast.cora, why="No.")
    closed(space)
    with pytest.raises(Refused, match="closed already"):
        space.edit("What else?", wall(before), by=cast.cora, why="No.")


def test_an_event_is_one_open_space(cast):
    space = opened(cast.cora)
    with pytest.raises(Refused, match="already"):
        Space.objects.open(space.event, "Again?", space.pitches_close_wall, by=cast.cora)
    other = published(cast.cora, "Another")
    with pytest.raises(Refused, match="over"):
        Space.objects.open(other, "Late?", wall(timezone.now() - timedelta(hours=1)), by=cast.cora)
