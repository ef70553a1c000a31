"""What would make a pause of given length acceptable: the gain, solved for each input in turn."""

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import TIE, Floats, Number, Range, plain, within
from parley.games.pause._side import Side, lost, settled, side_of, sides_of
from parley.games.pause.gain import acceptable_weeks

__all__ = [
    "acceptable_rearmament",
    "acceptable_settlement_chance",
    "least_share",
    "most_rearmament_gap",
    "shares_both_accept",
]


def acceptable_settlement_chance(
    *,
    own: ArrayLike,
    other: ArrayLike,
    own_growth: ArrayLike,
    other_growth: ArrayLike,
    weeks: ArrayLike,
    share: ArrayLike,
    cost: ArrayLike,
) -> Range:
    """How likely must a settlement be for this side to accept the pause?

    With f = p - p' and w = x - p + k the gain h (w + f) - f is 0 at h = f / (w + f). A side that
    falls (f > 0) accepts from there to 1, and never (least inf) if w < 0. A side that rises accepts
    any h if w >= 0; if w < 0 it hopes *not* to settle, and accepts up to there. A lower least is
    better for whoever wants the pause. Agendas, deadlines and a meeting of leaders raise h.

    Inputs and `ValueError` as in `pause_gain`. Source: own, see the package.

    >>> facts = dict(own=5, other=5, own_growth=0.05, other_growth=0.25, cost=0.1)
    >>> round(acceptable_settlement_chance(weeks=4, share=0.5, **facts).least, 3)
    0.263
    >>> acceptable_settlement_chance(weeks=4, share=0.39, **facts).least
    inf
    """
    side = side_of(own, other, own_growth, other_growth, 0, share, cost)
    f, w = lost(side, within("weeks", weeks, "[0, inf)")), side.now
    with np.errstate(all="ignore"):
        even = f / (w + f)
    least = np.where(f <= 0, 0, np.where(w >= 0, even, np.inf))
    most = np.where(w >= 0, 1, np.where(f > 0, -np.inf, even))
    return Range(plain(least), plain(most))


def least_share(
    *,
    own: ArrayLike,
    other: ArrayLike,
    own_growth: ArrayLike,
    other_growth: ArrayLike,
    weeks: ArrayLike,
    settle: ArrayLike,
    cost: ArrayLike,
) -> Number:
    """What is the smallest share in the settlement for which this side accepts the pause?

    x = p - k + (p - p')(1 - h) / h, at least 0; inf if that is more than the whole, or if h = 0
    and the side falls. Less is better for whoever wants the pause.

    Inputs and `ValueError` as in `pause_gain`. Source: own, see the package.

    >>> facts = dict(own=5, other=5, own_growth=0.05, other_growth=0.25, weeks=4, cost=0.1)
    >>> round(least_share(settle=0.2, **facts), 3)
    0.543
    >>> least_share(settle=0, **facts)
    inf
    """
    side = side_of(own, other, own_growth, other_growth, settle, 0, cost)
    return plain(_least_share(side, within("weeks", weeks, "[0, inf)")))


def shares_both_accept(
    *,
    strength_a: ArrayLike,
    strength_b: ArrayLike,
    growth_a: ArrayLike,
    growth_b: ArrayLike,
    weeks: ArrayLike,
    settle: ArrayLike,
    cost_a: ArrayLike,
    cost_b: ArrayLike,
) -> Range:
    """Which shares of A in the settlement make the pause acceptable to both sides?

    From A's `least_share` to 1 less B's. Without the ends at 0 and 1 the range is kA + kB wide for
    any h > 0: as wide as the bargaining range, but moved against the side that rises, by
    (p - p')(1 - h) / h. None (least > most) where that moves it off the scale.

    Inputs and `ValueError` as in `pause_gains`. Source: own, see the package.

    >>> shares = shares_both_accept(strength_a=5, strength_b=5, growth_a=0.05, growth_b=0.25,
    ...                             weeks=4, settle=0.2, cost_a=0.1, cost_b=0.15)
    >>> round(shares.least, 3), round(shares.most, 3)
    (0.543, 0.793)
    """
    time = within("weeks", weeks, "[0, inf)")
    mine, theirs = sides_of(strength_a, strength_b, growth_a, growth_b, settle, 0, cost_a, cost_b)
    theirs = theirs._replace(now=theirs.now - 1)  # without a share, as _least_share asks
    return Range(plain(_least_share(mine, time)), plain(1 - _least_share(theirs, time)))


def most_rearmament_gap(
    *,
    own: ArrayLike,
    other: ArrayLike,
    own_growth: ArrayLike,
    weeks: ArrayLike,
    settle: ArrayLike,
    share: ArrayLike,
    cost: ArrayLike,
) -> Number:
    """By how much may the other side's rearmament exceed this side's, in strength a week?

    With m = p - h (x - p + k) / (1 - h), the least later chance that the side stands, the gap is
    ((a + gA L)(1 - m) / m - b) / L - gA. inf if any growth will do; -inf if the pause is refused
    even where the other side gains nothing (its growth is never taken to be negative). More is
    better for whoever wants the pause: a limit to be verified in the text of a ceasefire.

    Inputs and `ValueError` as in `pause_gain`. Source: own, see the package.

    >>> facts = dict(own=5, other=5, own_growth=0.05, settle=0.2, share=0.5, cost=0.1)
    >>> most_rearmament_gap(weeks=[1, 4, 13], **facts).round(3)
    array([0.532, 0.137, 0.046])
    """
    side = side_of(own, other, own_growth, 0, settle, share, cost)
    time = within("weeks", weeks, "[0, inf)")
    rival = _most_growth(side, time)
    rival = np.where(rival < -TIE, -np.inf, np.maximum(rival, 0))
    any_will_do = (time == 0) | (side.h == 1)
    rival = np.where(any_will_do, np.where(settled(side) >= 0, np.inf, -np.inf), rival)
    return plain(rival - side.own_growth)


def acceptable_rearmament(
    *,
    own: ArrayLike,
    other: ArrayLike,
    own_growth: ArrayLike,
    other_growth: ArrayLike,
    weeks: ArrayLike,
    settle: ArrayLike,
    share: ArrayLike,
    cost: ArrayLike,
) -> Range:
    """To which part of what is planned must *both* sides' rearmament be cut, 1 being no cut?

    Growth counts only by growth times weeks, so halving both is halving the pause: the ends are
    those of `acceptable_weeks` over the weeks, the upper one at most 1. A least above 0 belongs to
    a side that accepts only to grow stronger. Inputs and `ValueError` as in `pause_gain`, but
    weeks > 0. Source: own, see the package.

    >>> facts = dict(own=5, other=5, own_growth=0.05, other_growth=0.25)
    >>> round(acceptable_rearmament(weeks=4, settle=0.2, share=0.5, cost=0.1, **facts).most, 3)
    0.676
    """
    time = within("weeks", weeks, "(0, inf)")
    least, most = acceptable_weeks(
        own=own,
        other=other,
        own_growth=own_growth,
        other_growth=other_growth,
        settle=settle,
        share=share,
        cost=cost,
    )
    return Range(plain(np.asarray(least / time)), plain(np.minimum(most / time, 1)))


def _least_share(side: Side, weeks: Floats) -> Floats:
    """`least_share`, of a side built with share 0, so that `now` is k - p."""
    f = lost(side, weeks)
    with np.errstate(all="ignore"):
        share = f * (1 - side.h) / side.h - side.now
    share = np.where(side.h > 0, share, np.where(f > 0, np.inf, 0))
    return np.where(share > 1 + TIE, np.inf, np.clip(share, 0, 1))


def _most_growth(side: Side, weeks: Floats) -> Floats:
    """The rival's growth at which the gain is 0; nan or wrong for no weeks and for h = 1."""
    b = side.total - side.own
    with np.errstate(all="ignore"):
        least_chance = side.p - settled(side) / (1 - side.h)
        later = side.own + side.own_growth * weeks
        growth = (later * (1 - least_chance) / least_chance - b) / weeks
    return np.where(least_chance > 0, growth, np.inf)
