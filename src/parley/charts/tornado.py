"""Which inputs move an outcome: it with each input low and high, and the share each explains."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, NamedTuple

from parley.blocks import Cell, Column, Figure, Table
from parley.charts.theme import (
    INK,
    LINE,
    SOFT,
    WIDTH,
    dressed,
    folded,
    folded_axis,
    legend,
    marks,
    table,
    with_rows,
)

__all__ = ["Estimate", "TornadoBar", "tornado"]

ROW, LINES = 34, 3  # pixels of a row at least; lines of a name at most
ROOM, NARROW, GAP = 250, 132, 18  # of the names, of the second panel, and before it
WIDE = WIDTH - ROOM - NARROW - GAP - 36  # of the first panel; 36 for padding and the last tick
SHARE = "share of the variance explained"

# Greys and shapes, not the colours of parties; dark whiskers can be seen on either.
FILLS, FORMS = ("#E3E6E8", "#A3ABB2"), ("circle", "square")


class Estimate(NamedTuple):
    """A number and the ends of its interval; all nan where there is none."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class TornadoBar:
    """One input. at_low, at_high : the outcome in the draws in which the input is low, and high.

    share : share of the outcome's variance that the input explains. floor : the most that inputs
    which change nothing seem to explain. refs : what the input rests on.
    """

    label: str
    at_low: Estimate
    at_high: Estimate
    share: Estimate
    floor: float
    refs: tuple[str, ...] = ()

    @property
    def clear(self) -> bool:
        """Whether the interval of the share lies above the floor; not where either is nan."""
        return bool(self.share.low > self.floor)


def tornado(
    title: str,
    alt: str,
    rows: Sequence[TornadoBar],
    *,
    axis: str,
    overall: float,
    ends: tuple[str, str] = ("input low", "input high"),
    percent: bool = True,
    interval: str = "95% interval",
    floor_note: str = "",
) -> Figure:
    """Inputs in the order given: bars from the outcome over all draws, beside them the share.

    Inputs that do not clear the floor are drawn hollow. axis : the outcome. overall : what it is
    over all draws. ends : what low and high mean, such as "lowest tenth of draws". percent :
    whether the outcome is a share. interval : what whiskers cover. floor_note : what the grey
    floor means, if more is to be said. ValueError without a row or without a finite `overall`.
    """
    if not rows:
        raise ValueError("a figure needs at least one row to draw")
    if not isfinite(overall):
        raise ValueError(f"the outcome over all draws must be a finite number, not {overall}")
    spec = _spec(rows, axis, overall, ends, percent, _key(rows, interval, floor_note))
    return Figure(title, alt, spec, _table(title, rows, axis, ends, percent, interval))


def _spec(
    rows: Sequence[TornadoBar],
    axis: str,
    overall: float,
    ends: tuple[str, str],
    percent: bool,
    key: list[str],
) -> dict[str, Any]:
    import altair as alt

    outcomes = _outcomes(rows, axis, overall, ends, ".0%" if percent else ",.3~r")
    return dressed(alt.hconcat(outcomes, _shares(rows), spacing=GAP), key)


def _key(rows: Sequence[TornadoBar], interval: str, floor_note: str) -> list[str]:
    lines = [f"Upright line: over all draws. Whisker: {interval}. Grey at the right: the floor."]
    if not all(row.clear for row in rows):
        lines.append("Hollow: the share does not clear the floor; these draws cannot tell.")
    return lines + (folded(floor_note, WIDTH, 3) if floor_note else [])


def _table(
    title: str,
    rows: Sequence[TornadoBar],
    axis: str,
    ends: tuple[str, str],
    percent: bool,
    interval: str,
) -> Table:
    """A line for each input; last whether its share clears the floor."""
    kind: Any = "percent" if percent else "number"
    heads = [Column("input")]
    for name, unit in [*((f"{axis}, {end}", kind) for end in ends), (SHARE, "percent")]:
        heads += [Column(name, unit), *(Column(f"{interval}: {e}", unit) for e in ("from", "to"))]
    heads += [Column("floor", "percent"), Column("clears the floor")]
    return table(
        title,
        heads,
        (
            [Cell(r.label, r.refs), *r.at_low, *r.at_high, *r.share, r.floor, _tells(r)]
            for r in rows
        ),
    )


def _tells(row: TornadoBar) -> str:
    return "yes" if row.clear else "these draws cannot tell"


def _tall(rows: Sequence[TornadoBar]) -> int:
    """Pixels of all rows, each as tall as the longest name needs."""
    deep = max(len(folded(row.label, ROOM - 10, LINES)) for row in rows)
    return max(ROW, 14 * deep + 8) * len(rows)


def _down(rows: Sequence[TornadoBar], room: float) -> Any:
    """Rows by place, not by name: two long names may be alike."""
    import altair as alt

    axis = folded_axis([row.label for row in rows], room, lines=LINES, grid=False)
    scale = alt.Scale(domain=list(range(len(rows))), paddingInner=0.3, paddingOuter=0.15)
    return alt.Y("at:O", axis=axis, scale=scale)


def _outcomes(
    rows: Sequence[TornadoBar], axis: str, overall: float, ends: tuple[str, str], form: str
) -> Any:
    """Two bars a row, one below the other, so that neither hides where both lie on one side."""
    import altair as alt

    values = [
        {"at": i, "label": row.label, "end": end, **found._asdict(), "overall": overall,
         "clear": row.clear, "tells": _tells(row)}
        for i, row in enumerate(rows)
        for end, found in zip(ends, (row.at_low, row.at_high), strict=True)
    ]  # fmt: skip
    lane = alt.YOffset("end:N", sort=ends, scale=alt.Scale(domain=ends))
    place: dict[str, Any] = {"y": _down(rows, ROOM), "yOffset": lane}
    names: dict[str, Any] = {"title": None, "legend": legend(ends, WIDTH, symbolStrokeColor=INK)}
    paint = alt.condition(
        "datum.clear",
        alt.Fill("end:N", scale=alt.Scale(domain=ends, range=FILLS), **names),
        alt.value("white"),
    )
    dash = alt.condition("datum.clear", alt.value([1, 0]), alt.value([3, 2]))
    shape = alt.Shape("end:N", scale=alt.Scale(domain=ends, range=FORMS), **names)
    tips = [alt.Tooltip("label:N", title="input"), alt.Tooltip("end:N", title=" ")]
    tips += [alt.Tooltip(f"{name}:Q", format=form) for name in Estimate._fields]
    tips += [alt.Tooltip("tells:N", title="clears the floor")]
    ticks = alt.Axis(format=form, tickCount=5, labelOverlap=True, labelFlush=False)
    scale = alt.Scale(zero=False, padding=8)
    across = alt.X("overall:Q", title=folded(axis, WIDE, 3), axis=ticks, scale=scale)
    look: dict[str, Any] = {**place, "fill": paint, "tooltip": tips}
    bar = marks([v for v in values if isfinite(v["value"])]).mark_bar(stroke=SOFT, strokeWidth=0.8)
    end = marks(values).mark_point(
        size=46, opacity=1, stroke=INK, strokeWidth=1.2
    )  # names all rows
    layers = [
        bar.encode(x=across, x2="value:Q", strokeDash=dash, **look),
        marks(_ranged(values)).mark_rule(color=INK).encode(x="low:Q", x2="high:Q", **place),
        marks([{"overall": overall}]).mark_rule(color=INK, strokeWidth=1.5).encode(x=across),
        end.encode(x="value:Q", shape=shape, **look),
    ]
    return alt.layer(*with_rows(layers)).properties(width=WIDE, height=_tall(rows))


def _shares(rows: Sequence[TornadoBar]) -> Any:
    """The share of each input with its whisker, over the floor in grey."""
    import altair as alt

    values = [
        {"at": i, "label": row.label, "floor": row.floor, "none": 0, **row.share._asdict(),
         "fill": INK if row.clear else "white", "tells": _tells(row)}
        for i, row in enumerate(rows)
    ]  # fmt: skip
    place = {"y": _down(rows, 0)}
    tips = [alt.Tooltip("label:N", title="input")]
    tips += [alt.Tooltip(f"{n}:Q", format=".1%") for n in (*Estimate._fields, "floor")]
    tips += [alt.Tooltip("tells:N", title="clears the floor")]
    ticks = alt.Axis(format="%", tickCount=3, labelOverlap=True, labelFlush=False)
    across = alt.X("none:Q", title=folded(SHARE, NARROW, 3), axis=ticks, scale=alt.Scale(padding=6))
    dot = marks([v for v in values if isfinite(v["value"])]).mark_point(
        shape="diamond", size=52, opacity=1, stroke=INK
    )
    fill = alt.Fill("fill:N", scale=None)
    layers = [
        marks([v for v in values if isfinite(v["floor"])])
        .mark_bar(color=LINE, height={"band": 1}, stroke=SOFT, strokeWidth=0.5)
        .encode(x=across, x2="floor:Q", tooltip=tips, **place),
        marks([{"none": 0}]).mark_rule(color=SOFT).encode(x=across),
        marks(_ranged(values)).mark_rule(color=INK, strokeWidth=1.5)
        .encode(x="low:Q", x2="high:Q", **place),
        dot.encode(x="value:Q", fill=fill, tooltip=tips, **place),
    ]  # fmt: skip
    return alt.layer(*with_rows(layers)).properties(width=NARROW, height=_tall(rows))


def _ranged(values: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [v for v in values if isfinite(v["low"]) and isfinite(v["high"])]
