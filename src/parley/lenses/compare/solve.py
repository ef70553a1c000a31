"""Differences between scenarios, conclusion by conclusion, and what is worth knowing to choose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.case import Case
from parley.conclusion import Conclusion
from parley.draws import Draws
from parley.lenses.compare.worth import Worth, worth
from parley.models.discovery.shares import LEAST_DRAWS
from parley.models.uncertain import Columns, Group, columns, groups

__all__ = ["BASE", "Compare", "CompareResult", "Difference", "Row", "build", "solve"]

Floats = NDArray[np.float64]

BASE = ""  # the scenario that changes nothing
Z = 1.96
FEWEST = 6  # fewer draws that change do all go one way by chance more often than once in 20


@dataclass(frozen=True, kw_only=True, eq=False)
class Compare:
    """The question. concluded : by scenario, the base case first. given : the base case's inputs.
    by : id of the conclusion that the choice goes by, more being better; empty for none."""

    case: Case
    scenarios: tuple[str, ...]
    concluded: Mapping[str, Mapping[str, Conclusion]]
    given: Columns
    groups: tuple[Group, ...]
    by: str
    n: int
    seed: int


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A scenario less the base case, over the draws known in both. before : mean of the base case.
    mean : of the differences, with its 95 % interval, paired by draw; without end for one draw.
    up, down : share of these draws in which it is more, and less. n : how many."""

    before: float
    mean: float
    low: float
    high: float
    up: float
    down: float
    n: int

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out no change, and enough draws change to trust it."""
        changing = round(self.n * (self.up + self.down))
        return changing >= FEWEST and (self.low > 0 or self.high < 0)

    @property
    def moves(self) -> bool:
        """Whether any draw changes."""
        return bool(self.up or self.down)


@dataclass(frozen=True, kw_only=True, eq=False)
class Row:
    """A conclusion. means : by scenario that draws it, the base case included if it does.
    differences : by scenario, where both draw it."""

    conclusion: Conclusion
    means: Mapping[str, float]
    differences: Mapping[str, Difference]

    @property
    def most(self) -> float:
        """The largest clear change, in the conclusion's spread over the draws of the base case."""
        clear = [abs(each.mean) for each in self.differences.values() if each.clear]
        known = self.conclusion.values[np.isfinite(self.conclusion.values)]
        spread = 0.5 if self.conclusion.yes else float(known.std()) if len(known) else 0.0
        return max(clear, default=0.0) / spread if spread else 0.0


@dataclass(frozen=True, kw_only=True, eq=False)
class CompareResult:
    """rows : every conclusion, in the order of the lenses. worth : None where no choice is asked
    about."""

    found: Compare
    rows: tuple[Row, ...]
    worth: Worth | None


def build(
    case: Case, draws: Draws, concluded: Mapping[str, Sequence[Conclusion]], by: str = ""
) -> Compare:
    """concluded : by scenario, the base case under `BASE`. `ValueError` without a scenario, for a
    `by` that some scenario does not conclude, or that too few draws know in all of them."""
    if not set(concluded) - {BASE}:
        raise ValueError("there is no scenario to compare with the base case")
    by_id = {name: {each.id: each for each in told} for name, told in concluded.items()}
    if by:
        _check(by, by_id)
    given = columns(case, draws)
    return Compare(
        case=case,
        scenarios=tuple(name for name in concluded if name != BASE),
        concluded=by_id,
        given=given,
        groups=groups(case, given),
        by=by,
        n=draws.n,
        seed=draws.seed,
    )


def _check(by: str, concluded: Mapping[str, Mapping[str, Conclusion]]) -> None:
    from difflib import get_close_matches

    for name, told in concluded.items():
        where = f"scenario '{name}'" if name else "the base case"
        if by not in told:
            close = get_close_matches(by, told, n=1)
            hint = f"; did you mean '{close[0]}'?" if close else ""
            raise ValueError(f"{where} has no conclusion '{by}'{hint}")
    known = int(_known(by, concluded).sum())
    if known < LEAST_DRAWS:
        raise ValueError(
            f"'{by}' is known in {known} draws of all scenarios; {LEAST_DRAWS} are the least that "
            "can tell what is worth knowing"
        )


def _known(by: str, concluded: Mapping[str, Mapping[str, Conclusion]]) -> NDArray[np.bool_]:
    """(n,), draws in which every scenario knows the conclusion."""
    known: NDArray[np.bool_] = np.logical_and.reduce(
        [np.isfinite(told[by].values) for told in concluded.values()]
    )
    return known


def solve(found: Compare) -> CompareResult:
    """All differences; with a choice, what knowing more would be worth to it."""
    every: dict[str, Conclusion] = {}
    for told in found.concluded.values():
        every = {**told, **every}
    return CompareResult(
        found=found,
        rows=tuple(_row(found, each) for each in every.values()),
        worth=_worth(found) if found.by else None,
    )


def _row(found: Compare, conclusion: Conclusion) -> Row:
    drawn = {
        name: told[conclusion.id] for name, told in found.concluded.items() if conclusion.id in told
    }
    base = drawn.get(BASE)
    return Row(
        conclusion=conclusion,
        means={name: each.mean for name, each in drawn.items()},
        differences={
            name: _difference(base.values, each.values)
            for name, each in drawn.items()
            if name != BASE and base is not None and np.isfinite(each.values - base.values).any()
        },
    )


def _difference(base: Floats, other: Floats) -> Difference:
    both = np.isfinite(other - base)
    known = (other - base)[both]
    n, mean = len(known), float(known.mean())
    wide = Z * float(known.std(ddof=1)) / np.sqrt(n) if n > 1 else np.inf
    tie = 1e-12 * max(1.0, float(np.abs(known).max()))
    return Difference(
        before=float(base[both].mean()),
        mean=mean,
        low=mean - wide,
        high=mean + wide,
        up=float((known > tie).mean()),
        down=float((known < -tie).mean()),
        n=n,
    )


def _worth(found: Compare) -> Worth:
    """On the draws that all scenarios know; the base case is the first choice."""
    known = _known(found.by, found.concluded)
    u = np.stack([told[found.by].values[known] for told in found.concluded.values()], axis=1)
    return worth(u, found.given.x[known], found.given.about, found.groups, found.case, found.seed)
