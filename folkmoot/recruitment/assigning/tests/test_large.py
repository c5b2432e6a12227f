"""A real round's size, and shapes that could make it slow."""

import numpy as np
import pytest

from folkmoot.recruitment.assigning.finding import assign
from folkmoot.recruitment.assigning.proof import verify
from folkmoot.recruitment.assigning.task import Task

APPLICATIONS, ASSESSORS = 400, 40


def likes(kind, die):
    shape = APPLICATIONS, ASSESSORS
    return {
        "any": lambda: die.integers(0, 1001, shape),
        "all want the same few": lambda: die.integers(0, 901, ASSESSORS) + die.integers(0, 100, shape),
        "all the same": lambda: np.full(shape, 500),
        "nothing fits": lambda: np.zeros(shape, int),
    }[kind]()


@pytest.mark.parametrize("kind", ["any", "all want the same few", "all the same", "nothing fits"])
def test_everyone_is_read_within_the_rules(kind):
    die = np.random.default_rng(5)
    most = np.full(ASSESSORS, 33)
    task = Task(
        lanes=die.integers(0, 5, APPLICATIONS), wanted=np.full(APPLICATIONS, 3),
        partners=np.arange(ASSESSORS) % 5, least=most - 6, most=most, fit=likes(kind, die),
        forbidden=np.argwhere(die.random((APPLICATIONS, ASSESSORS)) < 0.03),
        shares=dict.fromkeys(range(5), (216, 264)),
    )  # fmt: skip
    found = assign(task)
    assert (found.report.breaches, found.report.one_partner_only) == ((), 0)
    assert verify(task, found.plan, found.certificate) == []
