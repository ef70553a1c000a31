"""What the package changes against where things and parties stand, and what would help."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from parley.blocks import Block, Cell, Column, Figure, Heading, Note, Table
from parley.case.tried import Tried
from parley.charts import PlanePoint, plane
from parley.lenses.offers.approach import CHANGES
from parley.lenses.offers.deal import DealResult
from parley.lenses.offers.described.approach import change_table, farther
from parley.lenses.offers.described.deal.certificate import grouped
from parley.lenses.offers.described.deal.names import SOLUTIONS, enough_named, text_named
from parley.lenses.offers.described.ledger import ledger_figure, starts, sums, totals
from parley.lenses.offers.described.packages import gain_point, text_points
from parley.lenses.offers.words import (
    issue_basis,
    issue_name,
    listed,
    party_name,
    text_name,
)
from parley.models.deal import Ledger
from parley.models.offer_space import OfferSpace

__all__ = ["describe_ledgers_of", "describe_numbers", "describe_picture", "describe_ways"]

# who gives and gains what


def describe_ledgers_of(result: DealResult, tried: Tried) -> Iterator[Block]:
    """Against no deal or the present state, each party's opening, and another text if named."""
    space, all_who = result.space, range(len(result.space.consent))
    told: list[tuple[str, str, Ledger, Sequence[int]]] = [
        (
            "What each issue changes against no deal",
            "no deal",
            result.no_deal,
            space.consent,
        )
    ]
    if result.opening is not None:
        title = "What each gives and gains from where it started"
        told.append((title, "own opening", result.opening, all_who))
    other = text_named(space, tried.against)
    if result.beside is not None and other is not None:
        name = text_name(space, other)
        title = f"What each issue changes against {name}"
        told.append((title, name, result.beside, space.consent))
    yield Heading("Who gives and gains what?")
    if result.opening is not None:
        yield starts(space, result.openings)
    for title, _, found, columns in told:
        yield from ledger_figure(space, title, found, space.consent, columns)
    yield totals(
        [
            (
                Cell("this package"),
                Cell(against),
                Cell(party_name(space, p)),
                *sums(found, column),
            )
            for _, against, found, columns in told
            for p, column in zip(space.consent, columns, strict=True)
        ]
    )
    yield Note(
        "Against no deal: the package that the case says holds without a deal for the party, or "
        "the present state where it gives no deal a value. What going on brings, or costs, beyond "
        "the issues is not in the ledger, so its net need not be the gain over no deal."
    )


# what would bring others in


def describe_ways(result: DealResult) -> Iterator[Block]:
    """The fewest changes after which it would serve enough, and who pays."""
    space, found = result.space, result.ways
    yield Heading("Which few changes would bring the refusing side in?")
    if found is None:
        yield Note(
            f"None is needed: in most draws it is worth no deal or more to {enough_named(space)}, "
            "without crossing a red line of theirs."
        )
        return
    yield Note(
        f"Every combination of up to {CHANGES} changed issues was tried in {found.n_draws:,} "
        "draws; no change crosses a red line, restarts what the package stops, or, where it stops "
        "nothing, takes back what it settles. These are options with who pays, not advice."
    )
    yield change_table(space, [found])
    yield from farther(space, [found])


def describe_numbers(result: DealResult) -> Iterator[Block]:
    """For which values of each number it serves whom, all else as in the package."""
    if not result.tipped:
        return
    space = result.space
    yield Heading("Where would a number tip the answer?")
    yield Table(
        "Each number moved alone",
        (
            Column("issue"),
            Column("here"),
            Column("party"),
            Column("no deal or more in most draws"),
            Column("constraints admit"),
            Column("at every value", "percent"),
            Column("at no value", "percent"),
        ),
        tuple(
            (
                Cell(_measured(space, each.issue), issue_basis(space, each.issue)),
                Cell(_number(space, each.issue, int(result.package[each.issue]))),
                Cell("all together" if each.party is None else party_name(space, each.party)),
                Cell(_runs(space, each.issue, each.runs)),
                Cell(_runs(space, each.issue, each.admitted)),
                Cell(each.always),
                Cell(each.never),
            )
            for each in result.tipped
        ),
        "For which values the package is worth no deal or more to the party in most draws, all "
        "else as it is, red lines aside; and which values the constraints admit beside it. At "
        "every, at no value: share of draws in which the answer does not hang on this number.",
    )


def _measured(space: OfferSpace, i: int) -> str:
    unit = space.case.issues[space.issues[i]].unit
    return f"{issue_name(space, i)} ({unit})" if unit else issue_name(space, i)


def _number(space: OfferSpace, i: int, level: int) -> str:
    issue = space.case.issues[space.issues[i]]
    number = space.levels[i][level]
    return f"{float(number):.0%}" if issue.range == (0.0, 1.0) else number


def _runs(space: OfferSpace, i: int, runs: Sequence[tuple[int, int]]) -> str:
    if runs == ((0, len(space.levels[i]) - 1),):
        return "every value"
    told = [
        _number(space, i, a) if a == b else f"{_number(space, i, a)} to {_number(space, i, b)}"
        for a, b in runs
    ]
    return listed(told) or "no value"


# the picture


def describe_picture(result: DealResult) -> Iterator[Figure]:
    """Two who must agree: where the package lies among the texts and solutions."""
    space = result.space
    if len(space.consent) != 2:
        return
    first, second = space.consent
    own = gain_point("this package", result.gain[first], result.gain[second], "this package")
    names = party_name(space, first), party_name(space, second)
    yield plane(
        "Where it lies: gains over no deal",
        f"This package and the texts by median gain for {names[0]} (across) and {names[1]} (up), "
        "with the middle 90% of draws as whiskers; the line joins packages that no other beats for "
        "both at the mean of the draws.",
        [own, *text_points(space, result.texts)],
        parties=names,
        measure="gain over no deal",
        no_deal=PlanePoint(label="no deal", x=0.0, y=0.0, kind="no deal"),
        frontier=[(float(x), float(y)) for x, y in result.central_gain],
        solutions=_picked(result),
    )


def _picked(result: DealResult) -> list[PlanePoint]:
    gain = result.judged.gain
    by_name = {SOLUTIONS[name]: each for name, each in gain.items()}
    return [
        PlanePoint(
            label=", ".join(names),
            x=_middle(by_name[names[0]], 0),
            y=_middle(by_name[names[0]], 1),
            kind="solution",
        )
        for names, _ in grouped(result)
    ]


def _middle(gain: NDArray[np.float64], column: int) -> float:
    return float(gain[column, 1])
