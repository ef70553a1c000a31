"""Who can move to what, what stands in the way, and what each party prefers of the states."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    Field,
    PlainValidator,
    StrictInt,
    WithJsonSchema,
    model_validator,
)

from parley.case.quantity import Exact
from parley.case.rules import Rule, parse_rule
from parley.case.schema.entry import (
    Entry,
    Id,
    Ids,
    Judged,
    Order,
    Points,
    Share,
    Sourced,
    Texts,
    Words,
)

__all__ = [
    "YES_NO",
    "Condition",
    "Forbidden",
    "Misperceived",
    "MoveOption",
    "Moves",
    "NamedState",
    "Outcome",
    "Preference",
    "Statement",
    "Unknown",
    "View",
]

YES_NO = {"no": "no", "yes": "yes"}

StateRule = Annotated[
    Rule,
    PlainValidator(lambda raw: parse_rule(_text(raw), bare=True)),
    WithJsonSchema({"type": "string", "description": "party.option, party.option=level, not ..."}),
]


def _text(raw: Any) -> str:
    """A condition as text; what is parsed already never comes here."""
    if not isinstance(raw, str):
        raise ValueError("a condition is text such as 'not usa.arms'; put it in quotes")
    return raw


def _level(raw: Any) -> Any:
    """YAML's true and false, which people write for yes and no."""
    return {True: "yes", False: "no"}[raw] if isinstance(raw, bool) else raw


Level = Annotated[Id, BeforeValidator(_level, json_schema_input_type=str | bool)]
Levels = dict[str, Level]  # party.option -> level


def _short(key: str, raw: Any) -> Any:
    """A text stands for an entry with that text under `key`."""
    return {key: raw} if isinstance(raw, str) else raw


class MoveOption(Sourced):
    """Something a party can take or leave.

    levels : from the lowest up, if there are more than no and yes. one_way : the level can only
    go up, or only down. also : other parties that can change it as well, each by itself.
    called : each side's own term.
    """

    name: Words
    levels: dict[Id, Words] | None = Field(None, min_length=2)
    one_way: Literal["up", "down"] | None = None
    also: Ids = ()
    called: dict[Id, Words] = {}

    @property
    def labels(self) -> Mapping[str, str]:
        """Level id to label, from the lowest up."""
        return self.levels or YES_NO


class Condition(Sourced):
    """What every state must satisfy: a rule, or how many of several conditions can hold."""

    rule: StateRule | None = None
    at_most: StrictInt | None = Field(None, ge=0)
    at_least: StrictInt | None = Field(None, ge=0)
    exactly: StrictInt | None = Field(None, ge=0)
    of: tuple[StateRule, ...] = ()
    because: str = ""

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and most of `of` that hold."""
        if self.exactly is not None:
            return self.exactly, self.exactly
        return self.at_least or 0, len(self.of) if self.at_most is None else self.at_most

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        counts = [n for n in (self.at_most, self.at_least, self.exactly) if n is not None]
        if (self.rule is None) != bool(self.of) or bool(self.of) != bool(counts):
            raise ValueError("give a rule, or at_most, at_least or exactly with a list 'of'")
        if self.exactly is not None and len(counts) > 1:
            raise ValueError("'exactly' stands alone; drop at_most and at_least")
        low, high = self.bounds
        if low > min(high, len(self.of)):
            raise ValueError(f"no {low} of {len(self.of)} can hold here; lower the number")
        return self


class Forbidden(Sourced):
    """Moves a party cannot make: out of states of one kind into states of another."""

    by: Id
    out_of: StateRule
    into: StateRule
    because: str = ""


class Misperceived(Sourced):
    """States that a party does not see: it moves neither into nor out of them."""

    by: Id
    when: StateRule
    because: str = ""


class Statement(Sourced):
    """Something that a party wants to be so. chance : how likely it is that the party does.

    much : a state where this differs is much better or worse, not only better or worse.
    """

    prefers: StateRule
    id: Id | None = None
    says: str = ""
    chance: Share = Exact(1.0)
    much: bool = False
    because: str = ""


_Statement = Annotated[
    Statement, BeforeValidator(partial(_short, "prefers"), json_schema_input_type=str | Statement)
]


class Unknown(Sourced):
    """States of two kinds between which nobody knows what the party prefers."""

    one: StateRule
    other: StateRule


class Preference(Judged):
    """What a party prefers of the states; a judgement.

    statements : the most important first (option prioritising); order : what is known of their
    order, if not all. weights : points for a level, or for taking an option. ranks : named states.
    """

    statements: tuple[_Statement, ...] | None = None
    order: Order | None = None
    weights: dict[str, Points] | None = None
    ranks: Order | None = None
    unknown: tuple[Unknown, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """What `order` calls the statements: their ids, else s1, s2, ... by place."""
        return tuple(each.id or f"s{i}" for i, each in enumerate(self.statements or (), 1))

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        given = [form for form in (self.statements, self.weights, self.ranks) if form is not None]
        if len(given) != 1 or not (self.ranks or given[0]):
            raise ValueError("give exactly one of: statements, weights, ranks")
        if self.order is not None and self.statements is None:
            raise ValueError("'order' puts statements in order; add 'statements', or drop it")
        if len(set(self.ids)) < len(self.ids):
            raise ValueError("two statements have the same id; rename one of them")
        return self


class NamedState(Sourced):
    """A state with a name. is : levels of options; all others are as they are now.

    sought : whether somebody seeks it, so that levers towards it are told first.
    """

    name: Words
    levels: Levels = Field(alias="is")
    sought: bool = False


class Outcome(Sourced):
    """A kind of state that a reader will ask for."""

    name: Words
    when: StateRule


class View(Judged):
    """The conflict as one party sees it. unaware : options that it does not know of, which stay
    as they are now. preferences : what it takes other parties, or itself, to prefer.
    """

    unaware: Texts = ()
    preferences: dict[Id, Preference] = {}


_Option = Annotated[
    MoveOption,
    BeforeValidator(partial(_short, "name"), json_schema_input_type=str | MoveOption),
]
_Condition = Annotated[
    Condition, BeforeValidator(partial(_short, "rule"), json_schema_input_type=str | Condition)
]


class Moves(Entry):
    """The conflict as a graph: options and their owners, states, moves and preferences."""

    options: dict[Id, dict[Id, _Option]] = Field(min_length=1)
    conditions: tuple[_Condition, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    misperceived: tuple[Misperceived, ...] = ()
    now: Levels = {}
    states: dict[Id, NamedState] = {}
    outcomes: dict[Id, Outcome] = {}
    preferences: dict[Id, Preference] = {}
    views: dict[Id, View] = {}
    attitudes: dict[Id, dict[Id, Literal["positive", "neutral", "negative"]]] = {}
    note: str = ""

    @property
    def paths(self) -> dict[str, MoveOption]:
        """``party.option`` -> option, in the order of the file."""
        return {
            f"{party}.{name}": option
            for party, options in self.options.items()
            for name, option in options.items()
        }

    @property
    def movers(self) -> tuple[str, ...]:
        """Parties that can change something, in the order of the file, sharers last."""
        also = (name for option in self.paths.values() for name in option.also)
        return tuple(dict.fromkeys((*self.options, *also)))

    def every_preference(self) -> Iterator[tuple[tuple[str, ...], Preference]]:
        """Each preference with its path below ``moves``."""
        for party, given in self.preferences.items():
            yield ("preferences", party), given
        for viewer, view in self.views.items():
            for party, given in view.preferences.items():
                yield ("views", viewer, "preferences", party), given
