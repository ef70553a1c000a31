"""What each red line takes away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.blocking.demands import Demand, kept
from parley.models.blocking.draws import UNKNOWN, YES, DrawnGains, affordable, drawn_gains
from parley.models.domain import Sample

__all__ = ["Price", "red_line_prices"]

Floats = NDArray[np.float64]

LOW_MID_HIGH = (0.05, 0.5, 0.95)


@dataclass(frozen=True, kw_only=True, eq=False)
class Price:
    """What keeping one red line takes away while all others are kept.

    kept, dropped : share of the draws decided that have a zone with the red line and without.
    best : (3, n_parties), 5 %, 50 % and 95 % over draws of what it takes from the most a party
        can gain; worst : (3,) the same of the largest gain that all can have at once. At or above
        0, in own units, over the `n_valued` draws with a zone either way; nan if there are none.
    n_draws : how many were looked at.
    """

    line: Demand
    kept: float
    dropped: float
    best: Floats
    worst: Floats
    n_valued: int
    n_draws: int


def red_line_prices(
    sample: Sample, lines: Sequence[Demand], keep: Iterable[Demand] = ()
) -> tuple[Price, ...]:
    """For each red line, what a zone of all parties holds with it and without it.

    With three or more parties at most 100 draws are looked at, and down to 20 if zones are large.
    keep : what holds either way besides the no-deal values, such as that the fighting ends.
    """
    if not lines:
        return ()
    everybody = range(sample.n_parties)
    sample = affordable(sample.among(everybody, kept(keep)[1]), len(lines) + 1)

    def with_lines(left: Iterable[Demand]) -> DrawnGains:
        return drawn_gains(sample.among(everybody, kept(left)[1]))

    all_kept = with_lines(lines)
    return tuple(
        _price(line, all_kept, with_lines([*lines[:i], *lines[i + 1 :]]))
        for i, line in enumerate(lines)
    )


def _price(line: Demand, before: DrawnGains, after: DrawnGains) -> Price:
    """before, after : with and without the red line."""
    decided = (before.exists != UNKNOWN) & (after.exists != UNKNOWN)
    both = before.valued & after.valued
    best = _quantiles((after.best - before.best)[both])
    return Price(
        line=line,
        kept=_share(before.exists[decided]),
        dropped=_share(after.exists[decided]),
        best=best,
        worst=_quantiles((after.worst - before.worst)[both]),
        n_valued=int(both.sum()),
        n_draws=len(both),
    )


def _share(exists: NDArray[np.int8]) -> float:
    return float((exists == YES).mean()) if len(exists) else float("nan")


def _quantiles(values: NDArray[np.int64]) -> Floats:
    if not len(values):
        return np.full((len(LOW_MID_HIGH), *values.shape[1:]), np.nan)
    found: Floats = np.quantile(values, LOW_MID_HIGH, axis=0)
    return found
