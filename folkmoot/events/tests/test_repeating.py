"""Another date of an event asks the same, gives its places in the same way, and keeps the same places."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from folkmoot.events.models import Question, ReservedPlaces, Series
from folkmoot.members.models import Region

from .events import planned, published, repeated

TUESDAY = {"starts_wall": "2026-10-20T19:00", "ends_wall": "2026-10-20T20:00"}


@pytest.fixture(autouse=True)
def then():
    with time_machine.travel(datetime(2026, 10, 1, 9, tzinfo=UTC), tick=False):
        yield


def test_what_is_asked_and_how_places_are_given_is_repeated(cast):
    """Also what is kept for a region, until as long before each date."""
    north = Region.objects.add("The North", by=cast.cora)
    event = planned(
        cast.cora,
        "A visit",
        mode="in_person",
        caps={"in_person": 4},
        closes_wall="2026-10-18T12:00",
        **TUESDAY,
    )
    asked = {
        "type": "one",
        "words": "Which ward?",
        "choices": "One\nTwo",
        "hint": "Yours",
        "is_required": True,
    }
    Question.objects.ask(event, by=cast.cora, **asked)
    Question.objects.ask(event, by=cast.cora, words="Taken out").retire(by=cast.cora)
    rule = {"criteria": "Those who are new.", "first": "new", "then": ""}
    event.give_places("interest", by=cast.cora, **rule)
    kept = {"places": 2, "until": date(2026, 10, 10), "region": north}
    ReservedPlaces.objects.reserve(event.pools.get(), by=cast.cora, **kept)
    again = repeated(event, cast.cora, times=1)[1][0]
    assert [{name: getattr(one, name) for name in asked} for one in again.questions.all()] == [asked]
    assert (again.registering, again.state, again.draws.get().rule) == ("interest", "published", rule)
    assert again.draws.get().commitment != event.draws.get().commitment
    reserved = again.pools.get().reservations.get()
    assert (reserved.places, reserved.until, reserved.region) == (2, date(2026, 10, 17), north)
    assert again.pools.get().kept == 2


def test_needs_can_be_told_until_as_long_before_each_date(cast):
    event = planned(cast.cora, "A visit", mode="in_person", needs_until=date(2026, 10, 16), **TUESDAY)
    made = repeated(event, cast.cora, times=2)[1]
    assert [one.needs_until for one in made] == [date(2026, 10, 23), date(2026, 10, 30)]


def test_what_is_kept_longer_than_a_date_takes_people_is_kept_until_then(cast):
    """The event was moved to before the last day of what is kept, and is repeated."""
    north = Region.objects.add("The North", by=cast.cora)
    event = published(cast.cora, "A visit", mode="in_person", places=4, **TUESDAY)
    kept = {"places": 2, "until": date(2026, 10, 18), "region": north}
    ReservedPlaces.objects.reserve(event.pools.get(), by=cast.cora, **kept)
    event.edit(by=cast.cora, starts_wall="2026-10-03T19:00", ends_wall="2026-10-03T20:00")
    another = repeated(event, cast.cora, times=1)[1][0]
    assert another.pools.get().reservations.get().until == date(2026, 10, 9)
    event.edit(by=cast.cora, closes_wall="2026-10-02T19:00")
    tomorrow = Series.objects.repeat(event, by=cast.cora, cadence="week", days=[date(2026, 10, 2)])[1][0]
    assert not tomorrow.pools.get().reservations.exists()  # it takes people for this day only


def test_a_date_that_hosts_decide_about_is_decided_about_again(cast):
    event = planned(cast.cora, "A class", **TUESDAY)
    event.give_places("approval", by=cast.cora)
    again = repeated(event, cast.cora, times=1)[1][0]
    assert again.pools.get().register(cast.dev).state == "applied"
