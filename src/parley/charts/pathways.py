"""Positions over turns: where each actor goes, and where the mean of all does."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from parley.blocks import Cell, Column, Figure, Table
from parley.charts.scale import check_place
from parley.charts.sheet import (
    PLOT,
    SMALL,
    SPACE,
    Ink,
    apart,
    dot,
    joined,
    line,
    looks,
    numbered,
    sheet,
    words,
)
from parley.charts.theme import INK, LINE, SOFT, folded, names_in_order, table

__all__ = ["PathPoint", "pathways"]

TALL = 220  # pixels of a panel's plot at least; more where names need it
NAMES = 188  # pixels at the right for names
LEADER = 20  # pixels across from a line to its name or number
START, END = 78.0, PLOT - NAMES - LEADER - 3  # where the first and the last turn stand


@dataclass(frozen=True, kw_only=True)
class PathPoint:
    """Where an actor stands after a turn, 0 to 100; turn 0 is the start.

    panel : the name of the scale, where there are several.
    """

    actor: str
    turn: int
    position: float
    panel: str = ""
    refs: tuple[str, ...] = ()


def pathways(
    title: str,
    alt: str,
    points: Sequence[PathPoint],
    *,
    parties: Sequence[str] = (),
    mean: Sequence[PathPoint] = (),
    scale: str = "position",
    ends: Mapping[str, tuple[str, str]] | None = None,
) -> Figure:
    """A line for each actor over turns, one panel for each scale, names at the right end.

    Where the line of an actor stops early, a dotted line goes on to its name. parties : their
    order. mean : one thick line in each panel; its `actor` is its name.
    scale : what a position is. ends : by panel, what 0 and 100 mean.
    ValueError without a point, for a position outside 0 to 100, a turn below 0 or two points of
    one turn.
    """
    _check(points, mean)
    order = names_in_order(parties, (p.actor for p in points))
    spec = _spec(points, mean, order, scale, ends or {})
    return Figure(title, alt, spec, _table(title, [*points, *mean], order, scale))


def _check(points: Sequence[PathPoint], mean: Sequence[PathPoint]) -> None:
    if not points:
        raise ValueError("a figure needs at least one row to draw")
    for p in (*points, *mean):
        check_place(p.actor, p.position)
        if p.turn < 0:
            raise ValueError(f"{p.actor!r}: there is no turn {p.turn}")
    for group in (points, mean):
        for key, times in Counter((p.panel, p.actor, p.turn) for p in group).items():
            if times > 1:
                raise ValueError(f"{key[1]!r} has {times} positions in turn {key[2]}")


def _table(title: str, points: Sequence[PathPoint], order: Sequence[str], scale: str) -> Table:
    """A row for each line, a column for each turn."""
    turns = sorted({p.turn for p in points})
    lines = _lines(points, names_in_order(order, (p.actor for p in points)))
    heads = [Column("scale"), Column("line")]
    heads += [Column(f"{scale}, turn {turn}", "number") for turn in turns]
    rows = []
    for (panel, actor), path in lines.items():
        found = {p.turn: Cell(p.position, p.refs) for p in path}
        rows.append((panel, actor, *(found.get(turn) for turn in turns)))
    return table(title, heads, rows)


def _lines(
    points: Sequence[PathPoint], order: Sequence[str]
) -> dict[tuple[str, str], list[PathPoint]]:
    """The points of each line by panel and actor, panels in order of appearance."""
    panels = list(dict.fromkeys(p.panel for p in points))
    found: dict[tuple[str, str], list[PathPoint]] = {}
    key = [(panels.index(p.panel), order.index(p.actor), p.turn, i) for i, p in enumerate(points)]
    for *_, i in sorted(key):
        found.setdefault((points[i].panel, points[i].actor), []).append(points[i])
    return found


@dataclass(frozen=True)
class _Path:
    """A line as drawn: its points, what its end is called, its look."""

    points: list[PathPoint]
    name: list[str]
    colour: str
    dash: list[int]
    width: float = 1.75


def _paths(
    points: Sequence[PathPoint], mean: Sequence[PathPoint], order: Sequence[str], panel: str
) -> list[_Path]:
    """The lines of a panel, the mean over all others."""
    look = looks(order)
    found = []
    for (where, actor), path in _lines(points, order).items():
        if where == panel:
            found.append(_Path(path, _name(path), *look[actor]))
    for (where, _), path in _lines(mean, names_in_order((), (p.actor for p in mean))).items():
        if where == panel:
            found.append(_Path(path, _name(path), INK, [1, 0], 4.5))
    return found


def _name(path: Sequence[PathPoint]) -> list[str]:
    return numbered(path[-1].actor, path[-1].position, NAMES - 4)


def _spec(
    points: Sequence[PathPoint],
    mean: Sequence[PathPoint],
    order: Sequence[str],
    scale: str,
    ends: Mapping[str, tuple[str, str]],
) -> dict[str, Any]:
    last = max(p.turn for p in (*points, *mean))
    inks, foot = [], 0.0
    for panel in dict.fromkeys(p.panel for p in points):
        ink, foot = _panel(_paths(points, mean, order, panel), panel, ends.get(panel), last, foot)
        inks.append(ink)
    thick = "".join(f" Thick line: {name}." for name in dict.fromkeys(p.actor for p in mean))
    key = f"Up: {scale}. Numbers: at the start (left) and at the end (right).{thick}"
    lines = folded(key, (PLOT - 12) * 12 / SMALL, 3)
    deep = SPACE * len(lines)
    inks.append(words(complex(4, foot + deep / 2), lines, colour=SOFT))
    return sheet(joined(inks), foot + deep + 4)


def _panel(
    paths: Sequence[_Path], panel: str, ends: tuple[str, str] | None, last: int, top: float
) -> tuple[Ink, float]:
    """One scale: its name, what its ends mean, grid, lines and names; and how far down it goes."""
    low, high = ends or ("", "")
    above, top = _head(panel, high, top)
    tall = max(TALL, sum(_size(p.name) for p in paths))
    plan = _Plan(top, tall, max(1, last))
    below, foot = _foot(low, last, plan)
    return joined([above, below, *_drawn(paths, plan), *_numbers(paths, plan)]), foot


@dataclass(frozen=True)
class _Plan:
    """Where a panel's plot is: its head, its height, its last turn."""

    top: float
    tall: float
    last: int

    def spot(self, point: PathPoint) -> complex:
        return complex(START + (END - START) * point.turn / self.last, self.height(point.position))

    def height(self, position: float) -> float:
        return self.top + self.tall * (1 - position / 100)


def _size(name: Sequence[str]) -> float:
    return SPACE * len(name) + 1.0


def _head(panel: str, high: str, top: float) -> tuple[Ink, float]:
    """The panel's name and what 100 means, and where the plot begins."""
    inks = []
    for text, bold in ((panel, True), (_end("100", high), False)):
        if text:
            size = 12.0 if bold else SMALL
            lines = folded(text, (PLOT - 12) * 12 / size, 2)
            deep = (SPACE + 2) * len(lines)
            inks.append(words(complex(4, top + deep / 2), lines, bold=bold, size=size))
            top += deep
    return joined(inks), top + 8


def _end(sign: str, text: str) -> str:
    return f"{sign}: {text}" if text and not text.startswith(sign) else text


def _foot(low: str, last: int, plan: _Plan) -> tuple[Ink, float]:
    """Grid, numbers of positions and turns, what 0 means; and how far down they go."""
    inks = []
    for position in range(0, 101, 25):
        y = plan.height(position)
        inks.append(line([complex(30, y), complex(END, y)], colour=LINE))
        inks.append(words(complex(26, y), str(position), align="right", colour=SOFT))
    foot = plan.height(0) + 12
    for turn in range(0, last + 1, -(-(last + 1) // 12)):
        at = complex(START + (END - START) * turn / plan.last, foot)
        inks.append(words(at, str(turn) if turn else "turn 0", align="center", colour=SOFT))
    foot += 10
    if low:
        lines = folded(_end("0", low), (PLOT - 12) * 12 / SMALL, 2)
        inks.append(words(complex(4, foot + SPACE * len(lines) / 2), lines))
        foot += SPACE * len(lines)
    return joined(inks), foot + 14


def _drawn(paths: Sequence[_Path], plan: _Plan) -> Iterator[Ink]:
    """The lines, then their names, moved apart, with leaders to them."""
    for p in paths:
        spots = [plan.spot(point) for point in p.points]
        says = f"{p.points[0].actor}: {', '.join(f'{q.position:.0f}' for q in p.points)}"
        yield line(spots, colour=p.colour, dash=p.dash, width=p.width, says=says)
        yield dot(spots[-1], colour=p.colour, fill=p.colour, radius=p.width, says=says)
        yield dot(spots[0], colour=p.colour, fill=p.colour, radius=p.width, says=says)
    ends = [plan.height(p.points[-1].position) for p in paths]
    room = plan.top - 6, plan.top + plan.tall + 6
    for p, y in zip(paths, apart(ends, [_size(p.name) for p in paths], *room), strict=True):
        spot, at = plan.spot(p.points[-1]), complex(END + LEADER, y)
        if spot.real < END:
            yield line([spot, complex(END, spot.imag)], colour=p.colour, dash=[1, 3])
        yield line([complex(END, spot.imag), at], colour=p.colour, width=0.75)
        yield words(at + 3, p.name, bold=p.width > 2)


def _numbers(paths: Sequence[_Path], plan: _Plan) -> Iterator[Ink]:
    """Where lines begin, each number once, moved apart."""
    found = {f"{p.points[0].position:.0f}": plan.spot(p.points[0]) for p in paths}
    room = plan.top - 6, plan.top + plan.tall + 6
    heights = apart([s.imag for s in found.values()], [SPACE] * len(found), *room)
    for (text, spot), y in zip(found.items(), heights, strict=True):
        at = complex(spot.real - LEADER, y)
        yield line([spot - 2, at], colour=SOFT, width=0.75)
        yield words(at - 2, text, align="right")
