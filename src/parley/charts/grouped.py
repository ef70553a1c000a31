"""A long matrix in groups of rows, cut into figures that each fit a screen."""

from collections.abc import Sequence
from typing import Any

from parley.blocks import Cell, Column, Figure, Table
from parley.charts.heat import SHADES, HeatCell
from parley.charts.theme import (
    INK,
    LINE,
    WIDTH,
    folded_axis,
    head_labels,
    marks,
    names_in_order,
    specification,
    table,
)

__all__ = ["Rows", "grouped_heat", "matrix_axes", "tiles"]

ROW = 30  # pixels of a row: two lines of a name
ROOM, NARROW = 240, 200  # pixels of a row's name, and beside many columns
MANY = 6
LONGEST = 32  # rows of one figure, names of groups included; a longer group stays whole

Rows = list[tuple[str, str]]  # group and name; the name is empty where a row names its group


def grouped_heat(
    title: str,
    alt: str,
    cells: Sequence[HeatCell],
    *,
    columns: Sequence[str] = (),
) -> tuple[Figure, ...]:
    """Rows under the names of their groups, in order of appearance, shaded column by column.

    Each column has a scale of its own: white for zero or less, darkest for the column's largest
    value over all figures. More than a screenful of rows is cut between groups into several
    figures, each with the columns' names above it. ValueError without a cell.
    """
    if not cells:
        raise ValueError("a figure needs at least one row to draw")
    columns = names_in_order(columns, (c.column for c in cells))
    largest = {name: max(c.value or 0 for c in cells if c.column == name) for name in columns}
    parts = _parts(list(dict.fromkeys((c.group, c.row) for c in cells)))
    figures = []
    for n, part in enumerate(parts, start=1):
        here = [c for c in cells if (c.group, c.row) in part]
        head = title if len(parts) == 1 else f"{title} ({n} of {len(parts)})"
        words = f"{alt} From {part[0][0]} to {part[-1][0]}." if len(parts) > 1 else alt
        spec = _spec(here, part, columns, largest)
        figures.append(Figure(head, words, spec, _table(head, here, part, columns)))
    return tuple(figures)


def _parts(rows: Rows) -> list[Rows]:
    """The rows with a row for each group's name, cut between groups once a screen is full."""
    parts: list[Rows] = [[]]
    for group in dict.fromkeys(group for group, _ in rows):
        block = [(group, ""), *(row for row in rows if row[0] == group)]
        if parts[-1] and len(parts[-1]) + len(block) > LONGEST:
            parts.append([])
        parts[-1] += block
    return parts


def _spec(
    cells: Sequence[HeatCell], rows: Rows, columns: list[str], largest: dict[str, float]
) -> dict[str, Any]:
    import altair as alt

    room = ROOM if len(columns) < MANY else NARROW
    width = (WIDTH - room) / len(columns)
    values = [
        {"y": rows.index((c.group, c.row)), "x": columns.index(c.column), "group": c.group,
         "row": c.row, "column": c.column, "text": c.text, "shade": _shade(c, largest)}
        for c in cells
    ]  # fmt: skip
    tips = [alt.Tooltip(f"{name}:N") for name in ("group", "row", "column", "text")]
    base = marks(values).encode(**matrix_axes(rows, columns, room), tooltip=tips)
    words = base.mark_text(fontSize=11, color=INK, limit=width - 4).encode(text="text:N")
    key = "Darker: more, within each column." if any(largest.values()) else ""
    return specification(tiles(base), words, height=ROW * len(rows), key=key)


def matrix_axes(rows: Rows, columns: Sequence[str], room: float) -> dict[str, Any]:
    """Positions of a matrix: x and y of a cell are the places of its column and its row.

    Rows stand under the names of their groups, in `room` pixels at the left.
    """
    import altair as alt

    heads = [name == "" for _, name in rows]
    down = folded_axis([name or group for group, name in rows], room, bold=heads, grid=False)
    across = alt.Axis(**head_labels(columns, (WIDTH - room) / len(columns), 6))
    return {
        "x": alt.X("x:O", scale=alt.Scale(domain=list(range(len(columns)))), axis=across),
        "y": alt.Y("y:O", scale=alt.Scale(domain=list(range(len(rows)))), axis=down),
    }


def tiles(cells: Any) -> Any:
    """A tile for each cell, the darker the nearer its `shade` is to 1."""
    import altair as alt

    scale = alt.Scale(domain=[0, 1], clamp=True, **SHADES)
    shade = alt.Color("shade:Q", scale=scale, legend=None)
    return cells.mark_rect(stroke=LINE).encode(color=shade)


def _shade(cell: HeatCell, largest: dict[str, float]) -> float:
    most = largest[cell.column]
    return (cell.value or 0.0) / most if most > 0 else 0.0


def _table(title: str, cells: Sequence[HeatCell], rows: Rows, columns: Sequence[str]) -> Table:
    """A line for each row; the group stands in a column of its own."""
    found = {(c.group, c.row, c.column): Cell(c.text, c.refs) for c in cells}
    lines = (
        (group, name, *(found.get((group, name, column)) for column in columns))
        for group, name in rows
        if name
    )
    return table(title, [Column("group"), Column("row"), *map(Column, columns)], lines)
