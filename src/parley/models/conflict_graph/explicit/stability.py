"""Nash, GMR, SMR, SEQ and SSEQ arc by arc, for any moves and any preferences.

With R_i the moves of party i, its improvements those in `better`, and N-i the other parties, a
state s is stable for i iff every improvement s1 has an answer s2 among

    nash       nothing
    gmr, smr   what N-i can reach from s1 by a legal sequence of moves
    seq, sseq  the same by moves each of which is in `credible` of its mover

such that s2 is in `sanction` of i at s and, for smr and sseq, all of R_i(s2) is as well.

In a legal sequence no party moves twice in a row; it may move again after another. That matters
here, as moves need not be transitive. A state is reached only by moving: s1 is no answer to
itself, unless the others can leave it and come back. With ranks that can make no difference;
where an unknown preference counts both as incentive and as deterrent it does.

How: a sequence is a walk as in `walks`. What can be reached from a node is a row of bits, the union
over what it leads to; all nodes of a strongly connected component share a row, so that each arc is
looked at once.

Sources: Fang, Hipel and Kilgour (1993), Interactive Decision Making, Wiley, chapter 3 (concepts,
legal sequences); Rego and Vieira (2017), Group Decision and Negotiation 26(2) (sseq).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from parley.models.conflict_graph.explicit.arcs import Arcs
from parley.models.conflict_graph.explicit.bits import bit_bytes, room
from parley.models.conflict_graph.explicit.relations import Relation
from parley.models.conflict_graph.explicit.walks import Moves, walk
from parley.models.conflict_graph.stability import CONCEPTS

__all__ = ["explicit_stability"]

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]
Bits = NDArray[np.uint64]

ROWS = 1 << 23  # words of reach held at a time, 64 MB; more components are taken in fewer columns


def explicit_stability(
    arcs: Arcs, relations: Sequence[Relation], concepts: Sequence[str] = CONCEPTS
) -> dict[str, Flags]:
    """Per concept which states are stable for whom, (n_parties, n_states).

    relations : one for each party. `ValueError` for an unknown concept, relations of another size,
    or what needs more than `MOST_BYTES`. Per party and kind of reply, the cost is arcs of the
    others times n_states / 64, and memory some 4 * n_states ** 2 / 8 bytes.
    """
    if unknown := [name for name in concepts if name not in CONCEPTS]:
        raise ValueError(f"no concept {unknown}; there are {CONCEPTS}")
    _check(arcs, relations)
    every = [Moves(start, arcs.target) for start in arcs.start]
    credible = [_within(m, r.credible) for m, r in zip(every, relations, strict=True)]
    parts = [_of_party(i, every, credible, r, concepts) for i, r in enumerate(relations)]
    return {name: np.stack([part[name] for part in parts]) for name in concepts}


def _check(arcs: Arcs, relations: Sequence[Relation]) -> None:
    n_states, n_parties = arcs.n_states, arcs.n_parties
    sizes = [len(bits) for relation in relations for bits in relation]
    if len(relations) != n_parties or set(sizes) != {n_states}:
        raise ValueError(
            f"need relations of {n_states} states for {n_parties} parties, got {len(relations)} "
            f"of {sorted(set(sizes))} states"
        )
    nodes = 2 * n_states * n_parties
    needed = 4 * bit_bytes(n_states) + 8 * ROWS + 4 * (2 * len(arcs.target) + nodes * n_parties)
    room(needed, f"replies among {n_states:,} states", "leave out states that decide nothing")


def _of_party(
    i: int,
    every: Sequence[Moves],
    credible: Sequence[Moves],
    relation: Relation,
    concepts: Sequence[str],
) -> dict[str, Flags]:
    from parley.models.conflict_graph.explicit._numba import answered

    better = _within(every[i], relation.better)
    stable = {"nash": np.diff(better.start) == 0}
    last = None
    if "smr" in concepts or "sseq" in concepts:
        last = _lasting(every[i], relation.sanction)
    for plain, symmetric, moves in (("gmr", "smr", every), ("seq", "sseq", credible)):
        if plain not in concepts and symmetric not in concepts:
            continue
        reply = _replies([m for j, m in enumerate(moves) if j != i], len(relation.better))
        if plain in concepts:
            stable[plain] = answered(*better, reply, relation.sanction)
        if symmetric in concepts and last is not None:
            stable[symmetric] = answered(*better, reply, last)
    return stable


def _within(moves: Moves, bits: Bits) -> Moves:
    """The moves that are in a relation."""
    from parley.models.conflict_graph.explicit._numba import flagged

    kept = flagged(moves.start, moves.target, bits)
    before = np.concatenate([[0], np.cumsum(kept)])
    first = moves.start[0]
    return Moves(before[moves.start - first], moves.target[first : moves.start[-1]][kept])


def _lasting(moves: Moves, sanction: Bits) -> Bits:
    """The states that deter and that the party cannot escape from, in the form of `sanction`."""
    from parley.models.conflict_graph.explicit._numba import lasting, transposed

    return transposed(lasting(*moves, transposed(sanction)))


def _replies(movers: Sequence[Moves], n_states: int) -> Bits:
    """What the movers together can reach from each state by legal sequences, as rows of bits."""
    from parley.models.conflict_graph.explicit._numba import components, reached

    found = np.zeros((n_states, -(-n_states // 64)), np.uint64)
    if not movers:
        return found
    nodes = walk(movers, n_states)
    component, n_components = components(*nodes)
    order = np.argsort(component, kind="stable")
    step = max(1, ROWS // n_components)
    for first in range(0, found.shape[1], step):
        n_words = min(step, found.shape[1] - first)
        found[:, first : first + n_words] = reached(
            *nodes, order, component, n_components, n_states, len(movers), first, n_words
        )
    return found
