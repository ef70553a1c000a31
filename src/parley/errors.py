"""Errors a user of parley can meet."""

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["CaseError", "Problem"]


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in a case, where it stands, and the likely fix (may be empty)."""

    file: str
    line: int
    column: int
    what: str
    fix: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.what}" + (f"; {self.fix}" if self.fix else "")


class CaseError(ValueError):
    """The case is wrong or lacks something; `problems` holds every finding, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    @classmethod
    def lacks(cls, where: str, what: str, fix: str = "") -> "CaseError":
        """A lens cannot run because the case has no such section."""
        return cls([Problem(where, 0, 0, what, fix)])
