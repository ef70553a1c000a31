"""The record in sentences; the tables stand in `tables` and `heard`."""

from collections.abc import Iterator

from parley.blocks import Block, Heading, Note, Page
from parley.case.words import when
from parley.lenses.record import heard, involved, tables
from parley.lenses.record.solve import RecordResult
from parley.lenses.record.words import (
    clash_words,
    count,
    label,
    listed,
    question,
    sentence,
    shared_said,
)

__all__ = ["describe"]

FIRST = 3  # facts told alike that are named at the top; the table holds them all


def describe(result: RecordResult) -> tuple[Block, ...]:
    """First how much is known and where it clashes, then accounts, then who is heard."""
    return (
        _answer(result),
        *_top(result),
        *_shared(result),
        *_changed(result),
        Heading("Who is involved?"),
        involved.parties(result),
        *involved.people(result),
        Heading("Where do accounts clash?"),
        *tables.register(result),
        Heading("What is told alike?"),
        *tables.alike(result),
        Heading("Which accounts are copies?"),
        *tables.copies(result),
        Heading("Who speaks on what, and who does not?"),
        *heard.matrix(result),
        *_gaps(result),
        *heard.subjects(result),
        *heard.speakers(result),
        *heard.acts(result),
        Heading("How even is the record?"),
        *heard.sides(result),
        *heard.grades(result),
        *heard.relations(result),
        *_closing(),
    )


def _answer(result: RecordResult) -> Note:
    case, states = result.record.case, result.by_state
    contested = len(states.get("contested", ()))
    coded = sum(len(group) for state, group in states.items() if state != "nothing said")
    text = (
        f"The record holds {count(len(case.claims), 'claim')} by "
        f"{count(len(result.speakers), 'speaker')}, read in "
        f"{count(len(result.sources), 'source')}."
    )
    if coded:
        text += (
            f" Of {count(coded, 'question')} of fact on which somebody gives an account, "
            f"{contested} {'is' if contested == 1 else 'are'} contested. The "
            f"{result.n_statements} answers given are {result.n_lines} once copies are taken out."
        )
    return Note(text, "answer", page="rests")


def _top(result: RecordResult) -> Iterator[Note]:
    """The first clashes of the register, each with its accounts."""
    if not result.top:
        yield Note("No two accounts in the record exclude each other.", page="open")
    for place, clash in enumerate(result.top):
        lead = "First in the register of clashes" if place == 0 else "Also contested"
        page: Page = "" if place else "open"
        yield Note(f"{lead}: {clash_words(result, clash)}", refs=clash.claims, page=page)


def _shared(result: RecordResult) -> Iterator[Note]:
    """The island of agreement: what all who must consent tell alike."""
    case = result.record.case
    if len(case.consent) < 2:
        return
    names = listed([label(case, name) for name in case.consent])
    shared = result.by_state.get("told by both sides", ())
    if not shared:
        yield Note(f"On no question of fact do {names} give the same account.", page="known")
        return
    first = shared[:FIRST]
    items = "; ".join(f"{question(case, each.matter)} {shared_said(case, each)}" for each in first)
    more = f"; and {len(shared) - FIRST} more" if len(shared) > FIRST else ""
    yield Note(
        f"{names} give the same account on {count(len(shared), 'question')}: {items}{more}.",
        refs=tuple(claim for each in shared for claim in each.claims),
        page="known",
    )


def _changed(result: RecordResult) -> Iterator[Note]:
    """Voices that give two accounts: some moved, some are at odds with themselves."""
    case = result.record.case
    if result.recent is not None:
        start = when(case, case.changed_since)
        made = f"{len(result.recent):,} of the claims were made after {start}"
        yield Note(f"{made}, the day from which changes are counted.")
    for change in result.changes:
        weighty = any(name in case.issues for name in case.matters[change.matter].about)
        did = "later gave another account" if change.moved else "gives accounts that clash"
        joint = "; then: " if change.moved else "; and: "
        yield Note(
            f"{sentence(change.voice)} {did}. {question(case, change.matter)} "
            f"{sentence(joint.join(change.said))}.",
            refs=change.claims,
            page="changed" if change.moved and change.new and weighty else "",
        )


def _gaps(result: RecordResult) -> Iterator[Note]:
    case, coverage = result.record.case, result.record.coverage
    gaps = [
        f"from {label(case, name)}: {listed(issues)}"
        for name in case.consent
        if (issues := [case.issues[issue].name for issue, who in coverage.silent if who == name])
    ]
    if gaps:
        yield Note(f"Issues on which no claim is on record {'; '.join(gaps)}.", page="open")
    elif case.issues and case.consent:
        names = listed([label(case, name) for name in case.consent])
        yield Note(f"Heard on every issue at least once: {names}.")
    if coverage.unheard:
        names = listed([label(case, name) for name in coverage.unheard])
        yield Note(f"No claim of their own is on record from {names}.")


def _closing() -> Iterator[Note]:
    yield Note(
        "Clashes are found by comparing what claims say about the same question, as people coded "
        "it; words are compared as they were coded, so two words for one thing count as a clash. "
        "“About” admits 10 % on either side; figures of different units are not compared.",
        "assumption",
    )
    yield Note(
        "Several claims count as one line where one speaker makes them, where one repeats another, "
        "or where outlets pass on the same account. This is known only as far as sources say whom "
        "they pass on: the true number of independent lines may be lower.",
        "assumption",
    )
    yield Note(
        "Clashes are listed in this order: first those between parties whose consent is needed, "
        "then those that touch most issues, then those with most independent lines.",
        "assumption",
    )
    yield Note(
        "This section does not say who is right, and more lines do not make an account true. What "
        "is not on record may still have been said in the room. Grades of sources and of "
        "information are a convention of readers, not a measurement.",
        "limit",
    )
