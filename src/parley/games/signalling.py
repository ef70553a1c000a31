"""Tying hands and sinking costs: two ways to show that a threat is meant.

A defender values the stake at v_H (strong) or v_L (weak), known only to itself. In a war it wins
with chance p and pays c; v_L < c / p < v_H, so that only the strong would fight for it. It may
signal. A signal that is believed deters every challenger but a part rho that comes whatever is
said; without a signal all challenge. Challenged, the weak would back down.

A sunk cost m is paid at once and whatever follows (mobilising, building). An audience cost a is
paid only if one backs down after having committed oneself (saying it in public). A signal is
believed if the weak would not copy it:

    sunk cost       m* = (1 - rho) v_L
    audience cost   a* = (1 - rho) v_L / rho    if a* <= c - p v_L, else none

In the second case, without the condition, the weak would copy it and then rather fight: its hands
are tied as well. The strong never pay the audience cost, for they do not back down, so tying hands
costs them nothing: (1 - rho) v_H + rho (p v_H - c), and with sunk costs that less m*.

After Fearon (1997), Signaling foreign policy interests: tying hands versus sinking costs, Journal
of Conflict Resolution 41(1), 68-90: two types here where the paper has a continuum. Its comparison
of the risk of war is not reproduced: here that risk is rho for either signal. Payoffs in any unit
common to v and c; broadcasts.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import TIE, Floats, Number, Truth, flag, plain, within

__all__ = ["Signals", "least_audience_cost", "least_sunk_cost", "signal_payoff", "signals"]


class Signals(NamedTuple):
    """The two signals side by side.

    sunk_cost, audience_cost : the least that are believed; inf if none is. tying_works : whether
    there is such an audience cost. tying_hands, sinking_costs : the strong defender's payoff with
    the least signal that is believed, more is better; the first means nothing unless tying works.
    silence : its payoff without a signal, p v_H - c.
    """

    sunk_cost: Number
    audience_cost: Number
    tying_works: Truth
    tying_hands: Number
    sinking_costs: Number
    silence: Number


def signal_payoff(
    *,
    value: ArrayLike,
    win: ArrayLike,
    cost: ArrayLike,
    undeterred: ArrayLike,
    sunk: ArrayLike = 0,
    audience: ArrayLike = 0,
) -> Number:
    """What is a signal worth to a defender who is then believed?

    -m + (1 - rho) v + rho max(-a, p v - c): challenged all the same, it takes the better of backing
    down and war. More is better; it signals if this is more than max(0, p v - c).

    value : v > 0. win : p, 0 < p <= 1. cost : c > 0, of war. undeterred : rho, 0 to 1. sunk,
    audience : m, a >= 0. `ValueError` otherwise. Source: after Fearon (1997).

    >>> facts = dict(value=0.2, win=0.6, cost=0.3, undeterred=0.6)
    >>> round(signal_payoff(sunk=0.05, **facts), 3)  # a weak defender would copy this one
    0.03
    """
    v, p, c = _war(value, win, cost)
    rho, m = within("undeterred", undeterred, "[0, 1]"), within("sunk", sunk, "[0, inf)")
    a = within("audience", audience, "[0, inf)")
    return plain(np.asarray(-m + (1 - rho) * v + rho * np.maximum(-a, p * v - c)))


def least_sunk_cost(*, value_weak: ArrayLike, undeterred: ArrayLike) -> Number:
    """How much must be spent at once to be believed?

    m* = (1 - rho) v_L: what the weak would gain by being believed. Less is better for the defender.
    value_weak : v_L > 0. undeterred : rho, 0 to 1. `ValueError` otherwise. Source: after Fearon
    (1997).

    >>> round(least_sunk_cost(value_weak=0.2, undeterred=0.6), 3)
    0.08
    """
    v, rho = within("value_weak", value_weak, "(0, inf)"), _undeterred(undeterred)
    return plain(np.asarray((1 - rho) * v))


def least_audience_cost(
    *, value_weak: ArrayLike, win: ArrayLike, cost: ArrayLike, undeterred: ArrayLike
) -> Number:
    """How much must backing down cost for a public commitment to be believed?

    a* = (1 - rho) v_L / rho if that is at most c - p v_L; else inf: the weak would commit itself as
    well and rather fight than pay. Few who call the bluff make any commitment cheap to copy. Less
    is better for the defender. Inputs as in `signals`; `ValueError`. Source: after Fearon (1997).

    >>> facts = dict(value_weak=0.2, win=0.6, cost=0.3)
    >>> least_audience_cost(undeterred=[0.5, 0.6], **facts).round(3)
    array([  inf, 0.133])
    """
    v, p, c = _war(value_weak, win, cost, "value_weak")
    return plain(_audience(v, p, c, _undeterred(undeterred)))


def signals(
    *,
    value_weak: ArrayLike,
    value_strong: ArrayLike,
    win: ArrayLike,
    cost: ArrayLike,
    undeterred: ArrayLike,
) -> Signals:
    """Which signals are believed, and what is each worth to a defender who means it?

    Formulas in the module. value_weak, value_strong : v_L and v_H, 0 < v_L < c / p < v_H. win : p,
    0 < p <= 1. cost : c > 0. undeterred : rho, 0 to 1. `ValueError` otherwise. Source: after Fearon
    (1997).

    >>> found = signals(value_weak=0.2, value_strong=1, win=0.6, cost=0.3, undeterred=0.6)
    >>> round(found.tying_hands, 3), round(found.sinking_costs, 3), round(found.silence, 3)
    (0.58, 0.5, 0.3)
    """
    weak, p, c = _war(value_weak, win, cost, "value_weak")
    strong, rho = within("value_strong", value_strong, "(0, inf)"), _undeterred(undeterred)
    if not ((p * weak < c) & (c < p * strong)).all():
        raise ValueError("value_weak must be below cost / win, and value_strong above it")
    sunk, audience = np.asarray((1 - rho) * weak), _audience(weak, p, c, rho)
    tied = np.asarray((1 - rho) * strong + rho * (p * strong - c))
    return Signals(
        sunk_cost=plain(sunk),
        audience_cost=plain(audience),
        tying_works=flag(np.isfinite(audience)),
        tying_hands=plain(tied),
        sinking_costs=plain(tied - sunk),
        silence=plain(p * strong - c),
    )


def _audience(weak: Floats, p: Floats, c: Floats, rho: Floats) -> Floats:
    with np.errstate(all="ignore"):
        least = np.asarray((1 - rho) * weak / rho)
    return np.where(least <= c - p * weak + TIE, least, np.inf)


def _war(
    value: ArrayLike, win: ArrayLike, cost: ArrayLike, name: str = "value"
) -> tuple[Floats, Floats, Floats]:
    v, p = within(name, value, "(0, inf)"), within("win", win, "(0, 1]")
    return v, p, within("cost", cost, "(0, inf)")


def _undeterred(undeterred: ArrayLike) -> Floats:
    return within("undeterred", undeterred, "[0, 1]")
