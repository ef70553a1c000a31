"""What each side does not know of the other, and how much it would therefore ask."""

from collections.abc import Iterator

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.lenses.games.risk import Asked, Beliefs
from parley.lenses.games.solve import GamesResult
from parley.lenses.games.words import (
    chance_span,
    part_span,
    pause_name,
    percent,
    side_name,
    side_refs,
)

__all__ = ["describe_risk"]


def describe_risk(result: GamesResult) -> Iterator[Block]:
    """Nothing if each side is known to the other."""
    if not result.asked and result.beliefs is None:
        return
    yield Heading("What one side does not know of the other")
    for each in result.asked:
        yield _told(result, each)
    if result.asked:
        yield _types(result)
    if result.beliefs is not None:
        yield _beliefs(result, result.beliefs)


def _told(result: GamesResult, each: Asked) -> Note:
    known, asks = side_name(result.found, each.side), side_name(result.found, 1 - each.side)
    risk = (
        f" In the others it asks for more and takes a chance of {chance_span(each.risk)} that it "
        "comes to war."
        if each.risk is not None
        else ""
    )
    return Note(
        f"{asks} does not know of what type {known} is. In {percent(each.safe)} of draws the most "
        f"that it can ask of every type, {part_span(each.certain)} of the stake, is also the best "
        f"to ask.{risk} So a refusal need not show that a side wants no deal: it may have been "
        "asked for more than its type concedes.",
        refs=(*_type_refs(result, each), *side_refs(result.found)),
    )


def _type_refs(result: GamesResult, each: Asked) -> tuple[str, ...]:
    name = result.found.sides[each.side]
    return tuple(f"war.sides.{name}.types.{given.kind}" for given in each.types)


def _types(result: GamesResult) -> Table:
    found = result.found
    rows = tuple(
        (
            Cell(side_name(found, each.side)),
            Cell(found.war.sides[found.sides[each.side]].types[given.kind].name, (ref,)),
            Cell(chance_span(given.likely)),
            Cell(chance_span(given.believed)),
            Cell(given.gains),
        )
        for each in result.asked
        for given, ref in zip(each.types, _type_refs(result, each), strict=True)
    )
    on = result.talked_of
    column = f"no loss by {pause_name(on)}" if on else "no loss by a pause"
    return Table(
        "Types of each side",
        (Column("side"), Column("type"), Column("how likely"),
         Column("as the other side takes it"), Column(column, "percent")),
        rows,
        "No loss: if it were of this type, the other side being as the case has it on the whole.",
    )  # fmt: skip


def _beliefs(result: GamesResult, told: Beliefs) -> Note:
    names = [f"war.sides.{name}" for name in result.found.sides]
    return Note(
        "The sides hold other things of each other than the case holds likely. By their own "
        f"reckoning there is no division that both prefer to fighting on in {percent(told.gone)} "
        "of draws. If both believed the same there would be one in all of them, whatever it is: "
        "such a gap is closed by news and by battles, not by concessions.",
        refs=("war", *names),
    )
