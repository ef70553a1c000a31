"""Sensitivity of a function that may be asked again: Sobol indices and elementary effects.

`sobol_indices` compares runs that differ in one input, and runs that share only one:

    S_i = mean f(B) (f(A_B^i) - f(A)) / V            first order, Saltelli et al. (2010)
    T_i = mean (f(A) - f(A_B^i))^2 / (2 V)            total effect, Jansen (1999)

where A and B are two halves of a scrambled Sobol sequence and A_B^i is A with column i of B. It
costs n (k + 2) runs. `elementary_effects` costs r (k + 1) and only ranks: mu_star is the mean size
of the change over one step, per unit of the input; sigma its spread, large where the input bends
or works through others.

Inputs are independent and uniform on 0 to 1; give f the quantiles of what they stand for.

Sources: Saltelli, Annoni, Azzini, Campolongo, Ratto and Tarantola (2010), Computer Physics
Communications 181(2), 259-270; Jansen (1999), same journal 117(1-2), 35-43; Morris (1991),
Technometrics 33(2), 161-174; Campolongo, Cariboni and Saltelli (2007), Environmental Modelling and
Software 22(10), 1509-1518, mu_star (without their choice of trajectories that lie far apart).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from parley.models.sensitivity._checks import Floats
from parley.models.sensitivity.index import Z

__all__ = [
    "ElementaryEffects",
    "SobolIndices",
    "elementary_effects",
    "sobol_indices",
    "sobol_of_runs",
]

Function = Callable[[Floats], Floats]

RESAMPLES = 200


@dataclass(frozen=True, kw_only=True, eq=False)
class SobolIndices:
    """first, total : (k, m), shares of the variance. first_error, total_error : standard errors.

    They are those of resampled rows, so rather too large for a Sobol sequence. An irrelevant input
    has a total effect of exactly 0. runs : rows that f was asked.
    """

    first: Floats
    total: Floats
    first_error: Floats
    total_error: Floats
    runs: int
    seed: int


@dataclass(frozen=True, kw_only=True, eq=False)
class ElementaryEffects:
    """mu, mu_star, sigma : (k, m), outcome per unit of input. low, high : 95 % of mu_star.

    effects : (r, k, m), one of each trajectory.
    """

    mu: Floats
    mu_star: Floats
    sigma: Floats
    low: Floats
    high: Floats
    effects: Floats
    runs: int
    seed: int


def sobol_indices(f: Function, k: int, n: int, *, seed: int = 0) -> SobolIndices:
    """First-order and total indices of f, which takes (rows, k) and gives (rows,) or (rows, m).

    n : base rows, a power of 2 from 16 on; f is asked n (k + 2) rows in k + 2 calls. `ValueError`
    for other n or k, and where f gives another shape, values not finite, or a constant outcome.

    >>> found = sobol_indices(lambda x: x[:, 0] + 2 * x[:, 1] * x[:, 2], 4, 1024)
    >>> found.first.round(1).T, found.total.round(2).T
    (array([[0.3, 0.3, 0.3, 0. ]]), array([[0.3, 0.4, 0.4, 0. ]]))
    """
    if k < 1 or n < 16 or n & (n - 1):
        raise ValueError(f"need k >= 1 inputs and n a power of 2 from 16 on, got k={k}, n={n}")
    from scipy.stats import qmc

    points = qmc.Sobol(2 * k, rng=np.random.default_rng((seed, 5))).random(n)
    a, b = points[:, :k], points[:, k:]
    at_a, at_b = _asked(f, a), _asked(f, b)
    mixed = np.stack([_asked(f, np.where(np.arange(k) == i, b, a)) for i in range(k)])
    return sobol_of_runs(at_a, at_b, mixed, seed=seed)


def sobol_of_runs(at_a: Floats, at_b: Floats, mixed: Floats, *, seed: int = 0) -> SobolIndices:
    """The same of runs that are made already.

    at_a, at_b : (n, m), outcomes of two independent sets of rows. mixed : (k, n, m), of the rows of
    a with one input taken from b. `ValueError` for a constant outcome.
    """
    n, k = len(at_a), len(mixed)
    if (np.ptp(np.concatenate([at_a, at_b]), axis=0) == 0).any():
        raise ValueError("an outcome is the same at every point")
    first, total = _indices(at_a, at_b, mixed)
    rng = np.random.default_rng((seed, 6))
    rows = [rng.integers(n, size=n) for _ in range(RESAMPLES)]
    again = np.stack([_indices(at_a[r], at_b[r], mixed[:, r]) for r in rows])
    error = again.std(axis=0, ddof=1)
    return SobolIndices(
        first=first,
        total=total,
        first_error=error[0],
        total_error=error[1],
        runs=n * (k + 2),
        seed=seed,
    )


def _indices(at_a: Floats, at_b: Floats, mixed: Floats) -> tuple[Floats, Floats]:
    """at_a, at_b : (n, m). mixed : (k, n, m)."""
    both = np.concatenate([at_a, at_b])
    variance = both.var(axis=0)
    middle = both.mean(axis=0)  # without it the first order of a high mean is mostly noise
    first = ((at_b - middle) * (mixed - at_a)).mean(axis=1) / variance
    total = ((at_a - mixed) ** 2).mean(axis=1) / 2 / variance
    return first, total


def _asked(f: Function, points: Floats) -> Floats:
    """f at each point, (rows, m)."""
    found = np.asarray(f(points), float)
    found = found[:, None] if found.ndim == 1 else found
    if found.ndim != 2 or len(found) != len(points):
        raise ValueError(f"f gave {found.shape} for {len(points)} points")
    if not np.isfinite(found).all():
        raise ValueError("f gave a value that is missing or not finite")
    return found


def elementary_effects(
    f: Function, k: int, trajectories: int, *, levels: int = 4, seed: int = 0
) -> ElementaryEffects:
    """Morris's screening of f, which takes (rows, k) and gives (rows,) or (rows, m).

    trajectories : at least 2, usually 10 to 50; levels : even, of the grid on 0 to 1; a step is
    levels / (2 (levels - 1)) long. f is asked once. `ValueError` for other numbers or as in
    `sobol_indices`.

    >>> found = elementary_effects(lambda x: 3 * x[:, 0] - x[:, 1], 3, 10)
    >>> found.mu.round(6).T, found.mu_star.round(6).T
    (array([[ 3., -1.,  0.]]), array([[3., 1., 0.]]))
    """
    if k < 1 or trajectories < 2 or levels < 2 or levels % 2:
        raise ValueError(
            "need k >= 1 inputs, 2 trajectories or more and an even number of levels, "
            f"got k={k}, trajectories={trajectories}, levels={levels}"
        )
    points, moved = _trajectories(k, trajectories, levels, np.random.default_rng((seed, 7)))
    found = _asked(f, points.reshape(-1, k))
    change = np.diff(found.reshape(trajectories, k + 1, -1), axis=1)
    by = np.diff(points, axis=1)
    effects = np.empty_like(change)
    row = np.arange(trajectories)[:, None]
    step = np.take_along_axis(by, moved[..., None], axis=2)
    effects[row, moved] = change / step
    size = np.abs(effects)
    error = size.std(axis=0, ddof=1) / np.sqrt(trajectories)
    return ElementaryEffects(
        mu=effects.mean(axis=0),
        mu_star=size.mean(axis=0),
        sigma=effects.std(axis=0, ddof=1),
        low=size.mean(axis=0) - Z * error,
        high=size.mean(axis=0) + Z * error,
        effects=effects,
        runs=len(found),
        seed=seed,
    )


def _trajectories(
    k: int, count: int, levels: int, rng: np.random.Generator
) -> tuple[Floats, np.ndarray]:
    """Points (count, k + 1, k), each a step from the one before, and the input moved (count, k)."""
    step = levels / 2 / (levels - 1)
    low = rng.integers(levels // 2, size=(count, k)) / (levels - 1)
    up = rng.random((count, k)) < 0.5
    moved = rng.permuted(np.tile(np.arange(k), (count, 1)), axis=1)
    when = np.argsort(moved, axis=1)  # the step at which each input moves
    after = np.arange(k + 1)[None, :, None] > when[:, None]
    points: Floats = low[:, None] + step * (after == up[:, None])
    return points, moved
