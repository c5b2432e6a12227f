"""The cheapest flow through a network, exactly: all numbers are whole.

Nodes supply or take up; arcs have a capacity and a cost. A potential for each node gives every arc a reduced
cost: its cost plus the potential of its tail less that of its head. Arcs whose reduced cost is below 0 are
filled, above 0 emptied; what then stands in the wrong places is led along shortest ways to where it is
missing, as much at a time as goes along arcs of no reduced cost (the primal-dual method of Ford and
Fulkerson, from all sources at once). Potentials that are nearly right leave little to lead: a network that
has gained a few arcs is soon solved again.

Arcs between the same two nodes must differ in cost.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra, maximum_flow

FAR = float(1 << 50)  # farther than any way, and still exact as a floating-point number


@dataclass(eq=False)
class Network:
    supply: np.ndarray
    tails: np.ndarray
    heads: np.ndarray
    capacities: np.ndarray
    costs: np.ndarray

    @property
    def size(self):
        return len(self.supply)

    def reduced_costs(self, potentials):
        return self.costs + potentials[self.tails] - potentials[self.heads]

    def excess(self, flow):
        """What each node has too much of."""
        out = np.bincount(self.tails, flow, self.size)
        into = np.bincount(self.heads, flow, self.size)
        return self.supply + (into - out).astype(np.int64)


def cheapest(network, flow, potentials):
    """Answers flow and potentials, begun at those that are given."""
    flow, potentials = flow.copy(), potentials.copy()
    reduced = network.reduced_costs(potentials)
    flow[reduced < 0] = network.capacities[reduced < 0]
    flow[reduced > 0] = 0
    ways = Ways(network)
    while ((excess := network.excess(flow)) > 0).any():
        potentials += ways.lengths(flow, potentials, excess)
        flow += most_along_free_arcs(network, flow, potentials, excess)
    return flow, potentials


class Ways:
    """Every arc forth and back, laid down once; only their lengths change."""

    def __init__(self, network):
        self.network = network
        tails = np.concatenate([network.tails, network.heads])
        heads = np.concatenate([network.heads, network.tails])
        self.order = np.argsort(tails, kind="stable")
        self.heads = heads[self.order].astype(np.int32)
        self.starts = np.concatenate([[0], np.bincount(tails, minlength=network.size).cumsum()]).astype(
            np.int32
        )

    def lengths(self, flow, potentials, excess):
        """How far each node is from where too much is; at most as far as the farthest that lacks some."""
        reduced = self.network.reduced_costs(potentials)
        forth = np.where(flow < self.network.capacities, reduced, 2 * FAR)
        back = np.where(flow > 0, -reduced, 2 * FAR)
        shape = (self.network.size, self.network.size)
        lengths = np.concatenate([forth, back]).astype(float)[self.order]
        graph = csr_array((lengths, self.heads, self.starts), shape=shape)
        far = dijkstra(graph, indices=np.flatnonzero(excess > 0), min_only=True, limit=FAR)
        reached = far[(excess < 0) & np.isfinite(far)]
        return np.minimum(far, reached.max()).astype(np.int64)


def most_along_free_arcs(network, flow, potentials, excess):
    """How the flow changes when as much as possible goes along arcs whose reduced cost is 0."""
    free = np.flatnonzero(network.reduced_costs(potentials) == 0)
    tails, heads, used = network.tails[free], network.heads[free], flow[free]
    source, sink = network.size, network.size + 1
    above, below = np.flatnonzero(excess > 0), np.flatnonzero(excess < 0)
    rows = np.concatenate([tails, heads, np.full(len(above), source), below])
    columns = np.concatenate([heads, tails, above, np.full(len(below), sink)])
    room = np.concatenate([network.capacities[free] - used, used, excess[above], -excess[below]])
    graph = csr_array((room.astype(np.int32), (rows, columns)), shape=(sink + 1, sink + 1))
    sent = maximum_flow(graph, source, sink).flow
    change = np.zeros_like(flow)
    change[free] = np.asarray(sent[tails, heads]).reshape(-1)
    return change
