"""Whom each actor challenges, which proposals meet, and what each actor takes.

Arrays only, and trusted. Imported only where it is needed, because importing numba takes long.
"""

import numpy as np
from numpy.typing import NDArray

from parley.models.compiled import compiled
from parley.models.influence.voting import SAME, SHARP

__all__ = ["challenges", "choices", "follow", "queues"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WORTH_IT = 1e-5
"""Gain above which a challenge is made."""
NOBODY = 1e-10
"""Strength of a side without votes."""
GAIN_TIE, CHANCE_TIE = 1e-12, 1e-9
"""Gains, and chances of proposals, closer than this are equal: sums are rounded."""


@compiled
def _vote(weight: float, d: float, rule: int) -> float:
    """As in `voting`, again: a compiled function must not call one of another file."""
    if abs(d) < SAME:
        return 0.0
    if rule == 0:
        return weight * d
    if rule == 3:
        return weight * (0.5 * d + 0.5 * d * d * d)
    if rule == 4:
        return weight * (d * d * d)
    if rule == 5:
        return weight * d if d < 0 else weight * (2 / 3 * d)
    sharp = min(max(d / SHARP, -1.0), 1.0)
    return weight * (0.8 * d + 0.2 * sharp) if rule == 1 else weight * sharp


@compiled
def _guessed(z: Floats, aversion: Floats, h: int, insight: float, out: Floats) -> None:
    """Utilities of one position that h guesses all actors to have."""
    for m in range(len(z)):
        guess = (1 - insight) * aversion[h] + insight * aversion[m]
        out[m] = (1 - z[m]) * (1 + min(z[m], 1.0) * guess)


@compiled
def _win_chance(
    of_i: Floats, of_j: Floats, own: Floats, weight: Floats, i: int, j: int, rule: int, semi: bool
) -> float:
    """Chance that i's challenge of j succeeds, by the votes of all.

    of_i, of_j, own : (n,), utility of i's, j's and the actor's own position to each.
    """
    vi = _vote(weight[i], of_i[i] - of_j[i], rule)
    vj = _vote(weight[j], of_i[j] - of_j[j], rule)
    a0 = NOBODY + max(vi, 0.0) + max(vj, 0.0)
    b0 = NOBODY + max(-vi, 0.0) + max(-vj, 0.0)
    a, b = a0, b0
    if semi:  # else joining either side comes to the same, so no third party votes
        for m in range(len(weight)):
            if m in (i, j) or weight[m] == 0:
                continue
            vm = _vote(weight[m], of_i[m] - of_j[m], rule)
            p = (a0 + max(vm, 0.0)) / (a0 + b0 + abs(vm))
            d = p * (own[m] - of_i[m]) - (1 - p) * (own[m] - of_j[m])
            cast = _vote(weight[m], d, rule)
            a += max(cast, 0.0)
            b += max(-cast, 0.0)
    return a / (a + b)


@compiled
def challenges(
    z: Floats,
    aversion: Floats,
    weight: Floats,
    care: Floats,
    insight: float,
    rule: int,
    semi: bool,
) -> tuple[Ints, Floats, Floats]:
    """Whom each challenges, (n_draws, n), or -1; with the chance and gain by either's guess.

    z : (n_draws, n, n), of the position of the second index for the actor of the third. aversion,
    weight, care : (n_draws, n); care is what the saliences add up to. Chances and gains : (2,
    n_draws, n), first by the initiator's guess, then by the receiver's; always the initiator's
    gain.
    """
    n_draws, n, _ = z.shape
    target = np.full((n_draws, n), -1)
    chance, gain = np.full((2, n_draws, n), np.nan), np.full((2, n_draws, n), np.nan)
    own, of_i, of_j = np.empty(n), np.empty(n), np.empty(n)
    for d in range(n_draws):
        r, w, diagonal = aversion[d], weight[d], np.empty(n)
        for m in range(n):
            diagonal[m] = z[d, m, m]
        for i in range(n):
            best = WORTH_IT
            _guessed(z[d, i], r, i, insight, of_i)
            _guessed(diagonal, r, i, insight, own)
            for j in range(n):
                if j == i:
                    continue
                _guessed(z[d, j], r, i, insight, of_j)
                if abs(of_i[i] - of_j[i]) <= best:
                    continue  # more than that is not to be gained
                p = _win_chance(of_i, of_j, own, w, i, j, rule, semi)
                # (1-s) 2 Ui + s (P 2 Ui + (1-P) 2 Uj) - (Ui + Uj), s being j's
                g = (of_i[i] - of_j[i]) * (1 - 2 * care[d, j] * (1 - p))
                if g > best + (GAIN_TIE if target[d, i] >= 0 else 0.0):
                    best = g
                    target[d, i], chance[0, d, i], gain[0, d, i] = j, p, g
            j = target[d, i]
            if j >= 0:
                _guessed(z[d, i], r, j, insight, of_i)
                _guessed(z[d, j], r, j, insight, of_j)
                _guessed(diagonal, r, j, insight, own)
                p = _win_chance(of_i, of_j, own, w, i, j, rule, semi)
                chance[1, d, i] = p
                gain[1, d, i] = (of_i[i] - of_j[i]) * (1 - 2 * care[d, j] * (1 - p))
    return target, chance, gain


@compiled
def queues(target: Ints, n_views: int) -> tuple[Ints, Ints, Ints, Ints]:
    """What actors with proposals choose from: draw and actor, start in the list, and the list.

    The list holds 0, to stay, and 1 + i * n_views + v for the proposal of initiator i by view v.
    """
    n_draws, n = target.shape
    longest = n_draws * (n + 2 * n * n_views)
    draw, actor = np.empty(n_draws * n, np.int64), np.empty(n_draws * n, np.int64)
    start, option = np.zeros(n_draws * n + 1, np.int64), np.empty(longest, np.int64)
    held = filled = 0
    for d in range(n_draws):
        for k in range(n):
            option[filled] = 0
            filled += 1
            for i in range(n):
                if target[d, i] >= 0 and k in (i, target[d, i]):
                    for v in range(n_views):
                        option[filled] = 1 + i * n_views + v
                        filled += 1
            if filled == start[held] + 1:
                filled -= 1  # nothing to choose from
                continue
            draw[held], actor[held] = d, k
            held += 1
            start[held] = filled
    return draw[:held], actor[:held], start[: held + 1], option[:filled]


@compiled
def choices(start: Ints, option: Ints, chance: Floats, number: Floats) -> tuple[Ints, Floats]:
    """Per election the option taken, and its chance.

    number : per election, 0 to 1, draws the option; below 0 takes the likeliest, the first of ties.
    """
    n = len(start) - 1
    taken, by = np.empty(n, np.int64), np.empty(n)
    for e in range(n):
        best, below = start[e], 0.0
        for o in range(start[e], start[e + 1]):
            if number[e] < 0:
                if chance[o] > chance[best] + CHANCE_TIE:
                    best = o
            elif below <= number[e]:
                best = o
            below += chance[o]
        taken[e], by[e] = option[best], chance[best]
    return taken, by


@compiled
def follow(accommodation: Floats, position: Floats, ideal: Floats) -> Floats:
    """Ideals after a move, (n_draws, n, n_issues): drawn to the positions of others, and one's own.

    accommodation : (n, n), of the actor of the first index to the position of the second.
    """
    new = np.empty_like(ideal)
    n_draws, n, n_issues = ideal.shape
    for i in range(n):
        kept = 1.0
        for j in range(n):
            kept -= accommodation[i, j]
        kept = max(kept, 0.0)
        for d in range(n_draws):
            for k in range(n_issues):
                drawn = kept * ideal[d, i, k]
                for j in range(n):
                    drawn += accommodation[i, j] * position[d, j, k]
                new[d, i, k] = drawn
    return new
