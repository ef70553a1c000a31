"""Which engine answers: the fast one, or where moves are forbidden the one that lists them all."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from parley.models.conflict_graph import CONCEPTS, stability
from parley.models.conflict_graph.build import Conflict
from parley.models.conflict_graph.explicit import arcs_of, by_rank, explicit_stability
from parley.models.conflict_graph.preferences import Ranked

__all__ = ["verdicts"]

Flags = NDArray[np.bool_]


def verdicts(
    found: Conflict, concepts: Sequence[str] = CONCEPTS
) -> Callable[[Ranked], dict[str, Flags]]:
    """A function from ranks to concept -> (n_parties, n_states)."""
    if found.transitive:
        return lambda ranks: stability(found.graph, ranks.rank, concepts)
    arcs = arcs_of(found.graph, found.forbidden)
    return lambda ranks: explicit_stability(arcs, by_rank(ranks.rank), concepts)
