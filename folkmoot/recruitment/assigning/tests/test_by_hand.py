"""Changing a plan by hand: what that breaks, mends and costs, in words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.recruitment.assigning.by_hand import change
from folkmoot.recruitment.assigning.finding import assign
from folkmoot.recruitment.assigning.words import sentence

from .rounds import a_round, tasks

NAMES = {"application": "Ben's application", "assessor": "Dev", "partner": "England"}


def changed(add=(), remove=(), **changes):
    task = a_round(**changes)
    return change(task, assign(task).plan, add=add, remove=remove)


def said(breaches):
    return [sentence(breach, **NAMES) for breach in breaches]


def test_a_swap_within_the_rules_costs_fit_alone():
    made = changed(add=[(0, 1)], remove=[(0, 0)])
    assert (made.difference, made.is_allowed, made.worse, made.better) == (-100, True, (), ())
    assert made.plan.readers(0) == [1, 2]


def test_taking_the_only_reader_of_another_partner_is_told():
    made = changed(add=[(0, 1)], remove=[(0, 2)])
    assert made.is_allowed
    assert said(made.worse) == [
        "Ben's application has 1 reader too many from its own partner. "
        "Somebody from another partner could read it."
    ]


def test_what_may_never_be_is_not_allowed():
    made = changed(add=[(0, 0), (0, 1)], forbidden=[(0, 1)], most=[2, 0, 2])
    assert not made.is_allowed
    assert said(made.worse) == [
        "Dev already reads Ben's application.",
        "Dev has a conflict of interest with Ben's application.",
        "Ben's application has 2 readers too many from its own partner. "
        "There is nobody else from another partner.",
        "Ben's application has 2 readers more than it needs.",
        "Dev reads 1 more than they can.",
        "Dev reads 1 more than they can.",
    ]


def test_what_it_mends_is_told_too():
    task = a_round()
    plan = change(task, assign(task).plan, add=[(0, 1)], remove=[(0, 2)]).plan
    made = change(task, plan, add=[(0, 2)], remove=[(0, 0)])
    assert (made.worse, [breach.rule for breach in made.better]) == ((), ["own"])
    assert made.difference > 0


def test_a_reader_taken_out_is_missing():
    made = changed(remove=[(0, 0)], least=[2, 0, 0])
    assert said(made.worse) == [
        "Ben's application lacks 1 reader. Somebody else could read it.",
        "Dev reads 1 fewer than they were promised.",
    ]  # fmt: skip


def test_shares_are_told_both_ways():
    shares = {0: (2, 2), 1: (2, 2)}
    made = changed(add=[(0, 1)], remove=[(0, 2)], shares=shares)
    assert said(made.worse)[1:] == [
        "England reads 1 more than its share.",
        "England reads 1 fewer than its share.",
    ]
    back = change(a_round(shares=shares), made.plan, add=[(0, 2)], remove=[(0, 1)])
    assert (back.difference, back.worse) == (-made.difference, ())
    assert len(back.better) == 3


def test_nobody_takes_out_what_is_not_in():
    with pytest.raises(ValueError, match="not in the plan"):
        changed(remove=[(0, 1)])
    with pytest.raises(ValueError, match="not there"):
        changed(add=[(0, 9)])


@settings(max_examples=60, deadline=None)
@given(tasks(), st.data())
def test_no_change_that_is_allowed_makes_the_best_plan_better(task, data):
    plan = assign(task).plan
    pairs = [(i, j) for i in range(task.applications) for j in range(task.assessors)]
    add = data.draw(st.lists(st.sampled_from(pairs), max_size=2)) if pairs else []
    planned = [tuple(pair) for pair in plan.pairs.tolist()]
    remove = data.draw(st.lists(st.sampled_from(planned), max_size=2, unique=True)) if planned else []
    made = change(task, plan, add=add, remove=remove)
    assert made.difference <= 0 or not made.is_allowed
