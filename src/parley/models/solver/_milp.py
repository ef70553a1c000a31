"""Back-end: HiGHS through `scipy.optimize.milp`, made exact.

HiGHS computes in floats and overlooks violations of a millionth. So rows come in small numbers
(see `_digits`) and are eased by a little less than what would matter: a whole-number point then
satisfies the row of floats if and only if it satisfies the row of integers. Whatever comes back is
checked in integers all the same (scipy issue 24141: a point called optimal that is not feasible).
"""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from parley.models.solver._digits import BASE, in_small_numbers, joined
from parley.models.solver.program import Draft, Outcome, Terms

__all__ = ["solve"]

EASE = 0.5 / BASE  # of a row's largest coefficient, which is below BASE: less than half a unit
ROUNDING = 1e-6  # of the largest coefficient, for the rows that only guide

OPTIMAL, STOPPED, INFEASIBLE = 0, 1, 2  # status of scipy.optimize.milp; the others are no answer


def solve(draft: Draft, seconds: float, threads: int) -> Outcome:  # noqa: ARG001 - HiGHS uses one
    """Maximise `draft.aim`; one more try without presolve where HiGHS errs or gives up."""
    small, large = in_small_numbers(draft)
    found = _outcome(draft, large, small, _answer(small, seconds, presolve=True))
    if found.status != "failed":
        return found
    return _outcome(draft, large, small, _answer(small, seconds, presolve=False))


def _answer(small: Draft, seconds: float, *, presolve: bool) -> Any:
    from scipy.optimize import Bounds, LinearConstraint, milp

    scale = _scale(small)
    whole = np.array([v not in small.loose for v in range(len(scale))])
    with _silent():
        return milp(
            -_aim(small, scale),
            constraints=LinearConstraint(*_rows(small, scale), np.inf),
            bounds=Bounds(0, np.array(small.upper, float) / scale),
            integrality=whole,
            options={"time_limit": max(seconds, 0.01), "presolve": presolve, "mip_rel_gap": 0},
        )


def _outcome(draft: Draft, large: dict[int, Terms], small: Draft, answer: Any) -> Outcome:
    """What HiGHS said; its status 4, and a point that fails in integers, are no answer."""
    if answer.status == INFEASIBLE:
        return Outcome(status="none")
    if answer.x is None:
        return Outcome(status="open" if answer.status == STOPPED else "failed")
    values = [round(value) for value in (answer.x * _scale(small)).tolist()]
    known = joined(draft, large, values)
    if answer.status not in (OPTIMAL, STOPPED) or not draft.holds(known):
        return Outcome(status="failed")
    return Outcome(status="found", values=known, bound=_bound(small, answer))


def _bound(small: Draft, answer: Any) -> float | None:
    dual = answer.mip_dual_bound
    if dual is None or not np.isfinite(dual):
        return None
    return float(ROUNDING - dual) * _largest(small.aim)


def _scale(small: Draft) -> Any:
    """Loose variables run from 0 to 1; whole numbers are as they are."""
    return np.array([upper if v in small.loose else 1 for v, upper in enumerate(small.upper)])


def _aim(small: Draft, scale: Any) -> Any:
    aim = np.zeros(len(scale))
    aim[list(small.aim)] = [float(c) for c in small.aim.values()]
    return aim * scale / _largest(small.aim)


def _largest(terms: Terms) -> float:
    return float(max((abs(c) for c in terms.values()), default=0) or 1)  # a sum may be constant


def _rows(small: Draft, scale: Any) -> tuple[Any, Any]:
    """All rows, each divided by its largest coefficient, and the least of each, eased."""
    from scipy.sparse import csr_array

    eased: list[tuple[Mapping[int, float], float, float]]
    eased = [(row.terms, row.least, EASE) for row in small.rows]
    eased += [(row.terms, row.least, ROUNDING) for row in small.loose_rows]
    column = [v for terms, _, _ in eased for v in terms]
    value = [float(c) for terms, _, _ in eased for c in terms.values()] * scale[column]
    start = np.cumsum([0, *(len(terms) for terms, _, _ in eased)])
    size = np.maximum.reduceat(np.abs(value), start[:-1])
    value = value / np.repeat(size, np.diff(start))
    least = [least for _, least, _ in eased] / size - [ease for _, _, ease in eased]
    return csr_array((value, column, start), shape=(len(eased), len(scale))), least


@contextmanager
def _silent() -> Iterator[None]:
    """HiGHS writes lines of its own to file descriptor 1, whatever it is told."""
    sys.stdout.flush()
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
