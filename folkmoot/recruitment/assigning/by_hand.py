"""Changing a plan by hand: what it would break, what it would mend, and what it costs."""

from dataclasses import dataclass

from .checking import MUST, Breach, check
from .task import Plan


@dataclass(frozen=True)
class Change:
    """A plan with a change, beside the plan before it."""

    plan: Plan
    difference: int  # in value; in whole points of fit as long as no rule is concerned
    worse: tuple[Breach, ...]  # rules that are not kept, or less than before
    better: tuple[Breach, ...]  # rules that were not kept and are now, or more than before; as they were

    @property
    def is_allowed(self):
        """Whether it breaks nothing that may never be broken. The rest is for people to weigh."""
        return not any(breach.rule in MUST for breach in self.worse)


def change(task, plan, *, add=(), remove=()):
    """The plan with these pairs added and these taken out; moving someone is one of each."""
    pairs = list(map(tuple, plan.pairs.tolist()))
    for pair in map(tuple, remove):
        if pair not in pairs:
            raise ValueError("What is not in the plan cannot be taken out of it.")
        pairs.remove(pair)
    changed = Plan([*pairs, *add])
    before, after = check(task, plan), check(task, changed)
    was, now = ({breach.subject: breach for breach in report.breaches} for report in (before, after))
    return Change(
        changed, after.value - before.value,
        tuple(breach for breach in after.breaches if _amount(now, breach) > _amount(was, breach)),
        tuple(breach for breach in before.breaches if _amount(now, breach) < _amount(was, breach)),
    )  # fmt: skip


def _amount(breaches, breach):
    found = breaches.get(breach.subject)
    return abs(found.count) if found else 0
