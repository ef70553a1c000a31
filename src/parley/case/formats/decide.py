"""Tables of the position exchange model, as the program Decide keeps them.

Lines begin with a mark: `#A` an actor (name, full name, comment), `#P` an issue (the same), `#M` an
issue and a point of its scale, the least and the most of which are its ends, `#D` actor, issue,
position, salience, power. Cells are parted by tabs, semicolons or commas, and stand in quotes of
either kind or in none.

Saliences are from 0 to 1, or from 0 to 100 where one in the file is above 1. An actor without a
line for an issue takes no position there. Power may differ by issue.

Source of the facts: data of foarsitter/decide-exchange-model at commit 51dee66, looked at for their
layout only.
"""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from parley.case.formats.actor_table import (
    FULL,
    ActorTable,
    check_names,
    check_weights,
    own_capability,
)
from parley.case.formats.delimited import Line, Reading, delimiter, lines_of
from parley.case.formats.ktab import ENDS, plain
from parley.case.formats.problems import Findings
from parley.case.text import read_text

__all__ = ["MARKS", "read_decide"]

MARKS = ("#A", "#P", "#M", "#D")
COLUMNS = {"#A": 2, "#P": 2, "#M": 3, "#D": 6}

Ends = dict[str, tuple[float, float]]


def read_decide(file: Path) -> ActorTable:
    """The actors in a file of Decide; `CaseError` with every problem found."""
    text = read_text(file)
    parted_by = delimiter(next((line for line in text.splitlines() if "#" in line), ""))
    quote = "'" if text.lstrip().startswith("'") else '"'
    reading = Reading(file, Findings(), comma_is_point=parted_by != ",")
    lines = _marked(reading, lines_of(reading, text, parted_by, quote=quote))
    table = _table(reading, lines)
    reading.found.close()
    check_weights(reading, table)
    reading.found.close()
    return table


def _marked(reading: Reading, lines: list[Line]) -> dict[str, list[Line]]:
    """The lines by their marks; those too short or without a mark are problems."""
    found: dict[str, list[Line]] = {mark: [] for mark in MARKS}
    for line in lines:
        mark = line.cell(0).upper()
        if mark not in found:
            what = f"a line begins with '{line.cell(0)[:20]}'"
            reading.wrong(what, f"begin it with one of {', '.join(MARKS)}", line=line.number)
        elif len(line.cells) < COLUMNS[mark]:
            what = f"a line {mark} has {len(line.cells)} cells"
            reading.wrong(what, f"it needs {COLUMNS[mark]}", line=line.number)
        else:
            found[mark].append(line)
    return found


def _table(reading: Reading, lines: dict[str, list[Line]]) -> ActorTable:
    actors, issues = (_names(reading, lines[mark]) for mark in ("#A", "#P"))
    check_names(
        reading,
        [(line.number, line.cell(1)) for line in lines["#A"]],
        [(line.number, line.cell(1)) for line in lines["#P"]],
    )
    ends = _ends(reading, lines["#M"], issues)
    reading.found.close()  # before numbers are placed by actors and issues
    shape = len(actors), len(issues)
    position, salience, power = np.full(shape, np.nan), np.zeros(shape), np.full(shape, np.nan)
    for line, i, k in _places(reading, lines["#D"], list(actors), list(issues)):
        low, high = ends[line.cell(2)]
        on, at = f"of {line.cell(1)} on '{line.cell(2)}'", line.number
        stands = reading.number(line.cell(3), f"the position {on}", line=at, least=low, most=high)
        position[i, k] = round((stands - low) / (high - low) * FULL, 10)
        salience[i, k] = reading.number(line.cell(4), f"the salience {on}", line=at, most=FULL)
        power[i, k] = reading.number(line.cell(5), f"the power {on}", line=at)
    if salience.max() <= 1:
        salience = np.round(salience * FULL, 10)
    return ActorTable(
        title=reading.file.stem,
        actors=tuple(actors.values()),
        about=tuple(line.cell(3) for line in lines["#A"]),
        issues=tuple(issues.values()),
        ends=tuple((plain(low), plain(high)) for low, high in ends.values()),
        position=position,
        salience=salience,
        capability=own_capability(power),
        source=f"the Decide table {reading.file.name}",
    )


def _names(reading: Reading, lines: list[Line]) -> dict[str, str]:
    """Name -> full name, or the name again where there is none."""
    return {
        line.cell(1): reading.name(line.cell(2) or line.cell(1), line.cell(0), line=line.number)
        for line in lines
    }


def _ends(reading: Reading, lines: list[Line], issues: dict[str, str]) -> Ends:
    """The ends of each scale; those of 0 to 100 where a file marks none."""
    marked: dict[str, list[float]] = {issue: [] for issue in issues}
    for line in lines:
        what = f"a point on '{line.cell(1)}'"
        if line.cell(1) in marked:
            point = reading.number(line.cell(2), what, line=line.number, least=-math.inf)
            marked[line.cell(1)].append(point)
        else:
            reading.wrong(f"{what}, which is no issue", "add a line #P for it", line=line.number)
    found = {}
    for issue, points in marked.items():
        low, high = (min(points), max(points)) if points else map(float, ENDS)
        if low == high:
            reading.wrong(f"the scale of '{issue}' has no width", "mark both ends with #M")
        found[issue] = (low, high)
    return found


def _places(
    reading: Reading, lines: list[Line], actors: Sequence[str], issues: Sequence[str]
) -> Iterator[tuple[Line, int, int]]:
    """The lines #D with the places of actor and issue; unknown and repeated ones are problems."""
    taken, places = set(), [{name: k for k, name in enumerate(each)} for each in (actors, issues)]
    for line in lines:
        who, what = line.cell(1), line.cell(2)
        if who not in places[0] or what not in places[1]:
            stranger = who not in places[0]
            unknown = f"'{who}' is no actor" if stranger else f"'{what}' is no issue"
            mark = "#A" if stranger else "#P"
            reading.wrong(unknown, f"add a line {mark} for it", line=line.number)
        elif (who, what) in taken:
            reading.wrong(f"{who} stands twice on '{what}'", "keep one line", line=line.number)
        else:
            taken.add((who, what))
            yield line, places[0][who], places[1][what]
