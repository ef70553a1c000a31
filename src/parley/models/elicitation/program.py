"""What rankings, ranges and comparisons admit, as one linear program.

With U_i = w_i v_i the additive model is linear in importance w and partial worth U (the UTA
linearisation). A ranking that leaves open which level is best, and a text that leaves its choices
open, each take a whole number 0 or 1; all else is linear.

Source of the linearisation: Jacquet-Lagreze and Siskos (1982), European Journal of Operational
Research 10(2), 151-164.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from parley.case.ranking import MUCH, TIMES
from parley.models.belief import Order, Ranges, Values
from parley.models.elicitation.comparisons import Alternatives, Comparison

__all__ = ["Draft", "Stated", "compared", "drafted", "gap", "solved"]

Floats = NDArray[np.float64]
Terms = Mapping[int, float]

INFINITE = float("inf")


@dataclass(frozen=True, kw_only=True, eq=False)
class Stated:
    """What is said of one party's preferences before any comparison.

    importance : a ranking of the issues, or ranges of numbers of which only ratios matter.
    values : per issue over its points. spread : per issue (n_levels, n_points), how much each
    point counts at each level; the identity unless levels lie between points.
    other : ranges of whatever else enters a utility, such as the plus of going on.
    """

    importance: Values
    values: tuple[Values, ...]
    spread: tuple[Floats, ...]
    other: Ranges


@dataclass(kw_only=True)
class Draft:
    """A linear program while it is written. Columns: importance, partial worths, others, the rest.

    point : per issue the column of its first point. other : of the first other. whole : columns
    that are 0 or 1. rows : coefficients by column, with the least and the most of their sum.
    """

    stated: Stated
    point: tuple[int, ...]
    other: int
    n_columns: int
    low: dict[int, float] = field(default_factory=dict)
    whole: list[int] = field(default_factory=list)
    rows: list[tuple[Terms, float, float]] = field(default_factory=list)

    def columns(self, n: int, *, whole: bool = False) -> list[int]:
        """New columns from 0 upwards, or of 0 and 1."""
        made = [*range(self.n_columns, self.n_columns + n)]
        self.n_columns += n
        self.low |= dict.fromkeys(made, 0.0)
        self.whole += made if whole else []
        return made

    def least(self, terms: Terms, low: float = 0.0) -> None:
        """The sum must be `low` or more."""
        self.rows.append((terms, low, INFINITE))

    def equal(self, terms: Terms, to: float = 0.0) -> None:
        """The sum must be `to`."""
        self.rows.append((terms, to, to))

    def copy(self) -> "Draft":
        """One to go on with while this one stays."""
        return replace(self, low=dict(self.low), whole=[*self.whole], rows=[*self.rows])


def drafted(stated: Stated) -> Draft:
    """The program of what is stated."""
    n_issues, sizes = len(stated.values), [each.shape[1] for each in stated.spread]
    point = tuple(n_issues + sum(sizes[:i]) for i in range(n_issues))
    other = n_issues + sum(sizes)
    draft = Draft(
        stated=stated,
        point=point,
        other=other,
        n_columns=other + len(stated.other.low),
        low=dict.fromkeys(range(n_issues), 0.0),
    )
    _importance(draft, stated.importance)
    for i, values in enumerate(stated.values):
        _values(draft, i, values, sizes[i])
    for k, (low, high) in enumerate(zip(stated.other.low, stated.other.high, strict=True)):
        draft.rows.append(({other + k: 1.0}, float(low), float(high)))
    return draft


def gap(draft: Draft, known: Alternatives, better: int, worse: int) -> dict[int, float]:
    """Utility of one alternative less that of another, as coefficients."""
    found: dict[int, float] = {}
    for sign, place in ((1.0, better), (-1.0, worse)):
        for column, number in _worth(draft, known, place):
            found[column] = found.get(column, 0.0) + sign * number
    return {column: number for column, number in found.items() if number}


def compared(
    draft: Draft,
    known: Alternatives,
    comparisons: Sequence[Comparison],
    threshold: float,
    *,
    slack: int | None = None,
    errors: Sequence[int] = (),
) -> None:
    """Adds the comparisons; what is worth more must be so by `threshold`.

    slack : a column by which every difference must exceed what is asked. errors : per comparison
    a column by which it may fall short.
    """
    for k, each in enumerate(comparisons):
        spare = {errors[k]: 1.0} if errors else {}
        if slack is not None and each.sign != "~":
            spare[slack] = -1.0
        for worse in each.worse:
            rows = [gap(draft, known, better, worse) | spare for better in each.better]
            if each.sign == "~":
                draft.least(rows[0])
                draft.least(gap(draft, known, worse, each.better[0]) | spare)
            else:
                _one_of(draft, known, rows, threshold if each.sign == ">" else 0.0)


def solved(draft: Draft, cost: Terms) -> Floats | None:
    """A solution of least cost, (n_columns,); None if nothing is admitted.

    Rows hold to about 1e-6.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    matrix = np.zeros((len(draft.rows), draft.n_columns))
    for r, (terms, _, _) in enumerate(draft.rows):
        matrix[r, [*terms]] = [*terms.values()]
    low = np.array([draft.low.get(k, -INFINITE) for k in range(draft.n_columns)])
    high, whole = np.full(draft.n_columns, INFINITE), np.zeros(draft.n_columns)
    high[list(draft.whole)] = whole[list(draft.whole)] = 1
    sides = [[row[side] for row in draft.rows] for side in (1, 2)]
    for presolve in (True, False):  # HiGHS sometimes trips over its own simplifications
        found = milp(
            _dense(cost, draft.n_columns),
            integrality=whole,
            bounds=Bounds(low, high),
            constraints=LinearConstraint(matrix, *sides),
            options={"mip_rel_gap": 0.0, "presolve": presolve},
        )
        if found.status == 2:
            return None
        if found.status == 0:
            solution: Floats = found.x
            return solution
    raise ArithmeticError(f"the linear program was not solved: {found.message}")


def _dense(terms: Terms, n: int) -> Floats:
    row = np.zeros(n)
    row[[*terms]] = [*terms.values()]
    return row


def _worth(draft: Draft, known: Alternatives, place: int) -> Iterator[tuple[int, float]]:
    for i, level in enumerate(known.package[place].tolist()):
        if level >= 0:
            spread = draft.stated.spread[i][level]
            yield from (
                (draft.point[i] + j, float(spread[j])) for j in np.flatnonzero(spread).tolist()
            )
    for k, number in enumerate(known.other[place].tolist()):
        yield draft.other + k, number


def _one_of(draft: Draft, known: Alternatives, rows: Sequence[Terms], least: float) -> None:
    """At least one of the rows holds: the text can be read so that it is good enough."""
    if len(rows) == 1:
        draft.least(rows[0], least)
        return
    far = _farthest(draft, known) + least
    chosen = draft.columns(len(rows), whole=True)
    draft.equal(dict.fromkeys(chosen, 1.0), 1.0)
    for column, row in zip(chosen, rows, strict=True):
        draft.least({**row, column: -far}, least - far)


def _farthest(draft: Draft, known: Alternatives) -> float:
    """More than any two alternatives can differ by."""
    stated = draft.stated
    most = 1.0 + sum(
        float(np.abs([each.low, each.high]).max())
        for each in stated.values
        if isinstance(each, Ranges)
    )
    ends = np.abs([stated.other.low, stated.other.high]).max(axis=0)
    return 2 * (most + float((np.abs(known.other).max(axis=0) * ends).sum()))


def _importance(draft: Draft, importance: Values) -> None:
    issues = range(len(draft.stated.values))
    draft.equal(dict.fromkeys(issues, 1.0), 1.0)
    if isinstance(importance, Ranges):
        (unit,) = draft.columns(1)  # what an amount of 1 weighs
        for i in issues:
            draft.least({i: 1.0, unit: -float(importance.low[i])})
            draft.least({i: -1.0, unit: float(importance.high[i])})
        return
    heads = _ordered(draft, importance, 0)
    for better, worse in _steps(importance):
        much = better in importance.gaps and worse == better + 1
        draft.least({heads[better]: 1.0, heads[worse]: -float(TIMES if much else 1)})


def _values(draft: Draft, i: int, values: Values, n_points: int) -> None:
    first = draft.point[i]
    if isinstance(values, Ranges):
        for j in range(n_points):
            draft.least({first + j: 1.0, i: -float(values.low[j])})
            draft.least({first + j: -1.0, i: float(values.high[j])})
        return
    heads = _ordered(draft, values, first)
    for head in heads:
        draft.least({head: 1.0})
        draft.least({i: 1.0, head: -1.0})
    for better, worse in _steps(values):
        much = better in values.gaps and worse == better + 1
        draft.least({heads[better]: 1.0, heads[worse]: -1.0} | ({i: -MUCH} if much else {}))
    _ends(draft, i, values, heads)


def _ordered(draft: Draft, values: Order, first: int) -> list[int]:
    """Ties; returns the column that stands for each group."""
    for head, *tied in values.groups:
        for item in tied:
            draft.equal({first + head: 1.0, first + item: -1.0})
    return [first + group[0] for group in values.groups]


def _steps(values: Order) -> Iterator[tuple[int, int]]:
    for better, worse in np.argwhere(values.above).tolist():
        if better != worse:
            yield better, worse


def _ends(draft: Draft, i: int, values: Order, heads: Sequence[int]) -> None:
    """Some level is worth all of the issue and some level nothing."""
    if len(heads) == 1:
        draft.equal({heads[0]: 1.0})  # who is indifferent gains nothing
        return
    tops = np.flatnonzero(values.above.sum(axis=0) == 1).tolist()
    ends = np.flatnonzero(values.above.sum(axis=1) == 1).tolist()
    for groups, rest in ((tops, {i: -1.0}), (ends, {})):
        sign = 1.0 if rest else -1.0
        if len(groups) == 1:
            draft.equal({heads[groups[0]]: 1.0, **rest})
            continue
        chosen = draft.columns(len(groups), whole=True)
        draft.equal(dict.fromkeys(chosen, 1.0), 1.0)
        for column, g in zip(chosen, groups, strict=True):
            # binds only where the column is 1: no worth and no importance exceeds 1
            draft.least({heads[g]: sign, **rest, column: -1.0}, -1.0)
