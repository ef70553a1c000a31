"""What packages are worth in every draw, as columns that add up.

A package is worth one column for the level of each issue, and one for each bonus that it holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parley.models.domain.sample import Sample

__all__ = ["Columns", "Listing", "columns", "held", "listing"]

Ints = NDArray[np.int64]

LIMIT = 2**61  # as in the merge: sums and gains of all parties together stay exact in int64


@dataclass(frozen=True, kw_only=True, eq=False)
class Columns:
    """All levels of all issues one after the other, then the bonuses.

    worth : (n_draws, n_parties, n_columns). floor : (n_draws, n_parties), utility of no deal.
    first : (n_issues + 1,), the column of each issue's first level, and of the first bonus.
    """

    worth: Ints
    floor: Ints
    first: Ints


class Listing(NamedTuple):
    """Every row of every cluster as the columns of `Columns` that it adds up.

    term : columns of all rows, one row after the other. term_start : (n_rows + 1,), where each
    row begins. row_start : (n_clusters + 1,), where the rows of each cluster begin.
    """

    term: Ints
    term_start: Ints
    row_start: Ints


def columns(sample: Sample, parties: Sequence[int] | None = None) -> Columns:
    """The columns for these parties; all of them by default.

    Raises `ValueError` for utilities whose sums may leave int64, or of other levels than the
    packages have.
    """
    n_parties = sample.no_deal.shape[1]
    chosen = list(range(n_parties) if parties is None else parties)
    if not chosen:
        raise ValueError("name at least one party")
    if tuple(table.shape[1] for table in sample.utility) != sample.packages.n_levels:
        raise ValueError(f"utilities do not fit issues of {sample.packages.n_levels} levels")
    made = [table[:, :, chosen].transpose(0, 2, 1) for table in sample.utility]
    made += [bonus.worth[:, chosen, None] for bonus in sample.bonuses]
    floor = np.ascontiguousarray(sample.no_deal[:, chosen])
    most = sum(float(np.abs(part).max(initial=0)) for part in (*made, floor))
    if most * len(chosen) >= LIMIT:
        raise ValueError(f"utilities as large as {most:.3g} leave int64; use a coarser scale")
    first = np.cumsum([0, *sample.packages.n_levels])
    return Columns(worth=np.concatenate(made, axis=2), floor=floor, first=first)


def held(sample: Sample, package: Ints) -> NDArray[np.bool_]:
    """Which bonuses packages `(n, n_issues)` hold, `(n, n_bonuses)`."""
    found = np.zeros((len(package), len(sample.bonuses)), bool)
    for b, bonus in enumerate(sample.bonuses):
        found[:, b] = np.all([np.isin(package[:, i], given) for i, given in bonus.parts], axis=0)
    return found


def listing(sample: Sample, order: Sequence[int] | None = None) -> Listing:
    """Which columns each row of each cluster adds up; a bonus belongs to the cluster it is in.

    order : the clusters in the order wanted; as in the packages by default.
    Raises `ValueError` if the rows cannot be listed.
    """
    found = sample.packages
    if found.rows is None:
        raise ValueError("a cluster has too many rows to be listed")
    first = np.cumsum([0, *found.n_levels]).tolist()
    terms: list[Ints] = []
    lengths: list[Ints] = []
    for c in range(len(found.rows)) if order is None else order:
        cluster, rows = found.clusters[c], found.rows[c]
        own = rows + np.array([first[i] for i in cluster])
        mask = np.ones(own.shape, bool)
        for b, bonus in enumerate(sample.bonuses):
            if bonus.parts[0][0] in cluster:
                at = [(cluster.index(i), given) for i, given in bonus.parts]
                holds = np.all([np.isin(rows[:, k], given) for k, given in at], axis=0)
                own = np.column_stack([own, np.full(len(own), first[-1] + b)])
                mask = np.column_stack([mask, holds])
        terms.append(own[mask])
        lengths.append(mask.sum(axis=1))
    return Listing(
        term=np.concatenate(terms),
        term_start=np.cumsum(np.concatenate([[0], *lengths])),
        row_start=np.cumsum([0, *map(len, lengths)]),
    )
