"""Demands of a side whose aims are not known: meet them, or stand firm while that costs less?

Each ladder of the case is the stopping problem of `parley.games.appeasement`: the aims end at one
step of it, or not at all.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.case.schema import Conceding
from parley.games.appeasement import appeasement, appeasement_threshold
from parley.lenses.games.spread import Share, Spread, share, spread
from parley.models.fighting import Fighting

__all__ = ["Ladder", "ladders"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """One ladder. limited : how likely the aims are limited. needed : how likely they would have to
    be for conceding to be better; inf where it never is. firm : share of draws in which standing
    firm from the start is. stops : (n_steps + 1), share in which it is best to concede so many
    steps. war : chance that it then comes to war all the same."""

    given: Conceding
    limited: Spread
    needed: Spread
    firm: Share
    stops: tuple[float, ...]
    war: Spread


def ladders(found: Fighting) -> tuple[Ladder, ...]:
    """All ladders of the case, in its order."""
    return tuple(_ladder(found, i, each) for i, each in enumerate(found.war.conceding))


def _ladder(found: Fighting, i: int, given: Conceding) -> Ladder:
    limited = found.number(f"war.conceding.{i}.limited", given.limited)
    position, n_steps = np.array([0.0, *given.steps]), len(given.steps)
    worth = np.stack(
        [found.number(f"war.conceding.{i}.war.{k}", each) for k, each in enumerate(given.war)],
        axis=1,
    )
    worth = np.minimum.accumulate(worth, axis=1)  # ranges may overlap; a concession never helps
    aim = np.zeros((found.n, n_steps))
    aim[:, given.aim - 1] = limited
    aim[:, -1] = 1 - limited
    needed = np.array([appeasement_threshold(position, war, given.aim) for war in worth])
    best = appeasement(position, worth, aim)
    return Ladder(
        given=given,
        limited=spread(limited),
        needed=spread(np.where(needed > 1, np.inf, needed)),
        firm=share(np.asarray(best.concessions) == 0),
        stops=tuple(share(np.asarray(best.concessions) == k) for k in range(n_steps + 1)),
        war=spread(best.war),
    )
