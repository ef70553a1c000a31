"""A pause with other lengths, limits and prospects, and in how many draws nobody loses by it.

Everything else is as drawn, so that two variants differ by what was changed alone.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from parley.games.pause import pause_gains
from parley.models.fighting.sides import Fighting, Paused, growing

__all__ = ["varied", "without_loss"]

Floats = NDArray[np.float64]


def varied(
    found: Fighting,
    each: Paused,
    *,
    weeks: float | None = None,
    settles: float | None = None,
    limit: float | None = None,
) -> Paused:
    """The pause with some numbers the same in every draw; limit : part of all rearming kept."""
    n = found.n
    length = each.weeks if weeks is None else np.full(n, float(weeks))
    return replace(
        each,
        weeks=length,
        settles=each.settles if settles is None else np.full(n, settles),
        growth=growing(found, length) * (each.rearming if limit is None else limit),
    )


def without_loss(found: Fighting, each: Paused) -> Floats:
    """(3,) shares of the draws without a loss: the first side, the second, both."""
    gains = pause_gains(
        strength_a=found.strength[0],
        strength_b=found.strength[1],
        growth_a=each.growth[0],
        growth_b=each.growth[1],
        weeks=each.weeks,
        settle=each.settles,
        share_a=each.share,
        cost_a=found.cost[0],
        cost_b=found.cost[1],
    )
    one, other = np.asarray(gains.accept_a), np.asarray(gains.accept_b)
    shares: Floats = np.stack([one, other, one & other]).mean(axis=1)
    return shares
