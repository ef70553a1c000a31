"""The case file: what is written down about a negotiation, and nothing computed from it."""

from parley.case.reader import find_case, read_case, shipped_cases
from parley.case.schema import Case

__all__ = ["Case", "find_case", "read_case", "shipped_cases"]
