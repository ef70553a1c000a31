"""What refusing is worth to each type, what keeping a settlement is, and what all expect of one.

Arrays only, and trusted. A part of `_week_numba`.
"""

import math

import numpy as np

from parley.models.war._beliefs_numba import given, kinds
from parley.models.war._machine_numba import exp, fma, log, logs
from parley.models.war._rules_numba import fight, slack
from parley.models.war.linked import apart, inlined, linked
from parley.models.war.state import IMPOSSIBLE, Floats, Inputs, State


@inlined
def _looked_up(i: Inputs, table: Floats, s: State, ratio: float, late: int) -> None:
    """All worths by pairs of types from the table, between two points of its grid."""
    types = kinds(i)
    place = min(max((ratio - i.low_ratio) * i.per_step, 0.0), i.points - 1.0)
    left = min(int(place), i.points - 2)
    part = place - left
    # places without a sign: nobody looks whether they are negative
    row = np.uint32(((2 * late + s.proposer) * (i.fronts + 1) + s.front) * i.points + left)
    after, k = np.uint32(row + 1), np.uint32(0)
    for j in range(2):
        for a in range(types):
            for b in range(types):
                s.value[j, a, b] = fma(part, table[after, k] - table[row, k], table[row, k])
                k = np.uint32(k + 1)


@inlined
def _fought_out(i: Inputs, s: State, ratio: float, late: bool) -> None:
    """All worths by pairs of types of a war to the finish."""
    types, scale = kinds(i), exp(min(max(i.contest * ratio, -30.0), 30.0))
    cost_1 = i.cost_later[0] if late else i.cost[0]
    cost_2 = i.cost_later[1] if late else i.cost[1]
    for a in range(types):
        for b in range(types):
            odds = scale * i.odds[a, b]
            p = odds / (1 + odds)
            won, lost, weeks = fight(p, i.discount, i.tempo, i.fronts, s.front)
            s.value[0, a, b] = won - cost_1 * i.resolve[0, a] * weeks
            s.value[1, a, b] = lost - cost_2 * i.resolve[1, b] * weeks


@linked
def values(i: Inputs, table: Floats, s: State, ratio: float, later: bool) -> None:
    """Each type's worth of refusing at the log of the ratio of strengths, into s.later or s.now.

    A type's own worth is the mean over what it believes of the other.
    """
    apart()
    types, late = kinds(i), 0 <= i.deadline < s.week
    if i.points:
        _looked_up(i, table, s, ratio, int(late))
    else:
        _fought_out(i, s, ratio, late)
    if s.week == i.deadline:
        for j in range(2):
            for a in range(types):
                for b in range(types):
                    s.value[j, a, b] -= i.deadline_cost[j]
    _weighed(i, s)
    for a in range(types):
        one, other = _mean(i, s, 0, a), _mean(i, s, 1, a)
        if later:
            s.later[0, a], s.later[1, a] = one, other
        else:
            s.now[0, a], s.now[1, a] = one, other


@inlined
def _mean(i: Inputs, s: State, j: int, a: int) -> float:
    """The mean worth of type a of party j over what it believes of the other."""
    mean, inverse = 0.0, s.inverse[j, a]
    for b in range(kinds(i)):
        mean += given(i, s, j, a, b) * refused(s, j, a, b)
    return mean * inverse if inverse > 0 else _unthought(i, s, j, a)


@inlined
def _weighed(i: Inputs, s: State) -> None:
    """One over how likely each type is held to be, into s.inverse; 0 if nobody thinks it exists."""
    types = kinds(i)
    for a in range(types):
        one = other = 0.0
        for b in range(types):
            one += s.belief[0, a, b]
            other += s.belief[i.views - 1, b, a]
        s.inverse[0, a] = 1 / one if one > IMPOSSIBLE else 0.0
        s.inverse[1, a] = 1 / other if other > IMPOSSIBLE else 0.0


@linked
def _unthought(i: Inputs, s: State, j: int, a: int) -> float:
    """The mean worth of a type that nobody thinks exists: what is thought of the other at all."""
    total = mean = 0.0
    for b in range(kinds(i)):
        for c in range(kinds(i)):
            chance = given(i, s, j, c, b)
            total, mean = total + chance, mean + chance * refused(s, j, a, b)
    return mean / total


@inlined
def aided(i: Inputs, s: State) -> int:
    """Who has aid this week, as in `Inputs.gain`."""
    return int(s.week < i.aid_until[0]) + 2 * int(s.week < i.aid_until[1])


@linked
def power(i: Inputs, s: State, j: int) -> float:
    """Log of the Cobb-Douglas strength of a side."""
    total, classes = 0.0, len(i.weight) // 2
    for c in range(j * classes, (j + 1) * classes):
        total += i.weight[c] * log(max(s.stock[c], 1e-300))
    return total


@linked
def ratio(i: Inputs, s: State, weeks: int) -> float:
    """Log of the ratio of strengths after so many weeks of pause."""
    apart()
    keep, gain, found = i.ahead_keep[weeks], i.ahead_gain[aided(i, s), weeks], 0.0
    classes = len(i.weight) // 2
    for c in range(0, classes, 4):
        found += logs(keep, s.stock, gain, i.weight, c)
        found -= logs(keep, s.stock, gain, i.weight, classes + c)
    return found


@inlined
def worth(i: Inputs, s: State, j: int, a: int) -> float:
    """What type a of party j refuses to go below: its worth of refusing, or its demand."""
    found: float = max(s.now[j, a], i.demand[j, a])
    return found


@inlined
def refused(s: State, j: int, a: int, b: int) -> float:
    """What it is worth to type a of party j that type b of the other refuses."""
    found: float = s.value[0, a, b] if j == 0 else s.value[1, b, a]
    return found


@linked
def kept(i: Inputs, s: State, j: int, share: float, guarantor: float) -> float:
    """By how much party j's true type would rather keep a settlement with this share."""
    flow: float = (1 - i.discount) * share
    war = (1 - i.discount) * s.now[j, s.own[j]]
    penalty = guarantor * i.penalty[j]
    tempted = flow + i.temptation[j]
    seen, d, f = i.detection, i.discount, i.breakdown
    return slack(flow, tempted, war, seen, penalty, d, f)


@inlined
def _divided(s: State, share: float) -> bool:
    s.line[0], s.line[1] = share, 1 - share
    return True


@linked
def terms(i: Inputs, s: State) -> bool:
    """What everybody expects a settlement to bring, into s.line; whether it serves both.

    Given, or an even split of what it saves if each side's worth is what that side believes; of
    packages the one with the largest product of the gains, which comes to the same.
    """
    apart()
    if not math.isnan(i.line):
        return _divided(s, i.line)
    one = other = 0.0
    for a in range(kinds(i)):
        for b in range(kinds(i)):
            one += s.belief[0, a, b] * s.now[0, a]
            other += s.belief[i.views - 1, a, b] * s.now[1, b]
    if i.choices == 0:
        return _divided(s, min(max((1 + one - other) / 2, 0.0), 1.0))
    best = -math.inf
    for k in range(i.choices):
        gains = i.packages[k, 0] - one, i.packages[k, 1] - other
        worse = min(gains[0], gains[1])
        product = gains[0] * gains[1] if worse > 0 else worse
        if product > best:
            best, s.text = product, k
    for j in range(2):
        s.line[j] = i.packages[s.text, j]
    return best > 0
