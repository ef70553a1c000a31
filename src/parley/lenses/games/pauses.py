"""Every pause of the case: which side gains by it in which draws, and why not.

Everything is read from `parley.games.pause`, side by side and draw by draw. Its war now has the
chances of today. A side whose chance rises while the fighting goes on forgoes that by a pause as
well; `OnSide.drifting` takes it off the gain: h (x - p'' + k) + (1 - h)(p' - p''), with p'' the
chance after as many weeks of fighting, is the gain less p'' - p.
"""

from dataclasses import dataclass
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from parley.games.compliance import peace_survival
from parley.games.pause import (
    acceptable_weeks,
    pause_gain,
    power_lost,
    shares_both_accept,
)
from parley.lenses.games.remedies import Remedies, remedies
from parley.lenses.games.spread import TIE, Share, Spread, share, spread
from parley.models.fighting import Fighting, Paused, chance, paused

__all__ = ["Lengths", "OnPause", "OnSide", "Terms", "gaining", "pauses", "terms"]

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

LEAST = 1e-6  # of a strength: where losses would take all of it


class Terms(TypedDict):
    """One side of a pause as the games take it, (n,) each."""

    own: Floats
    other: Floats
    own_growth: Floats
    other_growth: Floats
    settle: Floats
    share: Floats
    cost: Floats


@dataclass(frozen=True, kw_only=True)
class Lengths:
    """How long a pause a side could take without loss, in weeks.

    any, none, only_longer : shares of draws in which it could take any, none, or only one from some
    length on. most : in all draws; inf is any length, and the upper end where only a longer one
    will do.
    """

    any: float
    none: float
    only_longer: float
    most: Spread


@dataclass(frozen=True, kw_only=True, eq=False)
class OnSide:
    """What a pause brings one side, against war now.

    gain : (n,), part of the stake. gains : share of draws in which it loses nothing. size : of the
    gain. lost : of its chance to win, over the pause; below 0 it rises. costs : what that is worth
    with the chance that no settlement comes. prospect : what the chance of a settlement is worth.
    growth : of its strength in a week of the pause, as a part of it. fought : what as many weeks of
    fighting would add to its chance to win. drifting : share of draws in which it loses nothing
    against what its chance would be after these, not now.
    """

    gain: Floats
    gains: Share
    size: Spread
    lost: Spread
    costs: Spread
    prospect: Spread
    growth: Spread
    fought: Spread
    drifting: float
    lengths: Lengths
    remedies: Remedies | None


@dataclass(frozen=True, kw_only=True, eq=False)
class OnPause:
    """One pause. sides : both. both : share of draws in which neither loses.

    shares : share of draws in which some share in the settlement leaves both without a loss. lasts
    : chance that it runs its length without an accident. weeks, settles, share : as drawn.
    """

    paused: Paused
    sides: tuple[OnSide, OnSide]
    both: float
    shares: float
    lasts: Spread
    weeks: Spread
    settles: Spread
    share: Spread

    @property
    def less(self) -> int:
        """The side that gains in fewer draws; the first if there is none."""
        return int(self.sides[1].gains < self.sides[0].gains)

    @property
    def more(self) -> int:
        return 1 - self.less


def pauses(found: Fighting) -> tuple[OnPause, ...]:
    """All pauses of the case, in its order."""
    return tuple(_pause(found, paused(found, name)) for name in found.war.pauses)


def terms(found: Fighting, each: Paused, side: int) -> Terms:
    """A pause as one side sees it."""
    other = 1 - side
    return {
        "own": found.strength[side],
        "other": found.strength[other],
        "own_growth": each.growth[side],
        "other_growth": each.growth[other],
        "settle": each.settles,
        "share": 1 - each.share if side else each.share,
        "cost": found.cost[side],
    }


def gaining(gain: Floats) -> Truths:
    """Where nothing is lost; a tie counts as a gain."""
    return gain >= -TIE


def _pause(found: Fighting, each: Paused) -> OnPause:
    sides = _side(found, each, 0), _side(found, each, 1)
    least, most = shares_both_accept(
        strength_a=found.strength[0],
        strength_b=found.strength[1],
        growth_a=each.growth[0],
        growth_b=each.growth[1],
        weeks=each.weeks,
        settle=each.settles,
        cost_a=found.cost[0],
        cost_b=found.cost[1],
    )
    return OnPause(
        paused=each,
        sides=sides,
        both=share(gaining(sides[0].gain) & gaining(sides[1].gain)),
        shares=share(np.asarray(least) <= np.asarray(most) + TIE),
        lasts=spread(peace_survival(each.accidents, each.weeks)),
        weeks=spread(each.weeks),
        settles=spread(each.settles),
        share=spread(each.share),
    )


def _side(found: Fighting, each: Paused, side: int) -> OnSide:
    seen = terms(found, each, side)
    gain = np.asarray(pause_gain(weeks=each.weeks, **seen))
    lost = np.asarray(
        power_lost(
            own=seen["own"],
            other=seen["other"],
            own_growth=seen["own_growth"],
            other_growth=seen["other_growth"],
            weeks=each.weeks,
        )
    )
    costs, fought = (1 - each.settles) * lost, _fought(found, each, side)
    return OnSide(
        gain=gain,
        gains=share(gaining(gain)),
        size=spread(gain),
        lost=spread(lost),
        costs=spread(costs),
        prospect=spread(gain + costs),
        growth=spread(seen["own_growth"] / seen["own"]),
        fought=spread(fought),
        drifting=share(gaining(gain - fought)),
        lengths=_lengths(seen),
        remedies=remedies(found, each, side, seen, ~gaining(gain), lost),
    )


def _fought(found: Fighting, each: Paused, side: int) -> Floats:
    """What as many weeks of fighting as the pause has add to a side's chance to win, (n,)."""
    later = np.maximum(found.strength + found.change * each.weeks, LEAST)
    moved: Floats = chance(later) - chance(found.strength)
    return -moved if side else moved


def _lengths(seen: Terms) -> Lengths:
    least, most = (np.asarray(end) for end in acceptable_weeks(**seen))
    return Lengths(
        any=share((least == 0) & np.isinf(most)),
        none=share(least > most) + share((least == 0) & (most == 0)),
        only_longer=share((least > 0) & np.isinf(most) & np.isfinite(least)),
        most=spread(most),
    )
