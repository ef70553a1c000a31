"""What the claims of a case say about each matter: accounts, clashes, common ground, gaps."""

from parley.models.accounts.coverage import (
    Balance,
    Coverage,
    balance,
    coverage,
    sides_of,
)
from parley.models.accounts.register import (
    Account,
    Clash,
    MatterState,
    contradictions,
    standings,
)
from parley.models.accounts.statements import Kind, Statement, admits, excludes, statements

__all__ = [
    "Account",
    "Balance",
    "Clash",
    "Coverage",
    "Kind",
    "MatterState",
    "Statement",
    "admits",
    "balance",
    "contradictions",
    "coverage",
    "excludes",
    "sides_of",
    "standings",
    "statements",
]
