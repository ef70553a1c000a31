"""What may come over time: for each name a middle line in a band."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from parley.blocks import Column, Figure, Table
from parley.charts.theme import colours, legend, marks, names_in_order, specification, table

__all__ = ["FanPoint", "fan"]

TALL = 260
DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [1, 3], [10, 4])  # told apart without colour


@dataclass(frozen=True, kw_only=True)
class FanPoint:
    """One name at one time: the ends of its band and the middle."""

    name: str
    at: float
    low: float
    middle: float
    high: float


def fan(
    title: str,
    alt: str,
    points: Sequence[FanPoint],
    *,
    x: str,
    y: str,
    percent: bool = True,
    names: Sequence[str] = (),
    key: str = "",
) -> Figure:
    """A line for each name in a band of its colour; names : their order, of appearance otherwise.

    x, y : what the axes show. percent : whether values are shares. ValueError without a point.
    """
    if not points:
        raise ValueError("a figure needs at least one row to draw")
    names = names_in_order(names, (point.name for point in points))
    return Figure(
        title,
        alt,
        _spec(points, list(names), x, y, percent, key),
        _table(title, points, x, percent),
    )


def _table(title: str, points: Sequence[FanPoint], x: str, percent: bool) -> Table:
    kind: Any = "percent" if percent else "number"
    heads = [Column(""), Column(x, "number")]
    heads += [Column(name, kind) for name in ("low", "middle", "high")]
    return table(title, heads, ([p.name, p.at, p.low, p.middle, p.high] for p in points))


def _spec(
    points: Sequence[FanPoint], names: list[str], x: str, y: str, percent: bool, key: str
) -> dict[str, Any]:
    import altair as alt

    rows = [
        {"name": p.name, "at": p.at, "low": p.low, "middle": p.middle, "high": p.high}
        for p in points
    ]
    shape = "%" if percent else "~g"
    domain: Any = [0, 1] if percent else alt.Undefined
    scale = alt.Scale(domain=domain, zero=percent, nice=not percent)
    axis = alt.Axis(format=shape)
    shade = alt.Color(
        "name:N",
        sort=names,
        title=None,
        scale=alt.Scale(domain=names, range=colours(names)),
        legend=legend(names),
    )
    dash = [DASHES[i % len(DASHES)] for i in range(len(names))]
    dashes = alt.StrokeDash(
        "name:N", sort=names, title=None, scale=alt.Scale(domain=names, range=dash)
    )
    tips = [alt.Tooltip("name:N", title=" "), alt.Tooltip("at:Q", title=x)]
    tips += [alt.Tooltip(f"{end}:Q", format=shape) for end in ("low", "middle", "high")]
    base = marks(rows).encode(x=alt.X("at:Q", title=x), color=shade, tooltip=tips)
    band = base.mark_area(opacity=0.18).encode(
        y=alt.Y("low:Q", title=y, scale=scale, axis=axis), y2="high:Q"
    )
    line = base.mark_line(strokeWidth=2).encode(
        y=alt.Y("middle:Q", title=y, scale=scale, axis=axis), strokeDash=dashes
    )
    return specification(band, line, height=TALL, key=key)
