"""Is there anything to bargain over, and does a year of peace move power by more than that?

The range of divisions that both prefer to fighting on is that of Fearon (1995), from the strengths
and costs of each draw. The shift is what a year in which both grow as in silence does to the chance
to win; its thresholds are those of Fearon (1995) and Powell (2006), a period being a year.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.games.bargaining_range import bargaining_range, dissatisfied
from parley.games.shifting_power import shift_thresholds
from parley.lenses.games.spread import TIE, Share, Spread, share, spread
from parley.models.fighting import Fighting, chance, growing
from parley.models.fighting.sides import YEAR

__all__ = ["Division", "Shift", "division"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Shift:
    """What a year of peace does to power.

    size : by how much the chance of the side that falls is lower after it. falls : by side, share
    of draws in which it is the one. wider : share in which the shift is larger than the range.
    certain : in which the side that falls does better to fight now, whoever makes the offers later.
    depends : in which it does if the side that rises makes them, and only then.
    """

    size: Spread
    falls: tuple[float, float]
    wider: float
    certain: Share
    depends: float


@dataclass(frozen=True, kw_only=True)
class Division:
    """Shares of the stake that are the first side's.

    win : its chance to win. low : the least it prefers to war. high : the most the other side
    leaves it rather than fight. inside, below, above : shares of draws in which what it holds lies
    there; below it is the first side that would gain by war over what it holds. agreed : in which
    what a settlement would give it, by the pause that talks are about, lies inside.
    """

    win: Spread
    low: Spread
    high: Spread
    width: Spread
    held: Spread
    inside: Share
    below: float
    above: float
    agreed: float | None
    shift: Shift


def division(found: Fighting, agreed: Floats | None) -> Division:
    """agreed : (n,), the first side's share in a settlement that is talked of, if any."""
    p = chance(found.strength)
    low, high = (np.asarray(end) for end in bargaining_range(p, *found.cost))
    first, second = dissatisfied(found.held, p, *found.cost)
    within = None if agreed is None else (agreed >= low - TIE) & (agreed <= high + TIE)
    return Division(
        win=spread(p),
        low=spread(low),
        high=spread(high),
        width=spread(high - low),
        held=spread(found.held),
        inside=share(~(np.asarray(first) | np.asarray(second))),
        below=share(first),
        above=share(second),
        agreed=None if within is None else share(within),
        shift=_shift(found, p, high - low),
    )


def _shift(found: Fighting, p: Floats, width: Floats) -> Shift:
    later = chance(found.strength + YEAR * growing(found, YEAR))
    first = later < p - TIE  # the first side falls
    second = later > p + TIE
    now, then = np.where(first, p, 1 - p), np.where(first, later, 1 - later)
    d = found.discount(np.full(found.n, float(YEAR)))
    costs = found.cost / (1 - d)  # the games count them in what one period brings
    falling, rising = np.where(first, costs, costs[::-1])
    every, riser = shift_thresholds(now, d, falling, rising)
    certain, open_to = then < np.asarray(every) - TIE, then < np.asarray(riser) - TIE
    return Shift(
        size=spread(now - then),
        falls=(share(first), share(second)),
        wider=share(now - then > width + TIE),
        certain=share(certain),
        depends=share(open_to & ~certain),
    )
