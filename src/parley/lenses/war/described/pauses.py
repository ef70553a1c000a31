"""Which pauses neither side loses by, over their length and how much rearming goes on."""

from collections.abc import Iterator

from parley.blocks import Block, Heading, Note
from parley.charts import HeatCell, heat
from parley.lenses.war.regions import LENGTHS, REARMING, Region
from parley.lenses.war.solve import WarResult
from parley.lenses.war.words import count, percent, side_name

__all__ = ["describe_pauses"]


def describe_pauses(result: WarResult) -> Iterator[Block]:
    """A figure over length and rearming."""
    if result.region is None:
        return
    base, found = result.fought.base, result.region
    name = base.war.pauses[found.name].name
    yield Heading("Length and rearming of a pause")
    cells = [
        HeatCell(
            row=f"{percent(part)} of rearming goes on",
            column=str(weeks),
            text=percent(float(found.both[r, c])),
            value=float(found.both[r, c]),
        )
        for r, part in enumerate(REARMING)
        for c, weeks in enumerate(LENGTHS)
    ]
    yield heat(
        "Share of the draws in which neither side loses by a pause of so many weeks",
        f"A table of lengths in weeks and of how much rearming goes on, with the prospect of a "
        f"settlement that “{name}” has.",
        cells,
    )
    yield Note(_told(result, found), "text", (f"war.pauses.{found.name}",))


def _told(result: WarResult, found: Region) -> str:
    base, (short, long) = result.fought.base, (LENGTHS[0], LENGTHS[-1])
    told = "; ".join(
        f"{side_name(base, j)} does not lose by it in {percent(float(found.either[j, -1, 0]))} of "
        f"the draws at {count(short, 'week')}, {percent(float(found.either[j, -1, -1]))} at "
        f"{count(long, 'week')}, and {percent(float(found.either[j, 0, -1]))} at that length "
        "without any rearming"
        for j in range(2)
    )
    low, high = percent(float(found.both.min())), percent(float(found.both.max()))
    return (
        f"With all rearming going on: {told}. Over all lengths and limits of the table the share "
        f"in which neither loses runs from {low} to {high}."
    )
