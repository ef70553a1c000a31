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
from collections.abc import Callable, Sequence
from fractions import Fraction
from numbers import Rational
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.models.frontier.merge import Frontier

__all__ = [
    "Weights",
    "egalitarian",
    "equal_loss",
    "ideal",
    "kalai_smorodinsky",
    "nash",
    "relative_utilitarian",
    "utilitarian",
    "whole",
]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Weights = Sequence[int | Fraction]
"""One per party, positive and exact; only their proportions matter."""

NEAR = 1e-9  # far above the rounding of the float scores, far below any field worth comparing
POWERS = 10_000  # sum of the weights of a product as whole numbers; beyond, powers take seconds


def nash(frontier: Frontier, floor: Ints, weights: Weights | None = None) -> tuple[int, ...]:
    """Largest product of gains, prod_p (u_p - d_p) ** w_p, with equal weights by default.

    Where no point lets every party gain, the product is 0 everywhere; then most strict gainers
    first, and the product of their gains: a convention, which hangs on the parties' units where
    different parties gain. The caller sees this in a zero among the gains.

    Raises `ValueError` for weights that are not positive integers or fractions, or whose
    proportions take whole numbers with a sum above `POWERS`.

    Sources: Nash (1950), Econometrica 18(2), 155-162; weights: Kalai (1977), International
    Journal of Game Theory 6(3), 129-133.
    """
    points, gains = _gains(frontier, floor)
    power = _powers(weights, len(gains))
    strict = gains > 0
    gainers = strict.sum(axis=0)
    most = np.flatnonzero(gainers == gainers.max(initial=0))
    gains = np.where(strict, gains, 1).take(most, axis=1)
    score = _weighted_mean(np.log(gains), power)

    def product(i: int) -> int:
        return math.prod(g**w for g, w in zip(gains[:, i].tolist(), power, strict=True))

    return _canonical(frontier, points[most[_best(score, product)]])


def kalai_smorodinsky(
    frontier: Frontier, floor: Ints, ideal: Ints | None = None
) -> tuple[int, ...]:
    """Best worst share of what each party could hope for: leximin of (u_p - d_p) / (I_p - d_p).

    ideal : `(n_parties,)`, I. By default the most that each can have among the points at or above
    the floor, as in the 1975 paper; another convention takes the most among all packages. A
    party that can gain nothing (I_p = d_p) has no share and is left out. `ValueError` where a
    point gives some party more than its ideal.

    Sources: Kalai and Smorodinsky (1975), Econometrica 43(3), 513-518; leximin for more than two
    parties: Imai (1983), Econometrica 51(2), 389-401.
    """
    points, gains = _gains(frontier, floor)
    hope = _hope(gains, floor, ideal)
    able = hope > 0
    return _canonical(frontier, points[_fairest_shares(gains[able], hope[able].tolist())])


def egalitarian(frontier: Frontier, floor: Ints, weights: Weights | None = None) -> tuple[int, ...]:
    """Largest smallest gain, then the next smallest: leximin of (u_p - d_p) / w_p.

    With weights it is called proportional: a party with weight 2 should gain twice as much as one
    with weight 1. Compares gains between parties, so it means something only on a common scale,
    or where the weights make it one.

    Raises `ValueError` for weights that are not positive integers or fractions.

    Source: Kalai (1977), Econometrica 45(7), 1623-1630.
    """
    points, gains = _gains(frontier, floor)
    if weights is None:
        return _canonical(frontier, points[_fairest(gains)])
    return _canonical(frontier, points[_fairest_shares(gains, whole(weights, len(gains)))])


def equal_loss(frontier: Frontier, floor: Ints) -> tuple[int, ...]:
    """Smallest largest loss, then the next largest: lexicographic minimum of I_p - u_p.

    What a party loses is counted from the most it could have among the points at or above the
    floor: an equal sacrifice, where `egalitarian` looks for an equal gain. Compares losses between
    parties, so it means something only on a common scale.

    Sources: Chun (1988), Economics Letters 26(2), 103-106; lexicographic: Chun and Peters (1991),
    Mathematical Social Sciences 22(2), 151-161.
    """
    points, gains = _gains(frontier, floor)
    return _canonical(frontier, points[_fairest(gains - gains.max(axis=1, initial=0)[:, None])])


def utilitarian(frontier: Frontier, floor: Ints) -> tuple[int, ...]:
    """Largest sum of utilities; compares utilities between parties, so needs a common scale."""
    points, gains = _gains(frontier, floor)
    total = gains.sum(axis=0)
    return _canonical(frontier, points[total == total.max(initial=0)])


def relative_utilitarian(frontier: Frontier, floor: Ints) -> tuple[int, ...]:
    """Largest sum of shares (u_p - d_p) / (I_p - d_p): utilitarian without a common scale.

    The shares are those of `kalai_smorodinsky`, added up. A party that can gain nothing is left
    out.

    Source: Dhillon and Mertens (1999), Econometrica 67(3), 471-498, who take the shares over all
    outcomes; here over the points at or above the floor.
    """
    points, gains = _gains(frontier, floor)
    hope = gains.max(axis=1, initial=0)
    gains, able = gains[hope > 0], hope[hope > 0].tolist()
    factors = _factors(able)

    def total(i: int) -> int:
        return sum(g * f for g, f in zip(gains[:, i].tolist(), factors, strict=True))

    score = (gains / np.array(able, float)[:, None]).sum(axis=0)
    return _canonical(frontier, points[_best(score, total)])


def whole(weights: Weights, n: int) -> list[int]:
    """Weights of n parties in the same proportions, as the smallest whole numbers.

    Raises `ValueError` for another number of weights, and for weights that are not positive
    integers or fractions: a float such as .1 is not the tenth that was meant.

    >>> whole([Fraction(1, 2), Fraction(1, 3)], 2)
    [3, 2]
    """
    if len(weights) != n or not all(isinstance(w, Rational) and w > 0 for w in weights):
        raise ValueError(f"weights must be {n} positive integers or fractions, got {weights!r}")
    exact = [Fraction(int(w.numerator), int(w.denominator)) for w in weights]
    scale = Fraction(math.lcm(*(w.denominator for w in exact)))
    scale /= math.gcd(*((w * scale).numerator for w in exact))
    return [int(w * scale) for w in exact]


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


def _powers(weights: Weights | None, n: int) -> list[int]:
    power = [1] * n if weights is None else whole(weights, n)
    if sum(power) > max(POWERS, n):
        raise ValueError(f"weights {weights!r} need rounding: as whole numbers they are {power}")
    return power


def _weighted_mean(rows: Floats, power: list[int]) -> Floats:
    """Mean of the rows, so that `NEAR` is as small against any weights."""
    total = np.zeros(rows.shape[1])
    for row, weight in zip(rows, power, strict=True):
        total += weight / sum(power) * row
    return total


def _hope(gains: Ints, floor: Ints, ideal: Ints | None) -> Ints:
    """The most that each party could gain, `(n_parties,)`."""
    most: Ints = gains.max(axis=1, initial=0)
    if ideal is None:
        return most
    ideal = np.asarray(ideal)
    if not np.issubdtype(ideal.dtype, np.integer) or ideal.shape != most.shape:
        raise ValueError(f"the ideal must be {len(most)} integers, got {ideal!r}")
    hope: Ints = ideal - np.asarray(floor)
    if (hope < most).any():
        raise ValueError(f"the ideal {ideal} lies below what a point gives")
    return hope


def _fairest(rows: Ints) -> Ints:
    """Leximin: indices of the columns whose smallest, then next smallest ... number is largest."""
    worst = rows.min(axis=0)
    few = np.flatnonzero(worst == worst.max()) if len(worst) else np.arange(0)
    winners = np.arange(len(few))  # sorting more than these would take longest
    for row in np.sort(rows[:, few], axis=0)[1:]:
        winners = winners[row[winners] == row[winners].max()] if len(winners) else winners
    return few[winners]


def _fairest_shares(gains: Ints, whole: list[int]) -> Ints:
    """Leximin of gains / whole, each party's gain as a share of its own whole number."""
    factors = _factors(whole)
    worst = (gains / np.array(whole, float)[:, None]).min(axis=0, initial=np.inf)
    few = np.flatnonzero(worst >= worst.max(initial=0) * (1 - NEAR))  # shares may be of any size

    def shares(i: int) -> list[int]:
        return sorted(g * f for g, f in zip(gains[:, i].tolist(), factors, strict=True))

    return _largest(few, shares)


def _factors(whole: list[int]) -> list[int]:
    """What shares are multiplied by to become whole numbers over one denominator."""
    common = math.lcm(*whole)
    return [common // each for each in whole]


def _best(score: Floats, exact: Callable[[int], Any]) -> Ints:
    """Every index with the largest `exact` value; `score` only rules out the clearly worse."""
    return _largest(np.flatnonzero(score >= score.max(initial=-np.inf) - NEAR), exact)


def _largest(near: Ints, exact: Callable[[int], Any]) -> Ints:
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
