"""What would have to be true for each party to have no less than no deal in a text."""

from collections.abc import Iterator, Sequence

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.lenses.offers.premises import Premise, Turn
from parley.lenses.offers.solve import OffersResult
from parley.lenses.offers.words import (
    input_name,
    issue_name,
    judged,
    number,
    party_name,
    percent,
    plain,
    tried_name,
)
from parley.models.belief import Reach
from parley.models.offer_space import OfferSpace

__all__ = ["describe_premises", "premise_blocks"]

ON_PAGE = 2  # sentences that the summary can hold: one for each of two who must agree


def describe_premises(result: OffersResult) -> Iterator[Block]:
    """The belief on which each answer hangs; nothing where no text or only score sheets."""
    yield from premise_blocks(result.space, result.premises)


def premise_blocks(space: OfferSpace, premises: Sequence[Premise]) -> Iterator[Block]:
    """The same of any packages; nothing where there are no premises."""
    if not premises:
        return
    yield Heading("What would have to be true?")
    yield from _sentences(space, premises)
    yield _table(space, premises)


def _sentences(space: OfferSpace, premises: Sequence[Premise]) -> Iterator[Note]:
    """Of each party the first text that it would have to be brought into; of a package, all."""
    turns: dict[tuple[int, bool], tuple[Premise, Turn]] = {}
    for each in premises:
        if each.turn is not None and each.turn.within and (each.text is None or each.turn.gain < 0):
            turns.setdefault((each.party, each.turn.gain < 0), (each, each.turn))
    if turns:
        going_on = any("going on" in _input(space, *each) for each in turns.values())
        meaning = (
            " Gain of going on: what a party has on top while things go on as without a deal; "
            "below zero a loss."
        )
        yield Note(
            "One number moved, all else at the mean of the draws: "
            f"{'; '.join(_sentence(space, *each) for each in turns.values())}."
            f"{meaning if going_on else ''}",
            refs=judged(space, list(dict.fromkeys(party for party, _ in turns))),
            page="open" if len(turns) <= ON_PAGE else "",
        )


def _sentence(space: OfferSpace, premise: Premise, turn: Turn) -> str:
    party = premise.party
    worth = "no deal or more" if turn.gain < 0 else "less than no deal"
    at, mean = (number(space, turn.input, party, each) for each in (turn.at, turn.mean))
    return (
        f"{tried_name(space, premise.text)} would be worth {worth} to {party_name(space, party)} "
        f"if {_input(space, premise, turn)} were {'at least' if turn.at > turn.mean else 'at most'}"
        f" {at} (mean {mean}; {percent(turn.beyond)} of draws go that far)"
    )


def _input(space: OfferSpace, premise: Premise, turn: Turn) -> str:
    return input_name(space, turn.input, premise.party)


def _table(space: OfferSpace, premises: Sequence[Premise]) -> Table:
    rows = tuple(
        (
            Cell(tried_name(space, each.text)),
            Cell(party_name(space, each.party)),
            Cell(each.divides.share),
            Cell(_reach(each.reach)),
            Cell(_divides(space, each)),
            Cell(_central(space, each)),
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
            Column("gain that the case admits"),
            Column("number that best tells yes from no"),
            Column("importance where it is yes"),
            Column("smallest single change that turns the answer"),
        ),
        rows,
        "Gain that the case admits: least and most over no deal under any numbers within its "
        "rankings and ranges; open if that can be a loss or not. Number that best tells yes from "
        "no: the cut by which most draws are told rightly. Importance where it is "
        "yes: of the issue that differs most, its mean over the draws in which the text is worth "
        "it, and over all (central weights, Lahdelma and others 1998). Smallest change: from the "
        "mean of the draws, one number alone (the importance of other issues keeps its "
        "proportions), with the distance in standard deviations (sd).",
    )


def _reach(reach: Reach | None) -> str | None:
    if reach is None:
        return None
    ends = f"{plain(reach.low)} to {plain(reach.high)}"
    if reach.necessary:
        return f"always worth it ({ends})"
    return f"open ({ends})" if reach.possible else f"never worth it ({ends})"


def _divides(space: OfferSpace, premise: Premise) -> str | None:
    part = premise.part
    if part is None:
        return None
    side = "at least" if part.above else "below"
    threshold = number(space, part.input, premise.party, part.threshold)
    return f"{input_name(space, part.input, premise.party)} {side} {threshold}"


def _central(space: OfferSpace, premise: Premise) -> str | None:
    each = premise.central
    if each is None:
        return None
    return f"{issue_name(space, each.issue)} {each.where:.2f} (over all {each.mean:.2f})"


def _turn(space: OfferSpace, premise: Premise) -> str:
    turn = premise.turn
    if turn is None:
        return "none"
    name, at = _input(space, premise, turn), number(space, turn.input, premise.party, turn.at)
    if not turn.within:
        return f"none that the draws reach; nearest: {name} at {at}"
    return f"{name} at {at} ({abs(turn.move):.1f} sd)"
