"""Which format a table of actors is in, and the actors it holds."""

import codecs
import csv
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from parley.case.formats.actor_table import ActorTable
from parley.case.formats.decide import MARKS, read_decide
from parley.case.formats.delimited import delimiter
from parley.case.formats.ktab import read_ktab, sizes
from parley.case.formats.ktab_xml import ROOT, read_ktab_xml
from parley.case.formats.plain_table import COMMENT, NEEDED, columns, read_plain
from parley.case.text import read_text
from parley.errors import CaseError, Problem

__all__ = ["is_actors", "read_actors"]

BEGINNING = 20_000  # bytes looked at to tell what a file is
TABLES = (".csv", ".tsv", ".txt")
READERS: Mapping[str, Callable[[Path], ActorTable]] = {
    "KTAB": read_ktab,
    "KTAB XML": read_ktab_xml,
    "Decide": read_decide,
    "plain": read_plain,
}
KNOWN = "known: KTAB (CSV or XML), Decide, or plain with Actor, Capability, Position, Salience"


def is_actors(path: str | Path) -> bool:
    """Whether a path looks like a table of actors. Tables with outcomes are for scoring: not so."""
    return _kind(Path(path)) is not None


def read_actors(path: str | Path) -> ActorTable:
    """The actors in a table of KTAB or Decide, or in a plain one.

    Raises `CaseError` with every problem found, each with file, line and likely fix.
    """
    path = Path(path)
    kind = _kind(path)
    if kind is None and "actor" in columns(_first(_beginning(path))):
        kind = "plain"  # whose reader names the columns that are missing
    if kind is None:
        read_text(path)  # a file that cannot be read is told as such
        raise CaseError([Problem(str(path), 0, 0, "this is no table of actors", KNOWN)])
    return READERS[kind](path)


def _kind(path: Path) -> str | None:
    """The key of its reader; None if none fits."""
    ending = path.suffix.lower()
    if ending not in (*TABLES, ".xml"):
        return None
    text = _beginning(path)
    if ending == ".xml":
        return "KTAB XML" if re.search(rf"<{ROOT}[\s>]", text) else None
    if text.lstrip(" \t\r\n'\"")[:2].upper() in MARKS:
        return "Decide"
    place = columns(_first(text))
    if all(column in place for column in NEEDED) and "outcome" not in place:
        return "plain"
    top, header = [*text.strip().splitlines()[:2], "", ""][:2]
    parted_by = delimiter(header or top)  # a title may hold anything
    return "KTAB" if sizes(_cells(top, parted_by)) else None


def _beginning(path: Path) -> str:
    """The beginning of a file; empty where it cannot be read."""
    try:
        with path.open("rb") as handle:
            raw = handle.read(BEGINNING)
    except (OSError, ValueError):  # closed to us, a folder, or a name that no file can have
        return ""
    return raw.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace").replace("\0", "")


def _first(text: str) -> list[str]:
    """The cells of the first line that is no comment."""
    lines = (line.strip() for line in text.splitlines())
    line = next((line for line in lines if line and not line.startswith(COMMENT)), "")
    return _cells(line, delimiter(line))


def _cells(line: str, parted_by: str) -> list[str]:
    rows = csv.reader([line], delimiter=parted_by, skipinitialspace=True)
    try:
        return [each.strip() for each in next(iter(rows), [])]
    except csv.Error:  # a cell longer than any name
        return []
