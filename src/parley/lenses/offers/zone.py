"""Whether some package serves all who must consent, in each draw, and which ones principles pick.

Exact in each draw: the frontier by merging the issues (`parley.models.frontier`), or a solver where
the merge gives up.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.domain import Domain, Part, Points, Sample, among, only, points
from parley.models.frontier import (
    Frontier,
    egalitarian,
    equal_loss,
    kalai_smorodinsky,
    nash,
    utilitarian,
)
from parley.models.offer_space import SCALE, OfferSpace, coalitions

__all__ = ["SOLUTIONS", "Zone", "Zones", "central_frontier", "zones"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

REACH = SCALE // 4  # packages worse than no deal by more than this are not searched for
LARGE = 1_000_000  # frontier points over all draws; beyond, fewer draws are looked at
FEWEST = 20  # draws that are looked at however large the frontier
SOLVED = 50  # draws in which a solver, some 10 ms a question, stands in for the merge

SOLUTIONS: Mapping[str, Callable[[Frontier, Ints], tuple[int, ...]]] = {
    "Nash": nash,
    "Kalai-Smorodinsky": kalai_smorodinsky,
    "egalitarian": egalitarian,
    "utilitarian": utilitarian,
    "equal loss": equal_loss,
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Zone:
    """What a set of packages offers to those who must consent, in the draws looked at.

    exists : (n_looked,) bool, some package reaches the no-deal value of all of them.
    decided : (n_looked,) bool, False where neither merge nor solver came to an end: nothing is
        known of that draw, least of all that there is no zone.
    worst : (n_looked,) gain over no deal of the party that gains least, in the package where it is
        largest; below zero it says how much is missing; -inf if more than `REACH`, nan if it was
        not asked because a solver or a narrower set gave the answer.
    packages : per solution (n_looked, n_issues) levels, first of the ties; -1 where there is none,
        or where a narrower set has one.
    """

    exists: Mask
    decided: Mask
    worst: Floats
    packages: Mapping[str, Ints]

    @property
    def share(self) -> float | None:
        """Part of the decided draws with such a package; None if no draw is decided."""
        return float(self.exists[self.decided].mean()) if self.decided.any() else None

    @property
    def missing(self) -> float | None:
        """Median of what the best package lacks where none reaches no deal for all.

        inf if that is more than `REACH`; None if no decided draw lacks anything.
        """
        short = self.worst[self.decided & ~self.exists]
        short = short[~np.isnan(short)]
        return -float(np.median(short)) if len(short) else None


@dataclass(frozen=True, kw_only=True, eq=False)
class Zones:
    """The same question of fewer and fewer packages.

    every : all packages. kept : those that cross no red line of who must consent; None if none is
    left. ended : of those, the ones that stop what goes on without a deal; None if the case does
    not say which do, or none is left.
    enough : where fewer than all may agree, each smallest set of parties that is enough, and what
    it has among the packages that cross no red line of its own; empty otherwise.
    """

    every: Zone
    kept: Zone | None
    ended: Zone | None
    enough: tuple[tuple[tuple[int, ...], Zone], ...]

    @property
    def share_enough(self) -> float | None:
        """Part of the draws in which one of those sets has such a package; None if not known."""
        if not self.enough:
            return None
        n = min(len(zone.exists) for _, zone in self.enough)
        exists = np.logical_or.reduce([zone.exists[:n] for _, zone in self.enough])
        known = exists | np.logical_and.reduce([zone.decided[:n] for _, zone in self.enough])
        return float(exists[known].mean()) if known.any() else None

    @property
    def narrowest(self) -> Zone:
        """The narrowest set in which some draw has a zone."""
        sets = [zone for zone in (self.ended, self.kept, self.every) if zone is not None]
        return next((zone for zone in sets if zone.exists.any()), self.every)


def zones(space: OfferSpace) -> Zones:
    """The narrowest set first: where it has a zone, the wider ones have it too."""
    red = space.keeping(space.consent)
    ended = _zone_if_any(space, (*red, *space.stops)) if space.stops else None
    kept = _zone_if_any(space, red, inner=ended) if red else None
    every = _zone(space, (), inner=kept or ended)
    sets = coalitions(space) if space.case.consent_rule is not None else ()
    return Zones(
        every=every,
        kept=kept if red else every,
        ended=ended,
        enough=tuple(
            (members, _zone(space, space.keeping(members), members=members)) for members in sets
        ),
    )


def central_frontier(space: OfferSpace, parts: Sequence[Part] = ()) -> tuple[Domain, Points]:
    """Those who must consent at the mean of the draws, and the frontier down to `REACH` below."""
    domain = among(space.sample.mean(), space.consent, parts)
    return domain, points(domain, floor=domain.floor - REACH)


def _zone_if_any(
    space: OfferSpace, parts: Sequence[Part], *, inner: Zone | None = None
) -> Zone | None:
    return None if only(space.sample.packages, parts).n == 0 else _zone(space, parts, inner=inner)


def _zone(
    space: OfferSpace,
    parts: Sequence[Part],
    *,
    inner: Zone | None = None,
    members: Sequence[int] | None = None,
) -> Zone:
    """inner : a narrower set; what it has, this one has, and is not searched for again."""
    sample = space.sample.among(space.consent if members is None else members, parts)
    looked, ask = _way(sample)
    known = np.zeros(looked, bool) if inner is None else inner.exists[:looked]
    known = np.pad(known, (0, looked - len(known)))
    found = [_KNOWN if known[k] else ask(sample.at(k)) for k in range(looked)]
    nothing = np.full(len(sample.utility), -1)
    return Zone(
        exists=np.array([each.exists for each in found], bool),
        decided=np.array([each.decided for each in found], bool),
        worst=np.array([each.worst for each in found], float),
        packages={
            name: np.array([each.packages.get(name, nothing) for each in found], np.int64)
            for name in SOLUTIONS
        },
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Found:
    """One draw of a `Zone`."""

    exists: bool
    decided: bool
    worst: float
    packages: Mapping[str, Ints]


_KNOWN = _Found(exists=True, decided=True, worst=np.nan, packages={})


def _way(sample: Sample) -> tuple[int, Callable[[Domain], _Found]]:
    """How many draws are looked at and how: by the size at the mean, never by the clock."""
    found = points(sample.mean()).found
    if not found.complete:
        return min(sample.n_draws, SOLVED), _by_solver
    most = max(FEWEST, LARGE // max(len(found.utility), 1))
    return min(sample.n_draws, most), _by_merge


def _by_merge(domain: Domain) -> _Found:
    found = points(domain)
    if not found.found.complete:
        return _by_solver(domain)
    exists = len(found.package) > 0
    nearest = found if exists else points(domain, floor=domain.floor - REACH)
    worst = -np.inf
    if len(nearest.package):
        worst = (nearest.found.utility - domain.floor).min(axis=1).max() / SCALE
    picked = {
        name: found.package[solution(found.found, domain.floor)[0]]
        for name, solution in SOLUTIONS.items()
        if exists
    }
    return _Found(exists=exists, decided=True, worst=worst, packages=picked)


def _by_solver(domain: Domain) -> _Found:
    from parley.models.solver import feasible

    found = feasible(domain)
    return _Found(
        exists=found.package is not None,
        decided=found.status != "failed",
        worst=np.nan,
        packages={},
    )
