"""Losses on which accounts differ, and what the spread changes."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.case import Case
from parley.lenses.war.claimed import Account
from parley.lenses.war.solve import WarResult
from parley.lenses.war.words import percent, side_name, signed

__all__ = ["describe_claimed"]


def describe_claimed(result: WarResult) -> Iterator[Block]:
    """A table of accounts for each class, and a sentence on the spread."""
    if result.accounts:
        yield Heading("What claimed losses would change")
    for _, group in groupby(result.accounts, key=lambda each: (each.side, each.kind)):
        told = sorted(group, key=lambda each: -each.share)
        yield _table(result, told)
        yield _spread(result, told)


def _table(result: WarResult, told: Sequence[Account]) -> Table:
    base, one = result.fought.base, told[0]
    names = [side_name(base, j) for j in range(2)]
    heads = [Column("account"), Column("told as"), Column("taken as", "percent")]
    heads += [Column("lost of strength"), Column("chance to win, points")]
    heads += [Column(f"refusing is worth to {name}") for name in names]
    rows = tuple(
        (
            Cell(_who(result, each), each.claims),
            Cell(_range(each)),
            Cell(round(each.share, 3)),
            Cell(f"{100 * each.strength:.1f}%"),
            Cell(signed(100 * each.won, 1)),
            *(Cell(signed(worth, 3)) for worth in each.worth),
        )
        for each in told
    )
    return Table(
        f"{_name(result, one)} of {names[one.side]}: what each account would make of it",
        tuple(heads),
        rows,
        "Against nothing having been lost; middles of the draws. A class of weight w of which the "
        "share s is lost takes 1 - (1 - s)^w of the strength.",
    )


def _range(each: Account) -> str:
    if each.low == each.high:
        return percent(each.low)
    return f"{percent(each.low)} to {percent(each.high)}"


def _name(result: WarResult, one: Account) -> str:
    base = result.fought.base
    return base.war.sides[base.sides[one.side]].capabilities[one.kind].name


def _who(result: WarResult, each: Account) -> str:
    """Who gives the account."""
    case = result.fought.base.case
    return ", ".join(dict.fromkeys(_speaker(case, claim) for claim in each.claims))


def _speaker(case: Case, name: str) -> str:
    claim = case.claims[name]
    said = [(case.people.get(who) or case.parties[who]).name for who in claim.by]
    return " and ".join(said) or claim.speaker or case.sources[claim.source].outlet


def _spread(result: WarResult, told: Sequence[Account]) -> Note:
    base, most, least = result.fought.base, told[0], told[-1]
    name = side_name(base, most.side)
    if most.share == least.share:
        text = f"All accounts of the losses of {name} come to {percent(most.share)} of the class."
    else:
        won = 100 * abs(most.won - least.won)
        moved = max(abs(a - b) for a, b in zip(most.worth, least.worth, strict=True))
        text = (
            f"Accounts of what {name} lost of “{_name(result, most)}” run from "
            f"{percent(least.share)} to {percent(most.share)} of the class. Which of them holds "
            f"moves its chance to win by {won:.1f} points at the middle of the draws, and what "
            f"refusing is worth to either side by {moved:.3f} of the stake at most."
        )
    refs = tuple(dict.fromkeys(claim for each in told for claim in each.claims))
    return Note(text, "text", refs, "open")
