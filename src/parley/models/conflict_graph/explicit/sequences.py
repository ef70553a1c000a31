"""Shortest legal sequences where moves are listed: what leads where, and by how many concessions.

A breadth-first search goes through the nodes of `walks`, so that nobody moves twice in a row. From
several seeds the earlier of equally near ones is found first. Definitions as in `evolution`.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.models.conflict_graph.evolution import Evolution, Step, step
from parley.models.conflict_graph.explicit.arcs import Arcs
from parley.models.conflict_graph.explicit.walks import Moves, walk

__all__ = ["Nearest", "Played", "Sequences", "listed_evolution"]

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


class Nearest(NamedTuple):
    """From every state a shortest sequence to one of the seeds, the earlier of equally near ones.

    place : (n_nodes,), when a node was found, -1 if it was not. after : the node it leads on to.
    """

    of: "Sequences"
    place: Longs
    after: Ints

    def leads(self, states: Ints) -> Flags:
        """Whether a sequence of one move or more leads from each of the states to a seed."""
        return np.asarray((self._about[:, states] >= 0).any(axis=0))

    def path(self, rank: Ints, s: int) -> tuple[Step, ...]:
        """The moves from s to a seed; empty if there are none."""
        first = self._about[:, s]
        if (first < 0).all():
            return ()
        mover = int(np.where(first < 0, first.max() + 1, first).argmin())
        n, steps, node = self.of.n_states, [], mover * self.of.n_states + s
        while node < self.of.n_nodes:
            moved = self.after[node]
            party = self.of.movers[node // n]
            steps.append(step(rank, party, node % n, moved % n))
            node = self.after[moved]
        return tuple(steps)

    @property
    def _about(self) -> Longs:
        n_movers = len(self.of.movers)
        return self.place[: n_movers * self.of.n_states].reshape(n_movers, self.of.n_states)


class Sequences:
    """The legal sequences of some parties.

    nodes : as in `walks`; movers : the parties, in that order.
    """

    def __init__(self, movers: Sequence[int], moves: Sequence[Moves], n_states: int) -> None:
        self.movers, self.n_states = tuple(movers), n_states
        self.n_nodes = 2 * len(self.movers) * n_states
        self.nodes = walk(moves, n_states)

    @cached_property
    def _back(self) -> Moves:
        """Every step of the walks turned round."""
        n = self.n_nodes
        source = np.repeat(np.arange(n, dtype=np.int32), np.diff(self.nodes.start))
        order = np.argsort(self.nodes.target, kind="stable")
        count = np.bincount(self.nodes.target, minlength=n)
        return Moves(np.cumsum(np.concatenate([[0], count])), source[order])

    def reached(self, s: int) -> Ints:
        """What sequences of one move or more from s lead to, ascending."""
        half, n = len(self.movers) * self.n_states, self.n_states
        order, _ = _search(self.nodes, np.arange(s, half, n, dtype=np.int32))
        return np.unique(order[order >= half] % n).astype(np.int32)

    def towards(self, seeds: ArrayLike) -> Nearest:
        """Shortest sequences to the seeds, which are states, most wanted first."""
        half = len(self.movers) * self.n_states
        shift = np.arange(half, self.n_nodes, self.n_states, dtype=np.int32)
        wanted = (np.asarray(seeds, np.int32)[:, np.newaxis] + shift).ravel()
        order, before = _search(self._back, wanted)
        place = np.full(self.n_nodes, -1, np.int64)
        place[order] = np.arange(len(order))
        return Nearest(self, place, before)


class Played:
    """Listed moves and the ranks of the parties that make them; sequences are kept once made."""

    def __init__(self, arcs: Arcs, rank: Ints) -> None:
        self.arcs, self.rank = arcs, rank
        self._kept: dict[tuple[tuple[int, ...], bool], Sequences] = {}

    def moves(self, party: int, *, improving: bool = False) -> Moves:
        """The moves of a party, or those that it prefers to staying."""
        start = self.arcs.start[party]
        own = Moves(start - start[0], self.arcs.target[start[0] : start[-1]])
        if not improving:
            return own
        source = np.repeat(np.arange(self.arcs.n_states), np.diff(start))
        rank = self.rank[party]
        kept = rank[own.target] > rank[source]
        return Moves(np.concatenate([[0], np.cumsum(kept)])[own.start], own.target[kept])

    def movable(self, party: int, s: int) -> Ints:
        """Where the party can move to from s, ascending."""
        start = self.arcs.start[party]
        found: Ints = self.arcs.target[start[s] : start[s + 1]]
        return found

    def best(self, party: int) -> Ints:
        """The highest rank among each state and those the party can move to, (n_states,)."""
        start = self.arcs.start[party]
        rank: Ints = self.rank[party].copy()
        able = np.diff(start) > 0
        targets = rank[self.arcs.target[start[0] : start[-1]]]
        most = np.maximum.reduceat(targets, start[:-1][able] - start[0]) if able.any() else targets
        rank[able] = np.maximum(rank[able], most)
        return rank

    def sequences(self, movers: Sequence[int], *, improving: bool) -> Sequences:
        key = (tuple(movers), improving)
        if key not in self._kept:
            moves = [self.moves(j, improving=improving) for j in movers]
            self._kept[key] = Sequences(movers, moves, self.arcs.n_states)
        return self._kept[key]

    def others(self, party: int, *, improving: bool) -> Sequences:
        """The sequences of all parties but one."""
        return self.sequences(
            [j for j in range(self.arcs.n_parties) if j != party], improving=improving
        )


def listed_evolution(played: Played, s0: int, targets: Sequence[int] = ()) -> Evolution:
    """`evolution` where moves are listed: what can become of s0, and sequences to the targets."""
    for s in (s0, *targets):
        if not 0 <= s < played.arcs.n_states:
            raise ValueError(f"no state {s}; there are {played.arcs.n_states}")
    every = played.sequences(range(played.arcs.n_parties), improving=False)
    much = 2.0 * every.n_nodes + 4  # a concession outweighs any number of moves
    shortest, _, _ = _cheapest(every, s0, np.ones(len(every.nodes.target)))
    weight = np.where(_concedes(played, every), much, 1.0)
    cost, last, before = _cheapest(every, s0, weight)
    reached = np.isfinite(cost)
    conceded, twice = np.divmod(np.where(reached, cost, 0), much - 1)
    least, steps, moves = (
        np.where(reached, found, -1).astype(np.int32)
        for found in (conceded, twice / 2, shortest / 2)
    )
    return Evolution(
        start=s0,
        moves=moves,
        improvements=np.where(least == 0, steps, np.int32(-1)),
        concessions=least,
        steps=steps,
        paths={t: _path(played.rank, every, before, last[t], t == s0)
               for t in targets if steps[t] >= 0},
    )  # fmt: skip


def _cheapest(every: Sequences, s0: int, weight: Floats) -> tuple[Floats, Longs, Ints]:
    """Per state the least cost of a sequence from s0, infinite where there is none, and the node
    it ends in; per node the one before. A move costs its weight, and 1 to take the turn."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    n, n_nodes = every.n_states, every.n_nodes
    turns = np.arange(s0, n_nodes // 2, n, dtype=np.int32)
    nodes = _with_root(every.nodes, turns)
    data = np.concatenate([weight, np.ones(len(turns))])
    network = csr_array((data, nodes.target, nodes.start), shape=(n_nodes + 1, n_nodes + 1))
    cost, before = dijkstra(network, indices=n_nodes, return_predecessors=True)
    moved = cost[n_nodes // 2 : n_nodes].reshape(len(every.movers), n)
    last = moved.argmin(axis=0)
    least = moved.min(axis=0)
    least[s0] = 0
    return least, n_nodes // 2 + last * n + np.arange(n), before


def _concedes(played: Played, every: Sequences) -> Flags:
    """Per step of the walks whether it is a move that its mover does not prefer."""
    n, half = every.n_states, every.n_nodes // 2
    source = np.repeat(np.arange(every.n_nodes), np.diff(every.nodes.start))
    concedes = source < half
    s, t, j = source[concedes], every.nodes.target[concedes], source[concedes] // n
    concedes[concedes] = played.rank[j, t % n] <= played.rank[j, s % n]
    return concedes


def _path(rank: Ints, every: Sequences, before: Ints, moved: int, here: bool) -> tuple[Step, ...]:
    steps, n = [], every.n_states
    while not here and moved < every.n_nodes:
        about = before[moved]
        steps.append(step(rank, every.movers[about // n], about % n, moved % n))
        moved = before[about]
    return tuple(reversed(steps))


def _search(nodes: Moves, seeds: Ints) -> tuple[Ints, Ints]:
    """Nodes that the seeds lead to, seeds included, nearest first, and per node the one before."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order

    n = len(nodes.start) - 1
    whole = _with_root(nodes, seeds)
    data = np.ones(len(whole.target))
    network = csr_array((data, whole.target, whole.start), shape=(n + 1, n + 1))
    order, before = breadth_first_order(network, n, return_predecessors=True)
    return order[1:], before


def _with_root(nodes: Moves, seeds: Ints) -> Moves:
    """One more node, the last, that leads to the seeds."""
    target = np.concatenate([nodes.target, seeds]).astype(np.int32)
    return Moves(np.append(nodes.start, len(target)).astype(np.int32), target)
