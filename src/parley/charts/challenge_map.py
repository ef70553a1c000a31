"""The quad map of the expected utility model: what a challenge is worth to either side.

As in Bueno de Mesquita (1985), "The war trap revisited", and (1997), "A decision making model:
its structure and form", International Interactions 23(3-4), 235-266.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor, isfinite, log10
from typing import Any

from parley.blocks import Cell, Column, Figure, Table
from parley.charts.names import Box
from parley.charts.sheet import (
    PLOT,
    SMALL,
    SPACE,
    Align,
    Ink,
    dot,
    joined,
    line,
    listed,
    meet,
    sheet,
    wide,
    words,
)
from parley.charts.theme import INK, LINE, SOFT, folded, table

__all__ = ["Challenge", "challenge_map", "region"]

HALF = complex(288, 210)  # pixels from the middle of the plot to its sides
MIDDLE = complex(PLOT - 6 - HALF.real, 22 + HALF.imag)
FOOT = MIDDLE.imag + HALF.imag + 44
MARK = 4.0  # pixels: half of a mark
TRIED, NUMBERED = 24, 12  # pairs that may be named, and how many of them by number
ARROW = "\N{RIGHTWARDS ARROW}"
MINUS = "\N{MINUS SIGN}"

# Names of the regions, and where they stand.
REGIONS = tuple(
    (text, MIDDLE + complex(x * HALF.real, y * HALF.imag))
    for text, x, y in (
        ("both expect to gain (conflict)", 0.66, -0.95),
        ("compromise (+)", 0.82, 0.06),
        ("compel (+)", 0.15, 0.95),
        (f"compromise ({MINUS})", -0.2, -0.95),
        (f"compel ({MINUS})", -0.85, -0.06),
        ("status quo: neither expects to gain", -0.62, 0.95),
    )
)
MEANING = (
    f"(+): on the initiator's terms, ({MINUS}): on the receiver's. "
    "Compromise: who gives way expects to lose less than the other expects to gain. "
    "Compel: expects to lose more. Dashed: where they are equal."
)

ALIGN: dict[int, Align] = {1: "left", 0: "center", -1: "right"}

# By the place of a pair: where its lines stand, and how they are aligned.
Names = dict[int, tuple[complex, list[str], Align]]


@dataclass(frozen=True, kw_only=True)
class Challenge:
    """What the initiator expects to gain by challenging the receiver, below 0 for a loss.

    answer : what the receiver expects to gain by challenging the initiator, in the same unit.
    """

    initiator: str
    receiver: str
    gain: float
    answer: float
    refs: tuple[str, ...] = ()


def challenge_map(
    title: str,
    alt: str,
    points: Sequence[Challenge],
    *,
    measure: str = "expected gain",
) -> Figure:
    """Pairs of actors in the plane of what either expects, its regions named.

    The pairs furthest from zero are named as far as there is room, up to two dozen; some whose
    names do not fit are numbered and named below; the table has all. measure : what the axes count.
    ValueError without a point, or for a number that is not finite.
    """
    if not points:
        raise ValueError("a figure needs at least one row to draw")
    for p in points:
        if not isfinite(p.gain + p.answer):
            raise ValueError(f"{_pair(p)!r}: {p.gain} and {p.answer} are not both finite")
    return Figure(title, alt, _spec(points, measure), _table(title, points, measure))


def _pair(point: Challenge) -> str:
    return f"{point.initiator} {ARROW} {point.receiver}"


def _size(point: Challenge) -> float:
    return max(abs(point.gain), abs(point.answer))


def region(gain: float, answer: float) -> str:
    """The name of the region of a point; what is not above zero counts as a loss.

    >>> [region(2, -1), region(1, -2), region(1, 1), region(0, 0)]
    ['compromise (+)', 'compel (+)', 'conflict', 'status quo']
    """
    if gain > 0 and answer > 0:
        return "conflict"
    if gain <= 0 and answer <= 0:
        return "status quo"
    sign = "+" if gain > 0 else MINUS
    half = max(gain, answer) >= -min(gain, answer)  # the one that gives way expects to lose less
    return f"{'compromise' if half else 'compel'} ({sign})"


def _table(title: str, points: Sequence[Challenge], measure: str) -> Table:
    """Every pair, the furthest from zero first."""
    heads = [
        Column("initiator"),
        Column("receiver"),
        Column(f"{measure} of the initiator", "number"),
    ]
    heads += [Column(f"{measure} of the receiver", "number"), Column("region")]
    rows = (
        (p.initiator, p.receiver, Cell(p.gain, p.refs), p.answer, region(p.gain, p.answer))
        for p in sorted(points, key=lambda p: -_size(p))
    )
    return table(title, heads, rows)


def _spec(points: Sequence[Challenge], measure: str) -> dict[str, Any]:
    order = sorted(points, key=lambda p: -_size(p))
    most = 1.08 * _size(order[0]) or 1.0
    spots = [MIDDLE + complex(p.gain * HALF.real, -p.answer * HALF.imag) / most for p in order]
    names = _names([_pair(p) for p in order], spots)
    key, foot = _key([_pair(p) for p in order], names, FOOT)
    ink = joined([
        *_grid(most, measure),
        *_dots(order, spots, names),
        *(words(spot, lines, align=align) for spot, lines, align in names.values()),
        *(words(spot, text, align="center", colour=SOFT, bold=True) for text, spot in REGIONS),
        key,
    ])  # fmt: skip
    return sheet(ink, foot)


def _dots(order: Sequence[Challenge], spots: Sequence[complex], names: Names) -> Iterator[Ink]:
    """The pairs as marks, filled where they have a name or a number, and these uppermost."""
    for n in reversed(range(len(order))):
        says = f"{_pair(order[n])}: {order[n].gain:.3g}, {order[n].answer:.3g}"
        if n in names:
            yield dot(spots[n], fill=INK, radius=MARK, says=says)
        else:
            yield dot(spots[n], colour=SOFT, radius=MARK - 1, says=says)


def _names(pairs: Sequence[str], spots: Sequence[complex]) -> Names:
    """Where names of the first pairs stand, each free of all else; a number if only that fits."""
    taken = [_box(spot, 2 * MARK, 2 * MARK) for spot in spots]
    taken += [_box(spot, wide(text), SPACE) for text, spot in REGIONS]
    taken += [_box(MIDDLE, 2, 2 * HALF.imag), _box(MIDDLE, 2 * HALF.real, 2)]  # zero lines
    found: Names = {}
    n_numbers = 0
    for n, (pair, spot) in enumerate(zip(pairs[:TRIED], spots, strict=False)):
        folds = pair.replace(f" {ARROW} ", f" {ARROW}\n").split("\n")
        number = [str(n_numbers + 1)] if n_numbers < NUMBERED else []
        for lines in [[pair], folds, number]:
            size = complex(max(map(wide, lines), default=0), SPACE * len(lines))
            if place := next(_free(spot, size, taken), None) if lines else None:
                n_numbers += lines == number
                found[n] = place[0], lines, place[1]
                taken.append(place[2])
                break
    return found


def _box(middle: complex, width: float, height: float) -> Box:
    left, top = middle.real - width / 2, middle.imag - height / 2
    return left, top, left + width, top + height


def _free(
    spot: complex, size: complex, taken: Sequence[Box]
) -> Iterator[tuple[complex, Align, Box]]:
    """Free places beside a point and inside the plot: where lines are aligned, how, their box."""
    away, down = MARK + 3, size.imag / 2 + MARK
    for x, y in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -0.8), (-1, -0.8), (1, 0.8), (-1, 0.8)):
        at = spot + complex(x * away, y * down)
        box = _box(at + x * size.real / 2, size.real, size.imag)
        if _inside(box) and not any(meet(box, other) for other in taken):
            yield at, ALIGN[x], box


def _inside(box: Box) -> bool:
    start, end = MIDDLE - HALF, MIDDLE + HALF
    return start.real < box[0] and start.imag < box[1] and box[2] < end.real and box[3] < end.imag


def _grid(most: float, measure: str) -> Iterator[Ink]:
    """The frame, the diagonal, the zero lines, numbers and what the axes count."""
    start, end = MIDDLE - HALF, MIDDLE + HALF
    corners = [start, complex(end.real, start.imag), end, complex(start.real, end.imag), start]
    yield line(corners, colour=LINE)
    yield line([start, end], colour=SOFT, dash=[2, 3])
    yield line([complex(start.real, MIDDLE.imag), complex(end.real, MIDDLE.imag)], width=1.5)
    yield line([complex(MIDDLE.real, start.imag), complex(MIDDLE.real, end.imag)], width=1.5)
    for value in _ticks(most):
        x, y = MIDDLE + value / most * HALF.real, MIDDLE - 1j * value / most * HALF.imag
        said = f"{value:g}".replace("-", MINUS)
        at = complex(x.real, end.imag)
        yield line([at, at + 4j], colour=SOFT)
        yield words(at + 12j, said, align="center", colour=SOFT)
        at = complex(start.real, y.imag)
        yield line([at, at - 4], colour=SOFT)
        yield words(at - 7, said, align="right", colour=SOFT)
    up = f"\N{UPWARDS ARROW} {measure} of the receiver, if it challenges the initiator"
    yield words(complex(start.real, start.imag - 11), up)
    over = f"{measure} of the initiator, if it challenges the receiver {ARROW}"
    yield words(complex(end.real, end.imag + 28), over, align="right")


def _ticks(most: float) -> list[float]:
    """Two or more round numbers on either side of zero, and zero."""
    ten = 10.0 ** floor(log10(most / 2))
    step = max(f * ten for f in (1, 2, 5) if f * ten <= most / 2)
    n = int(most / step)
    return [k * step for k in range(-n, n + 1)]


def _key(pairs: Sequence[str], names: Names, foot: float) -> tuple[Ink, float]:
    """Pairs by number, how many are named, what the regions mean; and how far down it goes."""
    numbered = [(lines[0], pairs[n]) for n, (_, lines, _) in names.items() if lines[0].isdigit()]
    text = MEANING
    if len(names) < len(pairs):
        text = f"Named: {len(names)} of {len(pairs)}, the furthest from zero first. {text}"
    lines = [
        *listed((f"{number} {pair}" for number, pair in numbered), PLOT - 12),
        *folded(text, (PLOT - 12) * 12 / SMALL, 5),
    ]
    deep = SPACE * len(lines)
    return words(complex(4, foot + deep / 2), lines, colour=SOFT), foot + deep + 4
