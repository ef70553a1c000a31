"""A matrix whose cells say in words or numbers what their shade only repeats."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from parley.blocks import Cell, Column, Figure, Scalar
from parley.charts.theme import INK, LINE, marks, names_in_order, row_axis, specification, table

__all__ = ["HeatCell", "heat"]

# Pale enough for dark text on each (contrast above 7); ordered from strong to plain.
TINTS = ("#9FC9E6", "#F5D493", "#E6C3D6", "#D5D8DB", "#CFE8F6", "#EDE6A8", "#FFFFFF")

SHADES: dict[str, Any] = {"range": ["#FFFFFF", "#7FB4D6"], "interpolate": "rgb"}

LABEL = 110  # pixels of a column's name; about sixteen letters


@dataclass(frozen=True, kw_only=True)
class HeatCell:
    """One cell. text : what stands in it, short. Shaded by `level` (a category) or by `value`.

    group : the heading its row stands under, for `grouped_heat`.
    """

    row: str
    column: str
    text: str
    level: str = ""
    value: float | None = None
    group: str = ""
    refs: tuple[str, ...] = ()


def heat(
    title: str,
    alt: str,
    cells: Sequence[HeatCell],
    *,
    rows: Sequence[str] = (),
    columns: Sequence[str] = (),
    levels: Sequence[str] = (),
) -> Figure:
    """A matrix; rows, columns, levels : their order, of appearance otherwise.

    Levels are shaded by category if any cell names one, else cells are shaded by value.
    """
    rows = names_in_order(rows, (c.row for c in cells))
    columns = names_in_order(columns, (c.column for c in cells))
    levels = names_in_order(levels, (c.level for c in cells if c.level))
    spec = _spec(cells, list(rows), list(columns), list(levels))
    by_place = {(c.row, c.column): c for c in cells}
    lines = ((r, *(_entry(by_place.get((r, c))) for c in columns)) for r in rows)
    heads = [Column(""), *(Column(name) for name in columns)]
    return Figure(title, alt, spec, table(title, heads, lines))


def _entry(cell: HeatCell | None) -> Scalar | Cell:
    if cell is None:
        return None
    text = cell.text if cell.level in ("", cell.text) else f"{cell.text} ({cell.level})"
    return Cell(text, cell.refs)


def _spec(
    cells: Sequence[HeatCell], rows: list[str], columns: list[str], levels: list[str]
) -> dict[str, Any]:
    import altair as alt

    values = [
        {"row": c.row, "column": c.column, "text": c.text, "level": c.level, "value": c.value}
        for c in cells
    ]
    base = marks(values).encode(
        x=alt.X(
            "column:N",
            sort=columns,
            title=None,
            axis=alt.Axis(
                orient="top",
                labelAngle=0,
                labelExpr="split(datum.label, ' ')",  # a word a line: slanted names are cut off
                labelLimit=LABEL,
                ticks=False,
                domain=False,
            ),
        ),
        y=alt.Y("row:N", sort=rows, axis=row_axis(rows)),
        tooltip=[alt.Tooltip(f"{name}:N") for name in ("row", "column", "text", "level")],
    )
    shade: Any = alt.Color(
        "level:N", title=None, scale=alt.Scale(domain=levels, range=_tints(levels))
    )
    if not levels:
        scale = alt.Scale(domainMin=0, **SHADES)
        shade = alt.Color("value:Q", title=None, scale=scale)
    tile = base.mark_rect(stroke=LINE).encode(color=shade)
    room = 400 // max(1, len(columns))
    words = base.mark_text(fontSize=11, color=INK, limit=room).encode(text="text:N")
    return specification(tile, words, height=26 * len(rows))


def _tints(levels: list[str]) -> list[str]:
    return [TINTS[i % len(TINTS)] for i in range(len(levels))]
