"""Which utility vectors no other vector dominates.

One vector dominates another when no party has less and some party has more.

Source: Kung, Luccio and Preparata (1975), Journal of the ACM 22(4), 469-476: halve the sorted
vectors, solve both halves, compare them in one dimension fewer. Cost for n vectors:
n log n for two parties, about n (log n)^(d-2) for d >= 3.

Vectors are columns here, `(n_parties, n_vectors)`: one party's row is then contiguous.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["nondominated"]

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

SMALL = 128  # vectors; below it comparing all pairs is faster than halving
LATER = ~np.tri(SMALL, dtype=bool)  # [i, j] where j comes after i
PAIRS = 1 << 16  # pairs compared in one go; their truth values fit the cache


def nondominated(vectors: Ints) -> Mask:
    """True for each vector that no other dominates, `(n_vectors,)`.

    vectors : `(n_parties, n_vectors)`, distinct columns in ascending lexicographic order.

    >>> nondominated(np.array([[1, 2, 2, 3], [5, 1, 4, 2]]))
    array([ True, False,  True,  True])
    """
    n_parties, n_vectors = vectors.shape
    if n_vectors < 2:
        return np.ones(n_vectors, bool)
    if n_parties == 1:
        return np.append(np.zeros(n_vectors - 1, bool), True)
    if n_parties == 2:
        return _stairs(vectors[1])
    if n_vectors <= SMALL:
        return _all_pairs(vectors)
    return _halves(vectors)


def _stairs(second: Ints) -> Mask:
    """Two parties, ascending in the first: a vector stays if the second has less ever after."""
    keep = np.ones(len(second), bool)
    keep[:-1] = second[:-1] > np.maximum.accumulate(second[:0:-1])[::-1]
    return keep


def _all_pairs(vectors: Ints) -> Mask:
    # only a later vector can dominate, and it has at least as much for the first party
    covers = vectors[1, None, :] >= vectors[1, :, None]
    for row in vectors[2:]:
        covers &= row[None, :] >= row[:, None]
    covers &= LATER[: len(covers), : len(covers)]
    dominated: Mask = np.any(covers, axis=1)
    return ~dominated


def _halves(vectors: Ints) -> Mask:
    middle = vectors.shape[1] // 2
    low, high = nondominated(vectors[:, :middle]), nondominated(vectors[:, middle:])
    left = np.flatnonzero(low)
    beaten = _covered(vectors[1:, left], vectors[1:, middle:][:, high])
    low[left[beaten]] = False
    return np.concatenate([low, high])


def _covered(points: Ints, by: Ints) -> Mask:
    """True for each point at or below some column of `by` in every row, `(n_points,)`."""
    n_points, n_by = points.shape[1], by.shape[1]
    if points.shape[0] == 2:
        return _under_stairs(points, by)
    if n_points == 0 or n_by == 0 or n_points * n_by <= PAIRS:
        return _any_covers(points, by)
    return _covered_by_halves(points, by)


def _under_stairs(points: Ints, by: Ints) -> Mask:
    order = np.argsort(by[0])
    # most that the second row offers from this column on; nothing beyond the last
    best = np.maximum.accumulate(by[1, order][::-1])[::-1]
    best = np.append(best, np.iinfo(np.int64).min)
    covered: Mask = best[np.searchsorted(by[0, order], points[0])] >= points[1]
    return covered


def _any_covers(points: Ints, by: Ints) -> Mask:
    covers = by[0, None, :] >= points[0, :, None]
    for above, row in zip(by[1:], points[1:], strict=True):
        covers &= above[None, :] >= row[:, None]
    covered: Mask = np.any(covers, axis=1)
    return covered


def _covered_by_halves(points: Ints, by: Ints) -> Mask:
    """Split by the first row; across the halves that row is settled and needs no more looking."""
    values = np.concatenate([points[0], by[0]])
    cut = np.partition(values, len(values) // 2)[len(values) // 2]  # a float median would round
    if cut == values.max():
        cut -= 1  # else nothing lies above and the halving never ends
    if cut < values.min():
        return _covered(points[1:], by[1:])
    low, above = points[0] <= cut, by[0] > cut
    covered = np.zeros(points.shape[1], bool)
    covered[low] = _covered(points[1:, low], by[1:, above])
    rest = np.flatnonzero(low & ~covered)
    covered[rest] = _covered(points[:, rest], by[:, ~above])
    covered[~low] = _covered(points[:, ~low], by[:, above])
    return covered
