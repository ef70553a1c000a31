"""The compiled loops over draws and packages of `listed`.

Arrays only, and trusted. Packages are numbered by the rows of their clusters, the last fastest.
Floats only rule out the clearly worse; what is close is compared in whole numbers.

Imported only where it is needed, because importing numba takes a while.
"""

import numpy as np
from numpy.typing import NDArray

from parley.models.acceptability._exact import compared, compared_shares, product
from parley.models.compiled import compiled
from parley.models.domain.columns import Listing

__all__ = ["acceptable", "efficient"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NASH, KALAI_SMORODINSKY, EGALITARIAN, UTILITARIAN = range(4)
NEAR = 1e-12  # relative; far above the rounding of a product of a few factors
CELLS = 1024  # of the first party's gain; few packages survive, and the cells stay in the cache


@compiled
def acceptable(
    worth: Ints,
    listing: Listing,
    floor: Ints,
    each: Ints,
    every: Ints,
    n_acceptable: Ints,
    picks: Ints,
) -> None:
    """Count in which draws packages are acceptable, and write each draw's picks.

    worth, floor : as in `Columns`. each : (n_parties, n_packages). every : (n_packages,).
    n_acceptable : (n_draws,). picks : (4, n_draws).
    """
    n_parties, n = each.shape
    gain, work = np.empty((n_parties, n), np.int64), np.empty((2, n), np.int64)
    able, some = np.empty(n, np.bool_), np.empty(n, np.int64)
    for d in range(len(worth)):
        _fill(worth[d], listing, floor[d], work, gain)
        for p in range(n_parties):
            own, count = gain[p], each[p]
            for i in range(n):
                count[i] += own[i] >= 0
        m = _reach(gain, able, some)
        n_acceptable[d] = m
        for k in range(m):
            every[some[k]] += 1
        if m:
            _pick(gain, some[:m], picks[:, d])


@compiled
def efficient(worth: Ints, listing: Listing, floor: Ints, found: Ints) -> None:
    """Count in which draws packages reach the floor and no package beats them, (n_packages,)."""
    n_parties, n = floor.shape[1], len(found)
    gain, work = np.empty((n_parties, n), np.int64), np.empty((2, n), np.int64)
    able, some = np.empty(n, np.bool_), np.empty(n, np.int64)
    for d in range(len(worth)):
        _fill(worth[d], listing, floor[d], work, gain)
        left = some[: _reach(gain, able, some)]
        if n_parties == 2 and len(left) > CELLS // 16:
            left = _bucket_filtered(gain, left)
        _count_unbeaten(gain, left, found)


@compiled
def _fill(worth: Ints, listing: Listing, floor: Ints, work: Ints, gain: Ints) -> None:
    """The gain over the floor of every package, `(n_parties, n_packages)`, in one draw."""
    term, term_start, row_start = listing
    n_clusters = len(row_start) - 1
    split, n_right = n_clusters, 1
    while split > 0 and n_right < 64:  # a run long enough to add with vector instructions
        split -= 1
        n_right *= row_start[split + 1] - row_start[split]
    row = np.empty(len(term_start) - 1, np.int64)
    for p in range(len(gain)):
        for r in range(len(row)):
            row[r] = 0
            for t in range(term_start[r], term_start[r + 1]):
                row[r] += worth[p, term[t]]
        left, right = work[0], work[1]
        n_left = _sums(row, row_start[: split + 1], left)
        _sums(row, row_start[split:], right)
        for i in range(n_left):
            base = left[i] - floor[p]
            into = gain[p, i * n_right : (i + 1) * n_right]
            for j in range(n_right):
                into[j] = base + right[j]


@compiled
def _sums(row: Ints, row_start: Ints, into: Ints) -> int:
    """Sums of one row of each cluster, the last cluster fastest; how many."""
    into[0] = 0
    n = 1
    for c in range(len(row_start) - 1):
        k = row_start[c + 1] - row_start[c]
        for i in range(n - 1, -1, -1):  # from the end, so that nothing is overwritten unread
            base = into[i]
            for r in range(k):
                into[i * k + r] = base + row[row_start[c] + r]
        n *= k
    return n


@compiled
def _reach(gain: Ints, able: NDArray[np.bool_], some: Ints) -> int:
    """Write which packages nobody loses by; how many."""
    n = gain.shape[1]
    for i in range(n):
        able[i] = gain[0, i] >= 0
    for p in range(1, len(gain)):
        own = gain[p]
        for i in range(n):
            able[i] &= own[i] >= 0
    m = 0
    for i in range(n):
        some[m] = i
        m += able[i]
    return m


@compiled
def _pick(gain: Ints, some: Ints, picks: Ints) -> None:
    """The pick of each solution among these packages."""
    n_parties = len(gain)
    hope = np.zeros(n_parties, np.int64)
    best = np.empty(4, np.int64)
    best[:] = some[0]
    gainers, product, worst, total = -1, 0.0, np.int64(-1), np.int64(-1)
    for i in some:
        n, times, least, whole = 0, 1.0, gain[0, i], np.int64(0)
        for p in range(n_parties):
            own = gain[p, i]
            if own > hope[p]:
                hope[p] = own
            if own > 0:
                n += 1
                times *= own
            least = min(least, own)
            whole += own
        if whole > total:
            total, best[UTILITARIAN] = whole, i
        if least >= worst and (least > worst or _fairer(gain, i, best[EGALITARIAN])):
            worst, best[EGALITARIAN] = least, i
        clear = n > gainers or (n == gainers and times > product * (1 + NEAR))
        near = n == gainers and not times < product * (1 - NEAR)  # so as well if both are infinite
        if clear or (near and _larger(gain, i, best[NASH])):
            gainers, product, best[NASH] = n, times, i
    best[KALAI_SMORODINSKY] = _kalai_smorodinsky(gain, some, hope)
    picks[:] = best


@compiled
def _kalai_smorodinsky(gain: Ints, some: Ints, hope: Ints) -> int:
    hopeful = np.flatnonzero(hope)
    found, worst = some[0], -1.0
    per_hope = 1.0 / np.maximum(hope, 1)
    for i in some:
        least = 1.0
        for p in hopeful:
            least = min(least, gain[p, i] * per_hope[p])
        if least >= worst - NEAR:
            clear = least > worst + NEAR
            if clear or _larger_shares(gain, i, found, hope, hopeful):
                found, worst = i, least
    return int(found)


@compiled
def _total(gain: Ints, i: int) -> int:
    found = np.int64(0)
    for p in range(len(gain)):
        found += gain[p, i]
    return int(found)


@compiled
def _fairer(gain: Ints, i: int, j: int) -> bool:
    """Whether package i is ahead of j in sorted gains, or in total where those are equal.

    With equal sorted gains the totals are equal as well, so the earlier package stays.
    """
    one, other = np.sort(gain[:, i]), np.sort(gain[:, j])
    for p in range(len(one)):
        if one[p] != other[p]:
            return bool(one[p] > other[p])
    return False


@compiled
def _larger(gain: Ints, i: int, j: int) -> bool:
    """Whether i has the larger product of its positive gains than j, or then the larger total."""
    order = compared(product(gain[:, i]), product(gain[:, j]))
    return bool(order > 0 or (order == 0 and _total(gain, i) > _total(gain, j)))


@compiled
def _larger_shares(gain: Ints, i: int, j: int, hope: Ints, hopeful: Ints) -> bool:
    """Whether i is ahead of j in sorted shares of what each can hope for, or then in total."""
    one, other = _sorted_shares(gain, i, hope, hopeful), _sorted_shares(gain, j, hope, hopeful)
    for k in range(len(hopeful)):
        p, q = one[k], other[k]
        order = compared_shares(gain[p, i], hope[p], gain[q, j], hope[q])
        if order:
            return bool(order > 0)
    return bool(_total(gain, i) > _total(gain, j))


@compiled
def _sorted_shares(gain: Ints, i: int, hope: Ints, hopeful: Ints) -> Ints:
    """The hopeful parties from the smallest share to the largest."""
    order = hopeful.copy()
    for k in range(1, len(order)):
        p = order[k]
        while (
            k
            and compared_shares(gain[order[k - 1], i], hope[order[k - 1]], gain[p, i], hope[p]) > 0
        ):
            order[k] = order[k - 1]
            k -= 1
        order[k] = p
    return order


@compiled
def _bucket_filtered(gain: Ints, some: Ints) -> Ints:
    """Without most of the packages that another beats, for two parties.

    A higher cell means more for the first party, so whoever has not more for the second than the
    best of all higher cells is beaten.
    """
    most = np.int64(1)
    for i in some:
        most = max(most, gain[0, i])
    per_cell = (CELLS - 1) / most
    top = np.full(CELLS + 1, -1)
    for i in some:
        cell = int(gain[0, i] * per_cell)
        top[cell] = max(top[cell], gain[1, i])
    for cell in range(CELLS - 1, -1, -1):
        top[cell] = max(top[cell], top[cell + 1])
    left = np.empty_like(some)
    m = 0
    for i in some:
        if gain[1, i] > top[int(gain[0, i] * per_cell) + 1]:
            left[m] = i
            m += 1
    return left[:m]


@compiled
def _count_unbeaten(gain: Ints, some: Ints, found: Ints) -> None:
    """Add one to each package that none of these beats.

    Whatever beats a package has the larger total, so it was met before.
    """
    total = np.zeros(len(some), np.int64)
    for p in range(len(gain)):
        for k in range(len(some)):
            total[k] -= gain[p, some[k]]
    kept = np.empty((len(some), len(gain)), np.int64)
    m = 0
    for k in np.argsort(total, kind="mergesort"):
        i = some[k]
        status = 0  # 1 beaten, 2 equal to one that is not
        for j in range(m):
            at_least = True
            for p in range(len(gain)):
                if kept[j, p] < gain[p, i]:
                    at_least = False
                    break
            if at_least:
                status = 1
                if -total[k] == kept[j].sum():
                    status = 2
                break
        if status != 1:
            found[i] += 1
        if status == 0:
            for p in range(len(gain)):
                kept[m, p] = gain[p, i]
            m += 1
