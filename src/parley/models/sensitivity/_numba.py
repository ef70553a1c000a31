"""Counts of draws by bins of an input and classes of an outcome, in all resamples at once.

The inner loops run over the resamples, side by side in memory, so that one instruction adds to
many of them. Arrays only, and trusted. Imported only where it is needed: numba takes long to
import.
"""

import numpy as np
from numpy.typing import NDArray

from parley.models.compiled import compiled

__all__ = ["largest_gaps", "statistics"]

Ints = NDArray[np.int64]
Counts = NDArray[np.int32]
Times = NDArray[np.uint8]
Floats = NDArray[np.float64]
Singles = NDArray[np.float32]


@compiled
def statistics(
    order: Ints,
    fine: Ints,
    coarse: Ints,
    code: Counts,
    outcome: Singles,
    times: Times,
    below: Floats,
) -> Floats:
    """Between-bin sum of squares, Borgonovo's delta, median and maximum of the gaps of PAWN.

    order : (n,), draws by bin. fine : (n_fine + 1,), where each fine bin begins in `order`.
    coarse : (n_coarse + 1,), the fine bin each coarse bin begins with. code : (m, n), class of
    each outcome, 4 to each class of delta. outcome : (m, n), mean 0. times : (n, B), how often
    each draw stands in each resample. below : (m, n_classes, B), share of draws up to a class.
    Returns (4, m, B).
    """
    m, n_classes, n_resamples = below.shape
    found = np.zeros((4, m, n_resamples))
    gap = np.zeros((len(coarse) - 1, m, n_resamples))
    for r in range(len(coarse) - 1):
        sizes = _sizes(order, fine[coarse[r] : coarse[r + 1] + 1], times)
        size = sizes.sum(axis=0)
        for o in range(m):
            table = np.zeros((n_classes, n_resamples), np.int32)
            for f in range(len(sizes)):
                at = coarse[r] + f
                inside = order[fine[at] : fine[at + 1]]
                _fill(inside, code[o], outcome[o], times, table, sizes[f], found[0, o])
            _compare(table, size, below[o], found[1, o], gap[r, o])
    _summarise(gap, found)
    return found


@compiled
def _sizes(order: Ints, fine: Ints, times: Times) -> Counts:
    """Draws in each fine bin, (n_fine, B)."""
    sizes = np.zeros((len(fine) - 1, times.shape[1]), np.int32)
    for f in range(len(sizes)):
        for place in range(fine[f], fine[f + 1]):
            row = times[order[place]]
            for b in range(times.shape[1]):
                sizes[f, b] += row[b]
    return sizes


@compiled
def _fill(
    inside: Ints,
    code: Counts,
    outcome: Singles,
    times: Times,
    table: Counts,
    size: Counts,
    between: Floats,
) -> None:
    """Add the draws of one fine bin to the table, and its squared sum to `between`."""
    n_resamples = len(size)
    total = np.zeros(n_resamples, np.float32)
    for i in range(len(inside)):
        draw = inside[i]
        cell, y = code[draw], outcome[draw]
        for b in range(n_resamples):  # whole indices, no views: those take twice as long
            again = times[draw, b]
            table[cell, b] += again
            total[b] += np.float32(again) * y
    for b in range(n_resamples):
        between[b] += total[b] ** 2 / max(size[b], 1)


@compiled
def _compare(table: Counts, size: Counts, below: Floats, delta: Floats, gap: Floats) -> None:
    """Add the distance of one coarse bin from all draws to delta; write the gap of PAWN."""
    n_classes, n_resamples = table.shape
    count, before = np.zeros(n_resamples), np.zeros(n_resamples)
    for c in range(n_classes):
        ends = c % 4 == 3  # delta is noisy over classes as fine as those of PAWN
        row, share = table[c], below[c]
        for b in range(n_resamples):
            count[b] += row[b]
            apart = count[b] - size[b] * share[b]
            gap[b] = max(gap[b], abs(apart))
            if ends:
                delta[b] += abs(apart - before[b])
                before[b] = apart
    for b in range(n_resamples):
        gap[b] /= max(size[b], 1)


@compiled
def _summarise(gap: Floats, found: Floats) -> None:
    for o in range(gap.shape[1]):
        for b in range(gap.shape[2]):
            found[2, o, b] = np.median(gap[:, o, b])
            found[3, o, b] = gap[:, o, b].max()


@compiled
def largest_gaps(
    order: Ints, ends: Ints, outcome: NDArray[np.bool_], times: Times, share: Floats
) -> tuple[Floats, Ints]:
    """Signed largest distance between the distributions of an input without and with an outcome.

    order : (n,), draws by the input. ends : one past each run of equal values. outcome : (m, n).
    times : (n, B). share : (2, m, B), 1 / draws without and with the outcome. Returns (m, B), and
    the place in `order` of the last draw at or below the largest gap in the first resample, (m,).
    """
    m, n_resamples = share.shape[1:]
    found, place = np.zeros((m, n_resamples)), np.zeros(m, np.int64)
    for o in range(m):
        gap, widest = np.zeros(n_resamples), np.zeros(n_resamples)
        begin = 0
        for end in ends:
            for at in range(begin, end):
                draw = order[at]
                with_it = int(outcome[o, draw])
                sign = 1.0 - 2.0 * with_it
                for b in range(n_resamples):
                    gap[b] += sign * times[draw, b] * share[with_it, o, b]
            begin = end
            was = abs(widest[0])
            for b in range(n_resamples):
                widest[b] = gap[b] if abs(gap[b]) > abs(widest[b]) else widest[b]
            if abs(widest[0]) > was:
                place[o] = end - 1
        found[o] = widest
    return found, place
