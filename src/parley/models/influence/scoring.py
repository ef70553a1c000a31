"""How far forecasts were from what came about, and whether one was closer than another.

For a point forecast f of an outcome y the error is |f - y|. A distribution that puts probability
p[a] on x[a] has the continuous ranked probability score

    CRPS = sum_a p[a] |x[a] - y|  -  1/2 sum_ab p[a] p[b] |x[a] - x[b]|

which is |f - y| if all of it lies on one point f, so that points and distributions compare. All
of these are on the scale of the outcomes, 0 to 100 here, and less is better.

Two forecasts are compared on the same issues: the difference of their mean errors, with an
interval from resampling issues with replacement.

Sources: Gneiting and Raftery (2007), Strictly Proper Scoring Rules, Prediction, and Estimation,
Journal of the American Statistical Association 102(477), 359-378, equation 21; Efron (1979),
Bootstrap Methods: Another Look at the Jackknife, Annals of Statistics 7(1), 1-26.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["RESAMPLES", "Accuracy", "Difference", "accuracy", "crps", "difference"]

Floats = NDArray[np.float64]

NEAR, CLOSE = 10.0, 25.0  # errors that count as near and as close, of 100
RESAMPLES = 10_000
INTERVAL = 0.025, 0.975
ROUNDING = 1e-9  # an error of 10 that floats make a little more is one of 10
AT_ONCE = 1_000_000  # numbers of resamples held in memory


@dataclass(frozen=True)
class Accuracy:
    """Errors of one forecast on n issues, on a scale of 100; shares are of 1.

    mae, rmse, median : mean, root of the mean square, and median of the errors; less is better.
    within_10, within_25 : share of issues with no larger error; more is better.
    """

    n: int
    mae: float
    rmse: float
    median: float
    within_10: float
    within_25: float


@dataclass(frozen=True)
class Difference:
    """Mean error of one forecast less that of another; below 0 the first is better.

    low, high : 95 % interval.
    """

    mean: float
    low: float
    high: float


def accuracy(error: ArrayLike) -> Accuracy:
    """What the errors of one forecast come to; error : (n_issues,), n_issues > 0, of either sign.

    >>> accuracy([0, -10, 20, 50])
    Accuracy(n=4, mae=20.0, rmse=27.386127875258307, median=15.0, within_10=0.5, within_25=0.75)
    """
    off = np.abs(np.asarray(error, float))
    if off.ndim != 1 or not off.size or not np.isfinite(off).all():
        raise ValueError("errors must be a row of finite numbers, one at least")
    return Accuracy(
        n=len(off),
        mae=float(off.mean()),
        rmse=float(np.sqrt((off**2).mean())),
        median=float(np.median(off)),
        within_10=float((off <= NEAR + ROUNDING).mean()),
        within_25=float((off <= CLOSE + ROUNDING).mean()),
    )


def crps(position: ArrayLike, probability: ArrayLike, outcome: ArrayLike) -> Floats:
    """Continuous ranked probability score of distributions over points; less is better.

    position, probability : (..., n). outcome : (...). Probabilities of each distribution sum to 1,
    `ValueError` otherwise. Points may repeat. Costs n log n.

    >>> crps([0, 100], [0.5, 0.5], 100)
    array(25.)
    >>> crps([[30, 50]], [[1, 0]], [40])
    array([10.])
    """
    x, p = np.broadcast_arrays(np.asarray(position, float), np.asarray(probability, float))
    y = np.asarray(outcome, float)
    if (p < 0).any() or not np.allclose(p.sum(axis=-1), 1, atol=1e-6):
        raise ValueError("probabilities must not be negative, and sum to 1")
    order = np.argsort(x, axis=-1)
    x, p = np.take_along_axis(x, order, axis=-1), np.take_along_axis(p, order, axis=-1)
    # Half the mean distance of two draws is the integral of F (1 - F), with F a staircase.
    below = np.cumsum(p, axis=-1)[..., :-1]
    spread = (below * (1 - below) * np.diff(x, axis=-1)).sum(axis=-1)
    return np.asarray((p * np.abs(x - y[..., np.newaxis])).sum(axis=-1) - spread)


def difference(
    error: ArrayLike, other: ArrayLike, seed: int, resamples: int = RESAMPLES
) -> Difference:
    """Mean of `error` less mean of `other`, with the interval that resampling issues gives.

    error, other : (n_issues,), errors or scores of two forecasts on the same issues, not negative.
    The same seed gives the same interval. `ValueError` where they differ in length or are empty.
    """
    gap = np.asarray(error, float) - np.asarray(other, float)
    if np.shape(error) != np.shape(other) or gap.ndim != 1 or not gap.size:
        raise ValueError("both forecasts need errors on the same issues, one at least")
    rng = np.random.default_rng([seed, len(gap)])
    means = np.empty(resamples)
    step = max(AT_ONCE // len(gap), 1)
    for start in range(0, resamples, step):
        stop = min(start + step, resamples)
        drawn = rng.integers(len(gap), size=(stop - start, len(gap)))
        means[start:stop] = gap[drawn].mean(axis=1)
    low, high = np.quantile(means, INTERVAL)
    return Difference(float(gap.mean()), float(low), float(high))
