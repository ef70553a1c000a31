"""Proposals and their answers, events, clocks, commitments."""

from typing import Literal, Self

from pydantic import Field, model_validator

from parley.case.quantity import Between
from parley.case.schema.entry import (
    Amount,
    Date,
    Entry,
    Id,
    Ids,
    Judged,
    Share,
    Sourced,
    Texts,
    Words,
)
from parley.case.schema.issues import Value

__all__ = [
    "CEASEFIRE_BOXES",
    "Account",
    "Clock",
    "Commitment",
    "Condition",
    "Event",
    "Expectation",
    "Handover",
    "Proposal",
    "Response",
    "Term",
    "Version",
]

Box = Literal[
    "scope",
    "start",
    "duration",
    "line",
    "forbidden acts",
    "heavy weapons",
    "monitoring",
    "dispute route",
    "prisoners",
    "access",
    "communications",
    "exceptions",
    "end or renewal",
]
# Building blocks after UN DPPA, Guidance on Mediation of Ceasefires (2022).
CEASEFIRE_BOXES: tuple[str, ...] = Box.__args__  # type: ignore[attr-defined]

State = Literal[
    "none",
    "deferred",
    "in principle",
    "accepted with conditions",
    "accepted",
    "countered",
    "rejected",
    "withdrawn",
    "expired",
    "disputed",
]


class Condition(Entry):
    """A term that holds only if something else does. depends_on : items of proposals."""

    says: Words
    depends_on: Texts = ()


class Term(Sourced):
    """A node of a proposal: a leaf that says something, or a way of joining other terms.

    all_of : each stands by itself. one_of : a choice. package : only together.
    sequence : in this order. refers_to : imports another item, "I" or "other-proposal:I".
    sets : what the term means for the negotiated issues. covers : boxes of the ceasefire checklist.
    """

    item: str = ""
    says: str = ""
    sets: dict[Id, Value] = {}
    about: Ids = ()
    covers: dict[Box, Words] = {}
    all_of: tuple["Term", ...] | None = None
    one_of: tuple["Term", ...] | None = None
    package: tuple["Term", ...] | None = None
    sequence: tuple["Term", ...] | None = None
    refers_to: Words | None = None
    condition: Condition | None = None

    @property
    def joined(self) -> str:
        """How the parts are joined; empty for a leaf."""
        return next((how for how in _JOINS if getattr(self, how) is not None), "")

    @property
    def parts(self) -> tuple["Term", ...]:
        """The terms directly under this one."""
        found: tuple[Term, ...] | None = getattr(self, self.joined) if self.joined else None
        return found or ()

    @model_validator(mode="after")
    def _one_join(self) -> Self:
        joins = [how for how in _JOINS if getattr(self, how) is not None]
        if len(joins) > 1:
            raise ValueError(f"a term is joined in one way, not {' and '.join(joins)}; nest them")
        if joins and not self.parts:
            raise ValueError(f"'{joins[0]}' has no terms")
        if not joins and not self.says and self.refers_to is None:
            raise ValueError("a term needs 'says', 'refers_to', or terms of its own")
        return self


_JOINS = ("all_of", "one_of", "package", "sequence")


class Handover(Sourced):
    """Who gave a text to whom, when, in which language."""

    by: Ids
    to: Ids
    on: Date
    language: str = ""
    says: str = ""


class Version(Sourced):
    """A dated state of a text and what changed in it."""

    id: Id
    on: Date
    language: str = ""
    says: str = ""


class Response(Sourced):
    """An answer to a proposal or to some of its items; state and conditions stay as given."""

    by: Id
    state: State = Field(alias="is")
    on: Date
    until: Date | None = None
    voice: Id | None = None
    items: Texts = ()
    conditions: Texts = ()
    says: str = ""

    @model_validator(mode="after")
    def _conditions(self) -> Self:
        if self.state == "accepted with conditions" and not self.conditions:
            raise ValueError("'accepted with conditions' needs the conditions")
        return self


class Proposal(Sourced):
    """Terms that somebody put forward. short : the heading of its column in comparisons."""

    title: Words
    short: Words
    by: Ids
    on: Date
    languages: Texts = ()
    called: dict[Id, Words] = {}
    replaces: Id | None = None
    versions: tuple[Version, ...] = ()
    handed: tuple[Handover, ...] = ()
    study_until: Date | None = None
    ceasefire: bool = False
    terms: Term
    responses: tuple[Response, ...] = ()


class Event(Sourced):
    """Something that happened. lasted : minutes. called : each side's own word for it."""

    kind: Literal[
        "round",
        "meeting",
        "summit",
        "call",
        "statement",
        "document",
        "strike",
        "fighting",
        "truce",
        "exchange",
        "sanction",
        "election",
        "announcement",
    ] = Field(alias="is")
    on: Date
    title: Words
    by: Ids = ()
    between: Ids = ()
    host: Id | None = None
    place: str = ""
    series: str = ""
    number: int | None = None
    lasted: Amount | None = None
    agreed: Texts = ()
    not_agreed: Texts = ()
    called: dict[Id, Words] = {}


class Clock(Sourced):
    """A time limit. runs_for : who must act; if_missed : what was said would follow."""

    what: Words
    set_by: Ids = ()
    runs_for: Ids
    starts: Date | None = None
    until: Date
    if_missed: str = ""


class Account(Sourced):
    """What one party says became of a commitment."""

    by: Id
    says: Words
    state: Literal["pending", "partly", "done", "not done"] = Field(alias="is")
    amount: Amount | None = None
    on: Date


class Commitment(Sourced):
    """Something promised: what was due when, what was done, and what is disputed."""

    what: Words
    by: Ids
    to: Ids
    agreed: Date
    due: Date | None = None
    amount: Amount | None = None
    unit: str = ""
    state: Literal["pending", "partly", "done", "broken", "disputed"] = Field(alias="is")
    accounts: tuple[Account, ...] = ()


class Expectation(Judged):
    """What an analyst expects to happen until a date.

    likelihood : an ICD 203 word or a range. confidence : how good the basis of the judgement is,
    a different thing, never put into one sentence with the likelihood (ICD 203, D.6.e.2).
    """

    what: Words
    until: Date
    likelihood: Share
    confidence: Literal["low", "moderate", "high"]

    @model_validator(mode="after")
    def _word_or_range(self) -> Self:
        if not isinstance(self.likelihood, Between):
            raise ValueError("a likelihood is not a single number; use an ICD 203 word or a range")
        return self
