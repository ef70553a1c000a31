"""The clauses that a party's preferences must fulfil for a state to be stable for it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parley.models.conflict_graph.evolution import forth, trails
from parley.models.conflict_graph.graph import Graph, movable
from parley.models.conflict_graph.stability import CONCEPTS

__all__ = [
    "Clause",
    "Family",
    "States",
    "all_sets",
    "all_states",
    "apart",
    "families_of",
    "needed",
    "separate",
]

Ints = NDArray[np.int32]
States = tuple[int, ...]
Family = tuple[frozenset[int], ...]  # sets of which one must hold


class Clause(NamedTuple):
    """The state moved to, or all states of one of the answers, must be at most as preferred."""

    target: int
    answers: tuple[States, ...]


def needed(graph: Graph, rank: Ints, party: int, s: int, concept: str) -> tuple[Clause, ...]:
    """The clauses that make s stable for the party, and none that follows from another one.

    rank : (n_parties, n_states) int32, dense from 0; larger is better; the party's own is not
    looked at. No clause: always stable. `ValueError` for an unknown concept, party or state.
    """
    if concept not in CONCEPTS or not 0 <= party < graph.n_parties or not 0 <= s < graph.n_states:
        raise ValueError(f"no verdict on state {s} for party {party} under {concept!r}")
    return apart(_clauses(graph, rank, party, s, concept))


def _clauses(graph: Graph, rank: Ints, party: int, s: int, concept: str) -> Iterator[Clause]:
    ways, kept = forth(graph, rank), dict[int, States]()
    others = [j for j in range(graph.n_parties) if j != party and concept != "nash"]
    for t in movable(graph, party, s).tolist():
        found = trails(graph, ways, others, [t], improving=concept in ("seq", "sseq")).found
        if concept in ("smr", "sseq"):
            yield Clause(t, _lasting(graph, party, t, found, kept))
        elif s not in found:  # back at s the party has gained nothing
            yield Clause(t, tuple((x,) for x in np.sort(found).tolist() if x != t))


def _lasting(
    graph: Graph, party: int, t: int, found: Ints, kept: dict[int, States]
) -> tuple[States, ...]:
    """Smallest sets of states that an answer keeps the party in, other than such with t itself.

    They are the same for all answers in one block; `kept` remembers them.
    """
    block = graph.block[party]
    some = dict(zip(block[found].tolist(), found.tolist(), strict=True))
    answers = []
    for b, x in sorted(some.items()):
        onto = set(graph.onto[graph.onto_start[b] : graph.onto_start[b + 1]].tolist())
        if block[t] not in onto and not (onto - {b}) & some.keys():
            if b not in kept:
                kept[b] = tuple(sorted([x, *movable(graph, party, x).tolist()]))
            answers.append(kept[b])
    return tuple(answers)


def apart(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """Those that do not follow from another one; of equal ones the first."""
    kept: list[tuple[Clause, set[int]]] = []
    for clause in clauses:
        alone = {clause.target, *(states[0] for states in clause.answers if len(states) == 1)}
        if not any(_implies(other, clause, alone) for other, _ in kept):
            kept = [(other, its) for other, its in kept if not _implies(clause, other, its)]
            kept.append((clause, alone))
    return tuple(clause for clause, _ in kept)


def _implies(one: Clause, other: Clause, alone: set[int]) -> bool:
    """Whether each set of one has a set of the other in it; alone : single states of the other."""
    return one.target in alone and all(
        not alone.isdisjoint(states) or any(set(fewer) <= set(states) for fewer in other.answers)
        for states in one.answers
    )


def families_of(clauses: Iterable[Clause]) -> list[Family]:
    """Per clause its sets of states, of which one must be at most as preferred."""
    made: dict[int, frozenset[int]] = {}  # clauses share their answers, which can be large
    for clause in clauses:
        made |= {id(one): frozenset(one) for one in clause.answers if id(one) not in made}
    return [(frozenset([c.target]), *(made[id(one)] for one in c.answers)) for c in clauses]


def all_sets(families: Iterable[Family]) -> set[frozenset[int]]:
    """Every set of any family."""
    return {one for family in families for one in family}


def all_states(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    """Every state of any set."""
    return frozenset().union(*sets)


def separate(families: Sequence[Family]) -> list[list[Family]]:
    """Families grouped so that different groups have no state in common."""
    from networkx.utils import UnionFind  # takes long to import

    joined, groups = UnionFind(), defaultdict(list)
    for one in all_sets(families):
        joined.union(*one)
    for family in families:
        joined.union(*(min(one) for one in family))
    for family in families:
        groups[joined[min(family[0])]].append(family)
    return list(groups.values())
