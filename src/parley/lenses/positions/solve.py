"""Everything the positions lens finds; a module beside this one for each part."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.lenses.positions.bargaining import Journey, challenges, exchanges, journey
from parley.lenses.positions.forecast import Headline, Other, headline, others
from parley.lenses.positions.leverage import Hang, Leverage, Sides, hangs, leverage, sides
from parley.models.influence.build import Scaled, Stances, on_scale
from parley.models.influence.exchange import ExchangeRound

__all__ = ["OnScale", "PositionsResult", "solve"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class OnScale:
    """One scale: who stands on it, forecasts, leverage, sides and what challenges are worth.

    others : name of a model -> its forecast. challenge : (n, n), what the first of those on the
    scale expects of challenging the other.
    """

    scale: str
    scaled: Scaled
    headline: Headline
    others: Mapping[str, Other]
    leverage: tuple[Leverage, ...]
    hangs: tuple[Hang, ...]
    sides: Sides
    challenge: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class PositionsResult:
    """Answer, evidence and recipe of the positions lens.

    scales : in the order of the case. widest : the one on which weight is spread most. journey,
    exchanges : over all scales at once; no exchanges with a single one.
    """

    stances: Stances
    scales: tuple[OnScale, ...]
    widest: OnScale
    journey: Journey
    exchanges: ExchangeRound | None


def solve(found: Stances) -> PositionsResult:
    """Forecasts on every scale, whose weight they hang on, and how bargaining could run."""
    scales = tuple(_on(found, k) for k in range(len(found.scales)))
    return PositionsResult(
        stances=found,
        scales=scales,
        widest=max(scales, key=_spread),
        journey=journey(found),
        exchanges=exchanges(found),
    )


def _on(found: Stances, k: int) -> OnScale:
    scaled = on_scale(found, k)
    told = headline(scaled)
    return OnScale(
        scale=found.scales[k],
        scaled=scaled,
        headline=told,
        others=others(scaled),
        leverage=leverage(scaled),
        hangs=hangs(scaled, told.means),
        sides=sides(scaled),
        challenge=challenges(scaled),
    )


def _spread(each: OnScale) -> float:
    """Variance of positions by power at the middle of the draws."""
    x, w = each.scaled.middle.position[:, 0], each.scaled.middle_weight
    return float(w @ (x - each.headline.mean) ** 2 / w.sum())
