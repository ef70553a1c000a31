"""Bargaining in war over front, ratio of strengths and proposer: one week back, or a fixed point.

Arrays only, and trusted. Imported only where it is needed, because importing numba takes long.
Arrays of worths are (2, 2, fronts + 1, n), by proposer, party, front and ratio.
"""

import math

import numpy as np
from numpy.typing import NDArray

from parley.models.compiled import compiled

__all__ = ["agreed", "solve", "week"]

Floats = NDArray[np.float64]

TIE = 1e-12
"""Who loses no more than this by agreeing agrees."""


@compiled
def _wright(a: float) -> float:
    """The u > 0 with u + ln u = a."""
    if a < -36:
        return math.exp(a)
    u = a - math.log(a) if a > 2 else math.exp(0.65 * (a - 1)) if a > -2 else math.exp(a)
    for _ in range(2):
        rest = a - u - math.log(u)
        more = 2 * (1 + u) * (1 + u + 2 * rest / 3)
        u *= 1 + rest / (1 + u) * (more - rest) / (more - 2 * rest)
    return u


@compiled
def _offer(
    precision: float, total: float, own: float, other: float, low: float, high: float
) -> tuple[float, float, float, float]:
    """What the other gets by accepting; what both gain over refusing; the chance of agreement.

    The proposer offers from low to high and keeps the rest of the total. With infinite precision
    there is no offer (nan) that one of them would lose by, and who is indifferent agrees. With a
    finite one both hold out for at least what an offer can leave them, so none comes to `high`.
    """
    if math.isinf(precision):
        got = min(max(other, low), high)
        if got < other - TIE or total - got < own - TIE:
            return math.nan, 0.0, 0.0, 0.0
        return got, total - got - own, got - other, 1.0
    a = precision * (total - own - other) - 1
    u = _wright(a)
    got = other + (a - u) / precision
    if got >= low:
        return got, u / precision, math.log1p(u) / precision, u / (1 + u)
    up = math.exp(precision * (low - other))  # the gain rises up to the best offer, and then falls
    chance = up / (1 + up)
    return low, chance * (total - low - own), math.log1p(up) / precision, chance


@compiled
def _answer(precision: float, gain: float) -> tuple[float, float]:
    """Chance of accepting what gains so much over refusing, and what the choice gains by errors."""
    up = math.exp(-abs(precision * gain))
    chance = 1 / (1 + up) if gain >= 0 else up / (1 + up)
    return chance, max(gain, 0.0) + math.log1p(up) / precision


@compiled
def _packed(
    precision: float, packages: Floats, x: int, own: float, other: float
) -> tuple[float, float, float]:
    """What both gain over refusing where x offers a package, or none, and the chance of agreement.

    By logit in what offering it gains; with infinite precision the best that neither loses by.
    """
    best, gain, more, agree = 0.0, 0.0, 0.0, 0.0
    for k in range(len(packages)):
        mine, yours = packages[k, x] - own, packages[k, 1 - x] - other
        if not math.isinf(precision):
            best = max(best, _answer(precision, yours)[0] * mine)
        elif min(mine, yours) >= -TIE and (agree == 0 or mine > gain):
            gain, more, agree = mine, yours, 1.0
    if math.isinf(precision):
        return gain, more, agree
    total = math.exp(-precision * best)
    for k in range(len(packages)):
        chance, answer = _answer(precision, packages[k, 1 - x] - other)
        each = chance * (packages[k, x] - own)
        odds = math.exp(precision * (each - best))
        total, gain, more = total + odds, gain + odds * each, more + odds * answer
        agree += odds * chance
    return gain / total, more / total, agree / total


@compiled
def _both(precision: float, first: float, second: float) -> tuple[float, float, float]:
    """What both gain over refusing by a single text, from that of agreeing; chance of agreement."""
    if math.isinf(precision):
        return (first, second, 1.0) if min(first, second) >= -TIE else (0.0, 0.0, 0.0)
    one, gain = _answer(precision, first)
    other, more = _answer(precision, second)
    return other * gain, one * more, one * other


@compiled
def _mediated(
    precision: float, packages: Floats, line: float, one: float, other: float, demand: Floats
) -> tuple[float, float, float]:
    """The same of what a mediator puts to sides 1 and 2, from the worth of refusing.

    Of packages that serve both it is one by logit in m, the geometric mean of the gains x and y,
    times 1 - exp(-precision min(x, y)), with odds exp(precision m) - 1, or none with odds 1: else
    the text could go back and forth for ever.
    """
    least, most = max(one, demand[0]), max(other, demand[1])
    if len(packages) == 0:
        share = min(max((1 + one - other) / 2, 0.0), 1.0) if math.isnan(line) else line
        return _both(precision, share - least, 1 - share - most)
    first, second = np.maximum(packages[:, 0] - one, 0), np.maximum(packages[:, 1] - other, 0)
    if math.isinf(precision):
        text = packages[(first * second).argmax()]
        return _both(precision, text[0] - least, text[1] - most)
    means = np.sqrt(first * second) * (1 - np.exp(-precision * np.minimum(first, second)))
    best = means.max()
    odds = np.exp(precision * (means - best)) - math.exp(-precision * best)
    found = np.zeros(3)
    for k in range(len(packages)):
        found += odds[k] * np.array(_both(precision, packages[k, 0] - least, packages[k, 1] - most))
    gain, more, agree = found / (odds.sum() + math.exp(-precision * best))
    return gain, more, agree


@compiled
def agreed(
    refusing: Floats,
    after: Floats,
    good: float,
    demand: Floats,
    precision: float,
    packages: Floats,
    mediator: float,
    line: float,
    worth: Floats,
    offer: Floats,
) -> None:
    """Worth of a state before its offer, from that of refusing.

    good : what an offer divides; after : what a party has besides, if they agree. packages : (K,
    2); line : nan for an even split. offer : (2, fronts + 1, n), part of the good that the other
    is offered; nan with packages.
    """
    _, _, fronts, n = refusing.shape
    for x in range(2):
        for k in range(1, fronts - 1):
            for z in range(n):
                own, other = refusing[x, x, k, z], refusing[x, 1 - x, k, z]
                least, floor = max(own, demand[x]), max(other, demand[1 - x])
                low = after[x, 1 - x, k, z]
                total = good + after[x, x, k, z] + low
                if len(packages) > 0:
                    gain, more, chance = _packed(precision, packages, x, least, floor)
                    got = math.nan
                else:
                    most = low + good
                    got, gain, more, chance = _offer(precision, total, least, floor, low, most)
                if mediator > 0:
                    how = precision, packages, line
                    by = _mediated(*how, refusing[x, 0, k, z], refusing[x, 1, k, z], demand)
                    gain += mediator * (by[x] - gain)
                    more += mediator * (by[1 - x] - more)
                    chance += mediator * (by[2] - chance)
                worth[x, x, k, z] = own + gain + chance * (least - own)
                worth[x, 1 - x, k, z] = other + more + chance * (floor - other)
                offer[x, k, z] = (got - low) / good


@compiled
def _fought(
    worth: Floats,
    p: Floats,
    cost: Floats,
    left: NDArray[np.int64],
    part: Floats,
    first_next: Floats,
    tempo: float,
    discount: float,
    refusing: Floats,
    after: Floats,
) -> float:
    """Worth of a week's fighting and of a week's peace, from next week's; the largest change."""
    _, _, fronts, n = refusing.shape
    mean = np.empty((fronts, n))
    change = 0.0
    for x in range(2):
        for j in range(2):
            for k in range(fronts):
                for z in range(n):
                    one = first_next[x] * worth[0, j, k, z]
                    mean[k, z] = one + (1 - first_next[x]) * worth[1, j, k, z]
            for k in range(1, fronts - 1):
                for z in range(n):
                    e, f = left[z], part[z]
                    g = min(e + 1, n - 1)
                    up = (1 - f) * mean[k + 1, e] + f * mean[k + 1, g]
                    down = (1 - f) * mean[k - 1, e] + f * mean[k - 1, g]
                    stay = (1 - f) * mean[k, e] + f * mean[k, g]
                    new = p[z] * up + (1 - p[z]) * down
                    new = discount * (tempo * new + (1 - tempo) * stay) - cost[j]
                    change = max(change, abs(new - refusing[x, j, k, z]))
                    refusing[x, j, k, z] = new
                    after[x, j, k, z] = discount * stay
    return change


@compiled
def _eased(refusing: Floats, before: Floats, last: Floats, step: Floats) -> None:
    """Half as far wherever a sweep turns back, so that what a text does comes to rest."""
    for at in np.ndindex(refusing.shape):
        change, ease = refusing[at] - before[at], float(step[at])
        ease = ease / 2 if change * last[at] < 0 else min(ease * 1.05, 1.0)
        refusing[at] = before[at] + ease * change
        last[at], step[at] = change, ease


@compiled
def week(
    worth: Floats,
    refusing: Floats,
    offer: Floats,
    cost: Floats,
    p: Floats,
    demand: Floats,
    left: NDArray[np.int64],
    part: Floats,
    first_next: Floats,
    tempo: float,
    discount: float,
    precision: float,
    flow: float,
    packages: Floats,
    mediator: float,
    line: float,
) -> None:
    """One week back: next week's worth becomes this week's.

    flow : 0 if an offer divides all there is for good. Else what a week brings: an offer divides
    that, talks go on, and in a week of fighting each has of it its chance to win a battle. The
    rest as in `solve`.
    """
    after, good = np.zeros(refusing.shape), 1.0
    _fought(worth, p, cost, left, part, first_next, tempo, discount, refusing, after)
    if flow > 0:
        good = flow
        refusing[:, 0, 1:-1] += flow * p
        refusing[:, 1, 1:-1] += flow * (1 - p)
    else:
        after[:] = 0
    how = packages, mediator, line
    agreed(refusing, after, good, demand, precision, *how, worth, offer)


@compiled
def solve(
    refusing: Floats,
    p: Floats,
    cost: Floats,
    demand: Floats,
    left: NDArray[np.int64],
    part: Floats,
    first_next: Floats,
    tempo: float,
    discount: float,
    precision: float,
    packages: Floats,
    mediator: float,
    line: float,
    tolerance: float,
    most: int,
) -> tuple[int, float]:
    """Sweeps until nothing changes by more than the tolerance, and the last change.

    refusing : begins and ends here. p : (n,), chance that side 1 wins a battle. left, part : (n,),
    where the next week's ratio falls in the grid.
    """
    _, _, fronts, n = refusing.shape
    worth, after = np.zeros(refusing.shape), np.zeros(refusing.shape)
    nothing, offer = np.zeros(refusing.shape), np.empty((2, fronts, n))
    worth[:, 0, fronts - 1], worth[:, 1, 0] = 1.0, 1.0
    change, how = np.inf, (packages, mediator, line)
    last, step = np.zeros(refusing.shape), np.ones(refusing.shape)
    for sweep in range(most):
        before = refusing.copy()
        agreed(refusing, nothing, 1.0, demand, precision, *how, worth, offer)
        change = _fought(worth, p, cost, left, part, first_next, tempo, discount, refusing, after)
        if change <= tolerance:
            return sweep + 1, change
        if len(packages) > 0 and mediator > 0:
            _eased(refusing, before, last, step)
    return most, change
