"""A week of war, of a pause, and of peace.

Arrays only, and trusted. A part of `_week_numba`.
"""

import math

import numpy as np

from parley.models.war._beliefs_numba import answered, conceded, fought, kinds
from parley.models.war._machine_numba import exp
from parley.models.war._rules_numba import block, drawn, logistic, mark, pair
from parley.models.war._talks_numba import divided, held, pause, settlement, talk
from parley.models.war._values_numba import kept, power, ratio, terms, values
from parley.models.war.linked import inlined, linked
from parley.models.war.state import (
    AGAIN,
    ANSWER,
    BREAK,
    COLLAPSE_1,
    FAIL,
    FIXED,
    GUARANTOR,
    INTO_PAUSE,
    PAUSE,
    PAUSE_SETTLE,
    PAUSES,
    PEACE,
    RENEW,
    SETTLE,
    STRIKE,
    TABLE,
    TALKS,
    VIOLATE,
    WAR,
    Floats,
    Inputs,
    State,
)


@inlined
def struck(i: Inputs, s: State, seed: np.uint64, r: int, t: int) -> None:
    """Strikes that destroy a share of each class of one side."""
    if i.strike[0] + i.strike[1] == 0:
        return
    u, size = block(seed, r, t, STRIKE // 2)
    for j in range(2):
        if u[j] < i.strike[j]:
            classes = len(i.weight) // 2
            for c in range(j * classes, (j + 1) * classes):
                more = i.strike_high[c] - i.strike_low[c]
                s.stock[c] *= 1 - (i.strike_low[c] + more * size[j])


@inlined
def _settled(i: Inputs, s: State) -> None:
    """A settlement, as s.gets and s.package say, and where it leaves the front."""
    s.phase, s.came = PEACE, s.week + 1
    if i.territory > 0:
        line = i.package_line[s.package] if i.choices > 0 else s.gets[0]
        place = s.front + i.territory * (line * i.fronts - s.front)
        s.front = min(max(int(place + 0.5), 1), i.fronts - 1)


@linked
def _by_chance(i: Inputs, table: Floats, s: State) -> None:
    """A settlement that a chance brings: what all expect."""
    if math.isnan(i.line):
        values(i, table, s, ratio(i, s, 0), False)
    terms(i, s)
    s.gets[0], s.gets[1], s.package = s.line[0], s.line[1], s.text
    _settled(i, s)


@inlined
def _paused(s: State) -> None:
    s.phase, s.age = PAUSE, 0
    mark(s, PAUSES)
    if s.paused < 0:
        s.paused = s.week + 1


@inlined
def _proposes(i: Inputs, s: State, u: float) -> None:
    """The next proposer."""
    s.proposer = 0 if u < i.first_next[s.proposer] else 1


@inlined
def war(i: Inputs, table: Floats, s: State, seed: np.uint64, r: int, t: int) -> None:
    """Give in, else settle, else pause, else fight."""
    if i.concede[0] + i.concede[1] > 0:
        share = conceded(i, s, seed, r, t)
        if share >= 0:
            divided(s, share)
            return _settled(i, s)
    decided = math.isnan(i.fixed[SETTLE]) or math.isnan(i.fixed[INTO_PAUSE])
    balance = ratio(i, s, 0) if decided or i.tempo > 0 else 0.0
    answer, chance = drawn(s, ANSWER // 2)
    if decided:
        draw, talks = drawn(s, TABLE // 2)
        _proposes(i, s, draw[0])
        values(i, table, s, balance, False)
        serves = i.mediator > 0 and terms(i, s)
        if talk(i, s, talks, serves):
            mark(s, TALKS)
            pausing = draw[1] < i.pause_share
            if (
                math.isnan(i.fixed[SETTLE])
                and not pausing
                and settlement(i, s, answer, serves, seed, r, t)
            ):
                _settled(i, s)
            if (
                math.isnan(i.fixed[INTO_PAUSE])
                and pausing
                and pause(i, table, s, answer, i.pause_weeks)
            ):
                _paused(s)
    if s.phase == WAR and (i.fixed[SETTLE] > 0 or i.fixed[INTO_PAUSE] > 0):
        u = pair(seed, r, t, FIXED)
        if u[0] < i.fixed[SETTLE]:
            _by_chance(i, table, s)
        elif u[1] < i.fixed[INTO_PAUSE]:
            _paused(s)
    if s.phase == WAR:
        _battle(i, s, balance, chance)
    return None


@inlined
def _battle(i: Inputs, s: State, balance: float, u: tuple[float, float]) -> None:
    """A battle if one comes, what all learn from it, what the week costs, who collapses."""
    own = s.own[0], s.own[1]
    late = 0 <= i.deadline < s.week
    for j in range(2):
        cost = i.cost_later[j] if late else i.cost[j]
        s.paid[j] += s.weigh * cost * i.resolve[j, own[j]]
    if u[0] < i.tempo or u[0] >= 1 - i.tempo:
        scale = exp(min(max(i.contest * balance, -30.0), 30.0))
        odds = scale * i.odds[own[0], own[1]]
        chance = i.tempo / (1 + odds)
        win = u[0] < odds * chance
        lose = not win and u[0] >= 1 - chance
        if win or lose:
            s.front += int(win) - int(lose)
            fought(i, s, scale, win)
    for j in range(2):
        pushed, least = s.front == (0 if j == 0 else i.fronts), i.least[j]
        weak = least > -np.inf and power(i, s, j) < least
        before = 0.0 if j == 0 else i.collapse[0]
        fell = before <= u[1] < before + i.collapse[j]
        if s.phase == WAR and (pushed or weak or fell):
            s.phase, s.came = COLLAPSE_1 + j, s.week + 1


@inlined
def in_pause(i: Inputs, table: Floats, s: State, seed: np.uint64, r: int, t: int) -> None:
    """Settle, else break it, else renew it at its end. Refusing a settlement keeps the pause."""
    s.age += 1
    left, end, decided = i.pause_weeks - s.age, s.age >= i.pause_weeks, False
    for k in range(PAUSE_SETTLE, FAIL):
        decided = decided or (math.isnan(i.fixed[k]) and (k < RENEW or end))
    fixed, chance = (1.0, 1.0), (1.0, 1.0)
    if i.fixed[PAUSE_SETTLE] > 0 or i.fixed[VIOLATE] > 0 or i.fixed[RENEW] > 0:
        fixed, chance = block(seed, r, t, FIXED // 2)
    draw, talks = drawn(s, TABLE // 2)
    if decided:
        _proposes(i, s, draw[0])
        now = ratio(i, s, 0)
        later = ratio(i, s, left) if left > 0 else now
        values(i, table, s, now, False)
        values(i, table, s, later, True)
    serves = terms(i, s)
    for j in range(2):
        for a in range(kinds(i)):
            s.spare[j, a] = held(i, s, j, a)
    if fixed[0] < i.fixed[PAUSE_SETTLE]:
        return _by_chance(i, table, s)
    if math.isnan(i.fixed[PAUSE_SETTLE]) and _agreed_in_pause(i, s, serves, talks, seed, r, t):
        return None
    broken = _broken(i, s) if math.isnan(i.fixed[VIOLATE]) else fixed[1] < i.fixed[VIOLATE]
    if broken:
        s.phase = WAR
    elif end:
        s.phase = WAR
        if math.isnan(i.fixed[RENEW]):
            if pause(i, table, s, pair(seed, r, t, AGAIN), i.pause_weeks):
                _paused(s)
        elif chance[1] < i.fixed[RENEW]:
            _paused(s)
    return None


@inlined
def _swap(i: Inputs, s: State) -> None:
    """Worth of refusing now, and what stands in s.spare."""
    for j in range(2):
        for a in range(kinds(i)):
            s.now[j, a], s.spare[j, a] = s.spare[j, a], s.now[j, a]


@inlined
def _agreed_in_pause(
    i: Inputs, s: State, serves: bool, u: tuple[float, float], seed: np.uint64, r: int, t: int
) -> bool:
    """Talks on a settlement in a pause: refusing keeps it, which is worth what s.spare says."""
    agreed = False
    _swap(i, s)
    if talk(i, s, u, serves):
        mark(s, TALKS)
        for j in range(2):
            for a in range(kinds(i)):
                for b in range(kinds(i)):  # s.value is that of s.later
                    s.value[j, a, b] = i.hope * s.line[j] + (1 - i.hope) * s.value[j, a, b]
        agreed = settlement(i, s, drawn(s, ANSWER // 2)[0], serves, seed, r, t)
    _swap(i, s)
    if agreed:
        _settled(i, s)
    return agreed


@inlined
def _broken(i: Inputs, s: State) -> bool:
    """Whether an accident, or a party that gains by attacking now, ends the pause."""
    u, chance = drawn(s, BREAK // 2)
    broken: bool = chance[0] < i.accident
    for j in range(2):
        for a in range(kinds(i)):
            gain = s.now[j, a] + i.surprise[j] - s.spare[j, a]
            s.like[j, a] = i.review[j] * logistic(i.precision * gain)
    for j in range(2):
        breaks = answered(i, s, j, u[j])
        broken = broken or breaks
    return broken


@inlined
def in_peace(i: Inputs, table: Floats, s: State, seed: np.uint64, r: int, t: int) -> None:
    """An accident, or cheating that is seen, brings the war back."""
    if not math.isnan(i.fixed[FAIL]):
        if i.fixed[FAIL] > 0 and pair(seed, r, t, FIXED)[0] < i.fixed[FAIL]:
            s.phase, s.came = WAR, -1
        return
    values(i, table, s, ratio(i, s, 0), False)
    u, chance = drawn(s, BREAK // 2)
    over, guarantor = chance[0] < i.breakdown, i.package_guarantor[s.package]
    for j in range(2):
        better = kept(i, s, j, s.gets[j], guarantor)
        cheats = u[j] < i.review[j] * logistic(-i.precision * better)
        if cheats and chance[1] < i.detection:
            over = True
            if pair(seed, r, t, GUARANTOR)[0] < guarantor:
                s.paid[j] += s.weigh * i.penalty[j]
    if over:
        s.phase, s.came = WAR, -1
