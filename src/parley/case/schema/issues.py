"""What is negotiated: issues, their options, and what cannot stand together."""

import math
from collections.abc import Iterable
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, PrivateAttr, StrictInt, model_validator

from parley.case.schema.entry import Entry, Id, Ids, Rules, Sourced, Words
from parley.case.select import number_text

__all__ = ["Constraint", "Issue", "Value"]

Value = Id | float


class Issue(Entry):
    """Something negotiated: options, ordered options, or a numeric range with a unit.

    if_silent : what holds where a text says nothing on the issue (an option, or a number).
    steps : how many values of a range are compared (both ends included), besides those that the
        case itself names.
    cost : how much it takes to reopen the issue, compared with the others; in any unit.
    """

    name: Words
    question: Words
    options: dict[Id, Words] | None = None
    ordered: dict[Id, Words] | None = None
    range: tuple[float, float] | None = None
    unit: str = ""
    steps: StrictInt = Field(11, ge=2, le=101)
    if_silent: Value
    cost: float = Field(1.0, gt=0, le=1_000_000)
    own_terms: dict[Id, Words] = {}
    claims: Ids = Field((), alias="from")
    note: str = ""
    _named: tuple[float, ...] = PrivateAttr(())

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        given = [
            kind for kind in ("options", "ordered", "range") if getattr(self, kind) is not None
        ]
        if len(given) != 1:
            raise ValueError("an issue has exactly one of: options, ordered, range")
        if self.range is not None and not self.range[0] < self.range[1]:
            raise ValueError("the range must run from a lower to a higher number")
        if self.range is None and len(self.options or self.ordered or {}) < 2:
            raise ValueError("an issue needs at least two options")
        if self.range is not None and not self._countable():
            raise ValueError(
                "the steps of this range are too small or too large to write; "
                "use another unit, or fewer steps"
            )
        return self

    def _countable(self) -> bool:
        low, high = self.range or (0.0, 1.0)
        return math.isfinite(high - low) and len(set(map(number_text, self._steps()))) == self.steps

    @property
    def labels(self) -> dict[str, str]:
        """Option id to label; empty for a range."""
        return self.options or self.ordered or {}

    def grid(self) -> tuple[float, ...]:
        """The compared values of a range, from low to high: its steps, and what the case names.

        A named number stands for the step that is written like it, so that conditions on it hold.
        """
        steps = {number_text(value): value for value in self._steps()}
        named = {number_text(value): value for value in self._named}
        return tuple(sorted((steps | named).values()))

    def _steps(self) -> tuple[float, ...]:
        low, high = self.range or (0.0, 1.0)
        return tuple(low + (high - low) * k / (self.steps - 1) for k in range(self.steps))

    def naming(self, values: Iterable[float]) -> Self:
        """The same issue, comparing these values of its range as well; others are left out."""
        low, high = self.range or (0.0, 1.0)
        issue = self.model_copy()
        issue._named = tuple(sorted({value for value in values if low <= value <= high}))
        return issue


def _rule(raw: Any) -> Any:
    return {"rule": raw} if isinstance(raw, str) else raw


class _Constraint(Sourced):
    rule: Rules
    because: str = ""


Constraint = Annotated[
    _Constraint, BeforeValidator(_rule, json_schema_input_type=str | _Constraint)
]
