"""Decisions of the parties: talks, offers and answers, pauses.

Arrays only, and trusted. A part of `_week_numba`.
"""

import math

import numpy as np

from parley.models.war._beliefs_numba import answered, given, kinds
from parley.models.war._machine_numba import fma
from parley.models.war._packages_numba import by_package, by_text, mediated, offered
from parley.models.war._rules_numba import logistic, mark, offer, pair, refusal, wright
from parley.models.war._values_numba import kept, ratio, refused, terms, values, worth
from parley.models.war.linked import apart, inlined, linked
from parley.models.war.state import CHOICE, SINCERE, STALLING, TEXT, Floats, Inputs, State


@linked
def _gain(i: Inputs, s: State, j: int, own: float, other: float, serves: bool) -> float:
    """What party j expects of talks with packages or a mediator, in units of noise."""
    if i.choices > 0:
        found = by_package(i, s, j, own, other)
    else:
        u = wright(i.precision * (1 - own - other) - 1)
        found = (u + math.log1p(u)) / 2
    text = by_text(i, s, j, own, other) if serves else 0.0
    return (1 - i.mediator) * found + i.mediator * text


@linked
def _could(i: Inputs, s: State, j: int) -> bool:
    """Whether a package is worth more to both than refusing, and party j would keep it."""
    found = False
    for k in range(i.choices):
        both = i.packages[k, j] > worth(i, s, j, s.own[j])
        both = both and i.packages[k, 1 - j] > worth(i, s, 1 - j, s.own[1 - j])
        found = found or (both and kept(i, s, j, i.packages[k, j], i.package_guarantor[k]) >= 0)
    return found


@linked
def talk(i: Inputs, s: State, u: tuple[float, float], serves: bool) -> bool:
    """Whether both talk; notes who could agree and keep it, and who only talks.

    serves : whether a mediator would have a text.
    """
    apart()
    one, other = worth(i, s, 0, s.own[0]), worth(i, s, 1, s.own[1])
    talks = _talks(i, s, 0, u[0], one, other, serves)
    return _talks(i, s, 1, u[1], other, one, serves) and talks


@inlined
def _talks(i: Inputs, s: State, j: int, u: float, least: float, true: float, serves: bool) -> bool:
    """Whether j does. least, true : worth of refusing to it and, in truth, to the other."""
    own, seen, inverse = s.own[j], 0.0, s.inverse[j, s.own[j]]
    for b in range(kinds(i)):
        seen += given(i, s, j, own, b) * worth(i, s, 1 - j, b)
    seen = seen * inverse if inverse > 0 else true
    if i.choices + i.mediator > 0:
        cost = i.precision * (i.talk_cost[j] - i.talk_gain[j, own])
        odds = math.exp(cost - _gain(i, s, j, least, seen, serves))
    else:
        odds = refusal(fma(i.precision, 1 - least - seen, -1.0), i.talk_odds[j, own])
    surplus = 1 - least - true
    if i.choices > 0:
        could = _could(i, s, j)
    else:
        could = surplus > 0 and kept(i, s, j, least + surplus / 2, i.package_guarantor[0]) >= 0
    if could:
        mark(s, SINCERE + j)
    elif odds < 1:
        mark(s, STALLING + j)
    return u * (1 + odds) < 1


@linked
def settlement(
    i: Inputs, s: State, u: tuple[float, float], serves: bool, seed: np.uint64, r: int, t: int
) -> bool:
    """Whether a settlement is proposed and accepted; who proposes what.

    u : of the answers. serves : whether a mediator has a text.
    """
    if i.mediator > 0 and pair(seed, r, t, TEXT)[0] < i.mediator:
        return serves and mediated(i, s, u)
    if i.choices > 0:
        return offered(i, s, u, pair(seed, r, t, CHOICE))
    share = _share(i, s, u)
    if share >= 0:
        divided(s, share)
    return share >= 0


@inlined
def divided(s: State, share: float) -> None:
    """A settlement that divides the stake."""
    s.gets[0], s.gets[1], s.package = share, 1 - share, 0


@linked
def _share(i: Inputs, s: State, u: tuple[float, float]) -> float:
    """Share of party 1 that the proposer offers and the other accepts; -1 if it refuses.

    Of the offers that are best against one type of the other, the one that is best over all: what
    a refusal is worth depends on the type that refuses.
    """
    apart()
    types, j = kinds(i), s.proposer
    own = s.own[j]
    for a in range(types):
        r = max(refused(s, j, own, a), i.demand[j, own])
        share = offer(i.precision, r, worth(i, s, 1 - j, a))[0]
        s.offers[a] = min(max(share, 0.0), 1.0)
    for a in range(types):
        for b in range(types):
            s.accept[a, b] = logistic(i.precision * (s.offers[a] - worth(i, s, 1 - j, b)))
    best, at = -np.inf, 0
    for a in range(types):
        gain = 0.0
        for b in range(types):
            r = max(refused(s, j, own, b), i.demand[j, own])
            gain += given(i, s, j, own, b) * s.accept[a, b] * (1 - s.offers[a] - r)
        if gain > best and given(i, s, j, own, a) > 0:
            best, at = gain, a
    for b in range(types):
        s.like[1 - j, b] = s.accept[at, b]
    if not answered(i, s, 1 - j, u[1 - j]):
        return -1.0
    found: float = 1 - s.offers[at] if j == 0 else s.offers[at]
    return found


@linked
def pause(i: Inputs, table: Floats, s: State, u: tuple[float, float], weeks: int) -> bool:
    """Whether both agree to a pause of so many weeks; s.later becomes the worth after it."""
    apart()
    values(i, table, s, ratio(i, s, weeks), True)
    terms(i, s)
    for j in range(2):
        for a in range(kinds(i)):
            s.like[j, a] = logistic(i.precision * (held(i, s, j, a) - s.now[j, a]))
    both = True
    for j in range(2):
        agreed = answered(i, s, j, u[j])
        both = both and agreed
    return both


@inlined
def held(i: Inputs, s: State, j: int, a: int) -> float:
    """Worth of a pause that is kept to its end."""
    hope = i.hope
    found: float = hope * s.line[j] + (1 - hope) * s.later[j, a]
    return found
