"""Effective power along a scale: who stands where, and how much weight stands there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from parley.blocks import Cell, Column, Figure, Table
from parley.charts.scale import (
    LANE,
    ScaleMark,
    across,
    axis,
    check_place,
    check_share,
    end_words,
    flags,
    rows_of_names,
    step,
)
from parley.charts.sheet import (
    PLOT,
    SPACE,
    Ink,
    area,
    joined,
    line,
    listed,
    looks,
    sheet,
    wide,
    words,
)
from parley.charts.theme import SOFT, folded, names_in_order, table

__all__ = ["PowerShare", "power"]

WIDTH = 10  # of a step of the scale
TALL = 300  # pixels of the largest bar
LETTERS, PITCH = 10, 12  # pixels of letters in a bar, and from one line of them to the next
EDGE = 4  # pixels of full colour at the left of each part of a bar


@dataclass(frozen=True, kw_only=True)
class PowerShare:
    """An actor's position, 0 to 100, and its share of all effective power, 0 to 1."""

    actor: str
    position: float
    share: float
    refs: tuple[str, ...] = ()


def power(
    title: str,
    alt: str,
    rows: Sequence[PowerShare],
    *,
    parties: Sequence[str] = (),
    low: str = "",
    high: str = "",
    marks: Sequence[ScaleMark] = (),
) -> Figure:
    """Effective power in steps of ten along the scale, a bar for each step, stacked by actor.

    A step holds its lower end and not its upper one; 100 belongs to the last. Within a bar the
    largest stands lowest, equals in the parties' order. A part too small for the actor's name
    carries a number that is explained below. parties : their order. low, high : what 0 and 100
    mean. marks : named positions, as rules across.
    ValueError without a row, for a position outside 0 to 100 or a share outside 0 to 1.
    """
    if not rows:
        raise ValueError("a figure needs at least one row to draw")
    for row in rows:
        check_place(row.actor, row.position)
        check_share(row.actor, row.share)
    for mark in marks:
        check_place(mark.name, mark.position)
    order = names_in_order(parties, (r.actor for r in rows))
    return Figure(title, alt, _spec(rows, order, low, high, marks), _table(title, rows, marks))


def _table(title: str, rows: Sequence[PowerShare], marks: Sequence[ScaleMark]) -> Table:
    """Actors from the lowest position to the highest, then the marks."""
    heads = [Column("actor or mark"), Column("step"), Column("position", "number")]
    heads += [Column("share of effective power", "percent")]
    actors = [
        (r.actor, _said(step(r.position, WIDTH)), r.position, Cell(r.share, r.refs))
        for r in sorted(rows, key=lambda r: r.position)
    ]
    named = [(m.name, None, Cell(m.position, m.refs), None) for m in marks]
    return table(title, heads, [*actors, *named])


def _said(place: int) -> str:
    return f"{WIDTH * place}\N{EN DASH}{WIDTH * (place + 1)}"


@dataclass(frozen=True)
class _Part:
    """A part of a bar: its actor's row, its foot and height in pixels, its lines of words.

    lines : none where not even a number fits. number : where the name does not fit, else 0.
    """

    row: PowerShare
    foot: float
    height: float
    lines: list[str]
    number: int = 0


def _bars(rows: Sequence[PowerShare], order: Sequence[str]) -> list[list[PowerShare]]:
    """The rows of each step, the largest first."""
    found: list[list[PowerShare]] = [[] for _ in range(100 // WIDTH)]
    for row in sorted(rows, key=lambda r: (-r.share, order.index(r.actor))):
        found[step(row.position, WIDTH)].append(row)
    return found


def _parts(bars: Sequence[Sequence[PowerShare]], order: Sequence[str]) -> list[list[_Part]]:
    """Every bar in parts, numbers given in the parties' order."""
    pixel = TALL / (max(sum(r.share for r in bar) for bar in bars) or 1)
    lines = {id(r): _name(r, r.share * pixel) for bar in bars for r in bar}
    small = sorted(
        (r for bar in bars for r in bar if not lines[id(r)]), key=lambda r: order.index(r.actor)
    )
    number = {id(r): n for n, r in enumerate(small, start=1)}
    found = []
    for bar in bars:
        foot, parts = 0.0, []
        for row in bar:
            tall, n = row.share * pixel, number.get(id(row), 0)
            inside = [str(n)] if n and tall >= PITCH else lines[id(row)]
            parts.append(_Part(row, foot, tall, inside, n))
            foot += tall
        found.append(parts)
    return found


def _name(row: PowerShare, height: float) -> list[str]:
    """The actor's name in lines that fit, with its share where that fits as well."""
    room = (across(WIDTH) - across(0) - EDGE - 5) * 12 / LETTERS
    lines = folded(row.actor, room, 4)
    whole = " ".join(lines) == " ".join(row.actor.split())
    share = [f"{row.share:.0%}"] if PITCH * (len(lines) + 1) + 2 <= height else []
    return [*lines, *share] if whole and PITCH * len(lines) + 1 <= height else []


def _spec(
    rows: Sequence[PowerShare],
    order: Sequence[str],
    low: str,
    high: str,
    marks: Sequence[ScaleMark],
) -> dict[str, Any]:
    bars = _parts(_bars(rows, order), order)
    above = [_above(parts) for parts in bars]
    top = LANE * rows_of_names(marks)
    base = top + 22 + PITCH * max(map(len, above)) + TALL
    numbers, foot = axis(base)
    ends, foot = end_words(foot, low, high)
    key, foot = _key(bars, foot)
    look = looks(order)
    ink = joined([
        *(_bar(n, parts, above[n], base, look) for n, parts in enumerate(bars)),
        flags(marks, base, top - LANE / 2, up=True),
        numbers,
        ends,
        key,
    ])  # fmt: skip
    return sheet(ink, foot + 4)


def _above(parts: Sequence[_Part]) -> list[str]:
    """The numbers of parts too small for one, in lines above their bar."""
    numbers = ", ".join(str(p.number) for p in parts if not p.lines)
    return wrap(numbers, int((across(WIDTH) - across(0) - 8) / wide("0", LETTERS)))


def _bar(
    place: int,
    parts: Sequence[_Part],
    above: Sequence[str],
    base: float,
    look: Mapping[str, tuple[str, list[int]]],
) -> Ink:
    """A bar with the names in it, the numbers of its smallest parts and its share above it."""
    if not parts:
        return {}
    left, right = across(WIDTH * place) + 2, across(WIDTH * (place + 1)) - 2
    middle = (left + EDGE + right) / 2
    inks = []
    for part in parts:
        foot, head = base - part.foot, base - part.foot - part.height
        says = f"{part.row.actor}: {part.row.share:.1%} at {part.row.position:.0f}"
        colour, _ = look[part.row.actor]
        inks += [
            area(complex(left, foot), complex(right, head), colour, opacity=0.25, says=says),
            area(complex(left, foot), complex(left + EDGE, head), colour, says=says),
            line([complex(left, head), complex(right, head)], colour="white", width=1.5),
            words(complex(middle, (foot + head) / 2), part.lines, align="center", size=LETTERS,
                  says=says),
        ]  # fmt: skip
    top = base - sum(p.height for p in parts)
    numbers = complex(middle, top - 3 - PITCH * len(above) / 2)
    share = f"{sum(p.row.share for p in parts):.0%}"
    return joined([
        *inks,
        words(numbers, above, align="center", size=LETTERS, colour=SOFT),
        words(complex(middle, top - 11 - PITCH * len(above)), share, align="center", bold=True),
    ])  # fmt: skip


def _key(bars: Iterable[Sequence[_Part]], foot: float) -> tuple[Ink, float]:
    """The names that stand for numbers, then what the bars are; and how far down they go."""
    small = sorted((p for parts in bars for p in parts if p.number), key=lambda p: p.number)
    items = (f"{p.number} {p.row.actor} {p.row.share:.1%}" for p in small)
    lines = [*listed(items, PLOT - 12), "Bold: share of all effective power in each step of ten."]
    deep = SPACE * len(lines)
    return words(complex(8, foot + 10 + deep / 2), lines, colour=SOFT), foot + 10 + deep
