"""What refusing is worth if talks go on: alternating offers before every battle, on a grid.

Each pair of types is solved as if known, and a party takes the mean over what it believes of the
other. So parties act on their types, nobody's type need be one of two, and at certainty the
answer is exact; what is left out is that holding out teaches the other something.

Bellman's equation in the worth R of refusing, for proposer x, party j, front k and log ratio z:

    R_xj(k, z) = -c_j + d E[ V_x'j(k', z + drift) ],    V = R + what the offer gains (logit)

with k' by the battle and x' by who proposes next. Without types, with infinite precision, it is
bargaining in a war of fronts with complete information.

Sources: Slantchev (2003), American Political Science Review 97(4), 621-632, its core; the offer
is that of a logit ultimatum game, as in Signorino (1999), American Political Science Review
93(2), 279-297.
"""

from dataclasses import dataclass

import numpy as np

from parley.models.war.state import Floats, Ints
from parley.models.war.war import War

__all__ = ["Worth", "balance", "bellman", "grid_error"]

MOST_SWEEPS = 100_000
POINTS, REACH = 15, 1.5
TOLERANCE = 1e-8


@dataclass(frozen=True, kw_only=True, eq=False)
class Worth:
    """Worth of refusing, by regime, proposer, party, types of both, front and ratio of strengths.

    grid : (n,), log of the ratio, evenly spaced; beyond its ends the last value holds. table :
    (2, 2, 2, T, T, fronts + 1, n), first before and after the deadline; the ends of the front are
    not used. drift : of the log ratio a week. converged : whether the last change was within the
    tolerance; sweeps : of the slowest.
    """

    grid: Floats
    table: Floats
    drift: float
    sweeps: int
    converged: bool


def balance(war: War, weeks: int = 0) -> float:
    """Log of the ratio of strengths at the start, or after so many weeks of war without strikes."""
    stock = war.stock
    for _ in range(weeks):
        stock = (1 - war.loss[0]) * stock + war.production[0] + war.aid
    with np.errstate(divide="ignore"):
        logs = np.where(war.weight > 0, war.weight * np.log(np.maximum(stock, 1e-300)), 0)
    one, other = logs.sum(axis=1)
    return float(one - other)


def bellman(
    war: War,
    *,
    points: int = POINTS,
    reach: float = REACH,
    drift: float | None = None,
    precision: float | None = None,
    tolerance: float = TOLERANCE,
) -> Worth:
    """Solve on `points` log ratios within `reach` of the one at the start.

    drift : None for that of the first week of war. precision : None for the war's; may be inf.
    Time grows with fronts, points and pairs of types; 0.995 a week takes about a thousand sweeps.
    `ValueError` for fewer than 2 points, or no reach.
    """
    if points < 2 or not reach > 0:
        raise ValueError(f"needs 2 points and a reach above 0, got {points} and {reach}")
    from parley.models.war._worth_numba import solve

    start = balance(war)
    drift = balance(war, 1) - start if drift is None else drift
    grid = np.linspace(start - reach, start + reach, points)
    left, part = _next(grid, drift)
    lam, types = war.precision if precision is None else precision, range(len(war.belief))
    table = np.zeros((2, 2, 2, len(types), len(types), war.fronts + 1, points))
    costs = (war.cost, war.cost_later) if war.deadline >= 0 else (war.cost,)
    found = []
    for late, cost in enumerate(costs):
        for a, b in ((a, b) for a in types for b in types):
            strength = war.strength[0, a] / war.strength[1, b]
            odds, own = (np.exp(grid) * strength) ** war.contest, (range(2), (a, b))
            each = np.zeros((2, 2, war.fronts + 1, points))
            how = (war.proposer[:, 0].copy(), war.tempo, war.discount, lam, tolerance, MOST_SWEEPS)
            p, paid = odds / (1 + odds), cost * war.resolve[own]
            found.append(solve(each, p, paid, war.demand[own], left, part, *how))
            table[late, :, :, a, b] = each
    if war.deadline < 0:
        table[1] = table[0]
    return Worth(
        grid=grid,
        table=table,
        drift=drift,
        sweeps=max(sweeps for sweeps, _ in found),
        converged=all(change <= tolerance for _, change in found),
    )


def _next(grid: Floats, drift: float) -> tuple[Ints, Floats]:
    """Where each ratio is a week later: the point to its left, and how far on the next one is."""
    place = np.arange(len(grid)) + drift / (grid[1] - grid[0])
    place = np.clip(place, 0, len(grid) - 1)
    left = np.minimum(place.astype(np.int64), len(grid) - 2)
    return left, place - left


def grid_error(war: War, worth: Worth) -> float:
    """Largest change of any worth, at points of the grid, if the grid is made half as wide."""
    n, reach = len(worth.grid), float(worth.grid[-1] - worth.grid[0]) / 2
    fine = bellman(war, points=2 * n - 1, reach=reach, drift=worth.drift)
    return float(abs(fine.table[..., ::2] - worth.table).max())
