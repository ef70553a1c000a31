"""What richer preferences change: unknown ones, much preferred ones, parties that care."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.lenses.stability.listed import MAIN
from parley.lenses.stability.seen import attitudes
from parley.models.conflict_graph.build import LISTED, Conflict
from parley.models.conflict_graph.explicit import (
    EXTENSIONS,
    arcs_of,
    by_attitude,
    by_band,
    explicit_stability,
    with_unknown,
)
from parley.models.conflict_graph.preferences import Ranked
from parley.models.conflict_graph.strength import strong_stability

__all__ = ["Richer", "richer"]

Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Richer:
    """States that hold under credible answers, (n_states,), None where the case has no use for it.

    unknown : extension a to d -> what holds. strong : what holds by answers much worse for whoever
    is tempted. caring : what holds if parties act by their attitudes.
    """

    unknown: Mapping[str, Flags] | None
    strong: Flags | None
    caring: Flags | None


def richer(found: Conflict, middle: Ranked) -> Richer:
    """The middle of the draws under each kind of richer preference that the case records."""
    return Richer(
        unknown=_unknown(found, middle),
        strong=_strong(found, middle) if middle.band.any() else None,
        caring=_caring(found, middle),
    )


def _unknown(found: Conflict, middle: Ranked) -> Mapping[str, Flags] | None:
    if not any(found.unknown):
        return None
    arcs = arcs_of(found.graph, found.forbidden)
    pairs = [_pairs(found, party) for party in range(len(found.parties))]
    return {
        name: _held(explicit_stability(arcs, with_unknown(middle.rank, pairs, name), (MAIN,)))
        for name in EXTENSIONS
    }


def _pairs(found: Conflict, party: int) -> NDArray[np.int64]:
    """Pairs of different states between which the party's preference is unknown."""
    every = [
        np.stack(np.meshgrid(np.flatnonzero(one), np.flatnonzero(other)), axis=-1).reshape(-1, 2)
        for one, other in found.unknown[party]
    ]
    pairs = np.concatenate([np.empty((0, 2), np.int64), *every])
    different: NDArray[np.int64] = pairs[pairs[:, 0] != pairs[:, 1]]
    return different


def _strong(found: Conflict, middle: Ranked) -> Flags:
    if not found.forbidden:
        return _held(strong_stability(found.graph, middle.rank, middle.band, (MAIN,)))
    arcs = arcs_of(found.graph, found.forbidden)
    return _held(explicit_stability(arcs, by_band(middle.rank, middle.band), (MAIN,)))


def _caring(found: Conflict, middle: Ranked) -> Flags | None:
    signs = attitudes(found)
    if signs is None or found.graph.n_states > LISTED:
        return None
    arcs = arcs_of(found.graph, found.forbidden)
    return _held(explicit_stability(arcs, by_attitude(middle.rank, signs), (MAIN,)))


def _held(verdict: Mapping[str, Flags]) -> Flags:
    held: Flags = np.logical_and.reduce(verdict[MAIN])
    return held
