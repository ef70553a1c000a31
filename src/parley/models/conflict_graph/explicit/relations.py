"""What makes a party leave a state, and what deters it, for preferences that are not ranks.

Every concept asks three things of a party. Which states are an incentive to leave s for? Which
states, if the others answer with them, deter from leaving s? Where would the party credibly move,
as somebody who answers another? With ranks these are one question; unknown, fuzzy and
probabilistic preferences answer them differently. A fourth, which states it escapes to from a
sanction, has the same answer in all these sources: those that do not deter.

Sources: Li, Hipel, Kilgour and Fang (2004), IEEE Transactions on Systems, Man, and Cybernetics A
34(4), 507-520 (unknown); Bashar, Kilgour and Hipel (2012), IEEE Transactions on Fuzzy Systems
20(4), 760-770 (fuzzy); Rego and dos Santos (2015), IEEE Transactions on Systems, Man, and
Cybernetics: Systems, doi 10.1109/TSMC.2014.2379626 (probabilistic).
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.models.conflict_graph.explicit.bits import bit_bytes, joined, negated, related, room

__all__ = [
    "EXTENSIONS",
    "Relation",
    "by_band",
    "by_rank",
    "fuzzy",
    "probabilistic",
    "relations_fit",
    "with_unknown",
]

Flags = NDArray[np.bool_]
Bits = NDArray[np.uint64]

SAME = 1e-6  # numbers closer than this are equal, or 0.7 - 0.3 would miss a threshold of 0.4

# Per extension: is the unknown an incentive to leave, and does it deter?
EXTENSIONS = {"a": (True, False), "b": (False, False), "c": (True, True), "d": (False, True)}


class Relation(NamedTuple):
    """One party's preferences, each (n_states, n_words) bits as in `bits`.

    better : bit t of row s, whether t is an incentive to leave s. sanction : whether t deters
    from leaving s; s itself does. credible : whether the party, as somebody who answers others,
    would move from s to t.
    """

    better: Bits
    sanction: Bits
    credible: Bits


def by_rank(rank: NDArray[np.integer]) -> tuple[Relation, ...]:
    """Relations of parties with complete preferences, ties allowed.

    rank : (n_parties, n_states), larger is better. `ValueError` if they need more than
    `MOST_BYTES`.
    """
    relations_fit(*rank.shape)
    return tuple(_crisp(_above(row)) for row in rank)


def by_band(rank: NDArray[np.integer], band: NDArray[np.integer]) -> tuple[Relation, ...]:
    """Relations in which only what is much worse deters, as in `strength`; larger is better.

    rank, band : (n_parties, n_states), s is much preferred to t iff its band is larger.
    """
    relations_fit(*rank.shape)
    return tuple(
        Relation(better, _above(-row), better)
        for better, row in zip(map(_above, rank), band, strict=True)
    )


def with_unknown(
    rank: NDArray[np.integer], unknown: Sequence[ArrayLike], extension: str | Sequence[str] = "a"
) -> tuple[Relation, ...]:
    """Relations where some comparisons are unknown; the ranks say all others.

    unknown : per party pairs of states, (n_pairs, 2) in either order.
    extension : one for all parties, or one for each; what its own unknown comparisons do to a
    party that considers leaving.

        a  incentive, no deterrent   hopes to gain, fears nothing
        b  neither                   only what is known counts
        c  both                      hopes and fears
        d  deterrent, no incentive   fears and does not hope

    Those that answer others move where they prefer or do not know, whatever the extension.
    `ValueError` for another extension, a pair that is none, or too many states.
    """
    n_parties, n_states = rank.shape
    names = [extension] * n_parties if isinstance(extension, str) else list(extension)
    if wrong := [name for name in names if name not in EXTENSIONS]:
        raise ValueError(f"no extension {wrong}; there are {tuple(EXTENSIONS)}")
    relations_fit(n_parties, n_states)
    doubts = [_pairs(pairs, n_states) for pairs in unknown]
    return tuple(
        _doubtful(_above(row), joined(n_states, doubt), *EXTENSIONS[name])
        for row, doubt, name in zip(rank, doubts, names, strict=True)
    )


def fuzzy(
    degree: Sequence[NDArray[np.floating]], threshold: Sequence[float]
) -> tuple[Relation, ...]:
    """Relations of parties that prefer to a degree, and act on enough certainty.

    degree : per party r, (n_states, n_states), r[s, t] in [0, 1], how far s is preferred to t.
    The certainty of preferring t to s is r[t, s] - r[s, t].
    threshold : per party in (0, 1]; t is an incentive to leave s, or a credible answer, if the
    certainty reaches it, and deters otherwise. `ValueError` for numbers out of range.
    """
    if wrong := [gamma for gamma in threshold if not 0 < gamma <= 1]:
        raise ValueError(f"a satisficing threshold is in (0, 1], got {wrong}")
    n_states = _square(degree)
    return tuple(
        _crisp(related(n_states, _certain(r, gamma)))
        for r, gamma in zip(degree, threshold, strict=True)
    )


def probabilistic(
    probability: Sequence[NDArray[np.floating]],
    alpha: float = 0.0,
    beta: float = 0.0,
    gamma: float = 0.0,
) -> tuple[Relation, ...]:
    """Relations of parties that prefer with some probability.

    probability : per party P, (n_states, n_states), P[s, t] the probability that it strictly
    prefers s to t; P[s, t] + P[t, s] <= 1, and what is missing is indifference.
    t is an incentive to leave s if P[t, s] > alpha, deters from it if P[t, s] <= beta, and is a
    credible answer from s if P[t, s] > gamma; all three in [0, 1). More alpha or beta make more
    states stable, more gamma fewer under seq and sseq. `ValueError` for numbers out of range.
    The text of the source was not at hand: that a deterrent is what is not preferred with more
    than beta is taken from the crisp case, where a tie deters.
    """
    if wrong := [x for x in (alpha, beta, gamma) if not 0 <= x < 1]:
        raise ValueError(f"alpha, beta and gamma are in [0, 1), got {wrong}")
    n_states = _square(probability)
    found = []
    for p in probability:
        better, likely, credible = (
            related(n_states, _likelier(p, least)) for least in (alpha, beta, gamma)
        )
        found.append(Relation(better, negated(likely), credible))
    return tuple(found)


def relations_fit(n_parties: int, n_states: int) -> None:
    """Raise `ValueError` if the relations of all parties would take more than `MOST_BYTES`."""
    what = f"preferences of {n_parties} parties over {n_states:,} states"
    room(3 * n_parties * bit_bytes(n_states), what, "leave out states that decide nothing")


def _crisp(better: Bits) -> Relation:
    return Relation(better, negated(better), better)


def _above(rank: NDArray[np.integer]) -> Bits:
    """Bit t of row s: t ranks above s."""
    return related(len(rank), lambda rows: rank[rows, np.newaxis] < rank)


def _doubtful(above: Bits, doubt: Bits, tempts: bool, deters: bool) -> Relation:
    known, hoped = above & ~doubt, above | doubt
    return Relation(hoped if tempts else known, negated(known if deters else hoped), hoped)


def _pairs(pairs: ArrayLike, n_states: int) -> NDArray[np.int64]:
    found = np.asarray(pairs, np.int64).reshape(-1, 2)
    wrong = ((found < 0) | (found >= n_states)).any(axis=1) | (found[:, 0] == found[:, 1])
    if wrong.any():
        s, t = found[wrong.argmax()].tolist()
        raise ValueError(f"the comparison of {s} with {t} is none among {n_states} states")
    return found


def _square(tables: Sequence[NDArray[np.floating]]) -> int:
    """The number of states of tables of all pairs, checked."""
    n_states = len(tables[0])
    relations_fit(len(tables), n_states)
    for table in tables:
        if table.shape != (n_states, n_states):
            raise ValueError(f"need {n_states} x {n_states} numbers, got {table.shape}")
        if not (table.min() >= 0 and table.max() <= 1):  # nan is out of range as well
            raise ValueError(f"degrees are in [0, 1], got {table.min()} to {table.max()}")
    return n_states


def _certain(r: NDArray[np.floating], gamma: float) -> Callable[[slice], Flags]:
    def holds(rows: slice) -> Flags:
        found: Flags = r[:, rows].T - r[rows] >= gamma - SAME
        return found

    return holds


def _likelier(p: NDArray[np.floating], least: float) -> Callable[[slice], Flags]:
    def holds(rows: slice) -> Flags:
        found: Flags = least + SAME < p[:, rows].T
        return found

    return holds
