"""What a conflict can come to from where it stands: status quo analysis.

Parties move one after the other, nobody twice in a row (a legal sequence). A move that its party
does not prefer to the state it leaves is a *concession*: the move is open to the party, but it
has no reason to make it. Asked is which states can be reached at all, which without a
concession, in how many moves, and with how few concessions.

Moves of one party are transitive, so in a shortest sequence nobody moves twice in a row anyway.
Sources: Li, Kilgour and Hipel (2005), Status quo analysis in the graph model for conflict
resolution, Journal of the Operational Research Society 56(6), 699-707; Xu, Kilgour, Hipel and
Kemkes (2010), European Journal of Operational Research 207(1), shortest paths.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.models.conflict_graph.graph import Graph
from parley.models.conflict_graph.stability import Chains, chains

__all__ = ["Evolution", "Step", "Trails", "Ways", "evolution", "forth", "horizon", "step", "trails"]

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Step(NamedTuple):
    """A move of a party between two states, and whether it prefers the second."""

    party: int
    source: int
    target: int
    improves: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Evolution:
    """Where the conflict can go from state `start`; per state arrays (n_states,), -1 if nowhere.

    moves, improvements : fewest moves, of any kind and if all are improvements for their mover.
    concessions : fewest moves that are none. steps : fewest moves with so few concessions.
    paths : target -> a sequence with the fewest concessions, and of these the fewest moves;
    targets that cannot be reached are missing, and the sequence to the start is empty.
    """

    start: int
    moves: Ints
    improvements: Ints
    concessions: Ints
    steps: Ints
    paths: dict[int, tuple[Step, ...]]


class Ways(NamedTuple):
    """The moves of all parties in one direction, as a search takes them.

    chained : blocks in the order in which the search goes through them. linked : per block those
    that it goes on to, with `start` as in `Graph`.
    """

    chained: Chains
    start: Longs
    linked: Ints


class Trails(NamedTuple):
    """Shortest sequences between the seeds of a search and every state, (n_states,).

    length : moves, -1 where there is no way. beside, mover : the next state towards the seeds and
    who moves between it and this one; -1 at seeds. found : states reached, nearest first.
    """

    length: Ints
    beside: Ints
    mover: Ints
    found: Ints

    def leads(self, states: Ints) -> Flags:
        """Whether there is a way from each of the states."""
        reached: Flags = self.length[states] >= 0
        return reached

    def path(self, rank: Ints, s: int) -> tuple[Step, ...]:
        """The moves between s and its seed, for a search against the moves."""
        steps = []
        while self.length[s] > 0:
            steps.append(step(rank, self.mover[s], s, self.beside[s]))
            s = int(self.beside[s])
        return tuple(steps)


def forth(graph: Graph, rank: Ints) -> Ways:
    """Moves from the state left to the state reached."""
    top = rank.max(axis=1, keepdims=True)  # improvements end each block, so the order is turned
    return Ways(chains(graph, top - rank), graph.onto_start, graph.onto)


def trails(
    graph: Graph, ways: Ways, movers: Iterable[int], seeds: ArrayLike, *, improving: bool
) -> Trails:
    """Shortest sequences by moves of `movers` from the seeds on; of equally near seeds the first.

    improving : only moves that their mover prefers. Linear in states, times movers.
    """
    from parley.models.conflict_graph._paths_numba import spread

    length, beside, mover = np.full((3, graph.n_states), -1, np.int32)
    due, at = np.zeros(graph.n_states, np.int32), graph.start.copy()
    start, who = np.asarray(seeds, np.int32), np.array(list(movers), np.int32)
    found = spread(start, due, length, beside, mover, at, who, improving, *_moves(graph, ways))
    return Trails(length, beside, mover, found)


def step(rank: Ints, party: int, source: int, target: int) -> Step:
    """The move as plain numbers, with whether it improves."""
    improves = bool(rank[party, target] > rank[party, source])
    return Step(int(party), int(source), int(target), improves)


def evolution(graph: Graph, rank: Ints, s0: int, targets: Sequence[int] = ()) -> Evolution:
    """What can become of state s0, and a sequence of moves to each target.

    rank : (n_parties, n_states) int32, dense from 0; larger is better. `ValueError` for a wrong
    shape or a state that does not exist. Linear in states, times parties.
    """
    for s in (s0, *targets):
        if not 0 <= s < graph.n_states:
            raise ValueError(f"no state {s}; there are {graph.n_states}")
    ways, everyone = forth(graph, rank), range(graph.n_parties)
    moves = trails(graph, ways, everyone, [s0], improving=False)
    concessions, easiest = _easiest(graph, ways, s0)
    return Evolution(
        start=s0,
        moves=moves.length,
        improvements=np.where(concessions == 0, easiest.length, np.int32(-1)),
        concessions=concessions,
        steps=easiest.length,
        paths={t: _path(rank, easiest, t) for t in targets if easiest.length[t] >= 0},
    )


def _easiest(graph: Graph, ways: Ways, s0: int) -> tuple[Ints, Trails]:
    """Fewest concessions to each state, and shortest sequences with so few.

    By rounds: all that improvements lead to, then one concession further, and so on.
    """
    from parley.models.conflict_graph._paths_numba import crossed, spread

    concessions, due, length, beside, mover = np.full((5, graph.n_states), -1, np.int32)
    at, done = graph.start.copy(), np.zeros(graph.first[-1], bool)
    everyone, moves = np.arange(graph.n_parties, dtype=np.int32), _moves(graph, ways)
    due[s0], seeds, n = 0, np.array([s0], np.int32), 0
    while len(seeds):
        found = spread(seeds, due, length, beside, mover, at, everyone, True, *moves)
        concessions[found] = n
        seeds = crossed(found, due, length, beside, mover, done, everyone, *moves[:-1])
        n += 1
    found = np.flatnonzero(length >= 0).astype(np.int32)
    return concessions, Trails(length, beside, mover, found[np.argsort(length[found])])


def _moves(graph: Graph, ways: Ways) -> tuple[Ints, Longs, Ints, Longs, Ints, Ints]:
    rank, member = ways.chained
    return graph.block, graph.start, member, ways.start, ways.linked, rank


def _path(rank: Ints, found: Trails, target: int) -> tuple[Step, ...]:
    steps, t = [], target
    while found.length[t] > 0:
        steps.append(step(rank, found.mover[t], found.beside[t], t))
        t = found.beside[t]
    return tuple(reversed(steps))


def horizon(graph: Graph, rank: Ints, s0: int, h: int, *, improving: bool = False) -> Flags:
    """Which states k + 1 moves can lead to, party j last: [k, j, s], (h, n_parties, n_states).

    Exactly so many moves, nobody twice in a row, states may come again: V^(h)(s0) of Li, Kilgour
    and Hipel (2005), kept per last mover. improving : only moves that their mover prefers.
    `ValueError` for h < 1. Linear in states, times parties and h.
    """
    if h < 1:
        raise ValueError(f"the horizon must be at least one move, got {h}")
    n, everyone = graph.n_parties, range(graph.n_parties)
    reached = np.zeros((h, n, graph.n_states), bool)
    for k in range(h):
        for j in everyone:
            others = [i for i in everyone if i != j]
            before = reached[k - 1, others].any(axis=0) if k else np.arange(graph.n_states) == s0
            reached[k, j] = _moved(graph, rank[j], j, np.asarray(before), improving)
    return reached


def _moved(graph: Graph, rank: Ints, j: int, before: Flags, improving: bool) -> Flags:
    """The states that some move of party j leads to from `before`."""
    first, last = graph.first[j], graph.first[j + 1]
    block, states = graph.block[j] - first, np.flatnonzero(before)
    into = graph.into[graph.into_start[first] : graph.into_start[last]] - first
    runs = graph.into_start[first:last] - graph.into_start[first]
    if improving:
        least = np.full(last - first, np.iinfo(np.int32).max, np.int32)
        np.minimum.at(least, block[states], rank[states])
        improved: Flags = np.minimum.reduceat(least[into], runs)[block] < rank
        return improved
    count = np.bincount(block[states], minlength=last - first)
    moved: Flags = np.add.reduceat(count[into], runs)[block] > before  # not from itself to itself
    return moved
