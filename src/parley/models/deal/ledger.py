"""A concession ledger: who gives and gains what, issue by issue, between two packages."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.domain import Sample

__all__ = ["QUANTILES", "Ledger", "ledger"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True, kw_only=True, eq=False)
class Ledger:
    """What a package changes for each party against where it started.

    Rows are the issues, and one more for the combinations of options that add something of their
    own. change : (n_issues + 1, n_parties, n_quantiles) over draws; below zero is a concession.
    gains, loses : (n_issues + 1, n_parties) share of draws in which the row is one; the rest is no
    change. given, gained, net : (n_parties, n_quantiles) all concessions, all gains, and
    their difference. Quantiles of rows do not add up, those of one draw do.
    """

    change: Floats
    gains: Floats
    loses: Floats
    given: Floats
    gained: Floats
    net: Floats


def ledger(
    sample: Sample, package: Ints, against: Ints, *, quantiles: Sequence[float] = QUANTILES
) -> Ledger:
    """The ledger from `against` to `package`, neither of which need be allowed.

    package : (n_issues,). against : (n_issues,), or (n_parties, n_issues) where each party starts
    from a package of its own, such as its opening position or the best it can hope for.
    """
    package = np.asarray(package, np.int64)
    starts = np.broadcast_to(against, (sample.n_parties, len(package)))
    rows = np.stack([_rows(sample, package, start, p) for p, start in enumerate(starts)], axis=2)
    return Ledger(
        change=_quantiles(rows, quantiles),
        gains=(rows > 0).mean(axis=1),
        loses=(rows < 0).mean(axis=1),
        given=_quantiles(np.maximum(-rows, 0).sum(axis=0)[None], quantiles)[0],
        gained=_quantiles(np.maximum(rows, 0).sum(axis=0)[None], quantiles)[0],
        net=_quantiles(rows.sum(axis=0)[None], quantiles)[0],
    )


def _rows(sample: Sample, package: Ints, start: Ints, party: int) -> Ints:
    """Change of one party's utility, (n_issues + 1, n_draws)."""
    combined = np.zeros(sample.n_draws, np.int64)
    for bonus in sample.bonuses:
        after, before = (
            all(each[i] in levels for i, levels in bonus.parts) for each in (package, start)
        )
        combined += (int(after) - int(before)) * bonus.worth[:, party]
    moved = [
        table[:, new, party] - table[:, old, party]
        for table, new, old in zip(sample.utility, package.tolist(), start.tolist(), strict=True)
    ]
    return np.stack([*moved, combined])


def _quantiles(rows: Ints, quantiles: Sequence[float]) -> Floats:
    """(n_rows, n_draws, n_parties) to (n_rows, n_parties, n_quantiles)."""
    found: Floats = np.moveaxis(np.quantile(rows, quantiles, axis=1), 0, -1)
    return found
