"""What would bring the refusing side in: as options with who pays, not as advice."""

from collections.abc import Iterator, Sequence

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.lenses.offers.approach import CHANGES, Approach
from parley.lenses.offers.solve import OffersResult
from parley.lenses.offers.standing import MOST
from parley.lenses.offers.words import (
    everybody,
    moved,
    party_name,
    text_refs,
    touched,
    tried_name,
    units,
)
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
        f"In at least half of the draws each text below is not acceptable to {everybody(space)}. "
        f"Every combination of up to {CHANGES} changed issues was tried in {found[0].n_draws:,} "
        f"draws; no change crosses a red line{_kept(space)}. These are options with who pays, not "
        "advice."
    )
    yield change_table(space, found)
    yield from farther(space, found)
    full = [each for each in found if each.full][:LONGEST]
    yield from _trade_table(space, full)
    yield from _counter_table(space, full)


def _kept(space: OfferSpace) -> str:
    """What else no change does, where the case says what a deal would stop."""
    if not space.stops:
        return ""
    issues = touched(space, [i for i, _ in space.stops])
    return (
        f", restarts what a text stops ({issues}), or takes back what a text says that does not "
        "stop it"
    )


def change_table(space: OfferSpace, found: Sequence[Approach]) -> Table:
    """Each package as it stands, then its changes with who pays."""
    rows = []
    for each in found:
        name = tried_name(space, each.text)
        nobody = [Cell(None)] * len(space.parties)
        first = Cell(name, _refs(space, each))
        rows.append((first, Cell("as it stands"), Cell(each.changes.standing), *nobody))
        rows += [
            (Cell(name), Cell(told), *_effect(space, change))
            for best in each.improving
            for told, change in _alike(space, each, best)
        ]
    return Table(
        "Fewest changes that help most",
        (
            Column("text"),
            Column("changes"),
            Column(f"worth no deal or more to {everybody(space)}", "percent"),
            *(Column(f"{party_name(space, p)}: change") for p in range(len(space.parties))),
        ),
        tuple(rows),
        f"For each {_step(space)} the change that works in most draws, where it does better than "
        "every smaller one; “or” where others do as well. Last columns: median change of utility "
        "against the text as it stands; who is below zero pays. As it stands: red lines aside.",
    )


def _alike(space: OfferSpace, found: Approach, best: Change) -> Iterator[tuple[str, Change]]:
    """The best change of its cost, then those that tie with it, and how many there are in all."""
    (step,) = (each for each in found.changes.steps if each.cost == best.cost)
    tied = step.best[: step.n_best]
    for k, change in enumerate(tied):
        told = f"{'or ' if k else ''}{moved(space, found.package, change.package)}"
        more = k == len(tied) - 1 and step.n_best > len(tied)
        yield f"{told} ({step.n_best:,} ways in all)" if more else told, change


def _step(space: OfferSpace) -> str:
    """What changes are counted by."""
    alike = len({issue.cost for issue in space.case.issues.values()}) == 1
    return "number of changed issues" if alike else "sum of the costs of the changed issues"


def _refs(space: OfferSpace, found: Approach) -> tuple[str, ...]:
    return () if found.text is None else text_refs(space, space.texts[found.text])


def farther(space: OfferSpace, found: Sequence[Approach]) -> Iterator[Note]:
    """Packages that take more changes than were tried together."""
    for each in found:
        name = tried_name(space, each.text)
        if each.cheapest.cost is None and each.cheapest.proved:
            yield Note(
                f"At the mean of the draws no set of changes to {name}, however large, serves "
                f"{everybody(space)} without crossing a red line."
            )
        elif each.far is not None:
            n = int((each.far != each.package).sum())
            yield Note(
                f"At the mean of the draws {name} takes {n} changed issues to serve "
                f"{everybody(space)}{'' if each.cheapest.proved else ' (not proved least)'}: "
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
        if trade.share > MOST
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
            "Only what works in most draws. Trade: either change alone costs somebody who must "
            "agree, both together cost none of them and help one. Gift: one change that helps one "
            "of them at no loss to any other. Changes: median, against the text.",
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
            "What each side could offer instead at no loss against the text",
            (
                Column("text"),
                Column("party"),
                Column("changes"),
                Column("draws in which it loses nothing", "percent"),
                *(Column(f"{party_name(space, p)}: change") for p in range(len(space.parties))),
            ),
            tuple(rows),
            f"Of all combinations of up to {CHANGES} changes that leave the party no worse off "
            "than the text in most draws, the one that gives the others most. A party that would "
            "lose by the text itself may lose by these as well: they are not put against no deal.",
        )


def _effect(space: OfferSpace, change: Change | Trade) -> list[Cell]:
    return [Cell(change.share), *(Cell(units(change.change[p])) for p in range(len(space.parties)))]
