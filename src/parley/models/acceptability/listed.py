"""All packages in all draws: whom each is acceptable to, and which a solution picks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parley.models.domain import Packages, Sample, listed_levels
from parley.models.domain.columns import columns, listing
from parley.models.threads import in_threads

__all__ = [
    "MOST",
    "SOLUTIONS",
    "Acceptability",
    "acceptability",
    "efficient_share",
    "package_at",
]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

MOST = 200_000  # packages; with a thousand draws some ten seconds, and megabytes for each thread

SOLUTIONS = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")


@dataclass(frozen=True, kw_only=True, eq=False)
class Acceptability:
    """What became of every package over the draws, for the parties asked about.

    Packages are numbered in the order of `package_at`.

    each : (n_packages, n_parties), share of draws in which the party has at least its no deal.
    all : (n_packages,), share of draws in which all parties have.
    n_acceptable : (n_draws,), packages acceptable to all; where 0 there is no zone.
    picks : (n_solutions, n_draws), the package that each of `SOLUTIONS` picks, -1 without a zone.
        Of several that tie, the one with the largest total, then the first.
    """

    packages: Packages
    each: Floats
    all: Floats
    n_acceptable: Ints
    picks: Ints

    @property
    def zone(self) -> float:
        """Share of draws in which some package is acceptable to all."""
        return float((self.n_acceptable > 0).mean())

    @property
    def picked(self) -> Floats:
        """(n_solutions, n_packages), share of all draws in which the solution picks the package.

        What is missing to 1 are the draws without a zone.
        """
        n = len(self.all)
        counts = [np.bincount(row[row >= 0], minlength=n) for row in self.picks]
        found: Floats = np.array(counts) / len(self.n_acceptable)
        return found


class _Counts(NamedTuple):
    """What a block of draws adds to the counts, written by the compiled loop."""

    each: Ints
    all: Ints
    n_acceptable: Ints
    picks: Ints


def acceptability(sample: Sample, parties: Sequence[int] | None = None) -> Acceptability:
    """Acceptability of every package and the picks of the four solutions in every draw.

    parties : positions of those who must agree; all by default. The solutions are theirs.

    Agrees exactly with the frontier of each draw and the solutions on it. Costs some 10 ns for
    each draw, package and core. Raises `ValueError` for more than `MOST` packages.
    """
    n_draws, n = len(sample.no_deal), _n_packages(sample)
    made, rows = columns(sample, parties), listing(sample)
    n_parties = made.floor.shape[1]
    n_acceptable = np.zeros(n_draws, np.int64)
    picks = np.full((len(SOLUTIONS), n_draws), -1)

    def count(draws: slice) -> _Counts:
        from parley.models.acceptability._numba import acceptable

        each, every = np.zeros((n_parties, n), np.int64), np.zeros(n, np.int64)
        found = _Counts(each, every, n_acceptable[draws], picks[:, draws])
        acceptable(made.worth[draws], rows, made.floor[draws], *found)
        return found

    counts = in_threads(count, n_draws if n else 0)
    each = sum((found.each for found in counts), np.zeros((n_parties, n), np.int64))
    every = sum((found.all for found in counts), np.zeros(n, np.int64))
    return Acceptability(
        packages=sample.packages,
        each=each.T / n_draws,
        all=every / n_draws,
        n_acceptable=n_acceptable,
        picks=picks,
    )


def efficient_share(sample: Sample, parties: Sequence[int] | None = None) -> Floats:
    """Share of draws in which each package is on the frontier at or above no deal, (n_packages,).

    Packages of equal utility are on it together. From three parties on a draw takes a
    millisecond for each ten thousand packages, or more where the frontier is large.
    """
    n_draws, n = len(sample.no_deal), _n_packages(sample)
    made, rows = columns(sample, parties), listing(sample)

    def count(draws: slice) -> Ints:
        from parley.models.acceptability._numba import efficient

        found = np.zeros(n, np.int64)
        efficient(made.worth[draws], rows, made.floor[draws], found)
        return found

    counts = in_threads(count, n_draws if n else 0)
    share: Floats = sum(counts, np.zeros(n, np.int64)) / n_draws
    return share


def package_at(packages: Packages, index: Ints) -> Ints:
    """Levels `(..., n_issues)` of packages by number, the last cluster changing fastest."""
    if packages.rows is None:
        raise ValueError("a cluster has too many rows to be listed")
    index = np.asarray(index)
    rows = np.unravel_index(index.ravel(), [len(rows) for rows in packages.rows])
    found = listed_levels(packages, np.column_stack(rows))
    return found.reshape(*index.shape, len(packages.n_levels))


def _n_packages(sample: Sample) -> int:
    n = sample.packages.n
    if n is None or n > MOST:
        raise ValueError(f"{'too many' if n is None else n} packages to list; at most {MOST}")
    if not len(sample.no_deal):
        raise ValueError("there are no draws")
    return n
