"""Rounds small enough to try every plan, and ways to make them."""

from itertools import combinations, product

import numpy as np
from hypothesis import strategies as st

from folkmoot.recruitment.assigning.checking import check, value
from folkmoot.recruitment.assigning.task import Plan, Task

ENGLAND, WALES, SCOTLAND = range(3)


def a_round(**changes):
    """Two applications to England; two assessors from England, one from Wales, each of whom may read both."""
    numbers = {
        "lanes": [ENGLAND, ENGLAND], "wanted": [2, 2], "partners": [ENGLAND, ENGLAND, WALES],
        "least": [0, 0, 0], "most": [2, 2, 2], "fit": [[900, 800, 100], [900, 800, 100]],
    }  # fmt: skip
    return Task(**numbers | changes)


def named(report):
    """What is not kept, as short tuples."""
    return [
        (
            breach.rule,
            *(who for who in (breach.application, breach.assessor, breach.partner) if who is not None),
            breach.count,
            *filter(None, [breach.why]),
        )
        for breach in report.breaches
    ]


def best_by_trying(task):
    """The value of the best of all plans that are allowed."""
    choices = [
        [
            combination
            for size in range(wanted + 1)
            for combination in combinations(range(task.assessors), size)
        ]
        for wanted in task.wanted.tolist()
    ]
    plans = (
        Plan([(application, reader) for application, readers in enumerate(chosen) for reader in readers])
        for chosen in product(*choices)
    )
    return max(value(task, plan) for plan in plans if check(task, plan).is_allowed)


@st.composite
def tasks(draw, applications=3, assessors=4, wanted=2):
    n, m = draw(st.integers(0, applications)), draw(st.integers(0, assessors))
    partner = st.integers(0, 2)
    most = draw(st.lists(st.integers(0, 3), min_size=m, max_size=m))
    pairs = [(i, j) for i in range(n) for j in range(m)]
    some = st.lists(st.sampled_from(pairs), max_size=n * m // 2) if pairs else st.just([])
    bounds = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(sorted).map(tuple)
    return Task(
        lanes=draw(st.lists(st.integers(-1, 2), min_size=n, max_size=n)),
        wanted=draw(st.lists(st.integers(0, wanted), min_size=n, max_size=n)),
        partners=draw(st.lists(partner, min_size=m, max_size=m)),
        least=[draw(st.integers(0, high)) for high in most], most=most,
        fit=np.array([[draw(st.integers(0, 1000)) for _ in range(m)] for _ in range(n)]).reshape(n, m),
        given=draw(some)[:2], forbidden=draw(some), shares=draw(st.dictionaries(partner, bounds, max_size=2)),
    )  # fmt: skip
