"""Delay as a signal: holding out to show that one can.

An informed side could have terms worth s_W at once, those that a weak side takes, or s_T > s_W
after a delay D that convinces the other that it is tough. Waiting costs it a flow c, c_W if weak
and c_T if tough, and it discounts at the rate r. A delay convinces if the weak would not bear it:

    s_W = exp(-r D)(s_T + c_W / r) - c_W / r    D = (1 / r) ln[(s_T + c_W / r) / (s_W + c_W / r)]

and D = (s_T - s_W) / c_W without discounting. A tough side bears it up to the same formula with
c_T. So delay says something only if it costs the weak side more; if not, no length separates them.
It is the rival of the explanation by stubbornness (module obstinacy): the same silence, but here it
ends in a deal at a date, and its length is set by the *weak* side's cost of waiting.

After, and much simpler than, Admati and Perry (1987), Strategic delay in bargaining, Review of
Economic Studies 54(3), 345-364, and Cramton (1984; 1992), Bargaining with incomplete information,
Review of Economic Studies 51(4), 579-593, and Strategic delay in bargaining with two-sided
uncertainty, the same 59(1), 205-225: two types, terms given from outside. Broadcasts.
"""

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import Floats, Number, Range, plain, within

__all__ = ["convincing_delays", "delay_payoff", "least_convincing_delay"]


def least_convincing_delay(
    *, terms_tough: ArrayLike, terms_weak: ArrayLike, cost_weak: ArrayLike, rate: ArrayLike
) -> Number:
    """How long must a side hold out to show that it is not weak?

    D = (1 / r) ln[(s_T + c_W / r) / (s_W + c_W / r)], in the time unit of rate and cost; inf if
    waiting is free. Shorter is better for both sides. It grows with what being taken for tough is
    worth and falls with what waiting costs the *weak*.

    terms_tough, terms_weak : s_T >= s_W >= 0, any unit of payoff. cost_weak : c_W >= 0, that unit
    per unit of time. rate : r >= 0 per unit of time. `ValueError` otherwise. Source: after Admati
    and Perry (1987).

    >>> round(least_convincing_delay(terms_tough=0.6, terms_weak=0.4, cost_weak=0.02, rate=0.05), 2)
    4.46
    """
    tough, weak = _terms(terms_tough, terms_weak)
    return plain(_bearable(tough, weak, within("cost_weak", cost_weak, "[0, inf)"), _rate(rate)))


def convincing_delays(
    *,
    terms_tough: ArrayLike,
    terms_weak: ArrayLike,
    cost_tough: ArrayLike,
    cost_weak: ArrayLike,
    rate: ArrayLike,
) -> Range:
    """Which delays would a tough side bear and a weak one not?

    From the formula of `least_convincing_delay` with c_W to that with c_T. None (least > most) if
    waiting costs the tough side more: then silence says nothing about strength, or the reverse.

    cost_tough : c_T >= 0; the rest and `ValueError` as in `least_convincing_delay`. Source: after
    Admati and Perry (1987) and Cramton (1992).

    >>> facts = dict(terms_tough=0.6, terms_weak=0.4, cost_weak=0.02, rate=0.05)
    >>> delays = convincing_delays(cost_tough=0.01, **facts)
    >>> round(delays.least, 2), round(delays.most, 2)
    (4.46, 5.75)
    """
    tough, weak = _terms(terms_tough, terms_weak)
    c_weak = within("cost_weak", cost_weak, "[0, inf)")
    c_tough, r = within("cost_tough", cost_tough, "[0, inf)"), _rate(rate)
    least, most = _bearable(tough, weak, c_weak, r), _bearable(tough, weak, c_tough, r)
    return Range(plain(least), plain(most))


def delay_payoff(*, terms: ArrayLike, delay: ArrayLike, cost: ArrayLike, rate: ArrayLike) -> Number:
    """What are terms worth now that come after a delay?

    exp(-r D) s - (c / r)(1 - exp(-r D)), and s - c D without discounting. More is better.

    terms : s >= 0. delay : D >= 0. cost : c >= 0 per unit of time. rate : r >= 0. `ValueError`
    otherwise. Source: discounting.

    >>> round(delay_payoff(terms=0.6, delay=4.46287, cost=0.02, rate=0.05), 4)
    0.4
    """
    s, d = within("terms", terms, "[0, inf)"), within("delay", delay, "[0, inf)")
    c, r = within("cost", cost, "[0, inf)"), _rate(rate)
    z = np.asarray(r * d)
    waited = d * _mean(-np.expm1(-z), z)
    return plain(np.asarray(np.exp(-r * d) * s - c * waited))


def _bearable(tough: Floats, weak: Floats, cost: Floats, rate: Floats) -> Floats:
    """The delay after which the better terms are worth just the terms at once."""
    gain = tough - weak
    with np.errstate(all="ignore"):
        undiscounted = gain / (rate * weak + cost)
        z = rate * undiscounted
        delay = np.where(np.isinf(undiscounted), np.inf, undiscounted * _mean(np.log1p(z), z))
    return np.where(gain > 0, delay, 0)


def _mean(of: Floats, z: Floats) -> Floats:
    """A function over its argument z where both near 0, and 1 at 0."""
    with np.errstate(all="ignore"):
        return np.where(z > 0, of / z, 1)


def _terms(tough: ArrayLike, weak: ArrayLike) -> tuple[Floats, Floats]:
    s_tough = within("terms_tough", tough, "[0, inf)")
    s_weak = within("terms_weak", weak, "[0, inf)")
    if not (s_tough >= s_weak).all():
        raise ValueError("terms_tough must be at least terms_weak")
    return s_tough, s_weak


def _rate(rate: ArrayLike) -> Floats:
    return within("rate", rate, "[0, inf)")
