"""What each party sees: its own picture of the conflict, and what would surprise it.

A hypergame of the first level has one conflict for each party, as that party sees it: options it
does not know of stay as they are now, and it may take others to prefer what they do not. A party
moves by its own picture. So a state holds if it is stable for every party in that party's own
picture; whether a party *expects* it to hold is another question.

Source: Bennett (1977), Omega 5(6), 749-751; Wang, Hipel and Fraser (1988), Mathematical Modelling
11, 1113-1118.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.conflict_graph.engine import judging
from parley.models.conflict_graph.explicit import Forbidden, within
from parley.models.conflict_graph.graph import Graph, among, level

__all__ = ["Hypergame", "Picture", "hypergame"]

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Picture:
    """How one party sees the conflict.

    unaware : options it does not know of. rank : (n_parties, n_states), what it takes all to
    prefer, itself included.
    """

    unaware: tuple[int, ...]
    rank: Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class Hypergame:
    """holds : (n_states,), stable for every party in that party's own picture.

    seen : (n_parties, n_states), states a party can imagine. expected : those that it expects to
    hold, as they are equilibria of its own picture. What holds and is not expected surprises it.
    """

    holds: Flags
    seen: Flags
    expected: Flags

    @property
    def surprises(self) -> Flags:
        """(n_parties, n_states): what holds although the party does not expect it."""
        return self.holds & ~self.expected


def hypergame(
    whole: Graph,
    rank: Ints,
    pictures: Mapping[int, Picture],
    now: int,
    concept: str,
    forbidden: Sequence[Forbidden] = (),
) -> Hypergame:
    """The hypergame of these pictures; a party without one sees the conflict as it is.

    forbidden : as in `judging`, known to all.
    A state that a party cannot imagine is taken to be stable for it: it has no plan to leave it.
    """
    found = np.ones((whole.n_parties, whole.n_states), bool)
    seen, expected = found.copy(), np.zeros_like(found)
    truly = judging(whole, forbidden, (concept,))(rank)[concept]
    for party in range(whole.n_parties):
        if party not in pictures:
            found[party], expected[party] = truly[party], truly.all(axis=0)
            continue
        view = pictures[party]
        seen[party] = _imagined(whole, view.unaware, now)
        states = np.flatnonzero(seen[party])
        own = among(whole, states)
        ranks = np.ascontiguousarray(view.rank[:, states])
        stable = judging(own, within(forbidden, states), (concept,))(ranks)[concept]
        found[party, states] = stable[party]
        expected[party, states] = stable.all(axis=0)
    return Hypergame(holds=np.logical_and.reduce(found), seen=seen, expected=expected)


def _imagined(whole: Graph, unaware: Sequence[int], now: int) -> Flags:
    found = np.ones(whole.n_states, bool)
    for k in unaware:
        at = level(whole.options, whole.code, k)
        found &= at == at[now]
    return found
