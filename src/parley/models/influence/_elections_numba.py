"""Many elections at once, as `voting` defines them one at a time, and who stands together.

Arrays only, and trusted. Imported only where it is needed, because importing numba takes long.
Codes of rules and models are their places in the lists of `voting`.
"""

import math

import numpy as np
from numpy.typing import NDArray

from parley.models.compiled import compiled
from parley.models.influence.voting import (
    INCENTIVE_STOP,
    LAZY,
    NOBODY,
    PASSES,
    SAME,
    SHARP,
    THRESHOLD,
    UNIFORM_STOP,
    UPSET,
)

__all__ = ["elections", "places"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@compiled
def _strength(d: float, rule: int) -> float:
    """How strongly a difference in utility makes one vote, per weight."""
    if abs(d) < SAME:
        return 0.0
    if rule == 0:
        return d
    if rule == 3:
        return 0.5 * d + 0.5 * d * d * d
    if rule == 4:
        return d * d * d
    if rule == 5:
        return d if d < 0 else 2 / 3 * d
    sharp = min(max(d / SHARP, -1.0), 1.0)
    return 0.8 * d + 0.2 * sharp if rule == 1 else sharp


@compiled
def _coalitions(weight: Floats, utility: Floats, options: Ints, rule: int) -> Floats:
    """Strength of the votes for each option against each other, (n, n)."""
    n = len(options)
    strength = np.full((n, n), NOBODY)
    for a in range(n):
        for b in range(a):
            ua, ub = utility[options[a]], utility[options[b]]
            above = below = 0.0
            for m in range(len(weight)):
                cast = weight[m] * _strength(ua[m] - ub[m], rule)
                above += max(cast, 0.0)
                below += max(-cast, 0.0)
            strength[a, b] += above
            strength[b, a] += below
    return strength


@compiled
def _win_chance(p: float, q: float, victory: int) -> float:
    """Chance of the coalition of strength p against the one of strength q."""
    if victory == 4:
        if p >= THRESHOLD * q:
            odds, others = 1.0, UPSET
        elif q >= THRESHOLD * p:
            odds, others = UPSET, 1.0
        else:
            odds = (p / (p + q) * (THRESHOLD + 1) - 1) / (THRESHOLD - 1)
            others = 1 - odds
        return odds / (odds + others)
    for _ in range(victory):  # to the power of 1, 2, 4 or 8
        p, q = p * p, q * q
    return p / (p + q)


@compiled
def _win_chances(strength: Floats, victory: int) -> Floats:
    n = len(strength)
    chance = np.empty((n, n))
    for a in range(n):
        for b in range(n):
            chance[a, b] = _win_chance(strength[a, b], strength[b, a], victory)
    return chance


@compiled
def _beats_all(chance: Floats) -> Floats:
    """In proportion to the product of the chances against each other option."""
    n = len(chance)
    share = np.zeros(n)
    for a in range(n):
        for b in range(n):
            share[a] += math.log(chance[a, b])
    highest, total = share.max(), 0.0
    for a in range(n):
        share[a] = math.exp(share[a] - highest)
        total += share[a]
    return share / total


@compiled
def _stays(strength: Floats, chance: Floats, election: int) -> Floats:
    """Long-run shares of the chain in which challengers come by lot or by incentive."""
    n = len(chance)
    challenge = np.full((n, n), 1 / n)
    if election == 1:
        for b in range(n):
            total = 0.0
            for a in range(n):
                challenge[a, b] = strength[a, b] * chance[a, b] + (LAZY if a == b else 0.0)
                total += challenge[a, b]
            challenge[:, b] /= total
    arrives, stays = chance * challenge, np.zeros(n)
    for a in range(n):
        for b in range(n):
            stays[a] += chance[a, b] * challenge[b, a]
    share, new = np.full(n, 1 / n), np.empty(n)
    stop = INCENTIVE_STOP if election == 1 else UNIFORM_STOP
    for _ in range(PASSES):
        change = 0.0
        for a in range(n):
            come = stays[a] * share[a]
            for b in range(n):
                come += arrives[a, b] * share[b]
            change = max(change, abs(come - share[a]))
            new[a] = (share[a] + come) / 2
        share, new = new, share
        if change <= stop:
            break
    return share


@compiled
def elections(
    weight: Floats,
    utility: Floats,
    draw: Ints,
    start: Ints,
    option: Ints,
    voting: int,
    victory: int,
    election: int,
) -> Floats:
    """Chance of each option in each election, as long as `option`.

    weight : (n_draws, n_voters). utility : (n_draws, n_options, n_voters). Election e is held in
    draw[e] over option[start[e] : start[e + 1]].
    """
    chance = np.empty(len(option))
    for e in range(len(draw)):
        d, first, last = draw[e], start[e], start[e + 1]
        strength = _coalitions(weight[d], utility[d], option[first:last], voting)
        won = _win_chances(strength, victory)
        if election == 0:
            chance[first:last] = _beats_all(won)
        else:
            chance[first:last] = _stays(strength, won, election)
    return chance


@compiled
def _near(one: Floats, other: Floats, near: float) -> bool:
    square = 0.0
    for k in range(len(one)):
        square += (one[k] - other[k]) ** 2
    return math.sqrt(square) < near


@compiled
def places(position: Floats, near: float) -> Ints:
    """Per actor the one that stands for its place, (n_draws, n_actors).

    position : (n_draws, n_actors, n_issues). An actor in order of index is a new place if none so
    far is nearer than `near`. The others are at the last place that near: several may be.
    """
    n_draws, n, _ = position.shape
    place = np.empty((n_draws, n), np.int64)
    for d in range(n_draws):
        x = position[d]
        for i in range(n):
            place[d, i] = i
            for j in range(i):
                if place[d, j] == j and _near(x[i], x[j], near):
                    place[d, i] = j
                    break
        for i in range(n):
            if place[d, i] != i:
                for j in range(n):
                    if place[d, j] == j and _near(x[i], x[j], near):
                        place[d, i] = j
    return place
