"""Questions with one linear goal: is there a zone, the largest total, ideals, improvements."""

from dataclasses import dataclass, replace
from typing import Unpack

import numpy as np
from numpy.typing import NDArray

from parley.models.domain import Domain, allowed, worth
from parley.models.solver.model import Model, Settings, model, solve, worths
from parley.models.solver.search import (
    Best,
    Found,
    Goal,
    Status,
    best,
    found,
    linear,
    tie_breaks,
    total,
)

__all__ = ["Ideal", "dominating", "feasible", "ideal", "most", "utilitarian"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Ideal:
    """The most each party can have where all reach their floors.

    status : optimal, infeasible or failed. utility : (n_parties,); None unless optimal. Rounded
        down on continuous issues.
    """

    status: Status
    utility: Ints | None


def feasible(domain: Domain, **settings: Unpack[Settings]) -> Found:
    """Any package that reaches the floors: "feasible", or "infeasible" if there is none.

    One call, so the quickest question; which package it is depends on the back-end.
    """
    made = model(domain, **settings)
    outcome, choice = solve(made, [])
    if choice is None:
        return Found(status="infeasible" if outcome.status == "none" else "failed")
    return found(made, Best(status="feasible", choice=choice))


def utilitarian(domain: Domain, **settings: Unpack[Settings]) -> Found:
    """The largest total utility of all parties; needs a common scale."""
    made = model(domain, **settings)
    return found(made, best(made, [total(made), *tie_breaks(made)]), unit=made.unit)


def ideal(domain: Domain, **settings: Unpack[Settings]) -> Ideal:
    """The most each party can have among packages that reach the floors.

    Source: the ideal point of Kalai and Smorodinsky (1975), over the rational set.
    """
    made = model(domain, **settings)
    status, steps = most(made)
    if status != "optimal":
        return Ideal(status=status, utility=None)
    return Ideal(status=status, utility=np.array(steps, np.int64) // made.unit)


def most(made: Model) -> tuple[Status, list[int]]:
    """The same for a program, in steps."""
    steps: list[int] = []
    for party in made.everyone:
        ended = best(made, [_own(made, party)])
        if ended.status != "optimal" or ended.choice is None:
            return "infeasible" if ended.status == "infeasible" else "failed", []
        steps.append(worths(made, ended.choice)[party])
    return "optimal", steps


def _own(made: Model, party: int) -> Goal:
    own = made.utility[party]
    return linear(lambda choice: worths(made, choice)[party], own, made.offset[party])


def dominating(domain: Domain, package: Ints, **settings: Unpack[Settings]) -> Found:
    """What improves the total most with none of the parties worse off than in `package`.

    `bound` is the improvement. With 0 the package itself comes back: it is efficient for these
    parties. Floors play no part. A package outside the clauses may have no answer.
    """
    package = np.asarray(package)
    now = worth(domain, package)
    made = model(replace(domain, floor=now), **settings)
    ended = best(made, [total(made), *tie_breaks(made)])
    answer = found(made, ended, unit=made.unit, less=int(now.sum()) * made.unit)
    if answer.status == "optimal" and answer.bound == 0 and allowed(domain.packages, package):
        return replace(answer, package=package.astype(np.int64), mix=None)
    return answer
