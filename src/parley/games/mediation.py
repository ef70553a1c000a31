"""Whose mediation can be believed: bias, error and cheap talk.

Party 1 makes a demand to party 2, which is tough (cost of war c_T) with chance tau, else weak (c_W
> c_T). The safe demand p + c_T is taken by both, the risky one p + c_W by the weak only. A mediator
sees 2's type, wrongly with chance eps, and says "tough" or "weak"; talk is free. It earns b times
party 1's share (b is its bias towards 1) and loses m if there is war. With tau_t and tau_w the
chances of tough after either signal, it reports what it saw if

    b >= b_min = tau_w m / ((1 - tau_w) c_W - c_T)        having seen "weak"
    b <= b_max = tau_t m / ((1 - tau_t) c_W - c_T)        having seen "tough"; inf if not positive

From 0 to b_min it always says "they are tough, concede", above b_max always "they are weak". So a
mediator that only wants peace (b = 0) is believed only if it never errs, and advice of restraint
is believed from one that is on your side, but not too much. Being believed is not enough: it must
also change what party 1 does.

After Kydd (2003), Which side are you on? Bias, credibility, and mediation, American Journal of
Political Science 47(4), 597-611, with two types. Kydd (2006), When can mediators build trust?,
American Political Science Review 100(3), 449-462, has the like for trustworthiness. A mediator
without information of its own adds nothing: Fey and Ramsay (2010), When is shuttle diplomacy worth
the commute?, World Politics 62(4), 529-560. All functions broadcast.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import TIE, Floats, Number, Range, Truth, Words, flag, plain, within, word

__all__ = [
    "Mediation",
    "SignalBeliefs",
    "credible_bias",
    "mediation",
    "mediator_report",
    "risk_threshold",
    "signal_beliefs",
]


class SignalBeliefs(NamedTuple):
    """Chance that party 2 is tough after the mediator saw "tough", and after it saw "weak"."""

    seen_tough: Number
    seen_weak: Number


class Mediation(NamedTuple):
    """Whether a mediator is believed and matters.

    bias : the biases at which it reports what it saw. credible : its own is one of them. decisive :
    its signal, if believed, changes party 1's demand: tau_w < tau* <= tau_t. war, war_alone : risk
    of war with this mediator, and without any; less is better.
    """

    bias: Range
    credible: Truth
    decisive: Truth
    war: Number
    war_alone: Number


def signal_beliefs(*, tough: ArrayLike, error: ArrayLike) -> SignalBeliefs:
    """How likely is party 2 tough, given what the mediator saw?

    Bayes: tau (1 - eps) / (tau (1 - eps) + (1 - tau) eps), and with eps and 1 - eps exchanged.
    tough : tau, 0 < tau < 1. error : eps, 0 <= eps < 0.5. `ValueError` otherwise.

    >>> seen = signal_beliefs(tough=0.5, error=0.1)
    >>> round(seen.seen_tough, 3), round(seen.seen_weak, 3)
    (0.9, 0.1)
    """
    tau_t, tau_w = _beliefs(tough, error)
    return SignalBeliefs(plain(tau_t), plain(tau_w))


def risk_threshold(*, cost_own: ArrayLike, cost_tough: ArrayLike, cost_weak: ArrayLike) -> Number:
    """How likely must party 2 be tough for party 1 to make the safe demand?

    tau* = (c_W - c_T) / (c_W + c_1). cost_own, cost_tough, cost_weak : c_1 >= 0 and 0 <= c_T < c_W,
    over the stake. `ValueError` otherwise. Source: Fearon (1995), Rationalist explanations for war,
    International Organization 49(3), 379-414.

    >>> round(risk_threshold(cost_own=0.1, cost_tough=0.1, cost_weak=0.4), 3)
    0.6
    """
    c_t, c_w = _costs(cost_tough, cost_weak)
    return plain(np.asarray((c_w - c_t) / (c_w + within("cost_own", cost_own, "[0, inf)"))))


def credible_bias(
    *,
    tough: ArrayLike,
    error: ArrayLike,
    war_aversion: ArrayLike,
    cost_tough: ArrayLike,
    cost_weak: ArrayLike,
) -> Range:
    """How biased towards party 1 must a mediator be for its word to be believed?

    b_min to b_max of the module; least inf if no bias makes "weak" credible. war_aversion : m > 0,
    the mediator's own loss in war, in its unit of payoff; bias is in that unit per whole stake. The
    rest and `ValueError` as in `signal_beliefs` and `risk_threshold`. Source: after Kydd (2003).

    >>> facts = dict(war_aversion=1, cost_tough=0.1, cost_weak=0.4)
    >>> found = credible_bias(tough=0.5, error=[0, 0.05, 0.1], **facts)
    >>> found.least.round(3)
    array([0.   , 0.179, 0.385])
    """
    c_t, c_w = _costs(cost_tough, cost_weak)
    m = within("war_aversion", war_aversion, "(0, inf)")
    tau_t, tau_w = _beliefs(tough, error)
    return Range(plain(_bound(tau_w, m, c_t, c_w)), plain(_bound(tau_t, m, c_t, c_w)))


def mediator_report(
    *,
    bias: ArrayLike,
    tough: ArrayLike,
    error: ArrayLike,
    war_aversion: ArrayLike,
    cost_tough: ArrayLike,
    cost_weak: ArrayLike,
) -> Words:
    """What would a mediator of this bias say, if it were believed?

    "always tough" below the range of `credible_bias`, "what it saw" within it, "always weak" above
    it. bias : b, any number, negative if it leans to party 2. A strong leaning to party 2 makes
    "the opposite" best: it would have party 1 ask too much of a tough party and lose by the war.
    Inputs and `ValueError` as in `credible_bias`. Source: after Kydd (2003).

    >>> facts = dict(tough=0.4, error=0.3, war_aversion=0.5, cost_tough=0.05, cost_weak=0.6)
    >>> mediator_report(bias=[0, 1, 3], **facts).tolist()
    ['always tough', 'what it saw', 'always weak']
    """
    b, m = within("bias", bias, "(-inf, inf)"), within("war_aversion", war_aversion, "(0, inf)")
    c_t, c_w = _costs(cost_tough, cost_weak)
    tau_t, tau_w = _beliefs(tough, error)
    # what "weak" gains over "tough"; both ties go to what it saw
    after_tough = b * ((1 - tau_t) * c_w - c_t) - tau_t * m > TIE
    after_weak = b * ((1 - tau_w) * c_w - c_t) - tau_w * m >= -TIE
    same = np.where(after_tough, "always weak", "always tough")
    differ = np.where(after_weak, "what it saw", "the opposite")
    return word(np.where(after_tough == after_weak, same, differ))


def mediation(
    *,
    bias: ArrayLike,
    tough: ArrayLike,
    error: ArrayLike,
    war_aversion: ArrayLike,
    cost_own: ArrayLike,
    cost_tough: ArrayLike,
    cost_weak: ArrayLike,
) -> Mediation:
    """Does this mediator change anything, and does it make war less likely?

    A credible and decisive one leaves war to its errors: a tough party taken for weak, tau eps. If
    not, party 1 acts on its prior: war with chance tau if tau < tau*, else none. So a mediator can
    also *raise* the risk, where without it party 1 would have played safe. Inputs and `ValueError`
    as in `mediator_report` and `risk_threshold`. Source: after Kydd (2003).

    >>> facts = dict(tough=0.5, error=0.1, war_aversion=1, cost_own=0.1, cost_tough=0.1)
    >>> found = mediation(bias=[0, 0.5], cost_weak=0.4, **facts)
    >>> found.credible, found.war
    (array([False,  True]), array([0.5 , 0.05]))
    """
    costs = {"cost_tough": cost_tough, "cost_weak": cost_weak}
    told = {"tough": tough, "error": error, "war_aversion": war_aversion, **costs}
    credible = np.asarray(np.asarray(mediator_report(bias=bias, **told)) == "what it saw")
    (tau_t, tau_w), star = _beliefs(tough, error), risk_threshold(cost_own=cost_own, **costs)
    decisive = np.asarray((tau_w < star) & (star <= tau_t + TIE))
    tau, eps = np.asarray(tough, float), np.asarray(error, float)
    alone = np.where(tau < star - TIE, tau, 0)
    war = np.where(credible & decisive, tau * eps, alone)
    bias_range = credible_bias(**told)
    return Mediation(bias_range, flag(credible), flag(decisive), plain(war), plain(alone))


def _bound(tau: Floats, m: Floats, c_t: Floats, c_w: Floats) -> Floats:
    """The bias at which the mediator is indifferent; inf if the risky demand gains nothing."""
    gain = (1 - tau) * c_w - c_t
    with np.errstate(all="ignore"):
        return np.where(gain > 0, tau * m / gain, np.inf)


def _beliefs(tough: ArrayLike, error: ArrayLike) -> tuple[Floats, Floats]:
    tau, eps = within("tough", tough, "(0, 1)"), within("error", error, "[0, 0.5)")
    right, wrong = tau * (1 - eps), tau * eps
    seen_tough = right / (right + (1 - tau) * eps)
    return np.asarray(seen_tough), np.asarray(wrong / (wrong + (1 - tau) * (1 - eps)))


def _costs(tough: ArrayLike, weak: ArrayLike) -> tuple[Floats, Floats]:
    c_t, c_w = within("cost_tough", tough, "[0, inf)"), within("cost_weak", weak, "[0, inf)")
    if not (c_t < c_w).all():
        raise ValueError("cost_tough must be below cost_weak")
    return c_t, c_w
