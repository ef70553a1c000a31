"""What refusing is worth to each type, what keeping a settlement is, and what all expect of one.

Arrays only, and trusted. A part of `_week_numba`.
"""

import math

from parley.models.war._beliefs_numba import given
from parley.models.war._rules_numba import fight, log, slack
from parley.models.war.linked import inlined, linked
from parley.models.war.state import Floats, Inputs, State


@inlined
def _looked_up(i: Inputs, table: Floats, s: State, ratio: float, late: int, types: int) -> None:
    """All worths by pairs of types from the table, between two points of its grid."""
    place = min(max((ratio - i.low_ratio) / i.step, 0.0), i.points - 1.0)
    left = min(int(place), i.points - 2)
    part = place - left
    row, k = ((2 * late + s.proposer) * (i.fronts + 1) + s.front) * i.points + left, 0
    for j in range(2):
        for a in range(types):
            for b in range(types):
                s.value[j, a, b] = (1 - part) * table[row, k] + part * table[row + 1, k]
                k += 1


@inlined
def _fought_out(i: Inputs, s: State, ratio: float, late: bool, types: int) -> None:
    """All worths by pairs of types of a war to the finish."""
    scale = math.exp(min(max(i.contest * ratio, -30.0), 30.0))
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
def values(i: Inputs, table: Floats, s: State, ratio: float, found: Floats) -> None:
    """Each type's worth of refusing now, at the log of the ratio of strengths: found[party, type].

    A type's own worth is the mean over what it believes of the other.
    """
    if i.types == 2:  # a constant, so that its loops are unrolled
        _values(i, table, s, ratio, found, 2)
    else:
        _values(i, table, s, ratio, found, i.types)


@inlined
def _values(i: Inputs, table: Floats, s: State, ratio: float, found: Floats, types: int) -> None:
    late = 0 <= i.deadline < s.week
    if i.points:
        _looked_up(i, table, s, ratio, int(late), types)
    else:
        _fought_out(i, s, ratio, late, types)
    for j in range(2):
        if s.week == i.deadline:
            for a in range(types):
                for b in range(types):
                    s.value[j, a, b] -= i.deadline_cost[j]
        for a in range(types):
            found[j, a] = _mean(i, s, j, a, types)


@inlined
def _mean(i: Inputs, s: State, j: int, a: int, types: int) -> float:
    """The mean worth of type a of party j over what it believes of the other."""
    total = mean = 0.0
    for b in range(types):
        chance = given(i, s, j, a, b)
        total, mean = total + chance, mean + chance * refused(s, j, a, b)
    if total > 0:
        return mean / total
    for b in range(types):  # nobody thinks that a exists: what is thought of the other at all
        for c in range(types):
            chance = given(i, s, j, c, b)
            total, mean = total + chance, mean + chance * refused(s, j, a, b)
    return mean / total


@linked
def ratio(i: Inputs, s: State, weeks: int) -> float:
    """Log of the ratio of strengths after so many weeks of pause."""
    one = 1.0 if s.week < i.aid_until[0] else 0.0
    other = 1.0 if s.week < i.aid_until[1] else 0.0
    for c in range(i.classes):  # both at once: their logarithms do not wait for each other
        for j in range(2):
            m = s.stock[j, c]
            if weeks:
                m = i.ahead_keep[weeks, j, c] * m + i.ahead_gain[weeks, j, c]
                m += (one if j == 0 else other) * i.ahead_aid[weeks, j, c]
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
    if not math.isnan(i.line):
        return _divided(s, i.line)
    one = other = 0.0
    for a in range(i.types):
        for b in range(i.types):
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
