"""Circles along the scale with their names below them, in rows in which nothing meets.

A point is the complex number x + iy in pixels, y downwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from parley.charts.layered import RADIUS, Points
from parley.charts.names import Box
from parley.charts.scale import across
from parley.charts.sheet import PLOT, SPACE, numbered, wide

__all__ = ["INSET", "LARGEST", "Circles", "circles"]

LARGEST, MANY = 24.0, 14  # pixels of the largest radius, up to so many circles
SMALLEST = 3.0
INSET = LARGEST + 6  # pixels from the sides to where 0 and 100 stand
NAMES = 112  # pixels across of a name
TOP, BESIDE = 30.0, 10.0  # pixels above all and between two names
GAP, NEAR = 28.0, 12.0  # between two rows, and where circles are many


@dataclass(frozen=True, eq=False)
class Circles:
    """Middles and radii, the middle of each name's lines and the lines, the lowest point of all."""

    spots: Points
    radii: list[float]
    names: list[tuple[complex, list[str]]]
    foot: float

    @property
    def boxes(self) -> list[Box]:
        """Around each circle and each name."""
        discs = [
            (s.real - r, s.imag - r, s.real + r, s.imag + r)
            for s, r in zip(self.spots.tolist(), self.radii, strict=True)
        ]
        return [*discs, *(_box(spot, lines) for spot, lines in self.names)]

    @property
    def written(self) -> Points:
        """Points all along the lines of every name."""
        found = [
            spot + 1j * SPACE * (i - (len(lines) - 1) / 2) + side * 0.4 * wide(each)
            for spot, lines in self.names
            for i, each in enumerate(lines)
            for side in (-1, -0.5, 0, 0.5, 1)
        ]
        return np.array(found, complex)

    @property
    def obstacles(self) -> Points:
        """The middles, then points in circles larger than those that `bends` reckons with."""
        rim = np.exp(2j * np.pi * np.arange(8) / 8)
        pairs = zip(self.spots, self.radii, strict=True)
        return np.concatenate([self.spots, *(s + (r - 8) * rim for s, r in pairs if r > RADIUS)])


def _box(middle: complex, lines: Sequence[str]) -> Box:
    half, deep = max(map(wide, lines)) / 2, SPACE * len(lines) / 2
    return middle.real - half, middle.imag - deep, middle.real + half, middle.imag + deep


def circles(names: Sequence[str], positions: Sequence[float], powers: Sequence[float]) -> Circles:
    """A circle for each name at its position, 0 to 100, its area as its power.

    Each name has its position behind it. Names are moved into the picture at its sides; circles
    stay where they belong.
    """
    radii = _radii(powers)
    texts = [numbered(name, place, NAMES) for name, place in zip(names, positions, strict=True)]
    xs = [across(place, INSET) for place in positions]
    halves = [max(map(wide, text)) / 2 for text in texts]
    middles = [min(max(x, h + 4), PLOT - h - 4) for x, h in zip(xs, halves, strict=True)]
    spans = [
        (min(x - r, m - h), max(x + r, m + h))
        for x, r, m, h in zip(xs, radii, middles, halves, strict=True)
    ]
    spots, written, top = np.zeros(len(names), complex), [(0j, [""])] * len(names), TOP
    gap = GAP if len(names) <= MANY else NEAR
    for row in _rows(spans):
        largest = max(radii[i] for i in row)
        for i in row:
            spots[i] = complex(xs[i], top + largest)
            down = top + largest + radii[i] + 4 + SPACE * len(texts[i]) / 2
            written[i] = complex(middles[i], down), texts[i]
        top += 2 * largest + 4 + SPACE * max(len(texts[i]) for i in row) + gap
    return Circles(spots, radii, written, top - gap)


def _radii(powers: Sequence[float]) -> list[float]:
    """Areas as powers, all smaller where there are many; what is too small to see is larger."""
    largest = LARGEST * sqrt(min(1, MANY / len(powers)))
    most = max(powers) or 1.0
    return [max(SMALLEST, largest * sqrt(power / most)) for power in powers]


def _rows(spans: Sequence[tuple[float, float]]) -> list[list[int]]:
    """Places in rows in which no two spans meet, from left to right each in the emptiest row."""
    rows: list[list[int]] = [[] for _ in range(min(4, 1 + len(spans) // 2))]
    ends = [0.0] * len(rows)
    for i in sorted(range(len(spans)), key=lambda i: sum(spans[i])):
        k = min(range(len(rows)), key=lambda k: ends[k])
        if rows[k] and ends[k] + BESIDE > spans[i][0]:
            k = len(rows)
            rows.append([])
            ends.append(0.0)
        rows[k].append(i)
        ends[k] = spans[i][1]
    return [row for row in rows if row]
