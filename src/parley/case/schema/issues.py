"""What is negotiated, and what each side wants of it."""

import math
from collections.abc import Iterable
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, PrivateAttr, StrictInt, model_validator

from parley.case.schema.entry import (
    Date,
    Entry,
    Id,
    Ids,
    Judged,
    Order,
    Rules,
    Share,
    Shift,
    Sourced,
    Texts,
    Words,
)
from parley.case.select import number_text

__all__ = [
    "Constraint",
    "Importance",
    "Inferred",
    "Interest",
    "Issue",
    "IssuePosition",
    "NoDeal",
    "PartyPosition",
    "Stated",
    "Value",
]

Value = Id | float


class Issue(Entry):
    """Something negotiated: options, ordered options, or a numeric range with a unit.

    if_silent : what holds where a text says nothing on the issue (an option, or a number).
    steps : how many values of a range are compared (both ends included), besides those that the
        case itself names.
    """

    name: Words
    question: Words
    options: dict[Id, Words] | None = None
    ordered: dict[Id, Words] | None = None
    range: tuple[float, float] | None = None
    unit: str = ""
    steps: StrictInt = Field(11, ge=2, le=101)
    if_silent: Value
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


class Stated(Sourced):
    """What a party says it wants of an issue. red : what it says it will never accept."""

    wants: Ids = ()
    accepts: Ids = ()
    refuses: Ids = ()
    red: Ids = ()
    on: Date | None = None
    says: str = ""


class Inferred(Judged):
    """What analysts infer that a party wants: a ranking, values, or more/less of a range.

    values : option -> 0 (worst for the party) to 1 (best).
    prefers : along an ordered issue or a range.
    """

    ranks: Order | None = None
    values: dict[Value, Share] | None = None
    prefers: Literal["more", "less"] | None = None
    red: Ids = ()

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        given = [form for form in (self.ranks, self.values, self.prefers) if form is not None]
        if len(given) != 1:
            raise ValueError("give exactly one of: ranks, values, prefers")
        if self.values is not None and not self.values:
            raise ValueError("'values' is empty; give at least one option its value")
        return self


class IssuePosition(Entry):
    """Both sides of a position: what is said, in the order it was said, and what is inferred."""

    stated: tuple[Stated, ...] = ()
    inferred: Inferred | None = None


class Importance(Judged):
    """How much each issue matters to the party when it swings from its worst to its best option."""

    ranks: Order


class NoDeal(Judged):
    """What the party has if there is no deal: a value from 0 to 1, or a package, plus a shift.

    package : what holds without a deal (issues left out: their if_silent option).
    plus : gain (or loss, below 0) of going on without a deal, on the same scale from -1 to 1.
    plus_with : options of one issue under which the plus is kept in a deal as well, because they
        leave things going on (a deal on prisoners alone does not end the fighting).
    """

    value: Share | None = None
    package: dict[Id, Value] | None = None
    plus: Shift | None = None
    plus_with: dict[Id, Ids] = Field({}, max_length=1)

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.value is None) == (self.package is None):
            raise ValueError("give exactly one of: value, package")
        if self.value is not None and self.plus is not None:
            raise ValueError("'plus' goes with 'package'; put the whole value in 'value'")
        if self.plus_with and self.plus is None:
            raise ValueError("'plus_with' says when 'plus' is kept; give 'plus'")
        return self


class Interest(Sourced):
    """Why a party wants what it wants, said by itself or inferred by an analyst."""

    says: Words
    basis: Literal["stated", "inferred"]
    by: str = ""
    issues: Ids = ()


class PartyPosition(Entry):
    """Everything a lens may know about what one party wants."""

    importance: Importance | None = None
    no_deal: NoDeal | None = None
    issues: dict[Id, IssuePosition] = {}
    interests: tuple[Interest, ...] = ()
    mandate: Texts = ()
