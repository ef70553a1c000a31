"""Edit one value in a case file's text and leave comments, order and layout alone.

The place of a value is taken from the parser and only its characters are replaced. Every edit is
read again before it is returned, so that it cannot change anything else.
"""

import json
import math
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import yaml

from parley.case.compose import Composed, compose, core_scalar, parse
from parley.case.select import Path

__all__ = ["set_scalar"]

Scalar: TypeAlias = str | int | float | bool | None

FILE = "case"  # named in errors about a text that cannot be read
BOM = "\ufeff"
OLD_WORDS = ("y", "n", "yes", "no", "on", "off")  # true or false to YAML 1.1 tools

# Text that needs no quotes, whatever stands around it. Narrower than YAML allows.
_PLAIN = re.compile(
    r"\d{4}-\d\d-\d\d|[^\W\d_](?:[^\x00-\x1f\x7f-\x9f:#,\[\]{}\"'\u2028\u2029\ufeff]*[\w.)%])?"
)
_INVISIBLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*([ \t]+#[^\r\n]*)?")


def set_scalar(text: str, path: Path, value: Scalar) -> str:
    """The text with the scalar at `path` replaced by `value`.

    Only the characters of that scalar change; a comment beside it stays. Raises `KeyError(path)`
    if there is no scalar at `path`, `ValueError` for a value that no case can hold, and
    `CaseError` if the text cannot be read.
    """
    bom, body = text[: text.startswith(BOM)], text.removeprefix(BOM)
    before = compose(body, FILE)
    event = _scalar_event(body, path, before)
    start, end = event.start_mark.index, min(event.end_mark.index, len(body))
    wanted = _with_value(before.data, path, value)
    for new in _replacements(body, start, end, event.style, value):
        edited = body[:start] + new + body[end:]
        if _reads_as(edited, wanted):
            return bom + edited
    raise ValueError(f"cannot write {value!r} at {path}")


def _scalar_event(body: str, path: Path, before: Composed) -> Any:
    """The parser's event for the scalar value at `path`."""
    if isinstance(_at_path(before.data, path), dict | list):
        raise KeyError(path)
    mark = before.marks[path]
    for event in parse(body, FILE):
        if type(event) is yaml.ScalarEvent:
            start: Any = event.start_mark
            if (start.line + 1, start.column + 1) == mark:
                return event
    raise KeyError(path)


def _with_value(data: Any, path: Path, value: Any) -> Any:
    """`data` with `value` at `path`; changes `data`, which nobody else holds."""
    _at_path(data, path[:-1])[path[-1]] = value
    return data


def _reads_as(text: str, wanted: Any) -> bool:
    """Whether the text holds just this data; as JSON, for 1, 1.0 and true are equal in Python."""
    try:
        return json.dumps(compose(text, FILE).data) == json.dumps(wanted)
    except ValueError:  # a CaseError too
        return False


def _replacements(
    body: str, start: int, end: int, style: str | None, value: Scalar
) -> Iterator[str]:
    """Ways to write the value between `start` and `end`, the nicest first."""
    old = body[start:end]
    for new in _written(value, style):
        if not old:
            yield _before_value(body, start) + new
            yield f"{new} "
        elif style in ("|", ">"):
            yield _after_header(old, new)
        else:
            yield new
            yield f" {new}"  # {"key":value} has no space after the colon


def _before_value(body: str, start: int) -> str:
    """What must stand before a new value: a space after `key:` or `-`; `{key}` lacks a colon."""
    if body[:start].rstrip()[-1:] not in (":", "-", "?"):
        return ": "
    return "" if body[start - 1] == " " else " "


def _after_header(old: str, new: str) -> str:
    """A block of text replaced: the comment beside its | and the empty lines below it stay."""
    header = _BLOCK_HEADER.match(old)
    comment = header[1] or "" if header else ""
    return new + comment + old[len(old.rstrip(" \r\n")) :]


def _written(value: Scalar, style: str | None = None) -> tuple[str, ...]:
    """The value as YAML, nicest first; `style` is the quote mark of the text it replaces."""
    if value is None:
        return ("null",)
    if isinstance(value, bool):
        return ("true" if value else "false",)
    if isinstance(value, int):
        return (str(int(value)),)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"a case holds finite numbers only, got {value!r}")
        return (float.__repr__(value),)
    return _quoted(value, style)


def _quoted(text: str, style: str | None) -> tuple[str, ...]:
    double = _escaped(json.dumps(text, ensure_ascii=False))
    single = "'" + text.replace("'", "''") + "'"
    # One line of ordinary characters: then double quotes would escape quotes and backslashes only.
    simple = double == '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if style == '"' or not simple:
        return (double,)
    if style != "'" and _PLAIN.fullmatch(text) and core_scalar(text) == text:
        return (text, double) if text.lower() not in OLD_WORDS else (single, double)
    return single, double


def _escaped(quoted: str) -> str:
    """JSON, which YAML reads, but with all invisible characters and line ends escaped."""
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _at_path(data: Any, path: Path) -> Any:
    """What stands at a path of plain data; `KeyError(path)` if nothing does."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            raise KeyError(path) from None
    return data
