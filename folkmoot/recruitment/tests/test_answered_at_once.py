"""Two people at once: a conflict pinned and dismissed, a swap accepted and declined, proposed twice."""

import pytest

from folkmoot.recruitment.models import Assessment, Conflict, Plan, Swap

from .rounds import given, opened, reader, sent, someone, to_screening
from .test_reading_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reading(cast):
    """Dev has what Ben sent to read; Una could."""
    round = opened(cast, readers=1)
    sent(round, cast.ben)
    to_screening(round, by=cast.cora)
    reading = given(round, [cast.dev], by=cast.cora)[0]
    cast.una = reader(round, someone("Una"))
    return reading


def propose(reading, cast):
    plan = Plan.objects.get(pk=reading.plan_id)
    pair = (reading.assessor, cast.una)
    return Swap.objects.propose(plan, reading.application, *pair, "She has time", by=cast.hana)


def test_a_swap_accepted_and_declined_is_one_of_the_two(cast, reading):
    swap = propose(reading, cast)
    acts = [
        lambda: Swap.objects.get(pk=swap.pk).accept(by=cast.cora, anyway=True),
        lambda: Swap.objects.get(pk=swap.pk).decline("It stays.", by=cast.cora),
        lambda: Swap.objects.get(pk=swap.pk).accept(by=cast.cora, anyway=True),
    ]
    assert at_once(acts) == ["done", "refused", "refused"]
    swap.refresh_from_db()
    reads = {"accepted": ["Una"], "declined": ["Dev Malhotra"]}[swap.state]
    rows = Assessment.objects.live().select_related("assessor__user")
    assert [one.assessor.user.name for one in rows] == reads


def test_a_swap_proposed_twice_stands_once(cast, reading):
    assert at_once([lambda: propose(reading, cast)] * 3) == ["done"] * 3
    assert Swap.objects.count() == 1


def test_a_conflict_pinned_and_dismissed_is_never_both(cast, reading):
    found = Conflict.objects.suggest(cast.ada, cast.ben, "name")
    found.confirm(by=cast.cora)
    acts = [
        lambda: Conflict.objects.get(pk=found.pk).pin(by=cast.fay),
        lambda: Conflict.objects.get(pk=found.pk).dismiss(by=cast.cora, reason="Two people"),
    ]
    assert at_once(acts) == ["done", "refused"]
    found.refresh_from_db()
    assert (found.state, found.is_pinned) in {("confirmed", True), ("dismissed", False)}
