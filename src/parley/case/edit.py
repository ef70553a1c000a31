"""Edits to a case file's text that leave comments, order and layout alone.

The place of a value is taken from the parser; only its characters are replaced, or new lines
put in. Every edit is read again before it is returned, so that it cannot change anything else.
"""

import json
import math
import re
import textwrap
from collections.abc import Iterator
from typing import Any, TypeAlias

import yaml

from parley.case.compose import Composed, Path, compose, core_scalar, parse
from parley.case.section import INDENT, Section, at_path, find_section, next_line

__all__ = ["append_entry", "set_scalar"]

Scalar: TypeAlias = str | int | float | bool | None

FILE = "case"  # named in errors about a text that cannot be read
WIDTH = 100  # a new entry longer than this goes below its key
BOM = "\ufeff"
OLD_WORDS = ("y", "n", "yes", "no", "on", "off")  # true or false to YAML 1.1 tools

# Text that needs no quotes, whatever stands around it. Narrower than YAML allows.
_PLAIN = re.compile(
    r"\d{4}-\d\d-\d\d|[^\W\d_](?:[^\x00-\x1f\x7f-\x9f:#,\[\]{}\"'\u2028\u2029\ufeff]*[\w.)%])?"
)
_INVISIBLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*([ \t]+#[^\r\n]*)?")


# ------------------------------------------------------------------ one value


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
    if isinstance(at_path(before.data, path), dict | list):
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
    at_path(data, path[:-1])[path[-1]] = value
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


# ------------------------------------------------------------------ one entry


def append_entry(text: str, path: Path, key: str, block: str) -> str:
    """The text with a new entry at the end of the mapping at `path`; comments and order stay.

    `block` is the entry's value as YAML text, on one or more lines, indented as it likes.
    Mappings on the path that do not exist are made, each at the end of the one it belongs to.
    Raises `KeyError(path)` if something else than a mapping stands there, `ValueError` if the key
    is taken, `CaseError` if text or block cannot be read.
    """
    bom, body = text[: text.startswith(BOM)], text.removeprefix(BOM)
    data, block = compose(body, FILE).data, _left(block)
    value = compose(_below("entry", block, 0), f"entry {key}").data["entry"]
    while _missing(data, path):
        block, value = _left(_entry(key, block, 0)), {key: value}
        path, key = path[:-1], str(path[-1])
    section = find_section(body, path)
    wanted = _with_entry(data, path, key, value)
    for edited in _inserted(body, section, key, block, value):
        if _reads_as(edited, wanted):
            return bom + edited
    raise ValueError(f"cannot write {key!r} at {path}")


def _missing(data: Any, path: Path) -> bool:
    """Whether nothing stands at `path` yet and a mapping can be made there."""
    for step in path:
        if isinstance(step, str) and (
            data is None or (isinstance(data, dict) and step not in data)
        ):
            return True
        if not isinstance(data, dict | list):
            raise KeyError(path)
        data = at_path(data, (step,))
    return False


def _with_entry(data: Any, path: Path, key: str, value: Any) -> Any:
    mapping = at_path(data, path)
    if mapping is None:
        return _with_value(data, path, {key: value})
    if key in mapping:
        raise ValueError(f"{key!r} is already in {path}")
    mapping[key] = value
    return data


def _left(block: str) -> str:
    """The lines moved to the left margin."""
    return textwrap.dedent(block.replace("\r\n", "\n")).strip("\n")


def _below(name: str, block: str, column: int) -> str:
    lines = textwrap.indent(block, " " * (column + INDENT))
    return f"{' ' * column}{name}:\n{lines}\n"


def _entry(key: str, block: str, column: int) -> str:
    """`key: value` on one line if the block allows it, else the block below its key."""
    name = _written(key)[0]
    line = f"{' ' * column}{name}: {block}\n"
    if "\n" in block or len(line) > WIDTH or _is_block(block):
        return _below(name, block, column)
    return line


def _is_block(block: str) -> bool:
    """Whether the value is a mapping or list written without brackets."""
    for event in parse(block, FILE):
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            return not event.flow_style
        if isinstance(event, yaml.ScalarEvent):
            return False
    return False


def _inserted(body: str, at: Section, key: str, block: str, value: Any) -> Iterator[str]:
    """Texts with the entry put into the section, the nicest first."""
    if at.kind in ("flow", "gap"):
        for new in _in_brackets(key, block, value):
            yield _into_brackets(body, at, new)
        return
    if at.kind == "empty":
        head = body[: at.start].rstrip(" \t")
        body = head + body[at.end :]
        place = next_line(body, len(head), at.column)
    else:
        place = next_line(body, at.last, at.column)
    new = _entry(key, block, at.column)
    if body[:place][-1:] not in ("\n", "\r"):
        new = "\n" + new.removesuffix("\n")
    yield body[:place] + new.replace("\n", "\r\n" if "\r\n" in body else "\n") + body[place:]


def _in_brackets(key: str, block: str, value: Any) -> Iterator[str]:
    """The entry on one line; as JSON, which YAML reads, if the block cannot stand in brackets."""
    name = _written(key)[0]
    if "\n" not in block and not _is_block(block):
        yield f"{name}: {block}"
    for name in _written(key):
        yield f"{name}: {_escaped(json.dumps(value, ensure_ascii=False))}"


def _into_brackets(body: str, at: Section, entry: str) -> str:
    if at.kind == "gap":
        colon = _before_value(body, at.start)
        return f"{body[: at.start]}{colon}{{{entry}}}{body[at.end :]}"
    if body[at.start] == "{" and at.last == at.start + 1:
        return body[: at.last] + entry + body[at.last :]
    # Blank comments out at equal length, so that a comma in one is not taken for the last comma.
    rest = re.sub(r"#[^\r\n]*", lambda found: " " * len(found[0]), body[at.last : at.end])
    comma = rest.find(",")
    if comma < 0:
        return f"{body[: at.last]}, {entry}{body[at.last :]}"
    place = at.last + comma + 1
    return f"{body[:place]} {entry}{body[place:]}"
