"""Nash bargaining on one issue, against a stated failure.

The point y on the scale that maximises the weighted product of gains over no deal

    sum_i w_i log g_i(y),    g_i(y) = k_i + loss(|x_i - d|) - loss(|x_i - y|),    all g_i(y) >= 0

where no deal means position d, or a cost k_i on top of it, or, without d, a cost k_i against the
best that i could get. The loss is the distance or its square.

With d and no cost, d itself is the only point that nobody refuses as soon as two actors stand on
either side of it, or one stands on it: then no deal is the answer, and a poor forecast. If failure
costs everybody far more than any point on the scale, the answer nears the weighted mean for the
squared loss and the weighted median for the plain one; that is how a weighted mean stands for Nash
bargaining. So what failure is said to cost decides a great deal; it is an input, not a result.

Sources: Nash (1950), Econometrica 18(2), 155-162; Kalai (1977), International Journal of Game
Theory 6(3), 129-133, weights; Achen, chapter 4 of Thomson, Stokman, Achen and Koenig (eds, 2006),
The European Union Decides, the weighted mean as an approximation; Schneider, Finke and Bailer
(2010), Political Studies 58(1), 85-103, the same with several weights.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Bargain", "Loss", "bargain"]

Floats = NDArray[np.float64]
Loss = Literal["distance", "square"]

POINT = 1e-12
"""A zone this narrow is one point, and an answer this near to an actor's position is on it."""

LEAST = 1e-100
"""What rounding may leave of a gain inside the zone: it must still push away from the edge."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Bargain:
    """The Nash point, or none; all positions 0 to 1.

    point : nan if every point is worse than no deal for somebody. zone : points that nobody with
    weight refuses; two nan if there are none. gain : (n_actors,), over no deal at the point, in
    units of the loss; nan without one. agreed : whether everybody with weight gains. The rest is
    as given; disagreement None means that failure was stated as a cost alone.
    """

    point: float
    zone: tuple[float, float]
    gain: Floats
    agreed: bool
    weight: Floats
    loss: Loss
    disagreement: float | None
    cost: Floats


def bargain(
    position: ArrayLike,
    weight: ArrayLike,
    *,
    loss: Loss = "square",
    disagreement: float | None = None,
    cost: ArrayLike = 0,
) -> Bargain:
    """Where bargaining ends if it ends at the Nash point, exact to rounding.

    position : (n_actors,), 0 to 1. weight : (n_actors,), at least 0, any unit; who has none counts
    for nothing and can refuse nothing. disagreement : what no deal leads to, 0 to 1. cost : of
    failure, at least 0, one for all or (n_actors,), in units of the loss: 1 is the loss from one
    end of the scale to the other. `ValueError` for anything else, where nobody has any weight, or
    where neither a disagreement nor a cost is given.

    >>> round(bargain([0, 0.2, 1], [1, 1, 1], cost=100).point, 3)  # the mean is 0.4
    0.4
    >>> bargain([0, 1], [1, 3], loss="distance", disagreement=0.5).agreed
    False
    """
    x, w = np.array(position, float), np.array(weight, float)
    k = np.array(cost, float)
    _check(x, w, k, loss, disagreement)
    worth = k + (0 if disagreement is None else _loss(x - disagreement, loss))
    worth = np.broadcast_to(worth, x.shape)
    zone, point = _nash(x[w > 0], w[w > 0], worth[w > 0], loss, disagreement)
    gain = worth - _loss(x - point, loss)
    return Bargain(
        point=point,
        zone=zone,
        gain=gain,
        agreed=bool((gain[w > 0] > POINT).all()),
        weight=w,
        loss=loss,
        disagreement=disagreement,
        cost=k,
    )


def _check(x: Floats, w: Floats, k: Floats, loss: str, disagreement: float | None) -> None:
    if x.ndim != 1 or w.shape != x.shape or k.shape not in ((), x.shape):
        raise ValueError(f"positions {x.shape}, weights {w.shape} and costs {k.shape} do not match")
    if not ((x >= 0) & (x <= 1)).all() or not 0 <= (disagreement or 0) <= 1:
        raise ValueError("positions must lie between 0 and 1")
    if not (np.isfinite(w) & (w >= 0)).all() or not (np.isfinite(k) & (k >= 0)).all():
        raise ValueError("weights and costs of failure must be finite and not negative")
    if not (w > 0).any():
        raise ValueError("nobody has any weight on the issue")
    if loss not in ("distance", "square"):
        raise ValueError(f"loss {loss!r} is neither 'distance' nor 'square'")
    if disagreement is None and not (k > 0).any():
        raise ValueError("say what failure means: a disagreement, a cost, or both")


def _loss(distance: Floats, loss: Loss) -> Floats:
    return np.abs(distance) if loss == "distance" else distance**2


def _nash(
    x: Floats, w: Floats, worth: Floats, loss: Loss, disagreement: float | None
) -> tuple[tuple[float, float], float]:
    """Zone and Nash point of those with weight."""
    reach = worth if loss == "distance" else np.sqrt(worth)
    zone = (max(float((x - reach).max()), 0.0), min(float((x + reach).min()), 1.0))
    if zone[1] < zone[0] - POINT and disagreement is None:
        return (np.nan, np.nan), np.nan
    if zone[1] - zone[0] <= POINT:
        only = sum(zone) / 2 if disagreement is None else disagreement
        return (only, only), only
    return zone, _top(x, w, worth, loss, *zone)


def _top(x: Floats, w: Floats, worth: Floats, loss: Loss, low: float, high: float) -> float:
    """Where the slope of the log product, which only falls, passes 0 between low and high."""
    while low < (middle := (low + high) / 2) < high:
        gain = np.maximum(worth - _loss(x - middle, loss), LEAST)
        pull = np.sign(x - middle) if loss == "distance" else x - middle
        slope = (w * pull / gain).sum()
        low, high = (middle, high) if slope > 0 else (low, middle)
    nearest = x[np.abs(x - low).argmin()]
    return float(nearest if abs(nearest - low) <= POINT else low)
