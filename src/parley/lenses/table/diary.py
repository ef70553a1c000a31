"""What runs and what moved: clocks, changes since a date, stated positions in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from parley.case import Case
from parley.case.dates import as_of, changed_since, span
from parley.case.schema import Entry, Stated, Term
from parley.case.terms import items, locate
from parley.case.when import Span, When
from parley.lenses.table.words import answer_words, marks
from parley.models.term_sheet import when_key

__all__ = ["Change", "Due", "Movement", "changes", "dues", "movements"]


@dataclass(frozen=True)
class Due:
    """A time limit. days : when it ends. left : fewest and most days from `as_of`; None if open.

    state : "open" while it may still run, "passed" if no day of it is left, "undated".
    """

    what: str
    set_by: tuple[str, ...]
    runs_for: tuple[str, ...]
    days: Span
    left: tuple[int | None, int | None]
    state: Literal["open", "passed", "undated"]
    if_missed: str
    note: str
    marks: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """Something that came after the date from which changes are told.

    entry : what it is in the case. surely : False where its date also admits a day before that.
    by : parties or people.
    """

    kind: Literal["text", "answer", "position", "event", "commitment"]
    entry: Entry
    days: Span
    surely: bool
    by: tuple[str, ...]
    issues: tuple[str, ...]
    says: str
    marks: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Movement:
    """What one party stated on one issue, by date; undated entries first.

    new : for each entry, whether it came since the date from which changes are told.
    moved : a later entry is open only to options that an earlier one did not name, or refuses what
    an earlier one was open to, or the other way round.
    """

    issue: str
    party: str
    stated: tuple[Stated, ...]
    new: tuple[bool, ...]
    moved: bool


# clocks


def dues(case: Case) -> tuple[Due, ...]:
    """Open limits first, soonest first; then those without a date; then those that passed."""
    found = [*_clocks(case), *_studies(case)]
    order = {"open": 0, "undated": 1, "passed": 2}
    return tuple(sorted(found, key=lambda due: (order[due.state], due.days.latest or date.max)))


def _clocks(case: Case) -> Iterator[Due]:
    for clock in case.clocks:
        days = span(case, clock.until)
        yield Due(
            clock.what,
            clock.set_by,
            clock.runs_for,
            days,
            *_left(days, as_of(case)),
            clock.if_missed,
            clock.note,
            marks(clock),
            clock.claims,
        )


def _studies(case: Case) -> Iterator[Due]:
    """Time to study a text, where no clock of the case ends on the same day."""
    known = {span(case, clock.until) for clock in case.clocks}
    for proposal in case.proposals.values():
        if proposal.study_until and (days := span(case, proposal.study_until)) not in known:
            to = tuple(dict.fromkeys(party for each in proposal.handed for party in each.to))
            yield Due(
                f"Study of {proposal.short}",
                proposal.by,
                to,
                days,
                *_left(days, as_of(case)),
                "",
                "",
                marks(proposal),
                proposal.claims,
            )


def _left(
    days: Span, today: date
) -> tuple[tuple[int | None, int | None], Literal["open", "passed", "undated"]]:
    low = (days.earliest - today).days if days.earliest else None
    if days.latest is None:
        return (low, None), "undated"
    high = (days.latest - today).days
    return (high if low is None else low, high), "open" if high >= 0 else "passed"


# changes


def changes(case: Case) -> tuple[Change, ...]:
    """Everything dated after `changed_since`, by date; nothing if the case names no such date."""
    start = changed_since(case)
    if start is None:
        return ()
    found = (
        *_texts(case, start),
        *_answers(case, start),
        *_stated(case, start),
        *_events(case, start),
        *_commitments(case, start),
    )
    return tuple(sorted(found, key=lambda change: change.days.earliest or date.min))


def _new(case: Case, when: When | None, start: date) -> tuple[Span, bool] | None:
    """The days and whether all of them are new; None if none is.

    What began before and has no end ("after the estimate") is not new.
    """
    if when is None:
        return None
    days = span(case, when)
    if days.starts_after(start):
        return days, True
    return (days, False) if days.latest is not None and days.latest > start else None


def _texts(case: Case, start: date) -> Iterator[Change]:
    for text in case.proposals.values():
        if new := _new(case, text.on, start):
            issues = _issues_of(case, text.terms)
            yield Change("text", text, *new, text.by, issues, text.title, marks(text), text.claims)


def _issues_of(case: Case, term: Term) -> tuple[str, ...]:
    found = dict.fromkeys((*term.sets, *term.about))
    for part in term.parts:
        found.update(dict.fromkeys(_issues_of(case, part)))
    return tuple(issue for issue in case.issues if issue in found)


def _answers(case: Case, start: date) -> Iterator[Change]:
    for name, text in case.proposals.items():
        for answer in text.responses:
            if answer.state != "none" and (new := _new(case, answer.on, start)):
                says = f"{text.short}: {answer_words(case, answer)}"
                issues = tuple(_answered(case, name, answer.items))
                yield Change("answer", answer, *new, (answer.by,), issues, says, (), answer.claims)


def _answered(case: Case, name: str, answered: tuple[str, ...]) -> Iterator[str]:
    """The issues of the items that were answered."""
    for item in answered:
        where, number = locate(name, item)
        yield from _issues_of(case, items(case.proposals[where])[number])


def _stated(case: Case, start: date) -> Iterator[Change]:
    for party, position in case.positions.items():
        for issue, view in position.issues.items():
            for each in view.stated:
                if new := _new(case, each.on, start):
                    yield Change(
                        "position",
                        each,
                        *new,
                        (party,),
                        (issue,),
                        each.says,
                        marks(each),
                        each.claims,
                    )


def _events(case: Case, start: date) -> Iterator[Change]:
    for event in case.chronology.values():
        if new := _new(case, event.on, start):
            by = event.by or event.between
            yield Change("event", event, *new, by, (), event.title, marks(event), event.claims)


def _commitments(case: Case, start: date) -> Iterator[Change]:
    for each in case.commitments:
        if new := _new(case, each.agreed, start):
            yield Change(
                "commitment",
                each,
                *new,
                each.by,
                (),
                f"{each.what} ({each.state})",
                marks(each),
                each.claims,
            )


# positions


def movements(case: Case) -> tuple[Movement, ...]:
    """What each party stated on each issue, both in the case's order."""
    return tuple(
        _movement(case, issue, party)
        for issue in case.issues
        for party in case.parties
        if party in case.positions
        and issue in case.positions[party].issues
        and case.positions[party].issues[issue].stated
    )


def _movement(case: Case, issue: str, party: str) -> Movement:
    entries = case.positions[party].issues[issue].stated
    ordered = sorted(
        entries, key=lambda each: when_key(case, each.on) if each.on else (date.min, date.min)
    )
    start = changed_since(case)
    new = tuple(bool(start and _new(case, each.on, start)) for each in ordered)
    return Movement(issue, party, tuple(ordered), new, _moved(ordered))


def _moved(ordered: list[Stated]) -> bool:
    """Some later entry is open to nothing that an earlier one was, or takes back its stance."""
    dated = [each for each in ordered if each.on]
    return any(
        _other(early, late)
        or bool(_open_to(early) & _against(late) or _against(early) & _open_to(late))
        for i, late in enumerate(dated)
        for early in dated[:i]
    )


def _other(early: Stated, late: Stated) -> bool:
    """On another day, and open to other options only."""
    before, after = _open_to(early), _open_to(late)
    return bool(before and after) and str(early.on) != str(late.on) and before.isdisjoint(after)


def _open_to(each: Stated) -> set[str]:
    return {*each.wants, *each.accepts}


def _against(each: Stated) -> set[str]:
    return {*each.refuses, *each.red}
