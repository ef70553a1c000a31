"""Which lengths of a pause both gain by, and with how much rearming."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.fighting.sides import Fighting, paused
from parley.models.fighting.variants import varied, without_loss

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
    shares = np.array(
        [
            [without_loss(found, varied(found, pause, weeks=w, limit=part)) for w in LENGTHS]
            for part in REARMING
        ]
    )
    return Region(name=name, both=shares[:, :, 2], either=np.moveaxis(shares[:, :, :2], 2, 0))
