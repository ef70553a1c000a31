"""Exact answers where the merge of tables gives up: one integer program, many questions.

Two back-ends answer alike: `milp` of scipy, and CP-SAT of OR-tools (the extra `exact`). Whatever is
called optimal or infeasible is proved, by finding nothing better in whole numbers.
"""

from parley.models.solver.changes import Changes, fewest_changes
from parley.models.solver.coalitions import Coalitions, Cut, largest_coalition, least_cut
from parley.models.solver.leximin import egalitarian, equal_loss, kalai_smorodinsky
from parley.models.solver.model import STEPS, Backend, Settings
from parley.models.solver.nash import nash
from parley.models.solver.questions import Ideal, dominating, feasible, ideal, utilitarian
from parley.models.solver.search import Found, Status

__all__ = [
    "STEPS",
    "Backend",
    "Changes",
    "Coalitions",
    "Cut",
    "Found",
    "Ideal",
    "Settings",
    "Status",
    "dominating",
    "egalitarian",
    "equal_loss",
    "feasible",
    "fewest_changes",
    "ideal",
    "kalai_smorodinsky",
    "largest_coalition",
    "least_cut",
    "nash",
    "utilitarian",
]
