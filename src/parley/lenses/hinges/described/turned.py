"""The smallest change of one belief, or of two, that turns a conclusion; disputes settled."""

from collections.abc import Iterator

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.lenses.hinges.solve import HingesResult
from parley.lenses.hinges.turned import Settled, Turned
from parley.lenses.hinges.words import (
    count,
    input_name,
    input_refs,
    level,
    listed,
    number,
    percent,
    tag,
)

__all__ = ["describe_turned"]

MOST = 12


def describe_turned(result: HingesResult) -> Iterator[Block]:
    """Nothing where no conclusion is of yes or no."""
    if not any(each.turns for each in result.hung):
        return
    yield Heading("What would turn a conclusion")
    yield _sentence(result)
    if result.turned:
        yield _table(result)
    yield from _pairs(result)
    yield from _settled(result)


def _sentence(result: HingesResult) -> Note:
    n = sum(bool(each.turns) for each in result.hung)
    if not result.turned:
        return Note(
            f"Of {count(n, 'yes-or-no conclusion')} none is turned by one input alone that these "
            "draws can tell.",
            page="open",
        )
    first = result.turned[0]
    asked = result.asked[first.at].conclusion
    held = "so" if first.turn.held else "not so"
    return Note(
        f"Of {count(n, 'yes-or-no conclusion')} {len(result.turned)} would be turned by one input "
        f"alone. The nearest: ‘{asked.says}’ is {held} in "
        f"{percent(first.turn.share if first.turn.held else 1 - first.turn.share)} of draws, and "
        f"turns where ‘{input_name(result.found, first.column)}’ is {_to(result, first)}.",
        refs=input_refs(result.found, first.column),
        page="open",
    )


def _to(result: HingesResult, each: Turned) -> str:
    about, turn = result.found.given.about[each.column], each.turn
    if about.levels:
        return level(about, _other(each))
    if turn.shift == 0:
        return f"at {number(turn.at)}, where the middle of the draws lies already"
    side = "at least" if turn.shift > 0 else "at most"
    return f"{side} {number(turn.level)} (middle of the draws {number(turn.at)})"


def _other(each: Turned) -> float:
    """Of an input with names the level at which it is turned most."""
    share = each.turn.share_at if not each.turn.held else 1 - each.turn.share_at
    return float(each.turn.centre[share.argmax()])


def _table(result: HingesResult) -> Table:
    rows = []
    for each in result.turned[:MOST]:
        about, turn = result.found.given.about[each.column], each.turn
        low, high = turn.interval
        ends = None if about.levels else f"{number(low)} to {number(high)}"
        to = level(about, _other(each)) if about.levels else number(turn.level)
        rows.append(
            (
                Cell(tag(each.at)),
                Cell(turn.share),
                Cell(about.name, input_refs(result.found, each.column)),
                Cell(level(about, turn.at)),
                Cell(to),
                Cell(ends),
                Cell(number(round(abs(turn.standardised), 2))),
                Cell(each.n_turning),
            )
        )
    return Table(
        "The smallest change of one input that turns a conclusion",
        (
            Column("conclusion"),
            Column("so in", "percent"),
            Column("input"),
            Column("middle"),
            Column("turns at"),
            Column("95% interval"),
            Column("standard deviations away"),
            Column("inputs that would turn it", "number"),
        ),
        tuple(rows),
        "Where the share of draws in which it is so crosses one half. Inputs that go together in "
        "the draws move together here.",
    )


def _pairs(result: HingesResult) -> Iterator[Note]:
    told, refs = [], []
    for scene in result.scenes:
        pair = scene.pair
        if pair is None or not pair.flip.found or pair.flip.turned < 0.5:
            continue
        names = [input_name(result.found, c) for c in pair.columns]
        moved = listed(
            f"‘{name}’ from {number(float(at))} to {number(float(to))}"
            for name, at, to in zip(names, pair.flip.at, pair.flip.value, strict=True)
        )
        if any(result.found.given.about[c].levels for c in pair.columns):
            continue  # half of a statement cannot be had
        refs += [r for c in pair.columns for r in input_refs(result.found, c)[:2]]
        told.append(
            f"{tag(scene.at)} by {moved} ({number(round(pair.flip.distance, 2))} standard "
            f"deviations together, {number(round(pair.flip.low, 2))} to "
            f"{number(round(pair.flip.high, 2))})"
        )
    if told:
        yield Note(
            f"Two inputs moved together turn {listed(told)}, by a fit of the share of draws in "
            "which it is so.",
            refs=tuple(dict.fromkeys(refs)),
        )


def _settled(result: HingesResult) -> Iterator[Block]:
    turning = [each for each in result.settled if each.dispute.verdict == "turns"]
    columns = {each.column for each in result.settled}
    if not columns:
        return
    many = count(
        len(columns), "open question of fact or conduct", "open questions of fact or conduct"
    )
    if not turning:
        yield Note(f"Of {many}, settled either way, none turns a conclusion by itself.")
        return
    rows = tuple(_settling(result, each) for each in turning[:MOST])
    yield Table(
        "Questions that would turn a conclusion if they were settled",
        (
            Column("conclusion"),
            Column("so in", "percent"),
            Column("question"),
            Column("if settled"),
        ),
        rows,
        f"Of {many}: accounts of a number that clash, and statements of what a party wants that "
        "may not hold.",
    )


def _settling(result: HingesResult, each: Settled) -> tuple[Cell, ...]:
    about = result.found.given.about[each.column]
    told = "; ".join(
        f"{about.levels.get(float(account.account), number(account.account))}: so in "
        f"{percent(account.share)} of {account.n:,} draws"
        for account in each.dispute.accounts
    )
    return (
        Cell(tag(each.at)),
        Cell(each.dispute.share),
        Cell(about.name, input_refs(result.found, each.column)),
        Cell(told),
    )
