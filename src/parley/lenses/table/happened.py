"""What happened, and when: the timeline, and what each round and meeting came to."""

from collections.abc import Iterator, Sequence
from datetime import date

from parley.blocks import Block, Cell, Column, Figure, Note, Table
from parley.case.dates import span
from parley.case.quantity import Claimed
from parley.case.schema import Event
from parley.case.when import Span
from parley.charts import TimelineEvent, timeline
from parley.lenses.table.solve import TableResult
from parley.lenses.table.words import (
    brief_state,
    day,
    label,
    marked,
    marks,
    own_words,
    value_words,
    when,
)
from parley.models.term_sheet import when_key

__all__ = ["happened"]

LANES = {
    "round": "round or meeting",
    "meeting": "round or meeting",
    "summit": "round or meeting",
    "call": "round or meeting",
    "strike": "fighting",
    "fighting": "fighting",
    "truce": "truce or exchange",
    "exchange": "truce or exchange",
    "sanction": "other",
    "election": "other",
}  # statements, documents and announcements are left to the tables
MEETINGS = ("round", "meeting", "summit")


def happened(result: TableResult) -> Iterator[Block]:
    """The timeline, then rounds and meetings one by one."""
    found: list[Block] = [*_timeline(result), *_meetings(result)]
    yield from found or [Note("Nothing with a date is on record.")]


def _timeline(result: TableResult) -> Iterator[Figure]:
    """Rounds, texts, answers, strikes and deadlines on one axis; nothing if none has a day."""
    events = [*_events(result), *_texts(result), *_answers(result), *_deadlines(result)]
    if not events:
        return
    lanes = ["round or meeting", "text", "answer", "fighting", "truce or exchange", "deadline"]
    yield timeline(
        "Rounds, texts, answers, fighting and deadlines",
        "Events from first to last, each kind with its own shape. A band stands for days that are "
        f"not known exactly; the broken line is {day(result.as_of)}.",
        events,
        as_of=result.as_of.isoformat(),
        lanes=lanes,
    )


def _events(result: TableResult) -> Iterator[TimelineEvent]:
    case = result.sheet.case
    for event in case.chronology.values():
        if event.kind in LANES:
            lane = LANES[event.kind]
            found = span(case, event.on)
            yield from _drawn(result, event.title, found, lane, event.claims, marks(event))


def _texts(result: TableResult) -> Iterator[TimelineEvent]:
    case = result.sheet.case
    for name in result.sheet.proposals:
        text = case.proposals[name]
        found = span(case, text.on)
        yield from _drawn(result, text.short, found, "text", text.claims, marks(text))


def _answers(result: TableResult) -> Iterator[TimelineEvent]:
    case = result.sheet.case
    for each in result.standings:
        for answer in (answer for answer in each.history if answer.state != "none"):
            short = case.proposals[each.proposal].short
            words = f"{label(case, each.party)} on {short}: {brief_state(answer)}"
            found = span(case, answer.on)
            yield from _drawn(result, words, found, "answer", answer.claims, marks(answer))


def _deadlines(result: TableResult) -> Iterator[TimelineEvent]:
    for due in result.dues:
        if due.days.latest:
            end = Span(due.days.earliest or due.days.latest, due.days.latest)
            yield from _drawn(result, due.what, end, "deadline", due.claims, due.marks)


def _drawn(
    result: TableResult,
    words: str,
    found: Span,
    lane: str,
    claims: tuple[str, ...],
    qualifiers: Sequence[str],
) -> Iterator[TimelineEvent]:
    """One event; an open side ends where the case's knowledge does. Nothing if both are open."""
    if found.earliest is None and found.latest is None:
        return
    last = found.latest or max(result.as_of, found.earliest or date.min)
    yield TimelineEvent(
        label=words,
        earliest=(found.earliest or last).isoformat(),
        latest=last.isoformat(),
        lane=lane,
        certainty=", ".join(qualifiers),
        refs=claims,
    )


# rounds and meetings


def _meetings(result: TableResult) -> Iterator[Table]:
    """Each round and meeting: where, how long, what was agreed and what was not."""
    case = result.sheet.case
    heads = ("when", "what", "where", "lasted", "agreed", "not agreed", "in each side's words")
    rows = tuple(
        (
            Cell(when(case, event.on)),
            Cell(marked(event.title, marks(event)), event.claims),
            Cell(_where(result, event) or None),
            _lasted(event),
            Cell("\n".join(event.agreed) or None),
            Cell("\n".join(event.not_agreed) or None),
            Cell(own_words(case, event.called) or None),
        )
        for event in sorted(case.chronology.values(), key=lambda event: when_key(case, event.on))
        if event.kind in MEETINGS
    )
    if rows:
        yield Table("Rounds and meetings", tuple(Column(head) for head in heads), rows)


def _where(result: TableResult, event: Event) -> str:
    host = f"host: {label(result.sheet.case, event.host)}" if event.host else ""
    return "; ".join(filter(None, (event.place, host)))


def _lasted(event: Event) -> Cell:
    """The length as it is told; every account where accounts differ."""
    if not isinstance(event.lasted, Claimed):
        return Cell(value_words(event.lasted, "minutes") or None)
    told = [value_words(account.value) for account in event.lasted.accounts]
    claims = (claim for account in event.lasted.accounts for claim in account.claims)
    words = f"{'; '.join(told)} minutes (accounts differ)"
    return Cell(words, tuple(dict.fromkeys(claims)))
