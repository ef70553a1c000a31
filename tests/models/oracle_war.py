"""The dynamic model with fixed chances, one replication at a time, in plain Python.

Reads the same streams as the engine. Written from the order of the week, not from its code.
"""

import math

MASK = 2**32 - 1
PURPOSE = {"strike": 1, "size": 2, "fixed": 6, "guarantor": 9, "battle": 10}


def philox(counter, key):
    """Philox4x32-10, Salmon, Moraes, Dror and Shaw (2011), section 4.1."""
    (a, b, c, d), (k, m) = counter, key
    for _ in range(10):
        x, y = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = (y >> 32) ^ b ^ k, y & MASK, (x >> 32) ^ d ^ m, x & MASK
        k, m = (k + 0x9E3779B9) & MASK, (m + 0xBB67AE85) & MASK
    return a, b, c, d


def pair(seed, replication, week, purpose):
    a, b, c, d = philox((replication, week, purpose, 0), (seed & MASK, seed >> 32))
    return ((a << 32 | b) >> 11) / 2**53, ((c << 32 | d) >> 11) / 2**53


def path(war, seed, replication, weeks):
    """Phase (0 to 4), front and log strengths at the end of each week; everything fixed."""
    phase, age, front, found = "war", 0, war.front, []
    stock = war.stock.tolist()
    for t in range(weeks):
        draw = {name: pair(seed, replication, t, k) for name, k in PURPOSE.items()}
        before = phase
        if phase == "war":
            strike(war, stock, draw)
            if draw["fixed"][0] < war.settle:
                phase = "peace"
            elif draw["fixed"][1] < war.pause:
                phase, age = "pause", 0
            else:
                front += battle(war, stock, draw)
                phase = fallen(war, stock, front, draw) or "war"
        elif phase == "pause":
            age += 1
            if draw["fixed"][0] < war.pause_settle:
                phase = "peace"
            elif draw["fixed"][1] < war.violate:
                phase = "war"
            elif age == war.pause_weeks:
                age, renewed = 0, draw["guarantor"][1] < war.renew
                phase = "pause" if renewed else "war"
        elif phase == "peace" and draw["fixed"][0] < war.fail:
            phase = "war"
        if before in ("war", "pause", "peace") and phase in ("war", "pause", "peace"):
            grow(war, stock, ("war", "pause", "peace").index(phase), t)
        code = ("war", "pause", "peace", "fell 1", "fell 2").index(phase)
        found.append((code, front, strength(war, stock, 0), strength(war, stock, 1)))
    return found


def strike(war, stock, draw):
    for j in range(2):
        if draw["strike"][j] < war.strike[j]:
            for c, (low, high) in enumerate(war.strike_share[j]):
                stock[j][c] *= 1 - (low + (high - low) * draw["size"][j])


def strength(war, stock, j):
    return sum(w * math.log(m) for w, m in zip(war.weight[j], stock[j], strict=True))


def battle(war, stock, draw):
    one, other = (math.exp(war.contest * strength(war, stock, j)) for j in range(2))
    p = one / (one + other)
    if draw["battle"][0] < war.tempo * p:
        return 1
    return -1 if draw["battle"][0] >= 1 - war.tempo * (1 - p) else 0


def fallen(war, stock, front, draw):
    bounds = (0, war.collapse[0], war.collapse.sum())
    for j in range(2):
        weak = math.exp(strength(war, stock, j)) < war.floor[j]
        pushed = front == (0, war.fronts)[j]
        if weak or pushed or bounds[j] <= draw["battle"][1] < bounds[j + 1]:
            return f"fell {j + 1}"
    return None


def grow(war, stock, phase, t):
    for j in range(2):
        for c in range(len(stock[j])):
            more = war.production[phase, j, c] + (war.aid[j, c] if t < war.aid_until[j] else 0)
            stock[j][c] = (1 - war.loss[phase, j, c]) * stock[j][c] + more
