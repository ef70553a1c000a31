"""Read a case: one file or a folder of files, checked as a whole, every problem at once."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from parley.case.check import findings, option_findings
from parley.case.explain import explain
from parley.case.hindsight import without_hindsight
from parley.case.raw import Raw, load
from parley.case.references import Finding, dangling
from parley.case.scenario import patched
from parley.case.schema import Case
from parley.case.select import Path
from parley.case.texts import quote_findings
from parley.errors import CaseError, Problem

__all__ = ["find_case", "read_case", "shipped_cases"]

SHIPPED = FilePath(__file__).resolve().parent.parent / "cases"
_HEAD = {"parley": 1, "case": "x", "title": "x", "as_of": "9999", "parties": {}}


def read_case(
    where: str | FilePath, *, scenario: str | None = None, hindsight: bool = False
) -> Case:
    """The case in a file or folder, or the shipped case of that name.

    scenario : apply this named patch first. hindsight : keep entries known only after `as_of`.
    Raises `CaseError` with every problem found, each with file, line, column and likely fix.
    """
    path = find_case(where)
    files = _case_files(path)
    if not files:
        fix = "a case folder holds .yaml files"
        raise CaseError([Problem(str(path), 0, 0, "no case file in this folder", fix)])
    raw = load(files)
    data = _with_scenario(raw, scenario) if scenario else raw.data
    case, found = _validated(data)
    found += dangling(data)
    if case is not None:
        found += findings(case)
        found += quote_findings(case, path if path.is_dir() else path.parent)
        found += _scenario_findings(data, case)
    problems = [*raw.problems, *map(raw.problem, found)]
    if problems or case is None:
        raise CaseError(problems)
    return case if hindsight else without_hindsight(case)


def shipped_cases() -> dict[str, FilePath]:
    """The example cases that come with parley, by name."""
    return {path.name: path for path in sorted(SHIPPED.iterdir()) if _case_files(path)}


def find_case(where: str | FilePath) -> FilePath:
    """The path of a case, given as a path or as the name of a shipped case."""
    path = FilePath(where)
    if path.exists():
        return path
    shipped = shipped_cases()
    if str(where) in shipped:
        return shipped[str(where)]
    close = get_close_matches(str(where), shipped, n=1)
    fix = f"did you mean '{close[0]}'?" if close else f"shipped cases: {', '.join(shipped)}"
    raise CaseError([Problem(str(where), 0, 0, "no such file, folder or shipped case", fix)])


def _case_files(path: FilePath) -> list[FilePath]:
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.iterdir() if file.suffix in (".yaml", ".yml"))


def _validated(data: Mapping[str, Any]) -> tuple[Case | None, list[Finding]]:
    """The case and what is malformed; with the malformed entries left out if there are any.

    Leaving them out lets the checks across entries run all the same, so that every problem shows
    in one go. What comes back with findings is for checking only.
    """
    try:
        return Case.model_validate(data), []
    except ValidationError as error:
        found = [explain(each, Case) for each in error.errors(include_url=False)]
    pruned: dict[str, Any] = _HEAD | dict(data)
    for path, _, _ in found:
        pruned = _without(pruned, path)
    try:
        return Case.model_validate(pruned), found
    except ValidationError:
        return None, found


def _without(data: dict[str, Any], path: Path) -> dict[str, Any]:
    """The data without the entry that `path` leads into."""
    section = data.get(str(path[0])) if path else None
    if isinstance(section, dict) and len(path) > 1 and path[1] in section:
        return data | {str(path[0]): {k: v for k, v in section.items() if k != path[1]}}
    if path and path[0] in _HEAD:
        return data | {str(path[0]): _HEAD[str(path[0])]}
    return {key: value for key, value in data.items() if not path or key != path[0]}


def _with_scenario(raw: Raw, name: str) -> dict[str, Any]:
    scenarios = raw.data.get("scenarios")
    known = scenarios if isinstance(scenarios, dict) else {}
    if name not in known:
        close = get_close_matches(name, known, n=1)
        fix = f"did you mean '{close[0]}'?" if close else f"scenarios: {', '.join(known) or 'none'}"
        raise CaseError([Problem("scenario", 0, 0, f"no scenario '{name}' in this case", fix)])
    changes = known[name].get("set") if isinstance(known[name], dict) else None
    try:
        return patched(raw.data, changes if isinstance(changes, dict) else {})
    except LookupError as lack:
        path = ("scenarios", name, "set")
        raise CaseError([raw.problem((path, str(lack.args[0]), ""))]) from None


def _scenario_findings(data: Mapping[str, Any], case: Case) -> Iterator[Finding]:
    """Scenarios whose path does not exist or whose patch makes the case invalid."""
    sound = set(option_findings(case))
    for name, scenario in case.scenarios.items():
        where = ("scenarios", name, "set")
        try:
            changed = patched(data, scenario.set)
        except LookupError as lack:
            what, _, fix = str(lack.args[0]).partition("; ")
            yield where, what, fix
            continue
        sections = {path.split(".")[0] for path in scenario.set}
        found: Iterable[Finding]
        try:  # only what the patch touches is read again: a case may have many scenarios
            patch = Case.model_validate(_HEAD | {key: changed[key] for key in sections})
        except ValidationError as error:
            found = [explain(each, Case) for each in error.errors(include_url=False)]
        else:
            update = {key: getattr(patch, key) for key in sections}
            found = set(option_findings(case.model_copy(update=update))) - sound
        for _, what, fix in found:
            yield where, f"this patch makes the case invalid: {what}", fix
