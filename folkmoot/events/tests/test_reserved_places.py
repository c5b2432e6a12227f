"""Places kept for a partner or a region: who has them, nobody is passed over, the counters stay exact."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email
from folkmoot.core.lifecycle import Refused
from folkmoot.events import tasks
from folkmoot.events.models import Event, Pool, ReservedPlaces
from folkmoot.members.models import Organisation, Partner, Profile, Region

from .events import planned, published, registered, states, tell_who_waits, wall


@pytest.fixture
def hull(cast):
    """A partner, at which nobody works yet."""
    hospital = Organisation.objects.named("Hull Hospital", by=cast.cora)
    return Partner.objects.appoint(hospital, kind="regional", by=cast.cora)


@pytest.fixture
def north(cast):
    return Region.objects.add("The North", by=cast.cora)


@pytest.fixture
def people(cast, hull, north):
    """Six people: the first two of Hull, the third and the fourth of the north, the others from elsewhere."""
    made = [
        User.objects.create_user(f"guest{n}@example.org", f"Guest {n}", confirmed=True, is_member=True)
        for n in range(6)
    ]
    for person in made:
        Profile.objects.of(person)
    for person in made[:2]:
        person.profile.edit(by=person, organisations=["Hull Hospital"])
    Profile.objects.filter(user__in=made[2:4]).update(region=north)
    return made


@pytest.fixture
def visit(cast):
    """Three places in person."""
    return published(cast.cora, "A visit", mode="in_person", kind="visit", places=3)


def soon(**lapse):
    return timezone.localdate() + timedelta(**lapse)


def keep(event, cast, places=1, until=None, **whom):
    facts = {"places": places, "until": until or soon(days=10)} | whom
    return ReservedPlaces.objects.reserve(event.pools.get(), by=cast.cora, **facts)


def counted(event):
    """(cap, taken, kept) of its pool, after looking whether each is the number of rows it counts."""
    pool = event.pools.get()
    held = event.registrations.filter(state__in=["confirmed", "offered"])
    assert held.count() == pool.taken
    kept = 0
    for reserved in pool.reservations.all():
        assert held.filter(reserved=reserved).count() == reserved.taken
        kept += reserved.left if reserved.ended_at is None else 0
    assert kept == pool.kept
    return pool.cap, pool.taken, pool.kept


def test_who_belongs_has_theirs_first_and_then_the_open_ones(cast, visit, people, hull):
    reserved = keep(visit, cast, partner=hull)
    first, second, other, last = registered(visit, people[0], people[1], people[4], people[5])
    assert [one.state for one in (first, second, other, last)] == [*["confirmed"] * 3, "waiting"]
    assert [one.reserved for one in (first, second, other)] == [reserved, None, None]
    assert counted(visit) == (3, 3, 0)


def test_who_does_not_belong_gets_only_what_is_not_kept(cast, visit, people, hull):
    reserved = keep(visit, cast, places=2, partner=hull)
    found = registered(visit, *people[3:6])
    assert [one.state for one in found] == ["confirmed", "waiting", "waiting"]
    assert counted(visit) == (3, 1, 2)
    hers = registered(visit, people[0])[0]
    assert (hers.state, hers.reserved) == ("confirmed", reserved)
    assert counted(visit) == (3, 2, 1)


def test_a_region_and_its_nation_are_known_and_who_leads_a_partner(cast, visit, people, hull, north):
    nation = Region.objects.add("Britain", by=cast.cora)
    Region.objects.filter(pk=north.pk).update(nation=nation)
    Partner.objects.appoint(hull.organisation, kind="regional", leads=[people[5]], by=cast.cora)
    of_hull, of_all = keep(visit, cast, partner=hull), keep(visit, cast, region=nation)
    found = registered(visit, people[5], people[2])
    assert [one.reserved for one in found] == [of_hull, of_all]
    assert {*of_all.people()} == {*people[2:4]}
    assert {*of_hull.people()} == {*people[:2], people[5]}
    assert [ReservedPlaces.objects.meant_for(one.pk).count() for one in people] == [1, 1, 1, 1, 0, 1]
    assert counted(visit) == (3, 2, 0)


def test_guests_belong_to_nobody(cast, hull):
    day = published(cast.cora, "A day", mode="in_person", comers="everyone", places=2)
    keep(day, cast, partner=hull)
    found = registered(day, cast.gil, cast.hana)
    assert [one.state for one in found] == ["confirmed", "waiting"]


def test_what_is_kept_and_comes_free_goes_to_the_first_who_belongs(cast, visit, people, hull):
    """And what is open in the order of the queue; nobody who could take the same place is overtaken."""
    reserved = keep(visit, cast, partner=hull)
    hers, open_one, _another = registered(visit, people[0], people[4], people[5])
    others = registered(visit, people[3], people[1])
    assert [one.state for one in others] == ["waiting", "waiting"]
    hers.cancel(by=people[0])
    assert states(visit) == ["cancelled", "confirmed", "confirmed", "waiting", "offered"]
    others[1].refresh_from_db()
    assert others[1].reserved == reserved
    assert counted(visit) == (3, 3, 0)
    open_one.cancel(by=people[4])
    assert states(visit)[3:] == ["offered", "offered"]
    again = registered(visit, people[0])[0]
    assert again.state == "waiting"
    others[1].decline(by=people[1])
    again.refresh_from_db()
    assert (again.state, again.reserved) == ("offered", reserved)
    assert counted(visit) == (3, 3, 0)


def test_a_newcomer_who_belongs_does_not_overtake_who_waits_for_the_same(cast, visit, people, hull):
    keep(visit, cast, partner=hull)
    registered(visit, people[4], people[5], people[0])
    waiting = registered(visit, people[3])[0]
    Profile.objects.get(user=people[3]).edit(by=people[3], organisations=["Hull Hospital"])
    visit.pools.get().set_cap(3)
    ReservedPlaces.objects.get().change(by=cast.cora, places=1, until=soon(days=12))
    assert registered(visit, people[1])[0].state == "waiting"
    visit.registrations.get(user=people[0]).cancel(by=people[0])
    waiting.refresh_from_db()
    assert waiting.state == "offered"


def test_when_its_day_is_over_what_is_unused_goes_to_who_waits(cast, visit, people, hull):
    reserved = keep(visit, cast, places=2, until=soon(days=3), partner=hull)
    registered(visit, people[0], *people[3:6])
    assert states(visit) == ["confirmed", "confirmed", "waiting", "waiting"]
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        tasks.release_reserved_places()
        assert counted(visit) == (3, 2, 1)
    with time_machine.travel(timezone.now() + timedelta(days=4), tick=False):
        tasks.release_reserved_places()
        tasks.release_reserved_places()
        assert states(visit) == ["confirmed", "confirmed", "offered", "waiting"]
        assert counted(visit) == (3, 3, 0)
        visit.registrations.get(user=people[0]).cancel(by=people[0])
        assert states(visit) == ["cancelled", "confirmed", "offered", "offered"]
        assert counted(visit) == (3, 3, 0)
    reserved.refresh_from_db()
    assert (reserved.places, reserved.taken) == (2, 0)


def test_who_comes_before_the_clock_finds_it_free(cast, visit, people, hull):
    keep(visit, cast, places=3, until=soon(days=1), partner=hull)
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        assert registered(visit, people[5])[0].state == "confirmed"
    assert counted(visit) == (3, 1, 0)


def test_online_they_are_simply_given(cast, people, hull):
    call = published(cast.cora, places=2)
    keep(call, cast, partner=hull)
    registered(call, people[4], people[5], people[0])
    assert states(call) == ["confirmed", "waiting", "confirmed"]
    ReservedPlaces.objects.get().change(by=cast.cora, places=1, until=soon(days=5))
    call.registrations.get(user=people[0]).cancel(by=people[0])
    assert states(call)[1] == "waiting"
    ReservedPlaces.objects.get().end(by=cast.cora)
    assert states(call)[1] == "confirmed"
    assert counted(call) == (2, 2, 0)


def test_raised_lowered_and_changed_no_counter_is_wrong(cast, visit, people, hull, north):
    """T7: no negative, right promotions, lowering below what is taken is refused with an explanation."""
    of_hull = keep(visit, cast, places=2, partner=hull)
    registered(visit, people[0], people[2], people[4], people[5])
    assert states(visit) == ["confirmed", "confirmed", "waiting", "waiting"]
    pool = visit.pools.get()
    with pytest.raises(Refused, match="2 places are taken or offered and 1 more are kept"):
        pool.set_cap(2)
    with pytest.raises(Refused, match="2 places are taken or offered already"):
        pool.set_cap(1)
    with pytest.raises(Refused, match="0 places are free"):
        keep(visit, cast, region=north)
    with pytest.raises(Refused, match="kept for Hull Hospital already"):
        keep(visit, cast, partner=hull)
    of_hull.refresh_from_db()
    with pytest.raises(Refused, match="0 places are free"):
        of_hull.change(by=cast.cora, places=3, until=soon(days=10))
    of_hull.change(by=cast.cora, places=1, until=soon(days=10))
    assert states(visit) == ["confirmed", "confirmed", "offered", "waiting"]
    assert counted(visit) == (3, 3, 0)
    of_hull.refresh_from_db()
    with pytest.raises(Refused, match="1 of these places are taken"):
        of_hull.change(by=cast.cora, places=0, until=soon(days=10))
    pool.set_cap(6)
    assert states(visit)[3] == "offered"
    of_north = keep(visit, cast, places=2, region=north)
    assert counted(visit) == (6, 4, 2)
    pool.set_cap(None)
    assert registered(visit, people[1])[0].state == "confirmed"
    with pytest.raises(Refused, match="kept for some"):
        pool.set_cap(6)
    of_north.end(by=cast.cora)
    of_north.end(by=cast.cora)
    pool.set_cap(6)
    assert counted(visit) == (6, 5, 0)


def test_it_is_never_kept_beyond_the_beginning(cast, visit, people, hull):
    for until, words in ((soon(days=-1), "This day is over"), (soon(days=30), "the day before")):
        with pytest.raises(Refused, match=words):
            keep(visit, cast, until=until, partner=hull)
    reserved = keep(visit, cast, until=soon(days=20), partner=hull)
    earlier = timezone.localtime() + timedelta(days=5)
    walls = {"starts_wall": f"{earlier:%Y-%m-%d}T10:00", "ends_wall": f"{earlier:%Y-%m-%d}T12:00"}
    visit.edit(by=cast.cora, **walls)
    reserved.refresh_from_db()
    assert reserved.until_at == visit.starts_at
    closing = published(
        cast.cora, "Soon closed", places=3, closes_wall=wall(timezone.now() + timedelta(days=4))
    )
    with pytest.raises(Refused, match="before registration closes"):
        keep(closing, cast, until=soon(days=4), partner=hull)
    keep(closing, cast, until=soon(days=3), partner=hull)
    endless = published(cast.cora, "A call")
    with pytest.raises(Refused, match="nothing to keep"):
        keep(endless, cast, partner=hull)


def test_on_the_last_day_those_hear_who_find_a_place(cast, people, hull):
    day = published(cast.cora, "A day", mode="in_person", places=2, days=2)
    keep(day, cast, until=timezone.localdate() + timedelta(days=1), partner=hull)
    hers, _his = registered(day, people[0], people[4])
    of_hull, other = registered(day, people[1], people[5])
    with time_machine.travel(day.starts_at - timedelta(hours=20), tick=False):
        hers.cancel(by=people[0])
        tell_who_waits()
        told = Email.objects.filter(subject__contains="whoever is first")
        assert [one.user for one in told] == [people[1]]
        of_hull.refresh_from_db()
        other.refresh_from_db()
        assert (of_hull.can_be_claimed, other.can_be_claimed) == (True, False)
        with pytest.raises(Refused, match="Somebody else was quicker"):
            other.claim(by=people[5])
        with pytest.raises(Refused, match="kept for others"):
            other.promote(by=cast.cora)
        of_hull.claim(by=people[1])
        assert counted(day)[:2] == (2, 2)


def test_accepted_by_hosts_they_have_what_is_kept(cast, visit, people, hull):
    visit.give_places("approval", by=cast.cora)
    reserved = keep(visit, cast, places=3, partner=hull)
    hers, his = registered(visit, people[0], people[5])
    hers.admit(by=cast.cora)
    his.admit(by=cast.cora)
    assert (hers.state, hers.reserved, his.state) == ("confirmed", reserved, "waiting")
    assert counted(visit) == (3, 1, 2)


def test_a_walk_in_who_belongs_takes_theirs(cast, people, hull):
    day = published(cast.cora, "A day", mode="in_person", places=1, days=1)
    Event.objects.filter(pk=day.pk).update(starts_wall="2000-01-01T10:00")
    pool = day.pools.select_related("event").get()
    ReservedPlaces.objects.create(
        pool=pool, partner=hull, places=1, until=soon(days=1), until_at=day.starts_at
    )
    Pool.objects.filter(pk=pool.pk).update(kept=1)
    with time_machine.travel(day.starts_at - timedelta(hours=1), tick=False):
        with pytest.raises(Refused, match="All places are taken"):
            pool.walk_in(people[5], by=cast.cora)
        assert pool.walk_in(people[0], by=cast.cora).reserved == ReservedPlaces.objects.get()
    assert counted(day) == (1, 1, 0)


def test_who_is_forgotten_or_merged_leaves_the_count_right(cast, visit, people, hull):
    keep(visit, cast, partner=hull)
    hers = registered(visit, people[0])[0]
    hers.vanish()
    assert counted(visit) == (3, 0, 1)


def test_an_organisation_that_takes_in_another_brings_its_people(cast, visit, people, hull):
    """The merging of two organisations: a partner stays, and so does what is kept for it."""
    people[5].profile.edit(by=people[5], organisations=["Hull Royal"])
    reserved = keep(visit, cast, partner=hull)
    hull.organisation.take_in(Organisation.objects.called("Hull Royal"), by=cast.cora)
    assert registered(visit, people[5])[0].reserved == reserved


def test_where_nothing_is_kept_it_costs_nothing(cast, visit, people, hull, django_assert_num_queries):
    """As many queries as before there were reserved places: a look at the queue, and the counter."""
    pool = visit.pools.get()
    with django_assert_num_queries(1):
        assert pool.found_by(people[0].pk) == (True, None)
    with django_assert_num_queries(0):
        assert (pool.is_free, pool.reserved_for(people[0].pk)) == (True, None)


def test_hosts_keep_change_and_end_it_on_a_page(client, cast, people, hull, north):
    event = planned(cast.cora, "A visit", mode="in_person", kind="visit", caps={"in_person": 20})
    client.force_login(cast.cora)
    page = reverse("events:reserve", args=[event.pk])
    assert page in client.get(reverse("events:edit", args=[event.pk])).text
    until = soon(days=9)
    facts = {"partner": hull.pk, "places": "3", "until": until.isoformat()}
    assert client.post(page, facts | {"region": north.pk}).status_code == 422
    assert client.post(page, {"places": "3", "until": until.isoformat()}).status_code == 422
    assert client.post(page, facts | {"places": "21"}).status_code == 422
    assert client.post(page, facts | {"until": "x" * 10_000}).status_code == 422
    assert client.post(page, facts | {"partner": "\x00"}).status_code == 422
    assert client.post(page, facts).status_code == 302
    assert client.post(page, facts).status_code == 422
    event.publish(by=cast.cora)
    client.force_login(people[5])
    words = f"3 of 20 places are kept for Hull Hospital until {until.day} {until:%B}; 3 of them are free."
    shown = client.get(event.get_absolute_url()).text
    assert (words in shown, "17 of 20 free" in shown, "for you, too" in shown) == (True, True, False)
    client.force_login(people[0])
    assert "They are kept for you, too." in client.get(event.get_absolute_url()).text
    assert client.get(page).status_code == 403
    client.force_login(cast.cora)
    reserved = ReservedPlaces.objects.get()
    one = reverse("events:reserved", args=[event.pk, reserved.pk])
    assert client.post(one, {"places": "2", "until": until.isoformat()}).status_code == 302
    assert client.post(one, {"places": "99", "until": until.isoformat()}).status_code == 422
    assert "18 are free for everybody" in " ".join(client.get(page).text.split())
    client.post(reverse("events:end_reserved", args=[event.pk, reserved.pk]))
    client.post(reverse("events:end_reserved", args=[event.pk, reserved.pk]))
    assert client.post(one, {"places": "2", "until": until.isoformat()}).status_code == 422
    assert "Kept no longer" in client.get(page).text
    assert "kept for" not in client.get(event.get_absolute_url()).text
    other = published(cast.cora, "Another")
    assert client.get(reverse("events:reserved", args=[other.pk, reserved.pk])).status_code == 404


def test_whom_it_is_kept_for_finds_the_button_to_come(client, cast, visit, people, hull):
    keep(visit, cast, places=3, partner=hull)
    client.force_login(people[0])
    assert "Come in person" in client.get(visit.get_absolute_url()).text
    client.force_login(people[5])
    assert "Wait for a place in person" in client.get(visit.get_absolute_url()).text
