"""Read a case: one file or a folder of files, checked as a whole, every problem at once."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from parley.case.check import findings, value_findings
from parley.case.explain import explain
from parley.case.hindsight import relying_on_hindsight, without_hindsight
from parley.case.raw import Raw, load
from parley.case.references import Finding, dangling
from parley.case.scenario import patched
from parley.case.schema import Case
from parley.case.select import Path
from parley.case.texts import quote_findings
from parley.errors import CaseError, Problem

__all__ = ["case_files", "find_case", "read_case", "shipped_cases"]

SHIPPED = FilePath(__file__).resolve().parent.parent / "cases"
# A patch of these moves no date.
_VALUES = {"issues", "constraints", "positions", "belief", "war", "settlement"}
_HEAD = {"parley": 1, "case": "x", "title": "x", "as_of": "9999", "parties": {}}


def read_case(
    where: str | FilePath, *, scenario: str | None = None, hindsight: bool = False
) -> Case:
    """The case in a file or folder, or the shipped case of that name.

    scenario : apply this named patch first. hindsight : keep entries known only after `as_of`.
    Raises `CaseError` with every problem found, each with file, line, column and likely fix.
    """
    path = find_case(where)
    files = case_files(path)
    if not files:
        fix = "a case folder holds .yaml files"
        raise CaseError([Problem(str(path), 0, 0, "no case file in this folder", fix)])
    raw = load(files)
    data = _with_scenario(raw, scenario) if scenario else raw.data
    case, found = _validated(data)
    left_out = {str(place[1]) for place, _, _ in found if len(place) > 1}
    found += dangling(data)
    if case is not None:
        across = [*findings(case), *quote_findings(case, path if path.is_dir() else path.parent)]
        found += (each for each in across if not _only_left_out(each, left_out))
        found += relying_on_hindsight(data)
        found += _scenario_findings(data, case, {*found, *across})
    problems = [*raw.problems, *map(raw.problem, found)]
    if problems or case is None:
        raise CaseError(problems)
    return case if hindsight else without_hindsight(case)


def shipped_cases() -> dict[str, FilePath]:
    """The example cases that come with parley, by name."""
    return {path.name: path for path in sorted(SHIPPED.iterdir()) if case_files(path)}


def find_case(where: str | FilePath) -> FilePath:
    """The path of a case, given as a path or as the name of a shipped case."""
    path = FilePath(where)
    if _exists(path):
        return path
    shipped = shipped_cases()
    if str(where) in shipped:
        return shipped[str(where)]
    close = get_close_matches(str(where), shipped, n=1)
    fix = f"did you mean '{close[0]}'?" if close else f"shipped cases: {', '.join(shipped)}"
    raise CaseError([Problem(str(where), 0, 0, "no such file, folder or shipped case", fix)])


def _exists(path: FilePath) -> bool:
    try:
        return path.exists()
    except OSError:  # a name longer than the system takes, or a folder closed to us
        return False


def case_files(path: FilePath) -> list[FilePath]:
    """The files of a case: the file itself, or those of a folder by name."""
    if not path.is_dir():
        return [path]
    try:
        return sorted(file for file in path.iterdir() if file.suffix in (".yaml", ".yml"))
    except OSError as error:
        raise CaseError([Problem(str(path), 0, 0, f"cannot be read: {error.strerror}")]) from None


def _validated(data: Mapping[str, Any]) -> tuple[Case | None, list[Finding]]:
    """The case and what is malformed; with the malformed entries left out if there are any.

    Leaving them out lets the checks across entries run all the same, so that every problem shows
    in one go. What comes back with findings is for checking only.
    """
    try:
        return Case.model_validate(data), []
    except ValidationError as error:
        found = [explain(each, Case) for each in error.errors(include_url=False)]
    try:
        return Case.model_validate(_without(data, [path for path, _, _ in found])), found
    except ValidationError:
        return None, found


def _without(data: Mapping[str, Any], paths: Iterable[Path]) -> dict[str, Any]:
    """The data without the entries of mappings, or else the sections, that `paths` lead into."""
    entries: dict[str, set[Any]] = {}
    sections = set()
    for path in paths:
        section = data.get(str(path[0])) if path else None
        if isinstance(section, dict) and len(path) > 1 and path[1] in section:
            entries.setdefault(str(path[0]), set()).add(path[1])
        elif path:
            sections.add(path[0])
    kept = {key: value for key, value in data.items() if key not in sections}
    for key in entries.keys() & kept.keys():
        kept[key] = {name: part for name, part in kept[key].items() if name not in entries[key]}
    return _HEAD | kept


def _only_left_out(finding: Finding, left_out: set[str]) -> bool:
    """Whether an entry seems to be missing only because it was left out for its own problem."""
    _, what, _ = finding
    told = re.match(r"(?:no \w+ with id|the ranking names) '([^']*)'", what)
    return told is not None and told[1] in left_out


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


def _scenario_findings(
    data: Mapping[str, Any], case: Case, known: set[Finding]
) -> Iterator[Finding]:
    """Scenarios whose path does not exist or whose patch makes the case invalid.

    known : what is wrong without the patches, which is not their fault.
    """
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
            changed_case = case.model_copy(update={key: getattr(patch, key) for key in sections})
            checks = value_findings if sections <= _VALUES else findings
            found = [*checks(changed_case), *dangling(changed)]
        for _, what, fix in sorted(set(found) - known, key=str):
            yield where, f"this patch makes the case invalid: {what}", fix
