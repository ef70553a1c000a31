"""Exact frontier of an additive package space, and the bargaining solutions on it.

Arrays only: no case and no names. Utilities are integers, higher is better, and the floor is the
utility of no deal.
"""

from parley.models.frontier.merge import CAP, Frontier, Tables, frontier
from parley.models.frontier.solutions import (
    Weights,
    egalitarian,
    equal_loss,
    ideal,
    kalai_smorodinsky,
    nash,
    relative_utilitarian,
    utilitarian,
)

__all__ = [
    "CAP",
    "Frontier",
    "Tables",
    "Weights",
    "egalitarian",
    "equal_loss",
    "frontier",
    "ideal",
    "kalai_smorodinsky",
    "nash",
    "relative_utilitarian",
    "utilitarian",
]
