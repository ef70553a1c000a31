"""A directed graph drawn in layers from left to right: where nodes stand, how arcs bend.

Order within layers by repeated means of the neighbours' places, the barycentre rule of Sugiyama,
Tagawa and Toda (1981), IEEE Transactions on Systems, Man, and Cybernetics 11(2), 109-125. All in
pixels; a point is the complex number x + iy, y downwards.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

__all__ = ["RADIUS", "Points", "along", "arrowhead", "bends", "middles", "orders"]

RADIUS = 15.0  # of a node
SWEEPS = 12  # more change nothing in graphs of thirty nodes
STEPS = 8  # points looked at in each quarter of an arc
ABOVE = 24  # pixels at the top of the picture where no arc should go

Points = NDArray[np.complex128]
Arc = tuple[int, int]

# How far the corner of an arc lies from the straight line, to its left and right.
ASIDE = (0, 14, -14, 28, -28, 48, -48, 75, -75, 110, -110, 150, -150, 200, -200)


def orders(layers: Sequence[int], arcs: Sequence[Arc]) -> list[list[int]]:
    """The nodes of each layer 0, 1, ... from top to bottom, with few crossings of arcs."""
    found = [[n for n, at in enumerate(layers) if at == k] for k in range(max(layers) + 1)]
    best = found
    for sweep in range(SWEEPS):
        found = _swept(found, arcs, backwards=sweep % 2 == 1)
        best = min(best, found, key=lambda each: _crossings(each, layers, arcs))
    return best


def _swept(found: list[list[int]], arcs: Sequence[Arc], *, backwards: bool) -> list[list[int]]:
    """Each layer in turn in the order of the mean place of its nodes' neighbours."""
    place = _places(found)
    new = [list(layer) for layer in found]
    for k in range(len(new))[:: -1 if backwards else 1]:
        mean = {n: _mean(n, place, arcs) for n in new[k]}
        new[k].sort(key=lambda n: mean[n])
        place |= _places([new[k]])
    return new


def _mean(node: int, place: dict[int, float], arcs: Sequence[Arc]) -> float:
    """The mean place of a node's neighbours; its own without any."""
    near = [place[a if b == node else b] for a, b in arcs if node in (a, b)]
    return sum(near) / len(near) if near else place[node]


def _places(found: Iterable[Sequence[int]]) -> dict[int, float]:
    """How far down each node stands, 0 to 1."""
    return {n: (i + 0.5) / len(layer) for layer in found for i, n in enumerate(layer)}


def _crossings(found: list[list[int]], layers: Sequence[int], arcs: Sequence[Arc]) -> int:
    """Pairs of arcs between the same two layers that cross."""
    place = _places(found)
    across = [
        sorted(arc, key=lambda n: layers[n]) for arc in arcs if layers[arc[0]] != layers[arc[1]]
    ]
    return sum(
        [layers[n] for n in p] == [layers[n] for n in q]
        and (place[p[0]] - place[q[0]]) * (place[p[1]] - place[q[1]]) < 0
        for p, q in combinations(across, 2)
    )


def _basis() -> NDArray[np.float64]:
    """Weights of (start, corner, end) along the curve that Vega draws as "basis", evenly in time.

    A uniform cubic B-spline whose ends are held by repeating them.
    """
    t = np.linspace(0, 1, STEPS, endpoint=False)
    four = np.array([(1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3])
    held = np.eye(3)[[0, 0, 0, 1, 2, 2, 2]]
    return np.concatenate([four.T / 6 @ held[k : k + 4] for k in range(4)])


BASIS = _basis()


def along(start: complex, corner: complex, end: complex) -> Points:
    """Points of the curve from start to end, its middle in the middle."""
    points: Points = BASIS @ np.array([start, corner, end])
    return points


def bends(spots: Points, arcs: Sequence[Arc], words: Points, size: complex) -> list[complex]:
    """The corner of each arc, so bent that it meets few nodes, words and other arcs.

    One after the other, short ones first; words : points where something is written.
    size : width and height of the picture.
    """
    taken: Points = np.empty(0, complex)
    found: dict[int, complex] = {}
    for n in sorted(range(len(arcs)), key=lambda n: abs(spots[arcs[n][0]] - spots[arcs[n][1]])):
        start, end = (complex(spots[i]) for i in arcs[n])
        others = np.delete(spots, list(arcs[n]))
        turn = 1j * (end - start) / abs(end - start)
        corners = [(start + end) / 2 + aside * turn for aside in ASIDE]
        curves = [_free(along(start, c, end), start, end) for c in corners]
        costs = [
            _cost(curve, others, words, taken, size) + abs(aside) / 15
            for curve, aside in zip(curves, ASIDE, strict=True)
        ]
        best = int(np.argmin(costs))
        found[n] = corners[best]
        taken = np.concatenate([taken, curves[best]])
    return [found[n] for n in range(len(arcs))]


def _free(curve: Points, start: complex, end: complex) -> Points:
    """The part of a curve outside its own two nodes, where all of a node's arcs meet."""
    return curve[(abs(curve - start) > 1.5 * RADIUS) & (abs(curve - end) > 1.5 * RADIUS)]


def _cost(curve: Points, nodes: Points, words: Points, taken: Points, size: complex) -> float:
    out = (curve.real < 4) | (curve.real > size.real - 4) | (curve.imag < ABOVE)
    out |= curve.imag > size.imag - 4
    return float(
        25 * _near(curve, nodes, RADIUS + 6)
        + 2.5 * _near(curve, words, 9)
        + 20 * _near(curve, taken, 9) / max(1, len(curve))
        + 20 * out.sum()
    )


def _near(curve: Points, others: Points, reach: float) -> int:
    """How many points of the curve come near to one of the others."""
    return int((abs(curve[:, None] - others[None, :]) < reach).any(axis=1).sum())


def middles(curves: Sequence[Points], spots: Points, words: Points, reach: float) -> list[complex]:
    """A place on each curve for a badge, near its middle but off nodes, words and badges."""
    taken: list[complex] = []
    for curve in curves:
        inner = curve[len(curve) // 5 : -(len(curve) // 5)]
        away = abs(np.arange(len(inner)) - len(inner) // 2) / len(inner)
        others = np.array([*taken, *words])
        close = (abs(inner[:, None] - others[None, :]) < 2 * reach).sum(axis=1)
        hit = (abs(inner[:, None] - spots[None, :]) < RADIUS + reach).sum(axis=1)
        taken.append(complex(inner[int(np.argmin(3 * close + 3 * hit + away))]))
    return taken


def arrowhead(curve: Points, end: complex, reach: float, length: float) -> tuple[complex, float]:
    """Where the middle of an arrowhead lies that touches a node's rim, and its angle in degrees.

    reach : from the middle of the node to the tip. Clockwise from the right, as Vega turns marks.
    """
    tip, tail = (_last_outside(curve, end, far) for far in (reach, reach + length))
    return (tip + tail) / 2, float(np.degrees(np.angle(tip - tail)))


def _last_outside(curve: Points, end: complex, far: float) -> complex:
    """Where the curve comes as near as `far` to its end for the last time."""
    gap = abs(curve - end)
    k = int(np.flatnonzero(gap > far)[-1]) if (gap > far).any() else 0
    inner = curve[k + 1] if k + 1 < len(curve) else end
    share = (gap[k] - far) / (gap[k] - abs(inner - end) or 1.0)
    return complex(curve[k] + share * (inner - curve[k]))
