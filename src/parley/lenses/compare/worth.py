"""What knowing more would be worth before choosing among scenarios.

The choice is of the scenario with the highest mean of one conclusion, more being better. Knowing an
input before choosing can only help; by how much on average is its value of information, in units of
the conclusion (`parley.models.information`). Asked for claims, sources, parties, issues and single
inputs, and for a report by a source of each grade on the inputs most worth knowing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.case import Case
from parley.models.information import Finding, Value, find_out_next, perfect, report
from parley.models.uncertain import Column, Group

__all__ = ["Reported", "Worth", "worth"]

Floats = NDArray[np.float64]

LARGEST = 12  # inputs of a group; of more the fit follows the draws
SCREENED = 24  # single inputs looked at, by how far they go with the difference of choices
ASKED = 3  # of them, reports of sources
TIE = 1e-12  # of the largest: choices closer than this are worth the same in a draw


@dataclass(frozen=True, kw_only=True, eq=False)
class Reported:
    """A report on an input by a source of each grade. column : the input. values : by grade."""

    column: int
    values: dict[str, Value]


@dataclass(frozen=True, kw_only=True, eq=False)
class Worth:
    """best : place of the choice that is best by its mean, the base case being 0. means : of each.
    everything : worth of knowing all. inputs : single ones, most first; their names are columns.
    groups : of claims and issues, most first; their names are places. chosen : share of draws in
    which no other choice is better. reported : by grade of the source. settled : no choice is ever
    better than the best, so that nothing is worth knowing; alike : all are the same in every draw.
    """

    best: int
    means: tuple[float, ...]
    chosen: tuple[float, ...]
    everything: Value | None
    inputs: tuple[Finding, ...]
    groups: tuple[Finding, ...]
    reported: tuple[Reported, ...]

    @property
    def settled(self) -> bool:
        return self.everything is None

    @property
    def alike(self) -> bool:
        return min(self.chosen) == 1


def worth(
    u: Floats, x: Floats, about: Sequence[Column], groups: Sequence[Group], case: Case, seed: int
) -> Worth:
    """u : (n, n_choices), more is better. x : (n, k), inputs, described by `about` and `groups`.
    `ValueError` for fewer than 50 draws."""
    means = u.mean(axis=0)
    tie = TIE * max(1.0, float(np.abs(u).max()))
    chosen = (u >= u.max(axis=1, keepdims=True) - tie).mean(axis=0)
    settled = chosen.max() == 1  # its worth would come out as the noise of the bootstrap, not as 0
    inputs = () if settled else _inputs(u, x, seed)
    leading = [int(each.name) for each in inputs if each.worth.verdict == "worth something"]
    return Worth(
        best=int(chosen.argmax() if settled else means.argmax()),
        means=tuple(means.tolist()),
        chosen=tuple(chosen.tolist()),
        everything=None if settled else perfect(u, seed=seed),
        inputs=inputs,
        groups=() if settled else _groups(u, x, groups, seed),
        reported=tuple(_reported(u, x[:, k], about[k], k, case, seed) for k in leading[:ASKED]),
    )


def _inputs(u: Floats, x: Floats, seed: int) -> tuple[Finding, ...]:
    return _found(u, x, {str(k): [k] for k in _screened(u, x)}, seed)


def _groups(u: Floats, x: Floats, groups: Sequence[Group], seed: int) -> tuple[Finding, ...]:
    small = {
        str(g): list(each.columns)
        for g, each in enumerate(groups)
        if each.kind in ("claim", "issue") and len(each.columns) <= LARGEST
    }
    return _found(u, x, small, seed)


def _found(
    u: Floats, x: Floats, groups: Mapping[str, Sequence[int]], seed: int
) -> tuple[Finding, ...]:
    """As `find_out_next`, without columns that are the same in all these draws."""
    varies = np.flatnonzero(np.ptp(x, axis=0) > 0)
    place = {int(k): i for i, k in enumerate(varies)}
    held = {name: [place[k] for k in at if k in place] for name, at in groups.items()}
    told = {name: at for name, at in held.items() if at}
    return find_out_next(u, x[:, varies], told, seed=seed) if told else ()


def _screened(u: Floats, x: Floats) -> list[int]:
    """Columns whose ranks go most with some difference between two choices."""
    order = x.argsort(axis=0, kind="stable").argsort(axis=0).astype(float)
    ranks = (order - order.mean(axis=0)) / order.std(axis=0)
    gap = u - u.mean(axis=1, keepdims=True)
    gap = gap - gap.mean(axis=0)
    spread = gap.std(axis=0)
    scaled = gap[:, spread > 0] / spread[spread > 0]
    together = np.abs(ranks.T @ scaled).max(axis=1)
    first = np.argsort(-together, kind="stable")[:SCREENED]
    return [int(k) for k in first]


def _reported(u: Floats, x: Floats, about: Column, column: int, case: Case, seed: int) -> Reported:
    """Accounts and statements by their answers, numbers by thirds. x : (n,), the input."""
    parts = max(len(about.levels), 2) if about.levels else 3
    grades = [(str(g), right) for g, right in case.belief.reliability.items() if g != "F"]
    values = {grade: report(u, x, right, parts=parts, seed=seed) for grade, right in grades}
    return Reported(column=column, values=values)
