"""The exact frontier of a package space, without listing its packages.

A package takes one row from each table; its utility is the sum of those rows. Tables are merged
one after the other and only non-dominated sums are kept. That is exact: whatever beats a partial
sum still beats it after the same rows are added to both.

Everything is in integers. In floats .1 + .2 + .3 and .3 + .2 + .1 differ in the last digit, and
such pairs become frontier points that do not exist.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.frontier.dominance import nondominated

__all__ = ["CAP", "Frontier", "Tables", "frontier"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Tables = Sequence[Ints]
"""One table per cluster of issues, `(n_options, n_parties)`: each party's utility per option."""

CAP = 200_000  # vectors held at once: some seconds and 100 MB; beyond it a solver does better
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
class _Sums:
    """Non-dominated sums over the tables merged so far, in the order of their packages.

    value : `(n_parties, n_sums)`; ties : `(n_sums,)`.
    parent, option : `(n_sums,)`, the sum before the last table and the row taken from it.
    """

    value: Ints
    ties: Floats
    parent: Ints
    option: Ints


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
    return _frontier([table.T.astype(np.int64) for table in tables], floor.astype(np.int64), cap)


def _check(tables: Tables, floor: Ints) -> None:
    if floor.ndim != 1 or len(floor) == 0:
        raise ValueError(f"floor needs one utility per party, got shape {floor.shape}")
    for table in tables:
        if table.ndim != 2 or table.shape[1] != len(floor):
            raise ValueError(f"a table of shape {table.shape} does not fit {len(floor)} parties")
    for array in (floor, *tables):
        if not np.issubdtype(array.dtype, np.integer):
            raise ValueError(f"utilities must be integers, got {array.dtype}")
    # in floats, so that the check itself cannot overflow
    most = sum(float(np.abs(array.astype(float)).max(initial=0)) for array in (floor, *tables))
    if most * len(floor) >= LIMIT:
        raise ValueError(f"utilities as large as {most:.3g} leave int64; use a coarser scale")


def _frontier(tables: list[Ints], floor: Ints, cap: int) -> Frontier:
    """`frontier` on checked tables of shape `(n_parties, n_options)`."""
    if any(table.shape[1] == 0 for table in tables):
        return _no_points(floor, len(tables), complete=True)
    needs = _needs(tables, floor)
    merged = [_nothing(needs[0])]
    for table, need in zip(tables, needs[1:], strict=True):
        sums = merged[-1]
        if sums.value.shape[1] * table.shape[1] > SPREAD * cap:
            return _no_points(floor, len(tables), complete=False)
        merged.append(_merge(sums, table, need))
        if merged[-1].value.shape[1] > cap:
            return _no_points(floor, len(tables), complete=False)
    return _points(merged, floor)


def _needs(tables: list[Ints], floor: Ints) -> list[Ints]:
    """What a sum must have before each table and at the end: floor less the best still to come."""
    needs = [floor]
    for table in reversed(tables):
        needs.append(needs[-1] - table.max(axis=1))
    return needs[::-1]


def _nothing(need: Ints) -> _Sums:
    """The one sum over no tables; none if even the best options miss the floor."""
    n_sums = int((need <= 0).all())
    start = np.zeros(n_sums, np.int64)
    value = np.zeros((len(need), n_sums), np.int64)
    return _Sums(value=value, ties=np.ones(n_sums), parent=start, option=start)


def _merge(sums: _Sums, table: Ints, need: Ints) -> _Sums:
    """Non-dominated sums with one option of `table` added, among those that reach `need`.

    table : `(n_parties, n_options)`. need : `(n_parties,)`.
    """
    value = (sums.value[:, :, None] + table[:, None, :]).reshape(len(table), -1)
    able = np.flatnonzero((value >= need[:, None]).all(axis=0))
    # the sort is stable: among equal vectors the one with the smallest package stays first
    order = able[np.lexsort(value[::-1, able])]
    parent, option = np.divmod(order, table.shape[1])
    start = _starts(value[:, order])
    ties = np.add.reduceat(sums.ties[parent], start) if len(start) else np.zeros(0)
    kept = np.flatnonzero(nondominated(value[:, order[start]]))
    kept = kept[np.argsort(order[start[kept]])]  # back to the order of packages
    at = start[kept]
    return _Sums(value=value[:, order[at]], ties=ties[kept], parent=parent[at], option=option[at])


def _starts(ranked: Ints) -> Ints:
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
        package[:, cluster] = merged[cluster + 1].option[at]
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
