"""Whoever doubts a plan can prove it again, and whoever tampers with it cannot."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from folkmoot.recruitment.assigning.finding import assign
from folkmoot.recruitment.assigning.prices import bound
from folkmoot.recruitment.assigning.proof import verify
from folkmoot.recruitment.assigning.task import Plan

from .rounds import a_round, best_by_trying, tasks


@settings(max_examples=60, deadline=None)
@given(tasks(applications=6, assessors=5), st.data())
def test_a_plan_that_was_tampered_with_is_not_proved(task, data):
    found = assign(task)
    assume(len(found.plan.pairs))
    pairs = found.plan.pairs.tolist()
    at = data.draw(st.integers(0, len(pairs) - 1))
    pairs[at] = [pairs[at][0], data.draw(st.integers(0, task.assessors - 1))]
    tampered = Plan(pairs)
    assume(tampered.digest() != found.plan.digest())
    assert "plan" in verify(task, tampered, found.certificate)

    forged = {**found.certificate, "plan": tampered.digest()}
    worth_less = verify(task, tampered, forged)
    assert set(worth_less) & {"rules", "bound"} or worth_less == []  # another plan that is as good


@settings(max_examples=60, deadline=None)
@given(tasks(), st.data())
def test_whatever_the_prices_no_plan_is_worth_more_than_their_bound(task, data):
    asked = data.draw(st.lists(st.integers(-3000, 3000), min_size=task.assessors, max_size=task.assessors))
    assert bound(task, asked) >= best_by_trying(task)


@pytest.mark.parametrize(("forged", "wrong"), [
    ({"value": 1}, ["value"]), ({"task": "x"}, ["task"]), ({"plan": "x"}, ["plan"]),
    ({"prices": [500, 0, 0]}, ["bound"]), ({"prices": [0, 0]}, ["bound"]), ({"prices": None}, ["bound"]),
    ({"prices": [10**12, 0, 0]}, ["bound"]), ({"prices": ["a", 0, 0]}, ["bound"]),
    ({"prices": [2**64, 0, 0]}, ["bound"]),
    ({"bound": 0}, []),
])  # fmt: skip
def test_a_forged_certificate_is_found_out(forged, wrong):
    task = a_round(wanted=[1, 1], most=[2, 2, 2])
    found = assign(task)
    assert verify(task, found.plan, {**found.certificate, **forged}) == wrong


def test_another_question_has_another_fingerprint():
    changes = [
        {"lanes": [0, 1]}, {"wanted": [2, 1]}, {"partners": [0, 1, 1]}, {"least": [1, 0, 0]},
        {"most": [2, 2, 3]}, {"fit": np.zeros((2, 3))}, {"given": [(0, 0)]}, {"forbidden": [(0, 0)]},
        {"shares": {0: (0, 1)}},
    ]  # fmt: skip
    assert len({a_round(**change).digest() for change in [{}, *changes]}) == 10
