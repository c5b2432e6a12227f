"""Assignment: the best plan with its proof, at two sizes and in an awkward round, beside what is usual.

Assessors work for employers, employers belong to six uneven partners; who shares the applicant's employer may
not read. Usual are dealing at random to whoever has least, and giving away the best pair that is left.
"""

import time

import numpy as np

from folkmoot.recruitment.assigning.checking import check
from folkmoot.recruitment.assigning.finding import assign
from folkmoot.recruitment.assigning.proof import verify
from folkmoot.recruitment.assigning.task import Plan, Task

READERS, PARTNERS, TOPICS = 3, 6, 24
SIZES = [(2000, 200), (20_000, 2000)]


def run():
    rows = []
    for applications, assessors in SIZES:
        task = a_round(applications, assessors)
        rows.append(measured(f"{applications:,} applications, {assessors:,} assessors", task))
    task = a_round(*SIZES[0])
    best = assign(task).report
    for what, deal in (("dealt at random to whoever has least", at_random), ("best pair first", best_first)):
        rows.append(
            {"what": f"{SIZES[0][0]:,} and {SIZES[0][1]}, {what}", **compared(task, deal(task), best)}
        )
    rows.append(measured("2,000 and 200, all want the same few", a_round(*SIZES[0], popular=True)))
    return rows


def measured(what, task):
    began, worked = time.perf_counter(), time.process_time()
    found = assign(task)
    took, used = time.perf_counter() - began, time.process_time() - worked
    began = time.perf_counter()
    assert verify(task, found.plan, found.certificate) == []
    again = time.perf_counter() - began
    return {
        "what": what, "s": round(took, 2), "CPU s": round(used, 2), "proved again s": round(again, 2),
        "rounds": found.certificate["rounds"], **compared(task, found.plan, found.report),
    }  # fmt: skip


def compared(task, plan, best):
    report = check(task, plan)
    amounts = {
        rule: sum(abs(breach.count) for breach in report.breaches if breach.rule == rule)
        for rule in ("unread", "own", "least", "share")
    }
    return {"fit": round(report.fit / best.fit, 3), "one partner only": report.one_partner_only, **amounts}


def a_round(applications, assessors, popular=False):
    die = np.random.default_rng(1)
    employers = max(3 * PARTNERS, assessors * 3 // 4)
    partner_of = die.choice(PARTNERS, employers, p=[0.34, 0.22, 0.16, 0.12, 0.09, 0.07])
    sizes = die.dirichlet(np.full(employers, 1.2))
    works_at, applies_from = (
        die.choice(employers, assessors, p=sizes),
        die.choice(employers, applications, p=sizes),
    )
    partners = partner_of[works_at]
    most = np.full(assessors, int(np.ceil(READERS * applications / assessors * 1.25)))
    readings = READERS * applications * np.bincount(partners, minlength=PARTNERS) / assessors
    return Task(
        lanes=partner_of[applies_from], wanted=np.full(applications, READERS), partners=partners,
        least=most * 2 // 5, most=most, fit=fit(die, applications, assessors, popular),
        forbidden=np.argwhere(applies_from[:, None] == works_at),
        shares={partner: (int(share * 0.9), int(share * 1.1) + 1) for partner, share in enumerate(readings)},
    )  # fmt: skip


def fit(die, applications, assessors, popular):
    """Topics in common and what people wrote; or nearly the same for everyone."""
    if popular:
        return die.integers(0, 900, assessors) + die.integers(0, 100, (applications, assessors))
    asked, known = (
        die.permuted(np.tile(np.arange(TOPICS) < many, (people, 1)), axis=1).astype(np.float32)
        for people, many in ((applications, 3), (assessors, 6))
    )
    return ((asked @ known.T) * 233 + die.integers(0, 300, (applications, assessors))).astype(np.int16)


def at_random(task):
    """Each application in turn: by lot among those who have fewest so far."""
    die, loads, pairs = np.random.default_rng(1), np.zeros(task.assessors), []
    for start, rows in task.blocks():
        for application, row in enumerate(rows, start):
            order = np.lexsort((die.random(task.assessors), loads))
            chosen = [one for one in order if row[one] >= 0 and loads[one] < task.most[one]][:READERS]
            loads[chosen] += 1
            pairs += [(application, one) for one in chosen]
    return Plan(pairs)


def best_first(task):
    """The best pair of all that are left, and so on."""
    wanted, room, pairs = task.wanted.copy(), task.most.copy(), []
    table = np.concatenate([rows for _start, rows in task.blocks()])
    for cell in np.argsort(-table, axis=None, kind="stable"):
        application, assessor = divmod(int(cell), task.assessors)
        if table[application, assessor] < 0 or len(pairs) == task.wanted.sum():
            break
        if wanted[application] and room[assessor]:
            wanted[application] -= 1
            room[assessor] -= 1
            pairs.append((application, assessor))
    return Plan(pairs)
