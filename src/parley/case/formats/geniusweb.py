"""GeniusWeb JSON: linear additive profiles, each with its domain inside.

A package is worth sum_i w_i x utility_i; weights sum to 1 and utilities run from 0 to 1. Without a
deal a party has what its reservation bid is worth, and 0 if it names none.
"""

import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from parley.case.formats.curves import Curve, at, grid
from parley.case.formats.exact import decimal_text, exact
from parley.case.formats.game import Game, GameIssue, Sheet
from parley.case.formats.problems import Findings
from parley.case.text import read_text
from parley.errors import CaseError, Problem

__all__ = ["PROFILE", "parse_json", "read_geniusweb"]

PROFILE, DOMAIN = "LinearAdditiveUtilitySpace", "issuesValues"
DISCRETE = ("DiscreteValueSetUtilities", "discreteutils")
NUMBERS = ("NumberValueSetUtilities", "numberutils", "numvalueutils")
MOST_STEPS = 101  # of a range, as many as a case file compares


def parse_json(file: Path) -> Any:
    """The JSON of a file with its numbers as the text they were written in; `CaseError`."""
    text = read_text(file)
    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as error:
        what, fix = f"this is not sound JSON: {error.msg}", "check commas, brackets and quotes"
        raise CaseError([Problem(str(file), error.lineno, error.colno, what, fix)]) from None
    except RecursionError:
        raise CaseError([Problem(str(file), 0, 0, "this JSON is nested too deeply")]) from None


def read_geniusweb(profiles: Sequence[tuple[Path, dict[str, Any]]]) -> Game:
    """The game of these profiles, in the order given; `CaseError` with all problems."""
    found = Findings()
    first = _domain(*profiles[0])
    issues = [_issue(profiles[0][0], name, entry, found) for name, entry in first.items()]
    if not issues:
        found.add(profiles[0][0], "no issues are described here", "add 'issuesValues'")
    for file, profile in profiles[1:]:
        if _domain(file, profile) != first:
            what = f"the domain here is not that of {profiles[0][0].name}"
            found.add(file, what, "put the profiles of one domain into one folder")
    found.close()
    points = tuple(_sheet(file, profile, issues, found) for file, profile in profiles)
    no_deal = tuple(
        _reservation(file, profile, issues, sheet, found)
        for (file, profile), sheet in zip(profiles, points, strict=True)
    )
    found.close()
    domain = _inside(profiles[0][1]).get("domain")
    return Game(
        title=str(domain.get("name", "")) if isinstance(domain, dict) else "",
        parties=tuple(file.stem for file, _ in profiles),
        issues=tuple(issues),
        points=points,
        no_deal=no_deal,
        source=f"the GeniusWeb files {', '.join(file.name for file, _ in profiles)}",
    )


def _inside(profile: dict[str, Any]) -> dict[str, Any]:
    inside = profile.get(PROFILE)
    return inside if isinstance(inside, dict) else {}


def _part(entry: Any, *keys: str) -> dict[str, Any]:
    """The mapping under the first of these keys that there is; an empty one if none is."""
    if isinstance(entry, dict):
        for key in keys:
            if isinstance(entry.get(key), dict):
                part: dict[str, Any] = entry[key]
                return part
    return {}


def _domain(_: Path, profile: dict[str, Any]) -> dict[str, Any]:
    return _part(_part(_inside(profile), "domain"), DOMAIN)


def _issue(file: Path, name: str, entry: Any, found: Findings) -> GameIssue:
    if isinstance(entry, dict) and "range" in entry:
        return _range(file, name, entry["range"], found)
    values = entry.get("values") if isinstance(entry, dict) else None
    if not isinstance(values, list) or not values:
        found.add(file, f"the issue '{name}' has no options", "add a list 'values'")
        return GameIssue(name, ("?",))
    options = tuple(str(value) for value in values)
    if len(set(options)) < len(options):
        found.add(file, f"an option of '{name}' stands twice", "names must differ")
    return GameIssue(name, options)


def _range(file: Path, name: str, entry: Any, found: Findings) -> GameIssue:
    """A range as {low, high, step} or as a list of the three."""
    keys = ("low", "high", "step")
    given = dict(zip(keys, entry, strict=False)) if isinstance(entry, list) else entry
    given = given if isinstance(given, dict) else {}
    low, high, step = (
        found.number(file, _text(given.get(key)), f"the {key} of '{name}'") for key in keys
    )
    if low >= high or step <= 0:
        found.add(file, f"the range of '{name}' holds no two numbers", "low comes first")
        return GameIssue(name, ("0", "1"), numeric=True)
    n = int((high - low) / step)
    steps = (
        tuple(low + step * k for k in range(n + 1))
        if n < MOST_STEPS
        else grid(low, low + step * n, ())
    )
    whole = all(each.denominator == 1 for each in (low, step))
    return GameIssue(name, tuple(map(decimal_text, steps)), numeric=True, whole=whole)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _sheet(
    file: Path, profile: dict[str, Any], issues: Sequence[GameIssue], found: Findings
) -> Sheet:
    inside = _inside(profile)
    weights, utilities = _part(inside, "issueWeights"), _part(inside, "issueUtilities")
    sheet = []
    for issue in issues:
        what = f"the weight of '{issue.name}'"
        weight = found.number(file, _text(weights.get(issue.name)), what)
        if weight < 0:
            found.add(file, f"{what} is below zero", "turn the utilities around")
        row = _utilities(file, issue, utilities.get(issue.name), found)
        sheet.append(tuple(weight * each for each in row))
    return tuple(sheet)


def _utilities(file: Path, issue: GameIssue, entry: Any, found: Findings) -> list[Fraction]:
    """What each option is worth, before the weight; options not named are worth 0."""
    if numbers := _part(entry, *NUMBERS):
        keys = ("lowValue", "highValue", "lowUtility", "highUtility")
        x0, x1, y0, y1 = (
            found.number(file, _text(numbers.get(key)), f"{key} of '{issue.name}'") for key in keys
        )
        if not issue.numeric or x0 >= x1:
            found.add(file, f"'{issue.name}' is not a range from low to high in the domain")
            return [Fraction(0)] * len(issue.options)
        return [at(Curve((x0, x1), (y0, y1)), Fraction(option)) for option in issue.options]
    values = _part(_part(entry, *DISCRETE), "valueUtilities")
    if not values:
        what = f"nothing says what the options of '{issue.name}' are worth"
        found.add(file, what, "add 'valueUtilities'")
    for name in values.keys() - set(issue.options):
        found.add(file, f"'{name}' is no option of '{issue.name}' in the domain", "leave it out")
    return [
        found.number(file, _text(values.get(option, "0")), f"the utility of '{option}'")
        for option in issue.options
    ]


def _reservation(
    file: Path,
    profile: dict[str, Any],
    issues: Sequence[GameIssue],
    sheet: Sheet,
    found: Findings,
) -> Fraction:
    bid = _part(_part(_inside(profile), "reservationBid"), "issuevalues")
    total = Fraction(0)
    for name in bid.keys() - {issue.name for issue in issues}:
        found.add(file, f"the reservation bid names '{name}', which is no issue", "leave it out")
    for issue, row in zip(issues, sheet, strict=True):
        if issue.name in bid:
            total += _of_option(file, issue, row, str(bid[issue.name]), found)
    return total


def _of_option(
    file: Path, issue: GameIssue, row: Sequence[Fraction], option: str, found: Findings
) -> Fraction:
    if issue.numeric and (number := exact(option)) is not None:
        return at(Curve(tuple(map(Fraction, issue.options)), tuple(row)), number)
    if option not in issue.options:
        what = f"the reservation bid takes '{option}', which is no option of '{issue.name}'"
        found.add(file, what, f"options: {', '.join(issue.options[:8])}")
        return Fraction(0)
    return row[issue.options.index(option)]
