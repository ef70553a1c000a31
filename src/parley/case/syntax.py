"""What a YAML parser complains about, said in plain words with the likely fix.

PyYAML has two parsers, one in C and one in Python. They word the same complaint differently, so
each pattern below fits both.
"""

import re
from typing import NamedTuple

import yaml

from parley.errors import Problem

__all__ = ["plain_words"]

QUOTE = "put the text in quotes"
LONGEST_KEY = 1024  # YAML's limit for a key written before a colon on one line
LONGEST_LABEL = 200  # enough to see a key; the pattern takes quadratic time on spaces


class _Place(NamedTuple):
    """Where a complaint points: line and column from 1, and the text of that line."""

    line: int
    column: int
    text: str

    @property
    def before(self) -> str:
        return self.text[: self.column - 1]

    @property
    def char(self) -> str:
        return self.text[self.column - 1 : self.column]


class _Said(NamedTuple):
    place: _Place
    what: str
    fix: str


def plain_words(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    """The problem behind a parser's error, at the place a person would look for it."""
    lines = re.split(r"\r\n|\r|\n", text)
    at = _place(error.problem_mark or error.context_mark, lines)
    opened = _place(error.context_mark or error.problem_mark, lines)
    said = _said(f"{error.context or ''}: {error.problem or ''}", at, opened, lines)
    return Problem(file, said.place.line, said.place.column, said.what, said.fix)


def _place(mark: yaml.Mark | None, lines: list[str]) -> _Place:
    if mark is None:
        return _Place(1, 1, lines[0])
    if mark.line >= len(lines):
        return _Place(len(lines), len(lines[-1]) + 1, lines[-1])
    return _Place(mark.line + 1, mark.column + 1, lines[mark.line])


def _said(complaint: str, at: _Place, opened: _Place, lines: list[str]) -> _Said:
    if "mapping values are not allowed" in complaint:
        return _colon(at, lines)
    if "could not find expected ':'" in complaint:
        return _key_without_colon(opened)
    if "cannot start any token" in complaint:
        return _bad_start(at)
    if "while parsing a flow" in complaint and "node" not in complaint:
        return _bracket(at, opened)
    if re.search("expected key|<block end>|'-' indicator", complaint):
        return _misplaced(at)
    for pattern, what, fix, place in _COMPLAINTS:
        if re.search(pattern, complaint):
            return _Said(opened if place == "opened" else at, what, fix)
    return _Said(at, "this is not valid YAML", f"check quotes, brackets and indentation; {QUOTE}")


_COMPLAINTS = (
    (
        "quoted scalar: found unexpected (end|document)",
        "the quote opened here is never closed",
        "close it; inside '...' write two '' for one apostrophe",
        "opened",
    ),
    (
        "escape|hexdecimal|hexadecimal",
        "a backslash in double quotes starts an escape that YAML does not know",
        r"write \\ for a backslash, or use single quotes",
        "at",
    ),
    (
        "unexpected ':'",
        "there is no space after this colon",
        f"write a space after it, or {QUOTE}",
        "at",
    ),
    ("tab character", "a tab is used for indentation", "indent with spaces", "at"),
    (
        "an alias|an anchor|a tag|a directive",
        "a text cannot start with this character",
        QUOTE,
        "opened",
    ),
    (
        "a block scalar",
        "after | or > the text must start on the next line, indented",
        f"move it to the next line, or {QUOTE}",
        "opened",
    ),
    (
        "sequence entries are not allowed",
        "a list cannot start here",
        f"start the list on the next line; if this is a text with a dash, {QUOTE}",
        "at",
    ),
    ("mapping keys are not allowed", "a text cannot start with '? '", QUOTE, "at"),
    (
        "node content",
        "a value was expected here",
        f"delete the stray bracket or comma, or {QUOTE}",
        "at",
    ),
    (
        "<document start>",
        "text stands after the end of the case",
        "delete it, or move it into the case; check for a bracket closed twice",
        "at",
    ),
)


def _colon(at: _Place, lines: list[str]) -> _Said:
    """A colon that makes no key: inside a text, after a line `key:value`, or badly indented."""
    if re.search(r":\s", at.before):
        return _Said(at, "a colon and a space stand inside a text without quotes", QUOTE)
    if len(at.before) > LONGEST_KEY:
        return _Said(at, f"a key is longer than {LONGEST_KEY} characters", QUOTE)
    above = _line_above(at, lines)
    if glued := _glued_colon(above.text):
        return glued._replace(place=above._replace(column=glued.place.column))
    return _Said(
        at,
        "this line is indented as if it belonged to the line above, which already has a value",
        "line it up with the other keys; if it continues a text, put the whole text in quotes",
    )


def _line_above(at: _Place, lines: list[str]) -> _Place:
    for number in range(at.line - 1, 0, -1):
        if lines[number - 1].strip():
            return _Place(number, 1, lines[number - 1])
    return at


def _glued_colon(line: str) -> _Said | None:
    """`key:value`, which YAML reads as one text; addresses such as https://... are left alone."""
    found = re.match(r"[ ]*(?:- +)?([\w .-]+):(?!//)(?=\S)", line[:LONGEST_LABEL])
    if not found:
        return None
    place = _Place(0, found.end(), line)
    return _Said(place, "there is no space after this colon", f"write '{found[1]}: ...'")


def _key_without_colon(start: _Place) -> _Said:
    if glued := _glued_colon(start.text):
        return glued._replace(place=start._replace(column=glued.place.column))
    return _Said(
        start,
        "this line is neither 'key: value' nor part of the text above",
        "add the colon, or indent the line further to continue the text above",
    )


def _bad_start(at: _Place) -> _Said:
    if at.char == "\t" and at.before.strip():
        return _Said(at, "a tab stands where only a space may", "write a space")
    if at.char == "\t":
        return _Said(at, "a tab is used for indentation", "indent with spaces")
    return _Said(at, f"a text cannot start with {at.char}", QUOTE)


def _bracket(at: _Place, opened: _Place) -> _Said:
    if at.line == opened.line and at.char == ":":
        fix = f"{QUOTE}, or add the comma that is missing before it"
        return _Said(at, "a colon stands inside a text without quotes", fix)
    bracket, close = opened.char, "]" if opened.char == "[" else "}"
    return _Said(
        opened,
        f"the bracket {bracket} opened here is not closed",
        f"add {close}, or a comma between two entries, or {QUOTE}",
    )


def _misplaced(at: _Place) -> _Said:
    if at.before.strip():
        return _Said(
            at,
            "text stands after a closed quote or bracket",
            "put the whole text in one pair of quotes; inside '...' write two '' for an apostrophe",
        )
    return _Said(
        at,
        "this line does not line up with the lines above",
        "give entries of the same list or section the same indentation; quote a text that "
        "runs over several lines",
    )
