"""What combinations of changes do in every draw, compiled.

Changes add up, but for bonuses; so a combination costs one addition for each draw and party.
Arrays only, and trusted: `moves` has made them. Imported only where it is needed.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parley.models.compiled import compiled

__all__ = ["BELOW", "NEVER", "Effects", "coalitions", "coalitions_among", "medians", "reached"]

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

BELOW, NEVER = np.iinfo(np.int64).min, np.iinfo(np.int64).max


class Effects(NamedTuple):
    """What single changes do; the last of them is no change at all.

    base : `(n_parties, n_draws)` before any change. delta : `(n_changes, n_parties, n_draws)`.
    unmet : `(n_bonuses,)` parts that do not hold before; a bonus holds at 0.
    more : `(n_changes, n_bonuses)` how many more do not hold after it.
    extra : `(n_bonuses, n_parties, n_draws)`.
    """

    base: Ints
    delta: Ints
    unmet: Ints
    more: Ints
    extra: Ints


@compiled
def reached(effects: Effects, groups: Mask, combos: Ints, cost: Ints) -> tuple[Ints, Ints]:
    """In how many draws all of some group are at 0 or above, `(n_combos,)`; least cost per draw.

    groups : `(n_groups, n_parties)`. combos : `(n_combos, most)` changes. cost : `(n_combos,)`.
    The least cost is `NEVER` in draws that no combination reaches.
    """
    n_draws = effects.base.shape[1]
    count, least = np.zeros(len(combos), np.int64), np.full(n_draws, NEVER)
    before, level = effects.base.copy(), np.empty(n_draws, np.int64)
    for m in range(len(combos)):
        _level(effects, groups, combos, m, before, level)
        for t in range(n_draws):
            if level[t] >= 0:
                count[m] += 1
                least[t] = min(least[t], cost[m])
    return count, least


@compiled
def medians(effects: Effects, groups: Mask, combos: Ints, show: int) -> Ints:
    """Lower median over draws of the least in the best group, `(n_combos,)`.

    `BELOW` where at least `show` earlier combinations have a higher one.
    """
    n_draws = effects.base.shape[1]
    needed = n_draws - (n_draws - 1) // 2  # draws at or above a number that the median reaches
    found, best = np.full(len(combos), BELOW), np.full(show, BELOW)
    before, level = effects.base.copy(), np.empty(n_draws, np.int64)
    for m in range(len(combos)):
        _level(effects, groups, combos, m, before, level)
        if (level >= best[0]).sum() >= needed:
            found[m] = np.sort(level)[(n_draws - 1) // 2]
            best[0] = max(best[0], found[m])
            best.sort()
    return found


@compiled
def _level(effects: Effects, groups: Mask, combos: Ints, m: int, before: Ints, level: Ints) -> None:
    """Into `level`: per draw the least that a party of a group has, in the best group for it.

    before : the sum of all changes but the last; kept from one combination to the next.
    """
    last = combos.shape[1] - 1
    if m == 0 or (combos[m, :last] != combos[m - 1, :last]).any():
        before[:] = effects.base
        for k in range(last):
            if combos[m, k] != len(effects.delta) - 1:
                before += effects.delta[combos[m, k]]
    total = before + effects.delta[combos[m, last]]
    for b in range(len(effects.unmet)):
        unmet = effects.unmet[b]
        for k in range(last + 1):
            unmet += effects.more[combos[m, k], b]
        total += (int(unmet == 0) - int(effects.unmet[b] == 0)) * effects.extra[b]
    level[:] = BELOW
    for g in range(len(groups)):
        least = np.full(len(level), NEVER)
        for p in range(len(total)):
            if groups[g, p]:
                least = np.minimum(least, total[p])
        level[:] = np.maximum(level, least)


@compiled
def coalitions(first: Ints, second: Ints, floor: Ints) -> Ints:
    """How many sums of a row of each are enough for exactly which parties, `(2**n_parties,)`.

    first, second : `(n_rows, n_parties)`. Party p is bit p of the position.
    """
    count = np.zeros(1 << len(floor), np.int64)
    for a in range(len(first)):
        for b in range(len(second)):
            code = 0
            for p in range(len(floor)):
                code |= int(first[a, p] + second[b, p] >= floor[p]) << p
            count[code] += 1
    return count


@compiled
def coalitions_among(rows: Ints, table: Ints, floor: Ints) -> Ints:
    """The same for packages given one by one, per draw, `(n_draws, 2**n_parties)`.

    rows : `(n_packages, n_terms)`, what is added up for each. table : `(n_draws, n_rows,
    n_parties)`. floor : `(n_draws, n_parties)`.
    """
    n_draws, n_parties = floor.shape
    count = np.zeros((n_draws, 1 << n_parties), np.int64)
    for t in range(n_draws):
        for m in range(len(rows)):
            code = 0
            for p in range(n_parties):
                total = 0
                for k in range(rows.shape[1]):
                    total += table[t, rows[m, k], p]
                code |= int(total >= floor[t, p]) << p
            count[t, code] += 1
    return count
