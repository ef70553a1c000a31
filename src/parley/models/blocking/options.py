"""Which options fit a deal: for each level, whether some package with it serves everybody."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.blocking.demands import Demand
from parley.models.blocking.drawn import UNKNOWN, Drawn, fewer, restricted, row_terms
from parley.models.blocking.zones import CAP, can_meet
from parley.models.domain import Domain, Part, allowed, points, worth

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
        each = np.stack([_fits(found.at(draw)) for draw in range(n_draws)])
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


def _fits(domain: Domain) -> NDArray[np.int8]:
    """Each level of each issue in one draw, (n_all_levels,)."""
    n_levels = domain.packages.n_levels
    wanted = [Demand(party=p, gain=True) for p in range(domain.n_parties)]
    if can_meet(domain, wanted) is False:
        return np.zeros(sum(n_levels), np.int8)
    seen = _seen(domain)
    fits = np.array([], np.int8)
    for issue, n in enumerate(n_levels):
        own = [
            True
            if (issue, level) in seen
            else can_meet(domain, [*wanted, Demand(parts=((issue, (level,)),))])
            for level in range(n)
        ]
        fits = np.append(fits, np.array([UNKNOWN if fit is None else fit for fit in own], np.int8))
    return fits


def _seen(domain: Domain) -> set[tuple[int, int]]:
    """Levels in packages of the frontier, and one change away from them while all still gain.

    Most levels that fit are settled so, without a merge for each.
    """
    package = points(domain, cap=CAP).package
    seen: set[tuple[int, int]] = set()
    for issue, n in enumerate(domain.packages.n_levels):
        for level in range(n):
            near = package.copy()
            near[:, issue] = level
            fine = allowed(domain.packages, near) & (worth(domain, near) >= domain.floor).all(
                axis=1
            )
            if fine.any():
                seen.add((issue, level))
    return seen


def _share(fits: NDArray[np.int8]) -> NDArray[np.float64]:
    decided = (fits != UNKNOWN).sum(axis=0)
    yes = (fits == 1).sum(axis=0)
    share = np.full(len(yes), np.nan)
    share[decided > 0] = yes[decided > 0] / decided[decided > 0]
    return share
