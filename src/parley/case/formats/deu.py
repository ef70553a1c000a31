"""The table of DEU III: positions, saliences and outcomes of 364 issues of European Union law.

A copy of the table is read that the user has, with tabs, semicolons or commas: a line for each
issue; `p` and an actor for its position, `s` and an actor for its salience, `rp` the reference
point, `out` the outcome, `prnr` and `isnr` the numbers of proposal and issue. A line without `isnr`
(copies have one of national products) is passed over. An actor counts on an issue where it has both
numbers; an issue counts where it has an outcome and at least three such actors.

The table has no capability. The rule here is that of Council votes, each number divided by the
largest of its table, with 1 for Commission and Parliament:

    before Nice   where only members of 1995 count
    population    else, where the proposal is of 2014 or later: qualified majorities since then
    Nice          else

The year is that in the number of the proposal, d160023 being of 2016: dates in copies are garbled.

Sources: Arregui and Perarnaud (2022), A new dataset on legislative decision-making in the European
Union: the DEU III dataset, Journal of European Public Policy, doi:10.1080/13501763.2021.1991983;
its data, doi:10.34810/data53. Votes: Treaty of Nice, OJ C 80, 10 March 2001, and the treaties of
accession; populations in millions, about 2020.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from parley.case.formats.actor_table import FULL, named_twice
from parley.case.formats.delimited import Line, Reading, delimiter, lines_of
from parley.case.formats.outcomes import ScoredIssue
from parley.case.formats.plain_table import Sheet
from parley.case.formats.problems import Findings
from parley.case.text import read_text

__all__ = ["NEEDED", "VOTES", "capability", "read_deu", "votes"]

NEEDED = ("prnr", "isnr", "out", "rp")
FEWEST = 3  # actors with position and salience
SINCE_POPULATION = 14  # the year 2014, as numbers of proposals have it
CENTURY = 50  # numbers with a year from here on are of the nineteen hundreds
WITH_THE_MOST = ("com", "ep")  # Commission and Parliament

BEFORE_NICE: Mapping[str, float] = {
    "de": 10, "fr": 10, "it": 10, "uk": 10, "es": 8, "be": 5, "el": 5, "nl": 5, "pt": 5, "at": 4,
    "se": 4, "dk": 3, "ie": 3, "fi": 3, "lu": 2,
}  # fmt: skip
NICE: Mapping[str, float] = {
    "de": 29, "fr": 29, "it": 29, "uk": 29, "es": 27, "pl": 27, "ro": 14, "nl": 13, "be": 12,
    "cz": 12, "el": 12, "hu": 12, "pt": 12, "at": 10, "bu": 10, "se": 10, "dk": 7, "ie": 7,
    "lt": 7, "sk": 7, "fi": 7, "cr": 7, "ee": 4, "lv": 4, "si": 4, "cy": 4, "lu": 4, "mt": 3,
}  # fmt: skip
POPULATION: Mapping[str, float] = {
    "de": 83.1, "fr": 67.4, "uk": 67.8, "it": 59, "es": 49, "pl": 37.8, "ro": 19.2, "nl": 17.6,
    "be": 11.6, "el": 10.4, "cz": 10.6, "pt": 10.8, "se": 10.4, "hu": 9.7, "at": 8.9, "bu": 6.9,
    "dk": 5.8, "fi": 5.5, "sk": 5.4, "ie": 5, "cr": 4, "lt": 2.8, "si": 2.1, "lv": 1.9, "ee": 1.3,
    "cy": 0.9, "lu": 0.63, "mt": 0.52,
}  # fmt: skip
VOTES: Mapping[str, Mapping[str, float]] = {
    "before Nice": BEFORE_NICE,
    "Nice": NICE,
    "population": POPULATION,
}


def votes(proposal: str, actors: tuple[str, ...]) -> str:
    """Which of `VOTES` holds for a proposal on which these actors have positions."""
    if all(actor in BEFORE_NICE or actor in WITH_THE_MOST for actor in actors):
        return "before Nice"
    found = re.match("[A-Za-z]([0-9]{2})", proposal)
    late = found is not None and SINCE_POPULATION <= int(found[1]) < CENTURY
    return "population" if late else "Nice"


def capability(table: str, actors: tuple[str, ...]) -> list[float]:
    """Per actor its votes in a table of `VOTES` over the most that one has there."""
    given = VOTES[table]
    most = max(given.values())
    return [1.0 if actor in WITH_THE_MOST else given[actor] / most for actor in actors]


def read_deu(file: Path) -> tuple[ScoredIssue, ...]:
    """The issues that count, in the order of the table; `CaseError` with every problem found."""
    given = _sheet(file)
    reading = given.reading
    known = {*BEFORE_NICE, *NICE, *WITH_THE_MOST}
    actors = tuple(name[1:] for name in given.place if _is_position(name, given, known))
    if not actors:
        fix = "each actor needs two columns, such as pde and sde"
        reading.wrong("there are no columns of actors", fix, line=given.header)
    lines = [line for line in given.lines if given.cell(line, "isnr")]
    named_twice(reading, [(line.number, given.cell(line, "isnr")) for line in lines], "the issue")
    found = [_issue(given, line, actors) for line in lines]
    reading.found.close()
    counting = tuple(issue for issue in found if issue is not None)
    if not counting:
        reading.wrong("no issue has an outcome and three actors", "check that the file is whole")
        reading.found.close()
    return counting


def _sheet(file: Path) -> Sheet:
    text = read_text(file)
    parted_by = delimiter(next(iter(text.lstrip().splitlines()), ""))
    reading = Reading(file, Findings(), comma_is_point=parted_by != ",")
    lines = lines_of(reading, text, parted_by)
    header = [cell.lower() for cell in lines[0].cells] if lines else []
    missing = [column for column in NEEDED if column not in header]
    if missing:
        what = f"there is no column {', '.join(missing)}"
        reading.wrong(what, "begin with the names of the columns of DEU III", line=1)
        reading.found.close()
    place = {name: k for k, name in enumerate(header)}
    return Sheet(reading, place, lines[0].number, lines[1:])


def _is_position(name: str, given: Sheet, known: set[str]) -> bool:
    return name[:1] == "p" and name[1:] in known and f"s{name[1:]}" in given.place


def _issue(given: Sheet, line: Line, actors: tuple[str, ...]) -> ScoredIssue | None:
    """The issue of a line; None if it does not count."""
    name = given.cell(line, "isnr")

    def number(column: str) -> float:
        text = given.cell(line, column)
        if not text:
            return np.nan
        what = f"'{column}' of {name}"
        return given.reading.number(text, what, line=line.number, most=FULL)

    stands = {actor: (number(f"p{actor}"), number(f"s{actor}")) for actor in actors}
    both = {actor: each for actor, each in stands.items() if not np.isnan(each).any()}
    outcome, reference = number("out"), number("rp")
    if np.isnan(outcome) or len(both) < FEWEST or not any(s for _, s in both.values()):
        return None
    proposal, taking = given.cell(line, "prnr"), tuple(both)
    return ScoredIssue(
        name=name,
        proposal=proposal,
        actors=taking,
        position=np.array([position for position, _ in both.values()]),
        salience=np.array([salience for _, salience in both.values()]),
        capability=np.array(capability(votes(proposal, taking), taking)),
        outcome=outcome,
        reference=reference,
    )
