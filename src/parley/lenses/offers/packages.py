"""Whole packages: the most widely acceptable one, and what each principle picks at the mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parley.lenses.offers.standing import QUANTILES
from parley.lenses.offers.zone import SOLUTIONS, Zones
from parley.models.acceptability import acceptability, package_at, robust
from parley.models.domain import Part, among, points
from parley.models.offer_space import SCALE, OfferSpace, agreed, coalitions

__all__ = ["Package", "WholePackages", "whole_packages"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

LISTED = 50_000  # packages that are compared one by one in all draws
STARTS = 2  # draws whose picks the search for a widely acceptable package starts from


@dataclass(frozen=True, kw_only=True, eq=False)
class Package:
    """One package over all draws.

    names : the principles that pick it at the mean, or none. levels : (n_issues,).
    each : (n_parties,) share of draws in which it is worth no deal or more. together : the same
    for enough of those who must consent. gain : (n_parties, 3) quantiles over no deal.
    alike : share of issues on which the first of the principles picks the same option in a single
    draw, mean over draws; None without a principle or a draw with a zone.
    """

    names: tuple[str, ...]
    levels: Ints
    each: Floats
    together: float
    gain: Floats
    alike: float | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class WholePackages:
    """Packages of the narrowest set that has a zone.

    widest : acceptable to all who must consent in most draws of all that were compared. proved :
    every package was compared; otherwise it was found by search. picked : what principles pick at
    the mean of the draws.
    """

    widest: Package | None
    proved: bool
    picked: tuple[Package, ...]


def whole_packages(space: OfferSpace, zones: Zones) -> WholePackages:
    """Evaluate whole packages in all draws."""
    parts = _parts(space, zones)
    at_mean = _at_mean(space, parts)
    starts = [*at_mean.values(), *_starts(zones)]
    widest, proved = _widest(space, parts, starts)
    groups: dict[tuple[int, ...], list[str]] = {}
    for name, levels in at_mean.items():
        groups.setdefault(tuple(levels.tolist()), []).append(name)
    return WholePackages(
        widest=None if widest is None else _package(space, widest, ()),
        proved=proved,
        picked=tuple(
            replace(
                _package(space, np.array(k), tuple(names)),
                alike=_alike(zones.narrowest.packages[names[0]], np.array(k)),
            )
            for k, names in groups.items()
        ),
    )


def _alike(picks: Ints, levels: Ints) -> float | None:
    picks = picks[(picks >= 0).all(axis=1)]
    return float((picks == levels).mean()) if len(picks) else None


def _parts(space: OfferSpace, zones: Zones) -> tuple[Part, ...]:
    red = space.keeping(space.consent)
    if zones.ended is not None and zones.narrowest is zones.ended:
        return (*red, *space.stops)
    return red if zones.narrowest is zones.kept else ()


def _at_mean(space: OfferSpace, parts: tuple[Part, ...]) -> dict[str, Ints]:
    """What each principle picks at the mean of the draws; nothing where nobody could tell."""
    domain = among(space.sample.mean(), space.consent, parts)
    found = points(domain)
    if not found.found.complete:
        from parley.models import solver

        asked = {
            "Nash": solver.nash,
            "Kalai-Smorodinsky": solver.kalai_smorodinsky,
            "egalitarian": solver.egalitarian,
            "utilitarian": solver.utilitarian,
            "equal loss": solver.equal_loss,
        }
        solved = {name: ask(domain) for name, ask in asked.items()}
        return {
            name: each.package
            for name, each in solved.items()
            if each.package is not None and each.status == "optimal"
        }
    if len(found.package) == 0:
        return {}
    return {
        name: found.package[solution(found.found, domain.floor)[0]]
        for name, solution in SOLUTIONS.items()
    }


def _starts(zones: Zones) -> list[Ints]:
    picks = [each[:STARTS] for each in zones.narrowest.packages.values()]
    return [pick for each in picks for pick in each if (pick >= 0).all()]


def _widest(
    space: OfferSpace, parts: tuple[Part, ...], starts: list[Ints]
) -> tuple[Ints | None, bool]:
    """The package acceptable in most draws, and whether all were compared.

    Where several sets of parties are enough, the best of the best for each and for all, which
    proves nothing; of equals the one in which most parties have no deal or more.
    """
    sets = coalitions(space)
    sets = sets if len(sets) == 1 else (space.consent, *sets)
    found = [_widest_for(space, members, parts, starts) for members in sets]
    best = max(
        (levels for levels, _ in found if levels is not None),
        key=lambda levels: _suits(space, levels),
        default=None,
    )
    return best, len(sets) == 1 and found[0][1]


def _widest_for(
    space: OfferSpace, members: Sequence[int], parts: tuple[Part, ...], starts: list[Ints]
) -> tuple[Ints | None, bool]:
    sample = space.sample.among(members, parts)
    n = sample.packages.n
    if n is not None and 0 < n <= LISTED:
        compared = acceptability(sample)
        best = int(compared.all.argmax())
        chosen = package_at(sample.packages, np.array([best]))[0]
        return (chosen if compared.all[best] > 0 else None), True
    if not starts:
        return None, False
    found = robust(sample, np.unique(np.stack(starts), axis=0), most=1)
    return (found.package[0] if len(found.package) else None), False


def _suits(space: OfferSpace, levels: Ints) -> tuple[float, float]:
    """Share of draws in which it is enough for a deal, and mean part of those it suits."""
    suits = _gain(space, levels) >= 0
    return float(agreed(space, suits).mean()), float(suits[:, list(space.consent)].mean())


def _gain(space: OfferSpace, levels: Ints) -> Ints:
    """Over no deal in every draw, (n_draws, n_parties)."""
    return space.sample.worth(levels) - space.sample.no_deal


def _package(space: OfferSpace, levels: Ints, names: tuple[str, ...]) -> Package:
    gain = _gain(space, levels)
    return Package(
        names=names,
        levels=levels,
        each=(gain >= 0).mean(axis=0),
        together=float(agreed(space, gain >= 0).mean()),
        gain=np.quantile(gain / SCALE, QUANTILES, axis=0).T,
    )
