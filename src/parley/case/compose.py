"""A case file's text as plain data, with the place of every key and value.

Only the safe, unsurprising part of YAML is read: mappings, lists and the scalars of YAML 1.2's
core schema (yaml.org/spec/1.2.2, section 10.3), so that NO, on, 1:30 and 2025-06-02 stay text.
Aliases, anchors, tags and merge keys are refused, and size, depth and node count are limited.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import yaml

from parley.case.select import Path
from parley.case.syntax import plain_words
from parley.case.text import (
    MAX_BYTES,
    Mark,
    check_characters,
    mark_after,
    read_text,
    refuse,
    refuse_size,
)
from parley.errors import CaseError, Problem

__all__ = ["Composed", "Mark", "compose", "core_scalar", "parse", "read_text"]

MAX_DEPTH = 40
MAX_NODES = 500_000
MAX_DIGITS = 400  # Python takes quadratic time to read longer numbers
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # C is eight times as fast

_FORBIDDEN_VALUE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DIRECTIVE = re.compile(r"(?:[ \t]*+(?:#[^\r\n]*+)?[\r\n])*+%")
_QUESTION = re.compile(r"(?<=[^\s\[{,])\?")
_STAND_IN = "\U000f8f3f"  # for private use, so no file has a meaning for it
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(frozen=True)
class Composed:
    """Plain data and where it stands.

    `marks` has the place of every value and `key_marks` that of every key, by path from the top,
    as (line, column) counted from 1. `problems` are those that let reading go on. Of a repeated
    key the first value is kept.
    """

    data: dict[str, Any]
    marks: dict[Path, Mark]
    key_marks: dict[Path, Mark]
    problems: tuple[Problem, ...] = ()


# ------------------------------------------------------------------ parser


def parse(text: str, file: str) -> Iterator[Any]:
    """The parser's events for a text without byte order mark; its errors become `CaseError`."""
    # Without the line end a block text that ends the file would lose its last one.
    source = text if text.endswith(("\n", "\r")) else text + "\n"
    try:
        yield from _slow(source) if LOADER is yaml.SafeLoader else yaml.parse(source, LOADER)
    except yaml.MarkedYAMLError as error:
        raise CaseError([plain_words(error, text, file)]) from None
    except (yaml.YAMLError, ValueError, OverflowError):
        # The Python parser meets "\UFFFFFFFF" this way, and gives no place.
        refuse(file, (0, 0), "this is not valid YAML", "look for wrong escapes in double quotes")


def _slow(source: str) -> Iterator[Any]:
    """The events of the Python parser, which ends a text in brackets at every question mark."""
    # Not so in YAML 1.2: {asks: When?, n: 1}. So another character stands in for those in words.
    for event in yaml.parse(_QUESTION.sub(_STAND_IN, source), Loader=yaml.SafeLoader):
        if type(event) is yaml.ScalarEvent:
            event.value = event.value.replace(_STAND_IN, "?")
        yield event


def core_scalar(text: str) -> bool | int | float | str | None:
    """What an unquoted text means in YAML 1.2; numbers too large for Python stay text.

    >>> [core_scalar(text) for text in ("NO", "1:30", "0777", "0o17", "1e3", "~")]
    ['NO', '1:30', 777, 15, 1000.0, None]
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _INT.fullmatch(text):
        if len(text) > MAX_DIGITS:
            return text
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    if _FLOAT.fullmatch(text) and math.isfinite(number := float(text)):
        return number
    return text


# ------------------------------------------------------------------ composer


@dataclass(slots=True)
class _Frame:
    """A mapping or list being filled. Its `path` is None inside the value of a repeated key."""

    items: Any
    path: Path | None
    key: str | None = None
    repeated: bool = False
    first: dict[str, int] = field(default_factory=dict)  # line of each key


@dataclass(slots=True)
class _Work:
    file: str
    stack: list[_Frame] = field(default_factory=list)
    marks: dict[Path, Mark] = field(default_factory=dict)
    key_marks: dict[Path, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    root: Any = None
    n_nodes: int = 0
    n_documents: int = 0


def compose(text: str, file: str) -> Composed:
    """Read one case file's text. Linear in its length, and no recursion whatever the nesting.

    Raises `CaseError` with everything found so far at the first thing that makes further reading
    pointless. Repeated keys and numbers that are not finite are reported in `problems` instead;
    such a number stays text in `data`.
    """
    if len(text) > MAX_BYTES:
        refuse_size(file)
    text = text.removeprefix("\ufeff")
    check_characters(text, file)
    if found := _DIRECTIVE.match(text):
        mark = mark_after(text[: found.end() - 1])
        refuse(file, mark, "a line that starts with % is not allowed here", "delete the line")
    work = _Work(file)
    try:
        for event in parse(text, file):
            _take(event, work)
    except CaseError as error:
        raise CaseError(chain(work.problems, error.problems)) from None
    return _finished(work)


def _finished(work: _Work) -> Composed:
    if isinstance(work.root, dict):
        return Composed(work.root, work.marks, work.key_marks, tuple(work.problems))
    if work.root is None:
        refuse(work.file, (1, 1), "this file is empty", "write at least 'title: ...'")
    fix = "write 'key: value' lines at the left margin"
    refuse(work.file, work.marks[()], "a case must be a mapping of keys to values", fix)


def _take(event: Any, work: _Work) -> None:
    """Take one event of the parser into the work."""
    kind = type(event)
    if kind is yaml.ScalarEvent:
        _count(event, work)
        frame = work.stack[-1] if work.stack else None
        if frame is not None and frame.key is None and type(frame.items) is dict:
            _take_key(event, frame, work)
        else:
            _place(_value(event, work), _mark(event), work)
    elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
        _count(event, work)
        _open({} if kind is yaml.MappingStartEvent else [], event, work)
    elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
        work.stack.pop()
    elif kind is yaml.AliasEvent:
        what = f"aliases (*{_short(event.anchor)}) are not allowed in a case"
        refuse(work.file, _mark(event), what, "repeat the value; put a text with * in quotes")
    elif kind is yaml.DocumentStartEvent:
        work.n_documents += 1
        if work.n_documents > 1:
            what = "a second YAML document starts here"
            refuse(work.file, _mark(event), what, "delete the line ---, or make a second file")


def _mark(event: Any) -> Mark:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def _count(event: Any, work: _Work) -> None:
    work.n_nodes += 1
    if work.n_nodes > MAX_NODES:
        what = f"more than {MAX_NODES:,} keys and values"
        refuse(work.file, _mark(event), what, "split the case into a folder of files")
    if event.anchor is not None:
        what = f"anchors (&{_short(event.anchor)}) are not allowed in a case"
        refuse(work.file, _mark(event), what, "delete it; put a text with & in quotes")
    if event.tag is not None:
        what = f"tags ({_short(event.tag)}) are not allowed in a case"
        refuse(work.file, _mark(event), what, "delete it; put a text with ! in quotes")


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _take_key(event: Any, frame: _Frame, work: _Work) -> None:
    key, mark = _checked(event, work), _mark(event)
    if key == "<<":
        refuse(work.file, mark, "merge keys (<<) are not allowed in a case", "repeat the entries")
    if not key:
        refuse(work.file, mark, "a key is missing before the colon", "write 'key: value'")
    frame.key, frame.repeated = key, key in frame.first
    if frame.repeated:
        what = f"the key '{_short(key)}' stands here a second time; first on line "
        work.problems.append(
            Problem(work.file, *mark, what + str(frame.first[key]), "delete or rename one of them")
        )
        return
    frame.first[key] = mark[0]
    if frame.path is not None:
        work.key_marks[(*frame.path, key)] = mark


def _checked(event: Any, work: _Work) -> str:
    """The text of a scalar; escapes in double quotes may have brought in what a file may not."""
    text: str = event.value
    if event.style == '"' and (found := _FORBIDDEN_VALUE.search(text)):
        what = f"an escape stands for the invisible character U+{ord(found[0]):04X}"
        refuse(work.file, _mark(event), what, "delete it")
    return text


def _value(event: Any, work: _Work) -> Any:
    text = _checked(event, work)
    if not event.implicit[0]:  # quoted, or a block of text
        return text
    value = core_scalar(text)
    if type(value) is str and value[0] in "+-.0123456789":
        _check_number(value, event, work)
    return value


def _check_number(text: str, event: Any, work: _Work) -> None:
    """Text that is a number by its form, but one that no case may hold."""
    if _INT.fullmatch(text):
        what = f"a whole number of more than {MAX_DIGITS} digits"
        refuse(work.file, _mark(event), what, "put it in quotes if it is text")
    if _NOT_FINITE.fullmatch(text) or _FLOAT.fullmatch(text):
        what = f"{_short(text)} is not a finite number"
        fix = "give a number, or write: unknown"
        work.problems.append(Problem(work.file, *_mark(event), what, fix))


def _place(value: Any, mark: Mark, work: _Work) -> Path | None:
    """Put a value where it belongs and return its path; None if it belongs to a repeated key."""
    if not work.stack:
        work.root = value
        work.marks[()] = mark
        return ()
    frame = work.stack[-1]
    step: str | int
    if frame.key is None:
        step = len(frame.items)
        frame.items.append(value)
    else:
        step, frame.key = frame.key, None
        if frame.repeated:
            return None
        frame.items[step] = value
    if frame.path is None:
        return None
    path = (*frame.path, step)
    work.marks[path] = mark
    return path


def _open(items: Any, event: Any, work: _Work) -> None:
    mark = _mark(event)
    if work.stack and work.stack[-1].key is None and type(work.stack[-1].items) is dict:
        fix = "put the text in quotes if it holds brackets"
        refuse(work.file, mark, "a key must be a text, not a list or mapping", fix)
    if len(work.stack) >= MAX_DEPTH:
        refuse(work.file, mark, f"nested deeper than {MAX_DEPTH} levels", "flatten the structure")
    work.stack.append(_Frame(items, _place(items, mark, work)))
