"""Who gives and gains what, issue by issue."""

from collections.abc import Iterator, Sequence

from parley.blocks import Block, Cell, Column, Figure, Heading, Note, Table
from parley.charts import LedgerEntry, ledger
from parley.lenses.offers.concessions import Opening
from parley.lenses.offers.solve import OffersResult
from parley.lenses.offers.words import (
    interval,
    issue_basis,
    issue_name,
    listed,
    party_name,
    text_name,
)
from parley.models.deal import Ledger
from parley.models.offer_space import OfferSpace

__all__ = ["describe_ledgers", "ledger_figure", "starts", "sums", "totals"]

TOGETHER = "combinations"


def describe_ledgers(result: OffersResult) -> Iterator[Block]:
    """The fullest texts against the present state, then the widest package against openings."""
    found, space = result.concessions, result.space
    if not found.texts and found.widest is None:
        return
    yield Heading("Who gives and gains what?")
    every = range(len(space.parties))
    for each in found.texts:
        name = text_name(space, space.texts[each.text])
        yield from ledger_figure(
            space,
            f"{name}: what each issue changes against the present state",
            each.ledger,
            space.consent,
            space.consent,
        )
    if found.widest is not None:
        yield starts(space, found.openings)
        yield from ledger_figure(
            space,
            "The most widely acceptable package: what each gives and gains from where it started",
            found.widest,
            space.consent,
            range(len(space.consent)),
        )
    yield from _totals(result, every)


def ledger_figure(
    space: OfferSpace,
    title: str,
    found: Ledger,
    parties: Sequence[int],
    columns: Sequence[int],
) -> Iterator[Figure]:
    """parties : positions in the case. columns : in the ledger. Nothing if nothing changes."""
    entries = [
        LedgerEntry(
            issue=TOGETHER if i == len(space.issues) else issue_name(space, i),
            party=party_name(space, p),
            value=float(found.change[i, c, 1]),
            low=float(found.change[i, c, 0]),
            high=float(found.change[i, c, 2]),
            refs=() if i == len(space.issues) else issue_basis(space, i),
        )
        for i in range(len(found.change))
        for p, c in zip(parties, columns, strict=True)
        if found.change[i, list(columns)].any()
    ]
    if entries:
        yield ledger(
            title,
            "Bars to the right are gains, to the left concessions; median over draws, whiskers the "
            "middle 90%. Issues that change nothing for anybody are left out.",
            entries,
            parties=[party_name(space, p) for p in parties],
            measure="gain",
            interval="middle 90% of draws",
        )


def starts(space: OfferSpace, openings: Sequence[Opening]) -> Note:
    """Where each started."""
    told = [
        f"{party_name(space, each.party)} from {text_name(space, space.texts[each.text])}"
        for each in openings
        if each.text is not None
    ]
    best = [party_name(space, each.party) for each in openings if each.text is None]
    if best:
        who = listed(best) if told else "each party"
        told.append(f"{who} from the package it would like best")
    return Note(f"Where each started: {listed(told)}.")


def _totals(result: OffersResult, every: Sequence[int]) -> Iterator[Table]:
    """All concessions and gains of a party in one row for each ledger."""
    space, found = result.space, result.concessions
    rows = [
        (
            Cell(text_name(space, space.texts[each.text])),
            Cell("present state"),
            Cell(party_name(space, p)),
            *sums(each.ledger, p),
        )
        for each in found.texts
        for p in every
    ]
    if found.widest is not None:
        rows += [
            (
                Cell("most widely acceptable package"),
                Cell("own opening"),
                Cell(party_name(space, p)),
                *sums(found.widest, c),
            )
            for c, p in enumerate(space.consent)
        ]
    if rows:
        yield totals(rows)


def totals(rows: Sequence[tuple[Cell, ...]]) -> Table:
    """Package, what it is put against, party, and its `sums`."""
    return Table(
        "Concessions in sum",
        (
            Column("package"),
            Column("against"),
            Column("party"),
            Column("given"),
            Column("gained"),
            Column("net"),
        ),
        tuple(rows),
        "All concessions and all gains of a party over the issues: median, with the middle 90% of "
        "draws in brackets; each party in units of its own.",
    )


def sums(found: Ledger, column: int) -> tuple[Cell, ...]:
    """Given, gained and net of one party of the ledger."""
    amounts = (Cell(interval(kind[column], signed=False)) for kind in (found.given, found.gained))
    return *amounts, Cell(interval(found.net[column]))
