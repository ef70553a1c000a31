"""Issues whose outcome is known: what forecasts are scored on.

A plain table with the columns Issue, Actor, Capability, Position, Salience, Outcome, and where
wanted Reference (what held before, or holds without a decision) and Proposal (issues decided
together): one line for each actor on each issue. Outcome, reference and proposal are the same on
every line of an issue, or stand on one of them. Positions, saliences, outcomes and references are
from 0 to 100; saliences may be shares of 1, as in `parley.case.formats.plain_table`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from parley.case.formats.actor_table import FULL, Floats
from parley.case.formats.plain_table import NEEDED, Row, Sheet, full, rows, sheet

__all__ = ["ScoredIssue", "read_outcome_table"]


@dataclass(frozen=True, kw_only=True, eq=False)
class ScoredIssue:
    """An issue that has been decided.

    position, salience : (n_actors,), 0 to 100. capability : (n_actors,), any unit.
    outcome : 0 to 100. reference : what held without a decision, nan if unknown.
    proposal : issues with the same one were decided together; empty if not known.
    """

    name: str
    proposal: str = ""
    actors: tuple[str, ...]
    position: Floats
    salience: Floats
    capability: Floats
    outcome: float
    reference: float = np.nan


def read_outcome_table(file: Path) -> tuple[ScoredIssue, ...]:
    """The issues of a plain table with outcomes; `CaseError` with every problem found."""
    given = sheet(file, ("issue", *NEEDED, "outcome"))
    found = rows(given, "")
    issues: dict[str, list[Row]] = {}
    for row in found:
        issues.setdefault(row.issue, []).append(row)
    if not issues:
        given.reading.wrong("there is no issue", "write a line for each actor on each issue")
    made = [_issue(given, name, own) for name, own in issues.items()]
    given.reading.found.close()
    saliences = full(np.concatenate([issue.salience for issue in made]), "Saliences", [])
    parts = np.split(saliences, np.cumsum([len(issue.salience) for issue in made])[:-1])
    return tuple(replace(issue, salience=part) for issue, part in zip(made, parts, strict=True))


def _issue(given: Sheet, name: str, own: list[Row]) -> ScoredIssue:
    outcome = _same(given, own, "outcome")
    if np.isnan(outcome):
        what, fix = f"the outcome of '{name}' is missing", f"give a number from 0 to {FULL}"
        given.reading.wrong(what, fix, line=own[0].line.number)
    seen: set[str] = set()
    for row in own:
        if row.actor in seen:
            what = f"{row.actor} stands here again on '{name}'"
            given.reading.wrong(what, "keep one line", line=row.line.number)
        seen.add(row.actor)
    taking = [row for row in own if not np.isnan(row.position)]
    if not any(row.capability * row.salience > 0 for row in taking):
        fix = "give somebody with a position a salience and a capability above 0"
        given.reading.wrong(f"nobody has any weight on '{name}'", fix, line=own[0].line.number)
    texts = [given.cell(row.line, "proposal") for row in own]
    return ScoredIssue(
        name=name,
        proposal=next(filter(None, texts), ""),
        actors=tuple(row.actor for row in taking),
        position=np.array([row.position for row in taking]),
        salience=np.array([row.salience for row in taking]),
        capability=np.array([row.capability for row in taking]),
        outcome=outcome,
        reference=_same(given, own, "reference"),
    )


def _same(given: Sheet, own: Sequence[Row], column: str) -> float:
    """The number in a column of an issue; nan if it stands nowhere. It must not change."""
    found: dict[str, float] = {}  # by what is written, so that a wrong one is told once
    for row in own:
        text, line = given.cell(row.line, column), row.line.number
        if not text or text in found:
            continue
        what = f"the {column} of '{row.issue}'"
        if found:
            told = f"{what} is {text[:40]} here and {next(iter(found))[:40]} above"
            given.reading.wrong(told, "make them the same", line=line)
        found[text] = given.reading.number(text, what, line=line, most=FULL)
    return next(iter(found.values()), np.nan)
