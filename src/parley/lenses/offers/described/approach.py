"""What would bring the refusing side in: as options with who pays, not as advice."""

from collections.abc import Iterator, Sequence

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.lenses.offers.approach import CHANGES, Approach
from parley.lenses.offers.solve import OffersResult
from parley.lenses.offers.words import moved, party_name, text_refs, tried_name, units
from parley.models.deal import Change, Trade
from parley.models.offer_space import OfferSpace

__all__ = ["change_table", "describe_approaches", "farther"]

LONGEST = 3  # texts whose trades and counter-offers are shown


def describe_approaches(result: OffersResult) -> Iterator[Block]:
    """Changes to each text, then trades and counter-offers; nothing if every text serves all."""
    found = result.approaches
    if not found:
        return
    space = result.space
    yield Heading("What would bring the refusing side in?")
    yield Note(
        f"Each text below is less than no deal, or a red line, to somebody who must agree in most "
        f"draws. Every combination of up to {CHANGES} changed issues was tried in "
        f"{found[0].n_draws:,} draws; no change crosses a red line, restarts what the text stops, "
        "or takes back what a text on few issues says. These are options with who pays, not advice."
    )
    yield change_table(space, found)
    yield from farther(space, found)
    full = [each for each in found if each.full][:LONGEST]
    yield from _trade_table(space, full)
    yield from _counter_table(space, full)


def change_table(space: OfferSpace, found: Sequence[Approach]) -> Table:
    """Each package as it stands, then its changes with who pays."""
    rows = []
    for each in found:
        name = tried_name(space, each.text)
        nobody = [Cell(None)] * len(space.parties)
        first = Cell(name, _refs(space, each))
        rows.append((first, Cell("as it stands"), Cell(each.changes.standing), *nobody))
        rows += [
            (Cell(name), Cell(moved(space, each.package, change.package)), *_effect(space, change))
            for change in each.improving
        ]
    return Table(
        "Fewest changes that help most",
        (
            Column("text"),
            Column("changes"),
            Column("enough have no deal or more", "percent"),
            *(Column(f"{party_name(space, p)}: change") for p in range(len(space.parties))),
        ),
        tuple(rows),
        "For each number of changed issues the change that works in most draws, where it does "
        "better than every smaller one; issues count by their cost where the case gives any. The "
        "last columns say who pays: median change of utility against the text as it stands. "
        "As it stands: red lines aside.",
    )


def _refs(space: OfferSpace, found: Approach) -> tuple[str, ...]:
    return () if found.text is None else text_refs(space, space.texts[found.text])


def farther(space: OfferSpace, found: Sequence[Approach]) -> Iterator[Note]:
    """Packages that take more changes than were tried together."""
    for each in found:
        name = tried_name(space, each.text)
        if each.cheapest.cost is None and each.cheapest.proved:
            yield Note(
                f"At the mean of the draws no set of changes to {name}, however large, serves all "
                "without crossing a red line."
            )
        elif each.far is not None:
            n = int((each.far != each.package).sum())
            yield Note(
                f"At the mean of the draws {name} takes at least {n} changed issues to serve all"
                f"{'' if each.cheapest.proved else ' (not proved least)'}: "
                f"{moved(space, each.package, each.far)}."
            )


def _trade_table(space: OfferSpace, found: Sequence[Approach]) -> Iterator[Table]:
    rows = [
        (
            Cell(tried_name(space, each.text)),
            Cell(kind),
            Cell(moved(space, each.package, trade.package)),
            *_effect(space, trade),
        )
        for each in found
        for kind, some in (("trade", each.trades.pairs[:2]), ("gift", each.trades.free[:2]))
        for trade in some
    ]
    if rows:
        yield Table(
            "What could be traded within a text",
            (
                Column("text"),
                Column("kind"),
                Column("changes"),
                Column("draws in which it works", "percent"),
                *(Column(f"{party_name(space, p)}: change") for p in range(len(space.parties))),
            ),
            tuple(rows),
            "Trade: either change alone costs somebody, both together cost nobody who must agree "
            "and help one. Gift: one change that helps somebody at no loss to any other.",
        )


def _counter_table(space: OfferSpace, found: Sequence[Approach]) -> Iterator[Table]:
    rows = [
        (
            Cell(tried_name(space, each.text)),
            Cell(party_name(space, party)),
            Cell(moved(space, each.package, offer.package)),
            *_effect(space, offer),
        )
        for each in found
        for party, offers in zip(space.consent, each.counter, strict=True)
        for offer in offers
    ]
    if rows:
        yield Table(
            "What each side could offer instead at no loss to itself",
            (
                Column("text"),
                Column("party"),
                Column("changes"),
                Column("draws in which it loses nothing", "percent"),
                *(Column(f"{party_name(space, p)}: change") for p in range(len(space.parties))),
            ),
            tuple(rows),
            f"Of all combinations of up to {CHANGES} changes that leave the party no worse off "
            "than the text in most draws, the one that gives the others most.",
        )


def _effect(space: OfferSpace, change: Change | Trade) -> list[Cell]:
    return [Cell(change.share), *(Cell(units(change.change[p])) for p in range(len(space.parties)))]
