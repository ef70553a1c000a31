"""What would have to be true for each party to have no less than no deal in a text."""

from collections.abc import Iterator, Sequence

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.lenses.offers.premises import Premise, Turn
from parley.lenses.offers.solve import OffersResult
from parley.lenses.offers.words import (
    input_name,
    judged,
    party_name,
    percent,
    plain,
    tried_name,
)
from parley.models.belief import Reach
from parley.models.offer_space import OfferSpace

__all__ = ["describe_premises", "premise_blocks"]


def describe_premises(result: OffersResult) -> Iterator[Block]:
    """The belief on which each answer hangs; nothing where no text or only score sheets."""
    yield from premise_blocks(result.space, result.premises)


def premise_blocks(space: OfferSpace, premises: Sequence[Premise]) -> Iterator[Block]:
    """The same of any packages; nothing where there are no premises."""
    if not premises:
        return
    yield Heading("What would have to be true?")
    told: set[int] = set()
    for premise in premises:
        if premise.turn is not None and premise.turn.within:
            first = premise.turn.gain < 0 and premise.party not in told
            told |= {premise.party} if first else set()
            yield _sentence(space, premise, premise.turn, first=first)
    yield _table(space, premises)


def _sentence(space: OfferSpace, premise: Premise, turn: Turn, *, first: bool) -> Note:
    """first : of those in which the party would have to be brought in; goes on the summary."""
    party = party_name(space, premise.party)
    text = tried_name(space, premise.text)
    way = "have no deal or more in" if turn.gain < 0 else "have less than no deal in"
    return Note(
        f"For {party} to {way} {text}, all else at the mean of the draws, "
        f"{input_name(space, turn.input, premise.party)} would have to be "
        f"{'at least' if turn.at > turn.mean else 'at most'} {plain(turn.at)} "
        f"(mean {plain(turn.mean)}). {percent(turn.beyond)} of draws go as far.",
        refs=judged(space, [premise.party]),
        page="open" if first else "",
    )


def _table(space: OfferSpace, premises: Sequence[Premise]) -> Table:
    rows = tuple(
        (
            Cell(tried_name(space, each.text)),
            Cell(party_name(space, each.party)),
            Cell(each.divides.share),
            Cell(_reach(each.reach)),
            Cell(_divides(space, each)),
            Cell(_turn(space, each)),
        )
        for each in premises
    )
    return Table(
        "On which belief each answer hangs",
        (
            Column("text"),
            Column("party"),
            Column("no deal or more", "percent"),
            Column("within the rankings and ranges"),
            Column("parts yes from no most"),
            Column("smallest single change that turns the answer"),
        ),
        rows,
        "Within the rankings and ranges: least and most gain over no deal of any belief that they "
        "admit. Parts yes from no most: the one number by which most draws can be told apart, with "
        "the cut. Smallest change: from the mean of the draws, one number alone; importance of the "
        "other issues keeps its proportions; in brackets how many standard deviations away, where "
        "the draws reach that far.",
    )


def _reach(reach: Reach | None) -> str | None:
    if reach is None:
        return None
    ends = f"{plain(reach.low)} to {plain(reach.high)}"
    if reach.necessary:
        return f"always no deal or more ({ends})"
    return f"open ({ends})" if reach.possible else f"never no deal or more ({ends})"


def _divides(space: OfferSpace, premise: Premise) -> str | None:
    part = premise.part
    if part is None:
        return None
    side = "at least" if part.above else "below"
    return f"{input_name(space, part.input, premise.party)} {side} {plain(part.threshold)}"


def _turn(space: OfferSpace, premise: Premise) -> str:
    turn = premise.turn
    if turn is None:
        return "none"
    name = input_name(space, turn.input, premise.party)
    if not turn.within:
        return f"none that the draws reach; nearest: {name} at {plain(turn.at)}"
    return f"{name} at {plain(turn.at)} ({abs(turn.move):.1f} sd)"
