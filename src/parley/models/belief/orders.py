"""The numbers that a ranking or ranges admit, in positions, and the extremes among them.

The same sets that `parley.sampling` draws from: all weights that add up to 1 and obey a ranking;
all values that obey it with a best at 1 and a worst at 0.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from parley.case.ranking import MUCH, Ranking

__all__ = ["Order", "Ranges", "Values", "extremes", "order"]

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Order:
    """A ranking in positions.

    groups : tied items. above : (n_groups, n_groups) bool, whether the first is at least the
    second, by what is stated and by transitivity; each is above itself.
    gaps : g for each group much above group g + 1; then the groups are one chain, best first.
    """

    groups: tuple[tuple[int, ...], ...]
    above: Mask
    gaps: tuple[int, ...]

    @property
    def n_items(self) -> int:
        """How many items are ranked."""
        return sum(map(len, self.groups))


@dataclass(frozen=True, kw_only=True, eq=False)
class Ranges:
    """Values each between a low and a high of its own, (n_items,)."""

    low: Floats
    high: Floats


Values = Order | Ranges


def order(ranking: Ranking, items: Sequence[str]) -> Order:
    """The ranking over all of `items`; those it never mentions stand free.

    Raises `ValueError` as `Ranking.over`.
    """
    ranking = ranking.over(items)
    n = len(ranking.groups)
    above = np.eye(n, dtype=bool)
    for better, worse in sorted(ranking.above, reverse=True):  # better groups come first
        above[better] |= above[worse]
    groups = tuple(tuple(items.index(item) for item in group) for group in ranking.groups)
    return Order(groups=groups, above=above, gaps=ranking.gaps)


def extremes(values: Values, coefficient: Floats) -> tuple[Floats, Floats]:
    """The admitted values with the least and the most of sum coefficient x value, (n_items,) each.

    coefficient : (n_items,). Costs 2 to the power of the items with a coefficient, where a
    ranking is partial.
    """
    if isinstance(values, Ranges):
        up = coefficient > 0
        return np.where(up, values.low, values.high), np.where(up, values.high, values.low)
    corners = np.array([*_corners(values, coefficient)])
    worth = (corners * coefficient).sum(axis=1)
    return corners[worth.argmin()], corners[worth.argmax()]


def _corners(values: Order, coefficient: Floats) -> Iterator[Floats]:
    """Values at the corners that can be extreme; a linear sum is extreme at a corner."""
    n = len(values.groups)
    if n == 1:
        yield np.zeros(values.n_items)  # who is indifferent gains nothing
    elif values.gaps:
        below = np.array([sum(g >= h for g in values.gaps) for h in range(n)])
        for h in range(1, n):
            slack = 1 - MUCH * len(values.gaps)
            yield _spread(values, MUCH * below + slack * (np.arange(n) < h))
    else:
        for top in _tops(values, coefficient):
            yield _spread(values, top.astype(float))


def _tops(values: Order, coefficient: Floats) -> Iterator[Mask]:
    """Sets of groups at 1, the rest at 0: one for each way to part the groups that count.

    Something must be at 1 and something at 0; whatever stands above what is at 1 is at 1 as well.
    """
    counting = [g for g, items in enumerate(values.groups) if coefficient[list(items)].any()]
    for sides in product((False, True), repeat=len(counting)):
        inside = [g for g, side in zip(counting, sides, strict=True) if side]
        top: Mask = np.logical_or.reduce(values.above[:, inside], axis=1)
        if not inside:  # then one that does not count is at 1, with nothing above it
            bottom = np.logical_or.reduce(values.above[counting], axis=0)
            top[np.flatnonzero(~bottom)[:1]] = True
        if top.any() and not top.all():
            yield top


def _spread(values: Order, by_group: Floats) -> Floats:
    found = np.empty(values.n_items)
    for items, value in zip(values.groups, by_group.tolist(), strict=True):
        found[list(items)] = value
    return found
