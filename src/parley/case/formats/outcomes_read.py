"""Which format a table of decided issues is in, and the issues it holds."""

from pathlib import Path

from parley.case.formats.deu import NEEDED as OF_DEU
from parley.case.formats.deu import read_deu
from parley.case.formats.outcomes import ScoredIssue, read_outcome_table
from parley.case.text import read_text

__all__ = ["is_deu", "read_outcomes"]


def read_outcomes(path: str | Path) -> tuple[ScoredIssue, ...]:
    """The issues in a plain table with outcomes, or in a copy of the table of DEU III.

    Raises `CaseError` with every problem found, each with file, line and likely fix.
    """
    path = Path(path)
    return read_deu(path) if is_deu(path) else read_outcome_table(path)


def is_deu(path: str | Path) -> bool:
    """Whether it is a copy of the table of DEU III. `CaseError` if it cannot be read."""
    header = next(iter(read_text(Path(path)).lstrip().splitlines()), "").lower()
    return all(each in header for each in OF_DEU)
