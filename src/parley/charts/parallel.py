"""Parallel coordinates: what each of several parties has of a text, as a share of its hopes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from parley.blocks import Cell, Column, Figure
from parley.charts.theme import (
    INK,
    LINE,
    PARTY_SHAPES,
    WIDTH,
    colours,
    folded,
    head_labels,
    legend,
    marks,
    names_in_order,
    specification,
    table,
)

__all__ = ["ParallelLine", "parallel"]

MOST = 12  # lines that can still be told apart; the table holds them all
FLOOR = -1.0  # far below no deal one number is as bad as another: drawn at the lower edge
HEIGHT = 420  # pixels
NAMES = 190  # pixels at the right for the names of lines
SPACE = 15  # pixels from one line of text to the next

DASHES: tuple[list[int], ...] = ([], [7, 3], [2, 3], [9, 3, 2, 3], [14, 4])


@dataclass(frozen=True, kw_only=True)
class ParallelLine:
    """A text or solution. shares : in the parties' order, gain over no deal as a share of hopes.

    1 is the best a party could hope for, 0 is no deal; None where it is not known.
    group : who proposed it, whose colour it takes; empty for a solution, which is drawn in ink.
    """

    label: str
    shares: tuple[float | None, ...]
    group: str = ""
    refs: tuple[str, ...] = ()


def parallel(
    title: str,
    alt: str,
    lines: Sequence[ParallelLine],
    *,
    parties: Sequence[str],
    groups: Sequence[str] = (),
    hope: str = "the best it could hope for",
) -> Figure:
    """An axis for each party, a line for each text; the first twelve are drawn, all are listed.

    groups : those that are no party, in their order; parties come first and keep their colours.
    hope : what a share of 100% means for a party.
    ValueError without a line, or if one has not a share for each party.
    """
    for line in lines:
        if len(line.shares) != len(parties):
            raise ValueError(f"{line.label!r} has {len(line.shares)} shares, not {len(parties)}")
    found = {line.group for line in lines} - {""}
    order = names_in_order([*parties, *groups], sorted(found)) if found else []
    spec = _spec(lines[:MOST], parties, order, _key(lines, hope))
    heads = [Column("line"), *([Column("group")] if order else [])]
    heads += [Column(party, "percent") for party in parties]
    rows = ((Cell(n.label, n.refs), *([n.group] if order else []), *n.shares) for n in lines)
    return Figure(title, alt, spec, table(title, heads, rows))


def _key(lines: Sequence[ParallelLine], hope: str) -> list[str]:
    words = [f"0%: no deal, for every party. 100%: {hope}."]
    if any(share is not None and share < FLOOR for n in lines[:MOST] for share in n.shares):
        words.append(f"Hollow marks at the lower edge: below \N{MINUS SIGN}{-FLOOR:.0%}.")
    if len(lines) > MOST:
        words.append(f"The first {MOST} of {len(lines)}; the table has them all.")
    return words


def _spec(
    lines: Sequence[ParallelLine], parties: Sequence[str], order: list[str], key: list[str]
) -> dict[str, Any]:
    import altair as alt

    rows = [row for i, line in enumerate(lines) for row in _vertices(i, line, parties)]
    shown = [0.0, 1.0, *(row["y"] for row in rows)]
    room = 0.04 * (max(shown) - min(shown))
    tall = [min(shown) - room, max(shown) + room]
    step = (WIDTH - NAMES - 70) / max(1, len(parties) - 1)  # pixels between two axes
    at = _place(parties, step, tall)
    names = _names(lines, rows, tall, len(parties) - 1 + 24 / step)
    paint = {**_colour(lines, order), "detail": alt.Detail("line:O")}
    axes = marks([{"x": p} for p in range(len(parties))] if rows else [])
    zero = marks([{"x": 0.0, "x2": len(parties) - 1.0, "y": 0.0}] if rows else [])
    line = marks([*rows, *names]).mark_line(strokeWidth=1.75, opacity=0.9)
    text = marks([{**n, "y": n["head"]} for n in names]).mark_text(
        align="left", baseline="middle", dx=4, lineHeight=SPACE
    )
    return specification(
        axes.mark_rule(color=LINE, strokeWidth=2).encode(x=at["x"]),
        zero.mark_rule(color=INK, strokeWidth=1.5).encode(**at, x2="x2:Q"),
        line.encode(**at, **paint, strokeDash=_by_line(alt.StrokeDash, len(lines), DASHES)),
        *_points(rows, at, paint, len(lines)),
        text.encode(**at, text="words:N"),
        height=HEIGHT,
        key=key,
    )


def _vertices(place: int, line: ParallelLine, parties: Sequence[str]) -> list[dict[str, Any]]:
    """Where a line meets the axes; not where its share is unknown."""
    return [
        {"line": place, "label": line.label, "group": line.group, "party": party, "share": share,
         "x": float(p), "y": max(share, FLOOR)}
        for p, (party, share) in enumerate(zip(parties, line.shares, strict=True))
        if share is not None
    ]  # fmt: skip


def _place(parties: Sequence[str], step: float, tall: list[float]) -> dict[str, Any]:
    """Positions: parties by number across, with room for the lines' names; shares up."""
    import altair as alt

    wide = [-20 / step, len(parties) - 1 + NAMES / step]
    room = 1.15 * min(step, 150)  # names are centred, and few letters are as wide as LETTER
    across = alt.Axis(values=list(range(len(parties))), **head_labels(parties, room))
    up = alt.Axis(
        title=None,
        tickCount=6,
        labelExpr="datum.value == 0 ? 'no deal' : format(datum.value, '.0%')",
        grid=False,
        domain=False,
        ticks=False,
    )
    return {
        "x": alt.X("x:Q", scale=alt.Scale(domain=wide, nice=False), axis=across),
        "y": alt.Y("y:Q", scale=alt.Scale(domain=tall, nice=False), axis=up),
    }


def _names(
    lines: Sequence[ParallelLine], rows: Sequence[dict[str, Any]], tall: list[float], x: float
) -> list[dict[str, Any]]:
    """The lines' names at the right, each near the end of its line and none over another."""
    pixel = (tall[1] - tall[0]) / HEIGHT
    found = {row["line"]: row["y"] for row in rows}  # the last vertex of each line stays
    names, foot = [], tall[1] + SPACE * pixel
    for place in sorted(found, key=lambda place: -found[place]):
        words = folded(lines[place].label, NAMES - 22)
        size = (len(words) + 0.2) * SPACE * pixel
        y = min(found[place], foot - size / 2)
        foot = y - size / 2
        names.append({"line": place, "group": lines[place].group, "words": words, "x": x, "y": y,
                      "size": size})  # fmt: skip
    floor = tall[0] - SPACE * pixel
    for name in reversed(names):  # whatever was pushed below the edge moves up again
        name["y"] = max(name["y"], floor + name["size"] / 2)
        floor = name["y"] + name["size"] / 2
        name["head"] = name["y"] + (len(name["words"]) - 1) / 2 * SPACE * pixel
    return names


def _colour(lines: Sequence[ParallelLine], order: list[str]) -> dict[str, Any]:
    """By group where there are groups, ink for a line without one; else by line."""
    import altair as alt

    if not order:
        n = len(lines)
        return {"color": _by_line(alt.Color, n, colours([line.label for line in lines]))}
    scale = alt.Scale(domain=[*order, ""], range=[*colours(order), INK])
    found = {line.group for line in lines}
    named = [group for group in order if group in found]
    key = legend(named, values=named)
    return {"color": alt.Color("group:N", title=None, scale=scale, legend=key)}


def _by_line(channel: Any, n_lines: int, looks: Sequence[Any]) -> Any:
    """A look of its own for each line, starting again when they are used up."""
    import altair as alt

    used = [looks[i % len(looks)] for i in range(n_lines)]
    scale = alt.Scale(domain=list(range(n_lines)), range=used)
    return channel("line:N", scale=scale, legend=None)


def _points(
    rows: list[dict[str, Any]], at: dict[str, Any], paint: dict[str, Any], n_lines: int
) -> list[Any]:
    """A mark of the line's own shape on each axis, hollow where the share is below the floor."""
    import altair as alt

    shape = _by_line(alt.Shape, n_lines, PARTY_SHAPES)
    tips = [alt.Tooltip("label:N"), alt.Tooltip("party:N"), alt.Tooltip("share:Q", format=".0%")]
    inside = marks([r for r in rows if r["share"] >= FLOOR])
    beyond = marks([r for r in rows if r["share"] < FLOOR])
    look = {"size": 60, "opacity": 1}
    return [
        inside.mark_point(filled=True, **look).encode(**at, **paint, shape=shape, tooltip=tips),
        beyond.mark_point(fill="white", **look).encode(**at, **paint, shape=shape, tooltip=tips),
    ]
