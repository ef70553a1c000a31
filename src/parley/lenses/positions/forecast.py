"""Where the weight lies on one scale, and where a vote today would end, over draws."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.influence.backtest import FORECASTS, Forecast
from parley.models.influence.build import Scaled
from parley.models.influence.central import compromise, weighted_median
from parley.models.influence.one_shot import one_shot_over

__all__ = ["TAILS", "Headline", "headline"]

Floats = NDArray[np.float64]

TAILS = 0.1, 0.9  # of draws: what an interval leaves out at either end
QUANTILES = 0.1, 0.5, 0.9  # of the vote

MODELS = (
    "median by capability x salience",
    "mean by salience",
    "mean",
    "midrange",
    "vote today, conditional",
    "SMP, mean of last positions",
    "BDM scholz-code, 10 rounds, mean",
    "BDM scholz-text, 10 rounds, mean",
    "challenge, 1 round, mean",
    "Nash against the reference point and a cost",
    "Nash against a cost, loss by square",
    "reference point",
)
"""Other forecasts shown, by their names in `FORECASTS`; all at the middle of the draws."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Headline:
    """Forecasts on one scale, all 0 to 1.

    mean : the compromise at the middle of the draws. means : (n_draws,), of each draw. median :
    the weighted median at the middle. place, chance : where somebody stands in some draw, and the
    probability that a vote would end there, all draws taken together. vote : its mean. quantiles :
    of the vote, at 10, 50 and 90 %. others : name -> its single forecast, None where it has none.
    """

    mean: float
    means: Floats
    median: float
    place: Floats
    chance: Floats
    vote: float
    quantiles: tuple[float, float, float]
    others: Mapping[str, float | None]

    @property
    def interval(self) -> tuple[float, float]:
        """What 80 % of draws have the compromise between."""
        low, high = np.quantile(self.means, TAILS)
        return float(low), float(high)


def headline(scaled: Scaled) -> Headline:
    """The compromise, the vote, and what other models say."""
    place, chance = _vote(scaled)
    return Headline(
        mean=float(compromise(scaled.middle.position[:, 0], scaled.middle_weight)),
        means=compromise(scaled.position, scaled.weight),
        median=float(weighted_median(scaled.middle.position[:, 0], scaled.middle_weight)),
        place=place,
        chance=chance,
        vote=float(place @ chance),
        quantiles=_quantiles(place, chance),
        others={name: _single(name, scaled) for name in MODELS},
    )


def _vote(scaled: Scaled) -> tuple[Floats, Floats]:
    """Places in ascending order and the chance of each, draws counted alike."""
    chance = one_shot_over(
        scaled.position[..., np.newaxis], scaled.salience[..., np.newaxis], scaled.capability
    )
    order = np.argsort(scaled.position, axis=None, kind="stable")
    share = chance.ravel()[order] / len(chance)
    return scaled.position.ravel()[order], share


def _quantiles(place: Floats, chance: Floats) -> tuple[float, float, float]:
    at = np.searchsorted(np.cumsum(chance), np.array(QUANTILES) - 1e-12)
    low, middle, high = place[np.minimum(at, len(place) - 1)].tolist()
    return low, middle, high


def _single(name: str, scaled: Scaled) -> float | None:
    model = FORECASTS[name]
    assert isinstance(model, Forecast)
    found = model.of(scaled.middle, scaled.middle_reference)
    return None if found is None else found.mean
