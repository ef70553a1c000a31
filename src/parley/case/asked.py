"""A state that somebody asks about: a named one, or the present one, with changes."""

from collections.abc import Sequence
from typing import NamedTuple

from parley.case.references import nearest
from parley.case.schema import Case, Moves, NamedState
from parley.case.states import allowed, whole
from parley.errors import CaseError, Problem

__all__ = ["Asked", "asked"]

Levels = dict[str, str]


class Asked(NamedTuple):
    """The case with the state as its only named one, and what was asked in one line.

    Where preferences order named states these stay, after the one that is asked for.
    """

    case: Case
    words: str


def asked(case: Case, words: Sequence[str]) -> Asked:
    """The state that `[STATE] [PARTY.OPTION=LEVEL ...]` stands for.

    STATE : the name of a state of the case; the present state without one. Raises `CaseError` with
    every unknown name, and every condition that the state breaks.
    """
    moves = case.moves
    if moves is None:
        raise CaseError.lacks("moves", "the case says nothing on moves", "add a 'moves' section")
    problems: list[Problem] = []
    named = [word for word in words if "=" not in word]
    name = named[0] if named else ""
    for more in named[1:]:
        problems.append(_problem(more, "a second state", "name one, then PARTY.OPTION=LEVEL"))
    if name and name not in moves.states:
        problems.append(_problem(name, "no state of this name", nearest(name, moves.states)))
    start = moves.states[name].levels if name in moves.states else {}
    levels = start | _changes(moves, [word for word in words if "=" in word], problems)
    problems += problems or _broken(moves, levels)
    if problems:
        raise CaseError(problems)
    return Asked(_with(case, moves, name, levels), " ".join(words) or "the present state")


def _problem(where: str, what: str, fix: str = "") -> Problem:
    return Problem(where, 0, 0, what, fix)


def _changes(moves: Moves, words: Sequence[str], problems: list[Problem]) -> Levels:
    found: Levels = {}
    for word in words:
        path, _, level = (part.strip() for part in word.partition("="))
        if path not in moves.paths:
            problems.append(_problem(word, f"no option '{path}'", nearest(path, moves.paths)))
        elif level not in moves.paths[path].labels:
            fix = nearest(level, moves.paths[path].labels)
            problems.append(_problem(word, f"no level '{level}'", fix))
        elif path in found:
            problems.append(_problem(word, f"'{path}' is given twice", "keep one of them"))
        else:
            found[path] = level
    return found


def _broken(moves: Moves, levels: Levels) -> list[Problem]:
    """What is missing from the state, or every condition it breaks."""
    state = whole(moves, levels)
    if missing := [path for path in moves.paths if path not in state]:
        return [_problem(path, "no level is given", f"add {path}=...") for path in missing]
    return [
        _problem(f"condition {k}", "this rules the state out", each.because)
        for k, each in enumerate(moves.conditions, 1)
        if not allowed(each, state, moves.paths)
    ]


def _with(case: Case, moves: Moves, name: str, levels: Levels) -> Case:
    title = moves.states[name].name if name and levels == moves.states[name].levels else ""
    claims = moves.states[name].claims if name else ()
    state = NamedState.model_validate(
        {"name": title or "The state asked about", "is": levels, "from": claims, "sought": True}
    )
    ordered = any(given.ranks is not None for _, given in moves.every_preference())
    rest = {key: each for key, each in moves.states.items() if ordered and key != name}
    states = {name or "asked": state, **rest}
    return case.model_copy(update={"moves": moves.model_copy(update={"states": states})})
