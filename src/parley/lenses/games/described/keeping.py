"""Whether keeping a settlement pays, by what stands behind it."""

from collections.abc import Iterator

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.case.schema import Settlement
from parley.lenses.games.described.beside import beside
from parley.lenses.games.keeping import Backed
from parley.lenses.games.solve import GamesResult
from parley.lenses.games.spread import WITHIN
from parley.lenses.games.words import (
    chance_span,
    listed,
    numbers,
    percent,
    side_name,
    years_span,
)

__all__ = ["describe_keeping"]

HELD = "agreement stands after 1 year", "agreement stands after 5 years"


def describe_keeping(result: GamesResult) -> Iterator[Block]:
    """Nothing if the case says nothing of a settlement."""
    settlement = result.found.settlement
    if settlement is None:
        return
    yield Heading("Keeping a settlement")
    yield _told(result, settlement)
    yield _sides(result)
    if result.backed:
        yield _behind(result, settlement)
        yield _lasts(result, settlement)
    yield beside("Beside it: how long agreements stood elsewhere", HELD)


def _refs(result: GamesResult) -> tuple[str, ...]:
    found = result.found
    sides = tuple(f"settlement.keeping.{found.sides[each.side]}" for each in result.unbacked)
    return ("settlement", *sides)


def _told(result: GamesResult, settlement: Settlement) -> Note:
    """What every guarantee makes of it, the best first by what the case has."""
    if not result.backed:
        return _unbacked(result)
    names = [(settlement.guarantees[each.guarantee].name, each) for each in result.backed]
    if len({each.every for each in result.backed}) == 1:
        which = f"any of {len(names)} guarantees" if len(names) > 1 else f"“{names[0][0]}”"
        told = f"with {which} in {percent(result.backed[0].every)}"
    else:
        told = listed([f"with “{name}” in {percent(each.every)}" for name, each in names])
    tempted = [
        f"{side_name(result.found, each.side)} in {percent(each.tempted)}"
        for each in result.unbacked
    ]
    whom = "both sides" if len(tempted) > 1 else "the side asked about"
    refs = tuple(f"settlement.guarantees.{each.guarantee}" for each in result.backed)
    return Note(
        f"To {whom}, keeping a settlement is worth at least as much as cheating once {told} of "
        f"draws; with nobody watching and nobody acting, cheating would tempt {listed(tempted)}. "
        "Monitoring and penalty stand in for each other: with half the chance of being noticed, "
        "what is at risk by cheating must be twice as much.",
        refs=(*_refs(result), *refs),
        page="open",
    )


def _lasts(result: GamesResult, settlement: Settlement) -> Note:
    lasts = "; ".join(
        f"“{settlement.guarantees[each.guarantee].name}” {years_span(each.years)}"
        for each in result.backed
    )
    return Note(
        "How long a settlement that everybody means to keep would last on average until an "
        f"accident ends it: {lasts}.",
        refs=tuple(f"settlement.guarantees.{each.guarantee}" for each in result.backed),
    )


def _unbacked(result: GamesResult) -> Note:
    told = listed(
        [
            f"{side_name(result.found, each.side)} {chance_span(each.detection)}"
            for each in result.unbacked
        ]
    )
    return Note(
        "The case names no guarantee. The war that follows would by itself make keeping a "
        f"settlement worth it if cheating were noticed in a period with a chance of at least: "
        f"{told}.",
        refs=_refs(result),
        page="open",
    )


def _sides(result: GamesResult) -> Table:
    found = result.found
    rows = [
        (
            Cell("nobody watches, nobody acts"),
            Cell(side_name(found, each.side),
                 (f"settlement.keeping.{found.sides[each.side]}",)),
            Cell(each.keeps),
            Cell(None),
            Cell(None),
            Cell(chance_span(each.detection)),
        )
        for each in result.unbacked
    ]  # fmt: skip
    return Table(
        "Is keeping a settlement worth it, side by side",
        (Column("behind it"), Column("side"), Column("keeping pays", "percent"),
         Column("by detection alone", "percent"), Column("least penalty that is enough"),
         Column("least detection that is enough")),
        (*rows, *(row for each in result.backed for row in _rows(result, each))),
        "Each side alone, the other keeping the settlement. The penalty is what a cheat that is "
        "noticed would have to cost on average, in what keeping brings in a period; detection is a "
        "chance in a period, with the penalty as drawn (with nobody acting, the war that follows "
        f"is all that counts). Medians, in brackets what {WITHIN} have them between.",
    )  # fmt: skip


def _rows(result: GamesResult, each: Backed) -> Iterator[tuple[Cell, ...]]:
    found = result.found
    assert found.settlement is not None  # the guarantee stands in it
    name = found.settlement.guarantees[each.guarantee].name
    for kept in each.kept:
        yield (
            Cell(name, (f"settlement.guarantees.{each.guarantee}",)),
            Cell(side_name(found, kept.side), (f"settlement.keeping.{found.sides[kept.side]}",)),
            Cell(kept.keeps),
            Cell(kept.alone),
            Cell(numbers(kept.needed)),
            Cell(chance_span(kept.detection)),
        )


def _behind(result: GamesResult, settlement: Settlement) -> Table:
    rows = tuple(
        (
            Cell(settlement.guarantees[each.guarantee].name,
                 (f"settlement.guarantees.{each.guarantee}",)),
            Cell(chance_span(each.noticed)),
            Cell(numbers(each.expected)),
            Cell(years_span(each.years)),
            Cell(each.every),
        )
        for each in result.backed
    )  # fmt: skip
    return Table(
        "What stands behind a settlement",
        (Column("guarantee"), Column("cheating is noticed"), Column("expected penalty"),
         Column("lasts on average, if accidents alone end it"),
         Column("keeping pays every side", "percent")),
        rows,
        f"A period is {settlement.period}. The expected penalty is the penalty times the chance "
        "that the guarantor acts, in what keeping brings in a period.",
    )  # fmt: skip
