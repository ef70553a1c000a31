"""More than two parties: mixtures by linear programming, in floats.

Gains are scaled to 1 for the most that any point gives, because the solver's tolerances are
absolute. Arrays only, and trusted.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.models.mixtures.mixture import NONE, Mixture

__all__ = ["hopes", "largest_product", "largest_sum", "leximin"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SOLVER = 1e-9  # by which a constraint or a price may be missed, in scaled gains
SLACK = 1e-8  # left when a level once reached is held, above what the solver may miss
GAP = 1e-7  # of the logarithm of the product below its upper bound
ROUNDS = 100  # of the product's search; three parties take about ten


def hopes(points: Ints, floor: Ints) -> Floats:
    """The most that each party can gain in a mixture that all accept; nothing if there is none."""
    gain, scale = _scaled(points, floor)
    mixes = [_best(gain, own) for own in gain.T]
    most = [0.0 if m is None else float(m @ own) for m, own in zip(mixes, gain.T, strict=True)]
    hope: Floats = np.where(np.array(most) > SLACK, most, 0.0) * scale
    return hope


def largest_sum(points: Ints, floor: Ints) -> Mixture:
    """A mixture with the largest sum of utilities."""
    gain, scale = _scaled(points, floor)
    mix = _best(gain, gain @ (scale / scale.max()))
    return NONE if mix is None else _mixture(points, mix)


def leximin(points: Ints, floor: Ints, share: Floats, start: Floats | None = None) -> Mixture:
    """Largest smallest (u_p - start_p) / share_p, then the next smallest ...

    share : `(n_parties,)`; a party with 0 only keeps its floor. start : the floor by default.
    """
    gain, scale = _scaled(points, floor)
    offset = np.zeros(len(floor)) if start is None else (floor - start) / scale
    counted = np.flatnonzero(share > 0)
    value = (gain + offset)[:, counted] * (scale / np.where(share > 0, share, 1))[counted]
    value /= max(np.abs(value).max(initial=0), 1e-300)
    level = np.full(len(counted), np.nan)
    mix = _best(gain, np.zeros(len(points)))
    while mix is not None and np.isnan(level).any():
        mix, low, tight = _raised(gain, value, level)
        level[tight] = low
    return NONE if mix is None else _mixture(points, mix)


def _raised(gain: Floats, value: Floats, level: Floats) -> tuple[Floats, float, Ints]:
    """Raise the smallest value not yet settled: the mix, the value, and whom it stops at.

    A party with a price in the optimum has this value in every optimum, and some party has one.
    """
    free = np.isnan(level)
    rows = np.vstack([_row(-gain.T, 0), _row(-value.T, free)])
    most = np.concatenate([np.zeros(gain.shape[1]), np.where(free, 0, SLACK - level)])
    objective = np.append(np.zeros(len(gain)), -1.0)
    found = _solved(objective, rows, most, free_variables=1)
    price = -found.ineqlin.marginals[gain.shape[1] :] * free
    tight = np.flatnonzero(price > SLACK)
    if not len(tight):  # rounding: settle the one with most to say
        tight = np.array([price.argmax()])
    return found.x[:-1], float(found.x[-1]), tight


def _row(table: Floats, last: Any) -> Floats:
    return np.column_stack([table, np.broadcast_to(np.asarray(last, float), len(table))])


def largest_product(points: Ints, floor: Ints, weight: Floats) -> Mixture:
    """Largest sum of weight * log gain, among the parties that can gain at all.

    Each round asks for the mixture best at the current prices, which also bounds the answer from
    above, and then mixes all those found so far as well as possible.
    """
    hope = hopes(points, floor)
    able = np.flatnonzero(hope)
    if not len(able):
        return leximin(points, floor, hope)
    gain, _ = _scaled(points, floor)
    weight = weight[able] / weight[able].sum()
    mixes = [_best(gain, own) for own in gain[:, able].T]
    for _ in range(ROUNDS):
        found = np.array(mixes)
        share = _balanced(found @ gain[:, able], weight)
        price = gain[:, able] @ (weight / (share @ found @ gain[:, able]))
        better = _best(gain, price)
        if better is None or better @ price <= 1 + GAP:
            return _mixture(points, share @ found)
        mixes = [*found[share > SOLVER], better]
    return _mixture(points, share @ found, converged=False)


def _balanced(atoms: Floats, weight: Floats) -> Floats:
    """Shares of the atoms `(n_atoms, n_parties)` with the largest sum of weight * log gain."""
    from scipy.optimize import minimize

    found = minimize(
        lambda s: -np.log(np.maximum(s @ atoms, 1e-300)) @ weight,
        np.full(len(atoms), 1 / len(atoms)),
        jac=lambda s: -atoms @ (weight / np.maximum(s @ atoms, 1e-300)),
        bounds=[(0, 1)] * len(atoms),
        constraints={"type": "eq", "fun": lambda s: s.sum() - 1, "jac": np.ones_like},
        method="SLSQP",
        options={"ftol": 1e-16, "maxiter": 500},
    )
    kept: Floats = np.clip(found.x, 0, 1)
    kept /= kept.sum()
    return kept


def _scaled(points: Ints, floor: Ints) -> tuple[Floats, Floats]:
    """Gains `(n_points, n_parties)` as shares of the most that a point gives, and that most."""
    gain = (points - floor).astype(float)  # subtract before rounding
    scale = np.abs(gain).max(axis=0, initial=0)
    scale = np.where(scale > 0, scale, 1)
    return gain / scale, scale


def _best(gain: Floats, objective: Floats) -> Floats | None:
    """Shares of the points with the largest objective, where all gain at least 0."""
    found = _solved(-objective, -gain.T, np.zeros(gain.shape[1]), free_variables=0)
    if found is None:
        return None
    mix: Floats = found.x
    return mix


def _solved(objective: Floats, rows: Floats, most: Floats, free_variables: int) -> Any:
    """The linear program over shares of points; None if it has no solution."""
    from scipy.optimize import linprog

    n_shares = len(objective) - free_variables
    total = np.append(np.ones(n_shares), np.zeros(free_variables))[None]
    bounds = [(0, None)] * n_shares + [(None, None)] * free_variables
    precise = {"primal_feasibility_tolerance": SOLVER, "dual_feasibility_tolerance": SOLVER}
    for method in ("highs", "highs-ipm"):  # numerical trouble in one is no answer
        found = linprog(
            objective, rows, most, total, [1.0], bounds=bounds, method=method, options=precise
        )
        if found.status in (0, 2):
            return found if found.status == 0 else None
    raise ArithmeticError(f"the linear program was not solved: {found.message}")


def _mixture(points: Ints, mix: Floats, *, converged: bool = True) -> Mixture:
    share = np.where(mix > SLACK, mix, 0)
    share /= share.sum()
    kept = np.flatnonzero(share).tolist()
    utility = share[kept] @ points[kept]
    return Mixture(
        utility=tuple(utility.tolist()),
        mix=tuple((i, float(share[i])) for i in kept),
        converged=converged,
    )
