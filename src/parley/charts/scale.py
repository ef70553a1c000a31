"""The scale from 0 to 100 on which actors stand: its axis, the words at its ends, named marks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from parley.charts.sheet import (
    PLOT,
    SMALL,
    SPACE,
    Ink,
    dot,
    joined,
    line,
    wide,
    words,
)
from parley.charts.theme import INK, SOFT, folded

__all__ = [
    "ScaleMark",
    "across",
    "axis",
    "check_place",
    "check_share",
    "end_words",
    "flags",
    "lanes",
    "rows_of_names",
    "step",
]

INSET = 14.0  # pixels from the sides to where 0 and 100 stand
LANE = 16  # pixels from one row of names to the next
GAP = 6  # from a pole to its name


@dataclass(frozen=True, kw_only=True)
class ScaleMark:
    """A named position, 0 to 100, such as "weighted median" or "no deal"."""

    name: str
    position: float
    refs: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return f"{self.name} {self.position:.0f}"


def across(position: float, inset: float = INSET) -> float:
    """Pixels from the left at which a position stands; 0 and 100 stand `inset` from the sides."""
    return inset + position / 100 * (PLOT - 2 * inset)


def check_place(name: str, position: float) -> None:
    """ValueError outside 0 to 100."""
    if not 0 <= position <= 100:
        raise ValueError(f"{name!r}: position {position} is not between 0 and 100")


def check_share(name: str, share: float) -> None:
    """ValueError outside 0 to 1; a little more than 1 may come of rounding."""
    if not 0 <= share <= 1 + 1e-9:
        raise ValueError(f"{name!r}: {share} is not between 0 and 1")


def step(position: float, width: int) -> int:
    """The step of a position: from its lower end up to below its upper; 100 is in the last.

    >>> [step(p, 10) for p in (0, 9.9, 10, 90, 100)]
    [0, 0, 1, 9, 9]
    """
    return min(int(position // width), 100 // width - 1)


def axis(y: float, inset: float = INSET) -> tuple[Ink, float]:
    """The line of the scale with its numbers, and how far down they go.

    Numbers have a pale ground, so that thin lines may go through.
    """
    ticks = [across(p, inset) for p in range(0, 101, 10)]
    inks = [line([complex(ticks[0], y), complex(ticks[-1], y)], colour=SOFT)]
    for n, x in enumerate(ticks):
        inks.append(line([complex(x, y), complex(x, y + 4)], colour=SOFT))
        inks.append(words(complex(x, y + 13), str(10 * n), align="center", colour=SOFT))
    return joined(inks), y + 22


def end_words(y: float, low: str, high: str) -> tuple[Ink, float]:
    """What 0 and 100 mean, under the ends of the scale, and how far down the words go."""
    inks, deep = [], 0
    for at, sign, text in ((8, "0", low), (PLOT - 4, "100", high)):
        if not text:
            continue
        align: Literal["left", "right"] = "left" if sign == "0" else "right"
        said = text if text.startswith(sign) else f"{sign}: {text}"
        lines = folded(said, (PLOT / 2 - 24) * 12 / SMALL, 4)
        spot = complex(at, y + SPACE * len(lines) / 2)
        inks.append(words(spot, lines, align=align))
        deep = max(deep, SPACE * len(lines))
    return joined(inks), y + deep


def flags(marks: Sequence[ScaleMark], start: float, first: float, *, up: bool) -> Ink:
    """Poles with names beside their tips; `rows_of_names` says how many rows of them there are.

    start : where the poles begin. first : the middle of the first row of names, which is the
    nearest. up : rows go up from it, and poles are drawn as strong as rules.
    """
    inks = []
    for mark, name, (lane, left) in zip(marks, _names(marks), _places(marks), strict=True):
        x, y = across(mark.position), first + LANE * lane * (-1 if up else 1)
        pole = [complex(x, start), complex(x, y)]
        colour, dash = (INK, [4, 3]) if up else (SOFT, [1, 2])
        inks += [
            line(pole, colour=colour, dash=dash, says=mark.words),
            dot(complex(x, y), shape="diamond", fill=INK, radius=3.5, says=mark.words),
            words(complex(x - GAP if left else x + GAP, y), name, align="right" if left else "left",
                  says=mark.words),
        ]  # fmt: skip
    return joined(inks)


def rows_of_names(marks: Sequence[ScaleMark]) -> int:
    """How many rows the names of marks take."""
    return 1 + max((lane for lane, _ in _places(marks)), default=-1)


def _names(marks: Sequence[ScaleMark]) -> list[str]:
    """Each short enough to fit on one side of its pole, wherever that stands."""
    room = 0.45 * PLOT * 12 / SMALL
    return [f"{folded(m.name, room, 1)[0]} {m.position:.0f}" for m in marks]


def _places(marks: Sequence[ScaleMark]) -> list[tuple[int, bool]]:
    return lanes([across(m.position) for m in marks], [wide(name) for name in _names(marks)])


def lanes(poles: Sequence[float], widths: Sequence[float]) -> list[tuple[int, bool]]:
    """For each pole the row of its name, 0 the nearest, and whether the name is at its left.

    A name never meets another, and covers no pole that reaches its row unless every place does.
    """
    found: dict[int, tuple[int, bool]] = {}
    while waiting := [i for i in range(len(poles)) if i not in found]:
        rest = [poles[i] for i in waiting]
        boxes = {
            (i, left): _box(poles[i], widths[i], left) for i in waiting for left in (False, True)
        }
        costs = {place: _hits(box, poles[place[0]], rest) for place, box in boxes.items()}
        row: dict[int, tuple[float, float]] = {}
        lane = 1 + max((lane for lane, _ in found.values()), default=-1)
        for i, left in sorted(costs, key=lambda place: costs[place]):
            start, end = boxes[i, left]
            free = all(end + GAP < a or b + GAP < start for a, b in row.values())
            if i not in row and free and (not row or not costs[i, left]):
                row[i] = start, end
                found[i] = lane, left
    return [found[i] for i in range(len(poles))]


def _box(pole: float, width: float, left: bool) -> tuple[float, float]:
    return (pole - GAP - width, pole - GAP) if left else (pole + GAP, pole + GAP + width)


def _hits(box: tuple[float, float], own: float, poles: Iterable[float]) -> float:
    """How many other poles a name would cover, and by how much it would leave the picture."""
    start, end = box
    out = max(0.0, 2 - start, end - PLOT + 2)
    return sum(p != own and start - 4 < p < end + 4 for p in poles) + 100 * out
