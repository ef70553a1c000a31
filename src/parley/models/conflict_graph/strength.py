"""Strong stability: a party is held back not by something worse, but by something much worse.

Ranks in one *band* differ mildly, ranks in different bands much. A stable state is strongly stable
if each improvement can be answered by a state much less preferred than the one left; otherwise it
is weakly stable. Improvements, the party's own and the credible ones of others, are of any degree.

    gmr, seq    some answer is much less preferred than the state left
    smr, sseq   the same, and so is everything the party can move to from there

With P a party's rank, Q its band, top(q) the highest rank in band q and C(x), R(x) what the others
and the party can reach from x (x included), s is strongly stable iff v(x) <= P(s) for all x the
party can move to, where v(x) is

    gmr, seq    min(P(x), 1 + top(min Q over C(x)))
    smr, sseq   min(P(x), 1 + top(min over C(x) of max Q over R))

because 1 + top(q) <= P(s) exactly if band q lies below that of s. A state that no improvement
leaves is strongly stable; Nash knows no answers and so no degrees.

Sources: Hamouda, Kilgour and Hipel (2004), Group Decision and Negotiation 13(5), 449-462, two
parties; (2006), Applied Mathematics and Computation 179(2), 498-512, many.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from parley.models.conflict_graph.graph import Graph
from parley.models.conflict_graph.stability import Chains, best, chains, worst

__all__ = ["CONCEPTS", "strong_stability"]

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

CONCEPTS = ("gmr", "smr", "seq", "sseq")


def strong_stability(
    graph: Graph, rank: Ints, band: Ints, concepts: Sequence[str] = CONCEPTS
) -> dict[str, Flags]:
    """Per concept which states are strongly stable for whom, (n_parties, n_states).

    rank : as in `stability`. band : (n_parties, n_states), s is much preferred to t iff
    band[s] > band[t]. `ValueError` for an unknown concept, a wrong shape, or a band that falls
    while the rank rises or tells equal ranks apart.
    """
    if unknown := [name for name in concepts if name not in CONCEPTS]:
        raise ValueError(f"no concept {unknown} with degrees; there are {CONCEPTS}")
    chained = chains(graph, rank)
    if band.shape != rank.shape:
        raise ValueError(f"band must be {rank.shape}, got {band.shape}")
    found = {name: np.zeros(rank.shape, bool) for name in concepts}
    for party in range(graph.n_parties):
        above = _above(rank[party], band[party], party)
        for name in concepts:
            found[name][party] = _strong(graph, chained, party, above, name)
    return found


def _above(rank: Ints, band: Ints, party: int) -> tuple[Ints, Ints]:
    """Each state's band, dense from 0, and by that the smallest number above the band's ranks."""
    order = np.argsort(rank, kind="stable")
    rises, steps = np.diff(rank[order]), np.diff(band[order])
    if (steps < 0).any() or (steps[rises == 0] != 0).any():
        raise ValueError(f"band of party {party} must rise with its rank and be equal in ties")
    dense = np.unique(band, return_inverse=True)[1].astype(np.int32)
    above = np.zeros(dense.max() + 1, np.int32)
    np.maximum.at(above, dense, rank + np.int32(1))
    return dense, above


def _strong(
    graph: Graph, chained: Chains, party: int, above: tuple[Ints, Ints], concept: str
) -> Flags:
    rank, (band, top) = chained.rank[party], above
    others = [j for j in range(graph.n_parties) if j != party]
    answer = best(graph, party, band) if concept in ("smr", "sseq") else band
    least = worst(graph, chained, others, answer, improving=concept in ("seq", "sseq"))
    stable: Flags = best(graph, party, np.minimum(rank, top[least])) <= rank
    return stable
