"""Bargaining in war over front, ratio of strengths and proposer: one week back, or a fixed point.

Arrays only, and trusted. Imported only where it is needed, because importing numba takes long.
Arrays of worths are (2, 2, fronts + 1, n), by proposer, party, front and ratio.
"""

import math

import numpy as np
from numpy.typing import NDArray

from parley.models.compiled import compiled

__all__ = ["agreed", "solve", "week"]

Floats = NDArray[np.float64]

TIE = 1e-12
"""Who loses no more than this by agreeing agrees."""


@compiled
def _wright(a: float) -> float:
    """The u > 0 with u + ln u = a."""
    if a < -36:
        return math.exp(a)
    u = a - math.log(a) if a > 2 else math.exp(0.65 * (a - 1)) if a > -2 else math.exp(a)
    for _ in range(2):
        rest = a - u - math.log(u)
        more = 2 * (1 + u) * (1 + u + 2 * rest / 3)
        u *= 1 + rest / (1 + u) * (more - rest) / (more - 2 * rest)
    return u


@compiled
def _offer(
    precision: float, total: float, own: float, other: float, low: float, high: float
) -> tuple[float, float, float, float]:
    """What the other gets by accepting; what both gain over refusing; the chance of agreement.

    The proposer offers from low to high and keeps the rest of the total. With infinite precision
    there is no offer (nan) that one of them would lose by, and who is indifferent agrees. With a
    finite one both hold out for at least what an offer can leave them, so none comes to `high`.
    """
    if math.isinf(precision):
        got = min(max(other, low), high)
        if got < other - TIE or total - got < own - TIE:
            return math.nan, 0.0, 0.0, 0.0
        return got, total - got - own, got - other, 1.0
    a = precision * (total - own - other) - 1
    u = _wright(a)
    got = other + (a - u) / precision
    if got >= low:
        return got, u / precision, math.log1p(u) / precision, u / (1 + u)
    up = math.exp(precision * (low - other))  # the gain rises up to the best offer, and then falls
    chance = up / (1 + up)
    return low, chance * (total - low - own), math.log1p(up) / precision, chance


@compiled
def agreed(
    refusing: Floats,
    after: Floats,
    good: float,
    demand: Floats,
    precision: float,
    worth: Floats,
    offer: Floats,
) -> None:
    """Worth of a state before its offer, from that of refusing.

    good : what an offer divides; after : what a party has besides, if they agree. offer :
    (2, fronts + 1, n), part of the good that the other is offered.
    """
    _, _, fronts, n = refusing.shape
    for x in range(2):
        for k in range(1, fronts - 1):
            for z in range(n):
                own, other = refusing[x, x, k, z], refusing[x, 1 - x, k, z]
                least, floor = max(own, demand[x]), max(other, demand[1 - x])
                low = after[x, 1 - x, k, z]
                total = good + after[x, x, k, z] + low
                got, gain, more, chance = _offer(precision, total, least, floor, low, low + good)
                worth[x, x, k, z] = own + gain + chance * (least - own)
                worth[x, 1 - x, k, z] = other + more + chance * (floor - other)
                offer[x, k, z] = (got - low) / good


@compiled
def _fought(
    worth: Floats,
    p: Floats,
    cost: Floats,
    left: NDArray[np.int64],
    part: Floats,
    first_next: Floats,
    tempo: float,
    discount: float,
    refusing: Floats,
    after: Floats,
) -> float:
    """Worth of a week's fighting and of a week's peace, from next week's; the largest change."""
    _, _, fronts, n = refusing.shape
    mean = np.empty((fronts, n))
    change = 0.0
    for x in range(2):
        for j in range(2):
            for k in range(fronts):
                for z in range(n):
                    one = first_next[x] * worth[0, j, k, z]
                    mean[k, z] = one + (1 - first_next[x]) * worth[1, j, k, z]
            for k in range(1, fronts - 1):
                for z in range(n):
                    e, f = left[z], part[z]
                    g = min(e + 1, n - 1)
                    up = (1 - f) * mean[k + 1, e] + f * mean[k + 1, g]
                    down = (1 - f) * mean[k - 1, e] + f * mean[k - 1, g]
                    stay = (1 - f) * mean[k, e] + f * mean[k, g]
                    new = p[z] * up + (1 - p[z]) * down
                    new = discount * (tempo * new + (1 - tempo) * stay) - cost[j]
                    change = max(change, abs(new - refusing[x, j, k, z]))
                    refusing[x, j, k, z] = new
                    after[x, j, k, z] = discount * stay
    return change


@compiled
def week(
    worth: Floats,
    refusing: Floats,
    offer: Floats,
    cost: Floats,
    p: Floats,
    demand: Floats,
    left: NDArray[np.int64],
    part: Floats,
    first_next: Floats,
    tempo: float,
    discount: float,
    precision: float,
    flow: float,
) -> None:
    """One week back: next week's worth becomes this week's.

    flow : 0 if an offer divides all there is for good. Else what a week brings: an offer divides
    that, talks go on, and in a week of fighting each has of it its chance to win a battle. The
    rest as in `solve`.
    """
    after, good = np.zeros(refusing.shape), 1.0
    _fought(worth, p, cost, left, part, first_next, tempo, discount, refusing, after)
    if flow > 0:
        good = flow
        refusing[:, 0, 1:-1] += flow * p
        refusing[:, 1, 1:-1] += flow * (1 - p)
    else:
        after[:] = 0
    agreed(refusing, after, good, demand, precision, worth, offer)


@compiled
def solve(
    refusing: Floats,
    p: Floats,
    cost: Floats,
    demand: Floats,
    left: NDArray[np.int64],
    part: Floats,
    first_next: Floats,
    tempo: float,
    discount: float,
    precision: float,
    tolerance: float,
    most: int,
) -> tuple[int, float]:
    """Sweeps until nothing changes by more than the tolerance, and the last change.

    refusing : begins and ends here. p : (n,), chance that side 1 wins a battle. left, part : (n,),
    where the next week's ratio falls in the grid.
    """
    _, _, fronts, n = refusing.shape
    worth, after = np.zeros(refusing.shape), np.zeros(refusing.shape)
    nothing = np.zeros(refusing.shape)
    offer = np.empty((2, fronts, n))
    worth[:, 0, fronts - 1] = 1.0
    worth[:, 1, 0] = 1.0
    change = np.inf
    for sweep in range(most):
        agreed(refusing, nothing, 1.0, demand, precision, worth, offer)
        change = _fought(worth, p, cost, left, part, first_next, tempo, discount, refusing, after)
        if change <= tolerance:
            return sweep + 1, change
    return most, change
