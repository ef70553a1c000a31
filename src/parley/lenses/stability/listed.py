"""Which states are shown one by one, and what many of them share."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.conflict_graph.build import Conflict
from parley.models.conflict_graph.evolution import Evolution

__all__ = ["MAIN", "MOST", "TARGETS", "Kind", "kinds", "listed_states", "shared", "targets"]

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

MAIN = "seq"  # answers that suit whoever gives them: what a party need count with
MOST = 12  # states side by side; more do not fit a page
TARGETS = 10  # named states that are looked at one by one


@dataclass(frozen=True, kw_only=True)
class Kind:
    """An outcome of the case: how many states are of the kind, and how many of these hold.

    nash, holds : equilibria without an improvement, and by credible answers, at the middle.
    some : share of draws in which one exists. reached : whether improvements lead to one from now;
    None if there is no present state.
    """

    name: str
    n_states: int
    nash: int
    holds: int
    some: float
    reached: bool | None


def targets(found: Conflict, holds: Flags) -> tuple[int, ...]:
    """The present state and the named ones, each once; without any the first that hold."""
    here = [] if found.now is None else [found.now]
    named = list(dict.fromkeys([*here, *found.named.values()]))
    return tuple(named or np.flatnonzero(holds).tolist() or [0])[:TARGETS]


def listed_states(
    looked: Sequence[int], holds: Flags, share: Floats, ahead: Evolution | None
) -> tuple[int, ...]:
    """Those looked at, then equilibria: first those of most draws, then the nearest.

    ahead : from the present state, as far as that can be said.
    """
    away = np.zeros(len(holds), np.int32) if ahead is None else ahead.moves
    far = np.where(away < 0, len(away), away)
    order = np.lexsort((np.arange(len(far)), far, -share))
    best = [int(s) for s in order if holds[s]]
    return tuple(dict.fromkeys([*looked, *best]))[:MOST]


def shared(found: Conflict, holds: Flags) -> tuple[tuple[int, int], ...]:
    """Options at one level in every state that holds, with that level."""
    at = [found.at[path][holds] for path in found.paths]
    return tuple((k, int(each[0])) for k, each in enumerate(at) if len(each) and np.ptp(each) == 0)


def kinds(
    found: Conflict,
    verdict: dict[str, Flags],
    some: Floats,
    reached: Flags | None,
) -> tuple[Kind, ...]:
    """Every outcome of the case. reached : (n_states,) by improvements from now."""
    nash, holds = verdict["nash"].all(axis=0), verdict[MAIN].all(axis=0)
    return tuple(
        Kind(
            name=name,
            n_states=int(so.sum()),
            nash=int((so & nash).sum()),
            holds=int((so & holds).sum()),
            some=float(share),
            reached=None if reached is None else bool((so & reached).any()),
        )
        for (name, so), share in zip(found.outcomes.items(), some.tolist(), strict=True)
    )
