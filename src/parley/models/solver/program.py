"""An integer program as plain data, and the draft in which it is written.

Every variable is a whole number from 0 to its upper end. Exact rows say what a package must be;
loose rows and loose variables only guide the search, so a back-end may round them, outwards.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Draft", "Outcome", "Row", "Terms"]

Terms = dict[int, int]
"""Variable -> coefficient."""


@dataclass(frozen=True)
class Row:
    """sum(coefficient * variable) >= least."""

    terms: Mapping[int, int]
    least: int


@dataclass(frozen=True)
class LooseRow:
    """The same in floats; never cuts off what the exact rows allow by more than rounding."""

    terms: Mapping[int, float]
    least: float


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a back-end says about one program.

    found : `values` satisfy the exact rows; the best only as far as the back-end can tell.
    none : proved that nothing does. open : stopped by the time limit. failed : no answer at all.
    bound : no solution has a larger objective, in floats; None if unknown.
    """

    status: Literal["found", "none", "open", "failed"]
    values: tuple[int, ...] = ()
    bound: float | None = None


@dataclass(kw_only=True)
class Draft:
    """A program being written; a question copies it and adds its own rows.

    upper : per variable. loose : variables that may be fractional. aim : what is maximised.
    """

    upper: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    loose: set[int] = field(default_factory=set)
    loose_rows: list[LooseRow] = field(default_factory=list)
    aim: Terms = field(default_factory=dict)

    def copy(self) -> "Draft":
        return Draft(
            upper=[*self.upper],
            rows=[*self.rows],
            loose={*self.loose},
            loose_rows=[*self.loose_rows],
            aim=dict(self.aim),
        )

    def variable(self, upper: int = 1, *, loose: bool = False) -> int:
        """A new variable from 0 to `upper`; its number."""
        self.upper.append(upper)
        if loose:
            self.loose.add(len(self.upper) - 1)
        return len(self.upper) - 1

    def row(self, terms: Terms, least: int) -> None:
        """Ask for sum(terms) >= least, divided by the common divisor of its coefficients."""
        terms = {v: c for v, c in terms.items() if c}
        if not terms:
            if least <= 0:
                return
            terms, least = {self.variable(0): 1}, 1  # nothing can satisfy it
        step = math.gcd(*terms.values())
        self.rows.append(Row({v: c // step for v, c in terms.items()}, -(-least // step)))

    def equal(self, terms: Terms, value: int) -> None:
        """Ask for sum(terms) == value."""
        self.row(terms, value)
        self.row({v: -c for v, c in terms.items()}, -value)

    def loose_row(self, terms: Mapping[int, float], least: float) -> None:
        """Guide towards sum(terms) >= least."""
        self.loose_rows.append(LooseRow(dict(terms), least))

    def holds(self, values: tuple[int, ...]) -> bool:
        """Whether all exact rows hold, in integers."""
        inside = all(
            0 <= value <= upper
            for v, (value, upper) in enumerate(zip(values, self.upper, strict=True))
            if v not in self.loose
        )
        return inside and all(
            sum(c * values[v] for v, c in row.terms.items()) >= row.least for row in self.rows
        )


def combined(*parts: tuple[int, Terms]) -> Terms:
    """Factors times terms, added up."""
    total: Terms = {}
    for factor, terms in parts:
        for v, c in terms.items():
            total[v] = total.get(v, 0) + factor * c
    return total
