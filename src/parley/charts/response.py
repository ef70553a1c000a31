"""How an outcome answers to one input: a line over its values, or a dot for each of its names."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from parley.blocks import Cell, Column, Figure, Table
from parley.charts.theme import (
    INK,
    LINE,
    SOFT,
    WIDTH,
    folded,
    folded_axis,
    marks,
    specification,
    table,
)

__all__ = ["ResponsePoint", "response"]

TALL = 280
ROW, ROOM, LINES = 34, 290, 4  # pixels of a named row at least, of its name; lines of that
SIDE = 130  # pixels of an axis title's lines and of tick labels, at most, beside a plot


@dataclass(frozen=True, kw_only=True)
class ResponsePoint:
    """The outcome in the draws of one bin of an input, or of one of its names.

    at : the middle of the bin, or the name. value, low, high : the outcome and its interval; nan
    where the draws are too few. n : how many draws.
    """

    at: float | str
    value: float
    low: float
    high: float
    n: int
    refs: tuple[str, ...] = ()


def response(
    title: str,
    alt: str,
    points: Sequence[ResponsePoint],
    *,
    x_axis: str,
    y_axis: str,
    level: float | None = None,
    reference: float | None = None,
    level_says: str = "turns at",
    reference_says: str = "over all draws",
    percent: bool = True,
    interval: str = "95% interval",
) -> Figure:
    """A line in a band over the bins of an input, or dots with whiskers, a row for each name.

    x_axis : the input. y_axis : the outcome. level : a value of the input to mark, for numbers
    only. reference : a value of the outcome to mark, such as 1/2; level_says, reference_says : what
    they are, in a few words. percent : whether the outcome is a share. interval : what band or
    whisker covers. Names stand in the order given, bins by size. ValueError without a point, for
    names and numbers together, for a bin without a finite middle, and for a level among names.
    """
    if not points:
        raise ValueError("a figure needs at least one row to draw")
    named = {isinstance(point.at, str) for point in points}
    if len(named) > 1:
        raise ValueError("the values of an input are either all names or all numbers")
    if not all(isinstance(p.at, str) or isfinite(p.at) for p in points):
        raise ValueError("the middle of a bin must be a finite number")
    if named == {True} and level is not None:
        raise ValueError(f"an input with names has no level to mark, got {level}")
    across = _rule(reference, reference_says)
    if named == {True}:
        spec = _dots(points, (x_axis, y_axis), across, percent, interval)
    else:
        points = sorted(points, key=lambda point: point.at)
        up = _rule(level, level_says)
        spec = _line(points, (x_axis, y_axis), across, up, percent, interval)
    return Figure(title, alt, spec, _table(title, points, x_axis, y_axis, percent, interval))


def _form(percent: bool) -> str:
    return ".0%" if percent else ",.3~r"


def _rule(at: float | None, says: str) -> list[dict[str, Any]]:
    """A line to draw, or none where there is nothing finite to mark."""
    return [] if at is None or not isfinite(at) else [{"mark": at, "says": says}]


def _table(
    title: str,
    points: Sequence[ResponsePoint],
    x_axis: str,
    y_axis: str,
    percent: bool,
    interval: str,
) -> Table:
    named = isinstance(points[0].at, str)
    kind: Any = "percent" if percent else "number"
    heads = [Column(x_axis, "text" if named else "number"), Column(y_axis, kind)]
    heads += [Column(f"{interval}: {end}", kind) for end in ("from", "to")]
    heads += [Column("draws", "number")]
    return table(title, heads, ([Cell(p.at, p.refs), p.value, p.low, p.high, p.n] for p in points))


def _rows(points: Sequence[ResponsePoint]) -> list[dict[str, Any]]:
    return [
        {"place": i, "at": p.at, "value": p.value, "low": p.low, "high": p.high, "n": p.n}
        for i, p in enumerate(points)
    ]


def _tips(kind: str, percent: bool) -> list[Any]:
    import altair as alt

    # A name as title would stand in an expression of Vega, where a backslash breaks it.
    tips = [alt.Tooltip(f"at:{kind}", title="input")]
    tips += [alt.Tooltip(f"{name}:Q", format=_form(percent)) for name in ("value", "low", "high")]
    return [*tips, alt.Tooltip("n:Q", title="draws")]


def _outcome(percent: bool) -> dict[str, Any]:
    """Shares from none to all, so that a flat line looks flat."""
    import altair as alt

    scale = alt.Scale(domain=[0, 1]) if percent else alt.Scale(zero=False)
    return {"scale": scale, "axis": alt.Axis(format=_form(percent), tickCount=5)}


def _line(
    points: Sequence[ResponsePoint],
    axes: tuple[str, str],
    across: list[dict[str, Any]],
    up: list[dict[str, Any]],
    percent: bool,
    interval: str,
) -> dict[str, Any]:
    import altair as alt

    rows = _rows(points)
    scale = alt.Scale(zero=False, nice=False, padding=10)
    ticks = alt.Axis(grid=False, tickCount=8, labelOverlap="greedy")
    x = alt.X("at:Q", title=folded(axes[0], WIDTH - SIDE, 2), scale=scale, axis=ticks)
    y = alt.Y("value:Q", title=folded(axes[1], TALL, 3), **_outcome(percent))
    base = marks(rows).encode(x=x, tooltip=_tips("Q", percent))
    broken: Any = "break-paths-show-path-domains"  # otherwise the line runs on over a gap
    band = base.mark_area(color=SOFT, opacity=0.2, invalid=broken, clip=True)
    known = [row for row in rows if isfinite(row["value"])]
    side, look = _outer(across, points)
    places = [row["at"] for row in rows]
    dot = marks(known).mark_point(filled=True, color=INK, size=36, opacity=1)
    layers = [
        band.encode(y="low:Q", y2="high:Q"),
        _dashes(across, [5, 4]).encode(y="mark:Q"),
        _dashes(up, [1, 3]).encode(x="mark:Q"),
        base.mark_line(color=INK, strokeWidth=2, invalid=broken).encode(y=y),
        dot.encode(x=x, y=y, tooltip=_tips("Q", percent)),
        *_words(across, {"x": side, "y": "mark:Q"}, _form(percent), dy=-8, **look),
        *_words(
            up, {"x": "mark:Q", "y": alt.YValue(10)}, ",.4~r", **_inwards(up, places[0], places[-1])
        ),
    ]
    gaps = " Gap: too few draws to tell." if len(known) < len(rows) else ""
    return specification(*layers, height=TALL, key=f"Band: {interval}.{gaps}")


def _dashes(rule: list[dict[str, Any]], dash: list[int]) -> Any:
    return marks(rule).mark_rule(color=SOFT, strokeWidth=1.5, strokeDash=dash)


def _words(rule: list[dict[str, Any]], place: dict[str, Any], form: str, **look: Any) -> list[Any]:
    """The name and number of a rule over their pale ground."""
    import altair as alt

    look["text"] = alt.expr(f"datum.says + ' ' + format(datum.mark, '{form}')")
    return _on_ground(marks(rule).encode(**place), **look)


def _on_ground(words: Any, **look: Any) -> list[Any]:
    ground = {"stroke": "white", "strokeWidth": 3, "opacity": 0.85}
    return [words.mark_text(**look, **ground), words.mark_text(color=SOFT, **look)]


def _outer(rule: list[dict[str, Any]], points: Sequence[ResponsePoint]) -> tuple[Any, Any]:
    """Where the name of a rule across stands: at the side at which the line is farther from it."""
    import altair as alt

    known = [abs(p.value - row["mark"]) for row in rule for p in points if isfinite(p.value)]
    if known and known[-1] > known[0]:
        return alt.XValue("width"), {"align": "right", "dx": -6}
    return alt.XValue(0), {"align": "left", "dx": 6}


def _inwards(rule: list[dict[str, Any]], low: float, high: float) -> dict[str, Any]:
    """On which side of an upright rule its name stands: that with more room."""
    right = any(row["mark"] > (low + high) / 2 for row in rule)
    return {"align": "right", "dx": -5} if right else {"align": "left", "dx": 5}


def _dots(
    points: Sequence[ResponsePoint],
    axes: tuple[str, str],
    across: list[dict[str, Any]],
    percent: bool,
    interval: str,
) -> dict[str, Any]:
    import altair as alt

    rows = _rows(points)
    names = [f"{point.at} ({point.n:,} draws)" for point in points]
    deep = max(len(folded(name, ROOM - 10, LINES)) for name in names)
    down = alt.Scale(domain=list(range(len(names))))
    y = alt.Y("place:O", axis=folded_axis(names, ROOM, lines=LINES), scale=down)
    x = alt.X("value:Q", title=folded(axes[1], WIDTH - ROOM, 3), **_outcome(percent))
    unknown = marks([row for row in rows if not isfinite(row["value"])])
    ranged = [row for row in rows if isfinite(row["low"]) and isfinite(row["high"])]
    dot = marks(rows).mark_point(filled=True, color=INK, size=80, opacity=1, stroke=LINE)
    whisker = marks(ranged).mark_rule(color=INK, strokeWidth=1.5)
    few: dict[str, Any] = {"text": "too few draws to tell", "align": "left"}
    layers = [
        _dashes(across, [5, 4]).encode(x="mark:Q"),
        whisker.encode(x="low:Q", x2="high:Q", y=y),
        dot.encode(x=x, y=y, tooltip=_tips("N", percent)),
        *_on_ground(unknown.encode(x=alt.XValue(8), y=y), **few),
        *_words(across, {"x": "mark:Q", "y": alt.YValue(-8)}, _form(percent)),
    ]
    key = [*folded(f"Rows: {axes[0]}.", WIDTH, 2), f"Whisker: {interval}."]
    return specification(*layers, height=max(ROW, 14 * deep + 8) * len(rows), key=key)
