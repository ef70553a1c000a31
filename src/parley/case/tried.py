"""A package that somebody wants to try: a text of the case, changed by hand."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from parley.case.compared import alternatives
from parley.case.references import nearest
from parley.case.rules import atoms, holds, rule_text
from parley.case.schema import Case, Issue
from parley.case.terms import variants
from parley.errors import CaseError, Problem

__all__ = ["Origin", "Tried", "tried"]

WAYS = 6  # ways to take a text's choices that are listed where none is named

Value = str | float
Origin = Literal["text", "change", "present state"]


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A package by name; every issue of the case has a value.

    case : the case, with the numbers of the package among those it compares. text : the proposal
    it starts from, or one way to take its choices; empty for the present state. values, origin :
    issue -> its option or number, and where that comes from. against : a text to put beside it;
    empty without one. beside : issue -> value of that text.
    """

    case: Case
    text: str
    values: Mapping[str, Value]
    origin: Mapping[str, Origin]
    against: str
    beside: Mapping[str, Value]


def tried(case: Case, words: Sequence[str], against: str = "") -> Tried:
    """The package that `[TEXT] [ISSUE=OPTION ...]` stands for.

    TEXT : a proposal id, or "proposal:A/B" for one way to take its choices. Raises `CaseError`
    with every unknown name, number off its range and constraint that the package breaks.
    """
    problems: list[Problem] = []
    texts = [word for word in words if "=" not in word]
    text = texts[0] if texts else ""
    for more in texts[1:]:
        problems.append(_problem(more, "a second text", "name one, then changes as ISSUE=OPTION"))
    sets = _text(case, text, problems) if text else {}
    changes = _changes(case, [word for word in words if "=" in word], problems)
    other = _text(case, against, problems) if against else {}
    if not problems:
        problems += _broken(case, _whole(case, sets | changes))
    if problems:
        raise CaseError(problems)
    numbered = _comparing(case, changes)
    return Tried(
        case=numbered,
        text=text,
        values=_whole(case, sets | changes),
        origin={
            name: "change" if name in changes else "text" if name in sets else "present state"
            for name in case.issues
        },
        against=against,
        beside=_whole(case, other) if against else {},
    )


def _problem(where: str, what: str, fix: str = "") -> Problem:
    return Problem(where, 0, 0, what, fix)


def _whole(case: Case, sets: Mapping[str, Value]) -> dict[str, Value]:
    return {name: sets.get(name, issue.if_silent) for name, issue in case.issues.items()}


def _text(case: Case, name: str, problems: list[Problem]) -> dict[str, Value]:
    """What a text sets; a problem if it is unknown, leaves a choice, or settles nothing."""
    proposal = name.partition(":")[0]
    if proposal not in case.proposals:
        known = _texts(case)
        problems.append(_problem(name, "no text of this name", nearest(name, known)))
        return {}
    ways = alternatives(case, proposal)
    if ways and name not in ways:
        what = "the text leaves a choice" if name == proposal else "no such way to take its choices"
        few = ", ".join(list(ways)[:WAYS]) + (" ..." if len(ways) > WAYS else "")
        problems.append(_problem(name, what, f"name one way: {few}"))
        return {}
    if not ways and name != proposal:
        problems.append(_problem(name, "the text leaves no choice", f"write {proposal}"))
        return {}
    sets = ways[name] if ways else variants(case, proposal)[0].sets
    if not sets:
        fix = "give issues as ISSUE=OPTION"
        problems.append(_problem(name, "this text settles no listed issue", fix))
    return sets


def _texts(case: Case) -> Collection[str]:
    """Every name a text can be tried under."""
    return [name for each in case.proposals for name in (alternatives(case, each) or [each])]


def _changes(case: Case, words: Sequence[str], problems: list[Problem]) -> dict[str, Value]:
    """Issue -> option or number, for each ISSUE=OPTION that can be read."""
    found: dict[str, Value] = {}
    seen: set[str] = set()
    for word in words:
        name, _, given = (part.strip() for part in word.partition("="))
        if name not in case.issues:
            problems.append(_problem(word, f"no issue '{name}'", nearest(name, case.issues)))
        elif name in seen:
            problems.append(_problem(word, f"'{name}' is given twice", "keep one of them"))
        else:
            value = _value(case.issues[name], word, given, problems)
            found |= {} if value is None else {name: value}
        seen.add(name)
    return found


def _value(issue: Issue, word: str, given: str, problems: list[Problem]) -> Value | None:
    if issue.range is None:
        if given in issue.labels:
            return given
        problems.append(_problem(word, f"no option '{given}'", nearest(given, issue.labels)))
        return None
    low, high = issue.range
    try:
        number = float(given)
    except ValueError:
        number = math.nan
    if low <= number <= high:
        return number
    unit = f" {issue.unit}" if issue.unit else ""
    what = "not a number" if math.isnan(number) else "off the range"
    problems.append(_problem(word, what, f"give a number from {low:g} to {high:g}{unit}"))
    return None


def _broken(case: Case, values: Mapping[str, Value]) -> Iterator[Problem]:
    """Every constraint that the package is against, with what the package has on its issues."""
    for k, constraint in enumerate(case.constraints, 1):
        if not holds(constraint.rule, values):
            issues = dict.fromkeys(atom.issue for atom in atoms(constraint.rule))
            has = ", ".join(f"{name}={_shown(values[name])}" for name in issues)
            because = f": {constraint.because.rstrip('.')}" if constraint.because else ""
            yield _problem(
                f"constraint {k}",
                f"“{rule_text(constraint.rule)}” rules this package out{because}",
                f"the package has {has}",
            )


def _shown(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _comparing(case: Case, changes: Mapping[str, Value]) -> Case:
    """The case with the numbers of the changes among those of the ranges that are compared."""
    issues = {
        name: issue.naming((*issue.grid(), number))
        if isinstance(number := changes.get(name), float)
        else issue
        for name, issue in case.issues.items()
    }
    return case.model_copy(update={"issues": issues})
