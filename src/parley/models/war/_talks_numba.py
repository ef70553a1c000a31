"""Decisions of the parties: talks, offers and answers, pauses.

Arrays only, and trusted. A part of `_week_numba`.
"""

import math

import numpy as np

from parley.models.war._beliefs_numba import answered, given
from parley.models.war._packages_numba import by_package, by_text, mediated, offered
from parley.models.war._rules_numba import logistic, offer, pair, refusal, wright
from parley.models.war._values_numba import kept, ratio, refused, terms, values, worth
from parley.models.war.linked import inlined, linked
from parley.models.war.state import CHOICE, SINCERE, STALLING, TEXT, Floats, Inputs, State


@linked
def _gain(i: Inputs, s: State, j: int, own: float, other: float, serves: bool) -> float:
    """What party j expects of talks with packages or a mediator, in units of noise."""
    if i.choices > 0:
        found = by_package(i, s, j, own, other)
    else:
        u = wright(i.precision * (1 - own - other) - 1)
        found = (u + math.log1p(u)) / 2
    text = by_text(i, s, j, own, other) if serves else 0.0
    return (1 - i.mediator) * found + i.mediator * text


@linked
def _could(i: Inputs, s: State, j: int) -> bool:
    """Whether a package is worth more to both than refusing, and party j would keep it."""
    found = False
    for k in range(i.choices):
        both = i.packages[k, j] > worth(i, s, j, s.own[j])
        both = both and i.packages[k, 1 - j] > worth(i, s, 1 - j, s.own[1 - j])
        found = found or (both and kept(i, s, j, i.packages[k, j], i.package_guarantor[k]) >= 0)
    return found


@linked
def talk(i: Inputs, s: State, u: tuple[float, float], serves: bool) -> bool:
    """Whether both talk; notes who could agree and keep it, and who only talks.

    serves : whether a mediator would have a text.
    """
    if i.types == 2:  # a constant, so that its loops are unrolled
        return _talk(i, s, u, serves, 2)
    return _talk(i, s, u, serves, i.types)


@inlined
def _talk(i: Inputs, s: State, u: tuple[float, float], serves: bool, types: int) -> bool:
    both, precision = True, i.precision
    own = s.own[0], s.own[1]
    surplus = 1 - worth(i, s, 0, own[0]) - worth(i, s, 1, own[1])
    for j in range(2):
        total = other = 0.0
        for b in range(types):
            weight = given(i, s, j, own[j], b)
            if weight > 0:
                total += weight
                other += weight * worth(i, s, 1 - j, b)
        other = other / total if total > 0 else worth(i, s, 1 - j, own[1 - j])
        surplus_seen = 1 - worth(i, s, j, own[j]) - other
        cost = precision * (i.talk_cost[j] - i.talk_gain[j, own[j]])
        if i.choices + i.mediator > 0:
            odds = math.exp(cost - _gain(i, s, j, worth(i, s, j, own[j]), other, serves))
        else:
            odds = refusal(precision * surplus_seen - 1, cost, i.talk_odds[j, own[j]])
        chance = 1 / (1 + odds)
        both = both and u[j] < chance
        middle = worth(i, s, j, own[j]) + surplus / 2
        if i.choices > 0:
            could = _could(i, s, j)
        else:
            could = surplus > 0 and kept(i, s, j, middle, i.package_guarantor[0]) >= 0
        if could:
            s.tally[SINCERE + j] = 1
        elif chance > 0.5:
            s.tally[STALLING + j] = 1
    return both


@linked
def settlement(
    i: Inputs, s: State, u: tuple[float, float], serves: bool, seed: np.uint64, r: int, t: int
) -> bool:
    """Whether a settlement is proposed and accepted; who proposes what.

    u : of the answers. serves : whether a mediator has a text.
    """
    if i.mediator > 0 and pair(seed, r, t, TEXT)[0] < i.mediator:
        return serves and mediated(i, s, u)
    if i.choices > 0:
        return offered(i, s, u, pair(seed, r, t, CHOICE))
    share = _share(i, s, u)
    if share >= 0:
        divided(s, share)
    return share >= 0


@inlined
def divided(s: State, share: float) -> None:
    """A settlement that divides the stake."""
    s.gets[0], s.gets[1], s.package = share, 1 - share, 0


@linked
def _share(i: Inputs, s: State, u: tuple[float, float]) -> float:
    """Share of party 1 that the proposer offers and the other accepts; -1 if it refuses.

    Of the offers that are best against one type of the other, the one that is best over all: what
    a refusal is worth depends on the type that refuses.
    """
    types, j = i.types, s.proposer
    own = s.own[j]
    best, share = -np.inf, 0.0
    for a in range(types):
        if given(i, s, j, own, a) <= 0:
            continue
        r = max(refused(s, j, own, a), i.demand[j, own])
        y = min(max(offer(i.precision, r, worth(i, s, 1 - j, a))[0], 0.0), 1.0)
        gain = 0.0
        for b in range(types):
            r = max(refused(s, j, own, b), i.demand[j, own])
            accepts = logistic(i.precision * (y - worth(i, s, 1 - j, b)))
            gain += given(i, s, j, own, b) * accepts * (1 - y - r)
        if gain > best:
            best, share = gain, y
    for b in range(types):
        s.like[b] = logistic(i.precision * (share - worth(i, s, 1 - j, b)))
    if not answered(i, s, 1 - j, u[1 - j]):
        return -1.0
    return 1 - share if j == 0 else share


@linked
def pause(i: Inputs, table: Floats, s: State, u: tuple[float, float], weeks: int) -> bool:
    """Whether both agree to a pause of so many weeks; s.later becomes the worth after it."""
    values(i, table, s, ratio(i, s, weeks), s.later)
    terms(i, s)
    both = True
    for j in range(2):
        hoped = i.hope * s.line[j]
        for a in range(i.types):
            gain = hoped + (1 - i.hope) * s.later[j, a] - s.now[j, a]
            s.like[a] = logistic(i.precision * gain)
        agreed = answered(i, s, j, u[j])
        both = both and agreed
    return both
