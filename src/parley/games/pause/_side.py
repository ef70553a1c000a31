"""One side of a pause: the numbers that its gains and all their inverses are made of."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import TIE, Floats, within

__all__ = ["Side", "gain_at", "lost", "settled", "side_of", "sides_of"]


class Side(NamedTuple):
    """One side: its strength and growth, both sides' sums of them, and what follows.

    p : chance to win now. falls : other_growth own - own_growth other, positive if a pause weakens
    this side. h : chance to settle. now : share - p + cost, what a settlement brings over war now.
    """

    own: Floats
    own_growth: Floats
    total: Floats
    growth: Floats
    p: Floats
    falls: Floats
    h: Floats
    now: Floats


def side_of(
    own: ArrayLike,
    other: ArrayLike,
    own_growth: ArrayLike,
    other_growth: ArrayLike,
    settle: ArrayLike = 0,
    share: ArrayLike = 0,
    cost: ArrayLike = 0,
) -> Side:
    """The side, if all inputs are in range; else `ValueError`."""
    a, b = within("own", own, "(0, inf)"), within("other", other, "(0, inf)")
    ga = within("own_growth", own_growth, "[0, inf)")
    gb = within("other_growth", other_growth, "[0, inf)")
    h, x = within("settle", settle, "[0, 1]"), within("share", share, "[0, 1]")
    k, p = within("cost", cost, "[0, inf)"), np.asarray(a / (a + b))
    # Without these two, rounding turns a tie into a small loss, and that into a refusal for good.
    now = _or_zero(x - p + k, 1)
    falls = _or_zero(gb * a - ga * b, gb * a + ga * b)
    return Side(a, ga, np.asarray(a + b), np.asarray(ga + gb), p, falls, h, now)


def sides_of(
    strength_a: ArrayLike,
    strength_b: ArrayLike,
    growth_a: ArrayLike,
    growth_b: ArrayLike,
    settle: ArrayLike,
    share_a: ArrayLike,
    cost_a: ArrayLike,
    cost_b: ArrayLike,
) -> tuple[Side, Side]:
    """Both sides, if all inputs are in range; else `ValueError` with the names used here."""
    a, b = (
        within("strength_a", strength_a, "(0, inf)"),
        within("strength_b", strength_b, "(0, inf)"),
    )
    ga, gb = within("growth_a", growth_a, "[0, inf)"), within("growth_b", growth_b, "[0, inf)")
    ka, kb = within("cost_a", cost_a, "[0, inf)"), within("cost_b", cost_b, "[0, inf)")
    x = within("share_a", share_a, "[0, 1]")
    return side_of(a, b, ga, gb, settle, x, ka), side_of(b, a, gb, ga, settle, 1 - x, kb)


def _or_zero(x: Floats, scale: ArrayLike) -> Floats:
    return np.where(np.abs(x) <= TIE * np.asarray(scale), 0, x)


def lost(side: Side, weeks: Floats) -> Floats:
    """Chance to win that the side loses by the pause, p - p'."""
    return np.asarray(weeks * side.falls / (side.total * (side.total + side.growth * weeks)))


def settled(side: Side) -> Floats:
    """What the prospect of a settlement is worth over war now, h (x - p + k)."""
    return np.asarray(side.h * side.now)


def gain_at(side: Side, weeks: Floats) -> Floats:
    """Gain from a pause of so many weeks."""
    return np.asarray(settled(side) - (1 - side.h) * lost(side, weeks))
