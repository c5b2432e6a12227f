"""What the best plan could be worth at most, when each reading by an assessor has a price.

Let every application buy the readers it likes best at these prices, and every assessor sell as many readings
as they like. Nobody minds what others take, so together that is worth at least as much as any plan: a bound.
A plan that is worth exactly the bound is the best there is, and whoever has the prices can see that for
themselves in one pass over all pairs.
"""

from dataclasses import dataclass

import numpy as np

HIGHEST = 100_000_000


@dataclass(eq=False)
class Choice:
    """What applications choose at given prices: the worth of it all, and the pairs."""

    worth: int
    pairs: np.ndarray


def bound(task, prices):
    """At least the value of every plan for this task."""
    return choose(task, prices).worth + worth_of_loads(task, prices)


def choose(task, prices):
    """What each application would take by itself, out of all pairs that are allowed."""
    prices = np.asarray(prices, dtype=np.int64)
    if prices.shape != (task.assessors,) or (abs(prices) > HIGHEST).any():
        raise ValueError("There is a price for each assessor, and none is beyond measure.")
    worth, pairs = -standing_costs(task), [np.zeros((0, 2), dtype=np.int64)]
    if not task.assessors:
        return Choice(worth - task.weights.unread * int(task.wanted.sum()), pairs[0])
    for start, rows in task.blocks():
        rows -= prices.astype(np.int32)
        chosen_worth, chosen = _choose(task, start, rows)
        worth += chosen_worth
        pairs.append(chosen)
    return Choice(worth, np.concatenate(pairs))


def _choose(task, start, rows):
    """For a block of applications; a partner's further readers cost more, so the best may go first."""
    applications = np.arange(start, start + len(rows))
    wanted = task.wanted[applications]
    if not wanted.any():
        return 0, np.zeros((0, 2), dtype=np.int64)
    margins, readers = [], []
    for partner in np.unique(task.partners):
        members = np.flatnonzero(task.partners == partner)
        for taken, (net, place) in enumerate(_best(rows[:, members], min(wanted.max(), len(members)))):
            count = task.given_readers[applications, partner] + taken
            margins.append(net - task.cost_of_next(applications, partner, count))
            readers.append(members[place])
    shape = (len(rows), -1)
    margins, readers = (np.array(found, dtype=np.int64).T.reshape(shape) for found in (margins, readers))
    best = np.argsort(-margins, axis=1, kind="stable")[:, : wanted.max()]
    margins, readers = (np.take_along_axis(found, best, axis=1) for found in (margins, readers))
    turn = np.arange(margins.shape[1])
    takes = (turn < wanted[:, None]) & (margins > -task.weights.unread)
    unread = wanted.sum() - takes.sum()
    pairs = np.stack([np.broadcast_to(applications[:, None], takes.shape)[takes], readers[takes]], axis=1)
    return int(margins[takes].sum() - unread * task.weights.unread), pairs


def _best(rows, how_many):
    """The best of each row, the second best, and so on: its worth and its place. Overwrites the rows."""
    every = np.arange(len(rows))
    for _turn in range(how_many):
        place = rows.argmax(axis=1)
        yield rows[every, place].astype(np.int64), place
        rows[every, place] = np.iinfo(np.int32).min


def standing_costs(task):
    """What the rules say against the readers that are given, whatever is planned."""
    return int(spread_costs(task, task.given_readers).sum())


def spread_costs(task, readers):
    """What the rules say, for each application, against so many readers from each partner (a table)."""
    steps = np.arange(readers.max(initial=0) + 1)
    costs = np.concatenate([[0], task.weights.of_spread(steps).cumsum()])
    return costs[readers].sum(axis=1) + over_own(task, readers) * task.weights.own


def over_own(task, readers):
    """How many readers of each application are from its own partner beyond what the rule allows."""
    if not task.partner_count:
        return np.zeros(task.applications, dtype=np.int64)
    own = readers[np.arange(task.applications), task.lanes]
    return np.where(task.lanes >= 0, own - task.most_of_own, 0).clip(0)


def worth_of_loads(task, prices):
    """What assessors earn at these prices with the loads that suit them and their partners' shares best."""
    prices, worth = np.asarray(prices, dtype=np.int64), 0
    room = (task.most - task.given_loads).clip(0)
    owed = (task.least - task.given_loads).clip(0)
    for partner in range(task.partner_count):
        members = np.flatnonzero(task.partners == partner)
        promised = np.repeat(prices[members] + task.weights.least, owed[members])
        further = np.repeat(prices[members], (room - owed)[members])
        earned = np.sort(np.concatenate([promised, further]))[::-1]
        given = int(task.given_loads[members].sum())
        earned = earned - cost_of_next_in_share(task, partner, given + np.arange(len(earned)))
        worth += int(earned[earned > 0].sum()) - task.weights.least * int(owed[members].sum())
        worth -= task.weights.share * outside_share(task, partner, given)
    return worth


def cost_of_next_in_share(task, partner, load):
    """What it costs that a partner reads one more when it reads `load` (an array)."""
    low, high = task.shares.get(partner, (0, np.iinfo(np.int64).max))
    return task.weights.share * ((load >= high).astype(np.int64) - (load < low))


def outside_share(task, partner, load):
    """By how many readings a partner's assessors read less or more than their share."""
    low, high = task.shares.get(partner, (0, load))
    return max(low - load, load - high, 0)
