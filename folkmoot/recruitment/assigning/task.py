"""The question: applications that want readers, assessors who may read them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b

import numpy as np

from .weights import Weights, most_of_own

CELLS = 2_000_000  # how much of the table of fit is looked at together
BEST_FIT = 1000
NOT_ALLOWED = -1_000_000_000  # worse than leaving an application unread, whatever the price


@dataclass(frozen=True, eq=False)
class Task:
    """Applications and assessors are counted from 0, and so are partners.

    `fit` is a table of whole numbers from 0 to 1,000, a row for each application, or a function that answers
    the rows from `start` to `stop`: the whole table need never be in memory. Pairs are (application,
    assessor).
    """

    lanes: np.ndarray  # the partner each application applies to; -1: none
    wanted: np.ndarray  # how many readers are to be found for it, besides those given
    partners: np.ndarray  # the partner each assessor belongs to
    least: np.ndarray  # how many each assessor is to read, those given included
    most: np.ndarray
    fit: np.ndarray | Callable[[int, int], np.ndarray]
    given: np.ndarray = ()  # pairs that stand: they count, and are not given again
    forbidden: np.ndarray = ()  # pairs with a conflict
    shares: Mapping[int, tuple[int, int]] = field(default_factory=dict)  # partner: least and most readings
    weights: Weights = field(default_factory=Weights)

    def __post_init__(self):
        for name in ("lanes", "wanted", "partners", "least", "most"):
            object.__setattr__(self, name, np.array(getattr(self, name), dtype=np.int64).reshape(-1))
        for name in ("given", "forbidden"):
            object.__setattr__(self, name, in_order(getattr(self, name)))
        self._refuse_nonsense()

    def _refuse_nonsense(self):
        n, m = self.applications, self.assessors
        if len(self.wanted) != n or not len(self.partners) == len(self.least) == len(self.most) == m:
            raise ValueError("Not every application or assessor has all its numbers.")
        if not callable(self.fit) and np.shape(self.fit) != (n, m) and n and m:
            raise ValueError(f"The table of fit should be {n} by {m}.")
        if (self.wanted < 0).any() or (self.least < 0).any() or (self.least > self.most).any():
            raise ValueError("Nobody can read fewer than none, nor at least more than at most.")
        if (self.partners < 0).any() or (self.lanes < -1).any():
            raise ValueError("Partners are counted from 0; only a lane may be of none, -1.")
        for pairs in (self.given, self.forbidden):
            if len(pairs) and ((pairs < 0).any() or (pairs.max(axis=0) >= (n, m)).any()):
                raise ValueError("A pair names someone who is not there.")
        if any(not 0 <= low <= high for low, high in self.shares.values()):
            raise ValueError("A share has a least and a most.")

    @property
    def applications(self):
        return len(self.lanes)

    @property
    def assessors(self):
        return len(self.partners)

    @cached_property
    def partner_count(self):
        return 1 + max([-1, *self.lanes.tolist(), *self.partners.tolist(), *self.shares])

    @cached_property
    def banned(self):
        """Pairs that may not be made: conflicts, and those that stand already."""
        return in_order(np.concatenate([self.given, self.forbidden]))

    @cached_property
    def given_readers(self):
        """How many from each partner already read each application: a table."""
        return self.readers_by_partner(self.given)

    @cached_property
    def most_of_own(self):
        """How many readers of each application may be from its own partner."""
        return most_of_own(self.wanted + self.given_readers.sum(axis=1))

    @cached_property
    def given_loads(self):
        return np.bincount(self.given[:, 1], minlength=self.assessors)

    def readers_by_partner(self, pairs):
        cells = pairs[:, 0] * self.partner_count + self.partners[pairs[:, 1]]
        shape = self.applications, self.partner_count
        return np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape)

    def cost_of_next(self, applications, partners, count):
        """What the rules say against one more reader of this partner beyond `count` of it; arrays."""
        over = (self.lanes[applications] == partners) & (count >= self.most_of_own[applications])
        return self.weights.of_spread(count) + over * self.weights.own

    def chunks(self):
        """From which application to which the table of fit is looked at together, and those rows."""
        step = max(1, CELLS // max(1, self.assessors))
        for start in range(0, self.applications if self.assessors else 0, step):
            stop = min(start + step, self.applications)
            yield start, stop, self.rows(start, stop)

    def rows(self, start, stop):
        return self.fit(start, stop) if callable(self.fit) else np.asarray(self.fit)[start:stop]

    def blocks(self):
        """The table in parts: the first application's number, and the rows, hopeless for banned pairs."""
        for start, stop, rows in self.chunks():
            rows = np.array(rows, dtype=np.int32)
            if rows.shape != (stop - start, self.assessors) or rows.min() < 0 or rows.max() > BEST_FIT:
                raise ValueError("Fit is a number from 0 to 1,000 for each application and assessor.")
            first, last = np.searchsorted(self.banned[:, 0], (start, stop))
            applications, assessors = self.banned[first:last].T
            rows[applications - start, assessors] = NOT_ALLOWED
            yield start, rows

    def fit_of(self, pairs):
        """The fit of each of these pairs, which are in order."""
        found = np.zeros(len(pairs), dtype=np.int64)
        for start, stop, rows in self.chunks():
            first, last = np.searchsorted(pairs[:, 0], (start, stop))
            found[first:last] = rows[pairs[first:last, 0] - start, pairs[first:last, 1]]
        return found

    def digest(self):
        """A fingerprint of the whole question."""
        seal = blake2b(repr((sorted(self.shares.items()), self.weights)).encode(), digest_size=16)
        for name in ("lanes", "wanted", "partners", "least", "most", "given", "forbidden"):
            seal.update(getattr(self, name).tobytes() + b"|")
        for _start, rows in self.blocks():
            seal.update(rows.astype(np.int16).tobytes())
        return seal.hexdigest()


@dataclass(frozen=True, eq=False)
class Plan:
    """The pairs to be made, besides those given."""

    pairs: np.ndarray = ()

    def __post_init__(self):
        pairs = np.array(self.pairs, dtype=np.int64).reshape(-1, 2)
        object.__setattr__(self, "pairs", pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))])

    def readers(self, application):
        first, last = np.searchsorted(self.pairs[:, 0], (application, application + 1))
        return self.pairs[first:last, 1].tolist()

    def digest(self):
        return blake2b(self.pairs.tobytes(), digest_size=16).hexdigest()


def in_order(pairs):
    """Pairs as a table without repetitions, ordered by application."""
    pairs = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return np.unique(pairs, axis=0) if len(pairs) else pairs
