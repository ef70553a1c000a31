"""Who carries weight, and where is it heading?

Forecasts from the case's section `influence`, each beside its record on issues with known outcomes.
"""

from parley.lenses.positions.conclusions import conclusions
from parley.lenses.positions.described import describe
from parley.lenses.positions.shift import SHIFTED, describe_shift, shift
from parley.lenses.positions.solve import PositionsResult, solve
from parley.models.influence.build import influence as build

__all__ = [
    "QUESTION",
    "SHIFTED",
    "PositionsResult",
    "build",
    "conclusions",
    "describe",
    "describe_shift",
    "shift",
    "solve",
]

QUESTION = "Who carries weight, and where is it heading?"
