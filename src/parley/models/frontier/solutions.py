"""Bargaining solutions: which point of a frontier a principle of fairness picks.

Each takes a frontier and a floor (the disagreement point d, as given) and returns the indices of
*every* point that ties for best, largest total first, then smallest package; `()` when no point
reaches the floor. All compare exactly: floats only narrow the field.

The floor may be higher than the one the frontier was found for: a frontier found once serves
every higher no-deal value.

Source of the common frame: Thomson (1994), Cooperative models of bargaining, Handbook of Game
Theory 2, chapter 35. A list of packages is not convex, so the maximisers need not be unique.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.models.frontier.merge import Frontier

__all__ = ["egalitarian", "ideal", "kalai_smorodinsky", "nash", "utilitarian"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NEAR = 1e-9  # far above the rounding of the float scores, far below any field worth comparing


def nash(frontier: Frontier, floor: Ints) -> tuple[int, ...]:
    """Largest product of gains, prod_p (u_p - d_p).

    Where no point lets every party gain, the product is 0 everywhere; then most strict gainers
    first, and the product of their gains. The caller sees this in a zero among the gains.

    Source: Nash (1950), Econometrica 18(2), 155-162.
    """
    points, gains = _gains(frontier, floor)
    strict = gains > 0
    gainers = strict.sum(axis=0)
    most = np.flatnonzero(gainers == gainers.max(initial=0))
    gains = np.where(strict, gains, 1).take(most, axis=1)
    winners = _best(np.log(gains).sum(axis=0), lambda i: math.prod(gains[:, i].tolist()))
    return _canonical(frontier, points[most[winners]])


def kalai_smorodinsky(frontier: Frontier, floor: Ints) -> tuple[int, ...]:
    """Best worst share of what each party could hope for: leximin of (u_p - d_p) / (I_p - d_p).

    The ideal I is taken over the points at or above the floor, as in the 1975 paper. A party that
    can gain nothing (I_p = d_p) has no share and is left out.

    Sources: Kalai and Smorodinsky (1975), Econometrica 43(3), 513-518; leximin for more than two
    parties: Imai (1983), Econometrica 51(2), 389-401.
    """
    points, gains = _gains(frontier, floor)
    hope = gains.max(axis=1, initial=0)
    gains, hope = gains[hope > 0], hope[hope > 0]
    worst = (gains / hope[:, None]).min(axis=0, initial=1)
    whole = math.prod(hope.tolist())  # shares over one denominator are whole numbers
    factors = [whole // h for h in hope.tolist()]

    def shares(i: int) -> list[int]:
        return sorted(g * f for g, f in zip(gains[:, i].tolist(), factors, strict=True))

    return _canonical(frontier, points[_best(worst, shares)])


def egalitarian(frontier: Frontier, floor: Ints) -> tuple[int, ...]:
    """Largest smallest gain, then the next smallest: leximin of u_p - d_p.

    Compares gains between parties, so it means something only on a common scale.

    Source: Kalai (1977), Econometrica 45(7), 1623-1630.
    """
    points, gains = _gains(frontier, floor)
    worst = gains.min(axis=0)
    few = np.flatnonzero(worst == worst.max(initial=0))  # sorting all would take longest
    winners = np.arange(len(few))
    for row in np.sort(gains[:, few], axis=0)[1:]:
        winners = winners[row[winners] == row[winners].max(initial=0)]
    return _canonical(frontier, points[few[winners]])


def utilitarian(frontier: Frontier, floor: Ints) -> tuple[int, ...]:
    """Largest sum of utilities; compares utilities between parties, so needs a common scale."""
    points, gains = _gains(frontier, floor)
    total = gains.sum(axis=0)
    return _canonical(frontier, points[total == total.max(initial=0)])


def ideal(frontier: Frontier, floor: Ints | None = None) -> Ints:
    """The most each party can have among points at or above the floor, `(n_parties,)`.

    floor : the frontier's own by default. Where no point reaches it, the floor itself is returned:
    nobody can hope for more.

    Source: the ideal point of Kalai and Smorodinsky (1975), over the rational set.
    """
    floor = frontier.floor if floor is None else np.asarray(floor)
    _, gains = _gains(frontier, floor)
    most: Ints = floor + gains.max(axis=1, initial=0)
    return most


def _gains(frontier: Frontier, floor: Ints) -> tuple[Ints, Ints]:
    """Indices of the points that reach the floor, and their gains `(n_parties, n_points)`.

    Parties first, because numpy adds up and compares a few long rows far faster than many pairs.
    """
    floor = np.asarray(floor)
    if floor.shape != frontier.floor.shape or not np.issubdtype(floor.dtype, np.integer):
        raise ValueError(f"floor must be {len(frontier.floor)} integers, got {floor!r}")
    if (floor < frontier.floor).any():
        # points between the two floors were never looked for
        raise ValueError(f"floor {floor} lies below the frontier's own, {frontier.floor}")
    gains = np.ascontiguousarray(frontier.utility.T) - floor[:, None]
    points = np.flatnonzero((gains >= 0).all(axis=0))
    return points, gains.take(points, axis=1)


def _best(score: Floats, exact: Callable[[int], Any]) -> Ints:
    """Every index with the largest `exact` value; `score` only rules out the clearly worse."""
    near = np.flatnonzero(score >= score.max(initial=-np.inf) - NEAR)
    if len(near) < 2:
        return near
    values = [exact(i) for i in near.tolist()]
    best = max(values)
    return near[[value == best for value in values]]


def _canonical(frontier: Frontier, points: Ints) -> tuple[int, ...]:
    def key(i: int) -> tuple[int, list[int]]:
        return -sum(frontier.utility[i].tolist()), frontier.package[i].tolist()

    found: list[int] = points.tolist()
    return tuple(sorted(found, key=key) if len(found) > 1 else found)
