"""Which lengths of a pause both gain by, and with how much rearming."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.games.pause import pause_gains
from parley.models.fighting.sides import Fighting, growing, paused

__all__ = ["LENGTHS", "REARMING", "Region", "region"]

Floats = NDArray[np.float64]

LENGTHS = (1, 2, 4, 8, 13, 26, 52)  # weeks
REARMING = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, kw_only=True, eq=False)
class Region:
    """For the pause that talks are about: share of the draws by rearming, then length.

    both : in which neither side loses by it. either : (2, ...), in which each does not.
    """

    name: str
    both: Floats
    either: Floats


def region(found: Fighting) -> Region | None:
    """Shares of draws, or None where no pause is talked about. Canonical game of `games.pause`."""
    name = found.war.talked_name
    if name is None:
        return None
    pause = paused(found, name)
    part = np.array(REARMING)[:, np.newaxis, np.newaxis]
    growth = np.stack([growing(found, float(weeks)) for weeks in LENGTHS], axis=1)
    gains = pause_gains(
        strength_a=found.strength[0],
        strength_b=found.strength[1],
        growth_a=part * growth[0],
        growth_b=part * growth[1],
        weeks=np.array(LENGTHS, float)[:, np.newaxis],
        settle=pause.settles,
        share_a=pause.share,
        cost_a=found.cost[0],
        cost_b=found.cost[1],
    )
    accepted = np.stack([np.asarray(gains.accept_a), np.asarray(gains.accept_b)])
    return Region(name=name, both=accepted.all(axis=0).mean(axis=2), either=accepted.mean(axis=3))
