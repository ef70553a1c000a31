"""Two sides that disagree about how the war will go, and when that disagreement is ripe to end.

A front with forts 0 to N stands at k; each battle moves it by one, and at an end one side has won,
as in `parley.games.front`. Nobody knows the chance p that A wins a battle. A holds a Beta(a, b)
belief about it, B another one, and they agree to disagree: each knows the other's belief and is not
moved by it. Fighting to the finish is worth, each by its own belief,

    V_A = E_A[win(p)] - c_A E_A[battles(p)],    V_B = 1 - E_B[win(p)] - c_B E_B[battles(p)]

A deal that both prefer exists iff V_A + V_B <= 1. Optimism closes the range, battles open it: both
count the same battles, so their beliefs approach each other. A mediator with something to tell adds
to both counts, as battles would; a force in between makes it dearer to fight on.

Ripeness takes such values, from here or elsewhere, and asks Zartman's two questions: is there a way
out, and does going on hurt both?

What it cannot tell: whether they would bargain on the way, which makes going on worth more than
V_i; and whether a deal that exists is reached, or kept.

Sources: Smith and Stam (2003), "Mediation and Peacekeeping in a Random Walk Model of Civil and
Interstate War", International Studies Review 5(4), 115-135; Smith and Stam (2004), "Bargaining and
the Nature of War", Journal of Conflict Resolution 48(6), 783-813: their forts and their beliefs,
without offers in between. Zartman (2001), "The Timing of Peace Initiatives: Hurting Stalemates and
Ripe Moments", Global Review of Ethnopolitics 1(1), 8-18; the inequalities for it are our own.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import TIE, Floats, Number, Truth, flag, plain, within
from parley.games.front import fight_to_finish

__all__ = [
    "Beta",
    "Optimism",
    "Ripeness",
    "after_battles",
    "battles_until_deal",
    "cost_that_opens_a_deal",
    "ripeness",
    "war_by_own_beliefs",
]

EDGE = 1e-15
"""Nodes of the sum over beliefs stay so far from certain victory and defeat, which have no odds."""


class Beta(NamedTuple):
    """A belief about A's chance to win a battle, as strong as a + b battles already counted."""

    a: float
    b: float

    @property
    def mean(self) -> float:
        return self.a / (self.a + self.b)


class Optimism(NamedTuple):
    """War to the finish as each side sees it itself.

    value_a, value_b : parts of the good; more is better. surplus : 1 less both: what a deal would
    leave to share; below 0 there is none. win_a, win_b : chance that this side wins, by its own
    belief; above 1 together is optimism. battles_a, battles_b : as many does each expect.
    """

    value_a: float
    value_b: float
    surplus: float
    win_a: float
    win_b: float
    battles_a: float
    battles_b: float


class Ripeness(NamedTuple):
    """Zartman's two conditions; with the last axis over parties, or reduced over it.

    surplus : 1 less the worth of fighting on to all. way_out : whether it is at least 0.
    margin : (..., n_parties), what another period costs a party over what it expects to gain by
    it; above 0 going on hurts. hurting : margin > 0. stalemate : it hurts all. ripe : both hold.
    """

    surplus: Number
    way_out: Truth
    margin: Floats
    hurting: Truth
    stalemate: Truth
    ripe: Truth


def war_by_own_beliefs(
    *,
    prior_a: tuple[float, float],
    prior_b: tuple[float, float],
    front: int,
    length: int,
    cost_a: float,
    cost_b: float,
) -> Optimism:
    """Is there a deal that both sides prefer to fighting on, each by its own belief?

    prior_a, prior_b : (a, b) > 0, Beta beliefs of A and of B that *A* wins a battle. front : k, 0
    to length; 0 is A's defeat. length : N, at least 1. cost_a, cost_b : >= 0, per battle, parts of
    the good. `ValueError` otherwise. Gauss quadrature, exact to rounding; cost about length^2.

    >>> found = war_by_own_beliefs(prior_a=(8, 4), prior_b=(4, 8), front=3, length=6,
    ...                            cost_a=0.02, cost_b=0.02)
    >>> round(found.value_a, 4), round(found.value_b, 4), round(found.surplus, 4)
    (0.6761, 0.6761, -0.3522)
    """
    own, other = (float(within(name, cost, "[0, inf)")) for name, cost in _costs(cost_a, cost_b))
    win_a, battles_a = _expected("prior_a", prior_a, front, length)
    lose_b, battles_b = _expected("prior_b", prior_b, front, length)
    a, b = win_a - own * battles_a, 1 - lose_b - other * battles_b
    return Optimism(a, b, 1 - a - b, win_a, 1 - lose_b, battles_a, battles_b)


def after_battles(prior: tuple[float, float], *, wins: float, losses: float) -> Beta:
    """What does a side believe after A has won and lost so many battles, or as much other news?

    Wins add to a, losses to b. With equal weight a + b on both sides the gap between their means
    shrinks by (a + b) / (a + b + battles). The front moves by wins less losses; give that to
    `war_by_own_beliefs` as well. wins, losses : >= 0. `ValueError` otherwise.

    >>> after_battles((8, 4), wins=2, losses=2).mean - after_battles((4, 8), wins=2, losses=2).mean
    0.25
    """
    a, b = (float(x) for x in within("prior", prior, "(0, inf)"))
    won, lost = within("wins", wins, "[0, inf)"), within("losses", losses, "[0, inf)")
    return Beta(a + float(won), b + float(lost))


def battles_until_deal(
    *,
    prior_a: tuple[float, float],
    prior_b: tuple[float, float],
    front: int,
    length: int,
    cost_a: float,
    cost_b: float,
    most: int = 400,
) -> int | None:
    """How many evenly split battles until both prefer some deal? None if not within `most`.

    A measure of how far apart the beliefs are, not a forecast: battles need not split evenly. front
    : 1 to length - 1. length : at least 3, or no two battles leave the front where it was. The
    others as in `war_by_own_beliefs`. `ValueError` out of range. Ripeness as in Zartman (2001), by
    the beliefs of Smith and Stam (2004).

    >>> battles_until_deal(
    ...     prior_a=(8, 4), prior_b=(6, 6), front=3, length=6, cost_a=0.02, cost_b=0.02
    ... )
    2
    """
    if length < 3 or not 0 < front < length:
        raise ValueError(f"front must be inside a length of at least 3, got {front} of {length}")
    for each in range(most // 2 + 1):
        found = war_by_own_beliefs(
            prior_a=after_battles(prior_a, wins=each, losses=each),
            prior_b=after_battles(prior_b, wins=each, losses=each),
            front=front,
            length=length,
            cost_a=cost_a,
            cost_b=cost_b,
        )
        if found.surplus >= -TIE:
            return 2 * each
    return None


def cost_that_opens_a_deal(war: Optimism) -> float:
    """How much dearer must every battle be to both sides before they prefer some deal?

    Values fall with costs in proportion to the battles that each expects: (V_A + V_B - 1) /
    (battles_a + battles_b), 0 where a deal exists. A force in between, or aid withheld, works this
    way if it works; beliefs stay as they are. After Smith and Stam (2003) on peacekeeping.

    >>> war = war_by_own_beliefs(prior_a=(8, 4), prior_b=(4, 8), front=3, length=6,
    ...                          cost_a=0.02, cost_b=0.02)
    >>> round(cost_that_opens_a_deal(war), 4)
    0.0262
    """
    missing = max(-war.surplus, 0.0)
    return missing / (war.battles_a + war.battles_b) if missing else 0.0


def ripeness(
    *, value: ArrayLike, terms: ArrayLike, expected: ArrayLike, cost: ArrayLike
) -> Ripeness:
    """Is the moment ripe: is there a way out, and does going on hurt every party?

    Way out: sum_i V_i <= 1. Mutually hurting stalemate: E_i[x_i(t+1)] - c_i < x_i(t) for every i.
    Whoever expects its terms to stay as they are is hurt by any cost; so ripeness turns on expected
    drift over cost, and on the beliefs of all. It is necessary for a deal, not enough: private
    information and broken promises can still prevent one. With three parties or more the values can
    exceed 1 without any optimism.

    value : (..., n_parties), V_i, worth of fighting on by i's own belief. terms : x_i(t), what i
    expects to get by a deal now. expected : what i expects to get by one a period later. cost : c_i
    >= 0, of that period. Parts of the good, they broadcast. `ValueError` for a negative cost or a
    number that is not finite. Zartman (2001), in a form of our own.

    >>> found = ripeness(value=[0.4, 0.5], terms=[0.4, 0.5], expected=[0.4, 0.56], cost=0.02)
    >>> found.way_out, found.hurting.tolist(), found.ripe
    (True, [True, False], False)
    """
    c, v = within("cost", cost, "[0, inf)"), within("value", value, "(-inf, inf)")
    x, later = within("terms", terms, "(-inf, inf)"), within("expected", expected, "(-inf, inf)")
    v, x, later, c = np.broadcast_arrays(v, x, later, c)
    if v.ndim == 0 or v.shape[-1] < 2:
        raise ValueError("value must have a last axis of at least 2 parties")
    surplus, margin = np.asarray(1 - v.sum(axis=-1)), np.asarray(x + c - later)
    way_out, hurting = np.asarray(surplus >= -TIE), np.asarray(margin > TIE)
    stalemate = np.asarray(hurting.all(axis=-1))
    return Ripeness(
        plain(surplus),
        flag(way_out),
        margin,
        hurting,
        flag(stalemate),
        flag(np.asarray(way_out & stalemate)),
    )


def _costs(cost_a: float, cost_b: float) -> tuple[tuple[str, float], ...]:
    return ("cost_a", cost_a), ("cost_b", cost_b)


def _expected(
    name: str, prior: tuple[float, float], front: int, length: int
) -> tuple[float, float]:
    """Chance that A wins the war and number of battles, over a Beta belief."""
    a, b = (float(x) for x in within(name, prior, "(0, inf)"))
    p, weight = _beta_nodes(a, b, 32 + 6 * int(length))
    war = fight_to_finish(p, front, length, 0, 0)
    return float(weight @ war.win), float(weight @ war.battles)


def _beta_nodes(a: float, b: float, n: int) -> tuple[Floats, Floats]:
    """Points and weights that integrate polynomials up to degree 2n - 1 over Beta(a, b).

    From the recurrence of the Jacobi polynomials (Golub and Welsch 1969, Mathematics of Computation
    23, 221-230), so that the weights add up to 1 and large counts do not overflow. The poles of win
    and battles nearest to the real line are pi / (2 length) away: the error falls as exp(-2 pi n /
    length), and 6 length points leave less than rounding.
    """
    from scipy.linalg import eigh_tridiagonal

    k, sums = np.arange(1.0, n), a + b - 2
    twice = 2 * k + sums
    middle = np.append((a - b) / (a + b), (a - b) * sums / (twice * (twice + 2)))
    square = 4 * k * (k + a - 1) * (k + b - 1) * (k + sums) / (twice**2 * (twice + 1))
    square[1:] /= twice[1:] - 1
    square[0] = 4 * a * b / ((a + b) ** 2 * (a + b + 1))
    at, vector = eigh_tridiagonal(middle, np.sqrt(square))
    return np.clip((1 + at) / 2, EDGE, 1 - EDGE), vector[0] ** 2
