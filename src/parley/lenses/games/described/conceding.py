"""Does giving way buy peace, or the next demand? Each ladder of the case."""

from collections.abc import Iterator

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.lenses.games.conceding import Ladder
from parley.lenses.games.solve import GamesResult
from parley.lenses.games.spread import WITHIN
from parley.lenses.games.words import chance_span, count, part, percent, side_name

__all__ = ["describe_conceding"]


def describe_conceding(result: GamesResult) -> Iterator[Block]:
    """Nothing if the case has no ladder."""
    if not result.ladders:
        return
    yield Heading("Meeting demands or standing firm")
    for i, each in enumerate(result.ladders):
        yield _told(result, i, each)
    yield _table(result)
    yield Note(
        "Two further views give opposite advice from the same facts, and the case has no numbers "
        "for either. By reputation, who concedes once is asked again, so that even a side for "
        "which it does not pay stands firm early on (Kreps and Wilson 1982). By capacity, who can "
        "fight only a few times concedes what is cheap and keeps its means for what counts "
        "(Treisman 2004). What parts them is whether the others doubt its resolve or count its "
        "means.",
        refs=tuple(f"war.conceding.{i}" for i in range(len(result.ladders))),
    )


def _names(result: GamesResult, each: Ladder) -> tuple[str, str]:
    found = result.found
    rising, declining = (found.sides.index(x) for x in (each.given.rising, each.given.declining))
    return side_name(found, rising), side_name(found, declining)


def _told(result: GamesResult, i: int, each: Ladder) -> Note:
    rising, declining = _names(result, each)
    steps = count(each.given.aim, "step")
    most = max(range(len(each.stops)), key=each.stops.__getitem__)
    best = (
        "to stand firm from the start"
        if most == 0
        else f"to give way for {count(most, 'step')} ({part(each.given.steps[most - 1])} of the "
        "stake) and then stand firm"
        if most < len(each.given.steps)
        else "to give way on all of them"
    )
    return Note(
        f"Demands of {rising} on {declining}: giving way pays {declining} if the chance that "
        f"{rising} wants no more than {steps} is high enough: {chance_span(each.needed)} at least; "
        f"the case has it at {chance_span(each.limited)}. Standing firm from the start is better "
        f"for {declining} in {percent(each.firm)} of draws. What is most often best for it, in "
        f"{percent(each.stops[most])}, is {best}.",
        refs=(f"war.conceding.{i}",),
    )


def _table(result: GamesResult) -> Table:
    longest = max(len(each.given.steps) for each in result.ladders)
    rows = tuple(
        (
            Cell(" to ".join(reversed(_names(result, each))), (f"war.conceding.{i}",)),
            Cell(chance_span(each.needed)),
            *(Cell(of) for of in each.stops),
            *(Cell(None) for _ in range(longest + 1 - len(each.stops))),
            Cell(chance_span(each.war)),
        )
        for i, each in enumerate(result.ladders)
    )
    return Table(
        "How far giving way is better than standing firm",
        (Column("who gives way to whom"), Column("limited aims needed"),
         Column("no step", "percent"),
         *(Column(count(k, "step"), "percent") for k in range(1, longest + 1)),
         Column("war all the same")),
        rows,
        "Shares of draws by the steps after which it is best to stand firm. War all the same: the "
        f"chance that the aims lie beyond these steps; in brackets what {WITHIN} have it between.",
    )  # fmt: skip
