"""Which issues carry the conflict, and what stands in the way of a deal."""

from collections.abc import Iterator

import numpy as np

from parley.blocks import Block, Bullets, Cell, Column, Figure, Heading, Note, Table
from parley.charts import Bar, HeatCell, bars, grouped_heat
from parley.lenses.offers.solve import OffersResult
from parley.lenses.offers.words import (
    all_of,
    brief,
    issue_basis,
    issue_name,
    judged,
    listed,
    party_name,
    percent,
)
from parley.models.blocking import Demand, Price
from parley.models.offer_space import SCALE, OfferSpace

__all__ = ["describe_conflict", "describe_obstacles"]

ROOM = "room left"  # for a gain of both


def describe_conflict(result: OffersResult) -> Iterator[Block]:
    """The issues by their part in the conflict, then what each option is worth to whom."""
    yield Heading("Which issues carry the conflict?")
    yield _conflict_figure(result)
    yield from _heat(result)


def describe_obstacles(result: OffersResult) -> Iterator[Block]:
    """Demands that cannot be met together, and what each red line takes away."""
    yield Heading("Who or what stands in the way?")
    yield from _conflicts(result)
    yield from _cut(result)
    yield from _drops(result)
    yield from _prices(result)


def _conflict_figure(result: OffersResult) -> Figure:
    space = result.space
    order = np.argsort(-result.conflict[:, 1], kind="stable")
    rows = [
        Bar(
            label=issue_name(space, i),
            value=float(result.conflict[i, 1]),
            low=float(result.conflict[i, 0]),
            high=float(result.conflict[i, 2]),
            refs=issue_basis(space, i),
        )
        for i in order.tolist()
    ]
    top = listed([issue_name(space, i) for i in order[:3].tolist()])
    return bars(
        "Part of each issue in the conflict",
        f"Bars by issue, longest first. The most contested are {top}.",
        rows,
        axis="part of what all lose because not everybody can have their best",
        interval="middle 90% of draws",
    )


def _heat(result: OffersResult) -> Iterator[Figure]:
    """What each option is worth to each party, the most contested issues first."""
    space = result.space
    names = [party_name(space, p) for p in space.consent]
    cells = [
        HeatCell(
            group=issue_name(space, i),
            row=brief(space, i, level),
            column=name,
            value=float(value),
            text=f"{value:.2f}",
            refs=issue_basis(space, i),
        )
        for i in result.contested
        for level in range(len(space.levels[i]))
        for name, value in [
            *zip(names, result.values[i][level], strict=True),
            *([(ROOM, result.room[i][level])] if result.room is not None else ()),
        ]
        if not np.isnan(value)
    ]
    columns = [name for name in (*names, ROOM) if any(cell.column == name for cell in cells)]
    room = (
        " Last column: the most that both can gain over no deal at once with the option, whatever "
        "else they agree; empty where no package with it serves both in most draws, red lines kept."
        if ROOM in columns
        else ""
    )
    yield from grouped_heat(
        "What each option of the most contested issues is worth",
        "Options down, parties across; darker is worth more to the party. What the option adds to "
        f"its utility, median over draws; columns are not to be compared with one another.{room}",
        cells,
        columns=columns,
    )


def _conflicts(result: OffersResult) -> Iterator[Block]:
    space, found = result.space, result.obstacles.conflicts
    if not found.conflicts and found.unknown == 1:
        yield Note("Not known whether all demands can be met together: no search came to an end.")
    elif not found.conflicts:
        n = found.n_draws - round(found.unknown * found.n_draws)
        met = [f"no deal or more for {all_of(space)}"]
        red = any(demand.parts for demand in found.demands if demand.party is not None)
        met += ["every red line of theirs"] if red else []
        met += ["that what goes on without a deal stops"] if space.stops else []
        yield Note(
            f"No demands conflict in any of {n:,} draws: some package meets all of them at once "
            f"({listed(met)}).",
            refs=judged(space, space.consent),
        )
    else:
        items = tuple(
            Cell(
                f"{'; '.join(_demand(space, found.demands[k]) for k in conflict)}: in "
                f"{percent(float(share))} of {found.n_draws:,} draws"
            )
            for conflict, share in zip(found.conflicts, found.share, strict=True)
        )
        if found.others:
            items += (Cell(f"and {found.others:,} more such sets"),)
        yield Bullets(
            "Demands that cannot be met together, though they can without any one of them", items
        )
    if found.unknown:
        yield Note(
            f"In {percent(found.unknown)} of {found.n_draws:,} draws the search did not finish.",
            "warning",
        )


def _demand(space: OfferSpace, demand: Demand) -> str:
    """What a demand asks for, in words."""
    issues = [issue_name(space, i) for i, _ in demand.parts]
    if demand.party is None:
        return f"that what goes on without a deal stops ({listed(issues)})"
    party = party_name(space, space.consent[demand.party])
    if demand.gain:
        lines = "red lines" if len(issues) > 1 else "red line"
        red = f" with its {lines} on {listed(issues)} kept" if issues else ""
        return f"no deal or more for {party}{red}"
    return f"the red line of {party} on {listed(issues)}"


def _cut(result: OffersResult) -> Iterator[Note]:
    cut, space = result.obstacles.cut, result.space
    if cut is None or cut.cut is None or not cut.total:
        return
    who = "both" if len(space.consent) == 2 else "all who must agree"
    told = [
        f"{party_name(space, p)} by {size:.2f}"
        for p, size in zip(space.consent, result.cuts, strict=True)
        if size > 0
    ]
    yield Note(
        f"At the mean of the draws a package that crosses no red line would serve {who} if no "
        f"deal were worth less to {listed(told)}: the smallest such change in sum."
    )


def _drops(result: OffersResult) -> Iterator[Note]:
    """Which red lines alone stand between the parties at the mean."""
    space, drops = result.space, result.obstacles.drops
    if not drops:
        return
    ways = "; or ".join(listed([_red(space, line) for line in some]) for some in drops)
    n = len(drops[0])
    yield Note(
        f"At the mean of the draws, with no deal worth what it is, dropping {n} red "
        f"line{'' if n == 1 else 's'} would open a zone, and no fewer would: {ways}. That is a "
        "fact of the numbers, not a demand on anybody."
    )


def _prices(result: OffersResult) -> Iterator[Table]:
    space, prices = result.space, result.obstacles.prices
    if not prices:
        return
    others = [party_name(space, p) for p in space.consent]
    yield Table(
        "What each red line takes away while the others are kept",
        (
            Column("red line"),
            Column("a deal exists with it", "percent"),
            Column("and without it", "percent"),
            *(Column(f"taken from the most that {name} could gain") for name in others),
        ),
        tuple((_line(space, each), *_shares(each), *_lost(each)) for each in prices),
        f"In {prices[0].n_draws:,} draws. Last columns: median of what the most that the party "
        "could gain would rise by if the line were dropped; so may that of the party whose line it "
        "is, in exchange.",
    )


def _line(space: OfferSpace, price: Price) -> Cell:
    ((issue, _),) = price.line.parts
    party = space.parties[space.consent[price.line.party or 0]]
    return Cell(_red(space, price.line), (f"positions.{party}.issues.{space.issues[issue]}",))


def _red(space: OfferSpace, line: Demand) -> str:
    """A red line: whose, on which issue, and what it rules out."""
    ((issue, levels),) = line.parts
    party = space.consent[line.party or 0]
    red = [brief(space, issue, k) for k in range(len(space.levels[issue])) if k not in levels]
    return f"{party_name(space, party)} on {issue_name(space, issue)}: not “{'”, “'.join(red)}”"


def _shares(price: Price) -> tuple[Cell, Cell]:
    known = (None if np.isnan(share) else float(share) for share in (price.kept, price.dropped))
    return Cell(next(known)), Cell(next(known))


def _lost(price: Price) -> list[Cell]:
    return [
        Cell(f"{each / SCALE:.2f}" if each == each else None) for each in price.best[1].tolist()
    ]
