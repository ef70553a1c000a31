"""One negotiation in many draws: the same packages, worth something else in each draw."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parley.models.domain import Bonus, Domain, Packages, tables

__all__ = ["Sample", "at", "best", "in_draws", "median", "sample_of", "summed"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Sample:
    """A negotiation in exact numbers, over draws; higher is better.

    utility : per issue (n_draws, n_levels, n_parties). no_deal : (n_draws, n_parties).
    bonuses : their `worth` is (n_draws, n_parties) here.
    """

    packages: Packages
    utility: tuple[Ints, ...]
    no_deal: Ints
    bonuses: tuple[Bonus, ...] = ()

    @property
    def n_draws(self) -> int:
        """How many draws."""
        return len(self.no_deal)

    @property
    def n_parties(self) -> int:
        """How many parties."""
        return int(self.no_deal.shape[1])


def sample_of(domain: Domain) -> Sample:
    """One negotiation as a sample of a single draw."""
    return Sample(
        packages=domain.packages,
        utility=tuple(table[None] for table in domain.utility),
        no_deal=domain.floor[None],
        bonuses=tuple(replace(bonus, worth=bonus.worth[None]) for bonus in domain.bonuses),
    )


def at(sample: Sample, draw: int) -> Domain:
    """The negotiation in one draw."""
    return Domain(
        packages=sample.packages,
        utility=tuple(table[draw] for table in sample.utility),
        floor=sample.no_deal[draw],
        bonuses=tuple(replace(bonus, worth=bonus.worth[draw]) for bonus in sample.bonuses),
    )


def summed(sample: Sample) -> Domain:
    """Every utility added up over the draws: exact, and in the order of the means."""
    return Domain(
        packages=sample.packages,
        utility=tuple(table.sum(axis=0) for table in sample.utility),
        floor=sample.no_deal.sum(axis=0),
        bonuses=tuple(replace(b, worth=b.worth.sum(axis=0)) for b in sample.bonuses),
    )


def in_draws(sample: Sample, package: Ints) -> Ints:
    """Utility of one package in every draw, `(n_draws, n_parties)`."""
    total = np.zeros_like(sample.no_deal)
    for table, level in zip(sample.utility, package.tolist(), strict=True):
        total += table[:, level]
    for bonus in sample.bonuses:
        if all(package[i] in levels for i, levels in bonus.parts):
            total += bonus.worth
    return total


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
