"""What packages are worth, in whole numbers: one negotiation as exact tables."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parley.models.domain.packages import Packages, Part, listed_levels, only
from parley.models.frontier import CAP, Frontier, frontier

__all__ = ["Bonus", "Domain", "Points", "among", "points", "tables", "worth"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Bonus:
    """What a combination of levels adds for each party where every part holds.

    worth : (n_parties,), may be negative.
    """

    parts: tuple[Part, ...]
    worth: Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class Domain:
    """A negotiation in exact numbers; higher is better.

    utility : per issue (n_levels, n_parties). floor : (n_parties,), utility of no deal.
    Each party has a unit of its own; nothing compares parties unless it says so.
    """

    packages: Packages
    utility: tuple[Ints, ...]
    floor: Ints
    bonuses: tuple[Bonus, ...] = ()

    @property
    def n_parties(self) -> int:
        """How many parties."""
        return len(self.floor)


@dataclass(frozen=True, kw_only=True, eq=False)
class Points:
    """A frontier with its packages by level instead of by row.

    found : the frontier. package : (n_points, n_issues) levels.
    """

    found: Frontier
    package: Ints


def worth(domain: Domain, package: Ints) -> Ints:
    """Utility of packages `(..., n_issues)`, `(..., n_parties)`."""
    package = np.asarray(package)
    total = np.zeros((*package.shape[:-1], domain.n_parties), np.int64)
    for i, table in enumerate(domain.utility):
        total += table[package[..., i]]
    for bonus in domain.bonuses:
        held = np.all([np.isin(package[..., i], levels) for i, levels in bonus.parts], axis=0)
        total += held[..., None] * bonus.worth
    return total


def tables(domain: Domain) -> list[Ints]:
    """Per cluster (n_rows, n_parties): what each of its rows is worth."""
    found = domain.packages
    if found.rows is None:
        raise ValueError("a cluster has too many rows to be listed")
    made = []
    for cluster, rows in zip(found.clusters, found.rows, strict=True):
        column = {issue: k for k, issue in enumerate(cluster)}
        # take is much faster than indexing
        total = domain.utility[cluster[0]].take(rows[:, 0], axis=0)
        for issue in cluster[1:]:
            total += domain.utility[issue].take(rows[:, column[issue]], axis=0)
        for bonus in domain.bonuses:
            if bonus.parts[0][0] in column:
                held = [np.isin(rows[:, column[i]], levels) for i, levels in bonus.parts]
                total[np.all(held, axis=0)] += bonus.worth
        made.append(total)
    return made


def among(domain: Domain, parties: Sequence[int], parts: Sequence[Part] = ()) -> Domain:
    """The same negotiation for these parties alone, keeping only packages with these parts."""
    chosen = list(parties)
    return replace(
        domain,
        packages=only(domain.packages, parts) if parts else domain.packages,
        utility=tuple(np.ascontiguousarray(table[:, chosen]) for table in domain.utility),
        floor=domain.floor[chosen],
        bonuses=tuple(replace(each, worth=each.worth[chosen]) for each in domain.bonuses),
    )


def points(domain: Domain, *, floor: Ints | None = None, cap: int = CAP) -> Points:
    """The frontier of the domain, at or above its no-deal values or another floor.

    `found.complete` is False where the merge gave up, or could not begin because a cluster has too
    many rows; nothing is known then, and a solver may still answer single questions.
    """
    floor = domain.floor if floor is None else floor
    if domain.packages.rows is None:
        found = frontier([np.zeros((1, len(floor)), np.int64)] * 2, floor, cap=-1)
        return Points(found=found, package=np.empty((0, len(domain.utility)), np.int64))
    found = frontier(tables(domain), floor, cap=cap)
    return Points(found=found, package=listed_levels(domain.packages, found.package))
