"""The dynamic model with fixed chances, one replication at a time, in plain Python.

Reads the same streams as the engine. Written from the order of the week, not from its code.
"""

import math
from itertools import product

MASK = 2**32 - 1
NAMES = ("table", "talk", "answer", "battle", "break", "accident", "fixed", "guarantor", "strike")
NAMES += ("size", "concede", "types", "news", "report", "humane", "again")
NAMES += ("choice", "text")
PURPOSE = {name: k for k, name in enumerate(NAMES)}


def philox(counter, key):
    """Philox4x32-10, Salmon, Moraes, Dror and Shaw (2011), section 4.1."""
    (a, b, c, d), (k, m) = counter, key
    for _ in range(10):
        x, y = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = (y >> 32) ^ b ^ k, y & MASK, (x >> 32) ^ d ^ m, x & MASK
        k, m = (k + 0x9E3779B9) & MASK, (m + 0xBB67AE85) & MASK
    return a, b, c, d


def pair(seed, replication, week, purpose):
    """Two purposes share a block: the first two words and the last two."""
    block, half = divmod(purpose, 2)
    words = philox((replication, week, block, 0), (seed & MASK, seed >> 32))
    return tuple((word + 0.5) / 2**32 for word in words[2 * half : 2 * half + 2])


def path(war, seed, replication, weeks):
    """Phase (0 to 4), front and log strengths at the end of each week; everything fixed."""
    return [week[:4] for week in history(war, seed, replication, weeks)]


def history(war, seed, replication, weeks):
    """The same, then what each side believes: by pair of types."""
    phase, age, front, found = "war", 0, war.front, []
    stock = war.stock.tolist()
    own = drawn(war, pair(seed, replication, 0, PURPOSE["types"])[0])
    first = war.belief if war.belief.ndim == 3 else (war.belief, war.belief)
    belief = [dict(zip(pairs(war), b.ravel().tolist(), strict=True)) for b in first]
    for t in range(weeks):
        draw = {name: pair(seed, replication, t, k) for name, k in PURPOSE.items()}
        before = phase
        if phase in ("war", "pause", "peace"):
            report(war, own, belief, draw)
        if phase == "war":
            strike(war, stock, draw)
            share = concession(war, own, belief, draw)
            if share is None and draw["fixed"][0] < war.settle:
                share = war.line
            if share is not None:
                phase, front = "peace", moved(war, front, share)
            elif draw["fixed"][1] < war.pause:
                phase, age = "pause", 0
            else:
                front += battle(war, stock, own, belief, draw)
                phase = fallen(war, stock, front, draw) or "war"
        elif phase == "pause":
            age += 1
            if draw["fixed"][0] < war.pause_settle:
                phase, front = "peace", moved(war, front, war.line)
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
        beliefs = [list(b.values()) for b in belief]
        found.append((code, front, strength(war, stock, 0), strength(war, stock, 1), beliefs))
    return found


def pairs(war):
    return list(product(range(len(war.truth)), repeat=2))


def drawn(war, u):
    for a, b in pairs(war):
        if u < war.truth[a, b]:
            return a, b
        u -= war.truth[a, b]
    raise AssertionError("chances of types do not sum to 1")


def update(belief, likelihood):
    """Bayes, for both; nothing where all of it is held to be impossible."""
    for each in belief:
        total = sum(each[ab] * likelihood(*ab) for ab in each)
        for ab in each if total > 1e-300 else ():
            each[ab] *= likelihood(*ab) / total


def report(war, own, belief, draw):
    types = len(war.truth)
    for j in range(2) if types > 1 else ():
        if draw["news"][j] < war.news:
            named, at = own[j], draw["report"][j]
            if at >= war.reliable:
                others = [a for a in range(types) if a != own[j]]
                named = others[int((at - war.reliable) / (1 - war.reliable) * len(others))]
            like = [(1 - war.reliable) / (types - 1)] * types
            like[named] = war.reliable
            update(belief, lambda *ab, j=j, like=like: like[ab[j]])


def concession(war, own, belief, draw):
    """Share of side 1 if somebody gives in to the highest demand of the other."""
    top, shares, rates = war.demand.max(axis=1), [], []
    if not war.concede.any():
        return None
    for j in range(2):
        held = sum(p for ab, p in belief[1 - j].items() if war.demand[j, ab[j]] < top[j])
        rates.append(min(war.concede[j] / held, 1) if held > 0 else 0)
    for j in range(2):
        chance = [0 if d == top[j] else rates[j] for d in war.demand[j]]
        gives = draw["concede"][j] < chance[own[j]]
        if gives:
            shares.append((1 - top[1], top[0])[j])
        like = [(c if gives else 1 - c) ** war.temper for c in chance]
        update(belief, lambda *ab, j=j, like=like: like[ab[j]])
    return sum(shares) / len(shares) if shares else None


def moved(war, front, share):
    """The front after a settlement, in whole fronts, with nobody at the end."""
    place = front + war.territory * (share * war.fronts - front)
    return min(max(math.floor(place + 0.5), 1), war.fronts - 1)


def strike(war, stock, draw):
    for j in range(2):
        if draw["strike"][j] < war.strike[j]:
            for c, (low, high) in enumerate(war.strike_share[j]):
                stock[j][c] *= 1 - (low + (high - low) * draw["size"][j])


def strength(war, stock, j):
    return sum(w * math.log(m) for w, m in zip(war.weight[j], stock[j], strict=True))


def battle(war, stock, own, belief, draw):
    one, other = (math.exp(war.contest * strength(war, stock, j)) for j in range(2))
    odds = {
        (a, b): one / other * (war.strength[0, a] / war.strength[1, b]) ** war.contest
        for a, b in pairs(war)
    }
    p = {ab: x / (1 + x) for ab, x in odds.items()}
    if draw["battle"][0] < war.tempo * p[own]:
        update(belief, lambda *ab: p[ab])
        return 1
    if draw["battle"][0] >= 1 - war.tempo * (1 - p[own]):
        update(belief, lambda *ab: 1 - p[ab])
        return -1
    return 0


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
            more = war.production[phase, j, c] + (
                war.aid[phase, j, c] if t < war.aid_until[j] else 0
            )
            stock[j][c] = (1 - war.loss[phase, j, c]) * stock[j][c] + more
            if phase == 2:
                stock[j][c] = min(stock[j][c], war.cap[j, c])
