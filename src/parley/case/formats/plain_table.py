"""Plain tables of actors, one to a line: Actor, Capability, Position, Salience.

Columns stand in any order and case; tabs, semicolons or commas part the cells. A column `Issue`
makes a table of several issues, one line for each actor on each; capability may then differ by
issue, and an actor without a line, or without a position in it, takes none there. A column
`Description` is kept. Lines that begin with # are comments.

Positions and saliences are from 0 to 100. Where all saliences are at most 1 and some are no whole
numbers, they are shares of 1, and a note says so; the same holds of positions.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from parley.case.formats.actor_table import (
    FULL,
    ActorTable,
    Floats,
    check_names,
    check_weights,
    own_capability,
)
from parley.case.formats.delimited import Line, Reading, delimiter, lines_of
from parley.case.formats.json_parts import clean
from parley.case.formats.ktab import ENDS, plain
from parley.case.formats.problems import Findings
from parley.case.text import read_text

__all__ = [
    "COMMENT",
    "NEEDED",
    "Row",
    "Sheet",
    "columns",
    "full",
    "read_plain",
    "rows",
    "sheet",
    "write_plain",
]

COMMENT = "#"
NEEDED = ("actor", "capability", "position", "salience")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "actor": ("actor", "name", "party", "player"),
    "capability": ("capability", "power", "influence", "resources"),
    "position": ("position", "pstn"),
    "salience": ("salience", "importance"),
    "issue": ("issue", "dimension"),
    "description": ("description", "about"),
    "outcome": ("outcome",),
    "reference": ("reference", "reference point"),
    "proposal": ("proposal",),
}
"""What a column may be called, in any case."""


@dataclass(frozen=True)
class Sheet:
    """A table under way. place : column -> where it stands. header : its line."""

    reading: Reading
    place: Mapping[str, int]
    header: int
    lines: Sequence[Line]

    def cell(self, line: Line, column: str) -> str:
        """The text in a column; empty where the table has no such column."""
        return line.cell(self.place[column]) if column in self.place else ""


@dataclass(frozen=True)
class Row:
    """An actor on an issue, as the line has it. position : nan where it takes none."""

    line: Line
    actor: str
    issue: str
    capability: float
    position: float
    salience: float


def columns(cells: Sequence[str]) -> dict[str, int]:
    """Where the known columns stand in a header, the first of each.

    >>> columns(["Salience", "ACTOR", "notes", "Power", "position", "actor"])
    {'salience': 0, 'actor': 1, 'capability': 3, 'position': 4}
    """
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        for column, words in COLUMNS.items():
            if cell.strip().lower() in words:
                found.setdefault(column, place)
    return found


def sheet(file: Path, needed: Sequence[str] = NEEDED) -> Sheet:
    """The lines of a plain table below its header; `CaseError` where columns are missing."""
    text = read_text(file)
    header = next((each for each in text.splitlines() if _told(each)), "")
    parted_by = delimiter(header)
    reading = Reading(file, Findings(), comma_is_point=parted_by != ",")
    lines = [each for each in lines_of(reading, text, parted_by) if _told(each.cells[0] or "-")]
    place = columns(lines[0].cells) if lines else {}
    if missing := [column for column in needed if column not in place]:
        names = ", ".join(map(str.capitalize, needed))
        what = f"there is no column {', '.join(map(str.capitalize, missing))}"
        line = lines[0].number if lines else 0
        reading.wrong(what, f"begin with a line that names {names}", line=line)
        reading.found.close()
    return Sheet(reading, place, lines[0].number, lines[1:])


def _told(text: str) -> bool:
    return bool(text.strip()) and not text.lstrip().startswith(COMMENT)


def rows(sheet: Sheet, only: str) -> list[Row]:
    """Every line read; what is wrong is noted. only : the issue, where no column names it."""
    found = []
    for line in sheet.lines:
        at = line.number
        actor = sheet.reading.name(sheet.cell(line, "actor"), "an actor", line=at)
        issue, on = only, f"of {actor}"
        if "issue" in sheet.place:
            issue = sheet.reading.name(sheet.cell(line, "issue"), "an issue", line=at)
            on = f"{on} on '{issue}'"
        number = sheet.reading.number
        stands = sheet.cell(line, "position")
        capability = number(sheet.cell(line, "capability"), f"the capability {on}", line=at)
        if not stands and "issue" in sheet.place:
            found.append(Row(line, actor, issue, capability, np.nan, 0.0))
            continue
        position = number(stands, f"the position {on}", line=at, most=FULL)
        weight = sheet.cell(line, "salience")
        salience = number(weight, f"the salience {on}", line=at, most=FULL)
        found.append(Row(line, actor, issue, capability, position, salience))
    return found


def read_plain(file: Path) -> ActorTable:
    """The actors in a plain table; `CaseError` with every problem found."""
    given = sheet(file)
    found = rows(given, clean(file.stem) or "position")
    actors, issues = (
        list(dict.fromkeys(getattr(row, kind) for row in found)) for kind in ("actor", "issue")
    )
    _check(given, found, actors, issues)
    table = _table(given, found, actors, issues)
    given.reading.found.close()
    check_weights(given.reading, table)
    given.reading.found.close()
    return table


def _check(given: Sheet, found: list[Row], actors: list[str], issues: list[str]) -> None:
    """Close with the problems so far where actors and issues make no grid."""
    named = [(given.header, name) for name in actors]
    check_names(given.reading, named, [(given.header, name) for name in issues])
    taken = set()
    for row in found:
        if (row.actor, row.issue) in taken:
            on = f" on '{row.issue}'" if "issue" in given.place else ""
            what = f"{row.actor} stands here again{on}"
            given.reading.wrong(what, "keep one line", line=row.line.number)
        taken.add((row.actor, row.issue))
    given.reading.found.close()


def _table(given: Sheet, found: list[Row], actors: list[str], issues: list[str]) -> ActorTable:
    shape = len(actors), len(issues)
    position, salience, power = np.full(shape, np.nan), np.zeros(shape), np.full(shape, np.nan)
    about = dict.fromkeys(actors, "")
    places = [{name: k for k, name in enumerate(names)} for names in (actors, issues)]
    for row in found:
        at = places[0][row.actor], places[1][row.issue]
        position[at], salience[at], power[at] = row.position, row.salience, row.capability
        about[row.actor] = about[row.actor] or clean(given.cell(row.line, "description"))
    notes: list[str] = []
    return ActorTable(
        title=clean(given.reading.file.stem),
        actors=tuple(actors),
        about=tuple(about.values()),
        issues=tuple(issues),
        ends=(ENDS,) * len(issues),
        position=full(position, "Positions", notes, known=_shares(salience)),
        salience=full(salience, "Saliences", notes, known=_shares(salience)),
        capability=own_capability(power),
        source=f"the table {given.reading.file.name}",
        notes=tuple(notes),
    )


def _shares(values: Floats) -> bool:
    """Whether all are from 0 to 1: nobody has a salience of 1 of 100 at most on everything."""
    return bool((values <= 1).all() and values.any())


def full(values: Floats, what: str, notes: list[str], *, known: bool = False) -> Floats:
    """The values from 0 to 100, times 100 where they are shares of 1, with a note on it.

    known : whether the file is known to be in shares, so that whole numbers 0 and 1 are as well.
    """
    given = values[~np.isnan(values)]
    if (given <= 1).all() and (known or (given % 1 > 0).any()):
        notes.append(f"{what} are from 0 to 1 in the file; they are times 100 here.")
        return np.round(values * FULL, 10)
    return values


def write_plain(table: ActorTable) -> str:
    """The table as a plain one, with a column `Issue`: a line for each position that is taken."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(["Issue", "Actor", "Description", "Capability", "Position", "Salience"])
    for k, issue in enumerate(table.issues):
        for i in np.flatnonzero(~np.isnan(table.position[:, k])):
            numbers = table.capability_on[i, k], table.position[i, k], table.salience[i, k]
            lines.writerow([issue, table.actors[i], table.about[i], *map(plain, numbers)])
    return out.getvalue()
