"""The marks of a node-link picture: states, arrows and a key of the same signs. All in pixels.

A point is the complex number x + iy, y downwards. Ink is what is to be drawn, rows for each kind
of mark; it is put together first, so that the key is drawn with the marks of the picture.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from parley.charts.layered import along, arrowhead
from parley.charts.theme import INK, LETTER, LINE, SOFT, WIDTH, colours, folded, marks

__all__ = [
    "BADGE",
    "PLOT",
    "RING",
    "Ink",
    "Symbol",
    "arrow",
    "form",
    "joined",
    "key",
    "layers",
    "words",
]

PLOT = WIDTH - 10.0  # across: what Vega's padding leaves, so that a pixel is a pixel
BADGE = 8.0  # radius of the circle with a party's letter
TIP = 10.0  # length of an arrowhead
RING = 1.28  # the outer of two rings, as a multiple of the inner
DEEP, LEFT = 26, 2.0  # a line of the key, and where it begins
ARROW = "M-1,-0.5L1,0L-1,0.5Z"

Ink = dict[str, list[dict[str, Any]]]
Symbol = Callable[[complex], Ink]  # drawn from a point at its left, half way up


def _at(spot: complex) -> dict[str, Any]:
    return {"x": round(spot.real, 1), "y": round(spot.imag, 1)}


def joined(inks: Iterable[Ink]) -> Ink:
    """All of them in one."""
    found: Ink = {}
    for ink in inks:
        for kind, rows in ink.items():
            found.setdefault(kind, []).extend(rows)
    return found


def words(kind: str, spot: complex, text: str, says: str = "") -> Ink:
    """A text. kind : "id" in a node, "label" below one, "head" above all, "key" at the left."""
    return {kind: [{**_at(spot), "text": text, "says": says or text}]}


def form(
    spot: complex,
    radius: float,
    *,
    square: bool = False,
    ringed: bool = False,
    dotted: bool = False,
    says: str = "",
) -> Ink:
    """A node's mark: circle or square, within a second one if `ringed`, its rim `dotted`."""
    area = (3.3 if square else 4.0) * radius**2
    row = {**_at(spot), "shape": "square" if square else "circle", "says": says}
    inner = {**row, "area": area}
    outer = [{**row, "area": area * RING**2}] if ringed else []
    return {"plain": outer, "dotted" if dotted else "inner": [inner]}


def arrow(
    name: str,
    path: tuple[complex, complex, complex],
    badge: complex,
    *,
    reach: float,
    party: str = "",
    letter: str = "",
    solid: bool = True,
    says: str = "",
) -> Ink:
    """An arrow along (start, corner, end), its tip `reach` before the end.

    name : of its own. badge : where its letter stands, if it has one. In ink without a party.
    """
    look = {"party": party, "says": says}
    line = [{**_at(p), "line": name, "step": i, **look} for i, p in enumerate(path)]
    spot, angle = arrowhead(along(*path), path[2], reach, TIP)
    ink: Ink = {
        "solid" if solid else "dashed": line,
        "tip": [{**_at(spot), "angle": round(angle, 1), **look}],
    }
    return {**ink, "badge": [{**_at(badge), "text": letter, **look}]} if letter else ink


def key(items: Sequence[tuple[float, Symbol, str]], top: float) -> tuple[Ink, float]:
    """Signs with their meaning in lines from left to right, and how far down they reach.

    items : the sign's width, the sign, its meaning.
    """
    inks: list[Ink] = []
    x, y = LEFT, top + DEEP / 2
    for width, symbol, meaning in items:
        [text] = folded(meaning, PLOT - width - 40, 1)
        room = width + 6 + LETTER * len(text) + 16
        if x > LEFT and x + room > PLOT:
            x, y = LEFT, y + DEEP
        inks += [symbol(complex(x, y)), words("key", complex(x + width + 6, y), text)]
        x += room
    return joined(inks), y + DEEP / 2


def layers(ink: Ink, parties: Sequence[str], height: float) -> list[Any]:
    """The marks, from the lowest to the uppermost."""
    import altair as alt

    wide, tall = (alt.Scale(domain=d, nice=False) for d in ([0, PLOT], [height, 0]))
    at = {"x": alt.X("x:Q", scale=wide, axis=None), "y": alt.Y("y:Q", scale=tall, axis=None)}
    paint = alt.Scale(domain=[*parties, ""], range=[*colours(parties), INK])
    colour = alt.Color("party:N", scale=paint, legend=None)

    def rows(kind: str) -> Any:
        return marks(ink.get(kind, [])).encode(**at)

    solid, dashed = (_line(rows(kind), colour, kind) for kind in ("solid", "dashed"))
    tip = rows("tip").mark_point(shape=ARROW, filled=True, size=TIP**2, opacity=1)
    disc = rows("badge").mark_point(
        shape="circle", size=4 * BADGE**2, fill="white", strokeWidth=1.5, opacity=1
    )
    ground, *texts = _texts(rows)
    return [
        solid,
        dashed,
        *(_forms(rows(kind), kind) for kind in ("plain", "inner", "dotted")),
        ground,
        tip.encode(color=colour, angle=alt.Angle("angle:Q", scale=None), tooltip="says:N"),
        disc.encode(color=colour, tooltip="says:N"),
        *texts,
    ]


def _line(rows: Any, colour: Any, kind: str) -> Any:
    look = {"strokeWidth": 1.75} if kind == "solid" else {"strokeWidth": 1.5, "strokeDash": [4, 3]}
    line = rows.mark_line(interpolate="basis", **look)
    return line.encode(color=colour, detail="line:N", order="step:Q", tooltip="says:N")


def _forms(rows: Any, kind: str) -> Any:
    import altair as alt

    look: dict[str, Any] = {"fill": "white", "stroke": INK, "strokeWidth": 1.5}
    if kind == "dotted":
        look |= {"fill": LINE, "strokeDash": [2, 2]}
    return rows.mark_point(opacity=1, **look).encode(
        size=alt.Size("area:Q", scale=None),
        shape=alt.Shape("shape:N", scale=None),
        tooltip="says:N",
    )


def _texts(rows: Callable[[str], Any]) -> list[Any]:
    """The labels' pale ground; then letters, ids, labels, layers' names, words of the key."""

    def text(kind: str, **look: Any) -> Any:
        return rows(kind).mark_text(**{"color": INK, **look}).encode(text="text:N")

    halo = {"stroke": "white", "strokeWidth": 3, "opacity": 0.85}
    return [
        text("label", fontSize=11, baseline="top", **halo),
        text("badge", fontSize=10, fontWeight=600),
        text("id", fontSize=11, fontWeight=600).encode(tooltip="says:N"),
        text("label", fontSize=11, baseline="top"),
        text("head", color=SOFT, baseline="top"),
        text("key", align="left", color=SOFT),
    ]
