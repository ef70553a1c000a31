"""Every question on single moves, put to whichever engine applies.

Where some moves are forbidden from some states only, moves are listed and searched one by one;
elsewhere the engine for moves in option form answers the same, and quicker.
"""

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from parley.models.conflict_graph.coalitions import Departure, leaving
from parley.models.conflict_graph.evolution import Evolution, evolution
from parley.models.conflict_graph.explicit import (
    Forbidden,
    Played,
    arcs_of,
    by_rank,
    explicit_stability,
    listed_evolution,
    listed_leaving,
    listed_needed,
    listed_why,
)
from parley.models.conflict_graph.graph import Graph, movable
from parley.models.conflict_graph.inverse import Clause, needed
from parley.models.conflict_graph.stability import CONCEPTS, stability
from parley.models.conflict_graph.why import Verdict, why

__all__ = ["Engine", "judging"]

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]


def judging(
    graph: Graph, forbidden: Sequence[Forbidden] = (), concepts: Sequence[str] = CONCEPTS
) -> Callable[[Ints], dict[str, Flags]]:
    """From ranks to concept -> (n_parties, n_states), which states are stable for whom.

    See `stability`. Moves are listed once, for all ranks. `ValueError` if they are forbidden among
    more states than can be listed.
    """
    if not forbidden:
        return lambda rank: stability(graph, rank, concepts)
    arcs = arcs_of(graph, forbidden)
    return lambda rank: explicit_stability(arcs, by_rank(rank), concepts)


class Engine:
    """A conflict at one set of ranks, (n_parties, n_states) int32; larger is better."""

    def __init__(self, graph: Graph, rank: Ints, forbidden: Sequence[Forbidden] = ()) -> None:
        self.graph, self.rank, self.forbidden = graph, rank, tuple(forbidden)

    @cached_property
    def _played(self) -> Played | None:
        return Played(arcs_of(self.graph, self.forbidden), self.rank) if self.forbidden else None

    def movable(self, party: int, s: int) -> Ints:
        """The states the party can move to from s."""
        if self._played is not None:
            return self._played.movable(party, s)
        return movable(self.graph, party, s)

    def why(self, party: int, s: int, concept: str, *, most: int = 5) -> Verdict:
        """See `why.why`."""
        if self._played is not None:
            return listed_why(self._played, party, s, concept, most=most)
        return why(self.graph, self.rank, party, s, concept, most=most)

    def needed(self, party: int, s: int, concept: str) -> tuple[Clause, ...]:
        """See `inverse.needed`."""
        if self._played is not None:
            return listed_needed(self._played, party, s, concept)
        return needed(self.graph, self.rank, party, s, concept)

    def evolution(self, s0: int, targets: Sequence[int] = ()) -> Evolution:
        """See `evolution.evolution`."""
        if self._played is not None:
            return listed_evolution(self._played, s0, targets)
        return evolution(self.graph, self.rank, s0, targets)

    def leaving(self, s: int) -> list[Departure]:
        """See `coalitions.leaving`; under cseq, with answers of single parties."""
        if self._played is not None:
            return listed_leaving(self._played, s)
        return leaving(self.graph, self.rank, s, "cseq")
