"""What a pause brings a side, and for how long it accepts one."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import TIE, Number, Range, Truth, flag, plain, within
from parley.games.pause._side import gain_at, lost, settled, side_of, sides_of

__all__ = [
    "PauseGains",
    "acceptable_weeks",
    "longest_pause",
    "pause_gain",
    "pause_gains",
    "power_lost",
]


class PauseGains(NamedTuple):
    """What a pause brings over war now, as parts of the stake; more is better.

    a, b : the gains. accept_a, accept_b : not a loss; a tie is accepted. joint : their sum.
    """

    a: Number
    b: Number
    accept_a: Truth
    accept_b: Truth
    joint: Number


def power_lost(
    *,
    own: ArrayLike,
    other: ArrayLike,
    own_growth: ArrayLike,
    other_growth: ArrayLike,
    weeks: ArrayLike,
) -> Number:
    """How much of its chance to win does this side lose during the pause?

    p - p' = L (gB a - gA b) / ((a + b)(a + b + (gA + gB) L)); less is better, negative is a gain.
    It depends on growth *relative to strength*: equal growth weakens the stronger side.

    own, other : strengths, > 0, any unit. own_growth, other_growth : >= 0, that unit a week.
    weeks : >= 0. `ValueError` otherwise. Source: own, see the package.

    >>> round(power_lost(own=5, other=5, own_growth=0.05, other_growth=0.25, weeks=4), 4)
    0.0357
    """
    side = side_of(own, other, own_growth, other_growth)
    return plain(lost(side, within("weeks", weeks, "[0, inf)")))


def pause_gain(
    *,
    own: ArrayLike,
    other: ArrayLike,
    own_growth: ArrayLike,
    other_growth: ArrayLike,
    weeks: ArrayLike,
    settle: ArrayLike,
    share: ArrayLike,
    cost: ArrayLike,
) -> Number:
    """What does a pause bring this side, against war now? It accepts at 0 or more.

    G = h (x - p + k) - (1 - h)(p - p'), as a part of the stake; more is better.

    settle : h, 0 to 1, chance that the pause ends in a settlement. share : x, 0 to 1, what this
    side then gets. cost : k, >= 0, of fighting, over the value of the stake. The rest as in
    `power_lost`; `ValueError` otherwise. Source: own, see the package.

    >>> facts = dict(own=5, other=5, own_growth=0.05, other_growth=0.25, share=0.5, cost=0.1)
    >>> pause_gain(weeks=[2, 4], settle=0.2, **facts).round(4)  # two weeks, but not four
    array([ 0.0049, -0.0086])
    """
    side = side_of(own, other, own_growth, other_growth, settle, share, cost)
    return plain(gain_at(side, within("weeks", weeks, "[0, inf)")))


def pause_gains(
    *,
    strength_a: ArrayLike,
    strength_b: ArrayLike,
    growth_a: ArrayLike,
    growth_b: ArrayLike,
    weeks: ArrayLike,
    settle: ArrayLike,
    share_a: ArrayLike,
    cost_a: ArrayLike,
    cost_b: ArrayLike,
) -> PauseGains:
    """Who accepts this pause? The gains of both sides, as in `pause_gain`, and the two signs.

    Their sum is h (kA + kB): if one side loses, the other gains. share_a : A's share, B gets the
    rest. `ValueError` as in `pause_gain`. Source: own, see the package.

    >>> gains = pause_gains(strength_a=5, strength_b=5, growth_a=0.05, growth_b=0.25, weeks=4,
    ...                     settle=0.2, share_a=0.5, cost_a=0.1, cost_b=0.15)
    >>> round(gains.a, 4), round(gains.b, 4), gains.accept_a, gains.accept_b
    (-0.0086, 0.0586, False, True)
    """
    mine, theirs = sides_of(
        strength_a, strength_b, growth_a, growth_b, settle, share_a, cost_a, cost_b
    )
    time = within("weeks", weeks, "[0, inf)")
    a, b = gain_at(mine, time), gain_at(theirs, time)
    return PauseGains(plain(a), plain(b), flag(a >= -TIE), flag(b >= -TIE), plain(a + b))


def acceptable_weeks(
    *,
    own: ArrayLike,
    other: ArrayLike,
    own_growth: ArrayLike,
    other_growth: ArrayLike,
    settle: ArrayLike,
    share: ArrayLike,
    cost: ArrayLike,
) -> Range:
    """Which lengths of a pause does this side accept, in weeks?

    With s = h (x - p + k), S = a + b, g = gA + gB, D = gB a - gA b and q = (1 - h) D - s S g the
    gain is 0 at s S^2 / q. If s >= 0 the side accepts from 0 to there, or any length if q <= 0. If
    s < 0 (the terms are worse than war now) only a pause that makes it stronger will do: from
    there on if q < 0, else none at all (least inf, most 0).

    Inputs and `ValueError` as in `pause_gain`. Source: own, see the package.

    >>> facts = dict(own=5, other=5, own_growth=0.05, other_growth=0.25, settle=0.2, cost=0.1)
    >>> acceptable_weeks(share=[0.3, 0.5, 0.8], **facts).most.round(2)
    array([ 0.  ,  2.7 , 14.29])
    """
    side = side_of(own, other, own_growth, other_growth, settle, share, cost)
    s = settled(side)
    q = np.asarray((1 - side.h) * side.falls - s * side.total * side.growth)
    with np.errstate(all="ignore"):
        even = s * side.total**2 / q
    least = np.where(s >= 0, 0, np.where(q < 0, even, np.inf))
    most = np.where(s >= 0, np.where(q > 0, even, np.inf), np.where(q < 0, np.inf, 0))
    return Range(plain(least), plain(most))


def longest_pause(
    *,
    own: ArrayLike,
    other: ArrayLike,
    own_growth: ArrayLike,
    other_growth: ArrayLike,
    settle: ArrayLike,
    share: ArrayLike,
    cost: ArrayLike,
) -> Number:
    """How long a pause does this side accept at most, in weeks? inf is any length, 0 is none.

    The upper end of `acceptable_weeks`, which has the formula; inputs and `ValueError` as there.
    Longer is better for whoever wants the pause. Source: own, see the package.

    >>> facts = dict(own=5, other=5, own_growth=0.05, share=0.5, cost=0.1)
    >>> round(longest_pause(other_growth=0.25, settle=0.2, **facts), 2)
    2.7
    >>> round(longest_pause(other_growth=0.6, settle=0.1, **facts), 2)  # three days
    0.41
    """
    return acceptable_weeks(
        own=own,
        other=other,
        own_growth=own_growth,
        other_growth=other_growth,
        settle=settle,
        share=share,
        cost=cost,
    ).most
