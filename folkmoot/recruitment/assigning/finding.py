"""Finding the best plan: a network of likely pairs, widened until no pair left out would be better."""

import time
from dataclasses import dataclass

import numpy as np

from .checking import Report, check, value
from .flow import cheapest
from .network import Readings, keys
from .prices import choose, worth_of_loads
from .task import NOT_ALLOWED, Plan, in_order

BEST, DRAWN = 8, 12  # how many assessors are likely for an application: by fit, and by lot
SOLVER = "primal-dual 1"


@dataclass(eq=False)
class Found:
    """The best plan, what it lacks, and what proves that there is none better (ready for JSON)."""

    plan: Plan
    report: Report
    certificate: dict


def assign(task):
    """The best plan for a task. There always is one; what it could not do is named in its report."""
    began = time.perf_counter()
    readings = Readings(task, likely(task))
    potentials = np.zeros(readings.end + 1, dtype=np.int64)
    pairs, rounds = np.zeros((0, 2), dtype=np.int64), 0
    while True:
        rounds += 1
        flow, potentials = cheapest(readings.network, readings.flow_of(pairs), potentials)
        pairs, prices = readings.chosen(flow), readings.prices(potentials)
        choice = choose(task, prices)
        bound = choice.worth + worth_of_loads(task, prices)
        plan = Plan(pairs)
        if value(task, plan) == bound:
            break
        missing = choice.pairs[~np.isin(keys(task, choice.pairs), keys(task, readings.candidates))]
        if not len(missing):
            raise ArithmeticError("The plan is not as good as its prices say, though nothing is missing.")
        readings, potentials = widened(readings, potentials, missing)
    report = check(task, plan)
    return Found(plan, report, {
        "value": report.value, "fit": report.fit, "bound": bound, "prices": prices.tolist(),
        "pairs_priced": task.applications * task.assessors - len(task.banned),
        "task": task.digest(), "plan": plan.digest(), "rounds": rounds, "solver": SOLVER,
        "seconds": round(time.perf_counter() - began, 3),
    })  # fmt: skip


def likely(task):
    """The pairs to begin with: the best of each application, and some by lot so that all are in reach."""
    found, lot = [np.zeros((0, 2), dtype=np.int64)], np.random.default_rng(1)
    for start, rows in task.blocks():
        applications = np.arange(len(rows))[:, None]
        best = np.argpartition(-rows, min(BEST, task.assessors) - 1, axis=1)[:, :BEST]
        drawn = lot.integers(0, task.assessors, (len(rows), DRAWN))
        for assessors in (best, drawn):
            allowed = rows[applications, assessors] > NOT_ALLOWED
            where, which = np.nonzero(allowed)
            found.append(np.stack([where + start, assessors[where, which]], axis=1))
    return in_order(np.concatenate(found))


def widened(readings, potentials, missing):
    """The network with these pairs too, and the potentials it had; a new node's is the best it can be."""
    task = readings.task
    wider = Readings(task, in_order(np.concatenate([readings.candidates, missing])))
    applications, partners = wider.places
    given = task.given_readers[applications, partners]
    between = potentials[applications] + task.cost_of_next(applications, partners, given)
    between[np.isin(wider.place_keys, readings.place_keys)] = potentials[
        readings.first_place : readings.first_assessor
    ]
    return wider, np.concatenate([
        potentials[: task.applications], between, potentials[readings.first_assessor :],
    ])  # fmt: skip
