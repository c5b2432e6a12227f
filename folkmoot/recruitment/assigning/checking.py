"""What a plan is worth and which rules it does not keep, counted from the plan alone."""

from dataclasses import dataclass

import numpy as np

from .prices import outside_share, over_own, spread_costs

MUST = {"conflict", "again", "most", "enough"}  # what no plan that was found ever does


@dataclass(frozen=True)
class Breach:
    """A rule that is not kept, by how much, and by whom; and why an application has nobody further.

    nobody: there is no one else. conflict: everyone else has one. full: whoever else may read it reads as
    many as they can. given: the plan adds none from the own partner. possible: someone could be added.
    """

    rule: str  # conflict, again, most, enough; unread, own, least, share
    application: int | None = None
    assessor: int | None = None
    partner: int | None = None
    count: int = 1
    why: str = ""

    @property
    def subject(self):
        return self.rule, self.application, self.assessor, self.partner


@dataclass(frozen=True)
class Report:
    value: int
    fit: int
    breaches: tuple[Breach, ...]
    one_partner_only: int  # applications whose readers, two or more, are all from one partner

    @property
    def is_allowed(self):
        return not any(breach.rule in MUST for breach in self.breaches)


def check(task, plan):
    counts = Counts(task, plan.pairs)
    return Report(
        value(task, plan), int(task.fit_of(plan.pairs).sum()),
        (*counts.wrong_pairs(), *counts.of_applications(), *counts.of_others()),
        int(((counts.readers > 1).any(axis=1) & ((counts.readers > 0).sum(axis=1) == 1)).sum()),
    )  # fmt: skip


def value(task, plan):
    """Fit less what the rules say against the plan: the number that the best plan has most of."""
    return int(task.fit_of(plan.pairs).sum()) - Counts(task, plan.pairs).costs()


class Counts:
    """Who reads how much, and who is read by how many, the given pairs included."""

    def __init__(self, task, pairs):
        if len(pairs) and (
            (pairs < 0).any() or (pairs.max(axis=0) >= (task.applications, task.assessors)).any()
        ):
            raise ValueError("A pair names someone who is not there.")
        self.task, self.pairs = task, pairs
        self.found = np.bincount(pairs[:, 0], minlength=task.applications)
        self.lacks = (task.wanted - self.found).clip(0)
        self.readers = task.given_readers + task.readers_by_partner(pairs)
        self.over_own = over_own(task, self.readers)
        self.loads = task.given_loads + np.bincount(pairs[:, 1], minlength=task.assessors)
        self.owed = (task.least - self.loads).clip(0)
        by_partner = np.bincount(task.partners, self.loads, task.partner_count).astype(int).tolist()
        self.outside = {partner: outside_share(task, partner, by_partner[partner]) for partner in task.shares}
        self.by_partner = by_partner

    def costs(self):
        weights = self.task.weights
        return (
            int(spread_costs(self.task, self.readers).sum())
            + weights.unread * int(self.lacks.sum())
            + weights.least * int(self.owed.sum())
            + weights.share * sum(self.outside.values())
        )

    def wrong_pairs(self):
        standing, conflicts = _among(self.task.given), _among(self.task.forbidden)
        seen = set()
        for pair in map(tuple, self.pairs.tolist()):
            if pair in conflicts:
                yield Breach("conflict", *pair)
            if pair in standing or pair in seen:
                yield Breach("again", *pair)
            seen.add(pair)

    def of_applications(self):
        for application in np.flatnonzero(self.lacks).tolist():
            yield Breach("unread", application, count=int(self.lacks[application]), why=self.why(application))
        for application in np.flatnonzero(self.over_own).tolist():
            why = self.why_own(application)
            yield Breach("own", application, count=int(self.over_own[application]), why=why)
        for application in np.flatnonzero(self.found > self.task.wanted).tolist():
            yield Breach("enough", application, count=int((self.found - self.task.wanted)[application]))

    def of_others(self):
        over = self.loads - np.maximum(self.task.most, self.task.given_loads)
        for assessor in np.flatnonzero(over > 0).tolist():
            yield Breach("most", assessor=assessor, count=int(over[assessor]))
        for assessor in np.flatnonzero(self.owed).tolist():
            yield Breach("least", assessor=assessor, count=int(self.owed[assessor]))
        for partner, outside in self.outside.items():
            if outside:
                below = self.by_partner[partner] < self.task.shares[partner][0]
                yield Breach("share", partner=partner, count=-outside if below else outside)

    def why_own(self, application):
        own = self.task.lanes[application]
        planned = self.task.partners[_of(self.pairs, application)]
        return self.why(application, other_than=own) if (planned == own).any() else "given"

    def why(self, application, other_than=None):
        """Why nobody further (from another partner) reads it."""
        others = self.task.partners != (-1 if other_than is None else other_than)
        others[_of(self.pairs, application)] = False
        others[_of(self.task.given, application)] = False
        if not others.any():
            return "nobody"
        others[_of(self.task.forbidden, application)] = False
        if not others.any():
            return "conflict"
        return "possible" if (self.loads < self.task.most)[others].any() else "full"


def _of(pairs, application):
    first, last = np.searchsorted(pairs[:, 0], (application, application + 1))
    return pairs[first:last, 1]


def _among(pairs):
    return set(map(tuple, pairs.tolist()))
