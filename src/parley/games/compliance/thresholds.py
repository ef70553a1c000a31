"""Whether compliance pays, and the least or most of each input at which it does."""

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import TIE, Number, plain, within
from parley.games.compliance._peace import at_risk, peace_of

__all__ = [
    "compliance_margin",
    "least_detection",
    "least_discount",
    "least_penalty",
    "mean_peace",
    "most_accidents",
    "peace_survival",
]


def compliance_margin(
    *,
    comply: ArrayLike,
    cheat: ArrayLike,
    war: ArrayLike,
    discount: ArrayLike,
    detection: ArrayLike,
    penalty: ArrayLike = 0,
    accident: ArrayLike = 0,
) -> Number:
    """By how much is keeping the settlement better than cheating once? It complies at 0 or more.

    q G + d (1 - f) q (R - P) / (1 - d (1 - f)) - (T - R), in payoff of a period; more is better.

    comply, cheat, war : R, T and P, any unit, war < comply. discount : d, 0 <= d < 1. detection :
    q, 0 to 1. penalty : G >= 0. accident : f, 0 to 1. `ValueError` otherwise. Source: own, see the
    module.

    >>> facts = dict(comply=1, cheat=2.2, war=0.3, discount=0.6, accident=0.02)
    >>> compliance_margin(detection=[0.5, 1], **facts).round(3)
    array([-0.7  , -0.201])
    """
    peace = peace_of(comply, cheat, war, discount, detection, penalty, accident)
    return plain(peace.q * (peace.g + at_risk(peace)) - peace.temptation)


def least_penalty(
    *,
    comply: ArrayLike,
    cheat: ArrayLike,
    war: ArrayLike,
    discount: ArrayLike,
    detection: ArrayLike,
    accident: ArrayLike = 0,
) -> Number:
    """What is the smallest penalty on a detected cheat that secures compliance?

    G* = max(0, (T - R) / q - d (1 - f)(R - P) / (1 - d (1 - f))), in payoff of a period; less is
    better: a weaker guarantor will do. inf if nothing is detected and cheating tempts.

    Inputs and `ValueError` as in `compliance_margin`. Source: own, see the package.

    >>> facts = dict(comply=1, cheat=2.2, war=0.3, discount=0.6, accident=0.02)
    >>> round(least_penalty(detection=0.5, **facts), 3)
    1.401
    """
    peace = peace_of(comply, cheat, war, discount, detection, 0, accident)
    with np.errstate(all="ignore"):
        cover = peace.temptation / peace.q
    short = np.where(peace.temptation > 0, cover - at_risk(peace), 0)
    return plain(np.maximum(short, 0))


def least_detection(
    *,
    comply: ArrayLike,
    cheat: ArrayLike,
    war: ArrayLike,
    discount: ArrayLike,
    penalty: ArrayLike = 0,
    accident: ArrayLike = 0,
) -> Number:
    """How likely must a cheat be detected for the party to comply?

    q* = (T - R) / (G + d (1 - f)(R - P) / (1 - d (1 - f))), at least 0; inf if certain detection is
    not enough. Less is better: a smaller monitoring mission will do.

    Inputs and `ValueError` as in `compliance_margin`. Source: own, see the package.

    >>> facts = dict(comply=1, cheat=1.6, war=0.3, discount=0.9)
    >>> round(least_detection(**facts), 4), round(least_detection(penalty=6.3, **facts), 4)
    (0.0952, 0.0476)
    """
    peace = peace_of(comply, cheat, war, discount, 1, penalty, accident)
    with np.errstate(all="ignore"):
        needed = peace.temptation / (peace.g + at_risk(peace))
    needed = np.where(peace.temptation <= 0, 0, needed)
    return plain(np.where(needed > 1 + TIE, np.inf, np.minimum(needed, 1)))


def least_discount(
    *,
    comply: ArrayLike,
    cheat: ArrayLike,
    war: ArrayLike,
    detection: ArrayLike = 1,
    penalty: ArrayLike = 0,
    accident: ArrayLike = 0,
) -> Number:
    """How much must the party value the next period for it to comply?

    d* = y / (1 + y (1 - f)) with y = (T - R - q G) / (q (1 - f)(R - P)), at least 0; inf if no
    discount factor below 1 is enough, which happens only with accidents or without detection. With
    certain detection, no guarantor and no accident it is (T - R) / (T - P) (Friedman 1971). Less is
    better: a party that needs results soon will do.

    Inputs and `ValueError` as in `compliance_margin`. Source: own, see the package.

    >>> round(least_discount(comply=1, cheat=1.6, war=0.3), 4)
    0.4615
    """
    peace = peace_of(comply, cheat, war, 0, detection, penalty, accident)
    uncovered = peace.temptation - peace.q * peace.g
    with np.errstate(all="ignore"):
        y = uncovered / (peace.q * (1 - peace.f) * peace.loss)
        needed = y / (1 + y * (1 - peace.f))
    enough = needed < 1  # nan, where nothing is detected or peace never lasts, is not
    return plain(np.where(uncovered <= 0, 0, np.where(enough, needed, np.inf)))


def most_accidents(
    *,
    comply: ArrayLike,
    cheat: ArrayLike,
    war: ArrayLike,
    discount: ArrayLike,
    detection: ArrayLike,
    penalty: ArrayLike = 0,
) -> Number:
    """How likely may accidents be, per period, before compliance no longer pays?

    f* = 1 - y / (d (1 + y)) with y = (T - R - q G) / (q (R - P)); 1 if the penalty alone is enough,
    -inf if the party cheats even where accidents never happen. More is better.

    Inputs and `ValueError` as in `compliance_margin`. Source: own, see the package.

    >>> facts = dict(comply=1, cheat=1.6, war=0.3, detection=1)
    >>> most_accidents(discount=[0.4, 0.6, 0.9], **facts).round(3)
    array([ -inf, 0.231, 0.487])
    """
    peace = peace_of(comply, cheat, war, discount, detection, penalty, 0)
    uncovered = peace.temptation - peace.q * peace.g
    risked = peace.q * peace.loss
    with np.errstate(all="ignore"):
        most = 1 - uncovered / (peace.d * (uncovered + risked))  # y over 1 + y, safe for q = 0
    most = np.where(most < -TIE, -np.inf, np.clip(most, 0, 1))
    return plain(np.where(uncovered <= 0, 1, np.where(np.isnan(most), -np.inf, most)))


def mean_peace(accident: ArrayLike) -> Number:
    """How many periods does a peace last on average that only accidents end?

    1 / f, the period of the breakdown included; inf without accidents. accident : f, 0 to 1;
    `ValueError` otherwise. Longer is better. Geometric waiting time; broadcasts.

    >>> mean_peace(0.02)
    50.0
    """
    f = within("accident", accident, "[0, 1]")
    with np.errstate(all="ignore"):
        return plain(np.asarray(1 / f))


def peace_survival(accident: ArrayLike, periods: ArrayLike) -> Number:
    """How likely has a peace that only accidents end survived so many periods?

    (1 - f)^n. accident : f, 0 to 1. periods : n >= 0; `ValueError` otherwise. Broadcasts.

    >>> round(peace_survival(0.1, 4), 4)
    0.6561
    """
    f, n = within("accident", accident, "[0, 1]"), within("periods", periods, "[0, inf)")
    return plain(np.asarray((1 - f) ** n))
