"""Who is involved, who said what, and where it was read."""

from typing import Annotated, Literal, Self

from pydantic import Field, StrictInt, model_validator

from parley.case.schema.entry import Amount, Date, Entry, Id, Ids, Sourced, Texts, Words

__all__ = [
    "Claim",
    "Matter",
    "Office",
    "Party",
    "Person",
    "Point",
    "Quote",
    "Relation",
    "Role",
    "Source",
    "StoredText",
    "Topic",
]

RoleWord = Literal[
    "party",
    "proposer",
    "mediator",
    "facilitator",
    "host",
    "backer",
    "guarantor",
    "supplier",
    "sanctioner",
    "monitor",
    "humanitarian channel",
    "venue",
    "alliance",
]


class Role(Entry):
    """What somebody is in these talks; `of` names whom a backer backs; `during` dates it."""

    role: RoleWord = Field(alias="is")
    of: Ids = ()
    during: Date | None = None
    claims: Ids = Field((), alias="from")


class Party(Entry):
    """A party, or a third party with a role. also : other names it goes by in the sources.

    short : for tables and figures, where the name is long.
    """

    name: Words
    short: str = ""
    kind: Literal["state", "armed group", "alliance", "organisation", "grouping"] = "state"
    also: Texts = ()
    roles: tuple[Role, ...] = ()
    hindsight: bool = False
    note: str = ""

    @property
    def label(self) -> str:
        """The short name if there is one, else the name."""
        return self.short or self.name


class Office(Entry):
    """A title held during a span of time."""

    title: Words
    during: Date
    claims: Ids = Field((), alias="from")
    unverified: bool = False


class Person(Entry):
    """A person or body that speaks. speaks_for : the party; none for outlets and analysts."""

    name: Words
    kind: Literal["person", "body", "outlet", "analyst"] = "person"
    speaks_for: Id | None = None
    also: Texts = ()
    offices: tuple[Office, ...] = ()
    hindsight: bool = False
    note: str = ""


class StoredText(Entry):
    """A text kept beside the case. sha256 : of its bytes; kind : whose words they are."""

    file: Words
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    kind: Literal["original", "translation", "reader's note"] = "original"


class Source(Entry):
    """Where something was read. Never altered once added.

    side : the party whose side the outlet is on, if any.
    grade : Admiralty source reliability, A completely reliable ... E unreliable, F unknown.
    relays : whose account it passes on (source ids or plain names): copies are not independent.
    """

    outlet: Words
    kind: Literal[
        "agency",
        "newspaper",
        "broadcaster",
        "magazine",
        "online outlet",
        "official",
        "document",
        "aggregator",
        "machine-written",
        "social media",
        "analyst",
        "fact-check",
        "ngo",
        "blog",
        "scholarship",
    ]
    grade: Literal["A", "B", "C", "D", "E", "F"]
    side: Id | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] = "en"
    url: str = ""
    published: Date | None = None
    read: Date | None = None
    relays: Texts = ()
    text: StoredText | None = None
    unverified: bool = False
    hindsight: bool = False
    note: str = ""


class Quote(Entry):
    """Exact words in the source's stored text (W3C position and quote selectors).

    start, end : code points, end excluded. prefix, suffix : words around it, to find it again.
    """

    exact: Annotated[str, Field(min_length=1)]
    start: StrictInt | None = Field(None, ge=0)
    end: StrictInt | None = Field(None, ge=1)
    prefix: str = ""
    suffix: str = ""


Comparator = Literal["exactly", "about", "at least", "at most", "more than", "less than"]


class Point(Entry):
    """One thing a claim would settle if it were true: exactly one facet of one matter.

    of : the matter. number comes with comparator, unit (else the matter's) and base, the whole it
    is a part of. holder : whose term or text something is. wording : the word used for the thing.
    """

    of: Id
    number: Amount | None = None
    comparator: Comparator = "exactly"
    unit: str = ""
    base: str = ""
    date: Date | None = None
    agent: Words | None = None
    status: Words | None = None
    holder: Words | None = None
    wording: Words | None = None

    @model_validator(mode="after")
    def _one_facet(self) -> Self:
        given = [facet for facet in _FACETS if getattr(self, facet) is not None]
        if len(given) != 1:
            told = "" if not given else f", not {len(given)} of them"
            raise ValueError(f"a point has exactly one of: {', '.join(_FACETS)}{told}")
        return self


_FACETS = ("number", "date", "agent", "status", "holder", "wording")


class Claim(Sourced):
    """What somebody said, never what is true.

    by : who said it (people or parties); left out where the outlet itself speaks or the speaker is
    unnamed - then `speaker` describes them. act : a code of the act table. to : the addressee.
    credibility : Admiralty, 1 confirmed ... 5 improbable, 6 cannot be judged.
    """

    source: Id
    by: Ids = ()
    speaker: str = ""
    how: Literal[
        "direct",
        "indirect",
        "anonymous",
        "document",
        "official",
        "report",
        "analysis",
        "unattributed",
    ]
    on: Date
    says: Words
    act: Annotated[str, Field(pattern=r"^[A-Z][A-Z_]*$")]
    to: Ids = ()
    about: Ids
    credibility: StrictInt = Field(6, ge=1, le=6)
    hedge: str = ""
    conditions: Texts = ()
    points: tuple[Point, ...] = ()
    quote: Quote | None = None


class Relation(Sourced):
    """How one claim bears on another, as a reader of both sees it."""

    claim: Id
    relation: Literal[
        "contradicts", "denies", "corroborates", "repeats", "qualifies", "supersedes", "answers"
    ] = Field(alias="is")
    other: Id
    on: Literal["", "number", "date", "agent", "status", "attribution", "wording"] = ""


class Matter(Entry):
    """A question of fact on which claims can differ. hindsight : one that arose after `as_of`."""

    question: Words
    unit: str = ""
    about: Ids = ()
    hindsight: bool = False


class Topic(Entry):
    """A subject of claims that is not itself negotiated."""

    name: Words
