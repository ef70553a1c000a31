"""The bargaining solutions over mixtures, for any number of parties."""

import numpy as np
from numpy.typing import NDArray

from parley.models.frontier.solutions import Weights, whole
from parley.models.mixtures import line, programs
from parley.models.mixtures.mixture import Mixture, check

__all__ = ["egalitarian", "equal_loss", "kalai_smorodinsky", "nash", "utilitarian"]

Ints = NDArray[np.int64]


def nash(points: Ints, floor: Ints, weights: Weights | None = None) -> Mixture:
    """Largest product of gains, prod_p (u_p - d_p) ** w_p.

    With more than two parties, those that cannot gain in any mixture are left out of the product,
    and the answer may miss the largest logarithm by 1e-7.

    Source: Nash (1950), Econometrica 18(2), 155-162.

    >>> found = nash(np.array([[4, 0], [0, 3]]), np.array([0, 0]))
    >>> [str(u) for u in found.utility], [(i, str(share)) for i, share in found.mix]
    (['2', '3/2'], [(0, '1/2'), (1, '1/2')])
    """
    check(points, floor)
    power = _proportions(weights, len(floor))
    if len(floor) == 2:
        return line.fastest(line.corners(points, floor), floor.tolist(), power)
    return programs.largest_product(points, floor, np.array(power, float))


def kalai_smorodinsky(points: Ints, floor: Ints) -> Mixture:
    """The same share of what each could hope for, as large as possible; then leximin.

    The ideal is the most that each can have in a mixture that gives all their no-deal utility.

    Source: Kalai and Smorodinsky (1975), Econometrica 43(3), 513-518.
    """
    check(points, floor)
    if len(floor) == 2:
        chain = line.corners(points, floor)
        hope = [i - d for i, d in zip(line.ideal(chain, floor), floor.tolist(), strict=True)]
        return line.in_proportion(chain, floor.tolist(), hope)
    return programs.leximin(points, floor, programs.hopes(points, floor))


def egalitarian(points: Ints, floor: Ints, weights: Weights | None = None) -> Mixture:
    """Gains in proportion to the weights, as large as possible; then leximin.

    Compares gains between parties, so it means something only on a common scale.

    Source: Kalai (1977), Econometrica 45(7), 1623-1630.
    """
    check(points, floor)
    share = _proportions(weights, len(floor))
    if len(floor) == 2:
        return line.in_proportion(line.corners(points, floor), floor.tolist(), share)
    return programs.leximin(points, floor, np.array(share, float))


def equal_loss(points: Ints, floor: Ints) -> Mixture:
    """The same loss from what each could hope for, as small as possible; then lexicographic.

    Compares losses between parties, so it means something only on a common scale.

    Source: Chun (1988), Economics Letters 26(2), 103-106.
    """
    check(points, floor)
    if len(floor) == 2:
        chain = line.corners(points, floor)
        return line.in_proportion(chain, line.ideal(chain, floor), (1, 1))
    ideal = floor + programs.hopes(points, floor)
    return programs.leximin(points, floor, np.ones(len(floor)), start=ideal)


def utilitarian(points: Ints, floor: Ints) -> tuple[Mixture, ...]:
    """Largest sum of utilities; compares utilities between parties.

    Two parties: the two ends of the best line, or its one point. More: one of the best. Empty if
    no mixture gives every party its no-deal utility.
    """
    check(points, floor)
    if len(floor) == 2:
        chain = line.corners(points, floor)
        total = [sum(corner.utility) for corner in chain]
        return tuple(c for c, t in zip(chain, total, strict=True) if t == max(total))
    found = programs.largest_sum(points, floor)
    return (found,) if found.mix else ()


def _proportions(weights: Weights | None, n: int) -> list[int]:
    return [1] * n if weights is None else whole(weights, n)
