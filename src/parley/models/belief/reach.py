"""How good or bad a package can be for a party within its stated rankings and ranges.

Robust ordinal regression: a preference is possible if some admissible belief has it and necessary
if every one does. With U_i = w_i v_i the additive model is linear in importance w and partial
worth U (the UTA linearisation), so the extremes are linear programs. As w_i >= 0 and the issues
share nothing but w, each issue's values are best chosen by themselves, and one small program in w
is left.

Sources: Greco, Mousseau and Slowinski (2008), European Journal of Operational Research 191(2),
416-436; the linearisation: Jacquet-Lagreze and Siskos (1982), European Journal of Operational
Research 10(2), 151-164.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.case.ranking import TIMES
from parley.models.belief.orders import Order, Ranges, Values, extremes

__all__ = ["TOLERANCE", "Belief", "Reach", "contrast", "reach"]

Floats = NDArray[np.float64]

TOLERANCE = 1e-7  # of the solver; a gain this close to 0 counts as none


@dataclass(frozen=True, kw_only=True, eq=False)
class Belief:
    """One admissible belief. importance : (n_issues,). value : per issue. other : (n_others,)."""

    importance: Floats
    value: tuple[Floats, ...]
    other: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Reach:
    """The least and the most that a package can give over no deal, and what one must believe.

    Rankings admit equality, so the ends belong to the range.
    """

    low: float
    high: float
    least: Belief
    most: Belief

    @property
    def possible(self) -> bool:
        """Some admissible belief has the package at least as good as no deal."""
        return self.high >= -TOLERANCE

    @property
    def necessary(self) -> bool:
        """Every admissible belief has."""
        return self.low >= -TOLERANCE


def contrast(n_levels: int, package: int, no_deal: int | None) -> Floats:
    """What multiplies each level's value in the package less no deal, (n_levels,).

    >>> contrast(3, 2, 0).tolist(), contrast(3, 2, None).tolist()
    ([-1.0, 0.0, 1.0], [0.0, 0.0, 1.0])
    """
    found = np.zeros(n_levels)
    found[package] += 1
    if no_deal is not None:
        found[no_deal] -= 1
    return found


def reach(
    importance: Order,
    values: Sequence[Values],
    contrasts: Sequence[Floats],
    other: Ranges,
    coefficient: Floats,
) -> Reach:
    """The range of the package's gain over no deal, one party.

    importance : over the issues. values, contrasts : per issue, over its levels, or over the
    points between which it is interpolated. other, coefficient : (n_others,) as in `Beliefs` and
    `Choice`, each free within its range.
    """
    both = [extremes(own, c) for own, c in zip(values, contrasts, strict=True)]
    others = extremes(other, coefficient)
    low, least = _end(importance, [own[0] for own in both], contrasts, others[0], coefficient, 1)
    high, most = _end(importance, [own[1] for own in both], contrasts, others[1], coefficient, -1)
    return Reach(low=low, high=high, least=least, most=most)


def _end(
    importance: Order,
    value: Sequence[Floats],
    contrasts: Sequence[Floats],
    other: Floats,
    coefficient: Floats,
    sign: int,
) -> tuple[float, Belief]:
    """The least (sign 1) or the most (sign -1) gain, given each issue's best values for it."""
    worth = np.array([(v * c).sum() for v, c in zip(value, contrasts, strict=True)])
    weight = _weights(importance, sign * worth)
    belief = Belief(importance=weight, value=tuple(value), other=other)
    return float((weight * worth).sum() + (other * coefficient).sum()), belief


def _weights(importance: Order, cost: Floats) -> Floats:
    """Admissible weights with the least sum of cost x weight, (n_issues,)."""
    from scipy.optimize import linprog

    below, equal = _constraints(importance)
    found = linprog(
        cost,
        A_ub=below,
        b_ub=np.zeros(len(below)),
        A_eq=np.vstack([np.ones(len(cost)), equal]),
        b_eq=np.append(1.0, np.zeros(len(equal))),
        method="highs",
    )
    if found.status != 0:  # some weights obey every ranking, so this is the solver's failure
        raise ArithmeticError(f"no extreme weights were found: {found.message}")
    weight: Floats = found.x
    return weight


def _constraints(importance: Order) -> tuple[Floats, Floats]:
    """Rows that weights make at most 0, and rows that they make 0."""
    n, heads = importance.n_items, [group[0] for group in importance.groups]
    below, equal = [np.zeros((0, n))], [np.zeros((0, n))]
    for better, worse in np.argwhere(importance.above).tolist():
        if better != worse:
            row = np.zeros((1, n))
            much = better in importance.gaps and worse == better + 1
            row[0, heads[better]], row[0, heads[worse]] = -1, TIMES if much else 1
            below.append(row)
    for head, *tied in importance.groups:
        for item in tied:
            row = np.zeros((1, n))
            row[0, head], row[0, item] = 1, -1
            equal.append(row)
    return np.vstack(below), np.vstack(equal)
