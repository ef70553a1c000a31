"""Two parties: the efficient mixtures form a bent line, and every answer on it is a fraction.

Arrays only, and trusted: `parley.models.mixtures.solutions` has checked them.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from parley.models.mixtures.mixture import NONE, Mixture, check

__all__ = ["corners", "fastest", "ideal", "in_proportion"]

Ints = NDArray[np.int64]


def corners(points: Ints, floor: Ints) -> tuple[Mixture, ...]:
    """Two parties: corners of the efficient mixtures that reach the floor, exactly.

    Ascending for the first party, descending for the second; every efficient mixture lies between
    two neighbours. Empty if no mixture reaches the floor. Cost: n log n for n points.

    >>> [tuple(map(str, c.utility)) for c in corners(np.array([[6, 0], [0, 3]]), np.array([2, 0]))]
    [('2', '2'), ('6', '0')]
    """
    check(points, floor)
    if len(floor) != 2:
        raise ValueError(f"corners are for two parties, got {len(floor)}")
    chain = [_pure(points, i) for i in _hull(points)]
    for party, least in enumerate(floor.tolist()):
        chain = _clipped(chain, party, least)
    return tuple(chain)


def ideal(chain: Sequence[Mixture], floor: Ints) -> tuple[Fraction, Fraction]:
    """The most that each party can have along the chain; the floor if it is empty."""
    d: list[int] = floor.tolist()
    first = max((Fraction(corner.utility[0]) for corner in chain), default=Fraction(d[0]))
    second = max((Fraction(corner.utility[1]) for corner in chain), default=Fraction(d[1]))
    return first, second


def in_proportion(
    chain: Sequence[Mixture], start: Sequence[int | Fraction], share: Sequence[int | Fraction]
) -> Mixture:
    """Where what the two have beyond `start` is as their shares, or the nearest end.

    Nearest is an end, where the party behind has all it can have: the leximin.
    """

    def ahead(corner: Mixture) -> Fraction:
        first, second = _beyond(corner, start)
        return first * share[1] - second * share[0]

    if not chain:
        return NONE
    if ahead(chain[0]) >= 0:  # the first party's lead, linear and ascending along the chain
        return chain[0]
    for one, other in pairwise(chain):
        low, high = ahead(one), ahead(other)
        if high >= 0:
            return _between(one, other, low / (low - high))
    return chain[-1]


def fastest(
    chain: Sequence[Mixture], start: Sequence[int | Fraction], power: Sequence[int]
) -> Mixture:
    """Where the product of gains beyond `start` stops growing; its logarithm is concave."""
    if not chain:
        return NONE
    for one, other in pairwise(chain):
        (x, y), (x1, y1) = _beyond(one, start), _beyond(other, start)
        dx, dy = x1 - x, y1 - y
        # t with power0 dx / (x + t dx) + power1 dy / (y + t dy) = 0
        t = -(power[0] * dx * y + power[1] * dy * x) / (sum(power) * dx * dy)
        if t < 1:
            return _between(one, other, max(t, Fraction(0)))
    return chain[-1]


def _beyond(corner: Mixture, start: Sequence[int | Fraction]) -> tuple[Fraction, Fraction]:
    first, second = (Fraction(u) - d for u, d in zip(corner.utility, start, strict=True))
    return first, second


def _hull(points: Ints) -> list[int]:
    """Points at the upper right corners of the convex hull, ascending for the first party."""
    chain: list[int] = []
    spot = points.tolist()
    # equal points: the first, because the sort is stable
    for i in np.lexsort((-points[:, 1], -points[:, 0])).tolist():
        if chain and spot[i][1] <= spot[chain[-1]][1]:
            continue
        while len(chain) > 1 and _under(spot[chain[-1]], spot[chain[-2]], spot[i]):
            chain.pop()
        chain.append(i)
    return chain[::-1]


def _under(middle: list[int], right: list[int], left: list[int]) -> bool:
    """Whether the middle lies on or below the line between the other two."""
    run, rise = right[0] - left[0], left[1] - right[1]
    return (right[0] - middle[0]) * rise >= (middle[1] - right[1]) * run


def _pure(points: Ints, i: int) -> Mixture:
    utility = tuple(Fraction(u) for u in points[i].tolist())
    return Mixture(utility=utility, mix=((i, Fraction(1)),))


def _between(one: Mixture, other: Mixture, share: Fraction) -> Mixture:
    """`share` of the other, the rest of the one."""
    mix: dict[int, Fraction] = {}
    for part, weight in ((one, 1 - share), (other, share)):
        for i, s in part.mix:
            mix[i] = mix.get(i, Fraction(0)) + weight * Fraction(s)
    pairs = zip(one.utility, other.utility, strict=True)
    utility = tuple(Fraction(u) + share * Fraction(v - u) for u, v in pairs)
    return Mixture(utility=utility, mix=tuple(sorted((i, s) for i, s in mix.items() if s)))


def _clipped(chain: list[Mixture], party: int, least: int) -> list[Mixture]:
    """The part of the chain that gives the party at least so much."""
    kept: list[Mixture] = []
    for one, other in pairwise(chain):
        u, v = Fraction(one.utility[party]), Fraction(other.utility[party])
        kept += [one] if u >= least else []
        if min(u, v) < least < max(u, v):
            kept.append(_between(one, other, (least - u) / (v - u)))
    return kept + [end for end in chain[-1:] if end.utility[party] >= least]
