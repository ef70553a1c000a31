"""War of attrition with obstinate types: is the other side stalling, or will it never move?

Each of two sides insists on a share, alpha_1 + alpha_2 > 1. Either may concede at any time and
takes what the other leaves. With chance z_i side i is obstinate and never concedes; a rational side
pretends to be. r_i is the rate at which i discounts. In the only equilibrium i concedes with hazard

    lam_i = r_j (1 - alpha_i) / (alpha_1 + alpha_2 - 1)

which keeps j indifferent. At T = min(T_1, T_2), T_i = -ln z_i / lam_i, both are known to be
obstinate and nothing more happens. The side with the larger T_i concedes at once with chance F_i =
1 - z_i exp(lam_i T), and F of the other is 0. Silent until t, side i is obstinate with chance
exp(-lam_i (T - t)); rational i expects F_j alpha_i + (1 - F_j)(1 - alpha_j).

So silence alone makes obstinacy likelier, and faster where the hazard is high: a rational side
should have conceded by now. Weak is who is impatient, asks much, or is known to be reasonable. The
rival of this reading is delay as a signal of strength (module delay), where silence ends at a date.

Sources: Abreu and Gul (2000), Bargaining and reputation, Econometrica 68(1), 85-117; without
obstinate types Maynard Smith (1974), The theory of games and the evolution of animal conflicts,
Journal of Theoretical Biology 47(1), 209-221. Demands are given here, not chosen. Broadcasts. Time
in the unit of the rates; demands and values are shares of the stake.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import Floats, Number, plain, within

__all__ = [
    "Attrition",
    "SymmetricAttrition",
    "attrition",
    "obstinate_chance",
    "silence_until",
    "symmetric_attrition",
]


class Attrition(NamedTuple):
    """The equilibrium; pairs are (side 1, side 2).

    hazard : of conceding, per unit of time, before the end. end : T, after which nobody concedes.
    at_once : chance that the side concedes at the start, seen from outside (its types together).
    value : of a rational side; more is better. concession : chance that anybody ever concedes, 1 -
    z_1 z_2. mean_time : until then, if it happens; shorter is better.
    """

    hazard: tuple[Number, Number]
    end: Number
    at_once: tuple[Number, Number]
    value: tuple[Number, Number]
    concession: Number
    mean_time: Number


class SymmetricAttrition(NamedTuple):
    """Hazard of each side's conceding, and how long it lasts on average until one does."""

    hazard: Number
    mean_time: Number


def attrition(
    *,
    demand_1: ArrayLike,
    demand_2: ArrayLike,
    rate_1: ArrayLike,
    rate_2: ArrayLike,
    obstinate_1: ArrayLike,
    obstinate_2: ArrayLike,
) -> Attrition:
    """How does a deadlock end, when, and in whose favour?

    demand_1, demand_2 : alpha, each 0 < alpha < 1, together more than 1. rate_1, rate_2 : r > 0.
    obstinate_1, obstinate_2 : z, 0 < z < 1. `ValueError` otherwise. Formulas in the module. Source:
    Abreu and Gul (2000).

    >>> found = attrition(demand_1=0.7, demand_2=0.6, rate_1=0.02, rate_2=0.02, obstinate_1=0.2,
    ...                   obstinate_2=0.3)
    >>> round(found.end, 2), round(found.at_once[0], 3), round(found.value[1], 3)
    (45.15, 0.507, 0.452)
    """
    a_1, a_2 = _demands(demand_1, demand_2)
    z_1, z_2 = _obstinate(obstinate_1, obstinate_2)
    lam_1, lam_2 = _hazards(a_1, a_2, rate_1, rate_2)
    end, f_1, f_2 = _start(lam_1, lam_2, z_1, z_2)
    both, never = lam_1 + lam_2, z_1 * z_2
    # nobody has conceded by t < T with chance (1 - F_1)(1 - F_2) exp(-both t), which ends at never
    time = ((1 - f_1) * (1 - f_2) * -np.expm1(-both * end) / both - never * end) / (1 - never)
    value_1, value_2 = f_2 * a_1 + (1 - f_2) * (1 - a_2), f_1 * a_2 + (1 - f_1) * (1 - a_1)
    return Attrition(
        hazard=(plain(lam_1), plain(lam_2)),
        end=plain(end),
        at_once=(plain(f_1), plain(f_2)),
        value=(plain(value_1), plain(value_2)),
        concession=plain(1 - never),
        mean_time=plain(time),
    )


def obstinate_chance(
    *,
    time: ArrayLike,
    demand_1: ArrayLike,
    demand_2: ArrayLike,
    rate_1: ArrayLike,
    rate_2: ArrayLike,
    obstinate_1: ArrayLike,
    obstinate_2: ArrayLike,
) -> tuple[Number, Number]:
    """After so long without a concession, how likely is each side never to concede?

    exp(-lam_i (T - t)), 1 from T on; at t = 0 what is believed once nobody has conceded at once,
    which for the side that might have is more than z. time : t >= 0; the rest and `ValueError` as
    in `attrition`. Source: Abreu and Gul (2000).

    >>> facts = dict(demand_1=0.7, demand_2=0.6, rate_1=0.02, rate_2=0.02, obstinate_1=0.2)
    >>> first, second = obstinate_chance(time=[0, 20, 46], obstinate_2=0.3, **facts)
    >>> first.round(2), second.round(2)
    (array([0.41, 0.6 , 1.  ]), array([0.3 , 0.51, 1.  ]))
    """
    t = within("time", time, "[0, inf)")
    z_1, z_2 = _obstinate(obstinate_1, obstinate_2)
    lam_1, lam_2 = _hazards(*_demands(demand_1, demand_2), rate_1, rate_2)
    left = np.maximum(_start(lam_1, lam_2, z_1, z_2)[0] - t, 0)
    return plain(np.exp(-lam_1 * left)), plain(np.exp(-lam_2 * left))


def silence_until(
    *,
    belief: ArrayLike,
    demand_1: ArrayLike,
    demand_2: ArrayLike,
    rate_1: ArrayLike,
    rate_2: ArrayLike,
    obstinate_1: ArrayLike,
    obstinate_2: ArrayLike,
) -> tuple[Number, Number]:
    """How long must each side be silent to be held obstinate with a given chance?

    T + ln(q) / lam_i, at least 0 (already believed at the start). belief : q, 0 < q <= 1; the rest
    and `ValueError` as in `attrition`. Source: Abreu and Gul (2000), solved for t.

    >>> facts = dict(demand_1=0.7, demand_2=0.6, rate_1=0.02, rate_2=0.02, obstinate_1=0.2)
    >>> first, second = silence_until(belief=0.8, obstinate_2=0.3, **facts)
    >>> round(first, 1), round(second, 1)
    (34.0, 36.8)
    """
    q = within("belief", belief, "(0, 1]")
    z_1, z_2 = _obstinate(obstinate_1, obstinate_2)
    lam_1, lam_2 = _hazards(*_demands(demand_1, demand_2), rate_1, rate_2)
    end = _start(lam_1, lam_2, z_1, z_2)[0]
    first, second = end + np.log(q) / lam_1, end + np.log(q) / lam_2
    return plain(np.maximum(first, 0)), plain(np.maximum(second, 0))


def symmetric_attrition(*, prize: ArrayLike, cost: ArrayLike) -> SymmetricAttrition:
    """How long does a deadlock last where both know all, both are alike and both mix?

    Each concedes with hazard c / v; the first does after v / 2c on average: what is at stake is
    spent on waiting. prize : v > 0, of winning over conceding. cost : c > 0 of waiting, per unit of
    time, same unit. `ValueError` otherwise. Source: Maynard Smith (1974).

    >>> symmetric_attrition(prize=1, cost=0.02).mean_time
    25.0
    """
    v, c = within("prize", prize, "(0, inf)"), within("cost", cost, "(0, inf)")
    return SymmetricAttrition(plain(np.asarray(c / v)), plain(np.asarray(v / (2 * c))))


def _demands(first: ArrayLike, second: ArrayLike) -> tuple[Floats, Floats]:
    a_1, a_2 = within("demand_1", first, "(0, 1)"), within("demand_2", second, "(0, 1)")
    if not (a_1 + a_2 > 1).all():
        raise ValueError(
            "demand_1 and demand_2 must add up to more than 1, else they can both be met"
        )
    return a_1, a_2


def _obstinate(first: ArrayLike, second: ArrayLike) -> tuple[Floats, Floats]:
    return within("obstinate_1", first, "(0, 1)"), within("obstinate_2", second, "(0, 1)")


def _hazards(
    a_1: Floats, a_2: Floats, rate_1: ArrayLike, rate_2: ArrayLike
) -> tuple[Floats, Floats]:
    """Each keeps the *other* indifferent, so it has the other's rate."""
    r_1, r_2 = within("rate_1", rate_1, "(0, inf)"), within("rate_2", rate_2, "(0, inf)")
    excess = a_1 + a_2 - 1
    return np.asarray(r_2 * (1 - a_1) / excess), np.asarray(r_1 * (1 - a_2) / excess)


def _start(lam_1: Floats, lam_2: Floats, z_1: Floats, z_2: Floats) -> tuple[Floats, Floats, Floats]:
    """The end, and the chances of conceding at once."""
    end_1, end_2 = -np.log(z_1) / lam_1, -np.log(z_2) / lam_2
    end = np.minimum(end_1, end_2)
    f_1 = np.where(end_1 > end, -np.expm1(lam_1 * (end - end_1)), 0)
    f_2 = np.where(end_2 > end, -np.expm1(lam_2 * (end - end_2)), 0)
    return end, f_1, f_2
