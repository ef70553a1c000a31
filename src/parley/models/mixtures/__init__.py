"""Bargaining solutions when packages may be mixed: one for some of the time, another for the rest.

A mixture gives each party the average of its utilities, weighted by the shares of the mix. That
needs more than additive utilities: a half of one package and a half of another must really be
worth half of each, as with phases, quotas or a lottery that all accept. Where it holds, parties
may reach their no-deal utilities by mixing even though no single package serves all.

Points are utility vectors `(n_points, n_parties)`, integers, higher is better; floor is the
disagreement point d, `(n_parties,)`. Give the points below the floor as well: a mixture may make
up for what one of them lacks. With two parties everything is exact, in fractions. With more it is
found by linear programming in floats, where a floor or a level may be missed by 1e-8 of the
largest gain; where the set is nearly flat, later digits of the shares mean nothing.

The set is convex, so each solution is one utility vector; `utilitarian` alone can tie.

Source of the common frame: Thomson (1994), Cooperative models of bargaining, Handbook of Game
Theory 2, chapter 35.
"""

from parley.models.mixtures.line import corners
from parley.models.mixtures.mixture import NONE, Mixture
from parley.models.mixtures.solutions import (
    egalitarian,
    equal_loss,
    kalai_smorodinsky,
    nash,
    utilitarian,
)

__all__ = [
    "NONE",
    "Mixture",
    "corners",
    "egalitarian",
    "equal_loss",
    "kalai_smorodinsky",
    "nash",
    "utilitarian",
]
