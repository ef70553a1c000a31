"""Which packages there are: one level of every issue, under clauses.

Issues linked by a clause, or by a bonus of a `Domain`, form a cluster. The allowed combinations of
a cluster are listed once, as the rows of one super-issue; after that clusters are independent.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["LARGEST", "Clause", "Packages", "Part", "allowed", "listed_levels", "only", "packages"]

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

Part = tuple[int, tuple[int, ...]]
"""(issue, levels): holds where the package takes one of these levels of the issue."""
Clause = tuple[Part, ...]
"""Holds where at least one part holds; a package satisfies every clause."""

LARGEST = 500_000  # rows of one cluster that are listed; a row of 20 issues takes 160 bytes


@dataclass(frozen=True, kw_only=True, eq=False)
class Packages:
    """The packages of one negotiation, without what they are worth.

    n_levels : per issue. clauses : what every package satisfies.
    clusters : linked issues together, ascending; every issue is in one.
    rows : per cluster (n_rows, n_issues_in_it) levels in ascending lexicographic order; None if a
        cluster has more than `LARGEST`, and then only a solver can search the packages.
    """

    n_levels: tuple[int, ...]
    clauses: tuple[Clause, ...]
    clusters: tuple[tuple[int, ...], ...]
    rows: tuple[Ints, ...] | None

    @property
    def n(self) -> int | None:
        """How many packages there are; None if they cannot be counted cluster by cluster."""
        return None if self.rows is None else math.prod(len(rows) for rows in self.rows)


def packages(
    n_levels: Sequence[int],
    clauses: Iterable[Clause] = (),
    linked: Iterable[Iterable[int]] = (),
) -> Packages:
    """The packages that satisfy all clauses; `linked` issues share a cluster as well.

    >>> found = packages([2, 2, 3], [((0, (1,)), (1, (0,)))])
    >>> found.clusters, found.rows[0].tolist(), found.n
    (((0, 1), (2,)), [[0, 0], [1, 0], [1, 1]], 9)
    """
    clauses = tuple(clauses)
    clusters = _clusters(len(n_levels), [*({i for i, _ in c} for c in clauses), *linked])
    listed = [_rows(n_levels, cluster, clauses) for cluster in clusters]
    known = [rows for rows in listed if rows is not None]
    return Packages(
        n_levels=tuple(n_levels),
        clauses=clauses,
        clusters=clusters,
        rows=tuple(known) if len(known) == len(listed) else None,
    )


def only(found: Packages, parts: Iterable[Part]) -> Packages:
    """The packages in which every one of these parts holds as well; there may be none."""
    parts = tuple(parts)
    rows = found.rows
    if rows is not None:
        rows = tuple(
            _kept(cluster, kept, [(part,) for part in parts])
            for cluster, kept in zip(found.clusters, rows, strict=True)
        )
    clauses = (*found.clauses, *((part,) for part in parts))
    return Packages(n_levels=found.n_levels, clauses=clauses, clusters=found.clusters, rows=rows)


def allowed(found: Packages, chosen: Ints) -> Mask:
    """Whether packages `(..., n_issues)` satisfy the clauses, `(...)`."""
    fine = np.ones(chosen.shape[:-1], bool)
    for clause in found.clauses:
        fine &= _satisfied(clause, {i: chosen[..., i] for i, _ in clause})
    return fine


def listed_levels(found: Packages, rows: Ints) -> Ints:
    """Levels `(n, n_issues)` of packages given as the row of each cluster, `(n, n_clusters)`."""
    if found.rows is None:
        raise ValueError("a cluster has too many rows to be listed")
    chosen = np.empty((len(rows), len(found.n_levels)), np.int64)
    for c, (cluster, known) in enumerate(zip(found.clusters, found.rows, strict=True)):
        chosen[:, list(cluster)] = known[rows[:, c]]
    return chosen


def _clusters(n_issues: int, linked: Iterable[Iterable[int]]) -> tuple[tuple[int, ...], ...]:
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(n_issues))
    for group in linked:
        first, *others = group
        graph.add_edges_from((first, other) for other in others)
    return tuple(sorted(tuple(sorted(part)) for part in nx.connected_components(graph)))


def _rows(
    n_levels: Sequence[int], cluster: tuple[int, ...], clauses: tuple[Clause, ...]
) -> Ints | None:
    """Allowed combinations of the cluster's levels, one issue more at a time."""
    mine = [clause for clause in clauses if clause and clause[0][0] in cluster]
    rows = np.zeros((1, 0), np.int64)
    for k, issue in enumerate(cluster):
        if len(rows) * n_levels[issue] > 20 * LARGEST:
            return None
        levels = np.tile(np.arange(n_levels[issue]), len(rows))
        rows = np.column_stack([np.repeat(rows, n_levels[issue], axis=0), levels])
        known = cluster[: k + 1]
        settled = [c for c in mine if issue in {i for i, _ in c} <= set(known)]
        rows = _kept(known, rows, settled)
        if len(rows) > LARGEST:
            return None
    return rows


def _kept(cluster: tuple[int, ...], rows: Ints, clauses: Iterable[Clause]) -> Ints:
    """Rows that satisfy those of the clauses that lie within the cluster."""
    column = {issue: k for k, issue in enumerate(cluster)}
    for clause in clauses:
        if all(i in column for i, _ in clause):
            rows = rows[_satisfied(clause, {i: rows[:, column[i]] for i, _ in clause})]
    return rows


def _satisfied(clause: Clause, level: dict[int, Ints]) -> Mask:
    held = [np.isin(level[i], levels) for i, levels in clause]
    found: Mask = np.any(held, axis=0)
    return found
