"""Alliances: how reliable a guarantee is, when it deters, and what it tempts the protected to do.

Deterrence. A attacks or not; B resists or yields; if B resists the ally C intervenes with chance r.
A wins with p0 against B alone and with p1 < p0 against both, so with p_r = p0 - r (p0 - p1). War
costs A c_A and B c_B, as parts of the stake; who yields loses it all.

    B resists      if r >= r_B = (p0 - 1 + c_B) / (p0 - p1)
    A is deterred  if r >= r_A = (p0 - c_A) / (p0 - p1), given that B resists

If r_B < r_A, a guarantee in between means war: enough for B to resist and not enough for A to be
deterred. None at all would have left B to yield, a firm one would have kept the peace, and both
spare c_A + c_B. So half a guarantee can be the worst of the three for everybody together, and for
the ally, though not for B, which chooses to resist. If r_A <= r_B there is no such gap.

Moral hazard. The same guarantee lets the protected demand more: up to 1 - p0 + r (p0 - p1) + c_T
before the target prefers war. A guarantee for demands up to a limit only takes that back.

After Smith (1995), Alliance formation and war, International Studies Quarterly 39(4), 405-425;
Yuen (2009), Target concessions in the shadow of intervention, Journal of Conflict Resolution 53(5),
745-773; Benson (2012), Constructing International Security, Cambridge University Press. Their games
are richer. Complete information on r: a target that cannot tell whether the guarantee is real faces
two types of strength and may choose war by mistake. All functions broadcast.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import TIE, Floats, Number, Truth, Words, flag, plain, within, word

__all__ = [
    "Guarantee",
    "GuaranteeThresholds",
    "ally_payoff",
    "conditional_demand",
    "guarantee",
    "guarantee_thresholds",
    "reliability",
    "required_audience_cost",
    "tolerated_demand",
]


class GuaranteeThresholds(NamedTuple):
    """Chances of intervention, 0 to 1; inf if certain intervention is not enough.

    resist : least at which B resists. deter : least at which A is deterred from attacking a B that
    resists. war_between : whether resist < deter, so that a guarantee in between means war.
    """

    resist: Number
    deter: Number
    war_between: Truth


class Guarantee(NamedTuple):
    """What a guarantee leads to.

    outcome : "yield", "war" or "deterred". attacker, protected : payoffs of A and B, as parts of
    the stake. joint : their sum, 1 without war and 1 - c_A - c_B with it; more is better.
    """

    outcome: Words
    attacker: Number
    protected: Number
    joint: Number


def reliability(
    *,
    win_alone: ArrayLike,
    win_against_ally: ArrayLike,
    ally_stake: ArrayLike,
    audience_cost: ArrayLike,
    cost_range: ArrayLike,
) -> Number:
    """How likely does the ally intervene?

    r = min(1, ((p0 - p1) s_C + a) / K): it does if its cost of war, known to itself only and
    anything from 0 to K alike, is at most what it saves. Higher is better for the protected.

    win_alone, win_against_ally : p0 > p1, A's chances to win, 0 to 1. ally_stake : s_C >= 0, what
    the prize is worth to the ally. audience_cost : a >= 0, of not coming. cost_range : K > 0. All
    three in one unit. `ValueError` otherwise. Source: after Smith (1995).

    >>> facts = dict(win_alone=0.9, win_against_ally=0.3, ally_stake=0.5, cost_range=1)
    >>> reliability(audience_cost=[0, 0.2, 0.9], **facts)
    array([0.3, 0.5, 1. ])
    """
    p0, p1 = _odds(win_alone, win_against_ally)
    s, a, k = _ally(ally_stake, audience_cost, cost_range)
    return plain(np.minimum(1, ((p0 - p1) * s + a) / k))


def guarantee_thresholds(
    *,
    win_alone: ArrayLike,
    win_against_ally: ArrayLike,
    cost_attacker: ArrayLike,
    cost_protected: ArrayLike,
) -> GuaranteeThresholds:
    """From what reliability on does B resist, and is A deterred?

    r_B and r_A of the module, at least 0. cost_attacker, cost_protected : c_A, c_B >= 0, over the
    stake; the rest and `ValueError` as in `reliability`. Source: after Smith (1995).

    >>> found = guarantee_thresholds(win_alone=0.9, win_against_ally=0.3, cost_attacker=0.5,
    ...                              cost_protected=0.4)
    >>> round(found.resist, 3), round(found.deter, 3), found.war_between
    (0.5, 0.667, True)
    """
    resist, deter = _thresholds(win_alone, win_against_ally, cost_attacker, cost_protected)
    between = np.asarray(resist < np.minimum(deter, 1 + TIE))  # at r = 1 a war counts as well
    return GuaranteeThresholds(plain(resist), plain(deter), flag(between))


def guarantee(
    *,
    win_alone: ArrayLike,
    win_against_ally: ArrayLike,
    cost_attacker: ArrayLike,
    cost_protected: ArrayLike,
    intervenes: ArrayLike,
) -> Guarantee:
    """What happens under a guarantee that is kept with a given chance?

    B yields below r_B; else war below r_A; else A is deterred. Ties go to resisting and to peace.
    intervenes : r, 0 to 1; the rest and `ValueError` as in `guarantee_thresholds`. Source: after
    Smith (1995).

    >>> facts = dict(win_alone=0.9, win_against_ally=0.3, cost_attacker=0.5, cost_protected=0.4)
    >>> found = guarantee(intervenes=[0, 0.6, 1], **facts)  # none, half a guarantee, a firm one
    >>> found.outcome.tolist(), found.joint.round(2).tolist()
    (['yield', 'war', 'deterred'], [1.0, 0.1, 1.0])
    """
    r = within("intervenes", intervenes, "[0, 1]")
    resist, deter = _thresholds(win_alone, win_against_ally, cost_attacker, cost_protected)
    yields, war = np.asarray(r < resist - TIE), np.asarray(r < deter - TIE)
    p = np.asarray(win_alone, float) * (1 - r) + np.asarray(win_against_ally, float) * r
    a = np.where(yields, 1, np.where(war, p - np.asarray(cost_attacker, float), 0))
    b = np.where(yields, 0, np.where(war, 1 - p - np.asarray(cost_protected, float), 1))
    outcome = np.where(yields, "yield", np.where(war, "war", "deterred"))
    return Guarantee(word(outcome), plain(a), plain(b), plain(a + b))


def required_audience_cost(
    *,
    win_alone: ArrayLike,
    win_against_ally: ArrayLike,
    cost_attacker: ArrayLike,
    cost_protected: ArrayLike,
    ally_stake: ArrayLike,
    cost_range: ArrayLike,
) -> Number:
    """How much must breaking its word cost the ally for the guarantee to keep the peace?

    a* = K max(r_A, r_B) - (p0 - p1) s_C, at least 0; inf if even a certain ally does not deter. B
    must be willing to resist as well, else A takes the prize without a war: hence r_B. Less is
    better: a weaker commitment will do. Inputs and `ValueError` as in `reliability` and
    `guarantee_thresholds`. Source: after Smith (1995).

    >>> facts = dict(win_alone=0.9, win_against_ally=0.3, cost_attacker=0.5, cost_protected=0.4)
    >>> round(required_audience_cost(ally_stake=0.5, cost_range=1, **facts), 3)
    0.367
    """
    resist, deter = _thresholds(win_alone, win_against_ally, cost_attacker, cost_protected)
    p0, p1 = _odds(win_alone, win_against_ally)
    s, _, k = _ally(ally_stake, 0, cost_range)
    return plain(np.maximum(0, k * np.maximum(resist, deter) - (p0 - p1) * s))


def ally_payoff(
    *,
    win_alone: ArrayLike,
    win_against_ally: ArrayLike,
    cost_attacker: ArrayLike,
    cost_protected: ArrayLike,
    ally_stake: ArrayLike,
    audience_cost: ArrayLike,
    cost_range: ArrayLike,
) -> Number:
    """What does the ally get from committing itself so much, before it knows its cost of war?

    0 if B yields, s_C if A is deterred, and in war s_C (1 - p_r) - k^2 / 2K - a (1 - r) with
    k = K r: what is saved, less the cost of coming and of not coming. More is better; compare with
    audience_cost 0. Inputs and `ValueError` as in `reliability` and `guarantee_thresholds`. Source:
    own, on the game after Smith (1995).

    >>> facts = dict(win_alone=0.9, win_against_ally=0.3, cost_attacker=0.5, cost_protected=0.4,
    ...              ally_stake=0.5, cost_range=1)
    >>> ally_payoff(audience_cost=[0, 0.25, 0.4], **facts).round(3)  # half is the worst
    array([ 0.   , -0.049,  0.5  ])
    """
    p0, p1 = _odds(win_alone, win_against_ally)
    s, a, cost = _ally(ally_stake, audience_cost, cost_range)
    r = np.minimum(1, ((p0 - p1) * s + a) / cost)
    resist, deter = _thresholds(win_alone, win_against_ally, cost_attacker, cost_protected)
    war = s * (1 - p0 + r * (p0 - p1)) - cost * r**2 / 2 - a * (1 - r)
    return plain(np.where(r < resist - TIE, 0, np.where(r < deter - TIE, war, s)))


def tolerated_demand(
    *,
    win_alone: ArrayLike,
    win_against_ally: ArrayLike,
    cost_target: ArrayLike,
    intervenes: ArrayLike,
) -> Number:
    """How much can the protected demand before the target prefers war?

    1 - p0 + r (p0 - p1) + c_T, at most 1: each point of reliability adds p0 - p1 to the demand.
    Here p0 and p1 are the *target's* chances to win. cost_target : c_T >= 0, over the stake; the
    rest and `ValueError` as in `guarantee`. Source: after Benson (2012) and Yuen (2009).

    >>> facts = dict(win_alone=0.6, win_against_ally=0.2, cost_target=0.1)
    >>> tolerated_demand(intervenes=[0, 0.5, 1], **facts)
    array([0.5, 0.7, 0.9])
    """
    p0, p1 = _odds(win_alone, win_against_ally)
    c, r = (
        within("cost_target", cost_target, "[0, inf)"),
        within("intervenes", intervenes, "[0, 1]"),
    )
    return plain(np.minimum(1, 1 - p0 + r * (p0 - p1) + c))


def conditional_demand(
    *,
    win_alone: ArrayLike,
    win_against_ally: ArrayLike,
    cost_target: ArrayLike,
    intervenes: ArrayLike,
    limit: ArrayLike,
) -> Number:
    """What does the protected demand if the guarantee covers demands up to a limit only?

    max(min(limit, covered), uncovered), with `tolerated_demand` under r and under no guarantee. It
    is accepted: complete information, so the protected never asks for a war. Less is more
    restraint; a limit at or below the uncovered demand takes the moral hazard away altogether.

    limit : 0 to 1; the rest and `ValueError` as in `tolerated_demand`. Source: after Benson (2012).

    >>> facts = dict(win_alone=0.6, win_against_ally=0.2, cost_target=0.1, intervenes=1)
    >>> conditional_demand(limit=[0.3, 0.6, 0.95], **facts)
    array([0.5, 0.6, 0.9])
    """
    x, c = within("limit", limit, "[0, 1]"), cost_target
    odds = {"win_alone": win_alone, "win_against_ally": win_against_ally, "cost_target": c}
    covered = tolerated_demand(intervenes=intervenes, **odds)
    uncovered = tolerated_demand(intervenes=0, **odds)
    return plain(np.maximum(np.minimum(x, covered), uncovered))


def _odds(alone: ArrayLike, against_ally: ArrayLike) -> tuple[Floats, Floats]:
    p0 = within("win_alone", alone, "[0, 1]")
    p1 = within("win_against_ally", against_ally, "[0, 1]")
    if not (p1 < p0).all():
        raise ValueError("win_against_ally must be below win_alone")
    return p0, p1


def _ally(stake: ArrayLike, audience: ArrayLike, cost: ArrayLike) -> tuple[Floats, Floats, Floats]:
    s, a = within("ally_stake", stake, "[0, inf)"), within("audience_cost", audience, "[0, inf)")
    return s, a, within("cost_range", cost, "(0, inf)")


def _thresholds(
    alone: ArrayLike, against_ally: ArrayLike, attacker: ArrayLike, protected: ArrayLike
) -> tuple[Floats, Floats]:
    p0, p1 = _odds(alone, against_ally)
    c_a = within("cost_attacker", attacker, "[0, inf)")
    c_b = within("cost_protected", protected, "[0, inf)")
    resist, deter = (p0 - 1 + c_b) / (p0 - p1), (p0 - c_a) / (p0 - p1)
    return _chance(resist), _chance(deter)


def _chance(least: Floats) -> Floats:
    return np.where(least > 1 + TIE, np.inf, np.clip(least, 0, 1))
