"""Places: nobody gets one too many, nobody who waits is passed over, an offer has an end."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email
from folkmoot.core.lifecycle import Refused
from folkmoot.events import claiming, tasks
from folkmoot.events.models import FreePlace, Pool, Registration
from folkmoot.groups.tests import groups
from folkmoot.members.models import Region

from .events import published, registered, states, tell_who_waits, wall


@pytest.fixture
def people(db):
    return [
        User.objects.create_user(f"guest{n}@example.org", f"Guest {n}", confirmed=True, is_member=True)
        for n in range(6)
    ]


@pytest.fixture
def visit(cast):
    """Two places in person."""
    return published(cast.cora, "A visit", mode="in_person", kind="visit", places=2)


def taken(event):
    return event.pools.get().taken


def later(**lapse):
    return time_machine.travel(timezone.now() + timedelta(**lapse), tick=False)


def test_who_comes_when_all_is_taken_waits_with_a_number(visit, people):
    found = registered(visit, *people[:4])
    assert [one.state for one in found] == ["confirmed", "confirmed", "waiting", "waiting"]
    assert [one.position for one in found[2:]] == [1, 2]
    assert taken(visit) == 2


def test_pressed_twice_it_is_one_registration(visit, people):
    first, again = registered(visit, people[0], people[0])
    assert (first, taken(visit)) == (again, 1)


def test_a_free_place_is_offered_in_turn_and_held(visit, people):
    found = registered(visit, *people[:4])
    found[0].cancel(by=people[0])
    assert states(visit) == ["cancelled", "confirmed", "offered", "waiting"]
    assert taken(visit) == 2
    newcomer = registered(visit, people[4])[0]
    assert newcomer.state == "waiting"
    assert newcomer.position == 2
    found[2].refresh_from_db()
    found[2].accept(by=people[2])
    assert states(visit)[2] == "confirmed"


def test_an_offer_lasts_two_days_or_half_of_what_is_left(cast, visit, people):
    found = registered(visit, *people[:3])
    found[0].cancel(by=people[0])
    offered = visit.registrations.get(state="offered")
    assert offered.offered_until - timezone.now() == pytest.approx(
        timedelta(hours=48), abs=timedelta(minutes=1)
    )
    soon = published(cast.cora, "Soon", mode="in_person", places=1, days=2)
    found = registered(soon, *people[:2])
    found[0].cancel(by=people[0])
    until = soon.registrations.get(state="offered").offered_until
    assert until - timezone.now() == pytest.approx(
        (soon.starts_at - timezone.now()) / 2, abs=timedelta(minutes=1)
    )


def test_unanswered_it_goes_to_the_next(visit, people):
    found = registered(visit, *people[:4])
    found[0].cancel(by=people[0])
    with later(hours=47):
        tasks.end_offers()
        assert states(visit) == ["cancelled", "confirmed", "offered", "waiting"]
    with later(hours=49):
        tasks.end_offers()
        assert states(visit) == ["cancelled", "confirmed", "lapsed", "offered"]
        found[2].refresh_from_db()
        with pytest.raises(Refused):
            found[2].accept(by=people[2])
    assert taken(visit) == 2


@pytest.mark.parametrize(("milliseconds", "works"), [(-1, True), (1, False)])
def test_taken_at_its_very_end_there_is_one_outcome(visit, people, milliseconds, works):
    """T3."""
    found = registered(visit, *people[:3])
    found[0].cancel(by=people[0])
    offered = visit.registrations.get(state="offered")
    with time_machine.travel(offered.offered_until + timedelta(milliseconds=milliseconds), tick=False):
        if works:
            offered.accept(by=people[2])
            tasks.end_offers()
        else:
            tasks.end_offers()
            with pytest.raises(Refused):
                offered.accept(by=people[2])
    assert states(visit)[2] == ("confirmed" if works else "lapsed")
    assert taken(visit) == (2 if works else 1)


def test_who_does_not_want_it_is_not_asked_again(visit, people):
    """T4."""
    found = registered(visit, *people[:4])
    found[0].cancel(by=people[0])
    visit.registrations.get(state="offered").decline(by=people[2])
    assert states(visit) == ["cancelled", "confirmed", "declined", "offered"]
    visit.registrations.get(state="offered").decline(by=people[3])
    assert states(visit)[2:] == ["declined", "declined"]
    assert taken(visit) == 1


def test_who_accepted_and_then_cannot_come_frees_the_place_at_once(visit, people):
    """T6."""
    found = registered(visit, *people[:4])
    found[0].cancel(by=people[0])
    visit.registrations.get(state="offered").accept(by=people[2])
    visit.registrations.get(user=people[2]).cancel(by=people[2])
    assert states(visit) == ["cancelled", "confirmed", "cancelled", "offered"]
    assert taken(visit) == 2


def test_nothing_is_offered_once_registration_has_closed_but_by_hosts(cast, visit, people):
    """T5: the list stands still, unless a host offers a place or closes it later."""
    found = registered(visit, *people[:4])
    visit.edit(by=cast.cora, closes_wall=wall(timezone.now() + timedelta(days=3)))
    with later(days=4):
        with pytest.raises(Refused, match="closed"):
            registered(visit, people[4])
        for freed in found[:2]:
            freed.cancel(by=freed.user)
        assert states(visit)[2:] == ["waiting", "waiting"]
        visit.registrations.get(user=people[3]).promote(by=cast.cora)
        assert states(visit)[2:] == ["waiting", "offered"]
        visit.refresh_from_db()
        visit.edit(by=cast.cora, closes_wall=wall(timezone.now() + timedelta(days=3)))
        assert states(visit)[2:] == ["offered", "offered"]


def test_online_a_free_place_is_simply_given(cast, people):
    call = published(cast.cora, places=1)
    found = registered(call, *people[:2])
    found[0].cancel(by=people[0])
    assert states(call) == ["cancelled", "confirmed"]
    assert Email.objects.filter(user=people[1]).latest("pk").subject.startswith("You have a place")


def test_on_the_last_day_whoever_is_first_has_it(visit, people):
    found = registered(visit, *people[:4])
    with time_machine.travel(visit.starts_at - timedelta(hours=5), tick=False):
        found[0].cancel(by=people[0])
        assert states(visit) == ["cancelled", "confirmed", "waiting", "waiting"]
        tell_who_waits()
        told = Email.objects.filter(subject__startswith="A place is free, whoever is first")
        assert set(told.values_list("user", flat=True)) == {people[2].pk, people[3].pk}
        found[3].claim(by=people[3])
        with pytest.raises(Refused, match="quicker"):
            found[2].claim(by=people[2])
    assert states(visit) == ["cancelled", "confirmed", "waiting", "confirmed"]


def told_of_free_places():
    rows = Email.objects.filter(subject__startswith="A place is free").order_by("pk")
    return [int(address[5]) for address in rows.values_list("address", flat=True)]


def test_on_the_last_day_whoever_cancels_writes_to_nobody(visit, people):
    found = registered(visit, *people[:3])
    more = published(visit.planned_by, "Another", mode="in_person", kind="visit", places=2)
    others = registered(more, *people)
    asked = []
    with time_machine.travel(visit.starts_at - timedelta(hours=5), tick=False):
        for one in (found[0], others[0]):
            with CaptureQueriesContext(connection) as queries:
                one.cancel(by=people[0])
            asked.append(len(queries))
    assert asked[0] == asked[1]
    assert told_of_free_places() == []


def test_who_waits_is_told_once_it_is_done(visit, people, django_capture_on_commit_callbacks):
    found = registered(visit, *people[:4])
    last_day = time_machine.travel(visit.starts_at - timedelta(hours=5), tick=False)
    with last_day, django_capture_on_commit_callbacks(execute=True):
        found[0].cancel(by=people[0])
    assert told_of_free_places() == [2, 3]


def test_who_waits_is_told_once_whoever_is_killed_on_the_way(visit, people, monkeypatch):
    monkeypatch.setattr(claiming, "A_STEP", 2)
    found = registered(visit, *people)
    with time_machine.travel(visit.starts_at - timedelta(hours=5), tick=False):
        for freed in found[:2]:  # before anybody is told: one letter tells of both
            freed.cancel(by=freed.user)
        free = FreePlace.objects.get()
        assert claiming.step(free.pk)
        assert told_of_free_places() == [2, 3]
        tasks.go_on_with_free_places()  # a worker is at it
        assert told_of_free_places() == [2, 3]
    with time_machine.travel(visit.starts_at - timedelta(hours=4), tick=False):
        tasks.go_on_with_free_places()
        tasks.go_on_with_free_places()
        assert told_of_free_places() == [2, 3, 4, 5]
        found[2].claim(by=people[2])
        visit.registrations.get(user=people[2]).cancel(by=people[2])
        tell_who_waits()
        assert told_of_free_places() == [2, 3, 4, 5, 3, 4, 5]


def test_nobody_is_told_of_a_place_that_is_taken_meanwhile(visit, people, monkeypatch):
    monkeypatch.setattr(claiming, "A_STEP", 2)
    found = registered(visit, *people)
    with time_machine.travel(visit.starts_at - timedelta(hours=5), tick=False):
        found[0].cancel(by=people[0])
        free = FreePlace.objects.get()
        assert claiming.step(free.pk)
        found[3].claim(by=people[3])
        assert not claiming.step(free.pk)
    assert told_of_free_places() == [2, 3]
    assert not FreePlace.objects.unfinished().exists()


def test_nothing_is_offered_once_it_has_begun(visit, people):
    """T5."""
    found = registered(visit, *people[:3])
    with time_machine.travel(visit.starts_at + timedelta(minutes=1), tick=False):
        found[0].cancel(by=people[0])
        assert states(visit)[2] == "waiting"
        with pytest.raises(Refused):
            registered(visit, people[4])
    with time_machine.travel(visit.ends_at + timedelta(minutes=1), tick=False):
        tasks.finish_events()
        tasks.finish_events()
    visit.refresh_from_db()
    assert (visit.state, states(visit)) == ("finished", ["cancelled", "confirmed", "lapsed"])


def test_more_places_go_to_who_waits_and_fewer_than_taken_are_refused(cast, visit, people):
    """T7, the caps."""
    registered(visit, *people[:5])
    visit.edit(by=cast.cora, caps={"in_person": 4})
    assert states(visit) == ["confirmed", "confirmed", "offered", "offered", "waiting"]
    visit.refresh_from_db()
    with pytest.raises(Refused, match="4 places are taken"):
        visit.edit(by=cast.cora, caps={"in_person": 3})
    visit.edit(by=cast.cora, caps={"in_person": None})
    assert states(visit)[4] == "offered"


def test_who_changes_over_gives_the_other_place_back(cast, people):
    both = published(cast.cora, "Both", mode="hybrid", places=1)
    first = registered(both, people[0], mode="in_person")[0]
    registered(both, people[1], mode="in_person")
    registered(both, people[0], mode="online")
    first.refresh_from_db()
    assert first.state == "cancelled"
    assert states(both) == ["cancelled", "offered", "confirmed"]
    assert list(both.pools.order_by("mode").values_list("mode", "taken")) == [("in_person", 1), ("online", 1)]


def test_a_host_offers_a_place_out_of_turn(cast, visit, people):
    found = registered(visit, *people[:4])
    with pytest.raises(Refused, match="No place is free"):
        found[3].promote(by=cast.cora)
    visit.edit(by=cast.cora, caps={"in_person": 2})
    with time_machine.travel(visit.starts_at - timedelta(hours=5), tick=False):
        found[0].cancel(by=people[0])
        found[3].refresh_from_db()
        found[3].promote(by=cast.cora)
    assert states(visit)[2:] == ["waiting", "offered"]


def test_the_same_person_can_come_back(visit, people):
    found = registered(visit, people[0])[0]
    found.cancel(by=people[0])
    found.cancel(by=people[0])
    again = registered(visit, people[0])[0]
    assert (again.state, Registration.objects.of(people[0]).count()) == ("confirmed", 2)


def test_moved_out_of_its_last_day_free_places_are_offered(cast, visit, people):
    found = registered(visit, *people[:3])
    with time_machine.travel(visit.starts_at - timedelta(hours=5), tick=False):
        found[0].cancel(by=people[0])
        assert states(visit)[2] == "waiting"
        later = visit.starts_at + timedelta(days=20)
        visit.edit(by=cast.cora, starts_wall=wall(later), ends_wall=wall(later + timedelta(hours=2)))
    assert states(visit)[2] == "offered"


def test_moved_nearer_an_offer_ends_before_it_begins(cast, visit, people):
    found = registered(visit, *people[:3])
    found[0].cancel(by=people[0])
    soon = (timezone.now() + timedelta(hours=30)).replace(minute=0)
    visit.edit(by=cast.cora, starts_wall=wall(soon), ends_wall=wall(soon + timedelta(hours=2)))
    assert visit.registrations.get(state="offered").offered_until < visit.starts_at


def test_it_is_not_moved_into_the_past_by_its_zone(cast):
    event = published(cast.cora, days=1)
    soon = (timezone.now() + timedelta(hours=2)).replace(minute=0)
    event.edit(by=cast.cora, starts_wall=wall(soon), ends_wall=wall(soon + timedelta(hours=2)))
    with pytest.raises(Refused, match="into the past"):
        event.edit(by=cast.cora, zone="Pacific/Kiritimati")


def test_who_has_a_place_keeps_it_where_the_other_mode_is_full(cast, people):
    both = published(cast.cora, "Both", mode="hybrid", places=1)
    registered(both, people[0], mode="in_person")
    registered(both, people[1], mode="online")
    with pytest.raises(Refused, match="You keep the one you have"):
        registered(both, people[1], mode="in_person")
    assert states(both) == ["confirmed", "confirmed"]


def test_a_mode_that_is_no_more_keeps_who_was_there(cast, people):
    both = published(cast.cora, "Both", mode="hybrid", places=2)
    registered(both, people[0], mode="in_person")
    with pytest.raises(Refused, match="in person"):
        both.edit(by=cast.cora, mode="online")
    registered(both, people[0], mode="online")
    both.edit(by=cast.cora, mode="online")
    assert states(both) == ["cancelled", "confirmed"]
    with pytest.raises(Refused):
        registered(both, people[1], mode="in_person")
    both.edit(by=cast.cora, mode="hybrid")
    assert registered(both, people[1], mode="in_person")[0].state == "confirmed"


def test_it_is_not_finished_when_it_was_moved_meanwhile(cast):
    event = published(cast.cora)
    with pytest.raises(Refused):
        event.finish()


def test_of_two_records_of_one_person_the_better_place_stays(cast, visit, people):
    from folkmoot.events.models import CalendarAddress
    from folkmoot.events.own_data import links_of_a_person

    registered(visit, *people[:3])
    for one in (people[0], people[2]):
        CalendarAddress.objects.of(one)
    for link in links_of_a_person():
        link.move(people[2].pk, people[0].pk)
    live = visit.registrations.live().filter(user=people[2])
    assert [one.state for one in live] == ["confirmed"]
    assert taken(visit) == 2
    assert CalendarAddress.objects.filter(user=people[2]).count() == 1


@pytest.mark.parametrize(
    ("mode", "days", "words"),
    [
        ("in_person", 30, "When a place is free we hold it for you and write; you then have time to answer."),
        ("in_person", 0.7, "It begins within a day: when a place is free we write to all who wait, and"),
        ("online", 0.7, "When a place is free it is yours, and we write."),
    ],
)
def test_who_waits_reads_what_happens_when_a_place_is_free(cast, people, mode, days, words):
    event = published(cast.cora, "Rotas", mode=mode, days=days, places=1)
    registered(event, *people[:2])
    letter = Email.objects.get(user=people[1])
    assert f"You are on the waiting list, number 1. {words}" in letter.text


def test_accepted_after_registration_closed_the_hosts_give_what_is_free(cast, people):
    event = published(
        cast.cora, "Rotas", mode="in_person", places=1, closes_wall=wall(timezone.now() + timedelta(days=2))
    )
    event.give_places("approval", by=cast.cora)
    found = registered(event, *people[:2])
    with later(days=3):
        for one in found:
            one.admit(by=cast.cora)
        assert "the hosts can offer it to you." in Email.objects.filter(user=people[1]).latest("pk").text


def test_who_may_come_no_longer_waits_before_nobody(cast, visit, people):
    """What nobody is offered is free for whoever comes next, and stands among what has places."""
    found = registered(visit, *people[:3])
    User.objects.filter(pk=people[2].pk).update(is_member=False)
    found[0].cancel(by=people[0])
    assert states(visit) == ["cancelled", "confirmed", "waiting"]
    assert Pool.objects.with_room().filter(event=visit).exists()
    assert registered(visit, people[3])[0].state == "confirmed"
    assert not Pool.objects.with_room().filter(event=visit).exists()


def test_the_two_rules_of_who_may_still_come_are_one(cast, people):
    region = Region.objects.create(name="The north", slug="the-north")
    group = groups.opened(cast.ada)
    groups.joined(group, people[0], people[1])
    ways = [
        {"comers": "everyone"}, {"comers": "members"}, {"comers": "group", "group": group},
        {"comers": "region", "region": region}, {"comers": "invited"},
    ]  # fmt: skip
    found = {}
    for facts in ways:
        event = published(cast.ada if "group" in facts else cast.cora, facts["comers"].title(), **facts)
        event.registrations.bulk_create(
            Registration(event=event, pool=event.pools.get(), state="confirmed", **{key: person})
            for key, person in [
                *(("user", one) for one in people[:4]),
                ("user", cast.cora),
                ("guest", cast.gil),
            ]
        )
        if facts["comers"] == "invited":
            event.circle.people.add(people[1], people[2])
            event.invitations.create(email=cast.gil.email)
        found[event] = event.registrations
    User.objects.filter(pk=people[0].pk).update(is_active=False)
    User.objects.filter(pk=people[2].pk).update(is_member=False)
    many = Registration.objects.who_may_still_come()
    assert {event.comers: set(rows.who_may_come(event)) for event, rows in found.items()} == {
        event.comers: set(many.filter(event=event)) for event in found
    }
    assert {event.comers: many.filter(event=event).count() for event in found} == {
        "everyone": 5, "members": 3, "group": 1, "region": 3, "invited": 3,
    }  # fmt: skip
