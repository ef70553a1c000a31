"""The exact frontier of a package space, without listing its packages.

A package takes one row from each table; its utility is the sum of those rows. Tables are merged
one after the other and only non-dominated sums are kept. That is exact: whatever beats a partial
sum still beats it after the same rows are added to both.

Everything is in integers. In floats .1 + .2 + .3 and .3 + .2 + .1 differ in the last digit, and
such pairs become frontier points that do not exist.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.frontier.dominance import nondominated

__all__ = ["CAP", "Frontier", "Tables", "frontier"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Tables = Sequence[Ints]
"""One table per cluster of issues, `(n_options, n_parties)`: each party's utility per option."""

CAP = 200_000  # vectors held at once; some ten seconds to get there, and then a solver is better
SPREAD = 25  # sums tried at once, in caps; bounds memory when one cluster has very many options
LIMIT = 2**61  # sums and gains of the parties together stay exact in int64


@dataclass(frozen=True, kw_only=True, eq=False)
class Frontier:
    """Every non-dominated utility vector at or above the floor, one package for each.

    utility : `(n_points, n_parties)`, ascending lexicographic order; higher is better.
    package : `(n_points, n_clusters)`, row taken from each table. Where several packages reach
        the same vector, the lexicographically smallest.
    ties : `(n_points,)`, how many packages reach the vector; exact up to 2**53, rounded beyond.
    floor : `(n_parties,)`, the no-deal utility that every point reaches.
    complete : False if the search stopped at its cap. No points are given then, and nothing is
        known. With True, no points is a proof that no package reaches the floor for all.
    """

    utility: Ints
    package: Ints
    ties: Floats
    floor: Ints
    complete: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class _Options:
    """The options of one cluster that can appear on the frontier, in the order of its table.

    value : `(n_parties, n_kept)`; ties : `(n_kept,)`; row : `(n_kept,)`, row of the table.
    """

    value: Ints
    ties: Floats
    row: Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class _Sums:
    """Non-dominated sums over the tables merged so far, in the order of their packages.

    value : `(n_parties, n_sums)`; ties : `(n_sums,)`.
    parent, row : `(n_sums,)`, the sum before the last table and the row taken from it.
    """

    value: Ints
    ties: Floats
    parent: Ints
    row: Ints


def frontier(tables: Tables, floor: Ints, *, cap: int = CAP) -> Frontier:
    """The non-dominated packages with utility >= floor for every party.

    floor : `(n_parties,)`, utility of no deal, on the scales of the tables.
    cap : vectors held at once before the search gives up (`complete=False`).

    Raises `ValueError` for anything but integers, for shapes that do not fit together, and for
    utilities whose sums may leave int64.

    >>> found = frontier([np.array([[3, 0], [0, 2]]), np.array([[1, 0], [0, 4]])], np.zeros(2, int))
    >>> found.utility.tolist(), found.package.tolist()
    ([[0, 6], [3, 4], [4, 0]], [[1, 1], [0, 1], [0, 0]])
    """
    floor = np.asarray(floor)
    tables = [np.asarray(table) for table in tables]
    _check(tables, floor)
    floor = floor.astype(np.int64)
    if not all(len(table) for table in tables):
        return _no_points(floor, len(tables), complete=True)
    if len(floor) == 2:
        return _staircase(tables, floor, cap)
    return _frontier([table.T.astype(np.int64) for table in tables], floor, cap)


def _check(tables: Tables, floor: Ints) -> None:
    if floor.ndim != 1 or len(floor) == 0:
        raise ValueError(f"floor needs one utility per party, got shape {floor.shape}")
    for table in tables:
        if table.ndim != 2 or table.shape[1] != len(floor):
            raise ValueError(f"a table of shape {table.shape} does not fit {len(floor)} parties")
    for array in (floor, *tables):
        if array.dtype.kind not in "iu":
            raise ValueError(f"utilities must be integers, got {array.dtype}")
    most = _most([floor, *tables])
    if most * len(floor) >= LIMIT:
        raise ValueError(f"utilities as large as {most:.3g} leave int64; use a coarser scale")


def _most(arrays: Sequence[Ints]) -> float:
    """The sizes of the largest number of each array, added up."""
    filled = [array.ravel() for array in arrays if array.size]
    start = np.cumsum([0, *map(len, filled[:-1])])
    # in floats, so that the check itself cannot overflow
    size = np.abs(np.concatenate(filled, dtype=float))
    return float(np.maximum.reduceat(size, start).sum())


def _staircase(tables: Tables, floor: Ints, cap: int) -> Frontier:
    """`frontier` for two parties, on checked tables that all have options."""
    from parley.models.frontier._numba import staircase

    rows = np.concatenate([np.empty((0, 2), np.int64), *tables], dtype=np.int64, casting="unsafe")
    start = np.cumsum([0, *map(len, tables)])
    complete, utility, package, ties = staircase(rows, start, floor, cap, float(SPREAD * cap))
    return Frontier(utility=utility, package=package, ties=ties, floor=floor, complete=complete)


def _frontier(tables: list[Ints], floor: Ints, cap: int) -> Frontier:
    """`frontier` for any number of parties, on checked tables `(n_parties, n_options)`."""
    best = np.array([table.max(axis=1) for table in tables], np.int64).reshape(-1, len(floor))
    rest = best.sum(axis=0)  # the best still to come, for each party
    merged = [_nothing(floor - rest)]
    for options, own in zip(_options(tables, floor - rest, best), best, strict=True):
        rest = rest - own
        if merged[-1].value.shape[1] * options.value.shape[1] > SPREAD * cap:
            return _no_points(floor, len(tables), complete=False)
        merged.append(_merge(merged[-1], options, floor - rest))
        if merged[-1].value.shape[1] > cap:
            return _no_points(floor, len(tables), complete=False)
    return _points(merged, floor)


def _options(tables: list[Ints], slack: Ints, best: Ints) -> Iterator[_Options]:
    """Each table without the rows that another row beats or that no package could make up for.

    slack : `(n_parties,)`, floor less the best of all tables. best : `(n_clusters, n_parties)`.
    """
    for table, own in zip(tables, best, strict=True):
        row, ties = _kept(table, np.ones(table.shape[1]), slack + own)
        yield _Options(value=table[:, row], ties=ties, row=row)


def _nothing(need: Ints) -> _Sums:
    """The one sum over no tables; none if even the best options miss the floor."""
    start = np.zeros(int((need <= 0).all()), np.int64)
    value = np.zeros((len(need), len(start)), np.int64)
    return _Sums(value=value, ties=np.ones(len(start)), parent=start, row=start)


def _merge(sums: _Sums, options: _Options, need: Ints) -> _Sums:
    """Non-dominated sums with one more option, among those that reach `need` `(n_parties,)`."""
    value = (sums.value[:, :, None] + options.value[:, None, :]).reshape(len(need), -1)
    ties = np.outer(sums.ties, options.ties).ravel()
    at, ties = _kept(value, ties, need)
    parent, option = np.divmod(at, options.value.shape[1])
    return _Sums(value=value[:, at], ties=ties, parent=parent, row=options.row[option])


def _kept(value: Ints, ties: Floats, need: Ints) -> tuple[Ints, Floats]:
    """Ascending indices of the non-dominated columns that reach `need`, and their ties.

    Equal columns become one, the first, with the ties of all.
    """
    able = np.flatnonzero((value >= need[:, None]).all(axis=0))
    if len(able) == 0:
        return able, np.zeros(0)
    order = able[np.lexsort(value[::-1, able])]  # stable: of equal columns the first stays first
    start = _run_starts(value[:, order])
    first, ties = order[start], np.add.reduceat(ties[order], start)
    best = np.flatnonzero(nondominated(value[:, first]))
    best = best[np.argsort(first[best])]
    return first[best], ties[best]


def _run_starts(ranked: Ints) -> Ints:
    """Where each run of equal columns begins."""
    new = np.ones(ranked.shape[1], bool)
    new[1:] = (ranked[:, 1:] != ranked[:, :-1]).any(axis=0)
    return np.flatnonzero(new)


def _points(merged: list[_Sums], floor: Ints) -> Frontier:
    """Follow the parents back from the last sums to one option per table."""
    last = merged[-1]
    order = np.lexsort(last.value[::-1])
    package = np.empty((len(order), len(merged) - 1), np.int64)
    at = order
    for cluster in reversed(range(len(merged) - 1)):
        package[:, cluster] = merged[cluster + 1].row[at]
        at = merged[cluster + 1].parent[at]
    return Frontier(
        utility=last.value.T[order],
        package=package,
        ties=last.ties[order],
        floor=floor,
        complete=True,
    )


def _no_points(floor: Ints, n_clusters: int, *, complete: bool) -> Frontier:
    return Frontier(
        utility=np.empty((0, len(floor)), np.int64),
        package=np.empty((0, n_clusters), np.int64),
        ties=np.empty(0),
        floor=floor,
        complete=complete,
    )
