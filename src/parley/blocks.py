"""All that passes between a lens and a view: headings, notes, lists, tables, figures.

A lens says what it found in these few kinds; every view shows every kind and knows no lens.
Whatever rests on the case carries `refs`: ids of claims, or paths of analysts' judgements
such as ``positions.russia.no_deal``, which a report numbers j1, j2, ...; `Report.basis` holds
what stands behind each.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

__all__ = [
    "CREDIBILITY",
    "RELIABILITY",
    "Basis",
    "Block",
    "Bullets",
    "Cell",
    "Column",
    "Figure",
    "Heading",
    "Note",
    "Report",
    "Section",
    "Table",
    "refs_of",
    "with_refs",
]

Role = Literal["text", "answer", "assumption", "limit", "warning"]
Page = Literal["", "changed", "known", "open", "rests"]
Scalar = str | int | float | None

# The Admiralty code as NATO documents word it (AJP-2.1): of the source, then of the information.
RELIABILITY: Mapping[str, str] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
CREDIBILITY: Mapping[str, str] = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "cannot be judged",
}


@dataclass(frozen=True)
class Heading:
    """A sub-heading inside a section."""

    text: str


@dataclass(frozen=True)
class Note:
    """A sentence or two.

    role : what the sentence is for; every section begins with its one `answer`.
    page : under which heading of the one-page summary it is repeated, if any.
    """

    text: str
    role: Role = "text"
    refs: tuple[str, ...] = ()
    page: Page = ""


@dataclass(frozen=True)
class Cell:
    """One table entry; `value` is None where there is nothing to show (printed as a dash)."""

    value: Scalar
    refs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """A named column. kind: percent columns hold shares in [0, 1]."""

    name: str
    kind: Literal["text", "number", "percent"] = "text"


@dataclass(frozen=True)
class Bullets:
    """A short list under a title of its own (may be empty text)."""

    title: str
    items: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """Rows under named columns; every row has as many cells as there are columns."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


@dataclass(frozen=True, eq=False)
class Figure:
    """A chart as a Vega-Lite specification with its data inline.

    alt : one or two sentences that say what is seen, for readers who cannot see it.
    data : the numbers drawn, as a table: every figure can be read without the picture.
    """

    title: str
    alt: str
    spec: Mapping[str, Any]
    data: Table


Block = Heading | Note | Bullets | Table | Figure


def refs_of(block: Block) -> tuple[str, ...]:
    """Every ref in a block, in reading order, repeats included."""
    match block:
        case Heading():
            return ()
        case Note():
            return block.refs
        case Bullets():
            return tuple(ref for item in block.items for ref in item.refs)
        case Table():
            return tuple(ref for row in block.rows for cell in row for ref in cell.refs)
        case Figure():
            return refs_of(block.data)


def with_refs(block: Block, names: Mapping[str, str]) -> Block:
    """The block with each ref replaced by its name in `names`, where it has one."""

    def refs(part: Note | Cell) -> tuple[str, ...]:
        return tuple(names.get(ref, ref) for ref in part.refs)

    def cells(found: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(replace(cell, refs=refs(cell)) for cell in found)

    def table(found: Table) -> Table:
        return replace(found, rows=tuple(map(cells, found.rows)))

    match block:
        case Heading():
            return block
        case Note():
            return replace(block, refs=refs(block))
        case Bullets():
            return replace(block, items=cells(block.items))
        case Table():
            return table(block)
        case Figure():
            return replace(block, data=table(block.data))


@dataclass(frozen=True)
class Section:
    """One lens's answer. ran is False where the case lacks what the lens needs."""

    lens: str
    question: str
    blocks: tuple[Block, ...]
    ran: bool = True


@dataclass(frozen=True)
class Basis:
    """What stands behind a ref: a claim (who said what, where) or an analyst's judgement.

    grade : "B2" (source reliability A-F, information credibility 1-6); empty for a judgement.
    marks : "unverified", "hindsight", "quote checked", ... shown beside it, never dropped.
    """

    id: str
    kind: Literal["claim", "judgement"]
    says: str
    who: str
    when: str
    how: str = ""
    source: str = ""
    url: str = ""
    grade: str = ""
    quote: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """Everything a view needs to show: sections in reading order and what they rest on.

    lead : what the case is about, in its own few sentences.
    recipe : seed, number of draws, versions, options: enough to run the same report again.
    """

    title: str
    case: str
    as_of: str
    sections: tuple[Section, ...]
    basis: Mapping[str, Basis] = field(default_factory=dict)
    recipe: Mapping[str, Scalar] = field(default_factory=dict)
    scenario: str = ""
    lead: str = ""
