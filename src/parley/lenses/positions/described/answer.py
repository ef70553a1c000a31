"""The answer: where the weight lies on each scale, whose it is, and what such figures are worth."""

from collections.abc import Iterator

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

SHOWN = 3  # scales on the first page


def describe_answer(result: PositionsResult) -> Iterator[Block]:
    """The weight on each scale, the strongest actors, and the record of such forecasts."""
    yield _answer(result)
    for each in result.scales[:SHOWN]:
        yield _told(result, each)
    yield _record()


def _answer(result: PositionsResult) -> Note:
    told = [
        f"{scale_name(result.stances, each.scale)} {place(each.headline.mean)} "
        f"({span(*each.headline.interval)})"
        for each in result.scales
    ]
    text = (
        "Where the weight lies, from 0 to 100, as the mean of what all actors want by capability "
        f"and salience, with what 80% of draws have it between: {listed(told)}. It says where "
        "influence pulls, not what will be agreed, nor whether anything will."
    )
    everybody = range(len(result.stances.actors))
    return Note(text, "answer", actor_refs(result.stances, everybody), "open")


def _told(result: PositionsResult, each: OnScale) -> Note:
    found, scale = result.stances, scale_of(result.stances, each.scale)
    strongest = each.leverage[:3]
    power = listed([f"{actor_name(found, a.actor)} {percent(a.share)}" for a in strongest])
    lower, higher = each.sides.lower, each.sides.higher
    text = (
        f"{scale_name(found, each.scale)}, from 0 “{scale.low}” to 100 “{scale.high}”: most "
        f"effective power has {power}. {percent(lower.power)} of it would have the outcome lower "
        f"than the mean and {percent(higher.power)} higher."
    )
    refs = stance_refs(found, each.scale, [a.actor for a in strongest])
    return Note(text, "text", refs, "open" if each is result.scales[0] else "")


def _record() -> Note:
    mean, chance = record(BENCHMARK), record("middle of the scale")
    return Note(
        "The ranges above are only of what the case leaves open. Such a mean was itself off by "
        f"{mean.mae:.0f} points of 100 on average on {n_issues()} decisions of the European Union, "
        f"where the middle of the scale was off by {chance.mae:.0f}; {percent(mean.within_10)} of "
        "the forecasts came within 10 points. It has not been validated for peace negotiations: no "
        "public set of talks has what a test would need.",
        "limit",
        page="rests",
    )
