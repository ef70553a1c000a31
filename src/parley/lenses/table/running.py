"""Clocks, commitments, the timeline, and what changed since a date."""

from collections.abc import Iterator, Sequence
from datetime import date

from parley.blocks import Block, Bullets, Cell, Column, Figure, Note, Table
from parley.case.dates import span
from parley.case.schema import Commitment, Stated
from parley.case.when import Span
from parley.charts import TimelineEvent, timeline
from parley.lenses.table.diary import Change, Due, Movement
from parley.lenses.table.solve import TableResult
from parley.lenses.table.words import (
    brief_state,
    count,
    day,
    days,
    label,
    listed,
    marked,
    marks,
    value_words,
    when,
)

__all__ = ["changed", "clocks", "commitments", "positions", "time_figure"]

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


NAMED = 3  # a text on more issues than this is given with their number

# clocks and commitments


def clocks(result: TableResult) -> Iterator[Block]:
    """Time limits, open ones first."""
    if not result.dues:
        yield Note("The case records no time limit.")
        return
    case = result.sheet.case
    heads = ("what", "set by", "runs for", "until", "left", "if missed", "note")
    rows = tuple(
        (
            Cell(marked(due.what, due.marks), due.claims),
            Cell(listed(label(case, who) for who in due.set_by) or None),
            Cell(listed(label(case, who) for who in due.runs_for)),
            Cell(days(due.days)),
            Cell(left(due)),
            Cell(due.if_missed or None),
            Cell(due.note or None),
        )
        for due in result.dues
    )
    yield Table(f"Clocks on {day(result.as_of)}", tuple(Column(head) for head in heads), rows)


def left(due: Due) -> str:
    """How long a time limit still runs."""
    low, high = due.left
    if due.state == "undated":
        return "no date"
    if high is not None and high < 0:
        return f"passed {count(-high, 'day')} ago"
    if low == high or low is None or low < 0:
        return "ends today" if high == 0 else f"{count(high or 0, 'day')} left"
    return f"{low} to {count(high or 0, 'day')} left"


def commitments(result: TableResult) -> Iterator[Block]:
    """What was promised, with each side's account beside the other's."""
    case = result.sheet.case
    if not case.commitments:
        return
    told = {account.by for each in case.commitments for account in each.accounts}
    tellers = [who for who in (*case.parties, *case.people) if who in told]
    heads = ("what", "by", "to", "agreed", "due", "amount", "state")
    columns = [Column(head) for head in heads]
    columns += [Column(f"as {label(case, who)} tells it") for who in tellers]
    yield Table(
        "Commitments",
        tuple(columns),
        tuple(
            (
                Cell(marked(each.what, marks(each)), each.claims),
                Cell(listed(label(case, who) for who in each.by)),
                Cell(listed(label(case, who) for who in each.to)),
                Cell(when(case, each.agreed)),
                Cell(when(case, each.due) or "no date"),
                Cell(value_words(each.amount, each.unit) or None),
                Cell(f"{each.state}. {each.note}" if each.note else each.state),
                *(_accounts(result, each, who) for who in tellers),
            )
            for each in case.commitments
        ),
    )


def _accounts(result: TableResult, each: Commitment, who: str) -> Cell:
    case = result.sheet.case
    own = [account for account in each.accounts if account.by == who]
    words = []
    for account in own:
        amount = f", {value_words(account.amount)}" if account.amount else ""
        said = f"{account.says} [{account.state}{amount}; {when(case, account.on)}]"
        words.append(marked(said, marks(account)))
    claims = (claim for account in own for claim in account.claims)
    return Cell("\n".join(words) or None, tuple(dict.fromkeys(claims)))


# time


def time_figure(result: TableResult) -> Figure:
    """Rounds, texts, answers, strikes and deadlines on one axis."""
    events = [*_happened(result), *_texts(result), *_answers(result), *_deadlines(result)]
    lanes = ["round or meeting", "text", "answer", "fighting", "truce or exchange", "deadline"]
    return timeline(
        "Rounds, texts, answers, fighting and deadlines",
        "Events from first to last, each kind with its own shape. A band stands for days that are "
        f"not known exactly; the broken line is {day(result.as_of)}.",
        events,
        as_of=result.as_of.isoformat(),
        lanes=lanes,
    )


def _happened(result: TableResult) -> Iterator[TimelineEvent]:
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


# changes


def changed(result: TableResult) -> Iterator[Block]:
    """What came after the date of the last look, by date."""
    if result.since is None:
        yield Note("The case names no date from which changes are told ('changed_since').")
        return
    case = result.sheet.case
    news = [change for change in result.changes if change.kind != "position"]
    heads = ("when", "kind", "who", "issues", "what")
    yield Table(
        f"What came after {day(result.since)}",
        tuple(Column(head) for head in heads),
        tuple(
            (
                Cell(_when(change)),
                Cell(change.kind),
                Cell(listed(label(case, who) for who in change.by) or None),
                Cell(_issues(result, change)),
                Cell(marked(change.says, change.marks), change.claims),
            )
            for change in news
        ),
        "Positions stated in this time are marked as new in the table of positions.",
    )


def _issues(result: TableResult, change: Change) -> str | None:
    names = [result.sheet.case.issues[issue].name for issue in change.issues]
    return count(len(names), "issue") if len(names) > NAMED else ", ".join(names) or None


def _when(change: Change) -> str:
    return days(change.days) if change.surely else f"{days(change.days)} (perhaps earlier)"


def positions(result: TableResult) -> Iterator[Block]:
    """What each party said on each issue in order, so that a move can be seen."""
    case = result.sheet.case
    if not result.movements:
        return
    here = {each.party for each in result.movements}
    parties = [party for party in case.parties if party in here]
    at = {(each.issue, each.party): each for each in result.movements}
    moved = [each for each in result.movements if each.moved]
    if moved:
        yield Bullets(
            "Where a party has named other options than before",
            tuple(_move(result, each) for each in moved),
        )
    else:
        yield Note("On the options as coded, no party has named other options than before.")
    yield Table(
        "Stated positions in order of date",
        (Column("issue"), *(Column(label(case, party)) for party in parties)),
        tuple(
            (
                Cell(case.issues[issue].name),
                *(_stated_cell(result, at.get((issue, party))) for party in parties),
            )
            for issue in case.issues
        ),
    )


def _move(result: TableResult, each: Movement) -> Cell:
    case = result.sheet.case
    told = "; ".join(_stated(result, each.issue, stated) for stated in each.stated if stated.on)
    words = f"{label(case, each.party)} on {case.issues[each.issue].name}: {told}"
    return Cell(words, (f"positions.{each.party}.issues.{each.issue}",))


def _stated_cell(result: TableResult, each: Movement | None) -> Cell:
    if each is None:
        return Cell(None)
    words = [
        _stated(result, each.issue, stated) + (" [new]" if new else "")
        for stated, new in zip(each.stated, each.new, strict=True)
    ]
    claims = dict.fromkeys(claim for stated in each.stated for claim in stated.claims)
    return Cell("\n".join(words), tuple(claims))


def _stated(result: TableResult, issue: str, stated: Stated) -> str:
    case = result.sheet.case
    labels = case.issues[issue].labels
    stances = (
        ("wants", stated.wants),
        ("accepts", stated.accepts),
        ("refuses", stated.refuses),
        ("calls unacceptable", stated.red),
    )
    given = [(verb, options) for verb, options in stances if options]
    told = [f"{verb}: {listed(labels.get(o, o) for o in options)}" for verb, options in given]
    if stated.says:  # in the party's terms; it stands for the first of the stances
        told[:1] = [f"{given[0][0]}: {stated.says}" if given else stated.says]
    words = "; ".join(told)
    date_words = f"{when(case, stated.on)}, " if stated.on else ""
    return marked(f"{date_words}{words}", marks(stated))
