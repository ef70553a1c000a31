"""Which options fit a deal: for each level, whether some package with it serves everybody."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.blocking.demands import Demand, demands
from parley.models.blocking.draws import NO, UNKNOWN, YES, Drawn, Rows, fewer, restricted, row_terms
from parley.models.blocking.weights import reachable_rows
from parley.models.blocking.zones import can_meet
from parley.models.domain import Domain, Part, tables

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


def options(found: Drawn, parts: tuple[Part, ...] = ()) -> Options:
    """Which levels fit, for all parties of `found`, in packages where the parts hold as well.

    Two parties: all draws, the cost of a merge or two each. More: at most 100 draws.
    """
    if found.no_deal.shape[1] == 1:
        found = restricted(found, (0, 0))  # one party is served where its twin is
    found = fewer(restricted(found, None, parts))
    rows = found.packages.rows
    n_draws, n_parties = found.no_deal.shape
    ends = np.cumsum(found.packages.n_levels)[:-1]
    if rows is None or n_parties != 2:
        terms = row_terms(found) if rows is not None and all(map(len, rows)) else None
        each = np.stack([_fits(found.at(draw), terms) for draw in range(n_draws)])
        return Options(fits=tuple(np.split(each, ends, axis=1)), gain=None, n_draws=n_draws)
    gain = np.full((n_draws, sum(found.packages.n_levels)), -1)
    if all(len(listed) for listed in rows):
        from parley.models.blocking._numba import two_party_levels

        terms = row_terms(found)
        gain = two_party_levels(
            found.worth, terms.term, terms.end, terms.start, found.no_deal, gain.shape[1]
        )
    fits = (gain >= 0).astype(np.int8)
    return Options(
        fits=tuple(np.split(fits, ends, axis=1)),
        gain=tuple(np.split(gain, ends, axis=1)),
        n_draws=n_draws,
    )


def _fits(domain: Domain, terms: Rows | None) -> NDArray[np.int8]:
    """Each level of each issue in one draw, (n_all_levels,)."""
    n_levels = domain.packages.n_levels
    wanted = demands(domain.n_parties)
    fits = np.full(sum(n_levels), UNKNOWN, np.int8)
    if can_meet(domain, wanted) is False:
        return np.full_like(fits, NO)
    if terms is not None:
        fits = _by_weights(domain, terms)
    levels = [(issue, level) for issue, n in enumerate(n_levels) for level in range(n)]
    for k in np.flatnonzero(fits == UNKNOWN).tolist():
        issue, level = levels[k]
        met = can_meet(domain, [*wanted, Demand(parts=((issue, (level,)),))])
        fits[k] = UNKNOWN if met is None else met
    return fits


def _by_weights(domain: Domain, terms: Rows) -> NDArray[np.int8]:
    """The levels that weights settle; the others are not known."""
    made = tables(domain)
    can, cannot = reachable_rows([made[c] for c in terms.cluster], domain.floor)
    row = np.repeat(np.arange(len(can)), np.diff(terms.end))
    n = sum(domain.packages.n_levels)
    fits = np.full(n, UNKNOWN, np.int8)
    fits[np.bincount(terms.term[~cannot[row]], minlength=n)[:n] == 0] = NO
    fits[np.bincount(terms.term[can[row]], minlength=n)[:n] > 0] = YES
    return fits


def _share(fits: NDArray[np.int8]) -> NDArray[np.float64]:
    decided = (fits != UNKNOWN).sum(axis=0)
    yes = (fits == 1).sum(axis=0)
    share = np.full(len(yes), np.nan)
    share[decided > 0] = yes[decided > 0] / decided[decided > 0]
    return share
