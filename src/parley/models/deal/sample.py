"""What the questions about a deal need of a sample, beyond what it says itself."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from parley.models.domain import Domain, Sample, tables

__all__ = ["best", "median", "summed"]

Ints = NDArray[np.int64]


def summed(sample: Sample) -> Domain:
    """Every utility added up over the draws: exact, and in the order of the means."""
    return Domain(
        packages=sample.packages,
        utility=tuple(table.sum(axis=0) for table in sample.utility),
        floor=sample.no_deal.sum(axis=0),
        bonuses=tuple(replace(b, worth=b.worth.sum(axis=0)) for b in sample.bonuses),
    )


def best(sample: Sample, party: int) -> Ints:
    """The package that the party likes most on average, `(n_issues,)`.

    Of several the one with the largest total of all parties, then the lexicographically smallest.
    Raises `ValueError` if there is no package, or a cluster cannot be listed.
    """
    found = sample.packages
    package = np.empty(len(found.n_levels), np.int64)
    made = tables(summed(sample))
    for cluster, rows, table in zip(found.clusters, found.rows or (), made, strict=True):
        if len(rows) == 0:
            raise ValueError("no package satisfies the clauses")
        order = np.lexsort([-table.sum(axis=1), -table[:, party]])  # stable: smallest row first
        package[list(cluster)] = rows[order[0]]
    return package


def median(numbers: Ints | Sequence[int]) -> Ints:
    """Lower median over the first axis: always one of the numbers, so whole and exact."""
    ranked: Ints = np.sort(np.asarray(numbers), axis=0)
    return np.asarray(ranked[(len(ranked) - 1) // 2])
