"""Horizontal bars: a share or a number for each row, side by side for each party."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from parley.blocks import Cell, Column, Figure, Table
from parley.charts.theme import (
    INK,
    WIDTH,
    colours,
    legend,
    marks,
    name_room,
    names_in_order,
    row_axis,
    shapes,
    specification,
    table,
)

__all__ = ["Bar", "bars"]

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
    return Figure(title, alt, spec, bar_table(title, rows, unit, axis, interval))


def bar_table(title: str, rows: Sequence[Bar], unit: Unit, axis: str, interval: str) -> Table:
    """A line for each bar, with columns for party and interval where any bar has them."""
    named = any(row.party for row in rows)
    ranged = any(row.low is not None or row.high is not None for row in rows)
    columns = [
        Column("row"),
        *([Column("party")] if named else []),
        Column(axis or "value", unit),
        *(Column(f"{interval}: {end}", unit) for end in ("from", "to") if ranged),
    ]
    cells = (
        (
            r.label,
            *([r.party] if named else []),
            Cell(r.value, r.refs),
            *((r.low, r.high) if ranged else ()),
        )
        for r in rows
    )
    return table(title, columns, cells)


def _bars_spec(rows: Sequence[Bar], order: list[str], unit: Unit, axis: str) -> dict[str, Any]:
    import altair as alt

    form = "%" if unit == "percent" else ",.3~r"
    scale = alt.Scale(domain=[0, 1]) if unit == "percent" else alt.Scale(zero=True)
    labels = names_in_order((), (row.label for row in rows))
    place: dict[str, Any] = {"y": alt.Y("label:N", sort=labels, axis=row_axis(labels))}
    if order:
        place["yOffset"] = alt.YOffset("party:N", sort=order)
    ticks = alt.Axis(format=form, tickCount=5)
    length = alt.X("value:Q", scale=scale, title=axis or None, axis=ticks)
    tips = [alt.Tooltip("label:N", title="row"), alt.Tooltip("party:N")]
    tips += [alt.Tooltip(f"{name}:Q", format=form) for name in ("value", "low", "high")]
    paint, shape = party_marks(order, WIDTH - name_room(labels))
    values = [_bar_row(row) for row in rows]
    ranged = [v for v in values if v["low"] is not None and v["high"] is not None]
    bar = marks(values).mark_bar(height={"band": 0.8}, opacity=0.8)
    whisker = marks(ranged).mark_rule(color=INK, strokeWidth=1.5)
    end = marks(values if order else []).mark_point(filled=True, size=60, opacity=1)
    return specification(
        bar.encode(x=length, tooltip=tips, **place, **paint),
        whisker.encode(x="low:Q", x2="high:Q", **place),
        end.encode(x=length, tooltip=tips, **place, **paint, **shape),
        height=20 * len(labels) * max(1, len(order)),
    )


def party_marks(order: list[str], room: float) -> tuple[dict[str, Any], dict[str, Any]]:
    """Colour and shape by party, in two encodings; both empty where there are no parties.

    room : pixels of the plot, beside which the legend must not go.
    """
    import altair as alt

    if not order:
        return {}, {}
    key = legend(order, room)
    paint = alt.Scale(domain=order, range=colours(order))
    shape = alt.Scale(domain=order, range=shapes(order))
    return (
        {"color": alt.Color("party:N", title=None, scale=paint, legend=key)},
        {"shape": alt.Shape("party:N", title=None, scale=shape, legend=key)},
    )


def _bar_row(row: Bar) -> dict[str, Any]:
    return {name: value for name, value in vars(row).items() if name != "refs"}
