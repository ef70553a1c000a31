"""Small cases with a section `moves`, for the models and the lens."""

from typing import Any

from parley.case.check import findings
from parley.case.compose import compose
from parley.case.references import dangling
from parley.case.schema import Case

HEAD = """
parley: 1
case: moving
title: Moving
as_of: 2020-01-10
parties: {a: {name: Alba}, b: {name: Borduria}, c: {name: Castellan}}
consent: [a, b]
moves:
"""
JUDGED = {"by": "desk", "on": "2020-01-09", "because": "said so"}

# Each would rather keep its arms, whatever the other does, and would rather that both lay them down
# than that both keep them: the prisoner's dilemma. Castellan can pay Alba for laying them down.
DILEMMA = """
  options:
    a: {down: Lays down arms}
    b: {down: Lays down arms}
    c: {pay: Pays Alba}
  now: {a.down: no, b.down: no, c.pay: no}
  states:
    both: {name: Both lay down arms, is: {a.down: yes, b.down: yes}, sought: true}
  outcomes: {peace: {name: Peace, when: a.down and b.down}}
  preferences:
    a: {by: desk, on: 2020-01-09, because: said so,
        statements: [c.pay, b.down, {prefers: not a.down, says: keeps its arms}]}
    b: {by: desk, on: 2020-01-09, because: said so, statements: [a.down, not b.down]}
    c: {by: desk, on: 2020-01-09, because: said so, statements: [not c.pay]}
"""


def data(moves: str = DILEMMA) -> dict[str, Any]:
    return compose(HEAD + moves, "moving.yaml").data


def moving(moves: str = DILEMMA) -> Case:
    """The case with these moves; nothing wrong with it."""
    raw = data(moves)
    case = Case.model_validate(raw)
    wrong = [*dangling(raw), *findings(case)]
    assert not wrong, wrong
    return case


def told(moves: str) -> list[str]:
    """What is wrong with these moves."""
    raw = data(moves)
    return [what for _, what, _ in findings(Case.model_validate(raw))]
