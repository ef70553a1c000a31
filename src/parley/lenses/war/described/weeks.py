"""How the weeks go in the case as it is, beside base rates."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.charts import FanPoint, fan
from parley.lenses.war.solve import WEEKS, WarResult
from parley.lenses.war.weeks import Band
from parley.lenses.war.words import beside, count, percent, side_name, side_refs
from parley.models.war.base_rates import base_rate

__all__ = ["describe_weeks"]

Floats = NDArray[np.float64]

PHASES = ("at war", "in a pause", "settled", "over by collapse")
EVERY = 8  # weeks, in figures
BY = (4, 13, 26, 52, 78, 104)
KEY = "Lines: middle of the draws. Bands: where 80% of their weight lies."


def describe_weeks(result: WarResult) -> Iterator[Block]:
    """Phases, the front and strengths over time; what comes when; who could settle."""
    base, found = result.fought.base, result.weeks
    first, second = (side_name(base, j) for j in range(2))
    yield Heading("How the weeks go in the case as it is")
    yield Note(_ages(result), "limit", page="rests")
    yield fan(
        "Share of the runs in each phase",
        f"Over {WEEKS} weeks, the share of runs at war, in a pause, settled and over by collapse: "
        "a line for the middle of the draws in a band that holds 80% of them.",
        [p for name, band in zip(PHASES, found.phases, strict=True) for p in _points(name, band)],
        x="week",
        y="share of runs",
        names=PHASES,
        key=KEY,
    )
    yield fan(
        "Where the front stands",
        f"Over {WEEKS} weeks, how far the front is on the way to {first} having all, in steps of a "
        "tenth, while nobody has collapsed: a line for the middle in a band that holds 80%.",
        _points(first, found.front),
        x="week",
        y=f"part of the way to {first}",
        key=KEY,
    )
    yield fan(
        f"Strength of {first} over that of {second}",
        f"Over {WEEKS} weeks, the strength of {first} as a multiple of that of {second}: a line "
        "for the middle in a band that holds 80%.",
        _points(f"{first} over {second}", _exp(found.ratio)),
        x="week",
        y="ratio of strengths",
        percent=False,
        key=KEY,
    )
    yield _table(result)
    yield Note(_again(result), "text", ("settlement",) if base.settlement else ())
    yield Note(_sincere(result), "text", side_refs(base))


def _points(name: str, band: Band) -> list[FanPoint]:
    return [
        FanPoint(
            name=name,
            at=t + 1,
            low=round(float(band.low[t]), 2),
            middle=round(float(band.middle[t]), 2),
            high=round(float(band.high[t]), 2),
        )
        for t in range(EVERY - 1, len(band.low), EVERY)
    ]


def _exp(band: Band) -> Band:
    return Band(low=np.exp(band.low), middle=np.exp(band.middle), high=np.exp(band.high))


def _ages(result: WarResult) -> str:
    """The level beside the base rate of a war of this age."""
    base = result.fought.base
    over = float(result.weight @ result.run.phase[:, 51, 2:].sum(axis=1))
    age = None if base.war.age is None else float(np.median(base.number("war.age", base.war.age)))
    name, among = (
        ("war over within 1 year", "of wars between states were over in a year")
        if age is None or age < 52
        else ("war past 1 year over in the next", "of those past one year were over in the next")
        if age < 156
        else ("war past 3 years over in the next", "of those past three were over in the next")
    )
    rate = base_rate(name)
    outside = rate.low is not None and rate.high is not None and not rate.low <= over <= rate.high
    counted = (
        "All draws count alike, since the case does not say how long the war has lasted."
        if age is None
        else "No draw makes a war of this age, so all count alike."
        if np.ptp(result.weight) == 0
        else "Draws that make wars of this age count for more; "
        f"{count(round(1 / float((result.weight**2).sum())), 'draw')} of "
        f"{len(result.weight)} would be worth as much if they counted alike."
    )
    return (
        f"No level here is a forecast. After a year {percent(over)} of the runs are settled or "
        f"over by collapse; beside it, {beside(name)} {among} (Correlates of War)"
        f"{', so that these levels are not those of such wars' if outside else ''}. {counted} "
        "Numbers of the weekly model that nobody can source were set on wars of the past as a "
        "whole, not on this one."
    )


def _table(result: WarResult) -> Table:
    found = result.weeks
    rows = (
        ("a first pause", found.paused),
        ("a first settlement", found.settled),
        ("a collapse", found.collapsed),
    )
    return Table(
        "What has come by then, share of the runs",
        (Column("by"), *(Column(count(week, "week"), "percent") for week in BY)),
        tuple(
            (Cell(name), *(Cell(round(float(share[week - 1]), 3)) for week in BY))
            for name, share in rows
        ),
        "By weight of the draws. A settlement may fail again.",
    )


def _again(result: WarResult) -> str:
    found = result.weeks
    told = []
    if found.n_settled:
        told.append(
            f"Of {count(found.n_settled, 'run')} settled with a year left, "
            f"{percent(found.settled_held)} saw no fighting in that year; of settlements of civil "
            f"wars {beside('settlement holds 1 year')} held a year (data of Fortna 2008)"
        )
    if found.n_paused:
        told.append(
            f"of {count(found.n_paused, 'run')} with a pause, fighting came back out of one in "
            f"{percent(found.pauses_ended)}, at its end or before; of truces "
            f"{beside('truce holds 1 year')} held a year"
        )
    text = "; ".join(told) if told else "no run was settled or had a pause"
    return f"{text[0].upper()}{text[1:]}."


def _sincere(result: WarResult) -> str:
    """Derived, week by week; nobody is called sincere."""
    base, weight = result.fought.base, result.weight
    could, only = weight @ result.run.sincere, weight @ result.run.stalling
    told = "; ".join(
        f"{side_name(base, j)} would gain by something that the other would accept, and keep it, "
        f"in {percent(float(could[j]))} of the runs, and would rather talk than not with nothing "
        f"of the kind in {percent(float(only[j]))}"
        for j in range(2)
    )
    return (
        f"Talks can be worth having to who would sign nothing. In the first week {told}. This "
        "follows from what each is taken to gain, week by week, and is no label of anybody."
    )
