"""Two parties' utilities against each other: proposals, the frontier, and no deal."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from parley.blocks import Cell, Column, Figure, Scalar
from parley.charts.names import names_beside
from parley.charts.theme import (
    INK,
    LETTER,
    LINE,
    SOFT,
    WIDTH,
    colours,
    folded,
    legend,
    marks,
    names_in_order,
    shapes,
    specification,
    table,
)

__all__ = ["PlanePoint", "plane"]

HEIGHT = 420  # pixels
PLOT = WIDTH - 60  # pixels between the axis and the right edge, about

FRONTIER = 40  # points of a longer line are picked evenly, to keep the file small
FAINT = 15  # the same for each frontier of a single draw

NAMED = 6  # points whose names fit beside them; more are numbered and named below the picture

BOTH = "worth no deal or more to both"
TINT = "#CFE8F6"  # says where, not how good


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
    frontiers: Sequence[Sequence[tuple[float, float]]] = (),
    solutions: Sequence[PlanePoint] = (),
    kinds: Sequence[str] = (),
) -> Figure:
    """Points in the plane of two utilities, x for the first party and y for the second.

    measure : what the axes count for each party.
    no_deal : what each has without a deal; the region worse for either is shaded, and the region
    that serves both is tinted and named.
    frontier : packages that no other package beats for both, drawn as a line; of a long one, forty
    evenly picked and the last are drawn and listed.
    frontiers : the same in single draws, a few: drawn faintly as far as they lie in the picture,
    not listed. points : named beside their marks; more than six are numbered in their order and
    named below. solutions : hollow marks named in the legend, inside one another where they agree.
    """
    order = names_in_order(kinds, (p.kind for p in points))
    line = _thinned(sorted(frontier), FRONTIER)
    faint = [_thinned(sorted(each), FAINT) for each in frontiers]
    key = _key(len(line), len(frontier), len(faint))
    if len(points) > NAMED:
        points = [replace(p, label=f"{n} {p.label}") for n, p in enumerate(points, start=1)]
        key += [folded(p.label, WIDTH, 1)[0] for p in points]
    marked = [*points, *([no_deal] if no_deal else [])]
    wide, tall = _bounds([*marked, *solutions], line)
    at = _axes(parties, measure, wide, tall)
    layers = [
        *_regions(no_deal, parties, wide, tall),
        *_frontiers(line, faint, at),
        *_crosses(marked, order, solutions, at),
        *_labels(_named(points, no_deal), at, wide, tall),
    ]
    spec = specification(*layers, height=HEIGHT, key=key)
    return Figure(title, alt, spec, _table(title, [*points, *solutions], parties, no_deal, line))


def _named(points: Sequence[PlanePoint], no_deal: PlanePoint | None) -> list[PlanePoint]:
    """The points with what stands beside them: a number of each where they are many."""
    many = len(points) > NAMED
    short = [replace(p, label=p.label.split()[0]) if many else p for p in points]
    return [*short, *([no_deal] if no_deal else [])]


def _thinned(pairs: Sequence[tuple[float, float]], most: int) -> list[tuple[float, float]]:
    """At most so many, evenly picked, and the last."""
    step = max(1, -(-len(pairs) // most))
    picked = list(pairs[::step])
    return picked if not picked or picked[-1] == pairs[-1] else [*picked, pairs[-1]]


def _key(n_line: int, n_frontier: int, n_faint: int) -> list[str]:
    """What the lines mean, as one line of words; nothing without lines."""
    some = "" if n_line == n_frontier else f" ({n_line} of {n_frontier:,} shown)"
    words = [f"Line: packages that no other beats for both{some}."] if n_line else []
    words += [f"Faint lines: the same in {n_faint} single draws."] if n_faint else []
    return [" ".join(words)] if words else []


def _bounds(
    points: Sequence[PlanePoint], line: Sequence[tuple[float, float]]
) -> tuple[list[float], list[float]]:
    """What the axes show: every point with its whiskers, and the frontier."""
    xs = [v for p in points for v in (p.x, p.x_low, p.x_high) if v is not None]
    ys = [v for p in points for v in (p.y, p.y_low, p.y_high) if v is not None]
    return _domain([*xs, *(x for x, _ in line)]), _domain([*ys, *(y for _, y in line)])


def _axes(
    parties: tuple[str, str], measure: str, wide: list[float], tall: list[float]
) -> dict[str, Any]:
    """Both axes as encodings."""
    import altair as alt

    def axis(channel: Any, name: str, party: str, domain: list[float]) -> Any:
        scale = alt.Scale(domain=domain, nice=False)
        ticks = alt.Axis(tickCount=6)
        return channel(f"{name}:Q", title=f"{measure} for {party} →", scale=scale, axis=ticks)

    return {"x": axis(alt.X, "x", parties[0], wide), "y": axis(alt.Y, "y", parties[1], tall)}


def _frontiers(
    line: Sequence[tuple[float, float]],
    faint: Sequence[Sequence[tuple[float, float]]],
    at: dict[str, Any],
) -> list[Any]:
    """The frontier, over the faint ones of single draws."""
    pairs = [{"x": float(x), "y": float(y)} for x, y in line]
    singles = [
        {"x": float(x), "y": float(y), "draw": n} for n, each in enumerate(faint) for x, y in each
    ]
    thin = marks(singles).mark_line(color=SOFT, strokeWidth=1, opacity=0.25, clip=True)
    thick = marks(pairs).mark_line(color=SOFT, point={"color": SOFT, "size": 20})
    return [thin.encode(**at, detail="draw:N"), thick.encode(**at)]


def _domain(values: Sequence[float]) -> list[float]:
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = 0.06 * (high - low) or 0.5
    return [low - room, high + room]


def _regions(
    no_deal: PlanePoint | None, parties: tuple[str, str], wide: list[float], tall: list[float]
) -> list[Any]:
    """Where one party would rather have no deal, and where neither would, each with its words."""
    if no_deal is None:
        return []
    x, y = no_deal.x, no_deal.y
    words = [f"no deal is better for {party}" for party in parties]
    left = {"x": wide[0], "x2": x, "y": tall[0], "y2": tall[1], "words": words[0]}
    below = {"x": x, "x2": wide[1], "y": tall[0], "y2": y, "words": words[1]}
    both = {"x": x, "x2": wide[1], "y": y, "y2": tall[1], "words": BOTH}
    roomy = (wide[1] - x) / (wide[1] - wide[0]) * WIDTH > LETTER * len(BOTH)
    corner = {"x": "x:Q", "x2": "x2:Q", "y": "y:Q", "y2": "y2:Q", "tooltip": "words:N"}
    strips = marks([left, below]).mark_rect(color=LINE, opacity=0.55)
    tint = marks([both]).mark_rect(color=TINT, opacity=0.35)
    top = marks([left]).mark_text(align="left", baseline="top", dx=5, dy=5, color=SOFT)
    foot = marks([below]).mark_text(align="right", baseline="bottom", dx=-5, dy=-5, color=SOFT)
    head = marks([both] if roomy else [])
    head = head.mark_text(align="right", baseline="top", dx=-5, dy=5, color=SOFT)
    return [
        strips.encode(**corner),
        tint.encode(**corner),
        top.encode(x="x:Q", y="y2:Q", text="words:N"),
        foot.encode(x="x2:Q", y="y:Q", text="words:N"),
        head.encode(x="x2:Q", y="y2:Q", text="words:N"),
    ]


def _crosses(
    points: Sequence[PlanePoint],
    order: list[str],
    solutions: Sequence[PlanePoint],
    at: dict[str, Any],
) -> list[Any]:
    """Each point with its two whiskers; the solutions over them."""
    import altair as alt

    kinds = names_in_order(order, (p.kind for p in points))
    every = names_in_order(kinds, (p.label for p in solutions))
    key = legend(every)
    ink = [INK] * (len(every) - len(kinds))
    colour_scale = alt.Scale(domain=every, range=[*colours(kinds), *ink])
    colour = alt.Color("kind:N", title=None, scale=colour_scale, legend=key)
    shape_scale = alt.Scale(domain=every, range=shapes(every))
    shape = alt.Shape("kind:N", title=None, scale=shape_scale, legend=key)
    tips = [alt.Tooltip("label:N"), *(alt.Tooltip(f"{v}:Q", format=".3~r") for v in "xy")]
    rows = [_without_refs(p) for p in points]
    nested = [{**_without_refs(p), "kind": p.label, "size": s} for p, s in _sizes(solutions)]
    thin = {"color": INK, "strokeWidth": 1, "opacity": 0.6}
    across = [r for r in [*rows, *nested] if None not in (r["x_low"], r["x_high"])]
    up = [r for r in [*rows, *nested] if None not in (r["y_low"], r["y_high"])]
    size = alt.Size("size:Q", scale=None)
    look = {"color": colour, "shape": shape, "tooltip": tips}
    hollow = marks(nested).mark_point(filled=False, strokeWidth=1.75, opacity=1)
    return [
        marks(across).mark_rule(**thin).encode(x="x_low:Q", x2="x_high:Q", y=at["y"]),
        marks(up).mark_rule(**thin).encode(x=at["x"], y="y_low:Q", y2="y_high:Q"),
        marks(rows).mark_point(filled=True, size=110, opacity=1).encode(**at, **look),
        hollow.encode(**at, **look, size=size),
    ]


def _without_refs(point: PlanePoint) -> dict[str, Any]:
    return {name: value for name, value in vars(point).items() if name != "refs"}


def _sizes(solutions: Sequence[PlanePoint]) -> list[tuple[PlanePoint, int]]:
    """Each solution with the area of its mark, larger around those at the same place before it."""
    seen: Counter[tuple[float, float]] = Counter()
    found = []
    for point in solutions:
        radius = 6 + 5 * seen[(point.x, point.y)]
        seen[(point.x, point.y)] += 1
        found.append((point, 4 * radius * radius))
    return found


def _labels(
    points: Sequence[PlanePoint], at: dict[str, Any], wide: list[float], tall: list[float]
) -> list[Any]:
    """The points' names beside their marks, on a pale ground."""
    across, up = PLOT / (wide[1] - wide[0]), HEIGHT / (tall[1] - tall[0])
    spots = [(p.label, (p.x - wide[0]) * across, (tall[1] - p.y) * up) for p in points]
    placed = zip(points, names_beside(spots, PLOT, HEIGHT), strict=True)
    rows = [
        {"label": p.label, "x": p.x, "y": tall[1] - y / up, "left": left} for p, (y, left) in placed
    ]
    layers = []
    for left in (False, True):
        here = marks([row for row in rows if row["left"] == left])
        look = {"align": "right" if left else "left", "baseline": "middle", "dx": -9 if left else 9}
        halo = here.mark_text(stroke="white", strokeWidth=3, opacity=0.8, **look)
        words = here.mark_text(**look)
        layers += [halo.encode(**at, text="label:N"), words.encode(**at, text="label:N")]
    return layers


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
