"""War because power is shifting: the declining side fights now rather than be weak later.

Both sides know everything, and peace is better for both together; yet the rising side cannot
promise today what it will not have to give tomorrow. War comes if the shift from one period to
the next is larger than what one period of peace can make up for. A slow shift of any size passes
in peace: speed decides, not size.

How much the declining side can be given depends on who will make the offers once power has
shifted. So there are two thresholds, and they can lie far apart with the same payoffs: below the
first there is war whoever makes the offers, below the second only if the rising side makes them.
Report both.

Each period a good of 1 is divided; payoffs are sums of periods, discounted by d. War ends the
game: the declining side gets q / (1 - d) - C_D and the rising one (1 - q) / (1 - d) - C_R, with q
the declining side's chance to win, which falls. Costs are in units of one period's good. The same
mechanism covers first strikes, and bargaining over what is itself a source of power.

Sources: Fearon (1995), Rationalist Explanations for War, International Organization 49(3);
Powell (2006), War as a Commitment Problem, International Organization 60(1).
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.games._ranges import TIE, Floats, Number, plain, within

__all__ = ["PowerPath", "ShiftThresholds", "inefficiency", "power_path", "shift_thresholds"]

COST = "[0, inf)"


class ShiftThresholds(NamedTuple):
    """Chances to win after the shift below which the declining side fights before it; 0 : never.

    every_protocol : below it there is war whoever makes the offers. riser_offers : below it
    there is war if the rising side makes all offers. Never below the first. Between them war
    depends on who will have bargaining power after the shift.
    """

    every_protocol: Number
    riser_offers: Number


@dataclass(frozen=True, kw_only=True, eq=False)
class PowerPath:
    """What happens along a path of falling power. Periods are counted from 1.

    war : first period with war if the rising side makes all offers; None is peace for good.
    certain_war : first period in which no protocol keeps the peace; None if there is none. It is
    never before `war`.
    needed : (n_periods,), share of that period's good the declining side must get to stay at
    peace, at least 0; above 1 it cannot be had. flow : those shares up to the war, or all.
    """

    war: int | None
    certain_war: int | None
    needed: Floats
    flow: Floats


def shift_thresholds(
    q: ArrayLike, discount: ArrayLike, cost_declining: ArrayLike, cost_rising: ArrayLike
) -> ShiftThresholds:
    """How large a single shift in power does peace survive? It does if q after it is at or above

    riser_offers    (1 - d) (C_D + (W - 1) / d)   if W = q / (1 - d) - C_D > 1, else 0
    every_protocol  riser_offers - (1 - d) (C_D + C_R), at least 0

    The declining side moves from q to a lower chance to win for good; before that one share of one
    period's good can be given to it. The rising side makes all offers in Fearon's game; Powell's
    condition looks at the war values alone. Where the declining side itself makes the offers, its
    threshold is just `every_protocol`.

    q : the declining side's chance to win now, 0 to 1. discount : 0 < d < 1 for a period; nearer
    to 1, shifts are more dangerous. Costs at least 0, in units of one period's good. Broadcasts.
    `ValueError` for anything else. Fearon 1995; Powell 2006.

    >>> [round(each, 3) for each in shift_thresholds(0.6, 0.9, 1, 1)]
    [0.344, 0.544]
    """
    win, d = within("q", q, "[0, 1]"), within("discount", discount, "(0, 1)")
    declining = within("cost_declining", cost_declining, COST)
    rising = within("cost_rising", cost_rising, COST)
    beyond = win / (1 - d) - declining - 1  # what no share of this period makes up for
    offers = np.where(beyond > 0, (1 - d) * (declining + beyond / d), 0)
    every = np.maximum(offers - (1 - d) * (declining + rising), 0)
    return ShiftThresholds(plain(every), plain(offers + 0 * every))


def inefficiency(
    total: ArrayLike, declining_now: ArrayLike, rising_next: ArrayLike, discount: ArrayLike
) -> Number:
    """By how much is peace at this date out of reach, whatever the rules of bargaining?

    declining_now + d rising_next - total. Above 0 no equilibrium of any protocol avoids fighting:
    the rising side's war value next period grows by more than the surplus of peace now,
    d M_R' - M_R > total - (M_R + M_D), where M_R itself drops out. At or below 0 nothing follows.

    total : all there is to divide from now on. declining_now, rising_next : what the declining
    side can secure by fighting now, and the rising side from the next period on, at least 0 as
    nobody is made to pay. discount : 0 < d <= 1. All in one unit. Broadcasts; `ValueError` for
    anything else. Powell 2006.

    >>> inefficiency(total=10, declining_now=6, rising_next=8, discount=0.5)
    0.0
    """
    pie, d = within("total", total, COST), within("discount", discount, "(0, 1]")
    now = within("declining_now", declining_now, COST)
    return plain(now + d * within("rising_next", rising_next, COST) - pie)


def power_path(
    q: ArrayLike, discount: float, cost_declining: float, cost_rising: float
) -> PowerPath:
    """When does a decline in power lead to war, and what does peace cost until then?

    Each period the rising side offers a share y of that period's good; the declining side takes
    it or fights. With W_t its war value, backwards from the last period, whose q stays for good:

        V_t = max(W_t, d V_{t+1}),   y_t = max(0, W_t - d V_{t+1}),   war in the first t: y_t > 1

    q : (n_periods,), the declining side's chance to win, 0 to 1, never rising. The rest as in
    `shift_thresholds`, single numbers. Fearon 1995, with a path in place of one shift.

    >>> path = power_path([0.6, 0.58, 0.5, 0.49], 0.9, 1, 1)
    >>> path.war, path.certain_war, path.flow.round(2).tolist()
    (2, None, [0.68])
    """
    win = np.atleast_1d(within("q", q, "[0, 1]"))
    if win.ndim != 1 or not win.size or (np.diff(win) > TIE).any():
        raise ValueError("q must be one path of chances that never rises")
    d = float(within("discount", discount, "(0, 1)"))
    fight = win / (1 - d) - float(within("cost_declining", cost_declining, COST))
    rising = (1 - win) / (1 - d) - float(within("cost_rising", cost_rising, COST))
    needed = _needed(fight, d)
    war = _first(needed > 1 + TIE)
    now, after = np.maximum(fight[:-1], 0), np.maximum(rising[1:], 0)  # nobody is made to pay
    excess = np.asarray(inefficiency(1 / (1 - d), now, after, d))
    flow = needed if war is None else needed[: war - 1]
    return PowerPath(
        war=war, certain_war=_first(excess > TIE / (1 - d)), needed=needed, flow=flow.copy()
    )


def _needed(fight: Floats, d: float) -> Floats:
    needed = np.empty_like(fight)
    later = max(fight[-1], 0)  # after the last period nothing changes any more
    for t in range(len(fight) - 1, -1, -1):
        needed[t] = max(0, fight[t] - d * later)
        later = max(fight[t], d * later)
    return needed


def _first(claim: NDArray[np.bool_]) -> int | None:
    return int(claim.argmax()) + 1 if claim.any() else None
