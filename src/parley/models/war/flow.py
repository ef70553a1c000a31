"""Settlements that divide only a week's flow: peace that is made again every week.

The stake is a flow of 1 - d a week. In each week the proposer offers a share of that week's flow;
who accepts has peace for the week, and talks go on. Who refuses fights that week. Nobody can
promise now what it will not have to give later, so a side whose power is falling fights if no
share of one week's flow can make up for what it loses by waiting.

In week t, with the chance p of side 1 to win a battle, proposer x, party j, front k:

    R_xj(t, k) = -c_j + (1 - d) p_j + d E[ V_x'j(t + 1, k') ]     a week of war, k' by the battle
    A_xj(t, k) = (1 - d) share + d E[ V_x'j(t + 1, k) ]           a week of peace, 0 <= share <= 1

In a week of war each side has of the flow its chance to win a battle; so a war that one battle
decides is worth p - c. The ratio of strengths takes a given path, in war and peace alike. Replies
are the best ones: a logit's errors, made anew every week, would add up to more than the stake.

Sources: Fearon (1995), Rationalist Explanations for War, International Organization 49(3); Powell
(2006), War as a Commitment Problem, International Organization 60(1): their games are wars that
one battle decides. The longer war is ours, after Slantchev (2003), American Political Science
Review 97(4), 621-632.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from parley.models.war.state import Floats, Ints
from parley.models.war.war import War
from parley.models.war.worth import pairs, static

__all__ = ["FlowWorth", "flow_worth"]

MOST_WEEKS = 100_000
TOLERANCE = 1e-12
ANYTHING = np.full(2, -np.inf)
"""Demands of a side that has none."""
OF_A_WEEK = np.zeros((0, 2)), 0.0, np.nan
"""No packages, no mediator."""


@dataclass(frozen=True, kw_only=True, eq=False)
class FlowWorth:
    """By week and who proposes, for each pair of types and each place of the front.

    refusing : (weeks, 2, 2, T, T, fronts + 1), by proposer and party, worth of a week of war, parts
    of the stake. share : (weeks, 2, T, T, fronts + 1), part of the week's flow that peace
    gives to who does not propose; nan in war. The ends of the front are not used.
    converged : whether the last week, which stays for good, came to rest.
    """

    refusing: Floats
    share: Floats
    converged: bool

    def war_week(self, front: int, proposer: int) -> Ints:
        """(T, T), first week in which there is war; from 1, or 0 if there is none.

        proposer : who makes the offer of each week until then; the war says who does later.
        """
        war = np.isnan(self.share[:, proposer, :, :, front])
        return np.where(war.any(axis=0), war.argmax(axis=0) + 1, 0)


def flow_worth(war: War, ratio: ArrayLike) -> FlowWorth:
    """When is peace of a week at a time worth more than war to both, along a path of power?

    ratio : (weeks,), log of the ratio of strengths in each week; the last one stays for good. From
    stocks it is [balance(war, week) for week in range(weeks)]. Each pair of types is solved as if
    known. Collapse, strikes, pauses, demands, deadlines, packages, mediators and what a side gains
    by breaking its word are left out. `ValueError` for an empty path, or a discount of 1, which
    leaves no flow.
    """
    path = np.atleast_1d(np.asarray(ratio, float))
    if path.ndim != 1 or not path.size or not np.isfinite(path).all():
        raise ValueError(f"ratio must be a path of finite numbers, got shape {path.shape}")
    if war.discount == 1:
        raise ValueError("a week's flow is 1 - discount: it needs a discount below 1")
    types = war.belief.shape[-1]
    refusing = np.full((len(path), 2, 2, types, types, war.fronts + 1), np.nan)
    share, rested = refusing[:, 0].copy(), []
    for a, b, p, resolve, _ in pairs(war, path):
        each = _path(war, p, war.cost * resolve)
        refusing[:, :, :, a, b], share[:, :, a, b] = each[:2]
        rested.append(each[2])
    return FlowWorth(refusing=refusing, share=share, converged=all(rested))


def _path(war: War, p: Floats, cost: Floats) -> tuple[Floats, Floats, bool]:
    """Refusing and share by week; whether the last week came to rest."""
    from parley.models.war._worth_numba import week

    weeks, first_next = len(p), war.proposer[:, 0].copy()
    left, part = np.zeros(1, np.int64), np.zeros(1)  # the ratio has a path and needs no grid
    refusing = np.full((weeks, 2, 2, war.fronts + 1, 1), np.nan)
    share = refusing[:, 0].copy()
    refusing[:, :, :, 1:-1] = 0
    worth = static(war, p[-1:], cost)

    def back(t: int) -> float:
        """From the worth of week t + 1 to that of week t, and how much it differs."""
        before, how = worth.copy(), (war.tempo, war.discount, np.inf, 1 - war.discount)
        now = cost, p[t : t + 1], ANYTHING
        week(worth, refusing[t], share[t], *now, left, part, first_next, *how, *OF_A_WEEK)
        return float(abs(worth - before).max())

    rested = any(back(weeks - 1) <= TOLERANCE for _ in range(MOST_WEEKS))
    for t in reversed(range(weeks - 1)):
        back(t)
    return refusing[..., 0], share[..., 0], rested
