"""Two parties' utilities against each other: proposals, the frontier, and no deal."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from parley.blocks import Cell, Column, Figure, Scalar
from parley.charts.theme import (
    INK,
    LETTER,
    LINE,
    SOFT,
    WIDTH,
    colours,
    marks,
    names_in_order,
    shapes,
    specification,
    table,
)

__all__ = ["PlanePoint", "plane"]

HEIGHT = 420  # pixels

FRONTIER = 40  # points of a longer line are picked evenly, to keep the file small


@dataclass(frozen=True, kw_only=True)
class PlanePoint:
    """A labelled point; x and y are two parties' utilities, higher is better.

    x_low .. y_high : where most draws put it; drawn as a cross, left out where None.
    kind : proposal, solution, ...; shown by shape and colour.
    """

    label: str
    x: float
    y: float
    kind: str = "proposal"
    x_low: float | None = None
    x_high: float | None = None
    y_low: float | None = None
    y_high: float | None = None
    refs: tuple[str, ...] = ()


def plane(
    title: str,
    alt: str,
    points: Sequence[PlanePoint],
    *,
    parties: tuple[str, str],
    measure: str = "utility",
    no_deal: PlanePoint | None = None,
    frontier: Sequence[tuple[float, float]] = (),
    kinds: Sequence[str] = (),
) -> Figure:
    """Points in the plane of two utilities, x for the first party and y for the second.

    measure : what the axes count for each party.
    no_deal : what each has without a deal; the region worse for either is shaded.
    frontier : packages that no other package beats for both, drawn as a line; of a long one, forty
    evenly picked and the last are drawn and listed.
    """
    order = names_in_order(kinds, (p.kind for p in points))
    line = _thinned(sorted(frontier), FRONTIER)
    key = _key(len(line), len(frontier))
    spec = _spec(points, order, parties, measure, no_deal, line, key)
    return Figure(title, alt, spec, _table(title, points, parties, no_deal, line))


def _thinned(pairs: Sequence[tuple[float, float]], most: int) -> list[tuple[float, float]]:
    """At most so many, evenly picked, and the last."""
    step = max(1, -(-len(pairs) // most))
    picked = list(pairs[::step])
    return picked if not picked or picked[-1] == pairs[-1] else [*picked, pairs[-1]]


def _key(n_line: int, n_frontier: int) -> str:
    """What the line means; empty without one."""
    some = "" if n_line == n_frontier else f" ({n_line} of {n_frontier:,} shown)"
    return f"Line: packages that no other beats for both{some}." if n_line else ""


def _spec(
    points: Sequence[PlanePoint],
    order: list[str],
    parties: tuple[str, str],
    measure: str,
    no_deal: PlanePoint | None,
    frontier: Sequence[tuple[float, float]],
    key: str,
) -> dict[str, Any]:
    import altair as alt

    every = [*points, *([no_deal] if no_deal else [])]
    xs = [v for p in every for v in (p.x, p.x_low, p.x_high) if v is not None]
    ys = [v for p in every for v in (p.y, p.y_low, p.y_high) if v is not None]
    wide = _domain([*xs, *(x for x, _ in frontier)])
    tall = _domain([*ys, *(y for _, y in frontier)])
    axis = alt.Axis(tickCount=6)
    at = {
        "x": alt.X(
            "x:Q",
            title=f"{measure} for {parties[0]} →",
            scale=alt.Scale(domain=wide, nice=False),
            axis=axis,
        ),
        "y": alt.Y(
            "y:Q",
            title=f"{measure} for {parties[1]} →",
            scale=alt.Scale(domain=tall, nice=False),
            axis=axis,
        ),
    }
    layers = [
        *_worse(no_deal, parties, wide, tall),
        _pairs(sorted(frontier))
        .mark_line(color=SOFT, point={"color": SOFT, "size": 20})
        .encode(**at),
        *_crosses(every, order, at),
        *_labels(every, at, wide, tall),
    ]
    return specification(*layers, height=HEIGHT, key=key)


def _pairs(pairs: Sequence[tuple[float, float]]) -> Any:
    return marks([{"x": float(x), "y": float(y)} for x, y in pairs])


def _domain(values: Sequence[float]) -> list[float]:
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = 0.06 * (high - low) or 0.5
    return [low - room, high + room]


def _worse(
    no_deal: PlanePoint | None, parties: tuple[str, str], wide: list[float], tall: list[float]
) -> list[Any]:
    """The two strips where one party would rather have no deal, each with its words."""
    if no_deal is None:
        return []
    words = [f"no deal is better for {party}" for party in parties]
    left = {"x": wide[0], "x2": no_deal.x, "y": tall[0], "y2": tall[1], "words": words[0]}
    below = {"x": no_deal.x, "x2": wide[1], "y": tall[0], "y2": no_deal.y, "words": words[1]}
    strips = marks([left, below]).mark_rect(color=LINE, opacity=0.55)
    top = marks([left]).mark_text(align="left", baseline="top", dx=5, dy=5, color=SOFT)
    foot = marks([below]).mark_text(align="right", baseline="bottom", dx=-5, dy=-5, color=SOFT)
    return [
        strips.encode(x="x:Q", x2="x2:Q", y="y:Q", y2="y2:Q", tooltip="words:N"),
        top.encode(x="x:Q", y="y2:Q", text="words:N"),
        foot.encode(x="x2:Q", y="y:Q", text="words:N"),
    ]


def _crosses(points: Sequence[PlanePoint], order: list[str], at: dict[str, Any]) -> list[Any]:
    """Each point with its two whiskers."""
    import altair as alt

    kinds = names_in_order(order, (p.kind for p in points))
    rows = [{k: v for k, v in vars(p).items() if k != "refs"} for p in points]
    colour = alt.Color("kind:N", title=None, scale=alt.Scale(domain=kinds, range=colours(kinds)))
    shape = alt.Shape("kind:N", title=None, scale=alt.Scale(domain=kinds, range=shapes(kinds)))
    tips = [alt.Tooltip("label:N"), *(alt.Tooltip(f"{v}:Q", format=".3~r") for v in "xy")]
    thin = {"color": INK, "strokeWidth": 1, "opacity": 0.6}
    wide = marks([r for r in rows if None not in (r["x_low"], r["x_high"])]).mark_rule(**thin)
    tall = marks([r for r in rows if None not in (r["y_low"], r["y_high"])]).mark_rule(**thin)
    point = marks(rows).mark_point(filled=True, size=110, opacity=1)
    return [
        wide.encode(x="x_low:Q", x2="x_high:Q", y=at["y"]),
        tall.encode(x=at["x"], y="y_low:Q", y2="y_high:Q"),
        point.encode(**at, color=colour, shape=shape, tooltip=tips),
    ]


def _labels(
    points: Sequence[PlanePoint], at: dict[str, Any], wide: list[float], tall: list[float]
) -> list[Any]:
    """The points' names on the side where there is room, lowered until none covers another."""
    line = 14 / HEIGHT * (tall[1] - tall[0])
    letter = LETTER / WIDTH * (wide[1] - wide[0])
    rows: list[dict[str, Any]] = []
    taken: list[tuple[float, float, float]] = []
    for point in sorted(points, key=lambda p: -p.y):
        length, right = letter * len(point.label), point.x > sum(wide) / 2
        start, y = point.x - right * length, point.y
        while any(abs(y - b) < line and start < e and s < start + length for s, e, b in taken):
            y -= line / 4
        taken.append((start, start + length, y))
        rows.append({"label": point.label, "x": point.x, "y": y, "right": right})
    left = marks([row for row in rows if not row["right"]])
    right_hand = marks([row for row in rows if row["right"]])
    return [
        left.mark_text(align="left", dx=9, dy=-9).encode(**at, text="label:N"),
        right_hand.mark_text(align="right", dx=-9, dy=-9).encode(**at, text="label:N"),
    ]


def _table(
    title: str,
    points: Sequence[PlanePoint],
    parties: tuple[str, str],
    no_deal: PlanePoint | None,
    frontier: Sequence[tuple[float, float]],
) -> Any:
    heads = [Column("point"), Column("kind")]
    for party in parties:
        heads += [Column(f"{party}{end}", "number") for end in ("", ": from", ": to")]
    lines: list[list[Scalar | Cell]] = [
        [Cell(p.label, p.refs), p.kind, p.x, p.x_low, p.x_high, p.y, p.y_low, p.y_high]
        for p in (*points, *([no_deal] if no_deal else []))
    ]
    lines += [["", "frontier", x, None, None, y, None, None] for x, y in sorted(frontier)]
    return table(title, heads, lines)
