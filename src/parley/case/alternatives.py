"""Scenarios that change the fighting or the settlement, as cases of their own."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from parley.case.check.war import war_findings
from parley.case.schema import Case, Entry, Scenario, Settlement, War
from parley.case.select import Path

__all__ = ["alternatives"]

SECTIONS = ("war", "settlement")


def alternatives(case: Case) -> tuple[Mapping[str, Case], Mapping[str, str]]:
    """By id of the scenario: the case with its changes to the two sections, or what is wrong.

    Scenarios that leave both sections alone are left out; what else a scenario changes is not
    applied. Entries that a path goes through must exist, as in `scenario.patched`.
    """
    found: dict[str, Case] = {}
    wrong: dict[str, str] = {}
    for name, scenario in case.scenarios.items():
        if not any(path.split(".")[0] in SECTIONS for path in scenario.set):
            continue
        try:
            found[name] = _with(case, scenario)
        except (LookupError, ValueError) as error:
            wrong[name] = _first_line(error)
    return found, wrong


def _with(case: Case, scenario: Scenario) -> Case:
    changed: dict[str, Any] = {}
    for path, value in scenario.set.items():
        section, *steps = path.split(".")
        if section in SECTIONS:
            before = changed.get(section, getattr(case, section))
            if before is None:
                raise LookupError(f"the case has no section '{section}'")
            changed[section] = _set(before, tuple(steps), value, path)
    kinds: dict[str, type[War | Settlement]] = {"war": War, "settlement": Settlement}
    case = case.model_copy(
        update={name: kinds[name].model_validate(part) for name, part in changed.items()}
    )
    problems = [what for _, what, _ in war_findings(case)]
    if problems:
        raise ValueError(problems[0])
    return case


def _set(part: Any, steps: Path, value: Any, path: str) -> Any:
    """The part with the value at the end of the steps; entries on the way become plain data."""
    if not steps:
        return value
    step, rest = str(steps[0]), steps[1:]
    if isinstance(part, Entry):
        inside = {field.alias or name: name for name, field in type(part).model_fields.items()}
        given = {alias: getattr(part, name) for alias, name in inside.items()}
        if step not in given:
            raise LookupError(f"the path '{path}' does not exist at '{step}'")
        return given | {step: _set(given[step], rest, value, path)}
    if isinstance(part, Mapping) and (step in part or not rest):
        return {**part, step: _set(part.get(step), rest, value, path)}
    if isinstance(part, tuple) and step.isdigit() and int(step) < len(part):
        i = int(step)
        return (*part[:i], _set(part[i], rest, value, path), *part[i + 1 :])
    raise LookupError(f"the path '{path}' does not exist at '{step}'")


def _first_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return str(error.errors()[0]["msg"])
    return str(error.args[0])
