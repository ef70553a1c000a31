"""Collect what is wrong in the files of a game, so that all of it is told at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from parley.case.formats.exact import exact
from parley.errors import CaseError, Problem

__all__ = ["FEWEST_PARTIES", "Findings", "once"]

FEWEST_PARTIES = 2


@dataclass(frozen=True)
class Findings:
    """Problems found so far; reading goes on with a stand-in after each."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, file: Path, what: str, fix: str = "", *, line: int = 0) -> None:
        """Note a problem; line 0 is the file as a whole."""
        self.problems.append(Problem(str(file), line, 1 if line else 0, what, fix))

    def number(self, file: Path, text: str | None, what: str, *, line: int = 0) -> Fraction:
        """The number that `text` writes; a problem and 1 if it is none. what : names the number."""
        if text is None:
            self.add(file, f"{what} is missing", "write a number", line=line)
            return Fraction(1)
        found = exact(text)
        if found is None:
            self.add(file, f"{what} is '{text[:60]}', not a number", "write 0.5, say", line=line)
            return Fraction(1)
        return found

    def close(self) -> None:
        """Raise `CaseError` if there was anything."""
        if self.problems:
            raise CaseError(self.problems)


def once(names: Iterable[str]) -> str | None:
    """The first name that stands twice; None if each stands once."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None
