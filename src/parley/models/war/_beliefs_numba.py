"""What the sides believe of each other's types, and what teaches them: conduct, battles, reports.

Arrays only, and trusted. A part of `_week_numba`.
"""

import math

import numpy as np

from parley.models.war._rules_numba import block
from parley.models.war.linked import apart, inlined, linked
from parley.models.war.state import CONCEDE, IMPOSSIBLE, NEWS, SMALL, Inputs, State


@inlined
def kinds(i: Inputs) -> int:
    """Number of types of a side; known when small records are compiled."""
    small: int = SMALL[0]
    return small if i.odds.shape[0] == SMALL[0] else i.types


@inlined
def given(i: Inputs, s: State, j: int, a: int, b: int) -> float:
    """What type a of party j believes: the weight of type b of the other."""
    view = min(j, i.views - 1)
    found: float = s.belief[view, a, b] if j == 0 else s.belief[view, b, a]
    return found


@inlined
def believed(i: Inputs, s: State, j: int, a: int) -> None:
    """What type a of party j believes of the other, adding up to 1, into s.held.

    If nobody thinks that a exists, what is thought of the other at all.
    """
    total = 0.0
    for b in range(kinds(i)):
        s.held[b] = given(i, s, j, a, b)
        total += s.held[b]
    if total <= IMPOSSIBLE:
        for b in range(kinds(i)):
            for c in range(kinds(i)):
                s.held[b] += given(i, s, j, c, b)
                total += given(i, s, j, c, b)
    for b in range(kinds(i)):
        s.held[b] /= total


@linked
def bayes(i: Inputs, s: State, j: int) -> None:
    """What both believe after news of j, whose likelihood by type is in s.like[j].

    Nobody is moved by what it holds to be impossible.
    """
    apart()
    types = kinds(i)
    for view in range(i.views):
        total = 0.0
        for a in range(types):
            for b in range(types):
                total += s.belief[view, a, b] * s.like[j, a if j == 0 else b]
        if total > IMPOSSIBLE:
            inverse = 1 / total
            for a in range(types):
                for b in range(types):
                    s.belief[view, a, b] *= s.like[j, a if j == 0 else b] * inverse


@linked
def learn(i: Inputs, s: State, j: int) -> None:
    """Bayes from the conduct of j; tempered."""
    if i.types == 1:
        return
    if i.temper != 1:
        for a in range(kinds(i)):
            s.like[j, a] = math.exp(i.temper * math.log(max(s.like[j, a], 1e-300)))
    bayes(i, s, j)


@inlined
def answered(i: Inputs, s: State, j: int, u: float) -> bool:
    """Whether j accepts, with the chance by type in s.like[j]; the answer is learnt from."""
    agreed: bool = u < s.like[j, s.own[j]]
    if not agreed:
        for a in range(kinds(i)):
            s.like[j, a] = 1 - s.like[j, a]
    learn(i, s, j)
    return agreed


@linked
def fought(i: Inputs, s: State, scale: float, win: bool) -> None:
    """Bayes from a battle; scale : odds of side 1, without types."""
    apart()
    types = kinds(i)
    if types == 1:
        return
    for view in range(i.views):
        total = 0.0
        for a in range(types):
            for b in range(types):
                odds = scale * i.odds[a, b]
                chance = 1 / (1 + odds)
                s.belief[view, a, b] *= odds * chance if win else chance
        for a in range(types):
            for b in range(types):
                total += s.belief[view, a, b]
        inverse = 1 / total
        for a in range(types):
            for b in range(types):
                s.belief[view, a, b] *= inverse


@inlined
def reported(i: Inputs, s: State, seed: np.uint64, r: int, t: int) -> None:
    """Reports on the type of each side: the true one, or any other."""
    if i.news == 0 or i.types == 1:
        return
    (u, v), which = block(seed, r, t, NEWS // 2)
    others = i.types - 1
    for j in range(2):
        if (u if j == 0 else v) < i.news:
            true, at = s.own[j], which[j]
            named = true
            if at >= i.reliable:
                other = min(int((at - i.reliable) / (1 - i.reliable) * others), others - 1)
                named = other + int(other >= true)
            for a in range(kinds(i)):
                s.like[j, a] = i.reliable if a == named else (1 - i.reliable) / others
            bayes(i, s, j)


@inlined
def _gives_in(i: Inputs, s: State, j: int) -> float:
    """Chance that a type of j that is not obstinate gives in, so that all of them do by concede."""
    view, total, others = min(1 - j, i.views - 1), 0.0, 0.0
    for a in range(kinds(i)):
        for b in range(kinds(i)):
            total += s.belief[view, a, b]
            if i.demand[j, a if j == 0 else b] < i.most[j]:
                others += s.belief[view, a, b]
    return min(i.concede[j] * total / others, 1.0) if others > 0 else 0.0


@linked
def conceded(i: Inputs, s: State, seed: np.uint64, r: int, t: int) -> float:
    """Share of side 1 if a side gives in, halfway if both do, else -1; all learn from it."""
    u, chance = block(seed, r, t, CONCEDE // 2)[0], (_gives_in(i, s, 0), _gives_in(i, s, 1))
    total, number = 0.0, 0
    for j in range(2):
        gives = i.demand[j, s.own[j]] < i.most[j] and u[j] < chance[j]
        if gives:
            total, number = total + (1 - i.most[1] if j == 0 else i.most[0]), number + 1
        for a in range(kinds(i)):
            like = chance[j] if i.demand[j, a] < i.most[j] else 0.0
            s.like[j, a] = like if gives else 1 - like
        learn(i, s, j)
    return total / number if number else -1.0
