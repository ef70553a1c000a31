"""A certificate for one concrete deal: can it be bettered, and how far is it from which solution.

Source of the ideal: Kalai and Smorodinsky (1975), Econometrica 43(3), 513-518.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from parley.models.domain import Domain, Points, allowed, points, worth
from parley.models.frontier import (
    CAP,
    Frontier,
    egalitarian,
    equal_loss,
    ideal,
    kalai_smorodinsky,
    nash,
    utilitarian,
)

__all__ = ["SOLUTIONS", "Beside", "Certificate", "certificate"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SHOWN = 5  # packages that dominate the deal
SOLUTIONS: Mapping[str, Callable[[Frontier, Ints], tuple[int, ...]]] = {
    "nash": nash,
    "kalai_smorodinsky": kalai_smorodinsky,
    "egalitarian": egalitarian,
    "equal_loss": equal_loss,
    "utilitarian": utilitarian,
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Beside:
    """Another package beside the deal.

    difference : (n_parties,) its utility less that of the deal. issues : where they differ.
    """

    package: Ints
    difference: Ints
    issues: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Certificate:
    """What is certain of one package in one negotiation.

    allowed : satisfies the clauses. efficient : no allowed package is as good for all and better
    for one; None where neither the merge nor the solver could tell.
    dominating : some packages that are, fewest changed issues first, one for each utility vector.
    n_dominating : vectors of the frontier that dominate it; None if they were not counted.
    gain : (n_parties,) over no deal. ideal : (n_parties,) the most each can have where all have no
    deal or more; None if unknown or if there is no such package. share : (n_parties,) gain as part
    of the ideal gain, nan where that is nothing.
    zone : whether some package gives all no deal or more; None if unknown.
    solutions : first package of each, by name; no entry where there is none or it is unknown.
    """

    package: Ints
    utility: Ints
    allowed: bool
    efficient: bool | None
    dominating: tuple[Beside, ...]
    n_dominating: int | None
    gain: Ints
    zone: bool | None
    ideal: Ints | None
    share: Floats
    solutions: Mapping[str, Beside]
    others: Mapping[str, Beside] = field(default_factory=dict)


def certificate(
    domain: Domain, package: Ints, others: Mapping[str, Ints] | None = None, *, cap: int = CAP
) -> Certificate:
    """Judge a package, allowed or not; `others` are packages to put beside it, by name.

    cap : as in `frontier`; beyond it the solver answers, and n_dominating stays unknown.
    """
    package = np.asarray(package, np.int64)
    own = worth(domain, package)
    better, n_better, efficient = _dominating(domain, package, own, cap)
    zone, most, solved = _solved(domain, cap)
    gain = own - domain.floor
    share = np.full(domain.n_parties, np.nan)
    if most is not None:
        hope = most - domain.floor
        np.divide(gain, hope, out=share, where=hope > 0)
    return Certificate(
        package=package,
        utility=own,
        allowed=bool(allowed(domain.packages, package)),
        efficient=efficient,
        dominating=tuple(_beside(domain, package, each) for each in better),
        n_dominating=n_better,
        gain=gain,
        zone=zone,
        ideal=most,
        share=share,
        solutions={name: _beside(domain, package, each) for name, each in solved.items()},
        others={name: _beside(domain, package, each) for name, each in (others or {}).items()},
    )


def _beside(domain: Domain, package: Ints, other: Ints) -> Beside:
    other = np.asarray(other, np.int64)
    return Beside(
        package=other,
        difference=worth(domain, other) - worth(domain, package),
        issues=tuple(np.flatnonzero(other != package).tolist()),
    )


def _dominating(
    domain: Domain, package: Ints, own: Ints, cap: int
) -> tuple[Ints, int | None, bool | None]:
    """Packages that dominate, fewest changes first; how many vectors; whether there is none."""
    found = points(domain, floor=own, cap=cap)
    if not found.found.complete:
        return _improved(domain, package, own)
    better = np.flatnonzero((found.found.utility != own).any(axis=1))
    n_changed = (found.package[better] != package).sum(axis=1)
    total = found.found.utility[better].sum(axis=1)
    order = np.lexsort([*found.package[better].T[::-1], -total, n_changed])[:SHOWN]
    return found.package[better[order]], len(better), len(better) == 0


def _improved(domain: Domain, package: Ints, own: Ints) -> tuple[Ints, int | None, bool | None]:
    """The same from the solver: one dominating package at most."""
    from parley.models.solver import dominating

    found = dominating(domain, package)
    if found.package is None or found.utility is None:
        proved = found.status == "infeasible"  # only a package that is not allowed itself
        return np.empty((0, len(package)), np.int64), 0 if proved else None, proved or None
    if (found.utility != own).any():
        return found.package[None], None, False
    proved = found.status == "optimal"
    return np.empty((0, len(package)), np.int64), 0 if proved else None, proved or None


def _solved(domain: Domain, cap: int) -> tuple[bool | None, Ints | None, dict[str, Ints]]:
    """Whether there is a zone, the ideal and the first package of each solution."""
    found = points(domain, cap=cap)
    if not found.found.complete:
        return _solved_one_by_one(domain)
    if len(found.package) == 0:
        return False, None, {}
    return True, ideal(found.found), {name: _first(found, of) for name, of in SOLUTIONS.items()}


def _first(found: Points, solution: Callable[[Frontier, Ints], tuple[int, ...]]) -> Ints:
    return np.asarray(found.package[solution(found.found, found.found.floor)[0]])


def _solved_one_by_one(domain: Domain) -> tuple[bool | None, Ints | None, dict[str, Ints]]:
    """The same from the solver; only what it proved optimal."""
    from parley.models import solver

    exists = solver.feasible(domain)
    if exists.status == "infeasible":
        return False, None, {}
    if exists.package is None:
        return None, None, {}
    most = solver.ideal(domain).utility
    answers = {
        "nash": solver.nash(domain),
        "kalai_smorodinsky": solver.kalai_smorodinsky(domain),
        "egalitarian": solver.egalitarian(domain),
        "equal_loss": solver.equal_loss(domain),
        "utilitarian": solver.utilitarian(domain),
    }
    proved = {
        name: answer.package
        for name, answer in answers.items()
        if answer.status == "optimal" and answer.package is not None
    }
    return True, most, proved
