"""Which options fit a deal: for each level, whether some package with it serves everybody."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.blocking.demands import Demand, demands
from parley.models.blocking.draws import NO, UNKNOWN, YES, fewer, largest_first
from parley.models.blocking.gains import can_meet
from parley.models.blocking.weights import reachable_rows
from parley.models.domain import Domain, Part, Sample, tables
from parley.models.domain.columns import Listing, columns, listing
from parley.models.threads import in_threads

__all__ = ["Options", "options"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Options:
    """Which levels some package that serves all parties has, draw by draw.

    fits : per issue (n_draws, n_levels), 1 yes, 0 no, -1 not known.
    gain : per issue (n_draws, n_levels), the largest gain that both parties can have at once with
        the level, -1 if it does not fit; means something only on a common scale. None with three
        or more parties, and where packages cannot be listed.
    n_draws : how many were looked at; fewer than there are with three or more parties.
    """

    fits: tuple[NDArray[np.int8], ...]
    gain: tuple[Ints, ...] | None
    n_draws: int

    @property
    def share(self) -> tuple[NDArray[np.float64], ...]:
        """Per issue (n_levels,): in which share of the draws decided the level fits.

        nan where no draw could be decided.
        """
        return tuple(_share(fits) for fits in self.fits)


def options(sample: Sample, parts: tuple[Part, ...] = ()) -> Options:
    """Which levels fit, for all parties, in packages where the parts hold as well.

    Two parties: all draws, the cost of a merge or two each. More: at most 100 draws.
    """
    everybody = range(sample.n_parties) if sample.n_parties > 1 else (0, 0)  # with its twin
    sample = fewer(sample.among(everybody, parts))
    ends = np.cumsum(sample.packages.n_levels)[:-1]
    if sample.packages.rows is None or sample.n_parties != 2:
        each = _one_by_one(sample)
        fits = tuple(np.split(each, ends, axis=1))
        return Options(fits=fits, gain=None, n_draws=sample.n_draws)
    gain = _gains(sample)
    fits = tuple(np.split((gain >= 0).astype(np.int8), ends, axis=1))
    return Options(fits=fits, gain=tuple(np.split(gain, ends, axis=1)), n_draws=sample.n_draws)


def _gains(sample: Sample) -> Ints:
    """The largest gain that both of two parties can have, (n_draws, n_all_levels)."""
    found = sample.packages
    if found.n == 0:
        return np.full((sample.n_draws, sum(found.n_levels)), -1)
    from parley.models.blocking._numba import two_party_levels

    worth, listed = columns(sample).worth, listing(sample, largest_first(found))
    no_deal, n_levels = sample.no_deal, sum(found.n_levels)
    return np.concatenate(
        in_threads(
            lambda draws: two_party_levels(worth[draws], listed, no_deal[draws], n_levels),
            sample.n_draws,
        )
    )


def _one_by_one(sample: Sample) -> NDArray[np.int8]:
    """Whether each level fits, (n_draws, n_all_levels)."""
    rows = sample.packages.rows
    listed = listing(sample) if rows is not None and all(map(len, rows)) else None
    return np.stack([_fits(sample.at(draw), listed) for draw in range(sample.n_draws)])


def _fits(domain: Domain, listed: Listing | None) -> NDArray[np.int8]:
    """Each level of each issue in one draw, (n_all_levels,)."""
    n_levels = domain.packages.n_levels
    wanted = demands(domain.n_parties)
    fits = np.full(sum(n_levels), UNKNOWN, np.int8)
    if can_meet(domain, wanted) is False:
        return np.full_like(fits, NO)
    if listed is not None:
        fits = _by_weights(domain, listed)
    levels = [(issue, level) for issue, n in enumerate(n_levels) for level in range(n)]
    for k in np.flatnonzero(fits == UNKNOWN).tolist():
        issue, level = levels[k]
        met = can_meet(domain, [*wanted, Demand(parts=((issue, (level,)),))])
        fits[k] = UNKNOWN if met is None else met
    return fits


def _by_weights(domain: Domain, listed: Listing) -> NDArray[np.int8]:
    """The levels that weights settle; the others are not known."""
    can, cannot = reachable_rows(tables(domain), domain.floor)
    row = np.repeat(np.arange(len(can)), np.diff(listed.term_start))
    n = sum(domain.packages.n_levels)
    fits = np.full(n, UNKNOWN, np.int8)
    fits[np.bincount(listed.term[~cannot[row]], minlength=n)[:n] == 0] = NO
    fits[np.bincount(listed.term[can[row]], minlength=n)[:n] > 0] = YES
    return fits


def _share(fits: NDArray[np.int8]) -> NDArray[np.float64]:
    decided = (fits != UNKNOWN).sum(axis=0)
    yes = (fits == 1).sum(axis=0)
    share = np.full(len(yes), np.nan)
    share[decided > 0] = yes[decided > 0] / decided[decided > 0]
    return share
