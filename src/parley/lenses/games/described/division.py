"""What there is to bargain over, and what a year of peace would do to power."""

from collections.abc import Iterator

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.lenses.games.division import Division
from parley.lenses.games.solve import GamesResult
from parley.lenses.games.spread import WITHIN
from parley.lenses.games.words import (
    chance_span,
    part_span,
    pause_name,
    pause_refs,
    percent,
    points_span,
    side_name,
    side_refs,
)

__all__ = ["describe_division"]


def describe_division(result: GamesResult) -> Iterator[Block]:
    """The range of divisions both prefer to fighting on, then the shift of power."""
    yield Heading("What there is to bargain over")
    yield _range(result)
    yield _numbers(result)
    yield _shift(result)


def _range(result: GamesResult) -> Note:
    found, told = result.found, result.division
    first, second = side_name(found, 0), side_name(found, 1)
    outside = [
        f"in {percent(of)} it is so much against {name} that fighting on would pay {name}"
        for of, name in ((told.below, first), (told.above, second))
        if of > 0
    ]
    ends = f"; {'; '.join(outside)}" if outside else ""
    return Note(
        "Fighting on to the end destroys something, so some division of what is at stake is worth "
        f"more to both sides; such divisions make up {part_span(told.width)} of it. What is held "
        f"now lies among them in {percent(told.inside)} of draws{ends}.{_agreed(result, told)}",
        refs=("war", *side_refs(found)),
    )


def _agreed(result: GamesResult, told: Division) -> str:
    if told.agreed is None or result.talked_of is None:
        return ""
    return (
        f" What a settlement after {pause_name(result.talked_of)} is taken to give lies among "
        f"them in {percent(told.agreed)}."
    )


def _numbers(result: GamesResult) -> Table:
    found, told = result.found, result.division
    first, second = side_name(found, 0), side_name(found, 1)
    refs = side_refs(found)
    lines = [
        (f"chance of {first} to win, by strengths", chance_span(told.win), refs),
        (f"least for {first} that is worth fighting on to it", part_span(told.low), refs),
        (f"most for {first} that {second} would leave it", part_span(told.high), refs),
        (f"what {first} holds now", part_span(told.held), ("war",)),
    ]
    if result.talked_of is not None:
        agreed, why = part_span(result.talked_of.share), pause_refs(result.talked_of)
        lines.append((f"what a settlement would give {first}", agreed, why))
    return Table(
        f"Parts of the stake, as {first} would have them",
        (Column("part"), Column("median and range")),
        tuple((Cell(what), Cell(said, why)) for what, said, why in lines),
        f"The stake: {found.war.stake}. In brackets what {WITHIN} have the number between.",
    )


def _shift(result: GamesResult) -> Note:
    found, shift = result.found, result.division.shift
    who = [
        f"that of {side_name(found, i)} in {percent(of)} of draws"
        for i, of in enumerate(shift.falls)
        if of > 0
    ]
    if not who:
        return Note("A year of peace moves the chance of neither side to win.",
                    refs=side_refs(found))  # fmt: skip
    return Note(
        f"In a year of peace in which both go on arming, the chance of one side to win falls by "
        f"{points_span(shift.size)}: {' and '.join(who)}. The shift is larger than the whole range "
        f"in {percent(shift.wider)}. That side does better to fight before it than to make peace "
        f"in {percent(shift.certain)}, whoever makes the offers later, and in "
        f"{percent(shift.depends)} more if the side that grows stronger makes them all. The gap "
        "between the two shows how much hangs on who has the last word later, which no number of "
        "the case says.",
        refs=("war", *side_refs(found)),
    )
