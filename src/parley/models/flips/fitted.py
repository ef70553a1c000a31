"""What moving two inputs together would turn, from draws that are already made.

The log odds of the conclusion are fitted by a polynomial of degree 2 in the two inputs (logistic
regression, inputs in standard deviations from their means). The flip is the point nearest to the
medians at which the fit gives even odds, within the range of the draws. `explained` says how much
of the outcome such a fit follows at all; with a yes or no it is well below 1 even where the fit is
right. The interval comes from bootstrap draws.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.models.discovery.shares import given_draws, yes_or_no

__all__ = ["PairFlip", "flip_of_fit"]

Floats = NDArray[np.float64]

RESAMPLES = 40
STEPS, RIDGE = 12, 0.1
RAYS = 720  # directions, half a degree apart: the distance is exact to 1 in 100,000


@dataclass(frozen=True, kw_only=True, eq=False)
class PairFlip:
    """held : the likelier conclusion in the middle of the draws, by the fit. found : whether it
    turns within the range of the draws; the rest is nan if not. at, value : (2,), medians, and the
    nearest point that turns it. distance : between them, in standard deviations. low, high : of the
    distance, the middle 90 % of bootstrap draws in which it turns. turned : share of these in which
    it does. explained : share of the variance, adjusted."""

    held: bool
    found: bool
    at: Floats
    value: Floats
    distance: float
    low: float
    high: float
    turned: float
    explained: float


def flip_of_fit(x: ArrayLike, holds: ArrayLike, *, seed: int = 0) -> PairFlip:
    """x : (n, 2). holds : (n,). `ValueError` as in `turns`, but for a tie.

    >>> x = np.random.default_rng(0).normal(size=(5000, 2))
    >>> flip = flip_of_fit(x, x.sum(axis=1) + np.random.default_rng(1).normal(size=5000) > -1)
    >>> flip.held, flip.value.round(1).tolist()  # -0.5, -0.5: the nearest point of the line
    (True, [-0.5, -0.5])
    """
    inputs, outcome = given_draws(x, holds)
    yes = yes_or_no(outcome)
    if inputs.shape[1] != 2:
        raise ValueError(f"a pair is two inputs, not {inputs.shape[1]}")
    middle, scale = inputs.mean(axis=0), inputs.std(axis=0)
    z = (inputs - middle) / scale
    terms = _terms(z)
    slopes = _fitted(terms, yes)
    start, ends = np.median(z, axis=0), (z.min(axis=0), z.max(axis=0))
    held, value, distance = _crossing(slopes, start, ends)
    again = _again(terms, yes, start, ends, seed)
    turned = again[np.isfinite(again)]
    low, high = np.quantile(turned, [0.05, 0.95]) if len(turned) else (np.nan, np.nan)
    left = ((yes - _logistic(terms @ slopes)) ** 2).mean() / yes.var()
    return PairFlip(
        held=held,
        found=bool(np.isfinite(distance)),
        at=start * scale + middle,
        value=value * scale + middle,
        distance=distance,
        low=float(low),
        high=float(high),
        turned=len(turned) / RESAMPLES,
        explained=float(1 - left * (len(z) - 1) / (len(z) - terms.shape[1])),
    )


def _terms(z: Floats) -> Floats:
    a, b = z.T
    return np.stack([np.ones(len(z)), a, b, a * a, a * b, b * b], axis=1)


def _fitted(terms: Floats, yes: NDArray[np.bool_]) -> Floats:
    """Slopes of the log odds by Newton's method, drawn to 0 a little: perfect parts have none."""
    slopes = np.zeros(terms.shape[1])
    for _ in range(STEPS):
        p = _logistic(terms @ slopes)
        bend = (terms.T * (p * (1 - p))) @ terms + RIDGE * np.eye(len(slopes))
        slopes += np.linalg.solve(bend, terms.T @ (yes - p) - RIDGE * slopes)
    return slopes


def _logistic(odds: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    return found


def _crossing(
    slopes: Floats, start: Floats, ends: tuple[Floats, Floats]
) -> tuple[bool, Floats, float]:
    """Whether it holds in the middle, where the fit turns, and how far that is; nan if nowhere.

    Along each ray the fit is a parabola in the distance; its first root is exact.
    """
    angle = np.linspace(0, 2 * np.pi, RAYS, endpoint=False)
    ray = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    _, a, b, aa, ab, bb = slopes
    here = float((_terms(start[np.newaxis]) @ slopes)[0])
    slope = ray @ np.array(
        [a + 2 * aa * start[0] + ab * start[1], b + ab * start[0] + 2 * bb * start[1]]
    )
    bend = aa * ray[:, 0] ** 2 + ab * ray[:, 0] * ray[:, 1] + bb * ray[:, 1] ** 2
    away = np.where(here == 0, 0.0, _first_root(bend, slope, here))
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = np.where(ray > 0, (ends[1] - start) / ray, (ends[0] - start) / ray)
    away = np.where(away <= np.where(ray == 0, np.inf, reach).min(axis=1), away, np.inf)
    best = int(away.argmin())
    if np.isinf(away[best]):
        return here >= 0, np.full(2, np.nan), np.nan
    return here >= 0, start + away[best] * ray[best], float(away[best])


def _first_root(bend: Floats, slope: Floats, here: float) -> Floats:
    """The least r > 0 with bend r^2 + slope r + here = 0; inf where there is none."""
    under = slope**2 - 4 * bend * here
    root = np.sqrt(np.maximum(under, 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        # 2c / (-b -+ root): no digits lost where the bend is small, and right where it is 0
        roots = np.stack([2 * here / (-slope - root), 2 * here / (-slope + root)])
    roots = np.where((roots > 0) & (under >= 0), roots, np.inf)
    found: Floats = roots.min(axis=0)
    return found


def _again(
    terms: Floats, yes: NDArray[np.bool_], start: Floats, ends: tuple[Floats, Floats], seed: int
) -> Floats:
    """Distances in bootstrap draws, nan where it does not turn."""
    rng = np.random.default_rng([seed, 5])
    found = np.empty(RESAMPLES)
    for i in range(RESAMPLES):
        pick = rng.integers(len(yes), size=len(yes))
        found[i] = _crossing(_fitted(terms[pick], yes[pick]), start, ends)[2]
    return found
