"""The case file as typed, frozen entries; one module per group of sections."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StrictInt, model_validator

from parley.case.rules import atoms
from parley.case.schema.entry import (
    Date,
    Entry,
    Id,
    Ids,
    Judged,
    Sourced,
    Words,
)
from parley.case.schema.influence import Actor, Influence, Scale, Stance
from parley.case.schema.issues import Constraint, Issue
from parley.case.schema.moves import (
    Condition,
    MoveOption,
    Moves,
    NamedState,
    Preference,
    Statement,
)
from parley.case.schema.positions import (
    Answer,
    Importance,
    Inferred,
    Interest,
    IssuePosition,
    NoDeal,
    PartyPosition,
    Stated,
    Together,
)
from parley.case.schema.record import (
    Claim,
    Matter,
    Party,
    Person,
    Point,
    Quote,
    Relation,
    Source,
    Topic,
)
from parley.case.schema.settlement import Attack, Guarantee, Keeping, Package, Settlement
from parley.case.schema.talks import (
    CEASEFIRE_BOXES,
    Clock,
    Commitment,
    Event,
    Expectation,
    Proposal,
    Response,
    Term,
)
from parley.case.schema.war import (
    Capability,
    Conceding,
    Deadline,
    Engine,
    Pause,
    Side,
    Type,
    War,
)

__all__ = [
    "CEASEFIRE_BOXES",
    "Actor",
    "Answer",
    "Attack",
    "Belief",
    "Capability",
    "Case",
    "Claim",
    "Clock",
    "Commitment",
    "Conceding",
    "Condition",
    "ConsentRule",
    "Deadline",
    "Engine",
    "Entry",
    "Event",
    "Expectation",
    "Guarantee",
    "Importance",
    "Inferred",
    "Influence",
    "Interest",
    "Issue",
    "IssuePosition",
    "Judged",
    "Keeping",
    "Matter",
    "MoveOption",
    "Moves",
    "NamedState",
    "NoDeal",
    "Package",
    "Party",
    "PartyPosition",
    "Pause",
    "Person",
    "Point",
    "Preference",
    "Proposal",
    "Quote",
    "Relation",
    "Response",
    "Scale",
    "Scenario",
    "Settlement",
    "Side",
    "Source",
    "Sourced",
    "Stance",
    "Stated",
    "Statement",
    "Term",
    "Together",
    "Topic",
    "Type",
    "War",
    "with_named_numbers",
]


class Belief(Entry):
    """How far a claim is believed before its rivals are weighed: the table behind `claimed`.

    reliability : by source grade A-F. credibility : by information grade 1-6. They multiply.
    The figures are a convention to be argued with, not a measurement; see docs/draws.md.
    """

    reliability: dict[
        Literal["A", "B", "C", "D", "E", "F"], Annotated[float, Field(gt=0, lt=1)]
    ] = {
        "A": 0.95,
        "B": 0.80,
        "C": 0.60,
        "D": 0.40,
        "E": 0.20,
        "F": 0.50,
    }
    credibility: dict[
        Literal["1", "2", "3", "4", "5", "6"], Annotated[float, Field(gt=0, le=1)]
    ] = {
        "1": 1.0,
        "2": 0.85,
        "3": 0.65,
        "4": 0.40,
        "5": 0.15,
        "6": 0.50,
    }


class Scenario(Entry):
    """A named patch: path in the case file -> what stands there instead."""

    title: Words
    because: str = ""
    set: dict[str, Any] = Field(min_length=1)


class ConsentRule(Sourced):
    """How many of those whose consent counts must agree, and who must be among them.

    Without a rule all of them must. including : those without whom there is no deal.
    """

    at_least: StrictInt = Field(ge=1)
    including: Ids = ()
    because: str = ""


class Case(Entry):
    """One negotiation, as read from its case file; a case that loads is consistent."""

    parley: Literal[1]
    case: Id
    title: Words
    as_of: Date
    summary: str = ""
    changed_since: Date | None = None
    parties: dict[Id, Party]
    people: dict[Id, Person] = {}
    consent: Ids = ()
    consent_rule: ConsentRule | None = None
    sources: dict[Id, Source] = {}
    claims: dict[Id, Claim] = {}
    matters: dict[Id, Matter] = {}
    topics: dict[Id, Topic] = {}
    relations: tuple[Relation, ...] = ()
    belief: Belief = Belief()
    issues: dict[Id, Issue] = {}
    constraints: tuple[Constraint, ...] = ()
    positions: dict[Id, PartyPosition] = {}
    proposals: dict[Id, Proposal] = {}
    chronology: dict[Id, Event] = {}
    clocks: tuple[Clock, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    scenarios: dict[Id, Scenario] = {}
    moves: Moves | None = None
    influence: Influence | None = None
    war: War | None = None
    settlement: Settlement | None = None
    lists: dict[str, Any] = {}  # of a lens to come: kept as written, typed when it lands

    @model_validator(mode="before")
    @classmethod
    def _who_must_consent(cls, raw: Any) -> Any:
        """In the order of the parties; where nothing is said, all with the role of party."""
        parties = raw.get("parties") if isinstance(raw, dict) else None
        if not isinstance(parties, dict):
            return raw
        named: Any = raw.get("consent") or [name for name in parties if _is_party(parties[name])]
        if not isinstance(named, list) or not all(isinstance(name, str) for name in named):
            return raw
        place = {name: i for i, name in enumerate(parties)}
        once = sorted(dict.fromkeys(named), key=lambda name: place.get(name, len(place)))
        return raw | {"consent": once}

    @model_validator(mode="after")
    def _named_numbers(self) -> Self:
        self.issues.update(with_named_numbers(self).issues)
        return self


def with_named_numbers(case: Case) -> Case:
    """The case whose ranges compare every number that it names, and no others off their steps."""
    said: dict[str, list[float]] = {}
    for name, value in _numbers_said(case):
        if not isinstance(value, str):
            said.setdefault(name, []).append(value)
    issues = {
        name: issue if issue.range is None else issue.naming(said.get(name, ()))
        for name, issue in case.issues.items()
    }
    return case.model_copy(update={"issues": issues})


def _numbers_said(case: Case) -> Iterator[tuple[str, str | float]]:
    """Issue and value wherever the case names one: a number, or an option to be left alone."""
    for name, issue in case.issues.items():
        yield name, issue.if_silent
    for constraint in case.constraints:
        for atom in atoms(constraint.rule):
            yield atom.issue, _number(atom.option)
    for proposal in case.proposals.values():
        yield from _numbers_set(proposal.terms)
    for position in case.positions.values():
        yield from _numbers_wanted(position)


def _numbers_wanted(position: PartyPosition) -> Iterator[tuple[str, str | float]]:
    if position.no_deal is not None and position.no_deal.package is not None:
        yield from position.no_deal.package.items()
    for name, views in position.issues.items():
        for value in (views.inferred and views.inferred.values) or ():
            yield name, value
    for name, points in (position.points or {}).items():
        yield from ((name, value) for value in points)
    for package in position.packages.values():
        yield from package.items()
    for together in position.together:
        yield from ((atom.issue, _number(atom.option)) for atom in together.atoms)


def _numbers_set(term: Term) -> Iterator[tuple[str, str | float]]:
    yield from term.sets.items()
    for part in term.parts:
        yield from _numbers_set(part)


def _number(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text


def _is_party(entry: Any) -> bool:
    roles = entry.get("roles") if isinstance(entry, dict) else None
    return isinstance(roles, list) and any(
        isinstance(role, dict) and role.get("is") == "party" for role in roles
    )
