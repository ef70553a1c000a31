"""What is wrong with a party's position, beyond the form of its entries."""

from collections.abc import Iterator

from parley.case.check.scores import importance_findings, score_findings
from parley.case.check.values import (
    atom_findings,
    key_text,
    options_findings,
    package_findings,
    ranking_findings,
    value_findings,
)
from parley.case.preferences import satisfying
from parley.case.quantity import Normal, Quantity, ends, parts_of
from parley.case.ranking import check_gaps
from parley.case.references import Finding
from parley.case.schema import Case, Issue, IssuePosition, NoDeal, PartyPosition, Together
from parley.case.select import Path

__all__ = ["position_findings"]


def position_findings(case: Case, position: PartyPosition, path: Path) -> Iterator[Finding]:
    """What is wrong with one party's position. path : to it."""
    if position.importance is not None:
        yield from importance_findings(case, position.importance, (*path, "importance"))
    if position.no_deal is not None:
        yield from _no_deal(case, position.no_deal, (*path, "no_deal"))
    for name, views in position.issues.items():
        if name in case.issues:
            yield from _views(case.issues[name], name, views, (*path, "issues", name))
    for i, together in enumerate(position.together):
        yield from _together(case, position, together, (*path, "together", i))
    yield from score_findings(case, position, path)


def _no_deal(case: Case, deal: NoDeal, path: Path) -> Iterator[Finding]:
    if deal.war and (case.war is None or path[1] not in case.war.sides):
        what = f"'{path[1]}' is no side in the section 'war'"
        yield (*path, "from"), what, "give a value, a package or points in place of 'from: war'"
    yield from package_findings(case, deal.package or {}, (*path, "package"))
    for name, kept in deal.plus_with.items():
        if name in case.issues:
            for option in kept:
                place = (*path, "plus_with", name)
                yield from value_findings(case.issues[name], name, option, place)


def _together(
    case: Case, position: PartyPosition, together: Together, path: Path
) -> Iterator[Finding]:
    wrong = [
        finding
        for atom in together.atoms
        for finding in atom_findings(case, atom.issue, atom.sign, atom.option, (*path, "when"))
    ]
    yield from wrong
    if not wrong:
        yield from _never(case, together, (*path, "when"))
    if position.points is None:
        yield from _worth(together.worth, (*path, "worth"))


def _never(case: Case, together: Together, path: Path) -> Iterator[Finding]:
    for name in dict.fromkeys(atom.issue for atom in together.atoms):
        if not satisfying(case.issues[name], together.atoms, name):
            what = f"no value of '{name}' satisfies all conditions on it, so this never counts"
            yield path, what, "write one entry for each"


def _worth(worth: Quantity, path: Path) -> Iterator[Finding]:
    """A worth on the scale where 1 goes from the worst package to the best."""
    for part in parts_of(worth):
        if isinstance(part, Normal):
            if not -1 <= part.low <= part.high <= 1:
                yield path, "this bell reaches beyond -1..1", "give it low and high within -1..1"
        elif outside := [number for number in ends(part) if not -1 <= number <= 1]:
            what = f"{outside[0]:.10g} is outside the admissible range -1..1"
            yield path, what, "points need a score sheet: 'points' of the party"


def _views(issue: Issue, name: str, views: IssuePosition, path: Path) -> Iterator[Finding]:
    for i, stated in enumerate(views.stated):
        for key in ("wants", "accepts", "refuses", "red"):
            place = (*path, "stated", i, key)
            yield from options_findings(
                issue, name, getattr(stated, key), place, "say it in 'says'"
            )
        for option in sorted(set(stated.wants) & set(stated.refuses)):
            yield (*path, "stated", i), f"'{option}' is both wanted and refused", "drop one"
    inferred = views.inferred
    if inferred is None:
        return
    place = (*path, "inferred")
    fix = "use 'values' or 'prefers'"
    yield from options_findings(issue, name, inferred.red, (*place, "red"), fix)
    if inferred.prefers is not None and issue.options is not None:
        yield place, f"'prefers' needs an ordered issue or a range, not '{name}'", "use ranks"
    for value in inferred.values or {}:
        yield from value_findings(issue, name, value, (*place, "values", key_text(value)))
    if inferred.values is not None:
        for option in issue.labels:
            if option not in inferred.values:
                what = f"'values' leaves out option '{option}' of '{name}'"
                yield (*place, "values"), what, "give it a value, 'unknown' if need be"
    if inferred.ranks is not None:
        what, where = f"option of '{name}'", (*place, "ranks")
        yield from ranking_findings(inferred.ranks, issue.labels, what, where, "values")
        if impossible := check_gaps(inferred.ranks):
            yield (*place, "ranks"), impossible, "use '>' for some of the '>>'"
