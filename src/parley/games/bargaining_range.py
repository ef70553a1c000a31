"""The bargaining range, and how much risk of war a demand is worth.

War destroys something, so some division of what is fought over is better for both sides than
fighting. The range of such divisions is the benchmark of the whole family; all else explains why
the parties miss it. It need not exist with three parties or more. With private information the
side that asks weighs a larger share against a larger risk of refusal: the risk-return trade-off.

The good is worth 1 to each side and A's share is x. A wins a war with probability p. Costs are
in units of the good: a cost stated otherwise must first be divided by what the good is worth to
that side, so the same losses are a small cost for a large stake.

Sources: Fearon (1995), Rationalist Explanations for War, International Organization 49(3);
Powell (1999), In the Shadow of Power, Princeton University Press; Gallop (2017), More Dangerous
Than Dyads, Journal of Theoretical Politics 29(3); Jordan (2015), A Bargain Might Not Exist,
working paper.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import TIE, Floats, Number, Truth, flag, plain, within

__all__ = [
    "BargainingRange",
    "Dissatisfied",
    "DivisionRange",
    "RiskReturn",
    "bargaining_range",
    "cost_type_threshold",
    "dissatisfied",
    "division_range",
    "strength_type_threshold",
    "type_demand",
    "ultimatum_demand",
    "uniform_cost_demand",
]

COST = "[0, inf)"
SHARE = "[0, 1]"


class BargainingRange(NamedTuple):
    """Divisions both sides prefer to war, as A's share, 0 to 1; both ends belong to it.

    low : A accepts no less. high : B concedes no more.
    """

    low: Number
    high: Number

    @property
    def width(self) -> Number:
        """Negative if no division satisfies both."""
        return self.high - self.low

    @property
    def exists(self) -> Truth:
        return flag(np.asarray(self.width) >= -TIE)


class Dissatisfied(NamedTuple):
    """Which side would gain by war over the status quo."""

    a: Truth
    b: Truth


class DivisionRange(NamedTuple):
    """Divisions among n parties that all prefer to war.

    exists : whether there is one. surplus : what is left of 1 after every reservation value,
    negative if no division will do. low, high : (..., n_parties), least and most that a party
    gets in such a division; nan where there is none.
    """

    exists: Truth
    surplus: Number
    low: Floats
    high: Floats


class RiskReturn(NamedTuple):
    """A's best demand against an opponent whose type it does not know.

    demand : A's share, 0 to 1. war : probability that it is refused. value : A's expected
    payoff, higher is better for A.
    """

    demand: Number
    war: Number
    value: Number


def bargaining_range(
    p: ArrayLike,
    cost_a: ArrayLike,
    cost_b: ArrayLike,
    *,
    curvature_a: ArrayLike = 1,
    curvature_b: ArrayLike = 1,
) -> BargainingRange:
    """Which divisions do both sides prefer to war? Complete information.

    Utilities x**a and (1 - x)**b, war worth p - cost_a and 1 - p - cost_b:

        low = max(0, p - cost_a)**(1/a),   high = 1 - max(0, 1 - p - cost_b)**(1/b)

    p : 0 to 1. cost_a, cost_b : at least 0, in utility, so in shares of the good with curvature 1.
    curvature_a, curvature_b : above 0; below 1 averse to risk, which widens the range; above 1
    fond of it, and the range may be empty. Risk-neutral width, where no end is cut off, is
    cost_a + cost_b. Broadcasts. `ValueError` for anything else. Fearon 1995; Powell 1999.

    >>> bargaining_range(0.6, 0.1, 0.15)
    BargainingRange(low=0.5, high=0.75)
    """
    win = within("p", p, SHARE)
    war_a = np.maximum(win - within("cost_a", cost_a, COST), 0)
    war_b = np.maximum(1 - win - within("cost_b", cost_b, COST), 0)
    low = war_a ** (1 / within("curvature_a", curvature_a, "(0, inf)"))
    high = 1 - war_b ** (1 / within("curvature_b", curvature_b, "(0, inf)"))
    low, high = np.broadcast_arrays(low, high)
    return BargainingRange(plain(low), plain(high))


def ultimatum_demand(p: ArrayLike, cost_b: ArrayLike) -> Number:
    """What does A get if it makes one final demand? min(1, p + cost_b): the top of the range.

    A demands, B takes it or fights; complete information, risk-neutral sides, and B accepts
    where it is indifferent. All of the surplus goes to A because it has the last word, not because
    it is strong. Ranges, broadcasting and errors as in `bargaining_range`. Fearon 1995.

    >>> ultimatum_demand(0.6, 0.15), ultimatum_demand(0.9, 0.3)
    (0.75, 1.0)
    """
    return plain(np.minimum(1, within("p", p, SHARE) + within("cost_b", cost_b, COST)))


def dissatisfied(
    status_quo: ArrayLike, p: ArrayLike, cost_a: ArrayLike, cost_b: ArrayLike
) -> Dissatisfied:
    """Which side would rather fight than keep the status quo? At most one, as war is costly.

    A is if p - cost_a > status_quo, B if 1 - p - cost_b > 1 - status_quo: a side may be
    dissatisfied because it is stronger than its share says, not because its share is small.
    status_quo : A's share, 0 to 1. The rest as in `bargaining_range`, risk-neutral. Powell 1999.

    >>> dissatisfied(0.3, p=0.6, cost_a=0.1, cost_b=0.15)
    Dissatisfied(a=True, b=False)
    """
    share, win = within("status_quo", status_quo, SHARE), within("p", p, SHARE)
    gain_a = win - within("cost_a", cost_a, COST) - share
    gain_b = share - win - within("cost_b", cost_b, COST)
    gain_a, gain_b = np.broadcast_arrays(gain_a, gain_b)
    return Dissatisfied(flag(gain_a > TIE), flag(gain_b > TIE))


def division_range(reservation: ArrayLike) -> DivisionRange:
    """Is there a division that all of n parties prefer to war? Iff sum_i max(0, r_i) <= 1.

    reservation : (..., n_parties), what each expects from war, at most 1, in shares of the good;
    a negative one counts as 0, as no share is less. Two parties whose chances add up to 1 always
    pass. Three need not, even with complete information: each may expect a coalition to win with
    it, or war may end in stalemate. `ValueError` for anything else. Gallop 2017; Jordan 2015.

    >>> division_range([0.3, 0.3, 0.35]).exists, division_range([0.4, 0.35, 0.3]).exists
    (True, False)
    """
    given = np.atleast_1d(within("reservation", reservation, "(-inf, 1]"))
    if given.shape[-1] < 2:
        raise ValueError(f"reservation must name at least 2 parties, got {given.shape[-1]}")
    low = np.maximum(given, 0)
    surplus = 1 - low.sum(axis=-1)
    exists = surplus >= -TIE
    low = np.where(exists[..., np.newaxis], low, np.nan)
    high = low + np.maximum(surplus, 0)[..., np.newaxis]
    return DivisionRange(flag(exists), plain(surplus), low, high)


def uniform_cost_demand(
    p: ArrayLike, cost_a: ArrayLike, low: ArrayLike, high: ArrayLike
) -> RiskReturn:
    """How much risk of war is worth running if B's cost is known only to lie between two bounds?

    B's cost is uniform from low to high and B knows it. A demands, B takes it or fights. Asking
    for p + k is refused by every cost below k, and the best is

        k = (high - cost_a) / 2, at least low;   demand = min(1, p + k)
        war = (demand - p - low) / (high - low), at least 0

    No risk is run iff cost_a + 2 low >= high, or nothing is left to ask for. Costs at least 0,
    in shares of the good, low <= high. Broadcasts. `ValueError` for anything else. Fearon 1995.

    >>> [round(each, 3) for each in uniform_cost_demand(0.5, 0.1, 0, 0.4)]
    [0.65, 0.375, 0.556]
    """
    win, cost = within("p", p, SHARE), within("cost_a", cost_a, COST)
    least, most = within("low", low, COST), within("high", high, COST)
    if (least > most).any():
        raise ValueError("low must not exceed high")
    asked = np.minimum(np.clip((most - cost) / 2, least, most), 1 - win)
    span = np.where(most > least, most - least, 1)  # a known cost: nothing lies below it
    war = np.maximum(asked - least, 0) / span  # to ask for all may already be safe
    demand = win + asked + 0 * war
    return RiskReturn(plain(demand), plain(war), plain(demand - war * (asked + cost)))


def type_demand(
    probability: ArrayLike, p: ArrayLike, cost_a: ArrayLike, cost_b: ArrayLike
) -> RiskReturn:
    """What should A ask of an opponent that is one of several types, in strength or in cost?

    B knows its type i, against which A wins with p_i, and which pays cost_b_i. It concedes at most
    min(1, p_i + cost_b_i). A asks for one of these amounts, the one with the best

        sum_i probability_i (demand if conceded, else p_i - cost_a)

    and of equals the one with the least risk. Types that differ in p also tell A by refusing that
    it is weaker than it hoped. A finer list stands for any distribution.

    probability : (..., n_types), at least 0, sum 1. p, cost_b : the same, or one for all.
    cost_a : (...). Broadcasts; `ValueError` for anything else. After Fearon 1995; Powell 1999.

    >>> type_demand([0.3, 0.7], p=0.5, cost_a=0.1, cost_b=[0.1, 0.4]).war  # the tough one fights
    0.3
    """
    chance = np.atleast_1d(within("probability", probability, COST))
    if (np.abs(chance.sum(axis=-1) - 1) > 1e-9).any():
        raise ValueError("probability must add up to 1 over the types")
    win, cost = within("p", p, SHARE), within("cost_b", cost_b, COST)
    fighting = win - within("cost_a", cost_a, COST)[..., np.newaxis]
    chance, fighting, most = np.broadcast_arrays(chance, fighting, np.minimum(1, win + cost))
    asked, conceded = most[..., np.newaxis], most[..., np.newaxis, :]  # [demand, type]
    refused = chance[..., np.newaxis, :] * (conceded < asked - TIE)
    war = refused.sum(axis=-1)
    value = (1 - war) * most + (refused * fighting[..., np.newaxis, :]).sum(axis=-1)
    best = value >= value.max(axis=-1, keepdims=True) - TIE
    pick = np.where(best, war, np.inf).argmin(axis=-1)[..., np.newaxis]
    demand, war, value = (np.take_along_axis(x, pick, -1)[..., 0] for x in (most, war, value))
    return RiskReturn(plain(demand), plain(war), plain(value))


def cost_type_threshold(
    p: ArrayLike, cost_a: ArrayLike, cost_tough: ArrayLike, cost_weak: ArrayLike
) -> Number:
    """Below which chance that B is tough, so cheap to send to war, does A risk war?

    (cost_weak - cost_tough) / (cost_weak + cost_a), or with demands cut off at 1

        (risky - safe) / (risky - p + cost_a),   risky = min(1, p + cost_weak), safe likewise

    Below it A asks what only the weak type concedes, and war follows with just that chance; at it
    or above A asks what both concede. Costs at least 0, cost_tough <= cost_weak. Broadcasts;
    `ValueError` for anything else. Fearon 1995; Powell 1999.

    >>> round(cost_type_threshold(0.5, 0.1, cost_tough=0.1, cost_weak=0.4), 3)
    0.6
    """
    win = within("p", p, SHARE)
    tough = within("cost_tough", cost_tough, COST)
    weak = within("cost_weak", cost_weak, COST)
    if (tough > weak).any():
        raise ValueError("cost_tough must not exceed cost_weak")
    return _threshold(win + tough, win + weak, win - within("cost_a", cost_a, COST))


def strength_type_threshold(
    p_strong: ArrayLike, p_weak: ArrayLike, cost_a: ArrayLike, cost_b: ArrayLike
) -> Number:
    """Below which chance that B is strong does A risk war?

    A wins with p_strong against the strong type, with p_weak >= p_strong against the weak one.
    (p_weak - p_strong) / (p_weak - p_strong + cost_a + cost_b) where no demand is cut off at 1.
    The rest as in `cost_type_threshold`. Powell 1999.

    >>> round(strength_type_threshold(0.4, 0.7, cost_a=0.1, cost_b=0.1), 3)
    0.6
    """
    strong, weak = within("p_strong", p_strong, SHARE), within("p_weak", p_weak, SHARE)
    if (strong > weak).any():
        raise ValueError("p_strong must not exceed p_weak: both are A's chance to win")
    cost = within("cost_b", cost_b, COST)
    fighting = strong - within("cost_a", cost_a, COST)
    return _threshold(strong + cost, weak + cost, fighting)


def _threshold(safe: Floats, risky: Floats, fighting: Floats) -> Number:
    """Chance of refusal up to which (1 - chance) risky + chance fighting beats safe."""
    safe, risky = np.minimum(1, safe), np.minimum(1, risky)
    gain = risky - safe
    return plain(np.where(gain > 0, gain / np.where(gain > 0, risky - fighting, 1), 0))
