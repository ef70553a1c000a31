"""The smallest change of one input, or of two together, that turns a conclusion.

The conclusion is y = f(x) >= threshold, as it stands at the point `at`. One input is moved up and
down, two along rays in all directions, each to the end of the range. The first change of sign on a
grid is then halved until the two sides are neighbouring numbers: exact, unless the conclusion
turns and turns back between two points of the grid. Along a pair the shortest ray, in units of the
scales, is found among directions that are refined around the best one.

Source: thresholds in sensitivity analysis, Pannell (1997), Agricultural Economics 16(2), 139-152;
the smallest standardised distance is the reliability index of Hasofer and Lind (1974), Journal of
the Engineering Mechanics Division 100(1), 111-121.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Flip", "flip_of_one", "flip_of_pair"]

Floats = NDArray[np.float64]
Function = Callable[[Floats], Floats]

STEPS = 64
"""Points of the grid along each ray."""

HALVINGS = 60
"""More than a double has digits."""

DIRECTIONS = 64
"""Rays in the first round; each later round puts as many between the neighbours of the best."""

ROUNDS = 6
"""Rounds of rays: the last are some 1e-8 of a turn apart."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Flip:
    """The nearest point at which the conclusion is turned.

    found : whether there is one in the range; the rest is nan if not. value : (n_columns,), of the
    inputs moved, on the far side of the threshold by rounding at most. change : (n_columns,), value
    less what it was. distance : the length of change / scale. held : the conclusion before.
    """

    columns: tuple[int, ...]
    held: bool
    found: bool
    value: Floats
    change: Floats
    distance: float


def flip_of_one(
    f: Function,
    at: ArrayLike,
    column: int,
    reach: tuple[float, float],
    *,
    threshold: float = 0.0,
    scale: float = 1.0,
) -> Flip:
    """Move one input until the conclusion f(x) >= threshold turns.

    f : (m, k) points -> (m,) outcomes. at : (k,), where to start. reach : lowest and highest value
    of the input, the start between them. scale : of the input, > 0, such as its standard
    deviation. `ValueError` otherwise, and if f is not finite. Cost: at
    most 125 calls of f with 2 points.

    >>> flip = flip_of_one(lambda x: x[:, 0] + 2 * x[:, 1] - 4, [1, 1], 1, (0, 5))
    >>> flip.value.round(6).tolist(), flip.change.round(6).tolist()
    ([1.5], [0.5])
    """
    start = _start(at, (column,), (reach,), (scale,))
    both_ways = np.array([[-1.0], [1.0]])
    return _nearest(f, start, (column,), (reach,), np.array([scale]), both_ways, threshold)


def flip_of_pair(
    f: Function,
    at: ArrayLike,
    columns: tuple[int, int],
    reach: tuple[tuple[float, float], tuple[float, float]],
    scale: tuple[float, float],
    *,
    threshold: float = 0.0,
) -> Flip:
    """Move two inputs together by the least standardised distance that turns the conclusion.

    As `flip_of_one`, with a reach and a scale for each. Cost: at most 750 calls of f with 64
    points.

    >>> reach = ((0, 5), (0, 5))
    >>> flip = flip_of_pair(lambda x: x[:, 0] + x[:, 1] - 4, [1, 1], (0, 1), reach, (1, 1))
    >>> flip.value.round(4).tolist(), round(flip.distance, 4)
    ([2.0, 2.0], 1.4142)
    """
    start = _start(at, columns, reach, scale)
    sizes, middle, width = np.array(scale, float), 0.0, np.pi
    best: Flip | None = None
    for _ in range(ROUNDS):
        angle = middle + np.linspace(-width, width, DIRECTIONS, endpoint=False)
        rays = np.stack([np.cos(angle), np.sin(angle)], axis=1)
        flip = _nearest(f, start, columns, reach, sizes, rays, threshold)
        if best is None or flip.distance < best.distance:
            best = flip
        if not best.found:
            break
        middle = float(np.arctan2(*(best.change / sizes)[::-1]))
        width *= 4 / DIRECTIONS
    assert best is not None
    return best


def _start(
    at: ArrayLike,
    columns: tuple[int, ...],
    reach: tuple[tuple[float, float], ...],
    scale: tuple[float, ...],
) -> Floats:
    start = np.asarray(at, float)
    if start.ndim != 1 or len({*columns} & {*range(len(start))}) < len(columns):
        raise ValueError(f"columns {columns} are not different ones of the inputs {start.shape}")
    for column, (low, high), size in zip(columns, reach, scale, strict=True):
        if not -np.inf < low <= start[column] <= high < np.inf or not low < high:
            raise ValueError(f"input {column} at {start[column]} is not in {low} to {high}")
        if not 0 < size < np.inf:
            raise ValueError(f"scale {size} of input {column} is not above 0")
    return start


def _nearest(
    f: Function,
    start: Floats,
    columns: tuple[int, ...],
    reach: tuple[tuple[float, float], ...],
    scale: Floats,
    rays: Floats,
    threshold: float,
) -> Flip:
    """The nearest flip along the rays, (n_rays, n_columns), in units of the scale."""
    moved = list(columns)
    longest = _longest(start[moved], np.array(reach, float), rays * scale)

    def holds(length: Floats) -> NDArray[np.bool_]:
        points = np.tile(start, (len(length), 1))
        # the clip takes off what rounding adds beyond the range
        reached = start[moved] + length[:, np.newaxis] * rays * scale
        points[:, moved] = np.clip(reached, *np.array(reach, float).T)
        y = np.asarray(f(points), float)
        if y.shape != length.shape or not np.isfinite(y).all():
            raise ValueError("the function does not give one finite outcome for each point")
        return np.asarray(y >= threshold)

    held = bool(holds(np.zeros(len(rays)))[0])
    near, far = np.zeros(len(rays)), np.full(len(rays), np.inf)
    for step in range(1, STEPS + 1):
        length = longest * step / STEPS
        turned = (holds(length) != held) & (length > 0)
        far = np.where(turned & np.isinf(far), length, far)
        near = np.where(np.isinf(far), length, near)
        if turned.any() and (far < np.inf).all():
            break
    open_rays = far < np.inf
    if not open_rays.any():
        none = np.full(len(columns), np.nan)
        return Flip(
            columns=columns, held=held, found=False, value=none, change=none, distance=np.inf
        )
    for _ in range(HALVINGS):
        middle = np.where(open_rays, (near + far) / 2, 0.0)
        turned = open_rays & (holds(middle) != held)
        far, near = np.where(turned, middle, far), np.where(open_rays & ~turned, middle, near)
    best = int(far.argmin())
    value = np.clip(start[moved] + far[best] * rays[best] * scale, *np.array(reach, float).T)
    return Flip(
        columns=columns,
        held=held,
        found=True,
        value=value,
        change=value - start[moved],
        distance=float(np.linalg.norm((value - start[moved]) / scale)),
    )


def _longest(start: Floats, reach: Floats, direction: Floats) -> Floats:
    """How far each ray goes before it leaves the range."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ends = np.where(direction > 0, reach[:, 1] - start, reach[:, 0] - start) / direction
    return np.asarray(np.where(direction == 0, np.inf, ends).min(axis=1))
