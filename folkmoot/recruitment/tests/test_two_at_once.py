"""Two people of the team at once: a place is offered once, and what is confirmed is what is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from folkmoot.core.lifecycle import Refused
from folkmoot.recruitment.models import Application, DecisionList, Proposal

from .rounds import proposed, scored, told

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """What each came to, all of them begun at the same moment."""
    ready = Barrier(len(acts))

    def done(act):
        ready.wait()
        try:
            act()
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(done, acts))


def test_one_free_place_is_offered_to_one_of_two_on_the_reserve_list(cast):
    round = told(cast, outcomes=("offer", 1, 2), places=2)
    first, second = round.applications.filter(state="reserve").order_by("number")
    answers = at_once(
        lambda: first.promote(by=cast.cora), lambda: second.promote(by=cast.fay, why="Moves soon.")
    )
    assert sorted(answers) == ["done", "refused"]
    assert round.applications.filter(state="offered").count() == 2


def test_what_is_confirmed_is_what_is_proposed(cast):
    round = scored(cast)
    decisions = proposed(round, ["offer", "offer", "offer"], by=cast.cora)
    application = round.applications.get(number=1)

    def change():
        Proposal.objects.propose(Application.objects.get(pk=application.pk), "reserve", rank=1, by=cast.hana)

    answers = at_once(lambda: DecisionList.objects.get(pk=decisions.pk).confirm(by=cast.fay), change)
    assert sorted(answers) == ["done", "refused"]
    is_confirmed = DecisionList.objects.get().state == "confirmed"
    assert Proposal.objects.current().get(application=application).outcome == (
        "offer" if is_confirmed else "reserve"
    )
