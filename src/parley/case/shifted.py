"""An actor that somebody wants to see elsewhere: another position, salience or capability."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

from parley.case.quantity import Quantity, parse_number
from parley.case.references import nearest
from parley.case.schema import Actor, Case, Influence, Stance
from parley.case.schema.entry import MOST
from parley.errors import CaseError, Problem

__all__ = ["Shifted", "shifted"]

Part = TypeVar("Part", Actor, Influence, Stance)

USAGE = "ACTOR.SCALE=POSITION, ACTOR.SCALE.salience=..., or ACTOR.capability=..."


class Shifted(NamedTuple):
    """The case as it is, the case with the changes, and what was asked in one line."""

    base: Case
    case: Case
    words: str


def shifted(case: Case, words: Sequence[str]) -> Shifted:
    """The case with each `ACTOR.SCALE[.salience]=VALUE` or `ACTOR.capability=VALUE` in it.

    A value takes the forms of the case file, such as 40 or 30..50. Raises `CaseError` with every
    unknown name and every value that is none.
    """
    influence = case.influence
    if influence is None:
        what = "the case says nothing on who stands where with what weight"
        raise CaseError.lacks("influence", what, "add an 'influence' section")
    problems: list[Problem] = []
    if not words:
        problems.append(_problem("shift", "nothing to change", f"write {USAGE}"))
    given = [word.partition("=")[0].strip() for word in words]
    for path in sorted({path for path in given if given.count(path) > 1}):
        problems.append(_problem(path, "it is given twice", "keep one of them"))
    for word in words:
        influence = _changed(influence, word, problems)
    if problems:
        raise CaseError(problems)
    changed = case.model_copy(update={"influence": influence})
    return Shifted(case, changed, " ".join(words))


def _problem(where: str, what: str, fix: str) -> Problem:
    return Problem(where, 0, 0, what, fix)


def _changed(influence: Influence, word: str, problems: list[Problem]) -> Influence:
    """With the change of one word, or with a problem more."""
    path, sign, text = (part.strip() for part in word.partition("="))
    name, _, rest = path.partition(".")
    actor = influence.actors.get(name)
    if not sign:
        problems.append(_problem(word, "no value is given", f"write {USAGE}"))
    elif actor is None:
        fix = nearest(name, influence.actors)
        problems.append(_problem(word, f"no actor '{name}' in 'influence'", fix))
    else:
        try:
            new = _of_actor(actor, rest, text)
        except ValueError as error:
            what, _, fix = str(error).partition("; ")
            problems.append(_problem(word, what, fix))
        else:
            return _with(influence, "actors", influence.actors | {name: new})
    return influence


def _of_actor(actor: Actor, rest: str, text: str) -> Actor:
    """The actor with one number changed; `ValueError` with what is wrong, and after ; the fix."""
    if rest == "capability":
        return _with(_everywhere(actor), "capability", _weight(text))
    scale, _, number = rest.partition(".")
    stance = actor.stances.get(scale)
    if stance is None:
        raise ValueError(f"no stance on '{scale}'; {nearest(scale, actor.stances)}")
    number, parsers = number or "position", _PARSERS
    if number not in parsers:
        raise ValueError(f"no number '{number}'; {nearest(number, parsers)}")
    new = _with(stance, number, parsers[number](text))
    return _with(actor, "stances", actor.stances | {scale: new})


def _everywhere(actor: Actor) -> Actor:
    """Without capabilities of its own on single scales."""
    stances: dict[str, Stance] = {
        scale: _with(stance, "capability", None) for scale, stance in actor.stances.items()
    }
    return _with(actor, "stances", stances)


def _with(entry: Part, key: str, value: Any) -> Part:
    return entry.model_copy(update={key: value})


def _parsed(parse: Callable[[Any], Quantity]) -> Callable[[str], Quantity]:
    def parsed(text: str) -> Quantity:
        try:
            number: float | str = float(text)
        except ValueError:
            number = text
        return parse(number)

    return parsed


_weight = _parsed(parse_number(0, MOST))
_swing = _parsed(parse_number(0, 100, natural=True))
_PARSERS = {"position": _swing, "salience": _swing, "capability": _weight}
