"""The pieces every section of the case file is made of."""

from collections.abc import Callable
from datetime import date
from types import NoneType
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)

from parley.case.quantity import ICD_203, Quantity, parse_number, parse_quantity
from parley.case.ranking import Ranking, parse_ranking
from parley.case.rules import Rule, parse_rule
from parley.case.when import When, parse_when

__all__ = [
    "Amount",
    "Date",
    "Entry",
    "Id",
    "Ids",
    "Judged",
    "Order",
    "Points",
    "Rules",
    "Share",
    "Shift",
    "Sourced",
    "Swing",
    "Texts",
    "Weight",
    "Words",
]


class Entry(BaseModel):
    """Base of every entry: unknown keys are refused, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def _wrap(raw: Any) -> Any:
    return raw if isinstance(raw, list | tuple) else [raw]


def _parsed(parse: Callable[[Any], Any], schema: dict[str, Any]) -> tuple[Any, Any]:
    """Validator and JSON Schema of a small language; what is parsed already passes through."""

    def parsed(raw: Any) -> Any:
        return parse(raw) if isinstance(raw, _RAW) else raw

    return PlainValidator(parsed), WithJsonSchema(schema)


_RAW = (str, int, float, dict, list, tuple, date, NoneType)  # what a case file can hold
_ID = r"^[A-Za-z][A-Za-z0-9_-]*$"  # no dot: a path parts its steps with dots
_NUMBER_OR_TEXT = {"type": ["number", "string", "object"], "description": "a quantity"}
MOST = 1_000_000.0  # points and weights: exact sums of them still fit into 64 bits
_WORDS_OF_CHANCE = ", ".join(ICD_203)

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(pattern=_ID, max_length=80)]
_ONE_OR_MORE = {"type": ["string", "array"], "items": {"type": "string"}}
Ids = Annotated[tuple[Id, ...], BeforeValidator(_wrap), WithJsonSchema(_ONE_OR_MORE)]
Texts = Annotated[tuple[Words, ...], BeforeValidator(_wrap), WithJsonSchema(_ONE_OR_MORE)]

Date = Annotated[
    When,
    *_parsed(parse_when, {"type": ["string", "integer"], "description": "a date or interval"}),
]
Order = Annotated[
    Ranking,
    *_parsed(parse_ranking, _ONE_OR_MORE | {"description": "a > b ~ c, or a list of chains"}),
]
Rules = Annotated[Rule, *_parsed(lambda raw: parse_rule(str(raw)), {"type": "string"})]
Amount = Annotated[Quantity, *_parsed(parse_quantity(), _NUMBER_OR_TEXT)]
Share = Annotated[
    Quantity,
    *_parsed(
        parse_quantity(0, 1),
        _NUMBER_OR_TEXT | {"description": f"0 to 1, low..high, or one of: {_WORDS_OF_CHANCE}"},
    ),
]
Shift = Annotated[Quantity, *_parsed(parse_quantity(-1, 1), _NUMBER_OR_TEXT)]
Points = Annotated[Quantity, *_parsed(parse_number(-MOST, MOST), _NUMBER_OR_TEXT)]
Weight = Annotated[
    Quantity,
    *_parsed(parse_number(0, MOST), _NUMBER_OR_TEXT | {"description": "a number or range, >= 0"}),
]
Swing = Annotated[
    Quantity,
    *_parsed(
        parse_number(0, 100, natural=True),
        _NUMBER_OR_TEXT | {"description": "0 to 100, or low..high"},
    ),
]


class Sourced(Entry):
    """An entry that rests on claims.

    from : claims it rests on. unverified : not yet found in a source; shown wherever it appears.
    hindsight : known only after the case's `as_of`; hidden unless asked for.
    """

    claims: Ids = Field((), alias="from")
    unverified: bool = False
    hindsight: bool = False
    note: str = ""


class Judged(Sourced):
    """An entry that is somebody's judgement. by, on : who judged and when; because : why."""

    by: Words
    on: Date
    because: Words
