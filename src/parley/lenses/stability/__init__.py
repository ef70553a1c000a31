"""Would it hold together at the table: who would move away from it?

The graph model for conflict resolution over the case's section `moves`, exact in each draw.
"""

from parley.lenses.stability.conclusions import conclusions
from parley.lenses.stability.described import describe
from parley.lenses.stability.solve import StabilityResult, solve
from parley.models.conflict_graph.build import conflict as build

__all__ = ["QUESTION", "StabilityResult", "build", "conclusions", "describe", "solve"]

QUESTION = "Would it hold together at the table: who would move away from it?"
