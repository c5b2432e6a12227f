"""The best plan: as good as trying them all, whatever the round, and what it could not do has a name."""

import json

import numpy as np
import pytest
from hypothesis import given, settings

from folkmoot.recruitment.assigning import finding
from folkmoot.recruitment.assigning.checking import check
from folkmoot.recruitment.assigning.finding import assign
from folkmoot.recruitment.assigning.proof import verify

from .rounds import ENGLAND, SCOTLAND, WALES, a_round, best_by_trying, named, tasks


@settings(max_examples=60, deadline=None)
@given(tasks())
def test_no_plan_is_better(task):
    found = assign(task)
    assert found.report.value == best_by_trying(task)


@settings(max_examples=120, deadline=None)
@given(tasks(applications=12, assessors=9, wanted=5))
def test_every_rule_holds_and_the_proof_too(task):
    found = assign(task)
    assert found.report == check(task, found.plan)
    assert found.report.is_allowed
    assert verify(task, found.plan, json.loads(json.dumps(found.certificate))) == []

    lacking = task.wanted - np.bincount(found.plan.pairs[:, 0], minlength=task.applications)
    said = {breach.application: breach for breach in found.report.breaches if breach.rule == "unread"}
    assert {one: breach.count for one, breach in said.items()} == {
        int(one): int(lacking[one]) for one in np.flatnonzero(lacking)
    }
    assert "possible" not in {breach.why for breach in found.report.breaches}


@settings(max_examples=40, deadline=None)
@given(tasks(applications=12, assessors=9, wanted=3))
def test_few_candidates_lead_to_the_same_value(task):
    few, finding.BEST, finding.DRAWN = (finding.BEST, finding.DRAWN), 1, 1
    try:
        narrow = assign(task)
    finally:
        finding.BEST, finding.DRAWN = few
    assert narrow.report.value == assign(task).report.value


def test_the_same_question_has_the_same_answer():
    first, again = assign(a_round()), assign(a_round())
    assert {**first.certificate, "seconds": 0} == {**again.certificate, "seconds": 0}


def test_one_reader_of_each_is_from_another_partner_though_others_fit_better():
    found = assign(a_round())
    assert [found.plan.readers(application) for application in (0, 1)] == [[0, 2], [0, 2]]
    assert named(found.report) == []


def test_two_of_three_may_be_from_the_own_partner():
    partners, fit = [ENGLAND] * 3 + [WALES, SCOTLAND], [[900, 900, 900, 0, 10]]
    found = assign(
        a_round(lanes=[ENGLAND], wanted=[3], partners=partners, least=[0] * 5, most=[1] * 5, fit=fit)
    )
    assert (len(found.plan.pairs), found.plan.readers(0)[-1], found.report.one_partner_only) == (3, 4, 0)


@pytest.mark.parametrize(("changes", "why"), [
    ({"forbidden": [(0, 2), (1, 2)]}, "conflict"), ({"most": [2, 2, 0]}, "full"),
    ({"partners": [ENGLAND] * 3}, "nobody"),
])  # fmt: skip
def test_where_nobody_else_is_to_be_had_it_says_why(changes, why):
    found = assign(a_round(**changes))
    assert named(found.report) == [("own", 0, 1, why), ("own", 1, 1, why)]


def test_who_was_promised_readings_gets_them():
    found = assign(a_round(wanted=[1, 1], least=[0, 1, 1]))
    assert np.bincount(found.plan.pairs[:, 1], minlength=3).tolist() == [0, 1, 1]


def test_promises_beyond_what_there_is_to_read_are_named():
    found = assign(a_round(wanted=[1, 0], least=[1, 1, 0]))
    assert named(found.report) == [("least", 1, 1)]


def test_a_partner_reads_its_share():
    partners, shares = [ENGLAND, WALES, WALES], {ENGLAND: (0, 1), SCOTLAND: (1, 9)}
    found = assign(a_round(partners=partners, shares=shares, most=[4, 4, 4]))
    assert np.bincount(found.plan.pairs[:, 1], minlength=3).tolist() == [1, 2, 1]
    assert named(found.report) == [("share", SCOTLAND, -1)]


def test_a_second_wave_minds_the_first():
    given = [(0, 0), (0, 1), (1, 2)]
    found = assign(a_round(given=given, wanted=[1, 1], most=[2, 1, 3]))
    assert found.plan.pairs.tolist() == [[0, 2], [1, 0]]
    assert named(found.report) == []


NOBODY = {"partners": [], "least": [], "most": [], "fit": np.zeros((2, 0))}
NOTHING = {"lanes": [], "wanted": [], "fit": np.zeros((0, 3))}
EVERYONE = [(application, assessor) for application in (0, 1) for assessor in (0, 1, 2)]


@pytest.mark.parametrize(("changes", "said"), [
    (NOBODY, [("unread", 0, 2, "nobody"), ("unread", 1, 2, "nobody")]),
    (NOTHING, []),
    (NOBODY | NOTHING | {"fit": np.zeros((0, 0))}, []),
    ({"forbidden": EVERYONE}, [("unread", 0, 2, "conflict"), ("unread", 1, 2, "conflict")]),
    ({"most": [0, 0, 0]}, [("unread", 0, 2, "full"), ("unread", 1, 2, "full")]),
    ({"wanted": [0, 0]}, []),
    ({"wanted": [4, 0]}, [("unread", 0, 1, "nobody")]),
    ({"given": EVERYONE, "wanted": [1, 0]}, [("unread", 0, 1, "nobody")]),
])  # fmt: skip
def test_there_is_always_a_plan(changes, said):
    task = a_round(**changes)
    found = assign(task)
    assert named(found.report) == said
    assert verify(task, found.plan, found.certificate) == []


def test_one_assessor_reads_what_they_can():
    task = a_round(partners=[WALES], least=[1], most=[1], fit=[[3], [5]], wanted=[1, 1])
    found = assign(task)
    assert found.plan.pairs.tolist() == [[1, 0]]
    assert named(found.report) == [("unread", 0, 1, "full")]


def test_fit_may_be_asked_for_row_by_row():
    fit = np.array([[900, 800, 100], [900, 800, 100]])
    by_rows = a_round(fit=lambda start, stop: fit[start:stop])
    assert assign(by_rows).certificate["plan"] == assign(a_round()).certificate["plan"]
    assert by_rows.digest() == a_round().digest()


@pytest.mark.parametrize("changes", [
    {"fit": [[1001, 0, 0], [0, 0, 0]]}, {"fit": [[-1, 0, 0], [0, 0, 0]]}, {"fit": [[1, 2], [3, 4]]},
    {"wanted": [1]}, {"wanted": [-1, 2]}, {"least": [3, 0, 0]}, {"partners": [-1, 0, 0]}, {"lanes": [-2, 0]},
    {"forbidden": [(2, 0)]}, {"given": [(0, 3)]}, {"shares": {0: (2, 1)}},
])  # fmt: skip
def test_nonsense_is_refused(changes):
    with pytest.raises(ValueError, match=r"."):
        assign(a_round(**changes))
