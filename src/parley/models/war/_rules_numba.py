"""Single rules of the dynamic model: streams of random numbers, an offer, a war to the finish.

Arrays only, and trusted. Imported only where it is needed, because importing numba takes long.
"""

import math

import numpy as np

from parley.models.compiled import compiled
from parley.models.war.state import Floats, Ints

LOW, ROTATE = np.uint64(0xFFFFFFFF), np.uint64(32)
MULTIPLY_1, MULTIPLY_2 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
WEYL_1, WEYL_2 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)


@compiled
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


@compiled
def pair(seed: np.uint64, replication: int, week: int, purpose: int) -> tuple[float, float]:
    """Uniforms in [0, 1) of both parties."""
    zero = np.uint64(0)
    a, b, c, d = philox(seed, np.uint64(replication), np.uint64(week), np.uint64(purpose), zero)
    one, other = ((a << ROTATE) | b) >> np.uint64(11), ((c << ROTATE) | d) >> np.uint64(11)
    return np.int64(one) * 2.0**-53, np.int64(other) * 2.0**-53


@compiled
def pairs(seed: np.uint64, replication: Ints, week: Ints, purpose: int) -> Floats:
    """Uniforms, (n, 2)."""
    found = np.empty((len(week), 2))
    for e in range(len(week)):
        found[e] = pair(seed, replication[e], week[e], purpose)
    return found


@compiled
def logistic(x: float) -> float:
    """1 / (1 + exp(-x)), without overflow."""
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    up = math.exp(x)
    return up / (1 + up)


def _starts() -> Floats:
    """The u with u + ln u = a, at a = -36 to 1000 by quarters, by Newton's method in ln u."""
    a = np.arange(-36, 1000, 0.25)
    log = np.where(a > 1, np.log(np.maximum(a, 1)), a)
    for _ in range(60):
        log -= (np.exp(log) + log - a) / (np.exp(log) + 1)
    found: Floats = np.exp(log)
    return found


STARTS = _starts()


@compiled
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
    rest = a - u - math.log(u)
    more = 2 * (1 + u) * (1 + u + 2 * rest / 3)
    return u * (1 + rest / (1 + u) * (more - rest) / (more - 2 * rest))


@compiled
def offer(precision: float, r: float, other: float) -> tuple[float, float]:
    """Best share to offer and the gain over r, to somebody whose continuation is `other`."""
    a = precision * (1 - r - other) - 1
    u = wright(a)
    return other + (a - u) / precision, u / precision


@compiled
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


@compiled
def slack(
    flow: float, tempted: float, war: float, q: float, penalty: float, discount: float, f: float
) -> float:
    """By how much complying beats cheating once."""
    keeps = discount * (1 - f)
    return q * penalty + keeps * q * (flow - war) / (1 - keeps) - (tempted - flow)


@compiled
def power(stock: Floats, weight: Floats) -> float:
    """Log of the Cobb-Douglas strength."""
    total = 0.0
    for c in range(len(stock)):
        if weight[c] > 0:
            total += weight[c] * math.log(max(stock[c], 1e-300))
    return total
