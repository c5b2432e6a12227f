"""Who was there: noted once, taken back, of those who have a place, on its day."""

from datetime import timedelta

import pytest
import time_machine

from folkmoot.core.lifecycle import Refused
from folkmoot.events import guests, own_data
from folkmoot.events.models import Attendance

from .events import published, registered


@pytest.fixture
def day(cast):
    """One place in person: Hana has it, Dev waits."""
    event = published(cast.cora, "A day for all", mode="in_person", places=1)
    registered(event, cast.hana, cast.dev)
    return event


def at(event, **later):
    return time_machine.travel(event.starts_at + timedelta(**later), tick=False)


def of(event, user):
    return event.registrations.get(user=user)


def test_who_is_here_is_noted_once(day, cast):
    with at(day):
        assert of(day, cast.hana).arrive(by=cast.cora) is True
        assert of(day, cast.hana).arrive(by=cast.hana, how="qr") is False
    noted = Attendance.objects.get()
    assert (noted.registration.user, noted.by, noted.how, noted.at) == (
        cast.hana, cast.cora, "list", day.starts_at,
    )  # fmt: skip


def test_it_is_taken_back_and_noted_again(day, cast):
    with at(day):
        of(day, cast.hana).arrive(by=cast.cora)
        assert of(day, cast.hana).was_not_here(by=cast.cora) is True
        assert of(day, cast.hana).was_not_here(by=cast.cora) is False
        assert not Attendance.objects.exists()
        assert of(day, cast.hana).arrive(by=cast.cora) is True


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ({"hours": -13}, "It is too early: who is here is noted on the day."),
        ({"hours": 28}, "It is over for more than a day: who was there stands now."),
    ],
)
def test_only_on_its_day(day, cast, when, words):
    with at(day, **when), pytest.raises(Refused) as refused:
        of(day, cast.hana).arrive(by=cast.cora)
    assert refused.value.words == words


def test_who_waits_has_no_place_to_be_at(day, cast):
    with at(day), pytest.raises(Refused, match="Dev Malhotra has no place here at the moment"):
        of(day, cast.dev).arrive(by=cast.cora)


def test_who_is_here_cannot_say_that_they_cannot_come(day, cast):
    with at(day):
        of(day, cast.hana).arrive(by=cast.cora)
        with pytest.raises(Refused, match="It is noted that you are here"):
            of(day, cast.hana).cancel(by=cast.hana)
    assert (of(day, cast.hana).state, day.pools.get().taken) == ("confirmed", 1)


def test_of_an_event_that_was_called_off_nobody_was_there(day, cast):
    day.cancel("Snow.", by=cast.cora)
    with at(day), pytest.raises(Refused, match="This event does not happen"):
        of(day, cast.hana).arrive(by=cast.cora)


def test_where_two_accounts_of_one_person_meet_the_one_who_came_stays(cast):
    event = published(cast.cora, "A day for all", mode="in_person", places=2, comers="everyone")
    registered(event, cast.hana, cast.ben)
    with at(event):
        of(event, cast.ben).arrive(by=cast.cora)
        own_data.links_of_a_person()[0].move(cast.hana, cast.ben)
    assert list(event.registrations.order_by("pk").values_list("user__name", "state")) == [
        ("Hana Kowalczyk", "cancelled"), ("Hana Kowalczyk", "confirmed"),
    ]  # fmt: skip
    assert Attendance.objects.get().registration.user == cast.hana


@pytest.mark.parametrize("came", ["as a guest", "with the account"])
def test_where_a_guest_has_an_account_that_of_who_came_stays(cast, came):
    event = published(cast.cora, "A day for all", mode="in_person", places=2, comers="everyone")
    own, guests_own = registered(event, cast.hana, cast.gil)
    with at(event):
        one = own if came == "with the account" else guests_own
        one.arrive(by=cast.cora)
        guests.follow(cast.hana, cast.gil.email)
    assert Attendance.objects.get().registration == one
    assert [row.pk for row in event.registrations.confirmed().filter(user=cast.hana)] == [one.pk]


def test_the_copy_of_ones_data_says_it(day, cast):
    with at(day):
        of(day, cast.hana).arrive(by=cast.cora)
    kept = next(iter(own_data.own_data(cast.hana)))
    assert (kept.rows[0]["attendance__at"], kept.rows[0]["attendance__how"]) == (day.starts_at, "list")
