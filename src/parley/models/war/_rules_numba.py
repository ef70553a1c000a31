"""Single rules of the dynamic model: streams of random numbers, an offer, a war to the finish.

Arrays only, and trusted. Imported only where it is needed, because importing numba takes long.
"""

import math

import numpy as np

from parley.models.compiled import compiled
from parley.models.war._machine_numba import exp, fma, log
from parley.models.war.linked import inlined, kernel, rule
from parley.models.war.state import Floats, Ints, State

LOW, ROTATE = np.uint64(0xFFFFFFFF), np.uint64(32)
MULTIPLY_1, MULTIPLY_2 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
WEYL_1, WEYL_2 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)


@kernel
def philox(
    seed: np.uint64, a: np.uint64, b: np.uint64, c: np.uint64, d: np.uint64
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    """Philox4x32-10 of the counter a, b, c, d; all four below 2**32."""
    key, other = seed & LOW, seed >> ROTATE
    for _ in range(10):
        x, y = MULTIPLY_1 * a, MULTIPLY_2 * c
        a, b, c, d = (y >> ROTATE) ^ b ^ key, y & LOW, (x >> ROTATE) ^ d ^ other, x & LOW
        key, other = (key + WEYL_1) & LOW, (other + WEYL_2) & LOW
    return a, b, c, d


@kernel
def block(
    seed: np.uint64, replication: int, week: int, number: int
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Uniforms in (0, 1) of both parties, for the two purposes that share a block."""
    zero = np.uint64(0)
    a, b, c, d = philox(seed, np.uint64(replication), np.uint64(week), np.uint64(number), zero)
    first = (np.int64(a) + 0.5) * 2.0**-32, (np.int64(b) + 0.5) * 2.0**-32
    return first, ((np.int64(c) + 0.5) * 2.0**-32, (np.int64(d) + 0.5) * 2.0**-32)


@inlined
def drawn(s: State, number: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """The same of this week, for the blocks that are drawn for four weeks at once."""
    week = s.week % 4
    first = s.drawn[number, 0, week], s.drawn[number, 1, week]
    return first, (s.drawn[number, 2, week], s.drawn[number, 3, week])


@kernel
def pair(seed: np.uint64, replication: int, week: int, purpose: int) -> tuple[float, float]:
    """Uniforms of both parties for one purpose."""
    first, second = block(seed, replication, week, purpose // 2)
    return second if purpose % 2 else first


@compiled
def pairs(seed: np.uint64, replication: Ints, week: Ints, purpose: int) -> Floats:
    """Uniforms, (n, 2)."""
    found = np.empty((len(week), 2))
    for e in range(len(week)):
        found[e] = pair(seed, replication[e], week[e], purpose)
    return found


@inlined
def logistic(x: float) -> float:
    """1 / (1 + exp(-x))."""
    found: float = 1 / (1 + exp(min(max(-x, -700.0), 700.0)))
    return found


def _starts() -> Floats:
    """The u with u + ln u = a, at a = -36 to 1000 by quarters, by Newton's method in ln u."""
    a = np.arange(-36, 1000, 0.25)
    log = np.where(a > 1, np.log(np.maximum(a, 1)), a)
    for _ in range(60):
        log -= (np.exp(log) + log - a) / (np.exp(log) + 1)
    found: Floats = np.exp(log)
    return found


STARTS = _starts()


@rule
def wright(a: float) -> float:
    """The u > 0 with u + ln u = a, by one step of Fritsch, Shafer and Crowley from a table."""
    if a < -36:
        return math.exp(a)
    place = (a + 36) * 4
    k = int(place)
    if k + 1 < len(STARTS):
        u: float = STARTS[k] + (place - k) * (STARTS[k + 1] - STARTS[k])
    else:
        u = a - math.log(a)
    rest: float = a - u - log(u)
    more = 2 * (1 + u) * (1 + u + 2 * rest / 3)
    return u * (1 + rest * (more - rest) / ((1 + u) * (more - 2 * rest)))


def _refusals() -> Floats:
    """exp(-u / 2) / sqrt(1 + u), and its slope times the step, at a = -36 to 64 by 32nds.

    The slope of u by a is u / (1 + u).
    """
    a = np.arange(-36, 64, 1 / 32)
    log_u = np.log(np.interp(a, np.arange(-36, 1000, 0.25), STARTS))
    for _ in range(60):
        log_u -= (np.exp(log_u) + log_u - a) / (np.exp(log_u) + 1)
    u = np.exp(log_u)
    odds = np.exp(-u / 2) / np.sqrt(1 + u)
    return np.stack([odds, -odds * u * (2 + u) / (2 * (1 + u) ** 2) / 32], axis=1)


REFUSALS = _refusals()


@rule
def refusal(a: float, odds: float) -> float:
    """Odds that a party does not talk: logit in u / 2 + ln(1 + u) / 2 - cost, in units of noise.

    Half of what it gains if it offers, half if it answers, with u as in `wright`. odds : exp(cost).
    Cubic between the points of a table, within 1e-9.
    """
    place = fma(a, 32.0, 36.0 * 32)
    if place <= 0:
        return odds
    k = int(place)
    if k + 1 >= len(REFUSALS):
        u = wright(a)
        return odds * math.exp(-u / 2) / math.sqrt(1 + u)
    left, right = np.uint32(k), np.uint32(k + 1)  # no look at whether they are negative
    x, low, rise = place - k, REFUSALS[left, 0], REFUSALS[right, 0] - REFUSALS[left, 0]
    first, last = REFUSALS[left, 1] - rise, REFUSALS[right, 1] - rise
    bent = fma(-x, first + last, first)
    found: float = fma(x, fma(1 - x, bent, rise), low) * odds
    return found


@rule
def offer(precision: float, r: float, other: float) -> tuple[float, float]:
    """Best share to offer and the gain over r, to somebody whose continuation is `other`."""
    a = precision * (1 - r - other) - 1
    u = wright(a)
    return other + (a - u) / precision, u / precision


@kernel
def fight(
    p: float, discount: float, tempo: float, fronts: int, front: int
) -> tuple[float, float, float]:
    """Discounted chance that 1 and that 2 wins a war to the finish, and its discounted weeks."""
    if tempo == 0:
        return 0.0, 0.0, 1 / (1 - discount)
    p = min(max(p, 1e-6), 1 - 1e-6)
    q, left = 1 - p, fronts - front
    if discount == 1:
        if abs(q - p) < 1e-7:
            return front / fronts, left / fronts, front * left / tempo
        ratio = q / p
        won = (1 - ratio**front) / (1 - ratio**fronts)
        return won, 1 - won, (front - fronts * won) / (q - p) / tempo
    d = discount * tempo / (1 - discount * (1 - tempo))
    root = math.sqrt(1 - 4 * p * q * d * d)
    high = (1 + root) / (2 * p * d)
    low = q / p / high
    ratio = low / high
    whole = 1 - ratio**fronts
    won, lost = (1 - ratio**front) / whole / high**left, low**front * (1 - ratio**left) / whole
    return won, lost, (1 - won - lost) / (1 - discount)


@kernel
def slack(
    flow: float, tempted: float, war: float, q: float, penalty: float, discount: float, f: float
) -> float:
    """By how much complying beats cheating once."""
    keeps = discount * (1 - f)
    return q * penalty + keeps * q * (flow - war) / (1 - keeps) - (tempted - flow)


@inlined
def mark(s: State, place: int) -> None:
    """Note that something happens this week."""
    s.marks |= 1 << place
