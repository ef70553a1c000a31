"""How much issues matter and what options score: all of them, none below zero, one form."""

from collections.abc import Iterator, Mapping

from parley.case.check.values import key_text, ranking_findings, value_findings
from parley.case.quantity import Claimed, Exact, Quantity, ends, parts_of
from parley.case.ranking import Ranking
from parley.case.references import Finding
from parley.case.schema import Case, Importance, PartyPosition
from parley.case.select import Path

__all__ = ["importance_findings", "score_findings"]

FULL_SWING = 100  # what the most important issue is given among swing weights


def importance_findings(case: Case, view: Importance, path: Path) -> Iterator[Finding]:
    """Issues that no form of importance may leave out, and weights that nothing can be made of."""
    if view.ranks is not None:
        place = (*path, "ranks")
        yield from ranking_findings(view.ranks, case.issues, "issue", place, "weights")
    if view.smarter is not None:
        yield from _smarter(case, view.smarter, (*path, "smarter"))
    if view.weights is not None:
        place = (*path, "weights")
        yield from _left_out(case, view.weights, place)
        if all(map(_can_be_zero, view.weights.values())):
            yield place, "all weights can be zero at once", "give one issue a weight above 0"
    if view.swing is not None:
        place = (*path, "swing")
        yield from _left_out(case, view.swing, place)
        if Exact(FULL_SWING) not in view.swing.values():
            what = f"no swing is {FULL_SWING}"
            yield place, what, f"give the issue that matters most {FULL_SWING}, others less"


def _left_out(case: Case, weights: Mapping[str, Quantity], path: Path) -> Iterator[Finding]:
    missing = [name for name in case.issues if name not in weights]
    if missing:
        what = f"'{path[-1]}' leaves out {_quoted(missing)}"
        yield path, what, "give every issue a number, 0 if it does not matter"


def _can_be_zero(weight: Quantity) -> bool:
    if isinstance(weight, Claimed):
        return any(map(_can_be_zero, parts_of(weight)))
    return max(ends(weight)) <= 0


def _smarter(case: Case, ranking: Ranking, path: Path) -> Iterator[Finding]:
    strangers = [item for item in ranking.items if item not in case.issues]
    yield from ranking_findings(ranking, case.issues, "issue", path, "weights")
    missing = [name for name in case.issues if name not in ranking.items]
    if strangers or (ranking.gaps and missing):
        return  # said already
    if missing:
        yield path, f"'smarter' leaves out {_quoted(missing)}", "rank every issue"
    elif not ranking.complete:
        fix = "rank all issues in one chain, or use 'ranks'"
        yield path, "'smarter' leaves the order of some issues open", fix
    if ranking.gaps:
        yield path, "'>>' has no meaning for 'smarter' weights", "use '>', or use 'ranks'"


def score_findings(case: Case, position: PartyPosition, path: Path) -> Iterator[Finding]:
    """A score sheet that leaves something out, or stands beside what it takes the place of."""
    if position.points is None:
        if position.no_deal is not None and position.no_deal.points is not None:
            what = "no deal has points, and the party has no score sheet"
            yield (*path, "no_deal", "points"), what, "give the party 'points', or write 'value'"
        return
    yield from _beside_points(position, path)
    missing = [name for name in case.issues if name not in position.points]
    if missing:
        what = f"'points' leaves out {_quoted(missing)}"
        yield (*path, "points"), what, "give every issue its points"
    for name, sheet in position.points.items():
        if name in case.issues:
            yield from _sheet(case, name, sheet, (*path, "points", name))


def _beside_points(position: PartyPosition, path: Path) -> Iterator[Finding]:
    fix = "a score sheet holds both; drop one of the two"
    if position.importance is not None:
        yield (*path, "importance"), "give either 'points' or 'importance'", fix
    for name, views in position.issues.items():
        if views.inferred is not None:
            place = (*path, "issues", name, "inferred")
            yield place, "give either 'points' or what is inferred of an issue", fix
    deal = position.no_deal
    if deal is not None and deal.value is not None:
        what = "no deal has a value from 0 to 1, and the party has a score sheet"
        yield (*path, "no_deal", "value"), what, "write 'points' in place of 'value'"
    if deal is not None and deal.war:
        what = "no deal is worth what 'war' says, from 0 to 1, and the party has a score sheet"
        yield (*path, "no_deal", "from"), what, "write 'points' in place of 'from: war'"
    if deal is not None and deal.plus is not None:
        what = "no deal has a 'plus', and the party has a score sheet"
        yield (*path, "no_deal", "plus"), what, "put the whole worth in 'points' of no deal"


def _sheet(
    case: Case, name: str, sheet: Mapping[str | float, Quantity], path: Path
) -> Iterator[Finding]:
    issue = case.issues[name]
    for value in sheet:
        yield from value_findings(issue, name, value, (*path, key_text(value)))
    missing = [option for option in issue.labels if option not in sheet]
    if missing:
        what = f"the points of '{name}' leave out {_quoted(missing)}"
        yield path, what, "give every option its points"
    elif not sheet:
        yield path, f"the points of '{name}' are empty", "give some of its numbers points"


def _quoted(names: list[str]) -> str:
    return ", ".join(f"'{name}'" for name in names[:6]) + (" and more" if len(names) > 6 else "")
