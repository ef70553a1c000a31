"""Which single option of a third party turns a state into one that holds, or the reverse."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.lenses.stability.listed import MAIN
from parley.models.conflict_graph.build import Conflict
from parley.models.conflict_graph.levers import Lever, pulled
from parley.models.conflict_graph.preferences import Ranked
from parley.models.conflict_graph.robustness import Profile, ranks_in

__all__ = ["Pull", "Pulls", "pulls", "third_parties"]

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]

CELLS = 4_000_000  # states times profiles that each lever is tried on
LISTED_CELLS = 20_000  # the same where moves are listed, which takes far longer
LEAST, USUAL = 5, 60  # profiles


@dataclass(frozen=True, kw_only=True)
class Pull:
    """A lever on a target.

    before, after : whether the target holds among the other parties at the middle of the draws,
    with the option where the target has it and with the lever. share_before, share_after : of the
    draws looked at. gains, loses : parties for whom it becomes stable, and no longer is.
    cornered : parties that stay for want of any possible state to move to.
    """

    target: int
    lever: Lever
    before: bool
    after: bool
    share_before: float
    share_after: float
    gains: tuple[int, ...]
    loses: tuple[int, ...]
    cornered: tuple[int, ...]

    @property
    def turns(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, kw_only=True, eq=False)
class Pulls:
    """Every lever that changes a share; n_tried : levers tried, n_draws : draws looked at."""

    found: tuple[Pull, ...]
    parties: tuple[int, ...]
    n_tried: int
    n_draws: int


def third_parties(found: Conflict) -> tuple[int, ...]:
    """Parties with options of their own whose consent to a deal is not needed; else all."""
    own = {option.owners[0] for option in found.graph.options if len(option.owners) == 1}
    outside = [i for i in sorted(own) if found.parties[i] not in found.case.consent]
    return tuple(outside or sorted(own))


def pulls(
    found: Conflict, middle: Ranked, every: Sequence[Profile], targets: Sequence[int]
) -> Pulls | None:
    """Levers that change a share; None without a present state.

    Those on states that somebody seeks come first, then those that turn the middle; last those that
    work because nothing else is possible.
    """
    if found.now is None:
        return None
    cells = LISTED_CELLS if found.forbidden else CELLS
    most = min(USUAL, max(LEAST, cells // found.graph.n_states))
    some = every[:most]
    ranks = [middle.rank, *(each.rank for each in ranks_in(found, some))]
    weight = np.array([len(profile.draws) for profile in some], float)
    parties, sought = third_parties(found), _sought(found)
    tried = [
        pull
        for party in parties
        for target in targets
        for pull in _of(found, ranks, weight / weight.sum(), target, party)
    ]
    kept = [pull for pull in tried if pull.turns or pull.share_before != pull.share_after]
    kept.sort(
        key=lambda pull: (
            bool(pull.cornered),
            pull.target not in sought,
            not pull.turns,
            -abs(pull.share_after - pull.share_before),
        )
    )
    return Pulls(
        found=tuple(kept),
        parties=parties,
        n_tried=len(tried),
        n_draws=int(weight.sum()),
    )


def _sought(found: Conflict) -> set[int]:
    return {s for name, s in found.named.items() if found.moves.states[name].sought}


def _of(
    found: Conflict, ranks: Sequence[Ints], weight: Floats, target: int, party: int
) -> Iterator[Pull]:
    assert found.now is not None
    for each in pulled(found.graph, ranks, MAIN, found.now, target, party, found.forbidden):
        yield Pull(
            target=target,
            lever=each.lever,
            before=bool(each.holds_before[0]),
            after=bool(each.holds[0]),
            share_before=float(weight @ each.holds_before[1:]),
            share_after=float(weight @ each.holds[1:]),
            gains=tuple(np.flatnonzero(each.stable & ~each.stable_before).tolist()),
            loses=tuple(np.flatnonzero(each.stable_before & ~each.stable).tolist()),
            cornered=each.cornered,
        )
