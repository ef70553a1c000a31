"""Shares as dots: one row for each package or text, one dot for each party."""

from collections.abc import Sequence
from typing import Any

from parley.blocks import Figure
from parley.charts.bars import Bar, bar_table, party_marks
from parley.charts.theme import (
    LETTER,
    SOFT,
    WIDTH,
    folded_axis,
    marks,
    names_in_order,
    specification,
)

__all__ = ["shares"]

ROW, DOT = 32, 10  # pixels of a row at least, and of each party's line in it
ROOM = 250  # pixels of a row's name at most


def shares(
    title: str,
    alt: str,
    rows: Sequence[Bar],
    *,
    axis: str = "",
    parties: Sequence[str] = (),
    interval: str = "interval",
) -> Figure:
    """Dots from 0% to 100% with whiskers; denser than `bars` where rows or parties are many.

    Parties stand in their order within a row, from top to bottom, on one thin line each.
    axis : what a share is of. interval : what the whisker covers.
    """
    order = names_in_order(parties, (row.party for row in rows if row.party))
    spec = _spec(rows, order, axis)
    return Figure(title, alt, spec, bar_table(title, rows, "percent", axis, interval))


def _spec(rows: Sequence[Bar], order: list[str], axis: str) -> dict[str, Any]:
    import altair as alt

    labels = names_in_order((), (row.label for row in rows))
    room = min(ROOM, 20 + LETTER * max(map(len, labels), default=0))
    values = [
        {"row": labels.index(row.label), "label": row.label, "party": row.party,
         "value": row.value, "low": row.low, "high": row.high}
        for row in rows
    ]  # fmt: skip
    scale = alt.Scale(
        type="band", domain=list(range(len(labels))), paddingInner=0.25, paddingOuter=0.1
    )
    place: dict[str, Any] = {"y": alt.Y("row:O", axis=folded_axis(labels, room), scale=scale)}
    if order:
        place["yOffset"] = alt.YOffset("party:N", sort=order, scale=alt.Scale(domain=order))
    ticks = alt.Axis(format="%", tickCount=5)
    across = alt.X("value:Q", title=axis or None, axis=ticks, scale=alt.Scale(domain=[0, 1]))
    tips = [alt.Tooltip("label:N", title="row"), alt.Tooltip("party:N")]
    tips += [alt.Tooltip(f"{name}:Q", format=".0%") for name in ("value", "low", "high")]
    paint, shape = party_marks(order, WIDTH - room)
    ranged = marks([v for v in values if None not in (v["low"], v["high"])])
    dot = marks(values).mark_point(filled=True, size=60, opacity=1)
    return specification(
        ranged.mark_rule(color=SOFT).encode(x=alt.X("low:Q"), x2="high:Q", **place),
        dot.encode(x=across, tooltip=tips, **place, **paint, **shape),
        height=max(ROW, DOT * len(order) + 8) * len(labels),
    )
