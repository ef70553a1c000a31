"""Which texts are compared, how they stand to each other, and what is still to be answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from parley.case import Case
from parley.case.dates import as_of, changed_since, span
from parley.case.schema import Expectation
from parley.lenses.table.diary import Change, Due, Movement, changes, dues, movements
from parley.models.term_sheet import (
    KINDS,
    Entry,
    Kind,
    Relation,
    Standing,
    TermSheet,
    standing,
    stands,
    strongest,
)

__all__ = ["COLUMNS", "Row", "TableResult", "solve"]

COLUMNS = 4  # texts side by side: more would not fit a printed page
PAIRS = 4  # pairs of texts in the figure: the words would not fit in more

Pair = tuple[str, str]


@dataclass(frozen=True)
class Row:
    """An issue across the compared texts. kind : what stands most in the way among its pairs."""

    issue: str
    kind: Kind
    relations: Mapping[Pair, Relation]


@dataclass(frozen=True, eq=False)
class TableResult:
    """What is on the table at a date.

    compared : texts shown side by side, by date. others : the rest. sides : the texts of those who
    must consent, if exactly two of them have one among the compared. standings : per text and
    party, those included whose consent is needed and who have said nothing.
    closest : the pairs that meet on most issues. n_issues : how many each text touches.
    by_kind : the issues of each kind across the compared texts. between : the same for `sides`.
    expectations : those that end soonest first, those that have ended last.
    empty : boxes of the ceasefire checklist on which a text says nothing.
    """

    sheet: TermSheet
    as_of: date
    since: date | None
    compared: tuple[str, ...]
    others: tuple[str, ...]
    sides: Pair | None
    closest: tuple[Pair, ...]
    n_issues: Mapping[str, int]
    rows: tuple[Row, ...]
    by_kind: Mapping[Kind, tuple[str, ...]]
    between: Mapping[Kind, tuple[str, ...]]
    standings: tuple[Standing, ...]
    outstanding: tuple[Standing, ...]
    unsettled: tuple[Standing, ...]
    checklist: Mapping[str, Mapping[str, tuple[Entry, ...]]]
    empty: Mapping[str, tuple[str, ...]]
    dues: tuple[Due, ...]
    changes: tuple[Change, ...]
    movements: tuple[Movement, ...]
    expectations: tuple[Expectation, ...]


def solve(sheet: TermSheet) -> TableResult:
    """Compare the texts and collect the answers; exact, nothing is drawn."""
    case = sheet.case
    standings = _standings(sheet)
    compared = _compared(sheet, standings)
    sides = _sides(sheet, compared)
    rows = tuple(_row(sheet, issue, compared) for issue in case.issues)
    checklist = {name: sheet.boxes(name) for name in sheet.proposals if _stops(sheet, name)}
    waiting = [each for each in standings if each.needed and not each.final]
    return TableResult(
        sheet=sheet,
        as_of=as_of(case),
        since=changed_since(case),
        compared=compared,
        others=tuple(name for name in sheet.proposals if name not in compared),
        sides=sides,
        closest=_closest(rows),
        n_issues={name: _n_issues(sheet, name) for name in sheet.proposals},
        rows=rows,
        by_kind=_grouped({row.issue: row.kind for row in rows}),
        between=_grouped({row.issue: row.relations[sides].kind for row in rows} if sides else {}),
        standings=standings,
        outstanding=tuple(each for each in waiting if each.outstanding),
        unsettled=tuple(each for each in waiting if not each.outstanding),
        checklist=checklist,
        empty={
            name: tuple(box for box, entries in boxes.items() if not entries)
            for name, boxes in checklist.items()
        },
        dues=dues(case),
        changes=changes(case),
        movements=movements(case),
        expectations=_by_end(case),
    )


def _by_end(case: Case) -> tuple[Expectation, ...]:
    def end(each: Expectation) -> tuple[bool, date]:
        last = span(case, each.until).latest or date.max
        return last < as_of(case), last

    return tuple(sorted(case.expectations, key=end))


def _n_issues(sheet: TermSheet, name: str) -> int:
    return sum((name, issue) in sheet.mentions for issue in sheet.case.issues)


def _stops(sheet: TermSheet, name: str) -> bool:
    return sheet.case.proposals[name].ceasefire


def _standings(sheet: TermSheet) -> tuple[Standing, ...]:
    """Per text: everybody whose consent is needed, and whoever else answered."""
    case = sheet.case
    found = []
    for name in sheet.proposals:
        answered = {answer.by for answer in case.proposals[name].responses}
        for party in case.parties:
            if party in answered or party in case.consent:
                found.append(standing(case, name, party))
    return tuple(found)


def _compared(sheet: TermSheet, standings: tuple[Standing, ...]) -> tuple[str, ...]:
    """The main text of each author, then texts still open; the fullest if there are too many.

    Main is the text that touches most issues among those an author has not replaced, withdrawn
    or let expire; the main texts of those who must consent always stand.
    """
    case = sheet.case
    size = {name: _n_issues(sheet, name) for name in sheet.proposals}
    live = [name for name in sheet.proposals if size[name] and stands(case, name)]
    main = dict[tuple[str, ...], str]()
    for name in live:  # by date: of two as full, the later
        author = case.proposals[name].by
        if author not in main or size[name] >= size[main[author]]:
            main[author] = name
    still = {each.proposal for each in standings if each.needed and not each.final}
    needed = set(case.consent)

    def rank(name: str) -> tuple[bool, bool, int]:
        mine = main[case.proposals[name].by] == name
        return (mine and needed.issuperset(case.proposals[name].by), mine, size[name])

    wanted = [name for name in live if name in still or name in main.values()]
    kept = sorted(wanted, key=rank, reverse=True)[:COLUMNS]
    return tuple(name for name in sheet.proposals if name in kept)


def _sides(sheet: TermSheet, compared: tuple[str, ...]) -> Pair | None:
    """The fullest text of each of two parties that must agree, in the case's order."""
    case = sheet.case
    own = []
    for party in case.consent:
        texts = [name for name in compared if case.proposals[name].by == (party,)]
        own += sorted(texts, key=lambda name: len(sheet.subjects(name)))[-1:]
    if len(own) != 2:
        return None
    first, second = sorted(own, key=compared.index)
    return first, second


def _row(sheet: TermSheet, issue: str, compared: tuple[str, ...]) -> Row:
    relations = {(a, b): sheet.relation(issue, a, b) for a, b in combinations(compared, 2)}
    return Row(issue, strongest(each.kind for each in relations.values()), relations)


def _closest(rows: tuple[Row, ...]) -> tuple[Pair, ...]:
    """The pairs that meet on most issues, at most `PAIRS`, in the order of the texts."""
    met: dict[Pair, int] = {}
    for row in rows:
        for pair, each in row.relations.items():
            met[pair] = met.get(pair, 0) + (each.kind != "silent")
    most = sorted(met, key=met.__getitem__, reverse=True)[:PAIRS]
    return tuple(pair for pair in met if pair in most and met[pair])


def _grouped(kinds: Mapping[str, Kind]) -> Mapping[Kind, tuple[str, ...]]:
    return {kind: tuple(issue for issue, is_ in kinds.items() if is_ == kind) for kind in KINDS}
