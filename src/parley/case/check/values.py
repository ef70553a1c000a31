"""One value, condition, list of options or ranking, held against what its issue has."""

from collections.abc import Collection, Iterator, Mapping

from parley.case.down_sets import Kind, check_size
from parley.case.ranking import Ranking
from parley.case.references import Finding, nearest
from parley.case.schema import Case, Issue
from parley.case.select import Path, number_text

__all__ = [
    "atom_findings",
    "key_text",
    "options_findings",
    "package_findings",
    "ranking_findings",
    "value_findings",
]


def value_findings(issue: Issue, name: str, value: str | float, path: Path) -> Iterator[Finding]:
    """An option or a number that the issue called `name` does not have."""
    if issue.range is not None:
        low, high = issue.range
        if isinstance(value, str):
            yield path, f"'{value}' is not a number on '{name}'", f"write {low:g}..{high:g}"
        elif not low <= value <= high:
            yield path, f"{value:g} is outside the range of '{name}'", f"it is {low:g}..{high:g}"
    elif str(value) not in issue.labels:
        yield path, f"issue '{name}' has no option '{value}'", nearest(str(value), issue.labels)


def atom_findings(case: Case, name: str, sign: str, option: str, path: Path) -> Iterator[Finding]:
    """A comparison that the issue it names, if there is one, does not admit."""
    if name not in case.issues:
        yield path, f"no issue with id '{name}'", nearest(name, case.issues)
        return
    issue = case.issues[name]
    if issue.range is None and sign not in ("=", "!="):
        yield path, f"'{sign}' needs a range, and '{name}' has options", "use = or !="
    try:
        value: str | float = option if issue.range is None else float(option)
    except ValueError:
        value = option
    yield from value_findings(issue, name, value, path)


def key_text(key: str | float) -> str:
    """A key of a mapping as it stands in the file, which its place is looked up by."""
    return key if isinstance(key, str) else number_text(key)


def package_findings(
    case: Case, package: Mapping[str, str | float], path: Path
) -> Iterator[Finding]:
    """Values of a package that their issues do not have."""
    for name, value in package.items():
        if name in case.issues:
            yield from value_findings(case.issues[name], name, value, (*path, name))


def options_findings(
    issue: Issue, name: str, options: tuple[str, ...], path: Path, fix: str
) -> Iterator[Finding]:
    """Options named one by one, which an issue that is a range does not have."""
    if issue.range is not None and options:
        yield path, f"'{path[-1]}' names options, and '{name}' is a range", fix
        return
    for i, option in enumerate(options):
        yield from value_findings(issue, name, option, (*path, i))


def ranking_findings(
    ranking: Ranking, known: Collection[str], what: str, path: Path, kind: Kind
) -> Iterator[Finding]:
    """Items that the ranking cannot name, or too many free ones. kind : what is drawn from it."""
    strangers = [item for item in ranking.items if item not in known]
    for item in strangers:
        yield path, f"the ranking names '{item}', which is no {what}", nearest(item, known)
    if not strangers:
        try:
            check_size(ranking.over(tuple(known)), kind)
        except ValueError as wrong:
            problem, _, fix = str(wrong).partition("; ")
            yield path, problem, fix
