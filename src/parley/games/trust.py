"""Trust and reassurance: when to cooperate, and what first step proves good faith.

Two sides choose to cooperate or to exploit. Per unit of stake both get 1 if both cooperate and 0 if
none does; who cooperates alone loses l, and who exploits gets T: less than 1 for a trustworthy side
(it would rather cooperate), more for an untrustworthy one. Each is trustworthy with chance t, and
only it knows.

At once, a trustworthy side cooperates if t >= m = l / (l + 1 - T_t). In two rounds, a part alpha of
the stake first and the rest later, the trustworthy cooperate at once and the untrustworthy do not,
so that the first step tells them apart, if

    t T_u / (2 t T_u - t + (1 - t) l)  <=  alpha  <=  t / ((1 - t) l + t T_t)

A step too small is copied by a side that waits for the rest; a step too large cannot be afforded.
So what costs nothing to break proves nothing, and steps work where trust is too low to deal at
once.

After Kydd (2000), Trust, reassurance, and cooperation, International Organization 54(2), 325-357,
and (2005), Trust and Mistrust in International Relations, Princeton University Press; two rounds,
two types, both sides alike. Not here: Kydd (1997), Game theory and the spiral model, World Politics
49(3), 371-400, where each also doubts whether the other is afraid. All functions broadcast.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import TIE, Floats, Number, Truth, flag, plain, within

__all__ = ["FirstStep", "first_step", "least_trust", "least_trust_with_steps"]


class FirstStep(NamedTuple):
    """Sizes of a first step that tells the trustworthy from the rest, as parts of the stake.

    least : the smallest that an exploiter would rather grab than copy. most : the largest that a
    trustworthy side dares. works : whether least <= most.
    """

    least: Number
    most: Number
    works: Truth


def least_trust(*, loss: ArrayLike, tempted_trustworthy: ArrayLike) -> Number:
    """How likely must the other be trustworthy for a trustworthy side to cooperate at once?

    m = l / (l + 1 - T_t), 0 to 1. Less is better: it takes less trust.

    loss : l > 0, of cooperating alone, per unit of stake. tempted_trustworthy : T_t, 0 <= T_t < 1.
    `ValueError` otherwise. Source: Kydd (2000).

    >>> round(least_trust(loss=1, tempted_trustworthy=0.5), 3)
    0.667
    """
    cost = within("loss", loss, "(0, inf)")
    honest = within("tempted_trustworthy", tempted_trustworthy, "[0, 1)")
    return plain(np.asarray(cost / (cost + 1 - honest)))


def first_step(
    *,
    trust: ArrayLike,
    loss: ArrayLike,
    tempted_trustworthy: ArrayLike,
    tempted_untrustworthy: ArrayLike,
) -> FirstStep:
    """How large a first step proves good faith?

    The two bounds of the module, the upper one at most 1. trust : t, 0 < t <= 1, chance that a side
    is trustworthy. tempted_untrustworthy : T_u > 1; the rest and `ValueError` as in `least_trust`.
    Source: after Kydd (2000).

    >>> facts = dict(loss=1, tempted_trustworthy=0.5, tempted_untrustworthy=1.5)
    >>> step = first_step(trust=0.5, **facts)
    >>> round(step.least, 3), round(step.most, 3), step.works
    (0.5, 0.667, True)
    """
    t = within("trust", trust, "(0, 1]")
    cost, honest, other = _temptations(loss, tempted_trustworthy, tempted_untrustworthy)
    least = np.asarray(t * other / (2 * t * other - t + (1 - t) * cost))
    most = t / np.maximum((1 - t) * cost + t * honest, t)  # at most 1, and no division by 0
    return FirstStep(plain(least), plain(most), flag(np.asarray(least <= most + TIE)))


def least_trust_with_steps(
    *, loss: ArrayLike, tempted_trustworthy: ArrayLike, tempted_untrustworthy: ArrayLike
) -> Number:
    """How likely must the other be trustworthy for *some* first step to work?

    t = l (T_u - 1) / (l (T_u - 1) + T_u (2 - T_t) - 1): where the two bounds of `first_step` meet.
    Always below `least_trust`. Less is better. Inputs and `ValueError` as in `first_step`. Source:
    own, from the game after Kydd (2000).

    >>> facts = dict(loss=1, tempted_trustworthy=0.5, tempted_untrustworthy=1.5)
    >>> round(least_trust_with_steps(**facts), 3)
    0.286
    """
    cost, honest, other = _temptations(loss, tempted_trustworthy, tempted_untrustworthy)
    risk = cost * (other - 1)
    return plain(np.asarray(risk / (risk + other * (2 - honest) - 1)))


def _temptations(
    loss: ArrayLike, trustworthy: ArrayLike, untrustworthy: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    cost, honest = within("loss", loss, "(0, inf)"), trustworthy
    other = within("tempted_untrustworthy", untrustworthy, "(1, inf)")
    return cost, within("tempted_trustworthy", honest, "[0, 1)"), other
