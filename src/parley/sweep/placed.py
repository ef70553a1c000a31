"""A number of a case set to another one, without reading the whole case again.

A case is checked entry by entry and then across its sections. Where only a number changes, what
must be checked again is the section it stands in.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from parley.case.check import findings
from parley.case.check.influence import influence_findings
from parley.case.check.positions import position_findings
from parley.case.check.war import war_findings
from parley.case.explain import explain
from parley.case.hindsight import relying_on_hindsight
from parley.case.quantity import Quantity
from parley.case.references import Finding, dangling
from parley.case.schema import Case, Entry
from parley.case.select import Path

__all__ = ["checked", "quick", "refuse_after", "with_numbers"]


def _war(case: Case, _: Path) -> Iterable[Finding]:
    return war_findings(case)


_CHECKS: Mapping[str, Callable[[Case, Path], Iterable[Finding]]] = {
    "war": _war,
    "settlement": _war,
    "influence": lambda case, _: influence_findings(case),
    "positions": lambda case, steps: position_findings(
        case, case.positions[str(steps[0])], ("positions", steps[0])
    ),
}
_TOGETHER = ("importance", "points")  # what is drawn of these hangs together


def checked(data: Mapping[str, Any]) -> Case:
    """The case in plain data that has been patched; `ValueError` with the first thing wrong."""
    try:
        case = Case.model_validate(data)
    except ValidationError as error:
        _refuse([explain(error.errors(include_url=False)[0], Case)])
        raise
    _refuse([*dangling(data), *findings(case), *relying_on_hindsight(data)])
    return case


def quick(whole: Case, known: Case, path: str) -> bool:
    """Whether the path leads to a number that `with_numbers` can set.

    whole, known : with and without what is hindsight; it must be the same number in both, or
    places in a list have moved.
    """
    section, *steps = path.split(".")
    if section not in _CHECKS or (section == "positions" and steps[1:2] and steps[1] in _TOGETHER):
        return False
    try:
        number = _at(getattr(whole, section), steps)
        return isinstance(number, Quantity) and _at(getattr(known, section), steps) is number
    except LookupError:
        return False


def with_numbers(case: Case, patch: Mapping[str, float]) -> Case:
    """The case with an exact number at each path, all of them `quick`.

    `ValueError` if an entry does not admit one. What other entries say is up to `refuse_after`.
    """
    sections: dict[str, Any] = {}
    for path, value in patch.items():
        section, *steps = path.split(".")
        sections[section] = _set(sections.get(section, getattr(case, section)), steps, value)
    return case.model_copy(
        update={name: _typed(getattr(case, name), part) for name, part in sections.items()}
    )


def refuse_after(case: Case, paths: Iterable[str]) -> None:
    """`ValueError` with the first thing wrong in the sections of a case where numbers changed."""
    places = (path.split(".")[:2] for path in paths)
    checks = {(_CHECKS[name], step if name == "positions" else "") for name, step in places}
    for check, party in checks:
        _refuse(check(case, (party,)))


def _typed(before: Any, part: Any) -> Any:
    """The changed section as an entry, or its changed entries as such."""
    if isinstance(before, Entry):
        return _validated(before, part)
    kept = {name: each for name, each in part.items() if each is before[name]}
    return {name: kept.get(name) or _validated(before[name], each) for name, each in part.items()}


def _validated(before: Entry, given: Any) -> Entry:
    try:
        return type(before).model_validate(given)
    except ValidationError as error:
        _refuse([explain(error.errors(include_url=False)[0], type(before))])
        raise


def _refuse(found: Iterable[Finding]) -> None:
    for _, what, fix in found:
        raise ValueError(f"{what}; {fix}" if fix else what)


def _at(part: Any, steps: list[str]) -> Any:
    """What stands at the end of the steps, keys as in the file; `LookupError` if nothing does."""
    for step in steps:
        part = _inside(part)[_key(part, step)]
    return part


def _set(part: Any, steps: list[str], value: Any) -> Any:
    """The part with the value at the end of the steps; entries on the way become plain data."""
    if not steps:
        return value
    inside, key = _inside(part), _key(part, steps[0])
    new = _set(inside[key], steps[1:], value)
    if isinstance(inside, tuple):
        return (*inside[:key], new, *inside[key + 1 :])
    return {**inside, key: new}


def _inside(part: Any) -> Any:
    """The parts of a part: by key as in the file, or by place; nothing for a number or a text."""
    if isinstance(part, Entry):
        return {field.alias or name: getattr(part, name)
                for name, field in type(part).model_fields.items()}  # fmt: skip
    return part if isinstance(part, Mapping | tuple) else {}


def _key(part: Any, step: str) -> Any:
    if not isinstance(part, tuple):
        return step
    return int(step) if step.isdigit() else len(part)  # beyond the end: there is no such place
