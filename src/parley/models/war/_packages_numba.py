"""Settlements that are one of several packages, and a mediator's single text.

A proposer offers package k with odds exp(precision * G_k), and nothing with odds 1. G_k is what it
expects to gain: over types of the other, the chance of acceptance times own worth of k less own
worth of refusal. Its choice teaches what it is, by the same odds for each of its types.

Arrays only, and trusted. A part of `_week_numba`.

Sources: McKelvey and Palfrey (1995), Quantal Response Equilibria for Normal Form Games, Games and
Economic Behavior 10(1), choices with errors; single text: Fisher (1978), International Mediation:
A Working Guide; Raiffa (1982), The Art and Science of Negotiation.
"""

import math

from parley.models.war._beliefs_numba import answered, believed, kinds, learn
from parley.models.war._rules_numba import logistic
from parley.models.war._values_numba import refused, worth
from parley.models.war.linked import inlined, linked
from parley.models.war.state import Inputs, State


@inlined
def _odds(i: Inputs, gain: float, best: float) -> float:
    """Of an offer with this gain, as parts of those of the best."""
    return math.exp(i.precision * (gain - best))


@linked
def _gains(i: Inputs, s: State, j: int, a: int) -> tuple[float, float]:
    """What type a of party j gains by offering each, into s.offers; the most, and all odds."""
    believed(i, s, j, a)
    best = 0.0
    for k in range(i.choices):
        gain = 0.0
        for b in range(kinds(i)):
            least = max(refused(s, j, a, b), i.demand[j, a])
            gain += s.held[b] * s.accept[k, b] * (i.packages[k, j] - least)
        s.offers[k], best = gain, max(best, gain)
    total = _odds(i, 0.0, best)
    for k in range(i.choices):
        total += _odds(i, s.offers[k], best)
    return best, total


@inlined
def _picked(i: Inputs, s: State, best: float, left: float) -> int:
    """The first package at which the odds pass what is left; -1 if none do: no offer."""
    for k in range(i.choices):
        left -= _odds(i, s.offers[k], best)
        if left < 0:
            return k
    return -1


@linked
def offered(i: Inputs, s: State, u: tuple[float, float], choice: tuple[float, float]) -> bool:
    """Whether a package is offered and accepted; the offer and the answer are learnt from."""
    j, types = s.proposer, kinds(i)
    for k in range(i.choices):
        for b in range(types):
            gain = i.packages[k, 1 - j] - worth(i, s, 1 - j, b)
            s.accept[k, b] = logistic(i.precision * gain)
    best, total = _gains(i, s, j, s.own[j])
    k = _picked(i, s, best, choice[j] * total)
    for a in range(types if types > 1 else 0):
        best, total = _gains(i, s, j, a)
        s.like[j, a] = _odds(i, s.offers[k] if k >= 0 else 0.0, best) / total
    learn(i, s, j)
    if k < 0:
        return False
    for b in range(types):
        s.like[1 - j, b] = s.accept[k, b]
    if not answered(i, s, 1 - j, u[1 - j]):
        return False
    s.gets[0], s.gets[1], s.package = i.packages[k, 0], i.packages[k, 1], k
    return True


@linked
def mediated(i: Inputs, s: State, u: tuple[float, float]) -> bool:
    """Whether both accept what all expect, put to them as a single text; they answer at once."""
    both = True
    for j in range(2):
        for a in range(kinds(i)):
            s.like[j, a] = logistic(i.precision * (s.line[j] - worth(i, s, j, a)))
        agreed = answered(i, s, j, u[j])
        both = both and agreed
    if both:
        s.gets[0], s.gets[1], s.package = s.line[0], s.line[1], s.text
    return both


@inlined
def _answering(x: float) -> float:
    """ln(1 + exp(x)): what an answer by logit gains over refusing, in units of noise."""
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


@inlined
def by_text(i: Inputs, s: State, j: int, own: float, other: float) -> float:
    """What party j gains from a single text, in units of noise; own, other : worth of refusing."""
    accepted = logistic(i.precision * (s.line[1 - j] - other))
    return accepted * _answering(i.precision * (s.line[j] - own))


@linked
def by_package(i: Inputs, s: State, j: int, own: float, other: float) -> float:
    """The same from talks on packages: half of it if it offers and half if it answers."""
    found = 0.0
    for offers in range(2):
        best = 0.0
        for k in range(i.choices):
            mine, yours = i.packages[k, j] - own, i.packages[k, 1 - j] - other
            if offers == 1:
                gain = logistic(i.precision * yours) * mine
            else:
                gain = logistic(i.precision * mine) * yours
            s.offers[k], best = gain, max(best, gain)
        total, gain = _odds(i, 0.0, best), 0.0
        for k in range(i.choices):
            odds, each = _odds(i, s.offers[k], best), i.precision * s.offers[k]
            if offers == 0:
                each = _answering(i.precision * (i.packages[k, j] - own))
            total, gain = total + odds, gain + odds * each
        found += gain / total / 2
    return found
