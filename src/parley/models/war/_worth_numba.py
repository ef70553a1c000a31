"""Bargaining in war as a fixed point over front, ratio of strengths and proposer.

Arrays only, and trusted. Imported only where it is needed, because importing numba takes long.
"""

import math

import numpy as np
from numpy.typing import NDArray

from parley.models.compiled import compiled

__all__ = ["solve"]

Floats = NDArray[np.float64]


@compiled
def _gain(precision: float, surplus: float) -> tuple[float, float, float]:
    """What proposer and other gain over refusing, and the chance of agreement.

    As `offer` in `_rules_numba`; with infinite precision the proposer takes all.
    """
    if math.isinf(precision):
        return max(surplus, 0.0), 0.0, 1.0 if surplus >= 0 else 0.0
    a = precision * surplus - 1
    if a < -36:
        u = math.exp(a)
    else:
        u = a - math.log(a) if a > 2 else math.exp(0.65 * (a - 1)) if a > -2 else math.exp(a)
        for _ in range(2):
            rest = a - u - math.log(u)
            more = 2 * (1 + u) * (1 + u + 2 * rest / 3)
            u *= 1 + rest / (1 + u) * (more - rest) / (more - 2 * rest)
    return u / precision, math.log1p(u) / precision, u / (1 + u)


@compiled
def _agreed(refusing: Floats, demand: Floats, precision: float, worth: Floats) -> None:
    """Worth of a state before its offer, from that of refusing; (proposer, party, front, n)."""
    _, _, fronts, n = refusing.shape
    for x in range(2):
        for k in range(1, fronts - 1):
            for z in range(n):
                own, other = refusing[x, x, k, z], refusing[x, 1 - x, k, z]
                least, floor = max(own, demand[x]), max(other, demand[1 - x])
                gain, more, chance = _gain(precision, 1 - least - floor)
                worth[x, x, k, z] = own + gain + chance * (least - own)
                worth[x, 1 - x, k, z] = other + more + chance * (floor - other)


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

    refusing : (2, 2, fronts + 1, n), by proposer and party; begins and ends here. p : (n,), chance
    that side 1 wins a battle. left, part : (n,), where the next week's ratio falls in the grid.
    """
    _, _, fronts, n = refusing.shape
    worth = np.zeros(refusing.shape)
    worth[:, 0, fronts - 1] = 1.0
    worth[:, 1, 0] = 1.0
    mean = np.zeros((fronts, n))
    change = np.inf
    for sweep in range(most):
        _agreed(refusing, demand, precision, worth)
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
                        up = (1 - f) * mean[k + 1, e] + f * mean[k + 1, e + 1]
                        down = (1 - f) * mean[k - 1, e] + f * mean[k - 1, e + 1]
                        stay = (1 - f) * mean[k, e] + f * mean[k, e + 1]
                        new = p[z] * up + (1 - p[z]) * down
                        new = discount * (tempo * new + (1 - tempo) * stay) - cost[j]
                        change = max(change, abs(new - refusing[x, j, k, z]))
                        refusing[x, j, k, z] = new
        if change <= tolerance:
            return sweep + 1, change
    return most, change
