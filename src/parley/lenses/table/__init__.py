"""What is on the table, and who answered what?

Texts side by side term by term, with choices, packages and conditions kept; answers with their
conditions; what a ceasefire text leaves out; clocks, commitments, and what changed since a date.
"""

from parley.case import Case
from parley.conclusion import Conclusion
from parley.draws import Draws
from parley.lenses.table.describe import describe
from parley.lenses.table.solve import TableResult, solve
from parley.models.term_sheet import TermSheet, term_sheet

__all__ = ["QUESTION", "TableResult", "build", "conclusions", "describe", "solve"]

QUESTION = "What is on the table, and who answered what?"


def build(case: Case, _draws: Draws) -> TermSheet:
    """The texts of the case; nothing here is drawn. `CaseError` if it holds no text."""
    return term_sheet(case)


def conclusions(_result: TableResult) -> tuple[Conclusion, ...]:
    """Nothing here is drawn, so there is nothing to hang on a number."""
    return ()
