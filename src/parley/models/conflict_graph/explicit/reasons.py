"""Why a state is stable, and what would make it so, where moves are listed.

Verdicts, clauses and departures as in `why`, `inverse` and `coalitions`; only that a party that can
move from a to b and from b to c need not be able to move from a to c.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from parley.models.conflict_graph._coalition_game import coalitions
from parley.models.conflict_graph.coalitions import Departure, departure
from parley.models.conflict_graph.explicit.sequences import Played
from parley.models.conflict_graph.inverse import Clause, States, apart
from parley.models.conflict_graph.stability import CONCEPTS
from parley.models.conflict_graph.why import ESCAPED, Answers, Verdict, feared, verdict

__all__ = ["listed_leaving", "listed_needed", "listed_why"]

Flags = NDArray[np.bool_]

CREDIBLE = ("seq", "sseq")  # concepts in which whoever answers must gain by it


def listed_why(played: Played, party: int, s: int, concept: str, *, most: int = 5) -> Verdict:
    """`why`; `ValueError` for an unknown concept, party or state. Linear in moves."""
    _check(played, party, s, concept)

    def answers(concept: str) -> Answers:
        own = played.rank[party]
        kept = played.best(party) if concept in ESCAPED else own
        others = played.others(party, improving=concept in CREDIBLE)
        return others.towards(feared(own, kept, s, concept))

    def movable(t: int) -> NDArray[np.int32]:
        return played.movable(party, t)

    return verdict(played.rank, party, s, concept, answers, movable, most)


def listed_needed(played: Played, party: int, s: int, concept: str) -> tuple[Clause, ...]:
    """`needed`; linear in moves, times moves of the party from s."""
    _check(played, party, s, concept)
    return apart(_clauses(played, party, s, concept))


def _clauses(played: Played, party: int, s: int, concept: str) -> Iterator[Clause]:
    others = played.others(party, improving=concept in CREDIBLE)
    for t in played.movable(party, s).tolist():
        found = [] if concept == "nash" else others.reached(t).tolist()
        if concept in ESCAPED:
            kept = {frozenset([x, *played.movable(party, x).tolist()]) for x in found}
            yield Clause(t, _smallest(states for states in kept if t not in states))
        elif s not in found:  # back at s the party has gained nothing
            yield Clause(t, tuple((x,) for x in found if x != t))


def _smallest(sets: Iterable[frozenset[int]]) -> tuple[States, ...]:
    """Those that have no other among them in them."""
    least: list[frozenset[int]] = []
    for one in sorted(sets, key=lambda one: (len(one), sorted(one))):
        if not any(other <= one for other in least):
            least.append(one)
    return tuple(sorted(tuple(sorted(one)) for one in least))


def listed_leaving(played: Played, s: int) -> list[Departure]:
    """`leaving` under cseq with answers of single parties. Linear in moves for each coalition."""
    found = []
    for members in coalitions(range(played.arcs.n_parties)):
        rank = played.rank[list(members)]
        better: Flags = np.all(rank > rank[:, [s]], axis=0)
        reached = np.zeros_like(better)
        reached[played.sequences(members, improving=False).reached(s)] = True
        reached &= better
        if reached.any():
            others = _outside(played, members)
            sanctioned = played.sequences(others, improving=True).towards(np.flatnonzero(~better))
            safe = reached.copy()
            safe[reached] = ~sanctioned.leads(np.flatnonzero(reached).astype(np.int32))
            found.append(departure(members, rank, reached, safe))
    return found


def _outside(played: Played, members: Sequence[int]) -> list[int]:
    return [j for j in range(played.arcs.n_parties) if j not in members]


def _check(played: Played, party: int, s: int, concept: str) -> None:
    n_parties, n_states = played.arcs.n_parties, played.arcs.n_states
    if concept not in CONCEPTS or not 0 <= party < n_parties or not 0 <= s < n_states:
        raise ValueError(f"no verdict on state {s} for party {party} under {concept!r}")
