"""The war that is a sequence of battles, each of which costs the loser one unit.

Source: the war of Filson and Werner (2002), American Journal of Political Science 46(4), 819-837,
with known odds; the chance to win a race is the problem of points (Pascal and Fermat, 1654).
"""

from math import comb
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import Number, plain, within

__all__ = ["UnitsWar", "war_of_units"]


class UnitsWar(NamedTuple):
    """Worth of the war to A and to B, A's chance to win it, and the expected number of battles."""

    value_a: Number
    value_b: Number
    win_a: Number
    battles: Number


def war_of_units(
    *, p: ArrayLike, units_a: int, units_b: int, cost_a: ArrayLike, cost_b: ArrayLike
) -> UnitsWar:
    """What is the war to the end worth, if who has lost all units is beaten and loses all?

    A wins if it wins units_b battles before it has lost units_a: with q = 1 - p,
    Pr = sum over j < units_a of C(units_b - 1 + j, j) p^units_b q^j; the value is Pr less cost
    times battles.

    p : 0 to 1, chance that A wins a battle. units_a, units_b : at least 1. cost_a, cost_b : >= 0,
    per battle, parts of the good. p and costs may be arrays. `ValueError` out of range.

    >>> round(war_of_units(p=0.45, units_a=1, units_b=2, cost_a=0.05, cost_b=0.05).win_a, 4)
    0.2025
    """
    if units_a < 1 or units_b < 1:
        raise ValueError(f"units_a and units_b must be at least 1, got {units_a} and {units_b}")
    win = within("p", p, "[0, 1]")
    own, other = within("cost_a", cost_a, "[0, inf)"), within("cost_b", cost_b, "[0, inf)")
    ends_a = [comb(units_b - 1 + j, j) * win**units_b * (1 - win) ** j for j in range(units_a)]
    ends_b = [comb(units_a - 1 + j, j) * (1 - win) ** units_a * win**j for j in range(units_b)]
    chance = np.asarray(sum(ends_a))
    battles = np.asarray(
        sum((units_b + j) * x for j, x in enumerate(ends_a))
        + sum((units_a + j) * x for j, x in enumerate(ends_b))
    )
    return UnitsWar(
        plain(chance - own * battles),
        plain(1 - chance - other * battles),
        plain(chance),
        plain(battles),
    )
