"""A guarantor that would fight: thresholds, and whether half a guarantee is worse than none."""

from collections.abc import Iterator

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.case.schema import Settlement
from parley.lenses.games.defending import Defence, Firmness
from parley.lenses.games.described.beside import beside
from parley.lenses.games.solve import GamesResult
from parley.lenses.games.spread import WITHIN
from parley.lenses.games.words import chance_span, part_span, percent, side_name

__all__ = ["describe_defence"]

HONOURED = "alliances honoured, 1816-1944", "alliances honoured, 1945-2003", "defence pact and war"
ATTACK = ("settlement.attack",)


def describe_defence(result: GamesResult) -> Iterator[Block]:
    """Nothing if the case names no renewed attack."""
    told, settlement = result.defence, result.found.settlement
    if told is None or settlement is None:
        return
    yield Heading("A guarantor that would fight")
    yield _thresholds(result, told)
    yield from _halves(result, told, settlement)
    yield _table(result, told, settlement)
    yield beside("Beside it: promises to defend elsewhere", HONOURED)


def _thresholds(result: GamesResult, told: Defence) -> Note:
    by, on = side_name(result.found, told.by), side_name(result.found, told.on)
    never = (
        f"; in {percent(told.never)} of draws even one that is sure to come would not be enough"
        if told.never > 0
        else ""
    )
    return Note(
        f"If {by} attacked {on} again, resisting would be better for {on} than yielding from a "
        f"chance of {chance_span(told.resist)} on that the guarantor comes, and staying away "
        f"better for {by} than attacking a {on} that resists from {chance_span(told.deter)} on"
        f"{never}. In {percent(told.between)} the first lies below the second: a guarantee in "
        "between is enough for a war and not enough against one.",
        refs=ATTACK,
    )


def _halves(result: GamesResult, told: Defence, settlement: Settlement) -> Iterator[Note]:
    named = [each for each in told.each if each.guarantee]
    if not named:
        return
    shares = "; ".join(
        f"“{settlement.guarantees[each.guarantee].name}” {percent(each.worst)}" for each in named
    )
    on, by = side_name(result.found, told.on), side_name(result.found, told.by)
    more, none = part_span(told.each[-1].demand), part_span(told.each[0].demand)
    yield Note(
        "Share of draws in which a guarantee, kept with the chance the case gives it, leaves both "
        f"sides together with less than none at all and than a firm one: {shares}. {on} itself "
        f"need not be worse off, as it chooses to resist. A guarantee also moves what {on} could "
        f"ask of {by} before {by} would rather fight: from {none} of what it is about with none to "
        f"{more} with a firm one.",
        refs=(*ATTACK, *(f"settlement.guarantees.{each.guarantee}" for each in named)),
    )


def _table(result: GamesResult, told: Defence, settlement: Settlement) -> Table:
    on = side_name(result.found, told.on)
    rows = tuple(
        (
            Cell(_name(told, settlement, each), _refs(each)),
            Cell(chance_span(each.comes), ATTACK if not each.guarantee else _refs(each)),
            *(Cell(of) for of in each.shares),
            Cell(each.worst),
            Cell(part_span(each.demand), (*ATTACK, *_refs(each))),
        )
        for each in told.each
    )
    return Table(
        "What a guarantee leads to if there is a new demand under threat of attack",
        (Column("guarantee"), Column("the guarantor comes"), Column(f"{on} yields", "percent"),
         Column("war", "percent"), Column("no attack", "percent"),
         Column("worse than none and than firm", "percent"), Column(f"most {on} could ask")),
        rows,
        "Shares of draws; both sides are taken to know how likely the guarantor comes. Yielding "
        "and no attack are both without a war, and they are not alike: in the first all that was "
        f"demanded is given. In brackets what {WITHIN} have the number between.",
    )  # fmt: skip


def _name(told: Defence, settlement: Settlement, each: Firmness) -> str:
    if each.guarantee:
        return settlement.guarantees[each.guarantee].name
    return "none" if each is told.each[0] else "firm: always comes"


def _refs(each: Firmness) -> tuple[str, ...]:
    return (f"settlement.guarantees.{each.guarantee}",) if each.guarantee else ()
