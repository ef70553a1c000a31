"""How much hangs on the analysts' rankings, by what the parties themselves answered."""

from collections.abc import Iterator, Sequence

from parley.blocks import Block, Bullets, Cell, Column, Heading, Note, Table
from parley.lenses.offers.answers import Answers, Shift
from parley.lenses.offers.solve import OffersResult
from parley.lenses.offers.words import (
    everybody,
    input_name,
    issue_name,
    listed,
    number,
    party_name,
    percent,
    text_name,
)
from parley.models.elicitation import Said
from parley.models.offer_space import OfferSpace

__all__ = ["describe_answers"]


def describe_answers(result: OffersResult) -> Iterator[Block]:
    """Nothing where nobody who must consent gave a definite answer."""
    found, space = result.answers, result.space
    if found is None:
        return
    yield Heading("How much hangs on the analysts' rankings?")
    yield Note(
        f"{percent(found.kept / found.n_draws)} of {found.n_draws:,} draws agree with every "
        f"definite answer that those who must agree have given ({_count(found)})."
        + (" Too few are left to say more." if found.together is None else ""),
        refs=tuple(
            claim for each in found.found for told in each.told for claim in told.said.claims
        ),
    )
    yield from _contradictions(space, found)
    yield from _admitted(space, found)
    if found.together is not None:
        yield _text_table(result, found)
        yield from _shift_table(space, found)


def _count(found: Answers) -> str:
    n = sum(len(each.told) for each in found.found)
    return f"{n} answer{'' if n == 1 else 's'}"


def _contradictions(space: OfferSpace, found: Answers) -> Iterator[Bullets]:
    items = [
        Cell(
            f"{party_name(space, each.party)}: "
            f"{listed([_said(space, each.told[k].said) for k in together])}",
            tuple(claim for k in together for claim in each.told[k].said.claims),
        )
        for each in found.found
        for together in each.contradictions.sets
    ]
    if items:
        yield Bullets(
            "Answers that contradict each other, or the rankings: no numbers obey them all",
            tuple(items),
        )


def _admitted(space: OfferSpace, found: Answers) -> Iterator[Table]:
    """For a party that was asked: how important each issue can be at all."""
    for each in found.found:
        if each.admitted is not None:
            party = party_name(space, each.party)
            yield Table(
                f"How important each issue can be to {party}, by what it was asked",
                (Column("issue"), Column("least", "percent"), Column("most", "percent")),
                tuple(
                    (Cell(issue_name(space, i)), Cell(float(low)), Cell(float(high)))
                    for i, (low, high) in enumerate(each.admitted)
                ),
                "Least and most importance of any preferences that agree with all that is stated "
                "and answered, by linear programming (Jacquet-Lagreze and Siskos 1982).",
            )


def _said(space: OfferSpace, said: Said) -> str:
    """A comparison in words."""
    better, worse = (_named(space, names) for names in (said.better, said.worse))
    if said.sign == "~":
        return f"{better} is worth the same as {worse}"
    return f"{better} is worth {'more' if said.sign == '>' else 'no less'} than {worse}"


def _named(space: OfferSpace, names: Sequence[str]) -> str:
    return listed([_name(space, name) for name in names])


def _name(space: OfferSpace, name: str) -> str:
    if name == "no_deal":
        return "no deal"
    text, _, chosen = name.partition(":")
    if text not in space.case.proposals:
        return f"“{name}”"
    short = space.case.proposals[text].short
    return f"{short}, option {chosen.replace('/', ' / ')}" if chosen else short


def _text_table(result: OffersResult, found: Answers) -> Table:
    space = result.space
    rows = tuple(
        (
            Cell(text_name(space, text)),
            Cell(float(result.texts.together[t])),
            Cell(None if found.together is None else float(found.together[t])),
        )
        for t, text in enumerate(space.texts)
    )
    return Table(
        f"Texts acceptable to {everybody(space)}, with and without the answers",
        (
            Column("text"),
            Column("all draws", "percent"),
            Column("draws that agree with the answers", "percent"),
        ),
        rows,
        "Where the two columns are alike, the answers given change nothing. A text that was itself "
        "refused falls by construction: draws in which it is worth accepting are left out.",
    )


def _shift_table(space: OfferSpace, found: Answers) -> Iterator[Table]:
    rows = tuple(
        (
            Cell(party_name(space, each.party)),
            Cell(input_name(space, each.input, each.party)),
            *(Cell(told) for told in both),
        )
        for each in found.shifts
        if len(set(both := _both(space, each))) > 1
    )
    if rows:
        yield Table(
            "What the answers say of open numbers",
            (Column("party"), Column("number"), Column("before"), Column("after")),
            rows,
            "Median over all draws, and over those that agree with the party's own answers; of the "
            "three numbers of each party that move most against their spread, those that move by "
            "0.01 or more.",
        )


def _both(space: OfferSpace, shift: Shift) -> tuple[str, str]:
    before, after = (
        number(space, shift.input, shift.party, each) for each in (shift.before, shift.after)
    )
    return before, after
