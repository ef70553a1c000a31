"""How large the zone of possible agreement is: which share of all packages suits whom."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.domain import Packages, Sample, allowed, listed_levels, tables
from parley.models.threads import in_threads

__all__ = ["Shares", "rule_table", "shares"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

LISTED = 2_000_000  # packages counted one by one in a draw
WORK = 200_000_000  # packages x draws counted one by one
DRAWN = 100_000  # random packages where they cannot be counted
DRAWN_WORK = 10_000_000  # random packages x draws
TRIES = 20  # random packages tried for each that the clauses may leave


@dataclass(frozen=True, kw_only=True, eq=False)
class Shares:
    """How many packages are worth no deal or more to exactly which parties.

    count : (n_draws, 2**n_parties) packages; party p is bit p of the position.
    n : packages looked at in each draw, the same in all. exact : whether these are all packages;
    otherwise they were drawn at random, each package equally likely.
    """

    count: Ints
    n: int
    exact: bool

    @property
    def n_parties(self) -> int:
        """How many parties."""
        return int(self.count.shape[1]).bit_length() - 1

    def each(self) -> Floats:
        """Share of packages acceptable to each party, (n_draws, n_parties)."""
        agrees = _agrees(self.n_parties)
        return np.asarray(self.count @ agrees / self.n)

    def under(self, rule: Mask) -> Floats:
        """Share of packages that enough accept, (n_draws,); rule as in `rule_table`."""
        return np.asarray(self.count[:, rule].sum(axis=1) / self.n)

    def every(self) -> Floats:
        """Share of packages that are acceptable to all, (n_draws,)."""
        return np.asarray(self.count[:, -1] / self.n)

    def refused_by_one(self) -> Floats:
        """Share of packages that this party alone refuses, (n_draws, n_parties)."""
        all_but = len(self.count[0]) - 1 - (1 << np.arange(self.n_parties))
        return np.asarray(self.count[:, all_but] / self.n)

    def error(self, share: Floats) -> Floats:
        """Standard error of such a share; 0 where all packages were counted."""
        return np.sqrt(share * (1 - share) / self.n) * (not self.exact)


def shares(sample: Sample, *, seed: int = 0) -> Shares:
    """Count packages in every draw: all of them if there are few enough, else random ones.

    Random packages are the same in all draws. Raises `ValueError` where the clauses leave none,
    or so few that none is found at random.
    """
    n = sample.packages.n
    if n is not None and n <= min(LISTED, WORK // sample.n_draws):
        count = np.array([_counted(sample, draw) for draw in range(sample.n_draws)])
        exact = True
    else:
        wanted = max(1, min(DRAWN, DRAWN_WORK // sample.n_draws))
        drawn = _drawn(sample.packages, wanted, np.random.default_rng(seed))
        count, n, exact = _estimated(sample, drawn), len(drawn), False
    if n == 0:
        raise ValueError("no package satisfies the clauses, or none was found at random")
    return Shares(count=count, n=n, exact=exact)


def rule_table(n_parties: int, enough: Callable[[frozenset[int]], bool]) -> Mask:
    """A consent rule as a table over coalitions, (2**n_parties,); party p is bit p.

    >>> rule_table(2, lambda who: 0 in who).tolist()
    [False, True, False, True]
    """
    members = (np.flatnonzero(row) for row in _agrees(n_parties))
    return np.array([enough(frozenset(who.tolist())) for who in members])


def _agrees(n_parties: int) -> Ints:
    """(2**n_parties, n_parties) 1 where the party is in the coalition."""
    return np.arange(1 << n_parties)[:, None] >> np.arange(n_parties) & 1


def _counted(sample: Sample, draw: int) -> Ints:
    from parley.models.deal._numba import coalitions

    domain = sample.at(draw)
    made = tables(domain)
    half = len(made) // 2
    first, second = (_sums(part, sample.n_parties) for part in (made[:half], made[half:]))
    return np.asarray(coalitions(first, second, np.ascontiguousarray(domain.floor)))


def _sums(made: Iterable[Ints], n_parties: int) -> Ints:
    """Every sum of one row of each table, (n_sums, n_parties)."""
    total = np.zeros((1, n_parties), np.int64)
    for table in made:
        total = (total[:, None] + table[None]).reshape(-1, n_parties)
    return total


def _estimated(sample: Sample, drawn: Ints) -> Ints:
    """A bonus is one more thing to add up, with two rows: nothing, and what it is worth."""
    from parley.models.deal._numba import coalitions_among

    held = [
        np.all([np.isin(drawn[:, i], levels) for i, levels in bonus.parts], axis=0)
        for bonus in sample.bonuses
    ]
    worth = [np.stack([np.zeros_like(b.worth), b.worth], axis=1) for b in sample.bonuses]
    terms = [*sample.utility, *worth]
    begin = np.cumsum([0, *(term.shape[1] for term in terms[:-1])])
    rows, table = np.column_stack([drawn, *held]) + begin, np.concatenate(terms, axis=1)
    found = in_threads(
        lambda draws: coalitions_among(rows, table[draws], sample.no_deal[draws]), sample.n_draws
    )
    return np.concatenate(found)


def _drawn(found: Packages, n: int, rng: np.random.Generator) -> Ints:
    """At most n packages, each allowed one equally likely, (n, n_issues)."""
    if found.rows is not None:
        if found.n == 0:
            return np.empty((0, len(found.n_levels)), np.int64)
        rows = [rng.integers(len(rows), size=n) for rows in found.rows]
        return listed_levels(found, np.column_stack(rows))
    tried = rng.integers(found.n_levels, size=(TRIES * n, len(found.n_levels)))
    return np.asarray(tried[allowed(found, tried)][:n])
