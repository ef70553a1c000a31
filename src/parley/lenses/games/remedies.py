"""Why a side loses by a pause, and what would have to be otherwise for it not to lose."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.games.pause import (
    acceptable_rearmament,
    acceptable_settlement_chance,
    least_share,
    most_rearmament_gap,
)
from parley.lenses.games.spread import Spread, share, spread
from parley.models.fighting import Fighting, Paused, growing

__all__ = ["Remedies", "Remedy", "remedies"]

FEW = 20  # draws, of which a median is told

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """One number that could be otherwise. helps : share of the draws with a loss in which it can
    take the loss away. needed, drawn : what it must be and what it is, where it helps; None of
    fewer than `FEW` draws, or of fewer than all where these are fewer."""

    helps: float
    needed: Spread | None
    drawn: Spread | None


@dataclass(frozen=True, kw_only=True)
class Remedies:
    """All of it over the draws in which the side loses.

    loses : in how many of all draws. power, terms : shares of these in which more of the loss comes
    from the fall of its chance to win, or from a settlement in prospect that is worth less to it
    than war now; 1 together. chance : of a settlement, to be at least that much. more : its share
    in the settlement. limit : part of all production and aid that both keep, at most. gap : what
    the other side's strength may gain a week more than its own, at most, as a part of this side's
    strength.
    """

    loses: float
    power: float
    terms: float
    chance: Remedy
    more: Remedy
    limit: Remedy
    gap: Remedy


def remedies(
    found: Fighting,
    each: Paused,
    side: int,
    seen: Mapping[str, Any],
    loses: Truths,
    lost: Floats,
) -> Remedies | None:
    """None for a side that loses in no draw. seen : as `terms`; lost : its chance to win, (n,)."""
    if not loses.any():
        return None
    now = seen["share"] - seen["own"] / (seen["own"] + seen["other"]) + seen["cost"]
    falls, poor = lost > 0, now < 0
    fewest = min(FEW, found.n)
    power = (1 - each.settles) * lost > -each.settles * now
    chance = acceptable_settlement_chance(weeks=each.weeks, **_without(seen, "settle"))
    likelier = np.where(falls, np.asarray(chance.least), np.inf)
    part = np.asarray(least_share(weeks=each.weeks, **_without(seen, "share")))
    limit, gap = _limits(found, each, side, seen)
    wide = (seen["other_growth"] - seen["own_growth"]) / seen["own"]
    return Remedies(
        loses=share(loses),
        power=share(power[loses]),
        terms=share(~power[loses]),
        chance=_remedy(np.isfinite(likelier), likelier, each.settles, loses, fewest),
        more=_remedy(np.isfinite(part), part, seen["share"], loses, fewest),
        limit=_remedy(falls & ~poor & (limit > 0), limit, each.rearming, loses, fewest),
        gap=_remedy(np.isfinite(gap), gap, wide, loses, fewest),
    )


def _without(seen: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in seen.items() if key != name}


def _limits(
    found: Fighting, each: Paused, side: int, seen: Mapping[str, Any]
) -> tuple[Floats, Floats]:
    """The part that both may keep of *all* production and aid, and the gap, (n,) each."""
    own, other = growing(found, each.weeks)[[side, 1 - side]]
    full = {**seen, "own_growth": own, "other_growth": other}
    most = np.asarray(acceptable_rearmament(weeks=each.weeks, **full).most)
    gap = np.asarray(most_rearmament_gap(weeks=each.weeks, **_without(seen, "other_growth")))
    return most, gap / seen["own"]


def _remedy(helps: Truths, needed: Floats, drawn: Floats, loses: Truths, fewest: int) -> Remedy:
    where = helps & loses
    if where.sum() < fewest:
        return Remedy(helps=share(helps[loses]), needed=None, drawn=None)
    return Remedy(
        helps=share(helps[loses]), needed=spread(needed[where]), drawn=spread(drawn[where])
    )
