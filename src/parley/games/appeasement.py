"""Appeasement: concede to a rising side of unknown aims, or stand firm while war is still cheaper?

Every concession may turn out to be the last one asked for, or one more step towards a weaker
position. The rising side's aim is a step of a ladder of demands, and only the rising side knows
it; the declining side knows the chances. It keeps what is left if the aim is reached, and fights
from the step it has come to if it stands firm, which is worth less the longer it waits.

After Powell (1996), Uncertainty, Shifting Power, and Appeasement, American Political Science
Review 90(4): the same trade-off as a stopping problem on given steps, not his game. Here the rising
side demands the next step until its aim is reached; `limited_aim_demand` checks that this is what
it wants. His results hold here too: the earlier one stands firm, the better one's chances in
war, and the likelier a war that was not necessary.

Limited and unlimited aims are one kind of private information, strength and cost are others
(`bargaining_range`). In one offer they look alike; over time they do not. Steps are parts of the
good, 0 to 1; all payoffs are the declining side's share of it, unless they say otherwise.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.games._ranges import TIE, Floats, Number, plain, within

__all__ = [
    "Appeasement",
    "LimitedDemand",
    "appeasement",
    "appeasement_threshold",
    "limited_aim_demand",
]


class Appeasement(NamedTuple):
    """The declining side's best course.

    value : its expected payoff. concessions : demands it meets before it stands firm, 0 to
    n_steps; n_steps is to concede all. war : probability that it comes to war, so that the aim
    lies beyond. hazard : (..., n_steps), probability that the next concession is the last one
    asked for, if the aim is not reached yet; nan where it surely is.
    """

    value: Number
    concessions: int | NDArray[np.int64]
    war: Number
    hazard: Floats


class LimitedDemand(NamedTuple):
    """What a rising side with a limited aim asks for.

    steps : demands it makes, the fewest that are best; one more than the other side concedes
    means war. honest : whether it just goes on until its aim is reached or war comes.
    """

    steps: int
    honest: bool


def appeasement(position: ArrayLike, war: ArrayLike, aim: ArrayLike) -> Appeasement:
    """How far to concede to a rising side whose aim is unknown? Stopping, from the last step back:

    V_k = max(w_k, h_k (1 - z_{k+1}) + (1 - h_k) V_{k+1}),   h_k = Pr(aim k+1 | aim > k)

    At step k the declining side stands firm, which means war, or concedes the next step. Ties
    concede. There is no discounting.

    position : (..., n_steps + 1), what is lost by step, z_0 = 0, rising, at most 1. war : (...,
    n_steps), worth of war from each step but the last, at most 1; falls where power shifts.
    aim : (..., n_steps), probability that the aim is step 1, 2, ..., sum 1. Broadcasts over draws.
    `ValueError` for anything else. After Powell 1996.

    >>> z, w = [0, 0.1, 0.25, 1], [0.5, 0.48, 0.3]
    >>> value, concessions, *_ = appeasement(z, w, aim=[0.1, 0.5, 0.4])
    >>> round(value, 3), concessions
    (0.585, 2)
    """
    z, w, g = _ladder(position, war, aim)
    beyond = np.cumsum(g[..., ::-1], axis=-1)[..., ::-1]  # Pr(aim > k)
    firm = np.zeros((*w.shape[:-1], w.shape[-1] + 1), bool)
    firm[..., -1] = True  # nothing is left to concede
    worth = np.zeros(w.shape[:-1])  # Pr(aim > k) V_k: needs no division by a chance of 0
    for k in range(w.shape[-1] - 1, -1, -1):
        fight = beyond[..., k] * w[..., k]
        concede = g[..., k] * (1 - z[..., k + 1]) + worth
        firm[..., k] = fight > concede + TIE * beyond[..., k]
        worth = np.where(firm[..., k], fight, concede)
    stop = firm.argmax(axis=-1)[..., np.newaxis]
    risk = np.concatenate([beyond, np.zeros_like(beyond[..., :1])], axis=-1)
    risk = np.take_along_axis(risk, stop, axis=-1)[..., 0]
    hazard = np.divide(g, beyond, out=np.full_like(g, np.nan), where=beyond > 0)
    steps = int(stop[0]) if stop.ndim == 1 else stop[..., 0]
    return Appeasement(plain(worth), steps, plain(risk), hazard)


def _ladder(position: ArrayLike, war: ArrayLike, aim: ArrayLike) -> tuple[Floats, Floats, Floats]:
    z, w = _steps(position), np.atleast_1d(within("war", war, "(-inf, 1]"))
    g = np.atleast_1d(within("aim", aim, "[0, inf)"))
    if not z.shape[-1] - 1 == w.shape[-1] == g.shape[-1]:
        raise ValueError(
            f"position must have one entry more than war and aim, got {z.shape[-1]}, "
            f"{w.shape[-1]} and {g.shape[-1]}"
        )
    if (np.abs(g.sum(axis=-1) - 1) > 1e-9).any():
        raise ValueError("aim must add up to 1 over the steps")
    draws = np.broadcast_shapes(z.shape[:-1], w.shape[:-1], g.shape[:-1])
    z, w, g = (np.broadcast_to(x, (*draws, x.shape[-1])) for x in (z, w, g))
    return z, w, g


def _steps(position: ArrayLike) -> Floats:
    z = np.atleast_1d(within("position", position, "[0, 1]"))
    if z.shape[-1] < 2 or (z[..., 0] != 0).any() or (np.diff(z) <= 0).any():
        raise ValueError("position must start at 0 and rise from step to step")
    return z


def appeasement_threshold(position: ArrayLike, war: ArrayLike, aim: int) -> float:
    """How likely must a limited aim be for appeasement to pay? At or above

        (w_0 - v) / (1 - z_n - v),   v = max(w_n, 1 - z_K)

    The aim is step n, or all K steps; v is what the declining side has if it finds after n
    concessions that the aim was not limited, mostly w_n. The numerator is the price of waiting,
    the denominator the worth of a satisfied opponent. 0 : appease in any case. Above 1, or inf :
    never; by how much it is above 1 says nothing.

    position, war : as in `appeasement`, one ladder, war never rising. aim : n, from 1 to K - 1.
    `ValueError` for anything else. After Powell 1996.

    >>> round(appeasement_threshold([0, 0.2, 1], war=[0.5, 0.35], aim=1), 4)
    0.3333
    """
    z, w = _steps(position), np.atleast_1d(within("war", war, "(-inf, 1]"))
    if z.ndim != 1 or w.shape != (len(z) - 1,) or (np.diff(w) > 0).any():
        raise ValueError("war must never rise, with one entry less than position")
    n = _whole("aim", aim, 1, len(w) - 1)
    found = max(w[n], 1 - z[-1])
    if w[0] <= found:
        return 0.0
    left = 1 - z[n] - found
    return float((w[0] - found) / left) if left > 0 else np.inf


def limited_aim_demand(position: ArrayLike, stop: int, aim: int, war: float) -> LimitedDemand:
    """Does a rising side with a limited aim ask for just what it wants?

    The declining side concedes `stop` steps and fights over the next. The rising side values the
    good only up to its aim: m demands give it z at step min(m, aim) if m <= stop, else war. To
    stop short of the aim rather than fight, or to fight instead of taking the aim, is not honest,
    and `appeasement` then does not apply.

    position : as in `appeasement`, one ladder. stop : 0 to n_steps. aim : 1 to n_steps. war :
    what war is worth to the rising side, at most 1, in its own terms. `ValueError` for anything
    else. Own check of the assumption; it must be made again when the rising side's war value
    changes.

    >>> limited_aim_demand([0, 0.1, 0.2, 0.3, 0.6, 1], stop=3, aim=1, war=0.02)
    LimitedDemand(steps=1, honest=True)
    >>> limited_aim_demand([0, 0.1, 0.2, 0.3, 0.6, 1], stop=3, aim=5, war=0.2)  # settles for 0.3
    LimitedDemand(steps=3, honest=False)
    """
    z = _steps(position)
    if z.ndim != 1:
        raise ValueError("position must be one ladder")
    last, goal = _whole("stop", stop, 0, len(z) - 1), _whole("aim", aim, 1, len(z) - 1)
    fight = within("war", war, "(-inf, 1]")
    worth = z[np.minimum(np.arange(last + 1), goal)]
    if last < len(z) - 1:
        worth = np.append(worth, fight)
    steps = int((worth >= worth.max() - TIE).argmax())
    return LimitedDemand(steps, steps == min(goal, last + 1))


def _whole(name: str, value: int, low: int, high: int) -> int:
    if not low <= value <= high or value != int(value):
        raise ValueError(f"{name} must be a whole number from {low} to {high}, got {value}")
    return int(value)
