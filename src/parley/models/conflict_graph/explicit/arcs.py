"""Who can move from where to where, arc by arc.

Nothing is assumed about the arcs, so they can say what options cannot: a move that is barred in
some states only, or one that needs two steps of the same party. A party that can move from a to b
and from b to c need not be able to move from a to c.

Source: Fang, Hipel and Kilgour (1993), Interactive Decision Making, Wiley, chapter 2.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.conflict_graph.explicit.bits import room
from parley.models.conflict_graph.graph import Graph

__all__ = ["Arcs", "Forbidden", "arcs_from_lists", "arcs_of", "within"]

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]

Forbidden = tuple[int, Flags, Flags]  # party; from which states, to which: (n_states,) each


@dataclass(frozen=True, kw_only=True, eq=False)
class Arcs:
    """The moves of each party.

    start : (n_parties, n_states + 1). target : the party can move from s to the states
    target[start[party, s] : start[party, s + 1]], ascending, never s itself.
    """

    start: Longs
    target: Ints

    @property
    def n_parties(self) -> int:
        return len(self.start)

    @property
    def n_states(self) -> int:
        return len(self.start[0]) - 1


def arcs_of(graph: Graph, forbidden: Sequence[Forbidden] = ()) -> Arcs:
    """The moves of a graph in option form, without the forbidden ones.

    forbidden : rules (party, from, to); the party has no move from a state of the first set to
    one of the second, though it may still get there in two moves with another's in between.
    `ValueError` for a party that is not there, sets of a wrong shape, or more arcs than
    `MOST_BYTES` holds. Linear in arcs, times the rules for their party.
    """
    if wrong := [rule[0] for rule in forbidden if not 0 <= rule[0] < graph.n_parties]:
        raise ValueError(f"no party {wrong}; there are {graph.n_parties}")
    _room(_most_arcs(graph))
    parts = [_part(graph, party, forbidden) for party in range(graph.n_parties)]
    return _joined([count for count, _ in parts], [target for _, target in parts])


def within(forbidden: Sequence[Forbidden], states: Longs) -> tuple[Forbidden, ...]:
    """The same rules in a part of the conflict that has only these states, in this order."""
    return tuple((party, away[states], into[states]) for party, away, into in forbidden)


def arcs_from_lists(moves: Sequence[Iterable[tuple[int, int]]], n_states: int) -> Arcs:
    """Arcs from pairs (from, to), one list for each party; a pair given twice counts once.

    `ValueError` for a state that is not there, or a move from a state to itself.

    >>> arcs_from_lists([[(0, 1), (2, 1)], [(1, 0), (1, 2)]], 3).start.tolist()
    [[0, 1, 1, 2], [2, 2, 4, 4]]
    """
    pairs = [np.array(sorted(set(part)), np.int64).reshape(-1, 2) for part in moves]
    for party, part in enumerate(pairs):
        wrong = (part < 0).any(axis=1) | (part >= n_states).any(axis=1) | (part[:, 0] == part[:, 1])
        if wrong.any():
            s, t = part[wrong.argmax()].tolist()
            raise ValueError(f"party {party} cannot move {s} -> {t} among {n_states} states")
    _room(sum(map(len, pairs)))
    counts = [np.bincount(part[:, 0], minlength=n_states) for part in pairs]
    return _joined(counts, [part[:, 1].astype(np.int32) for part in pairs])


def _room(n_arcs: int) -> None:
    room(4 * n_arcs, f"{n_arcs:,} moves", "leave out states or options that decide nothing")


def _most_arcs(graph: Graph) -> int:
    """The number of moves before any is forbidden, without making them."""
    size: Longs = np.diff(graph.start)
    ways: Longs = np.add.reduceat(size[graph.onto], graph.onto_start[:-1])
    return int((size * (ways - 1)).sum())


def _part(graph: Graph, party: int, forbidden: Sequence[Forbidden]) -> tuple[Longs, Ints]:
    """How many moves the party has from each state, (n_states,), and where they go."""
    from parley.models.conflict_graph.explicit._numba import moves

    rules = [_rule(graph, rule) for rule in forbidden if rule[0] == party]
    sets = np.array(rules, bool).reshape(len(rules), 2, graph.n_states)
    return moves(graph.block[party], graph.start, graph.member, graph.onto_start, graph.onto, sets)


def _rule(graph: Graph, rule: Forbidden) -> tuple[Flags, Flags]:
    _, away, into = rule
    for states in (away, into):
        if states.shape != (graph.n_states,) or states.dtype != np.bool_:
            raise ValueError(f"a forbidden move needs bool ({graph.n_states},), got {states!r}")
    return away, into


def _joined(counts: Sequence[Longs], targets: Sequence[Ints]) -> Arcs:
    ends = np.cumsum(np.concatenate([[0], *counts]))
    n_states = len(counts[0])
    start = np.stack([ends[j * n_states : (j + 1) * n_states + 1] for j in range(len(counts))])
    return Arcs(start=start.astype(np.int64), target=np.concatenate(targets))
