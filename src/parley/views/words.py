"""How values, dates and grades are put into words: alike in every view."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from math import isfinite, isnan
from typing import Any

from parley.blocks import (
    CREDIBILITY,
    RELIABILITY,
    Cell,
    Column,
    Note,
    Page,
    Report,
    Role,
    Scalar,
)

__all__ = [
    "DASH",
    "LISTS",
    "NOT_RUN",
    "ROLES",
    "cell_words",
    "cleaned",
    "date_words",
    "grade_words",
    "plain",
    "role_words",
    "summary",
    "value_words",
]

DASH, MINUS = "\N{EN DASH}", "\N{MINUS SIGN}"

ROLES: Mapping[Role, str] = {
    "text": "",
    "answer": "Answer",
    "assumption": "Assumption",
    "limit": "Limit",
    "warning": "Warning",
}

NOT_RUN = "the case does not yet say what this question needs."

LISTS: Mapping[Page, str] = {  # the one-page summary: Note.page -> its heading, in reading order
    "changed": "What changed",
    "known": "What is known",
    "open": "What is open",
    "rests": "What it rests on",
}


def grade_words(grade: str) -> str:
    """An Admiralty grade in words; empty for a grade that is not one.

    >>> grade_words("B2")
    'source usually reliable, information probably true'
    """
    source, information = RELIABILITY.get(grade[:1]), CREDIBILITY.get(grade[1:])
    return f"source {source}, information {information}" if source and information else ""


def value_words(value: Scalar, kind: str = "text") -> str:
    """A value as a reader sees it; a dash where there is none.

    Shares never round to a certainty that they are not.

    >>> [value_words(v, "percent") for v in (0.0, 0.004, 0.456, 0.999, 1.0)]
    ['0%', '<1%', '46%', '>99%', '100%']
    >>> [value_words(v, "number") for v in (1234567, 0.01234, 12.0)]
    ['1,234,567', '0.0123', '12']
    """
    if value is None or value == "":
        return DASH
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isfinite(value):
        return DASH if isnan(value) else ("∞" if value > 0 else f"{MINUS}∞")
    return _share(value) if kind == "percent" else _number(value, kind)


def _share(value: float) -> str:
    if 0 < value < 0.01:
        return "<1%"
    if 0.99 < value < 1:
        return ">99%"
    return f"{100 * value:.0f}%".replace("-", MINUS)


def _number(value: float, kind: str) -> str:
    if isinstance(value, int):
        shown = f"{value:,}" if kind == "number" else str(value)
    elif abs(value) >= 1e15 or 0 < abs(value) < 1e-4:
        shown = f"{value:.2e}"
    elif abs(value) >= 100 or value == round(value):
        shown = f"{value:,.0f}"
    else:
        shown = f"{value:.3g}"
    return shown.replace("-", MINUS)


def cell_words(cell: Cell, column: Column) -> str:
    """One table entry as a reader sees it."""
    return value_words(cell.value, column.kind)


def date_words(text: str) -> str:
    """Dates as people say them; whatever else the text holds stays.

    >>> date_words("2025-06-04"), date_words("by the end of 2025-06"), date_words("early June")
    ('4 June 2025', 'by the end of June 2025', 'early June')
    >>> date_words("2025-06-02..2025-06-04"), date_words("2025-07-18..")
    ('2 June 2025 to 4 June 2025', 'from 18 July 2025')
    """
    first, dots, last = re.sub(r"\b\d{4}-\d\d(-\d\d)?\b", _day, text).partition("..")
    if not dots:
        return first
    return f"{first} to {last}" if first and last else f"from {first}" if first else f"until {last}"


def _day(found: re.Match[str]) -> str:
    try:
        day = date.fromisoformat(found[0] if found[1] else f"{found[0]}-01")
    except ValueError:
        return found[0]
    return f"{day.day} {day:%B %Y}" if found[1] else f"{day:%B %Y}"


def role_words(note: Note, *, first_page: bool = False) -> str:
    """The label before a note; on the first page an answer needs none."""
    return "" if first_page and note.role == "answer" else ROLES[note.role]


def plain(text: str) -> str:
    """Text without control characters, lone surrogates and non-characters.

    They could steer a terminal, and they end the process inside vl_convert.
    """
    if text.isprintable():  # most is, and then there are none
        return text
    return "".join(c for c in text if c in "\n\t" or not _control(c))


def cleaned(part: Any) -> Any:
    """The same value with every text in it made plain; markup of ours stays as it is."""
    if isinstance(part, str):
        return part if hasattr(part, "__html__") else plain(part)
    if isinstance(part, Mapping):
        return {name: cleaned(value) for name, value in part.items()}
    return [cleaned(value) for value in part] if isinstance(part, list | tuple) else part


def _control(character: str) -> bool:
    nowhere = ord(character) & 0xFFFE == 0xFFFE  # U+FFFE, U+FFFF and their like in each plane
    return nowhere or unicodedata.category(character) in ("Cc", "Cs")


def summary(report: Report) -> dict[Page, list[tuple[int, Note]]]:
    """The notes that belong on the first page, by list, each with its section's position."""
    page: dict[Page, list[tuple[int, Note]]] = {key: [] for key in LISTS}
    for position, section in enumerate(report.sections):
        for block in section.blocks:
            if isinstance(block, Note) and block.page:
                page[block.page].append((position, block))
    return page
