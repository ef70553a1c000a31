"""The two scans over sorted columns, compiled: ends to peel off, and places to split.

Arrays only, and trusted. Each column is sorted once; what a step looks at is given by `inside` or
`node` and by weights, so bootstrap and cross-validation sort nothing again.
"""

import numpy as np
from numpy.typing import NDArray

from parley.models.compiled import compiled

__all__ = ["ends", "splits"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Order = NDArray[np.int32]
Truths = NDArray[np.bool_]


@compiled
def ends(
    x: Floats,
    order: Order,
    inside: Truths,
    weight: Floats,
    hits: Floats,
    target: float,
) -> Floats:
    """What each end of each column would lose, (k, 2, 4): weight, hits, last value out, first in.

    x : (k, n). order : (k, n_left), draws in ascending order. Whole groups of equal values go: as
    many as fit in `target`, at least one; weight 0 where that would be all.
    """
    k, n = order.shape
    out = np.zeros((k, 2, 4))
    for j in range(k):
        for side in range(2):
            step = 1 if side == 0 else -1
            at = 0 if side == 0 else n - 1
            while not inside[order[j, at]]:
                at += step
            gone = gone_hits = group = group_hits = 0.0
            value = removed = x[j, order[j, at]]
            while True:
                over = at < 0 or at >= n
                if not over and not inside[order[j, at]]:
                    at += step
                    continue
                if over or x[j, order[j, at]] != value:
                    if gone > 0 and gone + group > target:
                        out[j, side, 0], out[j, side, 1] = gone, gone_hits
                        out[j, side, 2], out[j, side, 3] = removed, value
                        break
                    gone, gone_hits, removed = gone + group, gone_hits + group_hits, value
                    group = group_hits = 0.0
                    if over:
                        break
                    value = x[j, order[j, at]]
                group += weight[order[j, at]]
                group_hits += hits[order[j, at]]
                at += step
    return out


@compiled
def splits(
    x: Floats,
    order: Order,
    node: Ints,
    weight: Floats,
    hits: Floats,
    n_nodes: int,
    least: float,
) -> Floats:
    """Best split of each node, (n_nodes, 4): gain, column, last value left, first value right.

    node : (n,), which node a draw is in, negative for none. The gain is what the split takes off
    the sum of n p (1 - p); 0 if no split leaves `least` on both sides.
    """
    k, n = x.shape
    total, all_hits = np.zeros(n_nodes), np.zeros(n_nodes)
    for i in range(n):
        if node[i] >= 0:
            total[node[i]] += weight[i]
            all_hits[node[i]] += hits[i]
    out = np.zeros((n_nodes, 4))
    for j in range(k):
        left, left_hits, before = np.zeros(n_nodes), np.zeros(n_nodes), np.zeros(n_nodes)
        for i in order[j]:
            if node[i] < 0 or weight[i] == 0:
                continue
            at, value = node[i], x[j, i]
            a, b = left[at], total[at] - left[at]
            if value != before[at] and a >= least and b >= least:
                ha, hb = left_hits[at], all_hits[at] - left_hits[at]
                # p (1 - p) falls by this much: the spread between the two sides
                gain = a * b / (a + b) * (ha / a - hb / b) ** 2
                if gain > out[at, 0]:
                    out[at, 0], out[at, 1] = gain, j
                    out[at, 2], out[at, 3] = before[at], value
            left[at] += weight[i]
            left_hits[at] += hits[i]
            before[at] = value
    return out
