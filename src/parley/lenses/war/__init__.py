"""What does the fighting do to the talks meanwhile?

What refusing is worth to each side, how the weeks of war, pauses and settlements go, and what each
scenario of the case changes. For comparisons: no level here is a forecast.
"""

from parley.lenses.war.conclusions import conclusions
from parley.lenses.war.described import describe
from parley.lenses.war.solve import WarResult, solve
from parley.models.fighting.scenarios import fought as build

__all__ = ["QUESTION", "WarResult", "build", "conclusions", "describe", "solve"]

QUESTION = "What does the fighting do to the talks meanwhile?"
