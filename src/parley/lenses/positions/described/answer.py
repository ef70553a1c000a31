"""The answer: where the weight lies on each scale, whose it is, and what such figures are worth."""

from collections.abc import Iterator

import numpy as np

from parley.blocks import Block, Note
from parley.lenses.positions.record import n_issues, record
from parley.lenses.positions.solve import OnScale, PositionsResult
from parley.lenses.positions.words import (
    actor_name,
    actor_refs,
    listed,
    percent,
    place,
    scale_name,
    scale_of,
    span,
    stance_refs,
)
from parley.models.influence.backtest import BENCHMARK

__all__ = ["describe_answer"]


def describe_answer(result: PositionsResult) -> Iterator[Block]:
    """The weight on each scale, the strongest actors, and the record of such forecasts."""
    yield _answer(result)
    for each in result.scales:
        yield _told(result, each)
    yield _record(result)


def _answer(result: PositionsResult) -> Note:
    told = listed([_balance(result, each) for each in result.scales])
    ranges = ", with what 80% of draws have it between" if _open(result) else ""
    text = (
        "The balance point of what all actors want, from 0 to 100, weighted by capability and "
        f"salience{ranges}: {told}. It says where influence pulls, not what will be agreed, nor "
        "whether anything will."
    )
    everybody = range(len(result.stances.actors))
    return Note(text, "answer", actor_refs(result.stances, everybody), "open")


def _open(result: PositionsResult) -> bool:
    """Whether the case leaves any number of a stance or a capability open."""
    return any(np.ptp(each.headline.means) > 0 for each in result.scales)


def _balance(result: PositionsResult, each: OnScale) -> str:
    around = f" ({span(*each.headline.interval)})" if _open(result) else ""
    return f"{scale_name(result.stances, each.scale)} {place(each.headline.mean)}{around}"


def _told(result: PositionsResult, each: OnScale) -> Note:
    found, scale = result.stances, scale_of(result.stances, each.scale)
    strongest = each.leverage[:3]
    power = listed([f"{actor_name(found, a.actor)} {percent(a.share)}" for a in strongest])
    ends = f"{scale_name(found, each.scale)}, from 0 “{scale.low}” to 100 “{scale.high}”"
    text = f"{ends}: the largest shares of effective power are {power}. {_around(each)}"
    refs = stance_refs(found, each.scale, [a.actor for a in strongest])
    return Note(text, "text", refs, "open" if each is result.scales[0] else "")


def _around(each: OnScale) -> str:
    """How much power stands about the mean, below and above it."""
    lower, higher, mean = each.sides.lower, each.sides.higher, place(each.headline.mean)
    if not lower.members and not higher.members:
        return f"All of them stand at {mean}, so there is nothing to weigh."
    return (
        f"{percent(each.sides.near)} of all power stands within 10 points of the balance point; "
        f"{percent(lower.power)} would have it lower and {percent(higher.power)} higher."
    )


def _record(result: PositionsResult) -> Note:
    mean, middle = record(BENCHMARK), record("middle of the scale")
    ranges = (
        "The ranges above are only of what the case leaves open."
        if _open(result)
        else "The case leaves no number open, so there are no ranges; 40..60 would make one."
    )
    return Note(
        f"{ranges} Such a mean was itself off by {mean.mae:.0f} points of 100 on average on "
        f"{n_issues()} decisions of the European Union, where the middle of the scale was off by "
        f"{middle.mae:.0f}; {percent(mean.within_10)} of the forecasts came within 10 points. It "
        "has not been validated for peace negotiations: no public set of talks has what a test "
        "would need.",
        "limit",
        page="rests",
    )
