"""Colours, shapes and sizes that every chart shares.

Colours follow Okabe and Ito's palette for colour-blind readers, darkened until each stands out
from white paper (contrast 3 or more). None means good or bad; each comes with a shape of its own,
so that a chart printed in grey says the same.
"""

import json
from collections.abc import Iterable, Sequence
from math import isfinite
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from parley.blocks import Cell, Column, Scalar, Table

if TYPE_CHECKING:
    from altair import Axis, Legend

__all__ = ["PARTY_COLOURS", "PARTY_SHAPES", "WIDTH", "colours", "shapes", "specification", "table"]

# Blue, orange, purple, grey, ink, sky, olive: no red against green.
PARTY_COLOURS = ("#0072B2", "#C27C00", "#B5568C", "#6B7178", "#1C2126", "#3C8FC0", "#8A7A00")
PARTY_SHAPES = (
    "circle",
    "square",
    "triangle-up",
    "diamond",
    "cross",
    "triangle-down",
    "triangle-right",
)

LETTER, LONGEST = 6.7, 360  # pixels: a generous letter at 12 px, and the widest name

WIDTH = 640  # pixels, labels included: fits a printed page and a laptop beside a text

INK, SOFT, LINE = "#1c2126", "#545d66", "#d9dde0"

KEY: dict[str, Any] = {
    "orient": "bottom",
    "anchor": "start",
    "fontSize": 12,
    "fontWeight": "normal",
    "color": SOFT,
    "offset": 8,
}

# The name of one panel among several.
HEAD: dict[str, Any] = {"anchor": "start", "frame": "group", "fontSize": 12, "color": INK}

THEME: dict[str, Any] = {
    "font": "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif",
    "background": "white",
    "aria": False,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "titleColor": INK,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": 600,
        "gridColor": LINE,
        "domainColor": SOFT,
        "tickColor": SOFT,
    },
    "legend": {
        "orient": "top",
        "labelFontSize": 12,
        "labelColor": INK,
        "titleColor": INK,
        "titleFontSize": 12,
        "labelLimit": 260,
        "symbolSize": 90,
        "symbolOpacity": 1,
        "columns": 3,  # more would be cut off where the width is fitted
    },
    "text": {"color": INK, "fontSize": 12},
}


def names_in_order(given: Sequence[str], found: Iterable[str]) -> list[str]:
    """The given order first, then whatever else was found, in order of appearance."""
    return list(dict.fromkeys([*given, *found]))


def colours(names: Sequence[str]) -> list[str]:
    """One colour for each name, by position; the palette starts again when it is used up."""
    return [PARTY_COLOURS[i % len(PARTY_COLOURS)] for i in range(len(names))]


def shapes(names: Sequence[str]) -> list[str]:
    """One shape for each name, by position."""
    return [PARTY_SHAPES[i % len(PARTY_SHAPES)] for i in range(len(names))]


def name_room(names: Sequence[str]) -> float:
    """The pixels that `row_axis` takes for its names."""
    return min(LONGEST, 10 + LETTER * max(map(len, names), default=0))


def row_axis(names: Sequence[str], *, grid: bool = False) -> "Axis":
    """The axis of a chart with a named row for each of `names`, names beginning at the left edge.

    Aligned right, a reader's wider font would push the names out of a still picture.
    """
    import altair as alt

    room = name_room(names)
    return alt.Axis(
        title=None,
        ticks=False,
        grid=grid,
        domain=False,
        labelAlign="left",
        labelPadding=room,
        labelLimit=room,
    )


def folded(name: str, room: float, lines: int = 2) -> list[str]:
    """The name in lines of at most `room` pixels; what does not fit ends in an ellipsis."""
    most = max(4, int(room / LETTER))
    words = "".join(c if c >= " " else " " for c in name).split()  # no hidden escapes
    text = " ".join(_hyphened(word, most) for word in words)
    return wrap(text, most, max_lines=lines, placeholder="…") or [""]


def _hyphened(word: str, most: int) -> str:
    return word if len(word) <= most else f"{word[: most - 1]}- {_hyphened(word[most - 1 :], most)}"


def folded_labels(names: Sequence[str], room: float, lines: int = 2) -> str:
    """The expression that names the places 0, 1, ... of an axis.

    By place, since two long names may look alike once they are cut.
    """
    texts = [folded(name, room, lines) for name in names]
    return f"{json.dumps(texts, ensure_ascii=False)}[datum.value]"


def legend(names: Sequence[str], room: float = WIDTH - 60, **options: Any) -> "Legend":
    """A legend in as many columns as fit into `room` pixels: where the width is fitted, what goes
    beyond it is cut off."""
    import altair as alt

    longest = min(260, LETTER * max(map(len, names), default=0)) + 30
    return alt.Legend(columns=max(1, min(3, int(room / longest))), **options)


def head_labels(names: Sequence[str], room: float, lines: int = 4) -> dict[str, Any]:
    """Options of an axis above the picture that names the places 0, 1, ...; none is cut short."""
    deep = max((len(folded(name, room, lines)) for name in names), default=1)
    return {
        "orient": "top",
        "title": None,
        "labelExpr": folded_labels(names, room, lines),
        "labelPadding": 14 * deep - 8,  # Vega hangs further lines below the first, over the picture
        "labelAngle": 0,
        "labelOverlap": False,
        "labelLimit": 2 * room,
        "ticks": False,
        "domain": False,
        "grid": False,
    }


def folded_axis(
    names: Sequence[str],
    room: float = 0,
    *,
    lines: int = 2,
    bold: Sequence[bool] = (),
    grid: bool = True,
) -> "Axis":
    """The axis of rows 0, 1, ..., names folded into `room` pixels at the left; unnamed if none.

    bold : which names are headings; none by default.
    """
    import altair as alt

    look: dict[str, Any] = {"title": None, "ticks": False, "domain": False, "grid": grid}
    if not room:
        return alt.Axis(labels=False, **look)
    weights = [600 if heading else 400 for heading in bold] or [400] * len(names)
    # Vega hangs a second line below the middle of a row.
    up = [-7 * (len(folded(name, room - 10, lines)) - 1) for name in names]
    return alt.Axis(
        labelExpr=folded_labels(names, room - 10, lines),
        labelOffset={"expr": f"{up}[datum.value]"},
        labelFontWeight={"expr": f"{weights}[datum.value]"},
        labelAlign="left",
        labelPadding=room,
        labelLimit=room,
        minExtent=room,
        maxExtent=room,
        **look,
    )


def specification(*layers: Any, height: int, key: str | Sequence[str] = "") -> dict[str, Any]:
    """The checked Vega-Lite specification of layers, in our theme and width.

    A layer without rows is left out: Vega warns in the reader's console about scales without
    data. ValueError if none is left.
    key : a line below the plot that says what marks without a legend mean.
    height : of the plot in pixels. Not a step for each row: Vega-Lite warns about a step where
    the width is fitted.
    """
    import altair as alt

    size = alt.AutoSizeParams("padding", type="fit-x")
    chart = alt.layer(*with_rows(layers)).properties(width=WIDTH, height=height, autosize=size)
    return dressed(chart, key)


def with_rows(layers: Iterable[Any]) -> list[Any]:
    """The layers that have something to draw. ValueError if there is none."""
    drawn = [layer for layer in layers if layer.data["values"]]
    if not drawn:
        raise ValueError("a figure needs at least one row to draw")
    return drawn


def dressed(chart: Any, key: str | Sequence[str] = "") -> dict[str, Any]:
    """The checked specification of a chart in our theme, with its key, a text or lines of text.

    Vega-Lite cannot fit the width of several panels: they must add up to WIDTH themselves.
    """
    import altair as alt

    if key:
        chart = chart.properties(title=alt.TitleParams(key, **KEY))
    spec = chart.to_dict()
    rows = {name: list(values) for name, values in spec.get("datasets", {}).items()}
    return {**spec, "datasets": rows, "config": THEME}


def marks(rows: Sequence[dict[str, Any]]) -> Any:
    """A chart of rows, with its data inline, to which a mark is still to be given."""
    import altair as alt

    # Altair copies a list, with all in it, at every step of a chart, a tuple not; and its own class
    # of data would try each row against all that data may be.
    values = tuple({k: _known(v) for k, v in row.items()} for row in rows)
    return alt.Chart({"values": values})


def _known(value: Any) -> Any:
    """None for a number that is not finite: JSON has no word for it."""
    return None if isinstance(value, float) and not isfinite(value) else value


def table(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Scalar | Cell]]) -> Table:
    """The data table of a figure; bare values become cells without refs."""
    cells = (tuple(v if isinstance(v, Cell) else Cell(v) for v in row) for row in rows)
    return Table(title, tuple(columns), tuple(cells))
