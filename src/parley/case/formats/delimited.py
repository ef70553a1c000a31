"""Lines of a delimited text, each with its number, and numbers as spreadsheets write them."""

import csv
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from parley.case.formats.exact import exact
from parley.case.formats.json_parts import clean
from parley.case.formats.problems import Findings

__all__ = ["Line", "Reading", "delimiter", "lines_of"]

DELIMITERS = "\t;,"


@dataclass(frozen=True)
class Line:
    """The cells of one line, without the blanks around them. number : of the line, from 1."""

    number: int
    cells: tuple[str, ...]

    def cell(self, place: int) -> str:
        """The text at a place; empty beyond the end, for spreadsheets drop empty cells there."""
        return self.cells[place] if place < len(self.cells) else ""


@dataclass(frozen=True)
class Reading:
    """A file under way: takes numbers and names, notes a problem and goes on where one is wrong."""

    file: Path
    found: Findings
    comma_is_point: bool = False

    def wrong(self, what: str, fix: str = "", *, line: int = 0) -> None:
        """Note a problem of a line; line 0 is the file as a whole."""
        self.found.add(self.file, what, fix, line=line)

    def number(
        self, text: str, what: str, *, line: int, least: float = 0.0, most: float = math.inf
    ) -> float:
        """The number that `text` writes, from `least` to `most`; a problem and 1 if it is none.

        what : names the number. Where commas do not part cells, one in a number is its point.
        """
        number = exact(text.replace(",", ".", 1) if self.comma_is_point else text)
        if number is not None and least <= number <= most:
            return float(number)
        range_ = f"from {least:g} to {most:g}" if most < math.inf else f"from {least:g} on"
        told = f"is '{clean(text)[:40]}'" if text else "is missing"
        self.wrong(f"{what} {told}", f"write a number {range_}", line=line)
        return 1.0

    def name(self, text: str, what: str, *, line: int) -> str:
        """A name that is not empty. what : says whose."""
        found = clean(text)
        if not found:
            self.wrong(f"{what} has no name", "write one", line=line)
        return found or "?"


def delimiter(header: str) -> str:
    """What parts the cells of a header: tab, semicolon or comma, whichever stands there most."""
    return max(DELIMITERS, key=lambda each: (header.count(each), -DELIMITERS.index(each)))


def lines_of(reading: Reading, text: str, parted_by: str, *, quote: str = '"') -> list[Line]:
    """The lines that hold something. A quote that is not closed on its line is a problem."""
    found = []
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        cells = [each.strip() for each in _cells(reading, line, number, parted_by, quote)]
        if any(cells):
            found.append(Line(number, tuple(cells)))
    return found


def _cells(reading: Reading, line: str, number: int, parted_by: str, quote: str) -> Sequence[str]:
    try:
        rows = csv.reader(
            [line], delimiter=parted_by, quotechar=quote, skipinitialspace=True, strict=True
        )
        return next(iter(rows), [])
    except csv.Error as error:
        if "unexpected end" in str(error) or "limit" in str(error):
            fix = "close it on the same line, or write it twice where it is meant"
            reading.wrong(f"a quote {quote} is opened and not closed", fix, line=number)
            return []
    # A blank behind a closing quote is an error to the strict reader only.
    loose = csv.reader([line], delimiter=parted_by, quotechar=quote, skipinitialspace=True)
    return next(iter(loose), [])
