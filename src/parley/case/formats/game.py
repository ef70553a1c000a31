"""A negotiation game: issues, a score sheet for each party, and what each has without a deal."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Game", "GameIssue", "Sheet", "best"]

Sheet = tuple[tuple[Fraction, ...], ...]
"""Points of one party, per issue and option; more is better."""


@dataclass(frozen=True)
class GameIssue:
    """What is negotiated, and what can be agreed.

    options : by name. numeric : they are numbers in ascending order, and points run in straight
    lines from each to the next. whole : only whole numbers can be agreed.
    """

    name: str
    options: tuple[str, ...]
    numeric: bool = False
    whole: bool = False


@dataclass(frozen=True, kw_only=True)
class Game:
    """A game in exact numbers: a package is worth the sum of its options' points.

    points : one sheet per party. no_deal : per party, on the scale of its sheet.
    at_least, including : how many parties must accept, and which ones in any case; None: all.
    source : what was read. notes : what the reading left out or changed, a sentence each.
    """

    title: str
    parties: tuple[str, ...]
    issues: tuple[GameIssue, ...]
    points: tuple[Sheet, ...]
    no_deal: tuple[Fraction, ...]
    at_least: int | None = None
    including: tuple[str, ...] = ()
    source: str = ""
    notes: tuple[str, ...] = ()


def best(sheet: Sequence[Sequence[Fraction]]) -> Fraction:
    """The most points that a package can have."""
    return sum((max(issue) for issue in sheet), Fraction(0))
