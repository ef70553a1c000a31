"""The quantal ultimatum: one offer to a side that may err.

A proposer names what the responder gets of a good of size 1; the responder takes it or both go on
to their continuation values (war, or another week). The responder's choice is logit: better offers
are taken more often, none for certain, and the proposer picks the best offer knowing that.

The gain (1 - y - r) P(y) has one peak. With S = 1 - r - R and t = ln u it lies at

    u + ln u = lam S - 1        y* = R + t / lam        P = u / (1 + u)        gain = u / lam

where u = W(exp(lam S - 1)), Lambert's function. Solved for t, nothing over- or underflows.

The wider the surplus S, the surer the agreement. With S < 0 there is nothing to agree on, and
every agreement is an error of the responder's. As lam grows, y* falls to R and P rises to 1 if
S > 0: the ultimatum of complete information.

Sources: Fey, McKelvey and Palfrey (1996), An Experimental Study of Constant-Sum Centipede Games,
International Journal of Game Theory 25(3), 269-287, and McKelvey and Palfrey (1998), Quantal
Response Equilibria for Extensive Form Games, Experimental Economics 1(1), 9-41, for logit choice
in games with moves in turn; Signorino (1999), Strategic Interaction and the Statistical Analysis
of International Conflict, American Political Science Review 93(2), 279-297, for conflict. The
closed form is our own, after the statistical ultimatum game of Ramsay and Signorino (2009), A
Statistical Model of the Ultimatum Game: there both sides err, here the responder only.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import Floats, Number, plain, within

__all__ = ["LogitOffer", "logit_acceptance", "logit_offer"]

FINITE = "(-inf, inf)"
MAX_STEPS = 50
"""Newton needs about six; it comes down to the root from above and cannot cycle."""
TOLERANCE = 1e-15
"""Step, relative to the root, below which a double cannot tell the difference."""


class LogitOffer(NamedTuple):
    """The best offer and what follows; numbers, or arrays over draws.

    offer : the responder's share. acceptance : chance that it is taken. proposer_gain,
    responder_gain : over the own continuation value, before the answer is known; more is better.
    The responder's counts the value of choosing (its logit inclusive value), so it is positive
    even for a bad offer.
    """

    offer: Number
    acceptance: Number
    proposer_gain: Number
    responder_gain: Number


def logit_acceptance(lam: ArrayLike, offer: ArrayLike, responder: ArrayLike) -> Number:
    """How likely is an offer to be taken: 1 / (1 + exp(-lam (offer - responder))).

    lam : > 0, per unit of the good; the larger, the rarer an error. offer : the responder's share.
    responder : its continuation value. All broadcast; numbers give a number. `ValueError` for a
    lam that is not positive, or for anything not finite.

    >>> logit_acceptance(10, 0.5, 0.5)
    0.5
    """
    from scipy.special import expit

    rate = within("lam", lam, "(0, inf)")
    gain = within("offer", offer, FINITE) - within("responder", responder, FINITE)
    return plain(expit(rate * gain))


def logit_offer(lam: ArrayLike, proposer: ArrayLike, responder: ArrayLike) -> LogitOffer:
    """What does a proposer offer a responder that may err, and is it taken?

    Timing: the proposer offers the responder y; the responder accepts by `logit_acceptance`, else
    both get their continuation values. Assumes that the proposer knows lam and both values and
    errs never itself, is neutral to risk, and makes one offer.

    lam : > 0, per unit of the good. proposer, responder : continuation values, in units of the
    good. All broadcast; numbers give numbers. `ValueError` as in `logit_acceptance`.

    The offer is not held to 0 to 1: with a small lam it can fall below 0. The gain has one peak, so
    where that cannot be the best offer is the nearer end.

    >>> found = logit_offer(10, 0.35, 0.3)
    >>> [round(float(x), 4) for x in found]
    [0.3627, 0.6519, 0.1873, 0.1055]
    >>> logit_offer([5, 50, 500], 0.4, 0.4).acceptance.round(3)
    array([0.362, 0.876, 0.99 ])
    """
    from scipy.special import expit

    rate, stay = within("lam", lam, "(0, inf)"), within("responder", responder, FINITE)
    surplus = 1 - within("proposer", proposer, FINITE) - stay
    log_u = _log_lambert(rate * surplus - 1)
    return LogitOffer(
        plain(stay + log_u / rate),
        plain(expit(log_u)),
        plain(np.exp(log_u) / rate),
        plain(np.logaddexp(0, log_u) / rate),
    )


def _log_lambert(b: Floats) -> Floats:
    """The t with exp(t) + t = b, by Newton.

    The left side is convex and rising, so a start above the root comes down to it step by step.
    """
    t = np.where(b > 1, np.log(np.maximum(b, 1)), b)  # at both, exp(t) + t >= b
    for _ in range(MAX_STEPS):
        u = np.exp(t)
        step = (u + t - b) / (u + 1)
        t = t - step
        if (np.abs(step) <= TOLERANCE * np.maximum(1, np.abs(t))).all():
            break
    return t
