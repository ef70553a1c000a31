"""What if an actor stood elsewhere, cared more or had more weight?

Both runs read the same draws of all other numbers, so that differences are paired.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.blocks import Block, Cell, Column, Note, Table
from parley.lenses.positions.forecast import TAILS, Headline, headline
from parley.lenses.positions.leverage import ROUNDING, Sides, sides
from parley.lenses.positions.words import fine, listed, percent, scale_name, scale_of, signed
from parley.models.influence.build import Stances, on_scale

__all__ = ["SHIFTED", "Shift", "describe_shift", "shift"]

Floats = NDArray[np.float64]

SHIFTED = "What if an actor stood elsewhere, cared more or had more weight?"


@dataclass(frozen=True, kw_only=True, eq=False)
class Shift:
    """One scale before and after. moved : (n_draws,), the compromise after less before. low, high :
    what 80 % of draws have that between."""

    scale: str
    before: Headline
    after: Headline
    sides_before: Sides
    sides_after: Sides
    moved: Floats
    low: float
    high: float


def shift(before: Stances, after: Stances) -> tuple[Shift, ...]:
    """Every scale; before, after : of the same draws."""
    found = []
    for k, scale in enumerate(before.scales):
        one, other = on_scale(before, k), on_scale(after, k)
        first, second = headline(one), headline(other)
        moved = second.means - first.means
        low, high = np.quantile(moved, TAILS).tolist()
        found.append(
            Shift(
                scale=scale,
                before=first,
                after=second,
                sides_before=sides(one),
                sides_after=sides(other),
                moved=moved,
                low=low,
                high=high,
            )
        )
    return tuple(found)


def describe_shift(found: Stances, shifts: tuple[Shift, ...], words: str) -> tuple[Block, ...]:
    """A sentence, a table, and what they rest on. words : the change that was asked for."""
    moved = [each for each in shifts if each.moved.any()]
    if moved:
        told = listed([_told(found, each) for each in moved])
        text = f"With {words}, the compromise mean goes {told}."
    else:
        text = f"With {words}, the compromise mean stays where it is on every scale."
    return (
        Note(text, "answer", tuple(f"influence.scales.{each.scale}" for each in shifts)),
        _table(found, shifts),
        Note(
            "All other numbers are drawn as before, so differences are of the same draws. The "
            "others are taken to stand still: nobody answers the change.",
            "assumption",
        ),
        Note(
            "The compromise mean has not been validated for peace negotiations; see the section "
            "on positions for its record elsewhere.",
            "limit",
        ),
    )


def _told(found: Stances, each: Shift) -> str:
    name = scale_name(found, each.scale)
    span = f"{signed(each.low):+g} to {signed(each.high):+g} in 80% of draws"
    around = f" ({span})" if each.high - each.low > ROUNDING else ""
    return f"on {name} from {fine(each.before.mean)} to {fine(each.after.mean)}{around}"


def _table(found: Stances, shifts: tuple[Shift, ...]) -> Table:
    rows = tuple(
        (
            Cell(scale_of(found, each.scale).name, (f"influence.scales.{each.scale}",)),
            Cell(what),
            Cell(before),
            Cell(after),
        )
        for each in shifts
        for what, before, after in (
            ("compromise mean", fine(each.before.mean), fine(each.after.mean)),
            ("mean of a vote today", fine(each.before.vote), fine(each.after.vote)),
            ("power of those who would have it lower", percent(each.sides_before.lower.power),
             percent(each.sides_after.lower.power)),
            ("power of those who would have it higher", percent(each.sides_before.higher.power),
             percent(each.sides_after.higher.power)),
        )
    )  # fmt: skip
    columns = (Column("scale"), Column("figure"), Column("before"), Column("after"))
    return Table("Before and after", columns, rows, "At the middle of the draws; 0 to 100.")
