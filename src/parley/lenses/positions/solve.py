"""Everything the positions lens finds; a module beside this one for each part."""

from dataclasses import dataclass

from parley.lenses.positions.bargaining import Journey, Trades, View, journey, trades, views
from parley.lenses.positions.forecast import Headline, headline
from parley.lenses.positions.leverage import Hang, Leverage, Sides, hangs, leverage, sides
from parley.models.influence.build import Scaled, Stances, on_scale

__all__ = ["OnScale", "PositionsResult", "solve"]


@dataclass(frozen=True, kw_only=True, eq=False)
class OnScale:
    """One scale: who stands on it, forecasts, leverage, sides and what challenges are worth."""

    scale: str
    scaled: Scaled
    headline: Headline
    leverage: tuple[Leverage, ...]
    hangs: tuple[Hang, ...]
    sides: Sides
    view: View


@dataclass(frozen=True, kw_only=True, eq=False)
class PositionsResult:
    """Answer, evidence and recipe of the positions lens.

    scales : in the order of the case. journey, trades : over all scales at once.
    """

    stances: Stances
    scales: tuple[OnScale, ...]
    journey: Journey
    trades: Trades | None


def solve(found: Stances) -> PositionsResult:
    """Forecasts on every scale, whose weight they hang on, and how bargaining could run."""
    return PositionsResult(
        stances=found,
        scales=tuple(_on(found, k) for k in range(len(found.scales))),
        journey=journey(found),
        trades=trades(found),
    )


def _on(found: Stances, k: int) -> OnScale:
    scaled = on_scale(found, k)
    told = headline(scaled)
    return OnScale(
        scale=found.scales[k],
        scaled=scaled,
        headline=told,
        leverage=leverage(scaled),
        hangs=hangs(scaled, told.means),
        sides=sides(scaled),
        view=views(scaled),
    )
