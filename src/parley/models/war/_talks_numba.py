"""Decisions of the parties: what refusing is worth, talks, offers and answers.

Arrays only, and trusted. A part of `_week_numba`.
"""

import math

import numpy as np

from parley.models.war._beliefs_numba import given, learn
from parley.models.war._rules_numba import fight, log, logistic, offer, refusal, slack
from parley.models.war.linked import inlined, linked
from parley.models.war.state import SINCERE, STALLING, Floats, Inputs, State


@inlined
def _looked_up(i: Inputs, table: Floats, s: State, ratio: float, late: int) -> None:
    """All worths by pairs of types from the table, between two points of its grid."""
    place = min(max((ratio - i.low_ratio) / i.step, 0.0), i.points - 1.0)
    left = min(int(place), i.points - 2)
    part = place - left
    row, k = ((2 * late + s.proposer) * (i.fronts + 1) + s.front) * i.points + left, 0
    for j in range(2):
        for a in range(i.types):
            for b in range(i.types):
                s.value[j, a, b] = (1 - part) * table[row, k] + part * table[row + 1, k]
                k += 1


@inlined
def _fought_out(i: Inputs, s: State, ratio: float, late: bool) -> None:
    """All worths by pairs of types of a war to the finish."""
    scale = math.exp(min(max(i.contest * ratio, -30.0), 30.0))
    cost_1 = i.cost_later[0] if late else i.cost[0]
    cost_2 = i.cost_later[1] if late else i.cost[1]
    for a in range(i.types):
        for b in range(i.types):
            odds = scale * i.odds[a, b]
            p = odds / (1 + odds)
            won, lost, weeks = fight(p, i.discount, i.tempo, i.fronts, s.front)
            s.value[0, a, b] = won - cost_1 * i.resolve[0, a] * weeks
            s.value[1, a, b] = lost - cost_2 * i.resolve[1, b] * weeks


@linked
def values(i: Inputs, table: Floats, s: State, ratio: float, found: Floats) -> None:
    """Each type's worth of refusing now, at the log of the ratio of strengths: found[party, type].

    A type's own worth is the mean over what it believes of the other.
    """
    late = 0 <= i.deadline < s.week
    if i.points:
        _looked_up(i, table, s, ratio, int(late))
    else:
        _fought_out(i, s, ratio, late)
    for j in range(2):
        if s.week == i.deadline:
            for a in range(i.types):
                for b in range(i.types):
                    s.value[j, a, b] -= i.deadline_cost[j]
        for a in range(i.types):
            found[j, a] = _mean(i, s, j, a)


@inlined
def _mean(i: Inputs, s: State, j: int, a: int) -> float:
    """The mean worth of type a of party j over what it believes of the other."""
    total = mean = 0.0
    for b in range(i.types):
        chance = given(i, s, j, a, b)
        total, mean = total + chance, mean + chance * _refused(s, j, a, b)
    if total > 0:
        return mean / total
    for b in range(i.types):  # nobody thinks that a exists: what is thought of the other at all
        for c in range(i.types):
            chance = given(i, s, j, c, b)
            total, mean = total + chance, mean + chance * _refused(s, j, a, b)
    return mean / total


@linked
def ratio(i: Inputs, s: State, weeks: int) -> float:
    """Log of the ratio of strengths after so many weeks of pause."""
    for j in range(2):
        aided = 1.0 if s.week < i.aid_until[j] else 0.0
        for c in range(i.classes):
            m = s.stock[j, c]
            if weeks:
                m = i.ahead_keep[weeks, j, c] * m + i.ahead_gain[weeks, j, c]
                m += aided * i.ahead_aid[weeks, j, c]
            s.logs[j, c] = i.weight[j, c] * log(max(m, 1e-300))
    found = 0.0
    for j in range(2):
        for c in range(i.classes):
            found += s.logs[j, c] if j == 0 else -s.logs[j, c]
    return found


@inlined
def worth(i: Inputs, s: State, j: int, a: int) -> float:
    """What type a of party j refuses to go below: its worth of refusing, or its demand."""
    found: float = max(s.now[j, a], i.demand[j, a])
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
            weight = given(i, s, j, own[j], b)
            if weight > 0:
                total += weight
                other += weight * worth(i, s, 1 - j, b)
        other = other / total if total > 0 else worth(i, s, 1 - j, own[1 - j])
        surplus_seen = 1 - worth(i, s, j, own[j]) - other
        cost = precision * (i.talk_cost[j] - i.talk_gain[j, own[j]])
        chance = 1 / (1 + refusal(precision * surplus_seen - 1, cost, i.talk_odds[j, own[j]]))
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
        if given(i, s, j, own, a) <= 0:
            continue
        r = max(_refused(s, j, own, a), i.demand[j, own])
        y = min(max(offer(i.precision, r, worth(i, s, 1 - j, a))[0], 0.0), 1.0)
        gain = 0.0
        for b in range(types):
            r = max(_refused(s, j, own, b), i.demand[j, own])
            accepts = logistic(i.precision * (y - worth(i, s, 1 - j, b)))
            gain += given(i, s, j, own, b) * accepts * (1 - y - r)
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
    """Share of party 1 that everybody expects of a settlement: given, or an even split.

    Of what it saves if each side's worth is what that side believes.
    """
    line: float = i.line
    if not math.isnan(line):
        return line
    one = other = 0.0
    for a in range(i.types):
        for b in range(i.types):
            one += s.belief[0, a, b] * s.now[0, a]
            other += s.belief[i.views - 1, a, b] * s.now[1, b]
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
