"""Where the weight lies: one position in the middle, the forecast to beat.

    compromise        sum_i w_i x_i / sum_i w_i
    weighted median   the smallest x with half of the weight at or below it
    midrange          halfway between the extremes

The compromise, with weight capability times salience, approximates the Nash bargaining solution
where no deal is much worse for all than any position; no model of bargaining has done reliably
better on decisions of the European Union. The weighted median is what a majority prefers to any
other position on one issue.

Sources: Achen, chapter 4 of Thomson, Stokman, Achen and Koenig (eds, 2006), The European Union
Decides; Black (1948), Journal of Political Economy 56(1), 23-34, the median voter.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.models.influence.actors import Actors

__all__ = ["Weighing", "compromise", "median", "midrange", "weighted_median", "weights"]

Floats = NDArray[np.float64]
Weighing = Literal["capability x salience", "capability", "salience", "equal", "salience squared"]

HALF_TIE = 1e-9
"""Share of the weight within which a half is exactly a half: sums of weights are rounded."""


def weights(actors: Actors, weighing: Weighing = "capability x salience") -> Floats:
    """Weight of each actor on each issue, (n_actors, n_issues). `ValueError` if unknown."""
    c, s = actors.capability[:, np.newaxis], actors.salience
    ways: dict[Weighing, Callable[[], Floats]] = {
        "capability x salience": lambda: c * s,
        "capability": lambda: c * np.ones_like(s),
        "salience": lambda: s.copy(),
        "equal": lambda: np.ones_like(s),
        "salience squared": lambda: s * s,
    }
    if weighing not in ways:
        raise ValueError(f"weighing {weighing!r} is none of {list(ways)}")
    return ways[weighing]()


def compromise(position: ArrayLike, weight: ArrayLike) -> Floats:
    """Weighted mean over the last axis, shape (...,).

    position : (..., n_actors). weight : (..., n_actors), at least 0, any unit. `ValueError` where
    nobody has any weight. For tables of actors by issues pass both transposed.

    >>> float(compromise([0, 1], [3, 1]))
    0.25
    """
    x, share = _shares(position, weight)
    return np.asarray((x * share).sum(axis=-1))


def weighted_median(position: ArrayLike, weight: ArrayLike) -> Floats:
    """Smallest position with half of the weight at or below it, over the last axis.

    Where that is exactly half, within a share of 1e-9, the mean of it and the next position that
    has weight. Shapes and errors as in `compromise`.

    >>> weighted_median([[0, 0.4, 1], [0, 0.4, 1]], [[1, 1, 1], [2, 1, 1]]).tolist()
    [0.4, 0.2]
    """
    x, share = _shares(position, weight)
    order = np.argsort(x, axis=-1, kind="stable")
    x, below = (np.take_along_axis(each, order, axis=-1) for each in (x, share))
    below = np.cumsum(below, axis=-1)
    low = (below >= 0.5 - HALF_TIE).argmax(axis=-1)
    high = (below > 0.5 + HALF_TIE).argmax(axis=-1)
    ends = np.take_along_axis(x, np.stack([low, high], axis=-1), axis=-1)
    return np.asarray(ends.mean(axis=-1))


def median(position: ArrayLike) -> Floats:
    """Median over the last axis, each actor counting once."""
    x = np.asarray(position, float)
    return weighted_median(x, np.ones_like(x))


def midrange(position: ArrayLike) -> Floats:
    """Halfway between the lowest and the highest position over the last axis."""
    x = np.asarray(position, float)
    return np.asarray((x.min(axis=-1) + x.max(axis=-1)) / 2)


def _shares(position: ArrayLike, weight: ArrayLike) -> tuple[Floats, Floats]:
    """Positions and weights adding up to 1, of one shape."""
    x, w = np.broadcast_arrays(np.asarray(position, float), np.asarray(weight, float))
    if not (w >= 0).all():
        raise ValueError("weights must not be negative")
    total = w.sum(axis=-1, keepdims=True)
    if not (total > 0).all():
        raise ValueError("nobody has any weight on some issue")
    return x, w / total
