"""Clocks, commitments, and what changed since a date."""

from collections.abc import Iterator

from parley.blocks import Block, Cell, Column, Note, Table
from parley.case.schema import Commitment
from parley.lenses.table.diary import Change, Due
from parley.lenses.table.solve import TableResult
from parley.lenses.table.words import (
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

__all__ = ["changed", "clocks", "commitments", "left"]

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
            Cell(None if due.state == "undated" else days(due.days)),
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
