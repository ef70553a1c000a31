"""One negotiation in many draws, and what its zone holds in each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parley.models.blocking.demands import demands
from parley.models.blocking.zones import Zone, can_meet, zone
from parley.models.domain import Bonus, Domain, Packages, Part, only

__all__ = ["FEW", "Drawn", "Rows", "Zones", "drawn", "fewer", "restricted", "row_terms", "zones"]

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

FEW = 100  # draws of three or more parties that are looked at; each takes a merge
SUMS = 2_000  # held in one merge, of hundreds
TRIES = 3  # merges that may give up before only a yes or no is asked for
NO, YES, UNKNOWN = 0, 1, -1


@dataclass(frozen=True, kw_only=True, eq=False)
class Drawn:
    """A negotiation whose packages are the same in every draw, while what they are worth is not.

    worth : (n_draws, n_terms, n_parties); the terms are all levels of all issues, one issue after
        the other, and then the bonuses. A package is worth the sum of its terms.
    combined : per bonus, the parts that must hold. no_deal : (n_draws, n_parties).
    """

    packages: Packages
    worth: Ints
    combined: tuple[tuple[Part, ...], ...]
    no_deal: Ints

    def at(self, draw: int) -> Domain:
        """The negotiation in one draw."""
        ends = np.cumsum(self.packages.n_levels)
        *levels, bonuses = np.split(self.worth[draw], ends)
        return Domain(
            packages=self.packages,
            utility=tuple(levels),
            floor=self.no_deal[draw],
            bonuses=tuple(
                Bonus(parts=parts, worth=worth)
                for parts, worth in zip(self.combined, bonuses, strict=True)
            ),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Rows:
    """All rows of all clusters as sums of terms, the largest cluster first.

    term : the terms of each row, one row after the other; those of row r end at `end[r + 1]`.
    start : (n_clusters + 1,), where the rows of each cluster begin. cluster : its position among
        the clusters of the packages.
    """

    term: Ints
    end: Ints
    start: Ints
    cluster: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Zones:
    """What `zone` finds, draw by draw.

    exists : (n_draws,) 1 a zone, 0 none, -1 not known.
    valued : (n_draws,) whether the gains are known; only where a zone exists.
    best : (n_draws, n_parties) most each can gain within the zone. worst : (n_draws,) the largest
        gain that all can have at once. Both 0 where not known.
    """

    exists: NDArray[np.int8]
    valued: Mask
    best: Ints
    worst: Ints


def drawn(
    packages: Packages,
    utility: Sequence[Ints],
    no_deal: Ints,
    bonuses: Iterable[tuple[tuple[Part, ...], Ints]] = (),
) -> Drawn:
    """The arrays of a negotiation over draws.

    utility : per issue (n_draws, n_levels, n_parties). no_deal : (n_draws, n_parties).
    bonuses : the parts and the worth (n_draws, n_parties) of each. `ValueError` if the levels are
    not those of the packages.
    """
    bonuses = tuple(bonuses)
    if tuple(table.shape[1] for table in utility) != packages.n_levels:
        raise ValueError(f"utilities do not fit issues of {packages.n_levels} levels")
    worth = [*utility, *(each[:, None, :] for _, each in bonuses)]
    return Drawn(
        packages=packages,
        worth=np.concatenate(worth, axis=1, dtype=np.int64),
        combined=tuple(parts for parts, _ in bonuses),
        no_deal=np.ascontiguousarray(no_deal, np.int64),
    )


def restricted(
    found: Drawn, parties: Sequence[int] | None = None, parts: Iterable[Part] = ()
) -> Drawn:
    """The same for these parties alone (all by default), with packages where the parts hold."""
    parts = tuple(parts)
    if parties is not None:
        chosen = list(parties)
        worth = np.ascontiguousarray(found.worth[:, :, chosen])
        no_deal = np.ascontiguousarray(found.no_deal[:, chosen])
        found = replace(found, worth=worth, no_deal=no_deal)
    return replace(found, packages=only(found.packages, parts)) if parts else found


def fewer(found: Drawn) -> Drawn:
    """All draws where they are quickly looked through, else `FEW` of them, evenly spaced.

    Quick are up to two parties whose packages can be listed.
    """
    n = len(found.no_deal)
    if n <= FEW or (found.no_deal.shape[1] <= 2 and found.packages.rows is not None):
        return found
    draws = np.linspace(0, n - 1, FEW).round().astype(int)
    return replace(found, worth=found.worth[draws], no_deal=found.no_deal[draws])


def zones(found: Drawn) -> Zones:
    """The zone of all parties, in every draw given."""
    n_parties = found.no_deal.shape[1]
    rows = found.packages.rows
    if rows is None or n_parties > 2:
        return _one_by_one(found)
    if not all(len(listed) for listed in rows):
        return _zones(np.full((len(found.no_deal), n_parties + 1), -1))
    from parley.models.blocking._numba import most, two_party_zones

    terms = row_terms(found)
    arrays = (found.worth, terms.term, terms.end, terms.start)
    if n_parties == 1:
        gain = most(*arrays) - found.no_deal
        return _zones(np.column_stack([gain, gain]))
    return _zones(two_party_zones(*arrays, found.no_deal))


def _zones(gains: Ints) -> Zones:
    """From (n_draws, n_parties + 1): the best gains and the worst, negative where no zone is."""
    exists = gains[:, -1] >= 0
    gains = np.where(exists[:, None], gains, 0)
    return Zones(
        exists=exists.astype(np.int8), valued=exists, best=gains[:, :-1], worst=gains[:, -1]
    )


def _one_by_one(found: Drawn) -> Zones:
    n_draws, n_parties = found.no_deal.shape
    exists = np.zeros(n_draws, np.int8)
    gains = np.zeros((n_draws, n_parties + 1), np.int64)
    valued = np.zeros(n_draws, bool)
    tries = TRIES
    for draw in range(n_draws):
        domain = found.at(draw)
        # where the first few merges gave up, the others would too
        each = (
            zone(domain, cap=SUMS) if tries else Zone(exists=can_meet(domain, demands(n_parties)))
        )
        tries -= tries > 0 and each.exists is not False and each.best is None
        exists[draw] = UNKNOWN if each.exists is None else each.exists
        if each.best is not None and each.worst is not None:
            valued[draw] = True
            gains[draw] = [*each.best.tolist(), each.worst]
    return Zones(exists=exists, valued=valued, best=gains[:, :-1], worst=gains[:, -1])


def row_terms(found: Drawn) -> Rows:
    """The rows of the packages; `ValueError` if they cannot be listed."""
    packages = found.packages
    if packages.rows is None:
        raise ValueError("a cluster has too many rows to be listed")
    first = np.cumsum([0, *packages.n_levels])
    rows = packages.rows
    order = sorted(range(len(rows)), key=lambda c: -len(rows[c]))
    terms, counts = [], []
    for c in order:
        term, count = _terms(packages.clusters[c], rows[c], found.combined, first)
        terms.append(term)
        counts.append(count)
    return Rows(
        term=np.concatenate(terms),
        end=np.cumsum([0, *np.concatenate(counts).tolist()]),
        start=np.cumsum([0, *map(len, counts)]),
        cluster=tuple(order),
    )


def _terms(
    cluster: tuple[int, ...], rows: Ints, combined: Sequence[tuple[Part, ...]], first: Ints
) -> tuple[Ints, Ints]:
    """The terms of a cluster's rows, row by row, and how many each row has."""
    column = {issue: k for k, issue in enumerate(cluster)}
    every = np.arange(len(rows))
    row, term = [every] * len(cluster), list((rows + first[list(cluster)]).T)
    for b, parts in enumerate(combined):
        if parts[0][0] in column:
            held = [np.isin(rows[:, column[i]], levels) for i, levels in parts]
            row.append(np.flatnonzero(np.all(held, axis=0)))
            term.append(np.full(len(row[-1]), first[-1] + b))
    at = np.concatenate(row)
    order = np.argsort(at, kind="stable")
    return np.concatenate(term)[order], np.bincount(at, minlength=len(rows))
