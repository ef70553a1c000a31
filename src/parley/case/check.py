"""What a well-formed case must also satisfy: dates, options, rankings."""

from collections.abc import Collection, Iterator
from typing import Any

from parley.case.dates import as_of, span
from parley.case.down_sets import Kind, check_size
from parley.case.hindsight import without_hindsight
from parley.case.ranking import Ranking, check_gaps
from parley.case.references import Finding, nearest
from parley.case.rules import atoms
from parley.case.schema import (
    Case,
    Entry,
    Issue,
    IssuePosition,
    Judged,
    PartyPosition,
    Response,
    Term,
)
from parley.case.schema.talks import Condition
from parley.case.select import Path
from parley.case.terms import items, locate, term_findings
from parley.case.walk import walk
from parley.case.when import When

__all__ = ["findings", "option_findings"]


def findings(case: Case) -> Iterator[Finding]:
    """Everything wrong with a case whose entries are each well formed."""
    yield from _shared_ids(case)
    yield from _dates(case)
    yield from option_findings(case)
    yield from term_findings(case)


def _shared_ids(case: Case) -> Iterator[Finding]:
    """Ids that two sections share although a reference may lead into either."""
    for first, second in (("parties", "people"), ("issues", "topics")):
        for name in getattr(case, first).keys() & getattr(case, second).keys():
            yield (second, name), f"'{name}' is also an id in '{first}'", "rename one of them"


# dates


def _dates(case: Case) -> Iterator[Finding]:
    broken = list(_broken_dates(case))
    yield from broken
    if broken:
        return
    if case.as_of.span.latest is None:
        yield ("as_of",), "as_of needs a last day", "write a single date"
        return
    for path, entry in _visible(case):
        yield from _too_late(case, path, entry)
    yield from _hidden_items(case)


def _too_late(case: Case, path: Path, entry: Entry) -> Iterator[Finding]:
    """An entry that is not marked as hindsight, but is of a later day or dated by a later event."""
    keys = () if isinstance(entry, Judged) else ("on", "published", "agreed")
    for key in keys:  # the date of a judgement says when it was made, not what it knew
        when = getattr(entry, key, None)
        if isinstance(when, When) and span(case, when).starts_after(as_of(case)):
            what = f"'{when}' is after the case's as_of ({case.as_of})"
            yield (*path, key), what, "mark the entry 'hindsight: true'"
    for name, field in type(entry).model_fields.items():
        when = getattr(entry, name)
        event = case.chronology.get(when.anchor) if isinstance(when, When) else None
        if event is not None and event.hindsight:
            what = f"is dated by event '{when.anchor}', which is hindsight"
            yield (*path, field.alias or name), what, "mark the entry 'hindsight: true', or date it"


def _hidden_items(case: Case) -> Iterator[Finding]:
    """References from terms and answers that are shown to items that are hindsight."""
    known = {name: items(proposal) for name, proposal in case.proposals.items()}
    shown = {name: items(each) for name, each in without_hindsight(case).proposals.items()}
    for path, entry in _visible(case.proposals, ("proposals",)):
        for key, reference in _item_references(entry):
            where, item = locate(str(path[1]), reference)
            if item in known.get(where, {}) and item not in shown.get(where, {}):
                what = f"names item '{reference}', which is hindsight"
                yield (*path, key), what, "mark this as hindsight as well"


def _item_references(entry: Entry) -> Iterator[tuple[str, str]]:
    if isinstance(entry, Term) and entry.refers_to:
        yield "refers_to", entry.refers_to
    for key, field in (("items", Response), ("depends_on", Condition)):
        if isinstance(entry, field):
            yield from ((key, reference) for reference in getattr(entry, key))


def _broken_dates(case: Case) -> Iterator[Finding]:
    for path, value in walk(case):
        if isinstance(value, When) and value.anchor:
            try:
                span(case, value)
            except LookupError as lack:
                known = value.anchor in case.chronology
                yield path, lack.args[0], "" if known else nearest(value.anchor, case.chronology)


def _visible(value: Any, path: Path = ()) -> Iterator[tuple[Path, Entry]]:
    """Every entry with its path, without those marked as hindsight and all inside them."""
    for place, part in walk(value, path, skip=lambda part: getattr(part, "hindsight", False)):
        if isinstance(part, Entry):
            yield place, part


# options and rankings


def option_findings(case: Case) -> Iterator[Finding]:
    """Options and values that an issue does not have, and rankings nothing can satisfy."""
    for name, issue in case.issues.items():
        yield from _value(issue, name, issue.if_silent, ("issues", name, "if_silent"))
    for i, constraint in enumerate(case.constraints):
        where: Path = ("constraints", i)
        for atom in atoms(constraint.rule):
            yield from _atom(case, atom.issue, atom.sign, atom.option, where)
    for party, position in case.positions.items():
        yield from _position(case, position, ("positions", party))
    for path, value in walk(case.proposals, ("proposals",)):
        if isinstance(value, Term):
            for name, option in value.sets.items():
                if name in case.issues:
                    place = (*path, "sets", name)
                    yield from _value(case.issues[name], name, option, place)


def _value(issue: Issue, name: str, value: str | float, path: Path) -> Iterator[Finding]:
    if issue.range is not None:
        low, high = issue.range
        if isinstance(value, str):
            yield path, f"'{value}' is not a number on '{name}'", f"write {low:g}..{high:g}"
        elif not low <= value <= high:
            yield path, f"{value:g} is outside the range of '{name}'", f"it is {low:g}..{high:g}"
    elif str(value) not in issue.labels:
        yield path, f"issue '{name}' has no option '{value}'", nearest(str(value), issue.labels)


def _atom(case: Case, name: str, sign: str, option: str, path: Path) -> Iterator[Finding]:
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
    yield from _value(issue, name, value, path)


def _position(case: Case, position: PartyPosition, path: Path) -> Iterator[Finding]:
    if position.importance is not None:
        place = (*path, "importance", "ranks")
        yield from _ranking(position.importance.ranks, case.issues, "issue", place, "weights")
    if position.no_deal is not None:
        for name, value in (position.no_deal.package or {}).items():
            if name in case.issues:
                place = (*path, "no_deal", "package", name)
                yield from _value(case.issues[name], name, value, place)
        for name, kept in position.no_deal.plus_with.items():
            if name in case.issues:
                for option in kept:
                    place = (*path, "no_deal", "plus_with", name)
                    yield from _value(case.issues[name], name, option, place)
    for name, views in position.issues.items():
        if name in case.issues:
            yield from _views(case.issues[name], name, views, (*path, "issues", name))


def _views(issue: Issue, name: str, views: IssuePosition, path: Path) -> Iterator[Finding]:
    for i, stated in enumerate(views.stated):
        for key in ("wants", "accepts", "refuses", "red"):
            place = (*path, "stated", i, key)
            yield from _options(issue, name, getattr(stated, key), place, "say it in 'says'")
        for option in sorted(set(stated.wants) & set(stated.refuses)):
            yield (*path, "stated", i), f"'{option}' is both wanted and refused", "drop one"
    inferred = views.inferred
    if inferred is None:
        return
    place = (*path, "inferred")
    fix = "use 'values' or 'prefers'"
    yield from _options(issue, name, inferred.red, (*place, "red"), fix)
    if inferred.prefers is not None and issue.options is not None:
        yield place, f"'prefers' needs an ordered issue or a range, not '{name}'", "use ranks"
    for value in inferred.values or {}:
        yield from _value(issue, name, value, (*place, "values", str(value)))
    if inferred.values is not None:
        for option in issue.labels:
            if option not in inferred.values:
                what = f"'values' leaves out option '{option}' of '{name}'"
                yield (*place, "values"), what, "give it a value, 'unknown' if need be"
    if inferred.ranks is not None:
        what, where = f"option of '{name}'", (*place, "ranks")
        yield from _ranking(inferred.ranks, issue.labels, what, where, "values")
        if impossible := check_gaps(inferred.ranks):
            yield (*place, "ranks"), impossible, "use '>' for some of the '>>'"


def _options(
    issue: Issue, name: str, options: tuple[str, ...], path: Path, fix: str
) -> Iterator[Finding]:
    """Options named one by one, which an issue that is a range does not have."""
    if issue.range is not None and options:
        yield path, f"'{path[-1]}' names options, and '{name}' is a range", fix
        return
    for i, option in enumerate(options):
        yield from _value(issue, name, option, (*path, i))


def _ranking(
    ranking: Ranking, known: Collection[str], what: str, path: Path, kind: Kind
) -> Iterator[Finding]:
    """kind : what is drawn from it."""
    strangers = [item for item in ranking.items if item not in known]
    for item in strangers:
        yield path, f"the ranking names '{item}', which is no {what}", nearest(item, known)
    if not strangers:
        try:
            check_size(ranking.over(tuple(known)), kind)
        except ValueError as wrong:
            problem, _, fix = str(wrong).partition("; ")
            yield path, problem, fix
