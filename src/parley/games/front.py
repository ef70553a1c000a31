"""War as battles over a front, and bargaining between the battles.

The front stands at a state from 0 to N. Each battle moves it by one: up with probability p, when
side 1 wins, else down. At N side 2 collapses and side 1 takes all, at 0 the reverse. A battle
costs each side c_i, and what comes after it counts for d times as much. So

    F_i(k) = -c_i + d (p F_i(k+1) + q F_i(k-1)),   q = 1 - p

if the war is fought to the finish. If the sides bargain, one of them offers a division before
each battle; refusal means a battle, and then the other one offers. With complete information they
settle at once, in every state, on terms that follow the front and the costs.

What a side can hold out for at the table is the worth of fighting one more battle and talking
again, not the worth of war to the finish: that one understates it. This is Wagner's point about
limited and absolute war, and `absolute_and_limited` gives both readings.

Sources: Feller (1968), An Introduction to Probability Theory and Its Applications, volume 1,
chapter 14, the gambler's ruin; Wagner (2000), Bargaining and War, American Journal of Political
Science 44(3); Slantchev (2003), The Principle of Convergence in Wartime Negotiations, American
Political Science Review 97(4), and Smith and Stam (2004), Bargaining and the Nature of War,
Journal of Conflict Resolution 48(6), whose models add what the sides do not know. Here is their
common core, with complete information, and not the exact game of any.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.games._ranges import TIE, Floats, Number, plain, within

__all__ = [
    "FightToFinish",
    "FrontTerms",
    "WarReadings",
    "absolute_and_limited",
    "bargaining_between_battles",
    "fight_to_finish",
]

CHANCE = "(0, 1)"
PATIENCE = "(0, 1]"
COST = "[0, inf)"

EVEN = 1e-9
"""So near to even battles, or to no discounting, the limit is closer than a quotient of two
differences that are mostly rounding."""

ALMOST_NONE = 1e-300


class FightToFinish(NamedTuple):
    """War until one side collapses.

    first, second : worth of it to sides 1 and 2, at most 1, below 0 if it costs more than it can
    bring; higher is better. win : probability that side 1 wins. battles : expected number.
    """

    first: Number
    second: Number
    win: Number
    battles: Number


@dataclass(frozen=True, kw_only=True, eq=False)
class FrontTerms:
    """Terms in every state of the front; all (length + 1,), by state from 0 to length.

    offer_1 : side 1's share if side 1 makes the offer. offer_2 : side 2's share if side 2 does;
    the other side gets the rest. fight_1, fight_2 : worth to each of refusing, which is one battle
    and then its own offer; below 0 it takes any offer. At the ends all is decided already.
    """

    offer_1: Floats
    offer_2: Floats
    fight_1: Floats
    fight_2: Floats


class WarReadings(NamedTuple):
    """What each side would hold out for, by two readings of the war it threatens with.

    absolute_1, absolute_2 : war to the finish. limited_1, limited_2 : one battle, then more talks;
    never less. What both together leave of 1 is there to divide.
    """

    absolute_1: float
    absolute_2: float
    limited_1: float
    limited_2: float


def fight_to_finish(
    p: ArrayLike,
    front: ArrayLike,
    length: ArrayLike,
    cost_1: ArrayLike,
    cost_2: ArrayLike,
    discount: ArrayLike = 1,
) -> FightToFinish:
    """What is war to the finish worth from here, who wins it, and how long does it take?

    Without discounting, r = q / p:

        win = (1 - r**k) / (1 - r**N),   battles = (k - N win) / (q - p)
        F_1 = win - c_1 battles,         F_2 = 1 - win - c_2 battles

    and win = k / N, battles = k (N - k) for p = 1/2. With d < 1 the roots L of p d L**2 - L + q d
    = 0 give the discounted chances a and b of victory and defeat, and F_1 = a - c_1 (1 - a - b) /
    (1 - d), F_2 likewise; win and battles do not depend on d.

    p : chance that side 1 wins a battle, 0 < p < 1. front : k, whole, 0 to length; 0 is side 1's
    collapse. length : N, whole, at least 1. cost_1, cost_2 : per battle, at least 0, in units of
    the good. discount : 0 < d <= 1 per battle. Broadcasts. `ValueError` for anything else.
    Feller 1968; Smith and Stam 2004.

    >>> [round(each, 4) for each in fight_to_finish(0.6, 2, 4, 0.02, 0.03)]
    [0.6154, 0.1923, 0.6923, 3.8462]
    >>> fight_to_finish(0.5, 3, 10, 0, 0).battles
    21.0
    """
    up, d = within("p", p, CHANCE), within("discount", discount, PATIENCE)
    n = _whole("length", length, 1, np.inf)
    k = _whole("front", front, 0, n)
    c1, c2 = within("cost_1", cost_1, COST), within("cost_2", cost_2, COST)
    up, d, n, k, c1, c2 = np.broadcast_arrays(up, d, n, k, c1, c2)
    win, _ = _ends(up, np.ones_like(d), k, n)
    battles = _battles(up, k, n, win)
    victory, defeat = _ends(up, d, k, n)
    near = 1 - d < EVEN
    spent = np.where(near, battles, (1 - victory - defeat) / np.where(near, 1, 1 - d))
    first, second = victory - c1 * spent, defeat - c2 * spent
    return FightToFinish(plain(first), plain(second), plain(win), plain(battles))


def _ends(p: Floats, d: Floats, k: Floats, n: Floats) -> tuple[Floats, Floats]:
    """Discounted chances to reach the upper and the lower end.

    Both roots as logarithms, and powers of their ratio below 1 only: nothing overflows.
    """
    split = np.sqrt((2 * p - 1) ** 2 + 4 * p * (1 - p) * (1 - d) * (1 + d))
    large = np.log1p(split) - np.log(2 * p * d)  # the larger root, at least 1
    small = np.log((1 - p) / p) - large
    ratio = np.minimum(small - large, -ALMOST_NONE)  # equal roots: what follows is then k / n
    whole = np.expm1(n * ratio)
    upper = np.exp(large * (k - n)) * np.expm1(k * ratio) / whole
    lower = np.exp(small * k) * np.expm1((n - k) * ratio) / whole
    return upper, lower


def _battles(p: Floats, k: Floats, n: Floats, win: Floats) -> Floats:
    drift = 1 - 2 * p
    even = np.abs(drift) < EVEN
    return np.where(even, k * (n - k), (k - n * win) / np.where(even, 1, drift))


def bargaining_between_battles(
    p: float, length: int, cost_1: float, cost_2: float, discount: float = 1
) -> FrontTerms:
    """On what terms do the sides settle at each state of the front?

    Before each battle one side offers a division; the other takes it, or there is a battle and it
    makes the next offer. Refusing is worth y_j(k), and the proposer keeps V_i(k):

        y_j(k) = -c_j + d (p V_j(k+1) + q V_j(k-1)),   V_i(k) = 1 - max(0, y_j(k))

    A side with y below 0 takes any offer, as no offer is less than nothing; without this limit
    a winning side would be paid more than all there is. Solved exactly, by linear systems.

    Single numbers, as in `fight_to_finish`; length at least 2. Cost (2 length)**3 per system.
    After Wagner 2000 and Slantchev 2003.

    >>> terms = bargaining_between_battles(0.6, 4, 0.02, 0.03, 0.95)
    >>> terms.offer_1.round(3).tolist()
    [0.0, 0.463, 0.681, 0.905, 1.0]
    """
    up, d = float(within("p", p, CHANCE)), float(within("discount", discount, PATIENCE))
    n = int(_whole("length", length, 2, np.inf))
    costs = float(within("cost_1", cost_1, COST)), float(within("cost_2", cost_2, COST))
    battle = d * (up * np.eye(n - 1, k=1) + (1 - up) * np.eye(n - 1, k=-1))
    fight_1, fight_2 = _settled(battle, (d * up, d * (1 - up)), costs)
    return FrontTerms(
        offer_1=np.concatenate([[0.0], 1 - np.clip(fight_2, 0, 1), [1.0]]),
        offer_2=np.concatenate([[1.0], 1 - np.clip(fight_1, 0, 1), [0.0]]),
        fight_1=np.concatenate([[0.0], fight_1, [1.0]]),
        fight_2=np.concatenate([[1.0], fight_2, [0.0]]),
    )


def _settled(
    battle: Floats, victory: tuple[float, float], costs: tuple[float, float]
) -> tuple[Floats, Floats]:
    """Worth of refusing, to both sides.

    Two sets of states are to be found: where side 1 holds out for something, and where side 2
    does. What one side can hold out for falls with what the other one can, so one set is solved
    for inside the other (Hoffman and Karp 1966, Management Science 12(5)): to change both at once
    need not end.
    """
    holds_1 = np.ones(len(battle), bool)
    while True:
        holds_2 = np.ones(len(battle), bool)
        while True:
            fight_1, fight_2 = _fights(battle, victory, costs, holds_1, holds_2)
            before, holds_2 = holds_2, _holds(fight_2, holds_2)
            if (before == holds_2).all():
                break
        before, holds_1 = holds_1, _holds(fight_1, holds_1)
        if (before == holds_1).all():
            return fight_1, fight_2


def _fights(
    battle: Floats,
    victory: tuple[float, float],
    costs: tuple[float, float],
    holds_1: NDArray[np.bool_],
    holds_2: NDArray[np.bool_],
) -> tuple[Floats, Floats]:
    """Solution for y_1, y_2 where it is known who holds out for y and who takes any offer."""
    m = len(battle)
    system = np.block([[np.eye(m), battle * holds_2], [battle * holds_1, np.eye(m)]])
    known = np.concatenate([battle.sum(axis=1) - cost for cost in costs])
    known[m - 1] += victory[0]
    known[m] += victory[1]
    y = np.linalg.solve(system, known)
    return y[:m], y[m:]


def _holds(fight: Floats, before: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return np.where(np.abs(fight) < TIE, before, fight > 0)  # rounding must not flip a tie for ever


def absolute_and_limited(
    p: float, front: int, length: int, cost_1: float, cost_2: float, discount: float = 1
) -> WarReadings:
    """What can each side hold out for, if the war it threatens with is absolute, or limited?

    Absolute: `fight_to_finish`. Limited: one battle and then its own offer, from
    `bargaining_between_battles`. A cost of war is the cost of the fighting that would really be
    done before the next offer, not that of total war. Single numbers; front from 1 to length - 1,
    the rest as there. After Wagner 2000, without what limited fighting reveals.

    >>> [round(each, 3) for each in absolute_and_limited(0.6, 2, 4, 0.02, 0.03, 0.95)]
    [0.504, 0.152, 0.672, 0.319]
    """
    n = int(_whole("length", length, 2, np.inf))
    k = int(_whole("front", front, 1, n - 1))
    war = fight_to_finish(p, k, n, cost_1, cost_2, discount)
    terms = bargaining_between_battles(p, n, cost_1, cost_2, discount)
    talks = float(terms.fight_1[k]), float(terms.fight_2[k])
    return WarReadings(float(war.first), float(war.second), *talks)


def _whole(name: str, value: ArrayLike, low: int, high: ArrayLike) -> Floats:
    """Whole numbers from low to high, as floats."""
    x, top = np.broadcast_arrays(np.asarray(value, float), np.asarray(high, float))
    fits = (x >= low) & (x <= top) & (x == np.floor(x)) & np.isfinite(x)
    if not fits.all():
        limit = top[~fits].flat[0]
        upward = "up" if np.isinf(limit) else f"to {limit:g}"
        wrong = x[~fits].flat[0]
        raise ValueError(f"{name} must be a whole number from {low} {upward}, got {wrong:g}")
    return np.asarray(value, float)
