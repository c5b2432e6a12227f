"""The task as a network.

    application --- what a further reader of this partner costs --->  application and partner
    application and partner --- less the fit, one at most --->        assessor
    assessor --- the promised least first, then up to the most --->   partner
    partner --- its share first, then at a cost --->                  the end
    application --- what it weighs to stay unread --->                the end

Each further unit along one of these costs more than the one before, so a cheapest flow takes them in their
order, and any plan is a flow. Only candidates, some of the pairs, are arcs; whether a pair left out would
have been better, prices tell.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .flow import Network
from .task import Task


@dataclass(eq=False)
class Readings:
    """The network of a task with these candidates, and how plans and prices lie in it."""

    task: Task
    candidates: np.ndarray  # pairs, in order

    @cached_property
    def _places(self):
        by_partner = (
            self.candidates[:, 0] * self.task.partner_count + self.task.partners[self.candidates[:, 1]]
        )
        return np.unique(by_partner, return_inverse=True)

    @property
    def place_keys(self):
        """A number for each place: the node between an application and a partner with candidates for it."""
        return self._places[0]

    @property
    def place_of(self):
        """At which place each candidate stands."""
        return self._places[1]

    @cached_property
    def places(self):
        """The application and the partner of each place."""
        return np.divmod(self.place_keys, max(1, self.task.partner_count))

    # Where the nodes of each kind begin.

    @property
    def first_place(self):
        return self.task.applications

    @property
    def first_assessor(self):
        return self.first_place + len(self.place_keys)

    @property
    def first_partner(self):
        return self.first_assessor + self.task.assessors

    @property
    def end(self):
        return self.first_partner + self.task.partner_count

    @cached_property
    def _steps(self):
        """The units from application to place: at which place, how many go before it, what it costs."""
        applications, partners = self.places
        room = np.minimum(
            np.bincount(self.place_of, minlength=len(applications)), self.task.wanted[applications]
        )
        at = np.repeat(np.arange(len(applications)), room)
        before = np.arange(len(at)) - np.repeat(room.cumsum() - room, room)
        count = self.task.given_readers[applications[at], partners[at]] + before
        return at, before, self.task.cost_of_next(applications[at], partners[at], count)

    @cached_property
    def network(self):
        task, ends = self.task, self.end
        supply = np.zeros(ends + 1, dtype=np.int64)
        supply[: task.applications] = task.wanted
        supply[ends] = -task.wanted.sum()
        tails, heads, capacities, costs = (np.concatenate(part) for part in zip(*self._arcs(), strict=True))
        return Network(supply, tails, heads, capacities, costs)

    def _arcs(self):
        """Tails, heads, capacities, costs of each kind of arc. `flow_of` keeps the same order."""
        task, pairs = self.task, self.candidates
        at, _before, step_costs = self._steps
        assessors, applications = np.arange(task.assessors), np.arange(task.applications)
        partners = self.first_partner + task.partners
        room = (task.most - task.given_loads).clip(0)
        owed = (task.least - task.given_loads).clip(0)
        none, one = (
            np.zeros(task.assessors, dtype=np.int64),
            np.ones(max(len(pairs), len(at)), dtype=np.int64),
        )
        yield (
            self.first_place + self.place_of,
            self.first_assessor + pairs[:, 1],
            one[: len(pairs)],
            -self.fit,
        )
        yield self.places[0][at], self.first_place + at, one[: len(at)], step_costs
        yield self.first_assessor + assessors, partners, owed, none - task.weights.least
        yield self.first_assessor + assessors, partners, room - owed, none
        yield (
            applications,
            np.full_like(applications, self.end),
            task.wanted,
            applications * 0 + task.weights.unread,
        )
        yield from self._shares()

    def _shares(self):
        for partner in range(self.task.partner_count):
            room = np.diff(self._bounds(partner))
            tails = np.full(len(room), self.first_partner + partner)
            yield tails, np.full_like(tails, self.end), room, self.task.weights.share * np.array([-1, 0, 1])

    def _bounds(self, partner):
        """Up to how many further readings a partner is under, within and over its share."""
        members = self.task.partners == partner
        given = int(self.task.given_loads[members].sum())
        room = int((self.task.most - self.task.given_loads).clip(0)[members].sum())
        low, high = self.task.shares.get(partner, (0, given + room))
        return [0, *(min(max(bound - given, 0), room) for bound in (low, high)), room]

    @cached_property
    def fit(self):
        return self.task.fit_of(self.candidates)

    # Plans and prices, in and out.

    def chosen(self, flow):
        return self.candidates[flow[: len(self.candidates)] > 0]

    def flow_of(self, pairs):
        """The flow that is this plan, all of whose pairs are candidates."""
        task = self.task
        taken = np.isin(keys(task, self.candidates), keys(task, pairs))
        at, before, _costs = self._steps
        reads = np.bincount(self.place_of[taken], minlength=len(self.places[0]))
        loads = np.bincount(pairs[:, 1], minlength=task.assessors)
        owed = np.minimum(loads, (task.least - task.given_loads).clip(0))
        unread = task.wanted - np.bincount(pairs[:, 0], minlength=task.applications)
        by_partner = np.bincount(task.partners[pairs[:, 1]], minlength=task.partner_count)
        shares = [
            np.diff(np.minimum(self._bounds(partner), load))
            for partner, load in enumerate(by_partner.tolist())
        ]
        return np.concatenate([taken, before < reads[at], owed, loads - owed, unread, *shares]).astype(
            np.int64
        )

    def prices(self, potentials):
        """What a reading by each assessor costs all others."""
        return potentials[self.end] - potentials[self.first_assessor : self.first_partner]


def keys(task, pairs):
    """Each pair as one number."""
    return pairs[:, 0] * task.assessors + pairs[:, 1]
