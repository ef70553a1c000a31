"""Tables of KTAB's spatial model of politics, as CSV.

A first line `title, description, number of actors, number of issues`; a second one
`Actor, Description, Power, position, salience, ...`; then a line for each actor. Positions and
saliences are from 0 to 100; issues are called as the columns of their positions. Lines may end in
commas.

Source of the facts: KAPSARC/KTAB at commit 3b5b063 (MIT licence), reader and examples.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from parley.case.formats.actor_table import FULL, ActorTable, Floats, check_names, check_weights
from parley.case.formats.delimited import Line, Reading, delimiter, lines_of
from parley.case.formats.json_parts import clean
from parley.case.formats.problems import Findings
from parley.case.text import read_text

__all__ = ["ENDS", "over_full", "read_ktab", "sizes", "write_ktab"]

FIRST = 3  # columns before the first position
ENDS = ("0", str(FULL))
ROUNDED = 0.05  # by which saliences written with one decimal may seem to be more than all


def sizes(cells: Sequence[str]) -> tuple[int, int] | None:
    """Numbers of actors and issues that a first line announces; None if it is no such line.

    >>> sizes(["Gas", "Who pays, and when", "7", "3", ""])
    (7, 3)
    >>> sizes(["Actor", "Capability", "Position", "Salience"])
    """
    if len(cells) < 4 or not all(re.fullmatch("[0-9]{1,6}", each.strip()) for each in cells[2:4]):
        return None
    return int(cells[2]), int(cells[3])


def read_ktab(file: Path) -> ActorTable:
    """The actors in a CSV file of KTAB; `CaseError` with every problem found."""
    text = read_text(file)
    parted_by = delimiter("".join(text.splitlines(keepends=True)[1:2]))
    reading = Reading(file, Findings(), comma_is_point=parted_by != ",")
    lines = lines_of(reading, text, parted_by)
    announced = sizes(lines[0].cells) if lines else None
    if announced is None or len(lines) < 2:
        fix = "write 'title, description, number of actors, number of issues', then the columns"
        reading.wrong("this does not begin as a table of KTAB does", fix, line=1)
        reading.found.close()
    issues = _issues(reading, lines[1])
    _compare(reading, announced or (0, 0), (len(lines) - 2, len(issues)), lines[0].number)
    table = _table(reading, lines, issues)
    reading.found.close()
    check_weights(reading, table)
    reading.found.close()
    return table


def _issues(reading: Reading, header: Line) -> tuple[str, ...]:
    columns = _filled(header)
    if len(columns) < FIRST + 2 or len(columns) % 2 == 0:
        what = "these columns are not those of a table of KTAB"
        fix = "write Actor, Description, Power, then a position and a salience for each issue"
        reading.wrong(what, fix, line=header.number)
    return tuple(
        reading.name(_bare(name), "a column of positions", line=header.number)
        for name in columns[FIRST::2]
    )


def _filled(line: Line) -> list[str]:
    """The cells up to the last that holds something."""
    cells = list(line.cells)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _bare(name: str) -> str:
    """The issue of a column: 'Policy Position' holds positions on 'Policy'."""
    return re.sub(r"(?i)[\s_-]+(position|pstn|pos)$", "", name)


def _compare(reading: Reading, said: tuple[int, int], are: tuple[int, int], line: int) -> None:
    for what, announced, counted in zip(("actors", "issues"), said, are, strict=True):
        if announced != counted:
            told = f"{announced} {what} are announced here, and the table has {counted}"
            reading.wrong(told, "correct the number, or the table", line=line)


def _table(reading: Reading, lines: list[Line], issues: tuple[str, ...]) -> ActorTable:
    top, header, rows = lines[0], lines[1], lines[2:]
    actors = [reading.name(row.cell(0), "an actor", line=row.number) for row in rows]
    named = [(row.number, name) for row, name in zip(rows, actors, strict=True)]
    check_names(reading, named, [(header.number, name) for name in issues])
    reading.found.close()  # before cells are counted by columns that may not be there
    numbers = np.array([_numbers(reading, row, issues) for row in rows])
    return ActorTable(
        title=clean(top.cell(0)),
        description=clean(top.cell(1)),
        actors=tuple(actors),
        about=tuple(clean(row.cell(1)) for row in rows),
        issues=issues,
        ends=(ENDS,) * len(issues),
        position=numbers[:, 1::2],
        salience=numbers[:, 2::2],
        capability=numbers[:, 0],
        source=f"the KTAB table {reading.file.name}",
        notes=tuple(over_full(actors, numbers[:, 2::2])),
    )


def _numbers(reading: Reading, row: Line, issues: tuple[str, ...]) -> list[float]:
    """Capability, then position and salience for each issue."""
    who, at = row.cell(0), row.number
    if len(_filled(row)) > FIRST + 2 * len(issues):
        fix = "put names and descriptions with commas into quotes"
        reading.wrong("more cells stand here than there are columns", fix, line=at)
        return [1.0] * (1 + 2 * len(issues))
    found = [reading.number(row.cell(FIRST - 1), f"the capability of {who}", line=at)]
    for k, issue in enumerate(issues):
        place = FIRST + 2 * k
        on = f"of {who} on '{issue}'"
        found.append(reading.number(row.cell(place), f"the position {on}", line=at, most=FULL))
        found.append(reading.number(row.cell(place + 1), f"the salience {on}", line=at, most=FULL))
    return found


def over_full(actors: Sequence[str], salience: Floats) -> Iterator[str]:
    """A sentence for those whose saliences sum to more than 100, which KTAB does not take."""
    totals = zip(actors, salience.sum(axis=1), strict=True)
    over = [name for name, total in totals if total > FULL + ROUNDED]
    if over:
        yield f"Saliences sum to more than {FULL}, which KTAB does not take: {', '.join(over)}."


def write_ktab(table: ActorTable) -> str:
    """The table as a CSV file of KTAB, which has no place for accommodation and settings.

    `ValueError` where an actor takes no position on some issue, or capability differs by issue:
    KTAB knows neither.
    """
    if np.isnan(table.position).any():
        i, k = np.argwhere(np.isnan(table.position))[0]
        raise ValueError(f"{table.actors[i]} has no position on {table.issues[k]}; KTAB needs one")
    if table.capability.ndim == 2:
        raise ValueError("capability differs by issue; KTAB takes one for each actor")
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow([table.title, table.description, table.n_actors, table.n_issues])
    columns = [f"{name} {kind}" for name in table.issues for kind in ("Position", "Salience")]
    rows.writerow(["Actor", "Description", "Power", *columns])
    for i, name in enumerate(table.actors):
        stands = np.stack([table.position[i], table.salience[i]], axis=1).ravel()
        rows.writerow([name, table.about[i], *map(plain, [table.capability[i], *stands])])
    return out.getvalue()


def plain(number: float) -> str:
    """The shortest decimals that read as this number.

    >>> plain(0.1), plain(40.0), plain(1e-7)
    ('0.1', '40', '0.0000001')
    """
    return np.format_float_positional(number, trim="-")
