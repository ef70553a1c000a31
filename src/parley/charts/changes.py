"""What each change does: a dot with its interval to either side of no change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from parley.blocks import Cell, Column, Figure, Table
from parley.charts.theme import (
    INK,
    LINE,
    SOFT,
    WIDTH,
    colours,
    folded_axis,
    legend,
    marks,
    names_in_order,
    shapes,
    specification,
    table,
)

__all__ = ["Change", "changes"]

ROW, ROOM = 34, 260


@dataclass(frozen=True, kw_only=True)
class Change:
    """What one change does to one party, or to one figure; low, high : its interval."""

    label: str
    value: float
    low: float
    high: float
    party: str = ""
    refs: tuple[str, ...] = ()


def changes(
    title: str,
    alt: str,
    rows: Sequence[Change],
    *,
    axis: str,
    parties: Sequence[str] = (),
    interval: str = "interval",
) -> Figure:
    """Rows in the order given, a line at 0; parties side by side by colour and shape.

    axis : what is changed, in which unit. ValueError without a row.
    """
    if not rows:
        raise ValueError("a figure needs at least one row to draw")
    parties = names_in_order(parties, (row.party for row in rows if row.party))
    return Figure(
        title,
        alt,
        _spec(rows, list(parties), axis),
        _table(title, rows, axis, interval, bool(parties)),
    )


def _table(title: str, rows: Sequence[Change], axis: str, interval: str, by_party: bool) -> Table:
    heads = [Column("change"), *([Column("for")] if by_party else [])]
    heads += [Column(axis, "number")]
    heads += [Column(f"{interval}: {end}", "number") for end in ("from", "to")]
    return table(
        title,
        heads,
        (
            [Cell(r.label, r.refs), *([r.party] if by_party else []), r.value, r.low, r.high]
            for r in rows
        ),
    )


def _spec(rows: Sequence[Change], parties: list[str], axis: str) -> dict[str, Any]:
    import altair as alt

    labels = list(dict.fromkeys(row.label for row in rows))
    values = [
        {
            "at": labels.index(r.label),
            "label": r.label,
            "party": r.party or " ",
            "value": r.value,
            "low": r.low,
            "high": r.high,
        }
        for r in rows
    ]
    names = parties or [" "]
    place: dict[str, Any] = {
        "y": alt.Y("at:O", axis=folded_axis(labels, ROOM)),
        "yOffset": alt.YOffset("party:N", sort=names),
    }
    tips = [alt.Tooltip("label:N"), alt.Tooltip("party:N")]
    tips += [alt.Tooltip(f"{name}:Q", format="+.2f") for name in ("value", "low", "high")]
    base = marks(values).encode(**place, tooltip=tips)
    shade = alt.Color(
        "party:N",
        sort=names,
        title=None,
        scale=alt.Scale(domain=names, range=colours(names) if parties else [INK]),
        legend=legend(names, WIDTH - ROOM) if parties else None,
    )
    shape = alt.Shape(
        "party:N",
        sort=names,
        title=None,
        scale=alt.Scale(domain=names, range=shapes(names)),
        legend=legend(names, WIDTH - ROOM) if parties else None,
    )
    across = alt.X("low:Q", title=axis, scale=alt.Scale(zero=True))
    zero = marks([{"zero": 0}]).mark_rule(color=SOFT, strokeDash=[3, 3]).encode(x="zero:Q")
    whisker = base.mark_rule(strokeWidth=2).encode(x=across, x2="high:Q", color=shade)
    dot = base.mark_point(filled=True, size=70, opacity=1, stroke=LINE).encode(
        x="value:Q", color=shade, shape=shape
    )
    return specification(zero, whisker, dot, height=ROW * len(labels) + 10)
