"""Where the weight lies on one scale, and where a vote today would end, over draws."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.influence.backtest import FORECASTS, Forecast
from parley.models.influence.build import Scaled
from parley.models.influence.central import compromise, weighted_median
from parley.models.influence.one_shot import SAME_PLACE, one_shot_over

__all__ = ["MODELS", "TAILS", "Headline", "headline", "others"]

Floats = NDArray[np.float64]

TAILS = 0.1, 0.9  # of draws: what an interval leaves out at either end
QUANTILES = 0.1, 0.5, 0.9  # of the vote

MODELS: Mapping[str, str] = {
    "median by capability x salience": "median by effective power",
    "mean by salience": "mean by salience alone",
    "mean": "mean, all actors alike",
    "midrange": "halfway between the extremes",
    "vote today, conditional": "vote today by another election (conditional)",
    "SMP, mean of last positions": "Spatial Model of Politics on this scale alone",
    "BDM scholz-code, 10 rounds, mean": "Bueno de Mesquita, the program, 10 rounds",
    "BDM scholz-text, 10 rounds, mean": "Bueno de Mesquita, as printed, 10 rounds",
    "challenge, 1 round, mean": "challenge model (reconstruction), 1 round",
    "Nash against the reference point and a cost": "Nash bargaining against no deal and a cost",
    "Nash against a cost, loss by square": "Nash bargaining against a cost alone",
    "reference point": "no deal",
}
"""Other forecasts shown, by their names in `FORECASTS`, and what the report calls them."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Headline:
    """Forecasts on one scale, all 0 to 1.

    mean : the compromise at the middle of the draws. means : (n_draws,), of each draw. median :
    the weighted median at the middle. place, chance : where somebody stands in some draw, and the
    probability that a vote would end there, all draws taken together. vote : its mean. quantiles :
    of the vote, at 10, 50 and 90 %. likeliest : (n,), share of draws in which the place of an actor
    is the likeliest to prevail.
    """

    mean: float
    means: Floats
    median: float
    place: Floats
    chance: Floats
    vote: float
    quantiles: tuple[float, float, float]
    likeliest: Floats
    interval: tuple[float, float]


def headline(scaled: Scaled) -> Headline:
    """The compromise and the vote. interval : what 80 % of draws have the compromise between."""
    chance_of = one_shot_over(
        scaled.position[..., np.newaxis], scaled.salience[..., np.newaxis], scaled.capability
    )
    place, chance = _together(scaled, chance_of)
    means = compromise(scaled.position, scaled.weight)
    low, high = np.quantile(means, TAILS).tolist()
    return Headline(
        mean=float(compromise(scaled.middle.position[:, 0], scaled.middle_weight)),
        means=means,
        median=float(weighted_median(scaled.middle.position[:, 0], scaled.middle_weight)),
        place=place,
        chance=chance,
        vote=float(place @ chance),
        quantiles=_quantiles(place, chance),
        likeliest=_likeliest(scaled.position, chance_of),
        interval=(low, high),
    )


def _together(scaled: Scaled, chance: Floats) -> tuple[Floats, Floats]:
    """Places in ascending order and the chance of each, draws counted alike."""
    order = np.argsort(scaled.position, axis=None, kind="stable")
    share = chance.ravel()[order] / len(chance)
    return scaled.position.ravel()[order], share


def _quantiles(place: Floats, chance: Floats) -> tuple[float, float, float]:
    at = np.searchsorted(np.cumsum(chance), np.array(QUANTILES) - 1e-12)
    low, middle, high = place[np.minimum(at, len(place) - 1)].tolist()
    return low, middle, high


def _likeliest(position: Floats, chance: Floats) -> Floats:
    """Share of draws in which each actor stands at the likeliest place, (n,)."""
    top = np.take_along_axis(position, chance.argmax(axis=1)[:, np.newaxis], axis=1)
    return np.asarray((np.abs(position - top) < SAME_PLACE).mean(axis=0))


def others(scaled: Scaled) -> Mapping[str, float | None]:
    """What the other models say at the middle of the draws; None where one says nothing."""
    return {name: _single(name, scaled) for name in MODELS}


def _single(name: str, scaled: Scaled) -> float | None:
    model = FORECASTS[name]
    assert isinstance(model, Forecast)
    found = model.of(scaled.middle, scaled.middle_reference)
    return None if found is None else found.mean
