"""How an outcome answers to two inputs at once: a grid of numbers on light and dark."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from parley.blocks import Cell, Column, Figure, Table
from parley.charts.heat import SHADES
from parley.charts.theme import INK, LINE, SOFT, WIDTH, folded, marks, specification, table

__all__ = ["SurfaceCell", "surface"]

STEP, SHORTEST, TALLEST = 40, 200, 420  # pixels of a row; of the whole grid, upright
SIDE = 130  # pixels of an axis title's lines and of tick labels, at most, beside a plot


@dataclass(frozen=True, kw_only=True)
class SurfaceCell:
    """The outcome in the draws in which both inputs lie in a range; nan where they are too few.

    n : how many draws.
    """

    x_low: float
    x_high: float
    y_low: float
    y_high: float
    value: float
    n: int
    refs: tuple[str, ...] = ()


def surface(
    title: str,
    alt: str,
    cells: Sequence[SurfaceCell],
    *,
    x_axis: str,
    y_axis: str,
    legend: str,
    percent: bool = True,
) -> Figure:
    """Cells from light to dark with the number in each; crossed out where the draws are too few.

    Ranges are drawn equally wide, whatever they span, so that a number fits into each, up to about
    fifteen a side; their ends stand on the axes. x_axis, y_axis : the inputs. legend : the outcome.
    percent : whether it is a share, shaded from 0 to 1; a number is shaded from the least to the
    greatest. ValueError without a cell, and for a range without finite ends, the lower first.
    """
    if not cells:
        raise ValueError("a figure needs at least one row to draw")
    for cell in cells:
        _check(cell.x_low, cell.x_high)
        _check(cell.y_low, cell.y_high)
    spec = _spec(cells, x_axis, y_axis, legend, percent)
    return Figure(title, alt, spec, _table(title, cells, x_axis, y_axis, legend, percent))


def _check(low: float, high: float) -> None:
    if not (isfinite(low) and isfinite(high) and low < high):
        raise ValueError(f"a range needs two finite ends, the lower first, not {low} to {high}")


def _table(
    title: str, cells: Sequence[SurfaceCell], x_axis: str, y_axis: str, legend: str, percent: bool
) -> Table:
    heads = [Column(f"{axis}: {end}", "number") for axis in (x_axis, y_axis)
             for end in ("from", "to")]  # fmt: skip
    heads += [Column(legend, "percent" if percent else "number"), Column("draws", "number")]
    return table(
        title,
        heads,
        ([c.x_low, c.x_high, c.y_low, c.y_high, Cell(c.value, c.refs), c.n] for c in cells),
    )


def _spec(
    cells: Sequence[SurfaceCell], x_axis: str, y_axis: str, legend: str, percent: bool
) -> dict[str, Any]:
    import altair as alt

    wide = sorted({end for c in cells for end in (c.x_low, c.x_high)})
    high = sorted({end for c in cells for end in (c.y_low, c.y_high)})
    tall = min(TALLEST, max(SHORTEST, STEP * (len(high) - 1)))
    rows = [_row(c, wide, high) for c in cells]
    known = [row for row in rows if isfinite(row["value"])]
    crossed = [row for row in rows if not isfinite(row["value"])]
    form = ".0%" if percent else ",.3~r"
    box: dict[str, Any] = {
        "x": alt.X("x:Q", title=folded(x_axis, WIDTH - SIDE, 2), **_edges(wide)),
        "y": alt.Y("y:Q", title=folded(y_axis, tall, 3), **_edges(high)),
        "x2": "x2:Q",
        "y2": "y2:Q",
        "tooltip": _tips(percent),
    }
    middle = {"x": "x_middle:Q", "y": "y_middle:Q", "text": alt.Text("value:Q", format=form)}
    blank = marks(crossed)
    layers = [
        marks(known).mark_rect(stroke=LINE).encode(**box, color=_shade(legend, percent)),
        blank.mark_rect(fill="white", stroke=LINE).encode(**box),
        blank.mark_rule(color=SOFT, strokeWidth=0.8).encode(x="x:Q", x2="x2:Q", y="y:Q", y2="y2:Q"),
        blank.mark_rule(color=SOFT, strokeWidth=0.8).encode(x="x:Q", x2="x2:Q", y="y2:Q", y2="y:Q"),
        marks(known).mark_text(fontSize=11, color=INK).encode(**middle),
    ]
    return specification(*layers, height=tall, key=_key(bool(crossed), wide, high))


def _shade(legend: str, percent: bool) -> Any:
    import altair as alt

    key = alt.Legend(
        title=folded(legend, WIDTH - 60, 2),
        titleLimit=WIDTH,
        format=".0%" if percent else ",.3~r",
        gradientLength=300,
        gradientStrokeColor=SOFT,
        gradientStrokeWidth=1,
        tickCount=4,
        labelOverlap="greedy",
    )
    domain: Any = [0, 1] if percent else alt.Undefined
    scale = alt.Scale(domain=domain, zero=False, **SHADES)
    return alt.Color("value:Q", scale=scale, legend=key)


def _row(cell: SurfaceCell, wide: Sequence[float], high: Sequence[float]) -> dict[str, Any]:
    """A cell as data, its corners by the places of its ends among all ends."""
    x, x2 = wide.index(cell.x_low), wide.index(cell.x_high)
    y, y2 = high.index(cell.y_low), high.index(cell.y_high)
    middle = {"x_middle": (x + x2) / 2, "y_middle": (y + y2) / 2}
    found = {name: value for name, value in vars(cell).items() if name != "refs"}
    return {**found, "x": x, "x2": x2, "y": y, "y2": y2, **middle}


def _edges(ends: Sequence[float]) -> dict[str, Any]:
    """Scale and axis of places 0, 1, ..., labelled with the ends that stand there."""
    import altair as alt

    places = list(range(len(ends)))
    return {
        "scale": alt.Scale(domain=[0, len(ends) - 1], nice=False, zero=False),
        "axis": alt.Axis(
            values=places,
            tickCount=len(places),  # or Vega leaves out every other one
            labelExpr=f"format({json.dumps(ends)}[datum.value], ',.4~r')",
            labelOverlap="greedy",
            labelFlush=False,
            grid=False,
        ),
    }


def _tips(percent: bool) -> list[Any]:
    import altair as alt

    # A name as title would stand in an expression of Vega, where a backslash breaks it.
    ends = [
        alt.Tooltip(f"{name}_{end}:Q", title=f"{where}: {word}", format=",.4~r")
        for name, where in (("x", "across"), ("y", "up"))
        for end, word in (("low", "from"), ("high", "to"))
    ]
    form = ".1%" if percent else ",.3~r"
    return [*ends, alt.Tooltip("value:Q", format=form), alt.Tooltip("n:Q", title="draws")]


def _key(crossed: bool, wide: Sequence[float], high: Sequence[float]) -> str:
    lines = ["Crossed out: too few draws to tell."] if crossed else []
    if not (_even(wide) and _even(high)):
        lines.append("Ranges are drawn equally wide; the axes say what they span.")
    return " ".join(lines)


def _even(ends: Sequence[float]) -> bool:
    """Whether the ends lie as they are drawn, to a twentieth of a step."""
    step = (ends[-1] - ends[0]) / (len(ends) - 1)
    return all(abs(end - ends[0] - i * step) <= 0.05 * step for i, end in enumerate(ends))
