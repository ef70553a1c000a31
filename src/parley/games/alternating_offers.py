"""Alternating offers while war is possible: what a threat of war is worth at the table.

Two sides take turns to offer a division of 1; waiting costs, as the next round counts for d times
as much. War enters in one of two ways, and they move the terms by quite different amounts:

outside option   whoever has just refused may end the talks by a war fought to the end. It changes
                 nothing unless it is better than the share that bargaining gives anyway.
inside option    fighting goes on while one talks, and pays each side g_i each round. It always
                 moves the terms, in the limit of great patience to 1/2 + (g_1 - g_2) / 2.

Absolute war is an outside option; real, limited war is an inside one, and gives information as
well. To read one as the other is to misread who has leverage.

Sources: Rubinstein (1982), Perfect Equilibrium in a Bargaining Model, Econometrica 50(1);
Binmore, Rubinstein and Wolinsky (1986), The Nash Bargaining Solution in Economic Modelling, RAND
Journal of Economics 17(2), the two kinds of option; Powell (1996), Bargaining in the Shadow of
Power, Games and Economic Behavior 15(2); Wagner (2000), Bargaining and War, American Journal of
Political Science 44(3). The games here are the standard ones of this family, not Powell's.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import TIE, Floats, Number, Truth, flag, plain, within

__all__ = [
    "OutsideShares",
    "Shares",
    "ThreatReadings",
    "alternating_offers",
    "inside_option_shares",
    "outside_option_shares",
    "threat_readings",
]

PATIENCE = "[0, 1)"
WORTH = "(-inf, 1]"


class Shares(NamedTuple):
    """What each side gets where it is the one to offer; the other gets the rest, at once.

    first, second : shares of sides 1 and 2 as proposers, 0 to 1. They add up to more than 1: to
    make the offer is worth something, and less the more patient both are.
    """

    first: Number
    second: Number


class OutsideShares(NamedTuple):
    """`Shares`, and whether the war option of each side improves what that side is offered."""

    first: Number
    second: Number
    binds_1: Truth
    binds_2: Truth


class ThreatReadings(NamedTuple):
    """`Shares` if the same worth of war is an outside option, and if it is an inside one."""

    outside: OutsideShares
    inside: Shares


def alternating_offers(discount_1: ArrayLike, discount_2: ArrayLike) -> Shares:
    """How is 1 divided if nothing but impatience presses? (1 - d_j) / (1 - d_1 d_2) to proposer i.

    discount_1, discount_2 : worth of the next round, 0 <= d < 1; the more patient gets more.
    Broadcasts. `ValueError` for anything else. Rubinstein 1982.

    >>> [round(each, 3) for each in alternating_offers(0.9, 0.8)]
    [0.714, 0.357]
    """
    return inside_option_shares(discount_1, discount_2)


def outside_option_shares(
    discount_1: ArrayLike, discount_2: ArrayLike, *, war_1: ArrayLike = 0, war_2: ArrayLike = 0
) -> OutsideShares:
    """What does a threat to break off and fight to the end change?

    Whoever refuses gets the better of war and of making the next offer, X_i = 1 - max(w_j,
    d_j X_j) for proposer i, so that

        X_i = min(1 - w_j, max(1 - d_j + d_j w_i, (1 - d_j) / (1 - d_1 d_2)))

    discount_1, discount_2 : as in `alternating_offers`. war_1, war_2 : worth of war to each, at
    most 1 and together too; 0 or less is no threat at all. Only the one who has just refused can
    start it. Ties agree, and do not bind. Broadcasts; `ValueError` for anything else. Binmore,
    Rubinstein and Wolinsky 1986.

    >>> outside_option_shares(0.9, 0.9, war_1=0.3, war_2=0.3)[2:]  # worth less than talking on
    (False, False)
    >>> [round(each, 2) for each in outside_option_shares(0.9, 0.9, war_1=0.2, war_2=0.6)[:2]]
    [0.4, 0.64]
    """
    d1, d2 = within("discount_1", discount_1, PATIENCE), within("discount_2", discount_2, PATIENCE)
    w1, w2 = _worths("war", war_1, war_2)
    d1, d2, w1, w2 = np.broadcast_arrays(d1, d2, w1, w2)
    first, second = _outside(d1, d2, w1, w2), _outside(d2, d1, w2, w1)
    binds = w1 > d1 * first + TIE, w2 > d2 * second + TIE
    return OutsideShares(plain(first), plain(second), flag(binds[0]), flag(binds[1]))


def _worths(name: str, value_1: ArrayLike, value_2: ArrayLike) -> tuple[Floats, Floats]:
    w1, w2 = within(f"{name}_1", value_1, WORTH), within(f"{name}_2", value_2, WORTH)
    if (w1 + w2 > 1 + TIE).any():
        raise ValueError(f"{name}_1 and {name}_2 must add up to at most 1: nothing to agree on")
    return w1, w2


def _outside(own: Floats, other: Floats, war: Floats, threat: Floats) -> Floats:
    """Share of a proposer: fixed point of nested min and max of lines with slopes below 1."""
    talks = (1 - other) / (1 - own * other)
    return np.asarray(np.minimum(1 - threat, np.maximum(1 - other + other * war, talks)))


def inside_option_shares(
    discount_1: ArrayLike,
    discount_2: ArrayLike,
    *,
    fighting_1: ArrayLike = 0,
    fighting_2: ArrayLike = 0,
) -> Shares:
    """What does fighting while talking change? Refusal by j leaves it (1 - d_j) g_j + d_j X_j:

        X_i = ((1 - d_j) (1 - g_j) + d_j (1 - d_i) g_i) / (1 - d_1 d_2),   at most 1

    With one discount d this is (1 - g_j + d g_i) / (1 + d), and as d nears 1, g_i and half of what
    fighting wastes. If even all is not enough to make up for what the other suffers, the
    proposer gets 1, and the other side's terms follow from that.

    fighting_1, fighting_2 : flow from fighting on, as a share of the good: fighting on for ever
    is worth just g. At most 1, and together too; negative if fighting costs more than it brings.
    The rest as in `alternating_offers`. Binmore, Rubinstein and Wolinsky 1986; Wagner 2000.

    >>> [round(each, 3) for each in inside_option_shares(0.9, 0.9, fighting_1=0.3, fighting_2=0.1)]
    [0.616, 0.416]
    """
    d1, d2 = within("discount_1", discount_1, PATIENCE), within("discount_2", discount_2, PATIENCE)
    g1, g2 = _worths("fighting", fighting_1, fighting_2)
    d1, d2, g1, g2 = np.broadcast_arrays(d1, d2, g1, g2)
    return Shares(plain(_inside(d1, d2, g1, g2)), plain(_inside(d2, d1, g2, g1)))


def _inside(own: Floats, other: Floats, flow: Floats, suffered: Floats) -> Floats:
    """Share of a proposer, which is `cut` where the other's share as proposer is limited to 1."""
    cut = 1 - (1 - other) * suffered - other
    talks = (1 - other) * (1 - suffered) + other * (1 - own) * flow
    return np.asarray(np.minimum(1, np.maximum(cut, talks / (1 - own * other))))


def threat_readings(
    discount_1: ArrayLike, discount_2: ArrayLike, *, war_1: ArrayLike = 0, war_2: ArrayLike = 0
) -> ThreatReadings:
    """How much hangs on reading a war as absolute or as limited? Both readings, side by side.

    Each gets war_i from fighting for ever: once for all as an outside option, or round by round
    as an inside one. Both readings agree that nobody settles for less, and disagree on who gains.
    Arguments and errors as in `outside_option_shares`. After Wagner 2000, without what limited
    fighting reveals.

    >>> outside, inside = threat_readings(0.98, 0.98, war_1=0.4, war_2=0.2)
    >>> round(outside.first, 3), round(inside.first, 3)  # no leverage, or some
    (0.505, 0.602)
    """
    return ThreatReadings(
        outside_option_shares(discount_1, discount_2, war_1=war_1, war_2=war_2),
        inside_option_shares(discount_1, discount_2, fighting_1=war_1, fighting_2=war_2),
    )
