"""What would each scenario change, and what is worth knowing before choosing between them?

Every conclusion of every lens under the base case and under each scenario, paired draw by draw: the
scenarios share all random numbers of the base case, so a difference is one of the case.
"""

from parley.lenses.compare.described import describe
from parley.lenses.compare.solve import Compare, CompareResult, build, solve

__all__ = ["QUESTION", "Compare", "CompareResult", "build", "describe", "solve"]

QUESTION = "What would each scenario change?"
