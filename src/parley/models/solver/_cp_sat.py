"""Back-end: CP-SAT of OR-tools, which computes in integers. Optional: the extra `exact`."""

import math
from collections.abc import Mapping
from typing import Any

from parley.models.solver._digits import in_small_numbers, joined
from parley.models.solver.program import Draft, Outcome

__all__ = ["solve"]

ROOM = 2**61  # CP-SAT wants the sums of a row within int64
FINE = 2**48  # size of the sums of rows that only guide; larger ones slow CP-SAT down a lot


def solve(draft: Draft, seconds: float, threads: int) -> Outcome:
    """Maximise `draft.aim`. `ImportError` if OR-tools is not installed."""
    cp_model = _cp_model()
    small, large = in_small_numbers(draft)
    model = cp_model.CpModel()
    variables = [model.new_int_var(0, upper, "") for upper in small.upper]
    for row in small.rows:
        _add(cp_model, model, variables, row.terms, row.least)
    for loose in small.loose_rows:
        terms, least = _outwards(small, loose.terms, loose.least)
        _add(cp_model, model, variables, terms, least)
    aim = _within(small, small.aim)
    chosen = [variables[v] for v in aim]
    model.maximize(cp_model.LinearExpr.weighted_sum(chosen, list(aim.values())))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = threads
    solver.parameters.random_seed = 0
    solver.parameters.max_time_in_seconds = max(seconds, 0.01)
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return Outcome(status="none")
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Outcome(status="open" if status == cp_model.UNKNOWN else "failed")
    values = joined(draft, large, [solver.value(variable) for variable in variables])
    if not draft.holds(values):
        return Outcome(status="failed")
    exact = aim == {v: c for v, c in small.aim.items() if c}
    bound = solver.best_objective_bound if exact else None
    return Outcome(status="found", values=values, bound=bound)


def _cp_model() -> Any:
    try:
        from ortools.sat.python import cp_model
    except ImportError as error:
        raise ImportError(
            "the back-end cp-sat needs OR-tools: pip install 'parley-workbench[exact]'"
        ) from error
    return cp_model


def _add(
    cp_model: Any, model: Any, variables: list[Any], terms: Mapping[int, int], least: int
) -> None:
    chosen = [variables[v] for v in terms]
    model.add(cp_model.LinearExpr.weighted_sum(chosen, list(terms.values())) >= least)


def _outwards(draft: Draft, terms: Mapping[int, float], least: float) -> tuple[dict[int, int], int]:
    """A row of floats in integers, never cutting off more: variables are never negative."""
    size = sum(abs(c) * draft.upper[v] for v, c in terms.items()) + abs(least)
    factor = FINE / (size or 1.0)
    return {v: math.ceil(c * factor) for v, c in terms.items()}, math.floor(least * factor)


def _within(draft: Draft, terms: Mapping[int, int]) -> dict[int, int]:
    """What is maximised, coarser if need be: it only guides, rows prove."""
    size = sum(abs(c) * draft.upper[v] for v, c in terms.items())
    step = max(1, -(-size // ROOM))
    return {v: c // step for v, c in terms.items() if c // step}
