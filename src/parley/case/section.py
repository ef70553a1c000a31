"""Finding a mapping in a case file's text, and where a new entry of it belongs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from parley.case.compose import Path, compose, parse

__all__ = ["INDENT", "Section", "at_path", "find_section", "next_line"]

INDENT = 2

_KEEPS_LINES = re.compile(r"[|>]\d?\+")
_REST_OF_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_COMMENT = re.compile(r"( *)#[^\r\n]*(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True)
class Section:
    """Where a mapping stands in the text; positions count characters from 0.

    `kind` is "block", "flow" (in brackets), "empty" (`{}` or nothing after a key that stands on a
    line of its own) or "gap" (nothing after a key in brackets). `column` is that of its keys,
    `last` the end of its last entry, `start` where it starts.
    """

    kind: str
    column: int
    start: int
    last: int
    end: int


def find_section(body: str, path: Path) -> Section:
    """The mapping, or the missing value, at `path`; `KeyError(path)` if it is something else."""
    composed = compose(body, "case")
    value = at_path(composed.data, path)
    if not (value is None or isinstance(value, dict)):
        raise KeyError(path)
    events, n_brackets = parse(body, "case"), 0
    wanted = yaml.ScalarEvent if value is None else yaml.MappingStartEvent
    for event in events:
        mark = event.start_mark
        if type(event) is wanted and (mark.line + 1, mark.column + 1) == composed.marks[path]:
            break
        n_brackets += _brackets(event)
    last, end = _extent(body, event, events)
    start, column = event.start_mark.index, event.start_mark.column
    kind = "flow" if value is not None and event.flow_style else "block"
    if not value and path:
        if n_brackets:
            kind = "flow" if value is not None else "gap"
        elif path in composed.key_marks and not body[start:end].strip("{} \t~nulNUL"):
            kind, column = "empty", composed.key_marks[path][1] - 1 + INDENT
        elif value is None:
            raise KeyError(path)
    return Section(kind, column, start, last, end)


def _brackets(event: Any) -> int:
    """How many more brackets are open after the event."""
    if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
        return 1 if event.flow_style else 0
    return -1 if _closes_bracket(event) else 0


def _closes_bracket(event: Any) -> bool:
    # The end of a collection without brackets has no width.
    ends = isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent)
    return ends and event.end_mark.index > event.start_mark.index


def _extent(body: str, event: Any, events: Iterator[Any]) -> tuple[int, int]:
    """Where the last thing inside a value ends, and where the value itself does."""
    last, depth = event.end_mark.index, 0
    while True:
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            depth += 1
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            depth -= 1
        if depth == 0:
            return last, event.end_mark.index
        if isinstance(event, yaml.ScalarEvent) or _closes_bracket(event):
            last = _end(body, event)
        event = next(events)


def _end(body: str, event: Any) -> int:
    """Where a scalar or bracket ends, without the empty lines below a block of text."""
    start: int = event.start_mark.index
    end: int = event.end_mark.index
    if getattr(event, "style", None) not in ("|", ">"):
        return end
    if _KEEPS_LINES.match(body, start):
        return min(end, len(body))
    return start + len(body[start:end].rstrip(" \r\n"))


def next_line(body: str, last: int, column: int) -> int:
    """Where a new line goes after the one that ends with `last`.

    Comments that follow at once, indented to `column` or further, belong to what stands above.
    """
    place = last
    if body[last - 1 : last] not in ("\n", "\r") and (rest := _REST_OF_LINE.match(body, last)):
        place = rest.end()
    while (found := _COMMENT.match(body, place)) and len(found[1]) >= column:
        place = found.end()
    return place


def at_path(data: Any, path: Path) -> Any:
    """What stands at a path of plain data; `KeyError(path)` if nothing does."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            raise KeyError(path) from None
    return data
