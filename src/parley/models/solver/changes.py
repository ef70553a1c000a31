"""The smallest concession: how few issues must change for parties to agree to a proposal."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Unpack

import numpy as np
from numpy.typing import NDArray

from parley.models.domain import Domain
from parley.models.solver.model import STEPS, Ask, Model, Settings, model
from parley.models.solver.search import (
    Found,
    Status,
    best,
    differs,
    found,
    linear,
    tie_breaks,
    total,
)

__all__ = ["Changes", "fewest_changes"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Changes:
    """The cheapest packages that reach the floors, by what they change.

    status : of the cost. cost : the least, or with "feasible" the least found; None without one.
    found : the packages of that cost, largest total first, then smallest package; empty unless
        the cost is proved. complete : whether these are all.
    """

    status: Status
    cost: int | None
    found: tuple[Found, ...]
    complete: bool


def fewest_changes(
    domain: Domain,
    start: Ints,
    *,
    cost: Sequence[int] | None = None,
    most: int = 10,
    **settings: Unpack[Settings],
) -> Changes:
    """The packages nearest to `start` (n_issues,) that reach the floors of the parties.

    cost : (n_issues,), of changing an issue at all; 1 by default, integers >= 0.
    most : packages given at most; several calls of the back-end for each.
    Raises `ValueError` for a package or costs that do not fit the domain.
    """
    start = np.asarray(start)
    costs = [1] * len(domain.utility) if cost is None else [int(each) for each in cost]
    _check(domain, start, costs)
    made = model(domain, **settings)
    same = dict(zip(_unchanged(made, start), costs, strict=True))

    def saved(choice: tuple[int, ...]) -> int:
        at = zip(made.start, start.tolist(), costs, strict=True)
        return sum(each for i, (s, k, each) in enumerate(at) if choice[s + k] == _size(made, i))

    ended = best(made, [linear(saved, same)])
    if ended.choice is None:
        return Changes(status=ended.status, cost=None, found=(), complete=False)
    least = sum(costs) - saved(ended.choice)
    if ended.status != "optimal":
        return Changes(status=ended.status, cost=least, found=(), complete=False)
    cheapest, complete = _cheapest(made, [*ended.kept], most)
    return Changes(status="optimal", cost=least, found=cheapest, complete=complete)


def _cheapest(made: Model, asks: list[Ask], most: int) -> tuple[tuple[Found, ...], bool]:
    """All packages that meet the asks, best first, and whether there are no others."""
    goals = [total(made), *tie_breaks(made)]
    listed: list[Found] = []
    while True:
        ended = best(made, goals, asks)
        if ended.status != "optimal" or ended.choice is None or len(listed) == most:
            return tuple(listed), ended.status == "infeasible"
        listed.append(found(made, ended, unit=made.unit))
        asks = [*asks, differs(made, ended.choice)]


def _unchanged(made: Model, start: Ints) -> list[int]:
    """Per issue a variable that can be 1 only where the level is that of the start."""
    variables = []
    for i, (at, level) in enumerate(zip(made.start, start.tolist(), strict=True)):
        if i in made.continuous:
            same = made.base.variable()
            made.base.row({at + level: 1, same: -STEPS}, 0)
            variables.append(same)
        else:
            variables.append(at + level)
    return variables


def _size(made: Model, issue: int) -> int:
    return STEPS if issue in made.continuous else 1


def _check(domain: Domain, start: Ints, costs: list[int]) -> None:
    n_levels = domain.packages.n_levels
    if start.shape != (len(n_levels),) or not ((start >= 0) & (start < n_levels)).all():
        raise ValueError(f"no package {start.tolist()} with {n_levels} levels")
    if len(costs) != len(n_levels) or min(costs, default=0) < 0:
        raise ValueError(f"costs must be {len(n_levels)} integers from 0 on, got {costs}")
