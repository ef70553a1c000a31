"""Two parties: the same merge as in `merge`, compiled.

With two parties a set of non-dominated vectors is a staircase: descending for the first party, it
ascends for the second. The sums of two staircases are shifted copies of one of them, so they are
merged by walking down all copies at once and taking a step wherever the second party has more
than ever before. Nothing is sorted after the tables themselves.

Arrays only, and trusted: `merge.frontier` has checked them. Imported only where it is needed,
because importing numba takes longer than most frontiers.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parley.models.compiled import compiled

__all__ = ["staircase"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# Beyond every sum, for merge.LIMIT keeps those within 2**61.
BELOW, ABOVE = np.iinfo(np.int64).min, np.iinfo(np.int64).max


class Stairs(NamedTuple):
    """Non-dominated vectors, `(n_stairs,)` each: first descending, second ascending."""

    first: Ints
    second: Ints
    ties: Floats


@compiled
def staircase(
    rows: Ints, start: Ints, floor: Ints, cap: int, spread: float
) -> tuple[bool, Ints, Ints, Floats]:
    """Whether the search was completed, then utility, package and ties as in `merge.Frontier`.

    rows : `(n_rows, 2)`, all tables one below the other. start : `(n_tables + 1,)`, where each
    begins. None is empty. cap, spread : sums that may be held, and tried, at once.
    """
    n_tables = len(start) - 1
    best = _best(rows, start)
    slack = floor.copy()
    for k in range(n_tables):
        slack -= best[k]
    n = int(slack[0] <= 0 and slack[1] <= 0)  # 0 sums to start from if the best miss the floor
    sums = Stairs(np.zeros(n, np.int64), np.zeros(n, np.int64), np.ones(n))
    history = [np.zeros((n, 2), np.int64)]  # of the sums after each table: parent and row
    need = slack.copy()
    for k in range(n_tables):
        options, row = _options(rows[start[k] : start[k + 1]], slack + best[k])
        if len(sums.first) * len(row) > spread:
            return _given_up(n_tables)
        need += best[k]
        sums, origin = _merged(sums, options, row, need, cap, history)
        if len(origin) > cap:
            return _given_up(n_tables)
        history.append(origin)
    return _points(sums, history)


@compiled
def _best(rows: Ints, start: Ints) -> Ints:
    """The most that each table holds for each party, `(n_tables, 2)`."""
    best = np.full((len(start) - 1, 2), BELOW)
    for k in range(len(best)):
        for r in range(start[k], start[k + 1]):
            for party in range(2):
                best[k, party] = max(best[k, party], rows[r, party])
    return best


@compiled
def _options(table: Ints, need: Ints) -> tuple[Stairs, Ints]:
    """The stairs of one table that reach `need`, and the first row of each.

    A merge sort that drops what is dominated as it goes: few rows last beyond the first rounds.
    """
    row, ties, end = _rows_that_reach(table, need)
    other_row, other_ties = np.empty_like(row), np.empty_like(ties)
    n_runs = len(row)
    while n_runs > 1:
        for run in range(0, n_runs, 2):
            bounds = end[run], end[run + 1], end[min(run + 2, n_runs)]
            begin = end[run // 2]
            end[run // 2 + 1] = _united(table, row, ties, bounds, other_row, other_ties, begin)
        n_runs = (n_runs + 1) // 2
        row, ties, other_row, other_ties = other_row, other_ties, row, ties
    row = row[: end[n_runs]]
    return Stairs(table[row, 0], table[row, 1], ties[: len(row)]), row


@compiled
def _rows_that_reach(table: Ints, need: Ints) -> tuple[Ints, Floats, Ints]:
    """Each as a run of its own, with where the runs end."""
    row = np.empty(len(table), np.int64)
    n = 0
    for r in range(len(table)):
        if table[r, 0] >= need[0] and table[r, 1] >= need[1]:
            row[n] = r
            n += 1
    return row[:n], np.ones(n), np.arange(n + 1)


@compiled
def _united(
    table: Ints,
    row: Ints,
    ties: Floats,
    bounds: tuple[int, int, int],
    into_row: Ints,
    into_ties: Floats,
    n: int,
) -> int:
    """Write the stairs of two adjoining runs from place n on; where they end."""
    i, middle, stop = bounds
    j = middle
    a, top = BELOW, BELOW
    while i < middle or j < stop:
        if j == stop or (i < middle and not _higher(table[row[j]], table[row[i]])):
            k = i  # of equal rows the left one first: it has the smaller number
            i += 1
        else:
            k = j
            j += 1
        if table[row[k], 1] > top:
            into_row[n], into_ties[n] = row[k], ties[k]
            a, top = table[row[k], 0], table[row[k], 1]
            n += 1
        elif table[row[k], 0] == a and table[row[k], 1] == top:
            into_ties[n - 1] += ties[k]
    return n


@compiled
def _higher(one: Ints, other: Ints) -> bool:
    return bool(one[0] > other[0] or (one[0] == other[0] and one[1] > other[1]))


@compiled
def _merged(
    sums: Stairs, options: Stairs, row: Ints, need: Ints, cap: int, history: list[Ints]
) -> tuple[Stairs, Ints]:
    """The stairs of all sums with one more option that reach `need`, and their parents and rows.

    Stops one beyond the cap. The cost is the stairs found times the shorter of the two inputs.
    """
    most = min(len(sums.first) * len(options.first), cap + 1)
    into = Stairs(np.empty(most, np.int64), np.empty(most, np.int64), np.empty(most))
    origin = np.empty((most, 2), np.int64)
    swapped = len(sums.first) < len(options.first)
    stairs, shifts = (options, sums) if swapped else (sums, options)
    n = _walk(stairs, shifts, swapped, row, need, into, origin, history)
    return Stairs(into.first[:n], into.second[:n], into.ties[:n]), origin[:n]


@compiled
def _walk(
    stairs: Stairs,
    shifts: Stairs,
    swapped: bool,
    row: Ints,
    need: Ints,
    into: Stairs,
    origin: Ints,
    history: list[Ints],
) -> int:
    """Walk down one copy of the stairs for each shift, all at once; how many steps it found.

    Always to the step with most for the first party, among those with more for the second than
    the last. swapped : the sums are the shifts and the options the stairs, not the reverse.
    """
    stairs_first, stairs_second, stairs_ties = stairs  # an array by a name is read much faster
    shift_first, shift_second, shift_ties = shifts
    into_first, into_second, into_ties = into
    at = np.zeros(len(shift_first), np.int64)  # where each copy stands, and its utilities there
    first, second = np.full(len(at), BELOW), np.full(len(at), BELOW)
    top = need[1] - 1
    for n in range(len(origin)):
        a, b, winner, tied = need[0] - 1, BELOW, -1, False
        for j in range(len(at)):
            if second[j] <= top:
                i = at[j]
                while i < len(stairs_first) and stairs_second[i] + shift_second[j] <= top:
                    i += 1
                at[j], first[j], second[j] = i, BELOW, ABOVE  # stays so when its end is reached
                if i < len(stairs_first) and stairs_first[i] + shift_first[j] >= need[0]:
                    first[j] = stairs_first[i] + shift_first[j]
                    second[j] = stairs_second[i] + shift_second[j]
            if first[j] > a or (first[j] == a and second[j] > b):
                a, b, winner, tied = first[j], second[j], j, False
            elif first[j] == a and second[j] == b:
                tied = True
        if winner < 0:
            return n
        into_first[n], into_second[n], into_ties[n], top = a, b, 0, b
        for j in range(winner, len(at) if tied else winner + 1):
            if first[j] == a and second[j] == b:
                into_ties[n] += stairs_ties[at[j]] * shift_ties[j]
                parent, own = (j, row[at[j]]) if swapped else (at[j], row[j])
                if j == winner or _precedes(parent, own, origin[n], history):
                    origin[n, 0], origin[n, 1] = parent, own
    return len(origin)


@compiled
def _precedes(parent: int, own: int, other: Ints, history: list[Ints]) -> bool:
    """Whether one of two packages of equal utility is the smaller, read from the left."""
    earlier = bool(own < other[1])
    rival = other[0]
    level = len(history) - 1
    while parent != rival:  # they meet at the latest in the one sum over no tables
        sums = history[level]
        if sums[parent, 1] != sums[rival, 1]:
            earlier = bool(sums[parent, 1] < sums[rival, 1])
        parent, rival = sums[parent, 0], sums[rival, 0]
        level -= 1
    return earlier


@compiled
def _points(sums: Stairs, history: list[Ints]) -> tuple[bool, Ints, Ints, Floats]:
    """Follow the parents back from the last sums to one row per table."""
    n, n_tables = len(sums.first), len(history) - 1
    utility, ties = np.empty((n, 2), np.int64), np.empty(n)
    package = np.empty((n, n_tables), np.int64)
    for i in range(n):
        at = n - 1 - i  # ascending for the first party
        utility[i, 0], utility[i, 1], ties[i] = sums.first[at], sums.second[at], sums.ties[at]
        for level in range(n_tables, 0, -1):
            package[i, level - 1] = history[level][at, 1]
            at = history[level][at, 0]
    return True, utility, package, ties


@compiled
def _given_up(n_tables: int) -> tuple[bool, Ints, Ints, Floats]:
    none = np.empty((0, 2), np.int64)
    return False, none, np.empty((0, n_tables), np.int64), np.empty(0)
