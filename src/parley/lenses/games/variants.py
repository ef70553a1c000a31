"""The pause that talks are about, with other lengths, limits and prospects: who then gains?

Everything else is as drawn, so that cells differ by what their row and column say alone.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.lenses.games.pauses import OnPause
from parley.models.fighting import Fighting
from parley.models.fighting.variants import varied, without_loss

__all__ = ["CHANCES", "LIMITS", "WEEKS", "Variants", "variants"]

Floats = NDArray[np.float64]

WEEKS = 1, 2, 4, 8, 13, 26, 52
CHANCES = 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9
LIMITS = 1.0, 0.75, 0.5, 0.25, 0.0  # of all production and aid


@dataclass(frozen=True, kw_only=True, eq=False)
class Variants:
    """Shares of draws without a loss.

    lengths : (3, n_weeks), of the first side, the second, and both. mixed : (n_limits, n_chances),
    of both, by the part of all production and aid that both keep and the chance of a settlement.
    """

    on: OnPause
    lengths: Floats
    mixed: Floats


def variants(found: Fighting, on: OnPause) -> Variants:
    """Around one pause of the case."""
    lengths = np.array([without_loss(found, varied(found, on.paused, weeks=at)) for at in WEEKS])
    mixed = [
        [without_loss(found, varied(found, on.paused, limit=part, settles=h))[2] for h in CHANCES]
        for part in LIMITS
    ]
    return Variants(on=on, lengths=lengths.T, mixed=np.array(mixed))
