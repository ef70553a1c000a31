"""Where among the inputs a yes-or-no conclusion comes about: boxes, trees, pairs of inputs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.lenses.hinges.build import Asked, Hinges
from parley.lenses.hinges.hung import Hung
from parley.models.discovery import Found, Tree, cart, prim
from parley.models.flips import PairFlip, flip_of_fit

__all__ = ["Cell", "Pair", "Scene", "scenes"]

Floats = NDArray[np.float64]

MOST = 4  # conclusions shown, those of an even chance first
PARTS = 4  # of each input of a pair
LEAST_IN_CELL = 10


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Both inputs in a range each. share : in which it is so; nan with too few draws, n of them."""

    x: tuple[float, float]
    y: tuple[float, float]
    share: float
    n: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Pair:
    """Two inputs together. columns : of the case's inputs. flip : what moving both would have to be
    at least to turn it."""

    columns: tuple[int, int]
    cells: tuple[Cell, ...]
    flip: PairFlip


@dataclass(frozen=True, kw_only=True, eq=False)
class Scene:
    """at : the conclusion, among those that are open. columns : the inputs searched, as the box and
    the tree number them. so : whether they look for the draws in which it is so; the rarer of the
    two. pair : of the two inputs that explain most; None with a single one."""

    at: int
    columns: tuple[int, ...]
    so: bool
    box: Found
    tree: Tree
    pair: Pair | None


def scenes(found: Hinges, hung: Sequence[Hung], asked: Sequence[Asked]) -> tuple[Scene, ...]:
    """Of yes-or-no conclusions that some input stands clear on; no two of a lens before each lens
    has had one."""
    rows = [each for each in hung if asked[each.at].conclusion.yes and each.clear]
    rows.sort(key=lambda each: abs(asked[each.at].conclusion.mean - 0.5))
    seen: dict[str, int] = {}
    turn = []
    for each in rows:
        lens = asked[each.at].lens
        seen[lens] = seen.get(lens, 0) + 1
        turn.append((seen[lens], each))
    turn.sort(key=lambda pair: pair[0])
    return tuple(_scene(found, each, asked[each.at]) for _, each in turn[:MOST])


def _scene(found: Hinges, hung: Hung, asked: Asked) -> Scene:
    columns = hung.columns
    x, y = found.given.x[asked.known][:, columns], asked.conclusion.values[asked.known]
    so = bool(y.mean() <= 0.5)
    # of two levels the order says all, and a search by levels takes ten times as long
    names = [k for k, c in enumerate(columns) if len(found.given.about[c].levels) > 2]
    holds = y == so
    return Scene(
        at=hung.at,
        columns=columns,
        so=so,
        box=prim(x, holds, categorical=names, seed=found.seed),
        tree=cart(x, holds, categorical=names, seed=found.seed),
        pair=_pair(columns[:2], x[:, :2], y == 1) if hung.clear > 1 else None,
    )


def _pair(columns: tuple[int, ...], x: Floats, holds: NDArray[np.bool_]) -> Pair:
    return Pair(
        columns=(columns[0], columns[1]),
        cells=tuple(_cells(x, holds)),
        flip=flip_of_fit(x, holds),
    )


def _cells(x: Floats, holds: NDArray[np.bool_]) -> list[Cell]:
    ends = [_ends(column) for column in x.T]
    place = [
        np.clip(np.searchsorted(e, c, side="right") - 1, 0, len(e) - 2)
        for e, c in zip(ends, x.T, strict=True)
    ]
    cells = []
    for i in range(len(ends[0]) - 1):
        for j in range(len(ends[1]) - 1):
            here = (place[0] == i) & (place[1] == j)
            n = int(here.sum())
            cells.append(
                Cell(
                    x=(float(ends[0][i]), float(ends[0][i + 1])),
                    y=(float(ends[1][j]), float(ends[1][j + 1])),
                    share=float(holds[here].mean()) if n >= LEAST_IN_CELL else np.nan,
                    n=n,
                )
            )
    return cells


def _ends(column: Floats) -> Floats:
    """Ends of parts with about as many draws each; fewer parts where values are few."""
    found: Floats = np.unique(np.quantile(column, np.arange(PARTS + 1) / PARTS))
    return found
