"""A sheet measured in pixels: areas, lines, marks and words, each put exactly where it belongs.

A point is the complex number x + iy, y downwards. Ink is what is to be drawn, rows for each kind
of mark, as in `nodelink`; here every row carries its own look.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from parley.charts.names import Box
from parley.charts.nodelink import PLOT, Ink, joined
from parley.charts.theme import (
    INK,
    LETTER,
    PARTY_COLOURS,
    colours,
    dressed,
    folded,
    marks,
    with_rows,
)

__all__ = [
    "PLOT",
    "SMALL",
    "SPACE",
    "Ink",
    "apart",
    "area",
    "dot",
    "joined",
    "line",
    "listed",
    "looks",
    "meet",
    "numbered",
    "sheet",
    "tint",
    "wide",
    "words",
]

SMALL = 11  # pixels of letters in the picture
SPACE = 13  # pixels from one line of small letters to the next
DASHES: tuple[list[int], ...] = ([1, 0], [7, 3], [2, 3], [9, 3, 2, 3], [14, 4], [4, 2])

Align = Literal["left", "center", "right"]


def looks(names: Sequence[str]) -> Mapping[str, tuple[str, list[int]]]:
    """A colour and a dash for each name; the dash changes each time the palette starts again."""
    turn = len(PARTY_COLOURS)
    pairs = ((c, DASHES[i // turn % len(DASHES)]) for i, c in enumerate(colours(names)))
    return dict(zip(names, pairs, strict=True))


def tint(colour: str) -> str:
    """A pale shade of a colour, on which ink can be read."""
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - 0.25 * (255 - part)):02x}" for part in parts)


def wide(text: str, size: float = SMALL) -> float:
    """Pixels across that a text takes at most."""
    return LETTER * size / 12 * len(text)


def area(start: complex, end: complex, colour: str, *, opacity: float = 1.0, says: str = "") -> Ink:
    """A rectangle between two corners."""
    corners = {**_at(start), "x2": round(end.real, 1), "y2": round(end.imag, 1)}
    return {"area": [{**corners, "colour": colour, "opacity": opacity, "says": says}]}


def line(
    path: Iterable[complex],
    *,
    colour: str = INK,
    width: float = 1.0,
    dash: Sequence[int] = (1, 0),
    says: str = "",
) -> Ink:
    """A line through points."""
    look = {"colour": colour, "width": width, "dash": list(dash), "says": says}
    return {"line": [{"path": list(path), **look}]}


def dot(
    spot: complex,
    *,
    colour: str = INK,
    fill: str = "white",
    shape: str = "circle",
    radius: float = 4.0,
    angle: float = 0.0,
    says: str = "",
) -> Ink:
    """A mark around a point; angle in degrees, clockwise."""
    row = {**_at(spot), "colour": colour, "fill": fill, "shape": shape, "says": says}
    return {"dot": [{**row, "size": round(4 * radius**2, 1), "angle": round(angle, 1)}]}


def words(
    spot: complex,
    text: str | Sequence[str],
    *,
    align: Align = "left",
    size: float = SMALL,
    bold: bool = False,
    colour: str = INK,
    halo: bool = True,
    says: str = "",
) -> Ink:
    """A text, or lines of text below one another, their middle at the point."""
    lines = [text] if isinstance(text, str) else list(text)
    look = {"align": align, "px": size, "weight": 600 if bold else 400, "colour": colour}
    pitch = SPACE * size / SMALL
    return {
        "words": [
            {**_at(spot + 1j * pitch * (i - (len(lines) - 1) / 2)), "text": each, **look,
             "halo": halo, "says": says or each}
            for i, each in enumerate(lines)
        ]
    }  # fmt: skip


def _at(spot: complex) -> dict[str, Any]:
    return {"x": round(spot.real, 1), "y": round(spot.imag, 1)}


def apart(middles: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """The places moved as little as can be (in squares) until none of them meet, in their order.

    sizes : how much room each takes. They stay between low and high where there is room for all.
    Those of one place keep the order given. By pooling neighbours that would meet.
    """
    order = sorted(range(len(middles)), key=lambda i: middles[i])
    pools: list[tuple[list[int], float, float]] = []  # members, room, sum of the wished-for starts
    for i in order:
        members, room, wish = [i], sizes[i], middles[i] - sizes[i] / 2
        while pools and pools[-1][2] / len(pools[-1][0]) + pools[-1][1] > wish / len(members):
            before, space, start = pools.pop()
            wish = start + wish - space * len(members)
            members, room = [*before, *members], space + room
        pools.append((members, room, wish))
    return _kept(pools, sizes, low, high)


def _kept(
    pools: Sequence[tuple[list[int], float, float]],
    sizes: Sequence[float],
    low: float,
    high: float,
) -> list[float]:
    """The middles of all members, moved inside from both ends."""
    order = [i for members, _, _ in pools for i in members]
    heads: list[float] = []
    for members, _, wish in pools:
        head = wish / len(members)
        for i in members:
            heads.append(head)
            head += sizes[i]
    foot = high
    for k in reversed(range(len(order))):
        heads[k] = foot = min(heads[k], foot - sizes[order[k]])
    top = low
    for k, i in enumerate(order):
        heads[k] = max(heads[k], top)
        top = heads[k] + sizes[i]
    place = dict(zip(order, heads, strict=True))
    return [place[i] + sizes[i] / 2 for i in range(len(sizes))]


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes have a place in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def numbered(name: str, number: float, room: float, lines: int = 3) -> list[str]:
    """A name in lines of at most `room` pixels, a whole number behind it that is never cut off."""
    said = f"{number:.0f}"
    found = folded(name, room * 12 / SMALL, lines)
    if wide(f"{found[-1]} {said}") > room:
        found = folded(name, (room - wide(f" {said}")) * 12 / SMALL, lines)
    return [*found[:-1], f"{found[-1]} {said}".strip()]


def listed(items: Iterable[str], room: float, size: float = SMALL) -> list[str]:
    """Items one after the other, in as many lines as they take; one longer than a line is cut."""
    rows: list[str] = []
    for item in items:
        [text] = folded(item, room, 1)
        if rows and wide(f"{rows[-1]}; {text}", size) <= room:
            rows[-1] += f"; {text}"
        else:
            rows.append(text)
    return rows


def sheet(ink: Ink, height: float) -> dict[str, Any]:
    """The checked specification of a sheet, as wide as every chart."""
    import altair as alt

    # Not fitted to the width: a name at the edge would make every pixel a smaller one.
    chart = alt.layer(*with_rows(_layers(ink, height)))
    return dressed(chart.properties(width=round(PLOT), height=round(height)))


def _layers(ink: Ink, height: float) -> list[Any]:
    import altair as alt

    across = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, PLOT], nice=False))
    down = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False))
    # channels, not their names alone, for which altair looks through all its classes
    own = {"x": across, "y": down, "tooltip": alt.Tooltip("says:N")}

    def plain(channel: Any, name: str, kind: str = "N") -> Any:
        return channel(f"{name}:{kind}", scale=None, legend=None)

    colour, fill = plain(alt.Color, "colour"), plain(alt.Fill, "fill")
    thick, dash = plain(alt.StrokeWidth, "width", "Q"), plain(alt.StrokeDash, "dash")
    faint, size = plain(alt.Opacity, "opacity", "Q"), plain(alt.Size, "size", "Q")
    shape, angle = plain(alt.Shape, "shape"), alt.Angle("angle:Q", scale=None)
    path = {"detail": alt.Detail("line:N"), "order": alt.Order("step:Q"), "strokeWidth": thick,
            "strokeDash": dash}  # fmt: skip
    mark = {"fill": fill, "stroke": plain(alt.Stroke, "colour"), "shape": shape, "size": size}
    return [
        marks(ink.get("area", [])).mark_rect().encode(
            **own, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), color=colour, opacity=faint),
        marks(_steps(ink.get("line", []))).mark_line(strokeJoin="round").encode(
            **own, color=colour, **path),
        marks(ink.get("dot", [])).mark_point(opacity=1, strokeWidth=1.5).encode(
            **own, **mark, angle=angle),
        *_texts(ink.get("words", []), {**own, "color": colour}),
    ]  # fmt: skip


def _steps(lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """A row for each point of each line."""
    return [
        {**_at(spot), "line": n, "step": step, **{k: v for k, v in row.items() if k != "path"}}
        for n, row in enumerate(lines)
        for step, spot in enumerate(row["path"])
    ]


def _texts(rows: Sequence[dict[str, Any]], own: dict[str, Any]) -> list[Any]:
    """The words over their pale ground."""
    import altair as alt

    look = {name: alt.expr(f"datum.{key}") for name, key in
            (("align", "align"), ("fontSize", "px"), ("fontWeight", "weight"))}  # fmt: skip
    halo = {"stroke": "white", "strokeWidth": 3, "opacity": 0.85, "strokeJoin": "round"}
    ground = marks([row for row in rows if row["halo"]])
    texts = marks(rows).mark_text(baseline="middle", **look)
    return [
        ground.mark_text(baseline="middle", **look, **halo).encode(
            x=own["x"], y=own["y"], text=alt.Text("text:N")
        ),
        texts.encode(**own, text=alt.Text("text:N")),
    ]
