"""Where the weight lies on one scale, and where a vote today would end, over draws."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parley.models.influence.actors import Actors, actors
from parley.models.influence.backtest import FORECASTS, Forecast
from parley.models.influence.build import Scaled
from parley.models.influence.central import compromise, weighted_median
from parley.models.influence.one_shot import SAME_PLACE, one_shot_over

__all__ = ["FEW", "MODELS", "TAILS", "Headline", "Other", "headline", "others"]

Floats = NDArray[np.float64]

TAILS = 0.1, 0.9  # of draws: what an interval leaves out at either end
QUANTILES = 0.1, 0.5, 0.9  # of the vote
FEW = 20  # draws that all models are run for, some of them slow

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


class Other(NamedTuple):
    """A forecast at the middle of the draws, and the ends of 80 % of the first `FEW`; 0 to 1."""

    middle: float
    low: float
    high: float


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


def others(scaled: Scaled) -> Mapping[str, Other]:
    """What the other models say, those left out that say nothing at the middle of the draws."""
    middle = _all(scaled.middle, scaled.middle_reference)
    drawn = [
        _all(actors(x, s, c), float(reference))
        for x, s, c, reference in zip(
            scaled.position[:FEW],
            scaled.salience[:FEW],
            scaled.capability[:FEW],
            scaled.reference[:FEW],
            strict=True,
        )
    ]
    return {
        name: Other(at, *_between([each[name] for each in drawn]))
        for name, at in middle.items()
        if at is not None
    }


def _all(group: Actors, reference: float) -> dict[str, float | None]:
    """Every other model on one table of actors; None where it says nothing."""
    found = {}
    for name in MODELS:
        model = FORECASTS[name]
        assert isinstance(model, Forecast)
        told = model.of(group, reference)
        found[name] = None if told is None else told.mean
    return found


def _between(values: Sequence[float | None]) -> tuple[float, float]:
    low, high = np.quantile([each for each in values if each is not None], TAILS).tolist()
    return low, high
