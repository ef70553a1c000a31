"""The pause that talks are about, with other lengths, limits and prospects: who then gains?

Everything else is as drawn, so that cells differ by what their row and column say alone.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parley.games.pause import pause_gain
from parley.lenses.games.pauses import OnPause, gaining, terms
from parley.models.fighting import Fighting, Paused, growing

__all__ = ["CHANCES", "LIMITS", "WEEKS", "Variants", "variants"]

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

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
    lengths = np.array([_three(found, _with(found, on.paused, weeks=at)) for at in WEEKS])
    mixed = [
        [_three(found, _with(found, on.paused, limit=part, settles=h))[2] for h in CHANCES]
        for part in LIMITS
    ]
    return Variants(on=on, lengths=lengths.T, mixed=np.array(mixed))


def _with(
    found: Fighting,
    each: Paused,
    *,
    weeks: float | None = None,
    settles: float | None = None,
    limit: float | None = None,
) -> Paused:
    """The pause with some numbers the same in every draw."""
    n = found.n
    length = each.weeks if weeks is None else np.full(n, float(weeks))
    return replace(
        each,
        weeks=length,
        settles=each.settles if settles is None else np.full(n, settles),
        growth=growing(found, length) * (each.rearming if limit is None else limit),
    )


def _three(found: Fighting, each: Paused) -> Floats:
    """(3,) shares of draws: the first side, the second, both."""
    one, other = _gains(found, each, 0), _gains(found, each, 1)
    shares: Floats = np.stack([one, other, one & other]).mean(axis=1)
    return shares


def _gains(found: Fighting, each: Paused, side: int) -> Truths:
    return gaining(np.asarray(pause_gain(weeks=each.weeks, **terms(found, each, side))))
