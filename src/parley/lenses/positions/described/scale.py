"""One scale: who stands where, where it may end, whose weight moves it, and on what it hangs."""

from collections.abc import Iterator

import numpy as np

from parley.blocks import Block, Bullets, Cell, Column, Figure, Heading, Note, Table
from parley.charts import Place, PowerShare, ScaleMark, forecast, power
from parley.lenses.positions.forecast import FEW, MODELS, Other
from parley.lenses.positions.leverage import Hang, Side
from parley.lenses.positions.record import record
from parley.lenses.positions.solve import OnScale, PositionsResult
from parley.lenses.positions.words import (
    actor_name,
    actor_refs,
    listed,
    names,
    percent,
    place,
    scale_name,
    scale_of,
    signed,
    span,
    stance_refs,
)
from parley.models.influence.backtest import BENCHMARK
from parley.models.influence.build import Stances

__all__ = ["describe_scale"]

HANGS = 6  # open numbers told of

VOTE = "vote today"


def describe_scale(result: PositionsResult, each: OnScale) -> Iterator[Block]:
    """Figures of power and forecast, then tables of leverage, models, sides and open numbers."""
    found, scale = result.stances, scale_of(result.stances, each.scale)
    yield Heading(scale.name)
    yield from _question(found, each)
    yield _power(found, each)
    yield _forecast(found, each)
    yield _vote(each)
    yield _models(found, each)
    yield _leverage(found, each)
    yield _sides(found, each)
    if each.hangs:
        yield _hangs(found, each)


def _question(found: Stances, each: OnScale) -> Iterator[Block]:
    scale = scale_of(found, each.scale)
    refs = (f"influence.scales.{each.scale}",)
    marks = sorted(scale.marks.items(), key=lambda mark: float(mark[0]))
    between = ((at, means) for at, means in marks if 0 < float(at) < 100)
    every = [("0", scale.low), *between, ("100", scale.high)]
    told = "; ".join(f"{at} “{means}”" for at, means in every)
    yield Note(f"{scale.question} On the scale: {told}.", refs=refs)
    if scale.called:
        items = [
            Cell(f"{found.case.parties[party].label}: “{term}”", refs)
            for party, term in scale.called.items()
        ]
        yield Bullets("What the sides call it", tuple(items))


def _power(found: Stances, each: OnScale) -> Figure:
    scale = scale_of(found, each.scale)
    stands = dict(zip(each.scaled.members.tolist(), each.scaled.middle.position[:, 0], strict=True))
    rows = [
        PowerShare(
            actor=actor_name(found, a.actor),
            position=100 * float(stands[a.actor]),
            share=a.share,
            refs=stance_refs(found, each.scale, [a.actor]),
        )
        for a in each.leverage
    ]
    first = each.leverage[0]
    alt = (
        f"Effective power along {scale_name(found, each.scale)}: the most, "
        f"{percent(first.share)}, is that of {actor_name(found, first.actor)} at "
        f"{place(float(stands[first.actor]))}."
    )
    return power(
        f"Who carries weight: {scale.name}",
        alt,
        rows,
        parties=names(found, range(len(found.actors))),
        low=scale.low,
        high=scale.high,
        marks=_marks(each),
    )


def _marks(each: OnScale) -> list[ScaleMark]:
    told = each.headline
    found = [
        ScaleMark(name="compromise mean", position=100 * told.mean),
        ScaleMark(name="median by power", position=100 * told.median),
    ]
    reference = each.scaled.middle_reference
    known = [] if np.isnan(reference) else [ScaleMark(name="no deal", position=100 * reference)]
    return found + known


def _forecast(found: Stances, each: OnScale) -> Figure:
    scale, told = scale_of(found, each.scale), each.headline
    low, middle, high = told.quantiles
    alt = (
        f"A vote today on {scale_name(found, each.scale)} would end between {place(low)} and "
        f"{place(high)} in at least 80% of cases, half of them at or below {place(middle)}; the "
        f"compromise mean is {place(told.mean)}."
    )
    interval = told.interval
    return forecast(
        f"Where a vote today would end: {scale.name}",
        alt,
        [
            Place(position=100 * float(x), probability=float(p))
            for x, p in zip(told.place, told.chance, strict=True)
        ],
        mean=ScaleMark(name="compromise mean", position=100 * told.mean),
        interval=(100 * interval[0], 100 * interval[1]),
        within="80% of draws",
        marks=_marks(each)[1:],
        low=scale.low,
        high=scale.high,
    )


def _vote(each: OnScale) -> Note:
    told = each.headline
    vote = record(VOTE)
    low, middle, high = told.quantiles
    return Note(
        "If every pair of positions were put to a vote by capability, half of the chances lie at "
        f"or below {place(middle)}, and at least 80% from {place(low)} to {place(high)}. On the "
        f"decisions of the European Union this distribution scored {vote.crps:.1f} (the error of a "
        f"distribution, CRPS; less is better), {abs(vote.crps_gap[0]):.1f} better than effective "
        f"power taken as chances ({abs(vote.crps_gap[2]):.1f} to {abs(vote.crps_gap[1]):.1f} on "
        "95% of such sets of decisions); five such elections were tried there, so the choice of "
        "this one is exploratory. Not validated for peace negotiations. Beware: of two actors "
        "nearly alike in capability the stronger one is the likelier to lose here, as the model "
        "takes whoever does best to be the least ready for risk; and on one scale salience plays "
        "no part."
    )


def _models(found: Stances, each: OnScale) -> Table:
    told = each.headline
    low, _, high = told.quantiles
    rows = [
        _model("compromise mean (headline)", Other(told.mean, *told.interval), BENCHMARK),
        _model("vote today, mean", Other(told.vote, low, high), VOTE),
        *(_model(MODELS[name], other, name) for name, other in each.others.items()),
    ]
    rows.sort(key=lambda row: (row[0].value != "compromise mean (headline)", _number(row[3])))
    return Table(
        f"What each model says, and how far off each was: {scale_of(found, each.scale).name}",
        (
            Column("model"),
            Column("forecast", "number"),
            Column("80% of draws"),
            Column("mean error on EU decisions", "number"),
            Column("more than the compromise mean by"),
            Column("CRPS", "number"),
        ),
        tuple(rows),
        "At the middle of the draws; the range is of the mean over all draws, of the vote "
        f"itself, and of the others over {min(FEW, len(told.means))} draws. Errors in points of "
        "100, less is better, with the range that holds 95% of what other such sets of decisions "
        "would give. CRPS: for a single number its mean error; for a distribution less, if much "
        "of its weight was near the outcome. Bueno de Mesquita's model as Scholz, Calbert and "
        "Smith ran it and as they print it. None of it is validated for peace negotiations.",
    )


def _model(label: str, other: Other, name: str) -> tuple[Cell, ...]:
    past = record(name)
    gap, low, high = past.gap
    apart = "" if name == BENCHMARK else f"{_gap(gap)} ({_gap(low)} to {_gap(high)})"
    return (
        Cell(label),
        Cell(int(place(other.middle))),
        Cell(span(other.low, other.high)),
        Cell(round(past.mae, 1)),
        Cell(apart or None),
        Cell(round(past.crps, 1)),
    )


def _gap(points: float) -> str:
    """With its sign, and no minus before nothing."""
    return f"{round(points, 1) + 0.0:+.1f}".replace("-", "\N{MINUS SIGN}").replace("+0.0", "0.0")


def _number(cell: Cell) -> float:
    return float(cell.value) if isinstance(cell.value, int | float) else 0.0


def _leverage(found: Stances, each: OnScale) -> Table:
    place_of = {int(i): n for n, i in enumerate(each.scaled.members)}
    rows = tuple(
        (
            Cell(actor_name(found, a.actor), stance_refs(found, each.scale, [a.actor])),
            Cell(a.share, actor_refs(found, [a.actor])),
            Cell(f"{percent(a.low)} to {percent(a.high)}"),
            Cell(signed(a.position)),
            Cell(signed(a.salience)),
            Cell(signed(a.capability)),
            Cell(float(each.headline.likeliest[place_of[a.actor]])),
        )
        for a in each.leverage
    )
    return Table(
        f"Whose change moves the compromise mean: {scale_of(found, each.scale).name}",
        (
            Column("actor"),
            Column("effective power", "percent"),
            Column("80% of draws"),
            Column("10 points of position", "number"),
            Column("10 points more salience", "number"),
            Column("a tenth more capability", "number"),
            Column("likeliest in a vote", "percent"),
        ),
        rows,
        "Shifts of the mean in points of 100, each change made alone at the middle of the draws; "
        "last, the share of draws in which its position is the likeliest to prevail in a vote.",
    )


def _sides(found: Stances, each: OnScale) -> Table:
    sides = each.sides
    told: list[tuple[str, Side | None]] = [
        ("lower than the compromise mean", sides.lower),
        ("higher than the compromise mean", sides.higher),
    ]
    if sides.no_deal is not None:
        without, mean = place(each.scaled.middle_reference), place(each.headline.mean)
        told += [
            (f"stands closer to where things are without a deal ({without})", sides.no_deal),
            (f"stands closer to the compromise mean ({mean})", sides.deal),
        ]
    rows = tuple(
        (
            Cell(what),
            Cell(listed(names(found, side.members)) or None,
                 stance_refs(found, each.scale, side.members)),
            Cell(side.power),
            Cell(f"{percent(side.low)} to {percent(side.high)}"),
        )
        for what, side in told
        if side is not None
    )  # fmt: skip
    return Table(
        f"Who would have it which way: {scale_of(found, each.scale).name}",
        (Column("would have it"), Column("actors"), Column("effective power", "percent"),
         Column("80% of draws")),
        rows,
        "Actors by power at the middle of the draws; shares over draws are of these same actors.",
    )  # fmt: skip


def _hangs(found: Stances, each: OnScale) -> Table:
    rows = tuple(
        (
            Cell(f"{hang.number} of {actor_name(found, hang.actor)}",
                 _hang_refs(found, each.scale, hang)),
            Cell(round(hang.rank, 2)),
            Cell(int(place(hang.least))),
            Cell(int(place(hang.most))),
        )
        for hang in each.hangs[:HANGS]
    )  # fmt: skip
    return Table(
        f"Which open number the compromise mean hangs on: {scale_of(found, each.scale).name}",
        (Column("open number"), Column("rank correlation", "number"),
         Column("mean where it is lowest", "number"), Column("where it is highest", "number")),
        rows,
        f"Over {len(each.headline.means):,} draws; lowest and highest are a tenth of them each. "
        "Left out: correlations that chance alone would give one time in twenty; a few of those "
        "named may still be chance.",
    )  # fmt: skip


def _hang_refs(found: Stances, scale: str, hang: Hang) -> tuple[str, ...]:
    """The stance; for a capability the actor, unless the stance has one of its own."""
    stance = list(found.given.actors.values())[hang.actor].stances[scale]
    if hang.number == "capability" and stance.capability is None:
        return actor_refs(found, [hang.actor])
    return stance_refs(found, scale, [hang.actor])
