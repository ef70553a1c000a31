"""The best package by several goals in order, each proved before the next is looked at.

The proof is always the same: in integers, nothing is better. The back-end's own objective only
guides, so its rounding cannot change an answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from parley.models.solver.model import STEPS, Ask, Choice, Model, by_issue, solve, worths
from parley.models.solver.program import Draft, Terms, combined

__all__ = [
    "Best",
    "Found",
    "Goal",
    "Status",
    "best",
    "found",
    "linear",
    "positions",
    "tie_breaks",
    "total",
]

Ints = NDArray[np.int64]
Status = Literal["optimal", "feasible", "infeasible", "failed"]
Value = Any
"""Integers, fractions or tuples of them: whatever the goal compares; higher is better."""

CODE = 2**12  # lexicographic codes stay below this, which one call settles


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """The answer to one question.

    status : optimal : proved, ties broken by largest total, then smallest package. feasible : the
        package is sound, but something better may exist. infeasible : proved that no package
        qualifies. failed : neither found nor proved anything.
    package : (n_issues,) levels; on a continuous issue the level with most weight. None without
        one.
    utility : (n_parties,), rounded down on continuous issues.
    mix : per continuous issue, the thousandths on each of its levels.
    bound : no package does better than this on what the question maximises, in its own unit; exact
        where optimal. None where nothing is known.
    """

    status: Status
    package: Ints | None = None
    utility: Ints | None = None
    mix: dict[int, tuple[int, ...]] | None = None
    bound: int | float | Fraction | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Goal:
    """Something to have as much of as possible.

    value : of a package. reach : asks for at least a value, or with True for more than it.
    guide : writes into a draft what to maximise, given the best value so far.
    limit : what the back-end's bound on its objective, without a value so far, says of the value.
    """

    value: Callable[[Choice], Value]
    reach: Callable[[Value, bool], Ask]
    guide: Callable[[Value | None], Ask]
    limit: Callable[[float], float]


@dataclass(frozen=True, kw_only=True, eq=False)
class Best:
    """The end of a search.

    kept : asks that hold what the goals have reached. bound : of the first goal; None if unknown.
    """

    status: Status
    choice: Choice | None = None
    kept: tuple[Ask, ...] = ()
    bound: Value | None = None


def best(made: Model, goals: Sequence[Goal], asks: Sequence[Ask] = ()) -> Best:
    """The package that is best by the first goal, among those by the second, and so on."""
    first = goals[0]
    outcome, choice = solve(made, [*asks, first.guide(None)])
    if choice is None:
        return Best(status="infeasible" if outcome.status == "none" else "failed")
    bound = None if outcome.bound is None else first.limit(outcome.bound)
    kept = [*asks]
    for goal in goals:
        choice, proved, alone = _climbed(made, goal, kept, choice)
        if not proved:
            return Best(status="feasible", choice=choice, kept=tuple(kept), bound=bound)
        kept.append(goal.reach(goal.value(choice), False))
        bound = first.value(choice)
        if alone:
            break
    return Best(status="optimal", choice=choice, kept=tuple(kept), bound=bound)


def _climbed(made: Model, goal: Goal, kept: list[Ask], choice: Choice) -> tuple[Choice, bool, bool]:
    """The best by one goal, whether that is proved, and whether no other package is as good."""
    while True:
        value = goal.value(choice)
        rest = [*kept, goal.reach(value, False), differs(made, choice), goal.guide(value)]
        outcome, other = solve(made, rest)
        if outcome.status == "none":
            return choice, True, True
        if other is None:
            return choice, False, False
        if goal.value(other) == value:
            outcome, other = solve(made, [*kept, goal.reach(value, True), goal.guide(value)])
            if other is None:
                return choice, outcome.status == "none", False
        choice = other


def differs(made: Model, choice: Choice) -> Ask:
    """Any package but this one."""

    def ask(draft: Draft) -> None:
        other: Terms = {}
        least = 1
        for i, (at, weight) in enumerate(zip(made.start, by_issue(made, choice), strict=True)):
            if i in made.continuous:
                other |= _elsewhere(
                    draft, positions(made, i), sum(k * w for k, w in enumerate(weight))
                )
            else:
                other[at + weight.index(1)] = -1
                least -= 1
        draft.row(other, least)

    return ask


def _elsewhere(draft: Draft, position: Terms, value: int) -> Terms:
    """Terms that can be 1 only where the position is below or above this value."""
    last = max(position.values(), default=0) * STEPS
    below, above = draft.variable(), draft.variable()
    draft.row(combined((-1, position), (-(last - value + 1), {below: 1})), -last)
    draft.row(combined((1, position), (-(value + 1), {above: 1})), 0)
    return {below: 1, above: 1}


def positions(made: Model, issue: int) -> Terms:
    """The level of an issue, on a continuous one in steps."""
    n = made.domain.packages.n_levels[issue]
    return {made.start[issue] + k: k for k in range(n)}


def linear(value: Callable[[Choice], int], terms: Terms, constant: int = 0) -> Goal:
    """As much as possible of a sum of variables of the base program, which `value` computes."""

    def reach(least: int, more: bool) -> Ask:
        return lambda draft: draft.row(terms, least + more - constant)

    def guide(_: Value | None) -> Ask:
        return lambda draft: draft.aim.update(terms)

    return Goal(value=value, reach=reach, guide=guide, limit=lambda aim: aim + constant)


def total(made: Model) -> Goal:
    """The sum of everybody's utility."""
    terms = combined(*((1, own) for own in made.utility))
    return linear(lambda choice: sum(worths(made, choice)), terms, sum(made.offset))


def tie_breaks(made: Model) -> list[Goal]:
    """The smallest package in lexicographic order of its levels, a few issues at a time."""
    goals: list[Goal] = []
    codes: list[Terms] = []
    size = 1
    for i, n in enumerate(made.domain.packages.n_levels):
        radix = (n - 1) * (STEPS if i in made.continuous else 1) + 1
        if codes and size * radix > CODE:
            goals.append(_smallest(codes))
            codes, size = [], 1
        codes = [combined((radix, code)) for code in codes] + [positions(made, i)]
        size *= radix
    return [*goals, _smallest(codes)] if codes else goals


def _smallest(codes: list[Terms]) -> Goal:
    terms = combined(*((-1, code) for code in codes))
    return linear(lambda choice: sum(c * choice[v] for v, c in terms.items()), terms)


def found(made: Model, ended: Best, *, unit: int = 1, less: int = 0) -> Found:
    """The answer in levels and units; the bound is divided by `unit`, after taking `less` off."""
    if ended.choice is None:
        return Found(status=ended.status)
    weights = by_issue(made, ended.choice)
    return Found(
        status=ended.status,
        package=np.array([weight.index(max(weight)) for weight in weights], np.int64),
        utility=np.array(worths(made, ended.choice)) // made.unit,
        mix={i: weights[i] for i in sorted(made.continuous)} if made.continuous else None,
        bound=in_units(ended.bound, less, unit),
    )


def in_units(value: Value | None, less: int, unit: int) -> int | float | Fraction | None:
    """(value - less) / unit, exactly unless the value is a float."""
    if value is None or isinstance(value, float):
        return None if value is None else (value - less) / unit
    exact = Fraction(value - less) / unit
    return exact.numerator if exact.denominator == 1 else exact
