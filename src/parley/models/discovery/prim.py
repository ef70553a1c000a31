"""PRIM: the patient rule induction method, for scenario discovery.

`trajectory` peels (see `peel`) and keeps every box that no larger box equals in density, so that
coverage falls and density rises along it. `choose` takes one of them; restrictions that its draws
do not bear out are dropped, and what was cut too deep is pasted back. Then the whole search is run
again on bootstrap draws: how often it comes back to an input, against how often it takes up a
dummy (an input with its draws shuffled), and what its boxes are worth on the draws left out.

One box shows one region. Where the outcome comes about in several alike, peeling cannot part them
and wears off inputs that do not matter instead: look at `cart` too, and if a box is found, search
the draws outside it for the next (covering).

Sources: Friedman and Fisher (1999), Bump hunting in high-dimensional data, Statistics and
Computing 9(2), 123-143; Bryant and Lempert (2010), Thinking inside the box, Technological
Forecasting and Social Change 77(1), 34-49, quasi p-values and resampling.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.models.discovery.box import Box, Measures, inside, measured
from parley.models.discovery.peel import Columns, columns, paste, peels
from parley.models.discovery.shares import given_draws, yes_or_no
from parley.models.discovery.support import Support, borne_out, supported

__all__ = ["Found", "Trajectory", "choose", "prim", "trajectory"]

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

N_DUMMIES = 5
"""Shuffled inputs put in beside the real ones when the search is repeated."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Trajectory:
    """Boxes from all draws to the densest core: coverage falls, density rises.

    coverage, density, mass : (n_boxes,), shares 0 to 1, as in `Measures`.
    """

    boxes: tuple[Box, ...]
    coverage: Floats
    density: Floats
    mass: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """The box chosen, what speaks for it, and how it was found.

    support : one for each restriction, in the order of peeling. dummy : share of the repeated
    searches that restrict a dummy. fresh_density, fresh_coverage : median and 95 % interval (low,
    middle, high) over repeated searches, each measured on the draws it did not see; nan if none
    could be. The measures themselves are from the draws searched, and flatter the box.
    """

    trajectory: Trajectory
    chosen: int
    box: Box
    measures: Measures
    support: tuple[Support, ...]
    dummy: float
    fresh_density: tuple[float, float, float]
    fresh_coverage: tuple[float, float, float]
    n: int
    alpha: float
    least_mass: float
    least_density: float | None
    repeats: int
    seed: int


def prim(
    x: ArrayLike,
    holds: ArrayLike,
    *,
    categorical: Sequence[int] = (),
    alpha: float = 0.05,
    least_mass: float = 0.05,
    least_density: float | None = None,
    repeats: int = 30,
    seed: int = 0,
) -> Found:
    """The part of the space of inputs in which the outcome holds, as one box.

    x : (n, k). holds : (n,), the outcome in each draw. categorical : columns whose numbers are
    names. alpha : share of the draws that one slice takes. least_mass : no box is smaller.
    least_density : choose the box of most coverage that has it; else the one nearest to coverage
    and density 1. `ValueError` for a constant outcome or input, fewer than 50 draws, other shapes.
    Cost: one sort of each column, then for each repeat a few passes over x.

    >>> x = np.random.default_rng(1).random((1000, 3))
    >>> found = prim(x, (x[:, 0] > 0.6) & (x[:, 2] < 0.5))
    >>> sorted(found.box.restrictions), [each.verdict for each in found.support]
    ([0, 2], ['clear', 'clear'])
    """
    data, yes, names = _checked(x, holds, categorical, alpha, least_mass, repeats)
    one = np.ones(len(yes))
    path = _trajectory(data, yes, one, alpha, least_mass)
    chosen = choose(path, least_density)
    box = paste(data, yes, one, borne_out(data.x, yes, one, path.boxes[chosen]), alpha)
    again = _again(data, yes, names, (alpha, least_mass, least_density), repeats, seed)
    restricted, dummy, fresh = again
    support = tuple(
        supported(data.x, yes, box, column, restricted[:, column], dummy)
        for column in box.restrictions
    )
    return Found(
        trajectory=path,
        chosen=chosen,
        box=box,
        measures=measured(box, data.x, yes),
        support=support,
        dummy=float(dummy.mean()),
        fresh_density=_spread(fresh[:, 0]),
        fresh_coverage=_spread(fresh[:, 1]),
        n=len(yes),
        alpha=alpha,
        least_mass=least_mass,
        least_density=least_density,
        repeats=repeats,
        seed=seed,
    )


def trajectory(
    x: ArrayLike,
    holds: ArrayLike,
    *,
    categorical: Sequence[int] = (),
    alpha: float = 0.05,
    least_mass: float = 0.05,
) -> Trajectory:
    """The boxes of one peeling; inputs and `ValueError` as in `prim`.

    >>> x = np.arange(100.0)[:, np.newaxis]
    >>> path = trajectory(x, x[:, 0] >= 80)
    >>> path.density[[0, -1]].tolist(), path.coverage[[0, -1]].tolist()
    ([0.2, 1.0], [1.0, 1.0])
    """
    data, yes, _ = _checked(x, holds, categorical, alpha, least_mass, 2)
    return _trajectory(data, yes, np.ones(len(yes)), alpha, least_mass)


def choose(path: Trajectory, least_density: float | None = None) -> int:
    """Which box of a trajectory to take.

    The first, so the one of most coverage, with at least this density, or the densest if none has
    it; without one, the nearest to coverage 1 and density 1.

    >>> path = trajectory(np.arange(100.0)[:, np.newaxis], np.arange(100) >= 80)
    >>> round(float(path.density[choose(path, 0.4)]), 2)
    0.4
    """
    if least_density is None:
        return int(((1 - path.coverage) ** 2 + (1 - path.density) ** 2).argmin())
    dense = np.flatnonzero(path.density >= least_density)
    return int(dense[0]) if dense.size else len(path.boxes) - 1


def _checked(
    x: ArrayLike,
    holds: ArrayLike,
    categorical: Sequence[int],
    alpha: float,
    least_mass: float,
    repeats: int,
) -> tuple[Columns, Truths, tuple[int, ...]]:
    inputs, outcome = given_draws(x, holds)
    yes, names = yes_or_no(outcome), tuple(categorical)
    if not 0 < alpha < 0.5 or not 0 < least_mass < 1:
        raise ValueError(f"alpha {alpha} is not in 0 to 0.5 or least mass {least_mass} in 0 to 1")
    if repeats < 2:
        raise ValueError(f"{repeats} repeats are too few, at least 2 are needed")
    return columns(inputs, names), yes, names


def _trajectory(
    data: Columns, yes: Truths, weight: Floats, alpha: float, least_mass: float
) -> Trajectory:
    boxes, rows, most = [], [], -1.0
    n, n_yes = weight.sum(), weight[yes].sum()
    for box in peels(data, yes, weight, alpha, least_mass):
        within = inside(box, data.x)
        size, both = weight[within].sum(), weight[within & yes].sum()
        if both / size > most:
            most = both / size
            boxes.append(box)
            rows.append((both / n_yes, most, size / n))
    coverage, density, mass = np.array(rows).T
    return Trajectory(boxes=tuple(boxes), coverage=coverage, density=density, mass=mass)


def _again(
    data: Columns,
    yes: Truths,
    names: tuple[int, ...],
    way: tuple[float, float, float | None],
    repeats: int,
    seed: int,
) -> tuple[Truths, Truths, Floats]:
    """The search repeated on bootstrap draws with dummies beside the inputs.

    Which inputs and which dummies each restricts, (repeats, k) and (repeats, n_dummies); density
    and coverage of its box on the draws left out, (repeats, 2).
    """
    n, k = data.x.shape
    rng = np.random.default_rng([seed, 0])
    chosen = [int(j) for j in rng.permutation(k)[:N_DUMMIES]]
    shuffled = [rng.permutation(data.x[:, j]) for j in chosen]
    more = tuple(k + i for i, j in enumerate(chosen) if j in names)
    wide = columns(np.column_stack([data.x, *shuffled]), names + more)
    restricted, fresh = np.zeros((repeats, wide.x.shape[1]), bool), np.full((repeats, 2), np.nan)
    alpha, least_mass, least_density = way
    for i in range(repeats):
        drawn = np.random.default_rng([seed, 1 + i]).integers(n, size=n)
        weight = np.bincount(drawn, minlength=n).astype(float)
        if not 0 < weight[yes].sum() < n:
            continue  # a bootstrap of a very rare outcome may hold none of it
        path = _trajectory(wide, yes, weight, alpha, least_mass)
        box = borne_out(wide.x, yes, weight, path.boxes[choose(path, least_density)])
        restricted[i, list(box.restrictions)] = True
        within, unseen = inside(box, wide.x), weight == 0
        if (unseen & within).any() and (unseen & yes).any():
            both = (unseen & within & yes).sum()
            fresh[i] = both / (unseen & within).sum(), both / (unseen & yes).sum()
    return restricted[:, :k], restricted[:, k:], fresh


def _spread(share: Floats) -> tuple[float, float, float]:
    known = share[np.isfinite(share)]
    if not known.size:
        return (np.nan, np.nan, np.nan)
    low, median, high = np.quantile(known, [0.025, 0.5, 0.975])
    return float(low), float(median), float(high)
