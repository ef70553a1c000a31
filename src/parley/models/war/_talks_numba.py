"""Decisions of the parties: what refusing is worth, talks, offers, answers, and learning.

Arrays only, and trusted. A part of `_week_numba`.
"""

import math

import numpy as np

from parley.models.war._rules_numba import fight, logistic, offer, slack, wright
from parley.models.war.linked import inlined, linked
from parley.models.war.state import SINCERE, STALLING, Floats, Inputs, State


@linked
def values(i: Inputs, table: Floats, s: State, ratio: float, found: Floats) -> None:
    """Each type's worth of refusing now, at the log of the ratio of strengths: found[party, type].

    A type's own worth is the mean over what it believes of the other.
    """
    types, discount, tempo = i.types, i.discount, i.tempo
    front, late = s.front, 0 <= i.deadline < s.week
    n = table.shape[1]
    if n:
        place = min(max((ratio - i.low_ratio) / i.step, 0.0), n - 1.0)
        left = min(int(place), n - 2)
        part = place - left
    else:
        scale = math.exp(min(max(i.contest * ratio, -30.0), 30.0))
        cost_1 = i.cost_later[0] if late else i.cost[0]
        cost_2 = i.cost_later[1] if late else i.cost[1]
    for a in range(types):
        for b in range(types):
            if n:
                for j in range(2):
                    row = (2 * int(late) + s.proposer) * 2 + j
                    row = ((row * types + a) * types + b) * (i.fronts + 1) + front
                    s.value[j, a, b] = (1 - part) * table[row, left] + part * table[row, left + 1]
            else:
                odds = scale * i.odds[a, b]
                p = odds / (1 + odds)
                won, lost, weeks = fight(p, discount, tempo, i.fronts, front)
                s.value[0, a, b] = won - cost_1 * i.resolve[0, a] * weeks
                s.value[1, a, b] = lost - cost_2 * i.resolve[1, b] * weeks
    for j in range(2):
        if s.week == i.deadline:
            for a in range(types):
                for b in range(types):
                    s.value[j, a, b] -= i.deadline_cost[j]
        for a in range(types):
            found[j, a] = _mean(i, s, j, a)


@inlined
def _mean(i: Inputs, s: State, j: int, a: int) -> float:
    """The mean worth of type a of party j over what it believes of the other."""
    total = mean = 0.0
    for b in range(i.types):
        chance = given(s, j, a, b)
        total, mean = total + chance, mean + chance * _refused(s, j, a, b)
    if total > 0:
        return mean / total
    for b in range(i.types):  # nobody thinks that a exists: what is thought of the other at all
        for c in range(i.types):
            chance = given(s, j, c, b)
            total, mean = total + chance, mean + chance * _refused(s, j, a, b)
    return mean / total


@linked
def ratio(i: Inputs, s: State, weeks: int) -> float:
    """Log of the ratio of strengths after so many weeks of pause."""
    found = 0.0
    for j in range(2):
        aided = s.week < i.aid_until[j]
        for c in range(i.classes):
            if i.weight[j, c] > 0:
                m = s.stock[j, c]
                if weeks:
                    m *= i.ahead_keep[weeks, j, c]
                    m += i.ahead_gain[weeks, j, c]
                    m += i.ahead_aid[weeks, j, c] if aided else 0.0
                log = i.weight[j, c] * math.log(max(m, 1e-300))
                found += log if j == 0 else -log
    return found


@linked
def learn(i: Inputs, s: State, j: int) -> None:
    """Bayes from the conduct of j, whose likelihood by type is in s.like; tempered."""
    total, types = 0.0, i.types
    if types == 1:
        return
    for a in range(types):
        if i.temper != 1:
            s.like[a] = math.exp(i.temper * math.log(max(s.like[a], 1e-300)))
    for a in range(types):
        for b in range(types):
            total += s.belief[a, b] * s.like[a if j == 0 else b]
    if total > 0:
        for a in range(types):
            for b in range(types):
                s.belief[a, b] *= s.like[a if j == 0 else b] / total


@inlined
def worth(i: Inputs, s: State, j: int, a: int) -> float:
    """What type a of party j refuses to go below: its worth of refusing, or its demand."""
    found: float = max(s.now[j, a], i.demand[j, a])
    return found


@inlined
def given(s: State, j: int, a: int, b: int) -> float:
    """What type a of party j believes: the weight of type b of the other."""
    found: float = s.belief[a, b] if j == 0 else s.belief[b, a]
    return found


@linked
def talk(i: Inputs, s: State, u: tuple[float, float]) -> bool:
    """Whether both talk; notes who could agree and keep it, and who only talks."""
    both, types, precision = True, i.types, i.precision
    own = s.own[0], s.own[1]
    surplus = 1 - worth(i, s, 0, own[0]) - worth(i, s, 1, own[1])
    for j in range(2):
        total = other = 0.0
        for b in range(types):
            weight = given(s, j, own[j], b)
            if weight > 0:
                total += weight
                other += weight * worth(i, s, 1 - j, b)
        other = other / total if total > 0 else worth(i, s, 1 - j, own[1 - j])
        up = wright(precision * (1 - worth(i, s, j, own[j]) - other) - 1)
        gain = (up + math.log1p(up)) / (2 * precision)  # either may come to make the offer
        gain += i.talk_gain[j, own[j]] - i.talk_cost[j]
        chance = logistic(precision * gain)
        both = both and u[j] < chance
        middle = worth(i, s, j, own[j]) + surplus / 2
        if surplus > 0 and kept(i, s, j, middle) >= 0:
            s.tally[SINCERE + j] = 1
        elif chance > 0.5:
            s.tally[STALLING + j] = 1
    return both


@linked
def kept(i: Inputs, s: State, j: int, share: float) -> float:
    """By how much party j's true type would rather keep a settlement with this share."""
    flow: float = (1 - i.discount) * share
    war = (1 - i.discount) * s.now[j, s.own[j]]
    penalty = i.guarantor * i.penalty[j]
    tempted = flow + i.temptation[j]
    seen, d, f = i.detection, i.discount, i.breakdown
    return slack(flow, tempted, war, seen, penalty, d, f)


@inlined
def _refused(s: State, j: int, a: int, b: int) -> float:
    """What it is worth to type a of party j that type b of the other refuses."""
    found: float = s.value[0, a, b] if j == 0 else s.value[1, b, a]
    return found


@linked
def settlement(i: Inputs, s: State, u: tuple[float, float]) -> float:
    """Share of party 1 that the proposer offers and the other accepts; -1 if it refuses.

    Of the offers that are best against one type of the other, the one that is best over all: what
    a refusal is worth depends on the type that refuses.
    """
    types, j = i.types, s.proposer
    own, other = s.own[j], s.own[1 - j]
    best, share = -np.inf, 0.0
    for a in range(types):
        if given(s, j, own, a) <= 0:
            continue
        r = max(_refused(s, j, own, a), i.demand[j, own])
        y = min(max(offer(i.precision, r, worth(i, s, 1 - j, a))[0], 0.0), 1.0)
        gain = 0.0
        for b in range(types):
            r = max(_refused(s, j, own, b), i.demand[j, own])
            accepts = logistic(i.precision * (y - worth(i, s, 1 - j, b)))
            gain += given(s, j, own, b) * accepts * (1 - y - r)
        if gain > best:
            best, share = gain, y
    accepted = u[1 - j] < logistic(i.precision * (share - worth(i, s, 1 - j, other)))
    for b in range(types):
        accepts = logistic(i.precision * (share - worth(i, s, 1 - j, b)))
        s.like[b] = accepts if accepted else 1 - accepts
    learn(i, s, 1 - j)
    if not accepted:
        return -1.0
    return 1 - share if j == 0 else share


@inlined
def terms(i: Inputs, s: State) -> float:
    """Share of party 1 that everybody expects of a settlement: given, or an even split."""
    line: float = i.line
    if not math.isnan(line):
        return line
    one = other = 0.0
    for a in range(i.types):
        for b in range(i.types):
            one += s.belief[a, b] * s.now[0, a]
            other += s.belief[a, b] * s.now[1, b]
    return min(max((1 + one - other) / 2, 0.0), 1.0)


@linked
def pause(i: Inputs, table: Floats, s: State, u: tuple[float, float], weeks: int) -> bool:
    """Whether both agree to a pause of so many weeks; s.later becomes the worth after it."""
    values(i, table, s, ratio(i, s, weeks), s.later)
    line, both = terms(i, s), True
    for j in range(2):
        hoped = i.hope * (line if j == 0 else 1 - line)
        for a in range(i.types):
            gain = hoped + (1 - i.hope) * s.later[j, a] - s.now[j, a]
            s.like[a] = logistic(i.precision * gain)
        agreed = u[j] < s.like[s.own[j]]
        both = both and agreed
        if not agreed:
            for a in range(i.types):
                s.like[a] = 1 - s.like[a]
        learn(i, s, j)
    return both
