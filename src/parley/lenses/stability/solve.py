"""Everything the stability lens finds; a module beside this one for each part."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.lenses.stability.ahead import Way, departures, evolved, ways
from parley.lenses.stability.listed import (
    MAIN,
    Kind,
    kinds,
    listed_states,
    shared,
    targets,
)
from parley.lenses.stability.pulling import Pulls, pulls
from parley.lenses.stability.reasons import Need, Reason, needs, reasons
from parley.lenses.stability.richer import Richer, richer
from parley.lenses.stability.seen import seen
from parley.models.conflict_graph.build import Conflict, ranks_of
from parley.models.conflict_graph.coalitions import Departure
from parley.models.conflict_graph.engine import Engine, judging
from parley.models.conflict_graph.evolution import Evolution
from parley.models.conflict_graph.hypergame import Hypergame
from parley.models.conflict_graph.preferences import Ranked
from parley.models.conflict_graph.robustness import Hinge, Robustness, hinges, robustness

__all__ = ["StabilityResult", "solve"]

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class StabilityResult:
    """Answer, evidence and recipe of the stability lens.

    middle : ranks at the middle of the draws, which all but `robust`, `pulled` and `hung` speak
    of. verdict : concept -> (n_parties, n_states). listed : states shown one by one. looked :
    those explained, the present one first. shared : options at one level in all equilibria.
    kinds : outcomes. robust : shares of draws. reasons, needed : why, and what would change it.
    ahead, ways : what the present state can come to. leaving : coalitions. pulled : levers.
    hyper : the parties' own pictures. richer : other readings of preference.
    hung : state -> what its verdict hangs on most.
    """

    conflict: Conflict
    middle: Ranked
    verdict: Mapping[str, Flags]
    listed: tuple[int, ...]
    looked: tuple[int, ...]
    shared: tuple[tuple[int, int], ...]
    kinds: tuple[Kind, ...]
    robust: Robustness
    reasons: tuple[Reason, ...]
    needed: tuple[Need, ...]
    ahead: Evolution | None
    ways: tuple[Way, ...]
    leaving: Mapping[int, tuple[Departure, ...]]
    pulled: Pulls | None
    hyper: Hypergame | None
    richer: Richer
    hung: Mapping[int, tuple[Hinge, ...]]

    @property
    def holds(self) -> Flags:
        """(n_states,), equilibria by credible answers at the middle of the draws."""
        held: Flags = np.logical_and.reduce(self.verdict[MAIN])
        return held


def solve(found: Conflict) -> StabilityResult:
    """Stability of every state, over draws, and what would change it."""
    middle = ranks_of(found)
    engine = Engine(found.graph, middle.rank, found.forbidden)
    verdict = judging(found.graph, found.forbidden)(middle.rank)
    held: Flags = np.logical_and.reduce(verdict[MAIN])
    looked = targets(found, held)
    main = judging(found.graph, found.forbidden, (MAIN,))
    robust = robustness(found, lambda ranks: main(ranks.rank)[MAIN], looked)
    listed = listed_states(looked, held, robust.equilibrium, evolved(found, engine, ()))
    ahead = evolved(found, engine, listed)
    explained = reasons(found, engine, looked)
    return StabilityResult(
        conflict=found,
        middle=middle,
        verdict=verdict,
        listed=listed,
        looked=looked,
        shared=shared(found, held),
        kinds=kinds(
            found, verdict, robust.some, None if ahead is None else ahead.improvements >= 0
        ),
        robust=robust,
        reasons=explained,
        needed=tuple(needs(engine, explained)),
        ahead=ahead,
        ways=() if ahead is None else ways(ahead, listed),
        leaving=departures(engine, [s for s in listed if held[s]]),
        pulled=pulls(found, middle, robust.profiles, looked),
        hyper=seen(found, middle),
        richer=richer(found, middle),
        hung=dict(zip(looked, hinges(found, robust.profiles, robust.watched), strict=True)),
    )
