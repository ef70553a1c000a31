"""GitHub-flavoured Markdown: for a note that goes on being edited."""

import re
from collections.abc import Iterable, Mapping, Sequence

from parley.blocks import Basis, Block, Bullets, Figure, Heading, Note, Report, Section, Table
from parley.views.refs import anchor, in_order, tally
from parley.views.words import (
    LISTS,
    NOT_RUN,
    cell_words,
    date_words,
    grade_words,
    plain,
    role_words,
    summary,
    value_words,
)

__all__ = ["blocks_markdown", "markdown"]


def markdown(report: Report) -> str:
    """The whole report; refs lead to the list of what everything rests on, at its end."""
    parts = [
        f"# {_text(report.title)}",
        _front(report),
        _text(report.lead),
        *_summary(report),
        *(part for i, s in enumerate(report.sections, 1) for part in _section(i, s, report.basis)),
        "## What everything rests on",
        *_basis(report.basis),
        "## How to run this report again",
        "\n".join(f"- {_text(k)}: {_text(value_words(v))}" for k, v in report.recipe.items()),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def blocks_markdown(blocks: Iterable[Block], basis: Mapping[str, Basis] | None = None) -> str:
    """Blocks alone; refs that `basis` lists are links to its entries."""
    return "\n\n".join(_block(block, basis or {}) for block in blocks) + "\n"


def _front(report: Report) -> str:
    facts = {"Case": report.case, "Information as of": date_words(report.as_of)}
    facts["Scenario"] = report.scenario or "base case"
    return "  \n".join(f"{name}: {_text(value)}" for name, value in facts.items())


def _summary(report: Report) -> list[str]:
    parts = ["## Summary"]
    for page, notes in summary(report).items():
        lines = [
            f"- {_label(note, first_page=True)}{_text(note.text)} (question {position + 1})"
            f"{_refs(note.refs, report.basis)}"
            for position, note in notes
        ]
        parts += [f"### {LISTS[page]}", "\n".join(lines) or "No section reports anything here."]
    return parts


def _label(note: Note, *, first_page: bool = False) -> str:
    words = role_words(note, first_page=first_page)
    return f"**{words}:** " if words else ""


def _section(number: int, section: Section, basis: Mapping[str, Basis]) -> list[str]:
    return [
        f"## {number}. {_text(section.question)}",
        "" if section.ran else f"**Not run:** {NOT_RUN}",
        *(_block(block, basis) for block in section.blocks),
    ]


def _block(block: Block, basis: Mapping[str, Basis]) -> str:
    match block:
        case Heading():
            return f"### {_text(block.text)}"
        case Note():
            return f"{_label(block)}{_text(block.text)}{_refs(block.refs, basis)}"
        case Bullets():
            items = [
                f"- {_text(value_words(item.value))}{_refs(item.refs, basis)}"
                for item in block.items
            ]
            return "\n".join([*([f"**{_text(block.title)}**", ""] if block.title else []), *items])
        case Table():
            title = f"**{_text(block.title)}** {_text(block.caption)}".rstrip()
            return f"{title}\n\n{_grid(block, basis)}"
        case Figure():
            head = f"**Figure: {_text(block.title)}.** {_text(block.alt)}"
            return f"{head}\n\n{_grid(block.data, basis)}"


def _grid(table: Table, basis: Mapping[str, Basis]) -> str:
    sides = ["---" if column.kind == "text" else "---:" for column in table.columns]
    rows = [
        [
            "<br>".join(map(_text, cell_words(cell, column).split("\n"))) + _refs(cell.refs, basis)
            for cell, column in zip(row, table.columns, strict=True)
        ]
        for row in table.rows
    ]
    names = [_text(column.name) for column in table.columns]
    return "\n".join(map(_row, (names, sides, *rows)))


def _row(entries: Sequence[str]) -> str:
    return f"| {' | '.join(entries)} |"


def _refs(refs: Sequence[str], basis: Mapping[str, Basis]) -> str:
    links = [
        f"[{_text(ref)}](#{anchor(ref)})" if ref in basis else _text(ref)
        for ref in dict.fromkeys(refs)
    ]
    return f" ({', '.join(links)})" if links else ""


def _basis(basis: Mapping[str, Basis]) -> list[str]:
    if not basis:
        return ["Nothing in this report rests on a claim or a judgement."]
    return [f"{tally(list(basis), basis)}.", "\n".join(map(_entry, in_order(basis)))]


def _entry(entry: Basis) -> str:
    kind = ["analyst's judgement"] if entry.kind == "judgement" else []
    who = ", ".join(filter(None, (entry.who, date_words(entry.when), entry.how, *kind)))
    grade = f"grade {entry.grade}" if entry.grade else ""
    words = grade_words(entry.grade)
    rest = [
        _text(entry.says),
        f"Quote: “{_text(entry.quote)}”" if entry.quote else "",
        ": ".join(filter(None, (_text(grade), words))),
        f"source: {_text(entry.source)}" if entry.source else "",
        _text(entry.url),
        f"marked: {_text(', '.join(entry.marks))}" if entry.marks else "",
    ]
    name = f'<a id="{anchor(entry.id)}"></a>**{_text(entry.id)}**'
    return f"- {name} {_text(who)}. " + "; ".join(part for part in rest if part)


def _text(text: str) -> str:
    """Text from a case as Markdown shows it: no markup, no HTML, one line."""
    line = " ".join(plain(text).split())
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = re.sub(r"([\\`*_\[\]|~$])", r"\\\1", line)
    return re.sub(r"^(\d*)([#+.)-])", r"\1\\\2", line)  # at the start, a heading or a list
