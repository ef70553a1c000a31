"""The files of Genius XML as they stand: issues, weights and a reservation value."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from parley.case.formats.markup import Node
from parley.case.formats.problems import Findings, once

__all__ = [
    "DOMAIN",
    "PROFILE",
    "Described",
    "Profile",
    "check_same",
    "issues_of",
    "objective",
    "profile_of",
    "repeated",
]

DOMAIN, PROFILE = "negotiation_template", "utility_space"
KINDS = ("discrete", "integer", "real")
INTERACTIONS = ("ufun", "rules", "hyperRectangle", "constraints")


@dataclass(frozen=True)
class Described:
    """An issue as a file describes it; low and high for a numeric one. node : where it stands."""

    node: Node
    name: str
    kind: str
    options: tuple[str, ...]
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(1)


@dataclass(frozen=True)
class Profile:
    """One party's file: its issues by name, weights by issue, and the reservation value."""

    file: Path
    issues: dict[str, Described]
    weights: dict[str, Fraction]
    reservation: Fraction


def objective(root: Node) -> Node | None:
    """The objective that holds the issues, directly inside or one level down."""
    inside = root.first(PROFILE) or root
    return inside.first("objective")


def issues_of(file: Path, root: Node, found: Findings) -> tuple[Described, ...]:
    """The issues that a domain or a profile describes, in its order."""
    top = objective(root)
    if top is None:
        found.add(file, "no objective is described here", "issues stand inside <objective>")
        return ()
    for each in top.all("objective"):
        what, fix = "an objective inside another", "only a flat list of issues can be read"
        found.add(file, what, fix, line=each.line)
    domain = root.tag == DOMAIN
    issues = tuple(_issue(file, node, found, domain=domain) for node in top.all("issue"))
    if twice := once(issue.name for issue in issues):
        found.add(file, f"the issue '{twice}' stands twice", "names must differ", line=top.line)
    return issues


def _issue(file: Path, node: Node, found: Findings, *, domain: bool) -> Described:
    name = node.attributes.get("name", "").strip()
    if not name:
        found.add(file, "an issue has no name", 'write name="..."', line=node.line)
    given = (node.attributes.get(key) for key in ("type", "etype", "vtype"))
    kind = next((each for each in given if each), "discrete").lower()
    if kind not in KINDS:
        fix = f"known: {', '.join(KINDS)}"
        found.add(file, f"'{name}' is of the unknown type '{kind}'", fix, line=node.line)
    if kind in ("integer", "real"):
        low, high = _bounds(file, node, name, found, whole=kind == "integer")
        return Described(node, name, kind, (), low, high)
    options = tuple(item.attributes.get("value", "").strip() for item in node.all("item"))
    if not options:
        fix = "an issue needs options, each <item value=...>"
        found.add(file, f"the issue '{name}' has no options", fix, line=node.line)
    if twice := repeated(node) if domain else None:
        what = f"the option '{twice}' of '{name}' stands twice"
        found.add(file, what, "names must differ", line=node.line)
    return Described(node, name, "discrete", tuple(dict.fromkeys(options)))


def repeated(issue: Node) -> str | None:
    """The first option that stands twice. In a profile the last counts, as in Genius."""
    return once(item.attributes.get("value", "").strip() for item in issue.all("item"))


def _bounds(
    file: Path, node: Node, name: str, found: Findings, *, whole: bool
) -> tuple[Fraction, Fraction]:
    written = (node.first("range") or node).attributes
    low, high = (
        found.number(file, written.get(key), f"the {key} of '{name}'", line=node.line)
        for key in ("lowerbound", "upperbound")
    )
    if low >= high:
        found.add(file, f"'{name}' runs from {low} to {high}", "low comes first", line=node.line)
    if whole and (low.denominator, high.denominator) != (1, 1):
        found.add(file, f"the bounds of '{name}' are not whole", 'use type="real"', line=node.line)
    return low, max(high, low + 1)


def profile_of(file: Path, root: Node, found: Findings) -> Profile:
    """A profile; what is wrong in it is noted, and something sound stands in."""
    issues = issues_of(file, root, found)
    top = objective(root) or root
    if interactions := [
        node for each in (root, top) for tag in INTERACTIONS for node in each.all(tag)
    ]:
        what = "this profile has interactions between issues"
        fix = "only additive profiles can be read"
        found.add(file, what, fix, line=interactions[0].line)
    by_index = {
        node.attributes.get("index", "").strip(): found.number(
            file, node.attributes.get("value"), "a weight", line=node.line
        )
        for node in top.all("weight")
    }
    weights = {issue.name: _weight(file, issue, by_index, found) for issue in issues}
    if issues and not any(weights.values()):
        found.add(file, "all weights are zero", "one issue at least must matter", line=top.line)
    node = root.first("reservation") or top.first("reservation")
    reservation = Fraction(0)
    if node is not None:
        value = node.attributes.get("value")
        reservation = found.number(file, value, "the reservation value", line=node.line)
    return Profile(file, {issue.name: issue for issue in issues}, weights, reservation)


def _weight(
    file: Path, issue: Described, by_index: dict[str, Fraction], found: Findings
) -> Fraction:
    index = issue.node.attributes.get("index", "").strip()
    weight = by_index.get(index)
    if weight is None:
        what, fix = f"'{issue.name}' has no weight", f'add <weight index="{index}" value="..."/>'
        found.add(file, what, fix, line=issue.node.line)
        return Fraction(1)
    if weight < 0:
        what, fix = f"the weight of '{issue.name}' is below zero", "turn the evaluations around"
        found.add(file, what, fix, line=issue.node.line)
    return weight


def check_same(profile: Profile, described: Sequence[Described], found: Findings) -> None:
    """The profile must speak of the issues of the domain, of all of them and of no others."""
    for issue in described:
        own = profile.issues.get(issue.name)
        if own is None:
            fix = "each profile describes every issue of the domain, under the same name"
            found.add(profile.file, f"the issue '{issue.name}' is missing", fix)
        elif own.kind != issue.kind:
            what = f"'{issue.name}' is {own.kind} here and {issue.kind} in the domain"
            found.add(profile.file, what, "make them the same", line=own.node.line)
        elif (own.low, own.high) != (issue.low, issue.high):
            what = f"'{issue.name}' has other bounds here than in the domain"
            found.add(profile.file, what, "make them the same", line=own.node.line)
    for name in profile.issues.keys() - {issue.name for issue in described}:
        what = f"the issue '{name}' is not in the domain"
        found.add(profile.file, what, "leave it out", line=profile.issues[name].node.line)
