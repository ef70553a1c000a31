"""The cheapest way to bring everybody in, with any number of changes, in one draw."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.domain import Domain, among, listed_levels, tables, worth
from parley.models.frontier import CAP, frontier

__all__ = ["Cheapest", "cheapest"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Cheapest:
    """The least cost of changes after which all are content.

    cost : None if no package at all contents them, or if none is known (`proved` False).
    packages : (n, n_issues) of that cost, largest total of those asked first, then the
        lexicographically smallest. The merge gives one for each utility vector that no other
        package of that cost beats, the solver the first few of all; none without proof.
    proved : no cheaper package exists.
    """

    cost: int | None
    packages: Ints
    proved: bool


def cheapest(
    domain: Domain,
    package: Ints,
    parties: Sequence[int],
    *,
    cost: Ints | None = None,
    cap: int = CAP,
) -> Cheapest:
    """The cheapest packages that give these parties no less than no deal.

    cost : (n_issues,) whole numbers from 1, of changing an issue; 1 each by default.
    The cost is one more coordinate of the merge. Its bound is doubled until packages are found:
    a tight bound keeps the merge small. Beyond `cap` the solver answers.
    """
    package = np.asarray(package, np.int64)
    cost = np.ones(len(package), np.int64) if cost is None else np.asarray(cost)
    if cost.shape != package.shape or cost.dtype.kind not in "iu" or (cost < 1).any():
        raise ValueError(f"cost needs one whole number from 1 per issue, got {cost!r}")
    asked = among(domain, parties)
    if domain.packages.rows is None:
        return _solved(asked, package, cost)
    priced = _priced(asked, package, cost)
    bound, most = 0, int(cost.sum())
    while True:
        found = frontier(priced, np.append(asked.floor, -bound), cap=cap)
        if not found.complete:
            return _solved(asked, package, cost)
        if len(found.utility):
            break
        if bound >= most:
            return Cheapest(cost=None, packages=np.empty((0, len(package)), np.int64), proved=True)
        bound = min(max(1, 2 * bound), most)
    least = found.utility[:, -1].max()
    rows = found.package[found.utility[:, -1] == least]
    chosen = listed_levels(domain.packages, rows)
    return Cheapest(cost=-int(least), packages=_ordered(asked, chosen), proved=True)


def _priced(domain: Domain, package: Ints, cost: Ints) -> list[Ints]:
    """The tables of the clusters with minus the cost as a last column."""
    priced = []
    clusters = zip(domain.packages.clusters, domain.packages.rows or (), strict=True)
    for (cluster, rows), table in zip(clusters, tables(domain), strict=True):
        issues = list(cluster)
        priced.append(np.column_stack([table, -((rows != package[issues]) @ cost[issues])]))
    return priced


def _ordered(domain: Domain, packages: Ints) -> Ints:
    total = worth(domain, packages).sum(axis=1)
    ordered: Ints = packages[np.lexsort([*packages.T[::-1], -total])]
    return ordered


def _solved(domain: Domain, package: Ints, cost: Ints) -> Cheapest:
    from parley.models.solver import fewest_changes

    answer = fewest_changes(domain, package, cost=cost.tolist())
    listed = [found.package for found in answer.found if found.package is not None]
    return Cheapest(
        cost=answer.cost,
        packages=np.array(listed, np.int64).reshape(-1, len(package)),
        proved=answer.status in ("optimal", "infeasible"),
    )
