"""Every pause of the case in tables, and the one that talks are about in two figures."""

from collections.abc import Callable, Iterator

from parley.blocks import Block, Cell, Column, Figure, Heading, Note, Table
from parley.charts import HeatCell, heat
from parley.lenses.games.described.beside import beside
from parley.lenses.games.pauses import OnPause
from parley.lenses.games.remedies import Remedy
from parley.lenses.games.solve import GamesResult
from parley.lenses.games.spread import WITHIN, Spread
from parley.lenses.games.variants import CHANCES, LIMITS, WEEKS, Variants
from parley.lenses.games.words import (
    chance_span,
    listed,
    part_span,
    pause_name,
    pause_refs,
    percent,
    points_span,
    rate_span,
    side_name,
    side_refs,
    weeks,
    weeks_span,
)

__all__ = ["describe_pauses"]

NBSP = "\N{NO-BREAK SPACE}"
TRUCES = (8, "truce holds 30 days"), (20, "truce holds 90 days"), (39, "truce holds 6 months")


def describe_pauses(result: GamesResult) -> Iterator[Block]:
    """What each pause brings, how long a one each side could take, what makes strength grow."""
    if not result.pauses:
        return
    yield Heading("Pauses")
    yield _gains(result)
    if result.talked_of is not None:
        yield _drift(result, result.talked_of)
    yield _lengths(result)
    if result.variants is not None:
        yield _by_length(result, result.variants)
        yield _by_limit(result.variants)
    yield from _remedies(result)
    if result.growing:
        yield _growing(result)
    yield from _lasting(result)


def _gains(result: GamesResult) -> Table:
    found = result.found
    rows = tuple(
        (
            Cell(on.paused.pause.name, pause_refs(on)),
            Cell(side_name(found, i), side_refs(found, [i])),
            Cell(on.sides[i].gains),
            Cell(part_span(on.sides[i].size)),
            Cell(points_span(on.sides[i].lost)),
            Cell(part_span(on.sides[i].costs)),
            Cell(part_span(on.sides[i].prospect)),
            Cell(on.sides[i].drifting),
        )
        for on in result.pauses
        for i in (0, 1)
    )
    return Table(
        "What each pause brings each side, against fighting on now",
        (Column("pause"), Column("side"), Column("no loss", "percent"), Column("gain"),
         Column("its chance to win falls by"), Column("which costs it"),
         Column("prospect of a settlement brings it"),
         Column("no loss against fighting as long", "percent")),
        rows,
        f"Median, in brackets what {WITHIN} have it between. The gain is what the prospect of a "
        "settlement brings, less what the fall in its chance to win costs, weighed with the "
        "chance that no settlement comes; as parts of the stake. A tie counts as no loss. In no "
        "draw do both sides lose. Last column: what as many weeks of fighting would add to its "
        "chance to win is taken off the gain, for a pause forgoes it.",
    )  # fmt: skip


def _drift(result: GamesResult, on: OnPause) -> Note:
    found = result.found
    first, second = (side_name(found, i) for i in (0, 1))
    one, other = (percent(on.sides[i].drifting) for i in (0, 1))
    return Note(
        "A pause also forgoes what the fighting would bring meanwhile. By what each side makes, is "
        f"given and loses in a week of it, fighting for as long as {pause_name(on)} lasts would "
        f"move the chance of {first} to win by {points_span(on.sides[0].fought)}, and that of "
        f"{second} as much the other way. With that counted, {first} loses nothing by the pause in "
        f"{one} of draws and {second} in {other}.",
        refs=(*pause_refs(on), *side_refs(found)),
    )


def _lengths(result: GamesResult) -> Table:
    found = result.found
    rows = tuple(
        (
            Cell(on.paused.pause.name, pause_refs(on)),
            Cell(side_name(found, i), side_refs(found, [i])),
            Cell(weeks_span(on.sides[i].lengths.most)),
            Cell(on.sides[i].lengths.any),
            Cell(on.sides[i].lengths.none),
            Cell(on.sides[i].lengths.only_longer),
        )
        for on in result.pauses
        for i in (0, 1)
    )
    return Table(
        "How long a pause each side could take without a loss",
        (Column("terms as in"), Column("side"), Column("at most"), Column("any length", "percent"),
         Column("none", "percent"), Column("only a longer one", "percent")),
        rows,
        f"The longest, at the median and for {WITHIN}, if prospect and limits are as in the pause "
        "named. Only a longer one: where the settlement in prospect is worth less to it than "
        "fighting on, and it needs the time to grow stronger.",
    )  # fmt: skip


def _by_length(result: GamesResult, given: Variants) -> Figure:
    found, on = result.found, given.on
    names = [side_name(found, 0), side_name(found, 1), "both"]
    cells = [
        HeatCell(
            row=name,
            column=weeks(float(at)).replace(" ", NBSP),  # a second line would hide the first row
            text=percent(float(given.lengths[row, column])),
            value=float(given.lengths[row, column]),
            refs=pause_refs(on),
        )
        for row, name in enumerate(names)
        for column, at in enumerate(WEEKS)
    ]
    ends = listed(
        [
            f"for {name} from {percent(float(row[0]))} of draws at {weeks(float(WEEKS[0]))} to "
            f"{percent(float(row[-1]))} at {weeks(float(WEEKS[-1]))}"
            for name, row in zip(names, given.lengths, strict=True)
        ]
    )
    return heat(
        f"No loss by a pause of other lengths, else as {pause_name(on)}",
        f"Share of draws without a loss by the length of the pause: {ends}.",
        cells,
        rows=names,
    )


def _by_limit(given: Variants) -> Figure:
    on = given.on
    rows = [f"{percent(part)} goes on" for part in LIMITS]
    cells = [
        HeatCell(
            row=rows[row],
            column=percent(at),
            text=percent(float(given.mixed[row, column])),
            value=float(given.mixed[row, column]),
            refs=pause_refs(on),
        )
        for row in range(len(LIMITS))
        for column, at in enumerate(CHANCES)
    ]
    unlimited, none = given.mixed[0], given.mixed[-1]
    return heat(
        f"No loss to either side by {pause_name(on)}: limits on arming, chance of a settlement",
        "Share of draws in which neither side loses. Rows: the part of all production and aid that "
        "goes on. Columns: the chance of a settlement. With no limit it goes from "
        f"{percent(float(unlimited[0]))} at {percent(CHANCES[0])} to "
        f"{percent(float(unlimited[-1]))} at {percent(CHANCES[-1])}; with nothing going on, from "
        f"{percent(float(none[0]))} to {percent(float(none[-1]))}.",
        cells,
        rows=rows,
        columns=[percent(at) for at in CHANCES],
    )


def _remedies(result: GamesResult) -> Iterator[Table]:
    on = result.talked_of
    rows = [row for i in (on.less, on.more) for row in _rows(result, on, i)] if on else []
    if on and rows:
        yield Table(
            f"What would leave a side without a loss by {pause_name(on)}",
            (Column("side"), Column("what would have to be otherwise"),
             Column("would do", "percent"), Column("needed"), Column("as drawn")),
            tuple(rows),
            "Each change alone, over the draws in which the side loses; would do: the share of "
            "these in which some such change is enough. Needed and as drawn are over the draws in "
            "which it is, with what 90% of them have it between; not told of a handful of draws.",
        )  # fmt: skip


def _rows(result: GamesResult, on: OnPause, side: int) -> Iterator[tuple[Cell, ...]]:
    given, found = on.sides[side].remedies, result.found
    if given is None:
        return
    if all(each.needed is None for each in (given.chance, given.more, given.limit, given.gap)):
        return  # it loses in a handful of draws
    other = side_name(found, 1 - side)
    ways: list[tuple[str, Remedy, Callable[[Spread], str]]] = [
        ("chance of a settlement at least", given.chance, chance_span),
        ("its share in the settlement at least", given.more, part_span),
        ("part of production and aid that goes on, both alike, at most", given.limit, part_span),
        (
            f"growth of {other} a week over its own, as a part of its strength, at most",
            given.gap,
            rate_span,
        ),
    ]
    name = Cell(side_name(found, side), side_refs(found, [side]))
    for what, way, said in ways:
        yield (name, Cell(what), Cell(way.helps), _cell(way.needed, said), _cell(way.drawn, said))


def _cell(given: Spread | None, said: Callable[[Spread], str]) -> Cell:
    return Cell(None if given is None else said(given))


def _growing(result: GamesResult) -> Table:
    found = result.found
    rows = tuple(
        (
            Cell(side_name(found, each.side)),
            Cell(
                found.war.sides[found.sides[each.side]].capabilities[each.kind].name,
                (f"war.sides.{found.sides[each.side]}.capabilities.{each.kind}",),
            ),
            Cell(rate_span(each.rate)),
            Cell(chance_span(each.weight)),
            Cell(chance_span(each.struck)),
        )
        for each in result.growing
    )
    return Table(
        "What makes strength grow while the guns are silent",
        (Column("side"), Column("class"), Column("adds to its strength in a week"),
         Column("weight"), Column("lost at once before")),
        rows,
        f"With all production and aid going on; median and what {WITHIN} have it between.",
    )  # fmt: skip


def _lasting(result: GamesResult) -> Iterator[Block]:
    told = [f"{pause_name(on)} {chance_span(on.lasts)}" for on in result.pauses if on.lasts.low < 1]
    if told:
        yield Note(
            "Accidents are not in the gains above. If nobody means to break it, the chance that a "
            f"pause runs its length without one that ends it is: {'; '.join(told)}.",
            refs=tuple(ref for on in result.pauses for ref in pause_refs(on)),
        )
    lengths = {_truce(on.weeks.middle): None for on in result.pauses}
    yield beside("Beside it: how long truces held elsewhere", [*lengths, "ceasefires that fail"])


def _truce(length: float) -> str:
    """The figure nearest in length."""
    return next((name for most, name in TRUCES if length < most), "truce holds 1 year")
