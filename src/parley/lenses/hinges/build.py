"""What is asked: the conclusions of the other lenses against all that the case leaves open."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.case import Case
from parley.conclusion import Conclusion
from parley.draws import Draws
from parley.errors import CaseError
from parley.models.uncertain import Columns, Group, columns, groups

__all__ = ["FEWEST", "LEAST_OF_A_KIND", "Asked", "Hinges", "build"]

FEWEST = 100  # draws with fewer tell nothing of so many inputs
LEAST_OF_A_KIND = 30  # draws in which it is so, and in which it is not


@dataclass(frozen=True, kw_only=True, eq=False)
class Asked:
    """A conclusion. known : (n,) draws it was looked at in. open : whether these draws can tell
    what it hangs on; if not, `why` says it: the same in all, too few draws, or too few of a kind.
    """

    conclusion: Conclusion
    known: NDArray[np.bool_]
    why: str

    @property
    def open(self) -> bool:
        return not self.why

    @property
    def lens(self) -> str:
        return self.conclusion.id.partition(".")[0]


@dataclass(frozen=True, kw_only=True, eq=False)
class Hinges:
    """The question. given : every uncertain input as columns. asked : every conclusion."""

    case: Case
    given: Columns
    groups: tuple[Group, ...]
    asked: tuple[Asked, ...]
    n: int
    seed: int


def build(case: Case, draws: Draws, conclusions: Sequence[Conclusion]) -> Hinges:
    """`CaseError` for a case that leaves nothing open, and where nothing is concluded."""
    given = columns(case, draws)
    if not given.about:
        what = "the case leaves no number and no order open, so nothing hangs on any"
        raise CaseError.lacks("positions", what, "a range such as 0.2..0.4 leaves one open")
    if not conclusions:
        what = "no lens draws a conclusion from this case"
        raise CaseError.lacks("positions", what, "`parley show` of the other lenses says why")
    return Hinges(
        case=case,
        given=given,
        groups=groups(case, given),
        asked=tuple(_asked(each) for each in conclusions),
        n=draws.n,
        seed=draws.seed,
    )


def _asked(conclusion: Conclusion) -> Asked:
    known = np.isfinite(conclusion.values)
    return Asked(conclusion=conclusion, known=known, why=_why(conclusion, conclusion.values[known]))


def _why(conclusion: Conclusion, values: NDArray[np.float64]) -> str:
    if len(values) and np.ptp(values) <= 1e-9 * np.abs(values).max():
        return "the same in all"
    if len(values) < FEWEST:
        return "too few draws"
    if conclusion.yes and min(values.sum(), len(values) - values.sum()) < LEAST_OF_A_KIND:
        return "too few of a kind"
    return ""
