"""What refusing is worth if talks go on: alternating offers before every battle, on a grid.

Each pair of types is solved as if known, and a party takes the mean over what it believes of the
other. So parties act on their types, nobody's type need be one of two, and at certainty the
answer is exact; what is left out is that holding out teaches the other something.

Bellman's equation in the worth R of refusing, for proposer x, party j, front k and log ratio z:

    R_xj(k, z) = -c_j + d E[ V_x'j(k', z + drift) ],    V = R + what the offer gains (logit)

with k' by the battle and x' by who proposes next. Of packages a proposer offers a mixture. A
mediator's text counts with its chance and needs both answers; of packages it is taken to be one by
logit in about the geometric mean of the gains, because a rule without errors may leave nothing
that stays. Without types, with infinite precision, it is bargaining in a war of fronts with
complete information. `bellman` solves it for talks without end, `weekly` backwards from a week
after which talks end, or costs no longer change.

Sources: Slantchev (2003), American Political Science Review 97(4), 621-632, its core; the offer
is that of a logit ultimatum game, as in Signorino (1999), American Political Science Review
93(2), 279-297.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from parley.games.front import fight_to_finish
from parley.models.war.state import Floats, Ints
from parley.models.war.war import War

__all__ = [
    "WeeklyWorth",
    "Worth",
    "balance",
    "bellman",
    "grid_error",
    "pairs",
    "static",
    "weekly",
]

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


@dataclass(frozen=True, kw_only=True, eq=False)
class WeeklyWorth:
    """Worth of refusing, by week; grid and drift as in `Worth`.

    table : (weeks, 2, 2, T, T, fronts + 1, n), as that of `Worth` with the week in place of before
    and after the deadline. It holds the deadline's own cost.
    """

    grid: Floats
    table: Floats
    drift: float


def balance(war: War, weeks: int = 0) -> float:
    """Log of the ratio of strengths at the start, or after so many weeks of war without strikes."""
    stock = war.stock
    for _ in range(weeks):
        stock = (1 - war.loss[0]) * stock + war.production[0] + war.aid[0]
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
    from parley.models.war._worth_numba import solve

    grid, drift = _grid(war, points, reach), _drift(war, drift)
    left, part = _next(grid, drift)
    lam, types = war.precision if precision is None else precision, war.belief.shape[-1]
    table = np.zeros((2, 2, 2, types, types, war.fronts + 1, points))
    costs = (war.cost, war.cost_later) if war.deadline >= 0 else (war.cost,)
    found = []
    for late, cost in enumerate(costs):
        for a, b, p, resolve, demand in pairs(war, grid):
            each = np.zeros((2, 2, war.fronts + 1, points))
            how = (war.proposer[:, 0].copy(), war.tempo, war.discount, lam, *_talks(war))
            ends = (tolerance, MOST_SWEEPS)
            found.append(solve(each, p, cost * resolve, demand, left, part, *how, *ends))
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


def weekly(
    war: War,
    weeks: int,
    *,
    then: Worth | None = None,
    points: int = POINTS,
    reach: float = REACH,
    drift: float | None = None,
    precision: float | None = None,
) -> WeeklyWorth:
    """Worth of refusing in each of so many weeks, each of which has an offer.

    then : None if talks end with them and the war goes on to the finish, by the balance of that
    week; else what refusing is worth from then on, from `bellman`, so that what comes before a
    deadline is exact. Its grid and drift then hold. The rest as in `bellman`. With more weeks the
    first nears `bellman`, by the discount each, if costs do not change. `ValueError` without weeks.
    """
    if weeks < 1:
        raise ValueError(f"needs a week of talks, got {weeks}")
    from parley.models.war._worth_numba import week

    grid = _grid(war, points, reach) if then is None else then.grid
    drift = _drift(war, drift) if then is None else then.drift
    left, part = _next(grid, drift)
    lam, types = war.precision if precision is None else precision, war.belief.shape[-1]
    table = np.zeros((weeks, 2, 2, types, types, war.fronts + 1, len(grid)))
    cost = [war.cost_later if 0 <= war.deadline < t else war.cost for t in range(weeks + 1)]
    late = int(0 <= war.deadline < weeks)
    for a, b, p, resolve, demand in pairs(war, grid):
        if then is None:
            worth = static(war, p, cost[weeks] * resolve)
        else:
            worth = _offered(war, then.table[late, :, :, a, b], demand, lam)
        how = (p, demand, left, part, war.proposer[:, 0].copy(), war.tempo, war.discount, lam)
        offer = np.empty((2, war.fronts + 1, len(grid)))
        for t in reversed(range(weeks)):
            each = np.zeros(worth.shape)
            lost = war.deadline_cost if t == war.deadline else 0
            week(worth, each, offer, cost[t] * resolve + lost, *how, 0.0, *_talks(war))
            table[t, :, :, a, b] = each
    return WeeklyWorth(grid=grid, table=table, drift=drift)


def pairs(war: War, ratio: Floats) -> Iterator[tuple[int, int, Floats, Floats, Floats]]:
    """Each pair of types; then side 1's chance of a battle, by log ratio; resolves and demands."""
    types, scale = range(war.belief.shape[-1]), np.exp(ratio)
    for a, b in ((a, b) for a in types for b in types):
        odds = (scale * (war.strength[0, a] / war.strength[1, b])) ** war.contest
        own = (range(2), (a, b))
        yield a, b, odds / (1 + odds), war.resolve[own], war.demand[own]


def static(war: War, p: Floats, cost: Floats) -> Floats:
    """Worth of a war to the finish, whoever proposes: (2, 2, fronts + 1, n).

    p : (n,), side 1's chance of a battle, the same in all of them. cost : (2,), of a week.
    """
    found = _ends(war, len(p))
    fought = 1 - war.discount * (1 - war.tempo)  # weeks without a battle cost and discount as well
    if war.tempo == 0:
        found[:, :, 1:-1] = -cost[:, np.newaxis, np.newaxis] / fought
        return found
    front, chance = np.arange(1, war.fronts)[:, np.newaxis], np.clip(p, 1e-6, 1 - 1e-6)
    each = cost / fought
    how = (chance, front, war.fronts, *each, war.discount * war.tempo / fought)
    found[:, :, 1:-1] = fight_to_finish(*how)[:2]
    return found


def _offered(war: War, refusing: Floats, demand: Floats, precision: float) -> Floats:
    """Worth before an offer that divides the stake, from that of refusing it.

    Both (2, 2, fronts + 1, n), by proposer and party. demand : (2,).
    """
    from parley.models.war._worth_numba import agreed

    worth, refusing = _ends(war, refusing.shape[-1]), refusing.copy()
    offer = np.empty((2, *refusing.shape[2:]))
    how = (demand, precision, *_talks(war))
    agreed(refusing, np.zeros(worth.shape), 1.0, *how, worth, offer)
    return worth


def _talks(war: War) -> tuple[Floats, float, float]:
    """What is offered, as the kernels take it."""
    return war.packages, war.mediator, war.line


def _ends(war: War, points: int) -> Floats:
    """What is had at the ends of the front, and 0 elsewhere: (2, 2, fronts + 1, points)."""
    found = np.zeros((2, 2, war.fronts + 1, points))
    found[:, 0, -1] = found[:, 1, 0] = 1
    return found


def _grid(war: War, points: int, reach: float) -> Floats:
    if points < 2 or not reach > 0:
        raise ValueError(f"needs 2 points and a reach above 0, got {points} and {reach}")
    start = balance(war)
    return np.linspace(start - reach, start + reach, points)


def _drift(war: War, drift: float | None) -> float:
    return balance(war, 1) - balance(war) if drift is None else drift


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
