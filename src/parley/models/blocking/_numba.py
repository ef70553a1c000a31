"""Zones of one and two parties in many draws, compiled.

Two parties' non-dominated sums form a staircase: descending for the first, ascending for the
second. Staircases before and after each cluster tell what a row of that cluster can still reach,
so all levels are answered with one pass over the rows. Unlike `frontier` no package is kept.

Arrays only, and trusted. Imported only where it is needed, because importing numba takes long.
"""

import numpy as np
from numpy.typing import NDArray

from parley.models.compiled import compiled
from parley.models.domain.columns import Listing

__all__ = ["most", "two_party_gains", "two_party_levels"]

Ints = NDArray[np.int64]

BELOW, ABOVE = np.iinfo(np.int64).min, np.iinfo(np.int64).max  # beyond every sum


@compiled
def most(worth: Ints, listing: Listing) -> Ints:
    """The most each party can have in each draw, (n_draws, n_parties); worth as in `Columns`."""
    n_draws, n_parties, _ = worth.shape
    found = np.zeros((n_draws, n_parties), np.int64)
    for d in range(n_draws):
        found[d] = _best(_rows(worth[d], listing), listing.row_start).sum(axis=0)
    return found


@compiled
def two_party_gains(worth: Ints, listing: Listing, no_deal: Ints) -> Ints:
    """Per draw the best gain of each party and the largest that both can have, (n_draws, 3).

    -1 in all three where no package gives both their no-deal utility.
    """
    found = np.full((len(worth), 3), -1)
    for d in range(len(worth)):
        rows = _rows(worth[d], listing)
        first, second = _before(rows, listing.row_start, no_deal[d])[-1]
        if len(first):
            found[d, 0] = first[0] - no_deal[d, 0]
            found[d, 1] = second[-1] - no_deal[d, 1]
            for i in range(len(first)):
                worst = min(first[i] - no_deal[d, 0], second[i] - no_deal[d, 1])
                found[d, 2] = max(found[d, 2], worst)
    return found


@compiled
def two_party_levels(worth: Ints, listing: Listing, no_deal: Ints, n_levels: int) -> Ints:
    """The largest gain both can have with each level, (n_draws, n_levels); -1 if there is none."""
    start = listing.row_start
    found = np.full((len(worth), n_levels), -1)
    for d in range(len(worth)):
        rows = _rows(worth[d], listing)
        before, after = _before(rows, start, no_deal[d]), _after(rows, start, no_deal[d])
        for k in range(len(start) - 1):
            span = start[k], start[k + 1]
            _levels(rows, span, before[k], after[k + 1], listing, no_deal[d], found[d])
    return found


@compiled
def _rows(worth: Ints, listing: Listing) -> Ints:
    """What each row is worth, (n_rows, n_parties)."""
    term, end, _ = listing
    rows = np.zeros((len(end) - 1, len(worth)), np.int64)
    for r in range(len(rows)):
        for e in range(end[r], end[r + 1]):
            for p in range(len(worth)):
                rows[r, p] += worth[p, term[e]]
    return rows


@compiled
def _best(rows: Ints, start: Ints) -> Ints:
    """The most that each cluster holds for each party, (n_clusters, n_parties)."""
    best = np.full((len(start) - 1, rows.shape[1]), BELOW)
    for k in range(len(best)):
        for r in range(start[k], start[k + 1]):
            for p in range(rows.shape[1]):
                best[k, p] = max(best[k, p], rows[r, p])
    return best


@compiled
def _before(rows: Ints, start: Ints, floor: Ints) -> list[tuple[Ints, Ints]]:
    """The stairs of all clusters before each, and at the end of all, as far as they can lead to
    the floor."""
    best = _best(rows, start)
    need = floor - best.sum(axis=0)
    slack = need.copy()
    found = [_nothing(need)]
    for k in range(len(best)):
        need = need + best[k]
        stairs = _stairs(rows[start[k] : start[k + 1]], slack + best[k])
        found.append(_merged(found[-1], stairs, need))
    return found


@compiled
def _after(rows: Ints, start: Ints, floor: Ints) -> list[tuple[Ints, Ints]]:
    """The stairs of each cluster and all after it, but for the first, which nobody asks for."""
    best = _best(rows, start)
    need = floor - best.sum(axis=0)
    slack = need.copy()
    found = [_nothing(need)]
    for k in range(len(best) - 1, 0, -1):
        need = need + best[k]
        stairs = _stairs(rows[start[k] : start[k + 1]], slack + best[k])
        found.append(_merged(found[-1], stairs, need))
    found.append(_nothing(need))  # in the place of the first
    return found[::-1]


@compiled
def _nothing(need: Ints) -> tuple[Ints, Ints]:
    """The one sum over no clusters; none if even the best of all misses the floor."""
    n = int(need[0] <= 0 and need[1] <= 0)
    return np.zeros(n, np.int64), np.zeros(n, np.int64)


@compiled
def _stairs(table: Ints, need: Ints) -> tuple[Ints, Ints]:
    """The non-dominated rows that reach `need`."""
    kept = table[(table[:, 0] >= need[0]) & (table[:, 1] >= need[1])]
    order = np.argsort(-kept[:, 0])
    first, second = np.empty(len(kept), np.int64), np.empty(len(kept), np.int64)
    n, top = 0, BELOW
    for r in order:
        if kept[r, 1] > top:
            top = kept[r, 1]
            if n and first[n - 1] == kept[r, 0]:
                n -= 1  # the sort leaves equal rows in any order
            first[n], second[n] = kept[r, 0], top
            n += 1
    return first[:n], second[:n]


@compiled
def _merged(one: tuple[Ints, Ints], other: tuple[Ints, Ints], need: Ints) -> tuple[Ints, Ints]:
    """The stairs of all sums that reach `need`: one walk down a copy of the longer per step of
    the shorter, always to the step with most for the first party above all before."""
    if len(one[0]) < len(other[0]):
        one, other = other, one
    first, second = one
    plus, more = other
    into_first = np.empty(len(first) * len(plus), np.int64)
    into_second = np.empty(len(first) * len(plus), np.int64)
    at = np.zeros(len(plus), np.int64)  # where each copy stands, and the utilities there
    x, y = np.full(len(at), BELOW), np.full(len(at), BELOW)
    n, top = 0, need[1] - 1
    while True:
        a, b = BELOW, BELOW
        for j in range(len(at)):
            if y[j] <= top:
                i = at[j]
                while i < len(first) and second[i] + more[j] <= top:
                    i += 1
                at[j], x[j], y[j] = i, BELOW, ABOVE  # stays so when its end is reached
                if i < len(first) and first[i] + plus[j] >= need[0]:
                    x[j], y[j] = first[i] + plus[j], second[i] + more[j]
            if x[j] > a or (x[j] == a and x[j] > BELOW and y[j] > b):
                a, b = x[j], y[j]
        if a == BELOW:
            return into_first[:n].copy(), into_second[:n].copy()
        into_first[n], into_second[n], top = a, b, b
        n += 1


@compiled
def _levels(
    rows: Ints,
    span: tuple[int, int],
    before: tuple[Ints, Ints],
    after: tuple[Ints, Ints],
    listing: Listing,
    floor: Ints,
    found: Ints,
) -> None:
    """Raise `found` to the largest gain that both can have with a row of this cluster."""
    term, end, _ = listing
    few, many = (before, after) if len(before[0]) < len(after[0]) else (after, before)
    if not len(few[0]):
        return
    most_first = few[0][0] + many[0][0] - floor[0]
    most_second = few[1][-1] + many[1][-1] - floor[1]
    for r in range(span[0], span[1]):
        bound = min(rows[r, 0] + most_first, rows[r, 1] + most_second)
        if bound <= _lowest(found, term, end, r):
            continue
        gain = -1
        for i in range(len(few[0])):
            x, y = rows[r, 0] + few[0][i] - floor[0], rows[r, 1] + few[1][i] - floor[1]
            gain = max(gain, _crossing(many, x, y))
        for e in range(end[r], end[r + 1]):
            if term[e] < len(found):
                found[term[e]] = max(found[term[e]], gain)


@compiled
def _lowest(found: Ints, term: Ints, end: Ints, r: int) -> int:
    """The smallest gain known for a level of this row: a row below it changes nothing."""
    lowest = found[term[end[r]]]
    for e in range(end[r] + 1, end[r + 1]):
        if term[e] < len(found):
            lowest = min(lowest, found[term[e]])
    return int(lowest)


@compiled
def _crossing(stairs: tuple[Ints, Ints], x: int, y: int) -> int:
    """The largest smaller gain on the stairs moved by (x, y): where the two gains cross."""
    first, second = stairs
    low, high = 0, len(first)  # the first step where the second party gains as much or more
    while low < high:
        middle = (low + high) // 2
        if second[middle] + y >= first[middle] + x:
            high = middle
        else:
            low = middle + 1
    gain = -1
    if low < len(first):
        gain = max(gain, first[low] + x)
    if low > 0:
        gain = max(gain, second[low - 1] + y)
    return int(gain)
