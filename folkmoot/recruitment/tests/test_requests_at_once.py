"""Two people at once at what a lead asks: granted and declined, granted and withdrawn, asked twice."""

import pytest

from folkmoot.activity.models import Email
from folkmoot.recruitment.models import Application, LaneRequest

from .rounds import told
from .test_reading_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def round(cast):
    return told(cast, ["offer", 1, 2], places=2)


def third(round):
    return Application.objects.get(round=round, number=3)


def ask(round, cast):
    return LaneRequest.objects.ask_promotion(third(round), "From the north", by=cast.hana)


def again(made):
    return LaneRequest.objects.get(pk=made.pk)


def test_of_two_who_grant_and_one_who_declines_one_holds(cast, round):
    made = ask(round, cast)
    acts = [
        lambda: again(made).grant(by=cast.cora),
        lambda: again(made).decline("It stays.", by=cast.fay),
        lambda: again(made).grant(by=cast.fay),
    ]
    assert at_once(acts) == ["done", "refused", "refused"]
    state = {"granted": "offered", "declined": "reserve"}[again(made).state]
    assert third(round).state == state
    assert Email.objects.filter(key__startswith="recruitment.request").count() == 1


@pytest.mark.parametrize("otherwise", ["withdraw", "promote", "close_reserve"])
def test_granted_while_they_leave_the_list_is_one_of_the_two(cast, round, otherwise):
    made = ask(round, cast)
    facts = {
        "withdraw": {"by": third(round).applicant},
        "promote": {"by": cast.fay, "why": "Sooner"},
        "close_reserve": {},
    }[otherwise]
    acts = [
        lambda: again(made).grant(by=cast.cora),
        lambda: getattr(third(round), otherwise)(**facts),
    ]
    done = at_once(acts)
    assert "done" in done
    told = {("granted", "offered"), ("granted", "withdrawn")}
    told |= {("void", state) for state in ("withdrawn", "offered", "unsuccessful")}
    assert (again(made).state, third(round).state) in told


def test_asked_for_twice_it_stands_once(cast, round):
    assert at_once([lambda: ask(round, cast)] * 3) == ["done"] * 3
    assert LaneRequest.objects.count() == 1


def test_of_two_numbers_asked_for_one_waits(cast, round):
    lane = round.lanes.get()

    def places(number):
        return lambda: LaneRequest.objects.ask_places(lane, number, "Many", by=cast.hana)

    assert at_once([places(8), places(9), places(8)]) == ["done"] * 3
    assert LaneRequest.objects.waiting().count() == 1
