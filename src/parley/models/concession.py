"""Who gives way: shares under alternating offers, and concession step by step.

Shares are of one thing that all want, from 0 to 1. A discount factor is what one round of waiting
leaves of a share, between 0 and 1: the more patient party has the larger one. Fractions in,
fractions out.

The sources assume that everybody knows the rules, the costs of waiting and what no deal is worth,
and that nothing but the share matters. None of that holds in a war; what carries over is the
direction: patience and a good alternative pay, and the one who moves first gains a little.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from parley.models.frontier import Frontier, nash

__all__ = [
    "CHATTERJEE_SAMUELSON",
    "Exchange",
    "Path",
    "bargaining_weights",
    "discount",
    "fixed_costs",
    "hidden_deal",
    "random_proposer",
    "rotating_proposers",
    "rounds_left",
    "rubinstein",
    "rubinstein_split",
    "zeuthen",
    "zone_normal",
    "zone_uniform",
]

Ints = NDArray[np.int64]
Number = Fraction | float

CHATTERJEE_SAMUELSON = Fraction(1, 4)
"""Width a zone must have before both sides' shaded offers meet, in their common range."""


# alternating offers


def discount(rate: float, period: float) -> float:
    """What waiting one period leaves of a share: exp(-rate * period)."""
    return math.exp(-rate * period)


def rubinstein(first: Number, second: Number, outside: Number = 0) -> Number:
    """Share of the party that proposes first, agreed at once: (1 - d2) / (1 - d1 d2).

    first, second : discount factors, not both 1. outside : share that the second can have
    elsewhere; it matters only where it exceeds what the second gets anyway.

    Sources: Rubinstein (1982), Econometrica 50(1), 97-109; outside option: Binmore, Shaked and
    Sutton (1989), Quarterly Journal of Economics 104(4), 753-770.

    >>> rubinstein(Fraction(9, 10), Fraction(8, 10))
    Fraction(5, 7)
    """
    _check(first, second)
    if first * second == 1:
        raise ValueError("discount factors 1 and 1: if waiting costs nothing, any split is stable")
    return min((1 - second) / (1 - first * second), 1 - outside)


def rounds_left(first: Number, second: Number, rounds: int) -> Number:
    """Share of the first proposer where talks end after so many rounds, proposing in turn.

    Whoever proposes last takes all, so a known deadline matters more than patience.

    Source: Stahl (1972), Bargaining Theory, Stockholm School of Economics.
    """
    _check(first, second)
    if rounds < 1:
        raise ValueError(f"there must be a round, got {rounds}")
    share: Number = 1
    for k in range(rounds - 1, 0, -1):  # the responder of round k proposes in round k + 1
        share = 1 - (second if k % 2 else first) * share
    return share


def fixed_costs(first: Number, second: Number) -> tuple[Number, Number]:
    """Least and largest share of the first proposer where each round costs a fixed amount.

    Source: Rubinstein (1982), Econometrica 50(1), 97-109, conclusion I.
    """
    if not (0 < first <= 1 and 0 < second <= 1):
        raise ValueError(f"costs per round must be above 0 and at most 1, got {first}, {second}")
    if first < second:
        return 1, 1
    return (second, second) if second < first else (first, 1)


def rotating_proposers(discount: Number, n: int) -> tuple[Number, ...]:
    """Shares of n parties that propose in turn, first proposer first; all must accept.

    d**k / (1 + d + ... + d**(n-1)): the stationary equilibrium. With more than two parties there
    are others, down to any split if all are patient.

    Source: Osborne and Rubinstein (1990), Bargaining and Markets, section 3.13.
    """
    _check(discount)
    powers = [discount**k for k in range(n)]
    return tuple(power / sum(powers) for power in powers)


def random_proposer(discount: Number, n: int, quota: int | None = None) -> tuple[Number, Number]:
    """Share of a proposer drawn by lot, and of each partner needed for the quota.

    quota : how many of the n, the proposer among them, must accept; all by default. The others
    get nothing.

    Source: Baron and Ferejohn (1989), American Political Science Review 83(4), 1181-1206, closed
    rule.
    """
    _check(discount)
    quota = n if quota is None else quota
    if not 1 <= quota <= n:
        raise ValueError(f"quota {quota} of {n} parties")
    partner = discount / n
    return 1 - (quota - 1) * partner, partner


def bargaining_weights(rates: Sequence[int | Fraction]) -> tuple[Fraction, ...]:
    """Weights of a Nash product that stand for rates of impatience: 1 / rate, adding up to 1.

    As the period between offers shrinks, Rubinstein's split of two parties becomes the Nash
    solution with these weights. Rates are positive; `ValueError` otherwise.

    Source: Binmore, Rubinstein and Wolinsky (1986), RAND Journal of Economics 17(2), 176-188.
    """
    if not all(rate > 0 for rate in rates):
        raise ValueError(f"rates of impatience must be positive, got {rates}")
    patience = [1 / Fraction(rate) for rate in rates]
    return tuple(each / sum(patience) for each in patience)


def rubinstein_split(
    frontier: Frontier, floor: Ints, rates: Sequence[int | Fraction]
) -> tuple[int, ...]:
    """Points of the frontier that alternating offers with short periods lead to.

    The Nash solution weighted by `bargaining_weights`; for two parties that is a theorem, for
    more a convention.
    """
    return nash(frontier, floor, bargaining_weights(rates))


def _check(*discounts: Number) -> None:
    if not all(0 <= each <= 1 for each in discounts):
        raise ValueError(f"discount factors lie between 0 and 1, got {discounts}")


# concession step by step


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One round: what the two hold out for, how much risk each accepts, and who gives way.

    offers : indices of points. risks : the largest chance of no deal at which holding out still
    beats giving in. concedes : the parties with the smaller risk; both where equal.
    """

    offers: tuple[int, int]
    risks: tuple[Fraction, Fraction]
    concedes: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Path:
    """Rounds of concession up to the agreement.

    agreement : indices of points. Two where both hold offers with the same product and none in
    between is better; empty if no point reaches the floor.
    """

    rounds: tuple[Exchange, ...]
    agreement: tuple[int, ...]


def zeuthen(frontier: Frontier, floor: Ints, start: tuple[int, int] | None = None) -> Path:
    """Two parties concede in turn, each time the one that risks more by holding out.

    risk_i = (u_i(own offer) - u_i(other's)) / (u_i(own offer) - d_i). The smaller risk gives way,
    by the least that makes the other's the smaller: that is where the product of gains exceeds
    that of the other's offer. Ends at a Nash solution if some point lets both gain.

    start : the two first offers; by default each party's best point. `ValueError` unless both
    reach the floor and each party likes its own at least as well.

    Sources: Zeuthen (1930), Problems of Monopoly and Economic Warfare; Harsanyi (1956),
    Econometrica 24(2), 144-157.
    """
    if frontier.utility.shape[1] != 2:
        raise ValueError(f"two parties concede, got {frontier.utility.shape[1]}")
    gain: list[list[int]] = (frontier.utility - floor).tolist()
    rational = [i for i, each in enumerate(gain) if min(each) >= 0]
    if not rational:
        return Path(rounds=(), agreement=())
    offers = (rational[-1], rational[0]) if start is None else start
    _check_offers(gain, rational, offers)
    rounds: list[Exchange] = []
    while gain[offers[0]] != gain[offers[1]]:
        rounds.append(_exchange(gain, offers))
        moved = _moved(gain, rational, offers, rounds[-1].concedes)
        if moved == offers:
            return Path(rounds=tuple(rounds), agreement=tuple(sorted(offers)))
        offers = moved
    return Path(rounds=tuple(rounds), agreement=offers[:1])


def _check_offers(gain: list[list[int]], rational: list[int], offers: tuple[int, int]) -> None:
    one, other = offers
    if not {one, other} <= set(rational):
        raise ValueError(f"first offers {offers} must be points at or above the floor")
    if gain[one][0] < gain[other][0] or gain[one][1] > gain[other][1]:
        raise ValueError(f"first offers {offers}: each party must prefer its own")


def _exchange(gain: list[list[int]], offers: tuple[int, int]) -> Exchange:
    own = [gain[offers[p]][p] for p in (0, 1)]
    lost = [own[p] - gain[offers[1 - p]][p] for p in (0, 1)]
    # who would gain nothing by its own offer has no other point to hold out for
    one, other = (Fraction(lost[p], own[p]) for p in (0, 1))
    concedes = (0, 1) if one == other else ((0,) if one < other else (1,))
    return Exchange(offers=offers, risks=(one, other), concedes=concedes)


def _moved(
    gain: list[list[int]], rational: list[int], offers: tuple[int, int], concedes: tuple[int, ...]
) -> tuple[int, int]:
    """The next offers; unchanged only where equal risks find nothing better in between."""
    product = [a * b for a, b in gain]
    between = [i for i in rational if offers[1] < i < offers[0]]  # points ascend for the first
    new = list(offers)
    for p in concedes:
        better = [i for i in between if product[i] > product[offers[1 - p]]]
        if better:
            new[p] = max(better) if p == 0 else min(better)
        elif len(concedes) == 1:
            new[p] = offers[1 - p]  # gives in
    return new[0], new[1]


# a zone that nobody sees


def zone_uniform(least: tuple[Number, Number], most: tuple[Number, Number]) -> Number:
    """Chance that a zone exists on one scale, where each side's limit is anywhere in a range.

    least : range of the least that one side would take. most : range of the most that the other
    would give. Ranges are (low, high), low < high.

    >>> zone_uniform((200, 300), (250, 350))
    0.875
    """
    for low, high in (least, most):
        if not low < high:
            raise ValueError(f"a range needs low < high, got {low}, {high}")
    area = [_met(least, at) for at in most]
    return (area[1] - area[0]) / (most[1] - most[0])


def _met(least: tuple[Number, Number], at: Number) -> Number:
    """Area up to `at` under the chance that the least demanded is at most that much."""
    low, high = least
    inside = min(max(at, low), high)
    return (inside - low) ** 2 / (2 * (high - low)) + max(at - high, 0)


def zone_normal(least: tuple[float, float], most: tuple[float, float]) -> float:
    """The same chance where each side's limit is normal, (mean, standard deviation)."""
    spread = math.hypot(least[1], most[1])
    return (1 + math.erf((most[0] - least[0]) / spread / math.sqrt(2))) / 2


def hidden_deal(margin: Number = CHATTERJEE_SAMUELSON) -> tuple[Number, Number]:
    """Chance of a deal, and expected joint gain, where only zones wider than the margin are found.

    Both limits are hidden and anywhere in the same range, of width 1. With margin 0 every zone is
    found: chance 1/2, gain 1/6. By default the margin that arises when both sides shade their
    offers and would split the difference: chance 9/32, gain 9/64, though a zone exists half the
    time. No procedure does better without someone paying into it: Myerson and Satterthwaite
    (1983), Journal of Economic Theory 29(2), 265-281.

    Source: Chatterjee and Samuelson (1983), Operations Research 31(5), 835-851.
    """
    if not 0 <= margin <= 1:
        raise ValueError(f"the margin is a share of the range, got {margin}")
    return (1 - margin) ** 2 / 2, (1 - 3 * margin**2 + 2 * margin**3) / 6
