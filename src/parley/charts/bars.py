"""Horizontal bars: a share or a number for each row, side by side for each party."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from parley.blocks import Cell, Column, Figure
from parley.charts.theme import INK, colours, names_in_order, row_axis, shapes, specification, table

__all__ = ["Bar", "Part", "bars", "stacked"]

Unit = Literal["percent", "number"]


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar. low, high : the ends of its interval, where it has one."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    party: str = ""
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a whole: the shares of all parts of a label sum to one."""

    label: str
    part: str
    share: float
    refs: tuple[str, ...] = ()


def bars(
    title: str,
    alt: str,
    rows: Sequence[Bar],
    *,
    unit: Unit = "percent",
    axis: str = "",
    parties: Sequence[str] = (),
    interval: str = "interval",
) -> Figure:
    """Bars in the order given, grouped by label; a whisker shows each interval.

    axis : what the length of a bar means. parties : their order, the same in every figure.
    interval : what the whisker covers, such as "90% of draws".
    """
    order = names_in_order(parties, (row.party for row in rows if row.party))
    spec = _bars_spec(rows, order, unit, axis)
    columns = [
        Column("row"),
        *([Column("party")] if order else []),
        Column(axis or "value", unit),
        Column(f"{interval}: from", unit),
        Column(f"{interval}: to", unit),
    ]
    cells = (
        (r.label, *([r.party] if order else []), Cell(r.value, r.refs), r.low, r.high) for r in rows
    )
    return Figure(title, alt, spec, table(title, columns, cells))


def _bars_spec(rows: Sequence[Bar], order: list[str], unit: Unit, axis: str) -> dict[str, Any]:
    import altair as alt

    form = "%" if unit == "percent" else ",.3~r"
    scale = alt.Scale(domain=[0, 1]) if unit == "percent" else alt.Scale(zero=True)
    values = [_bar_row(row, order) for row in rows]
    labels = names_in_order((), (row.label for row in rows))
    base = alt.Chart(alt.Data(values=values)).encode(
        y=alt.Y("label:N", sort=labels, axis=row_axis(labels)),
        tooltip=[
            alt.Tooltip("label:N", title="row"),
            alt.Tooltip("party:N"),
            alt.Tooltip("value:Q", format=form),
            alt.Tooltip("low:Q", format=form),
            alt.Tooltip("high:Q", format=form),
        ],
    )
    if order:
        base = base.encode(yOffset=alt.YOffset("party:N", sort=order))
    length = alt.X(
        "value:Q", scale=scale, title=axis or None, axis=alt.Axis(format=form, tickCount=5)
    )
    colour = alt.Color("party:N", title=None, scale=alt.Scale(domain=order, range=colours(order)))
    shape = alt.Shape("party:N", title=None, scale=alt.Scale(domain=order, range=shapes(order)))
    bar = base.mark_bar(height={"band": 0.8}, opacity=0.8).encode(x=length)
    tip = base.mark_point(filled=True, size=60, opacity=1).encode(x=length)
    whisker = base.mark_rule(color=INK, strokeWidth=1.5).encode(x="low:Q", x2="high:Q")
    if order:
        bar, tip = bar.encode(color=colour), tip.encode(color=colour, shape=shape)
    layers = [bar, whisker.transform_filter("isValid(datum.low) && isValid(datum.high)")]
    height = 20 * len(labels) * max(1, len(order))
    return specification(*layers, *([tip] if order else []), height=height)


def _bar_row(row: Bar, order: list[str]) -> dict[str, Any]:
    return {
        "label": row.label,
        "party": row.party if order else "",
        "value": row.value,
        "low": row.low,
        "high": row.high,
    }


def stacked(
    title: str, alt: str, rows: Sequence[Part], *, parts: Sequence[str] = (), axis: str = ""
) -> Figure:
    """One whole bar for each label, cut into named parts; each part says its share."""
    order = names_in_order(parts, (row.part for row in rows))
    columns = [Column("row"), Column("part"), Column(axis or "share", "percent")]
    cells = ((r.label, r.part, Cell(r.share, r.refs)) for r in rows)
    return Figure(title, alt, _stacked_spec(rows, order, axis), table(title, columns, cells))


def _stacked_spec(rows: Sequence[Part], order: list[str], axis: str) -> dict[str, Any]:
    import altair as alt

    labels = names_in_order((), (row.label for row in rows))
    values = [
        {"label": r.label, "part": r.part, "share": r.share, "rank": order.index(r.part)}
        for r in rows
    ]
    base = alt.Chart(alt.Data(values=values)).encode(
        y=alt.Y("label:N", sort=labels, axis=row_axis(labels)),
        order=alt.Order("rank:Q"),
        tooltip=[
            alt.Tooltip("label:N", title="row"),
            alt.Tooltip("part:N"),
            alt.Tooltip("share:Q", format=".1%"),
        ],
    )
    length = alt.X(
        "share:Q",
        stack="zero",
        scale=alt.Scale(domain=[0, 1]),
        title=axis or None,
        axis=alt.Axis(format="%", tickCount=5),
    )
    tints = alt.Scale(domain=order, range=colours(order))
    bar = base.mark_bar(stroke="white", strokeWidth=2, opacity=0.45).encode(
        x=length, color=alt.Color("part:N", title=None, scale=tints)
    )
    words = (
        base.mark_text(align="left", dx=4)
        .encode(
            x=alt.X("share:Q", stack="zero", bandPosition=0),
            text=alt.Text("share:Q", format=".0%"),
            detail="part:N",
        )
        .transform_filter("datum.share >= 0.06")
    )
    return specification(bar, words, height=30 * len(labels))
