"""Total effects from draws that are already made: as far as they can be had.

The total effect of input i, T_i = E[V(Y | all other X)] / V(Y), counts every interaction i is in.
An estimate would need draws that differ in i alone; given draws have none. What they give, with a
polynomial fit (see `fit`), is two bounds, with R2 the share of the variance explained:

    R2(all) - R2(without i)  <=  T_i  <=  1 - R2(without i)

The upper one holds for dependent inputs too, the lower one only for independent inputs. They lie
1 - R2(all) apart, for every input alike: what the fit does not explain may involve any of them.
So where R2(all) is near 1 the total effects are known, and where it is not, given draws cannot
tell; use a design (`sobol_indices`).

Sources: Homma and Saltelli (1996), Reliability Engineering and System Safety 52(1), 1-17, total
effects; Sudret (2008), same journal 93(7), 964-979, from a fit; the bounds: the variance of a
projection of Y on fewer functions is never more.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.models.sensitivity._checks import Floats, checked
from parley.models.sensitivity.fit import SAME, basis
from parley.models.sensitivity.index import Z

__all__ = ["TotalEffects", "total_effects"]


@dataclass(frozen=True, kw_only=True, eq=False)
class TotalEffects:
    """Bounds of the total effects of k inputs on m outcomes, (k, m), shares of the variance.

    lower, upper : the bounds. low : lower less 1.96 standard errors; high : upper plus as many.
    floor : what the lower bound of an irrelevant input passes once in 20. above : low > floor.
    explained : (m,), R2 of all inputs, 1 at most; the bounds lie 1 - explained apart.
    """

    lower: Floats
    upper: Floats
    low: Floats
    high: Floats
    floor: Floats
    above: NDArray[np.bool_]
    explained: Floats


def total_effects(inputs: ArrayLike, outcomes: ArrayLike) -> TotalEffects:
    """Bounds of the total effect of every input, of independent inputs.

    inputs : (n, k). outcomes : (n,) or (n, m). `ValueError` as in `given_data`, for fewer than 10
    draws for each input, and where some inputs fix the ranks of another. Time grows as n p^2, with
    p <= n / 10 terms.

    >>> x = np.random.default_rng(1).random((2000, 3))
    >>> found = total_effects(x, x[:, 0] * x[:, 1])
    >>> found.lower.round(1).T, found.upper.round(1).T, found.explained.round(3)
    (array([[0.6, 0.6, 0. ]]), array([[0.6, 0.6, 0. ]]), array([1.]))
    """
    from scipy.special import chdtri

    x, y = checked(inputs, outcomes)
    y = (y - y.mean(axis=0)) / y.std(axis=0)
    terms, values = basis(x)
    n, p = values.shape
    inverse = _inverse(values)
    slopes = inverse @ (values.T @ y)
    residual = y - values @ slopes
    unexplained = (residual**2).sum(axis=0) / (n - p - 1)
    spread = values @ inverse
    bounds = []
    for i in range(x.shape[1]):
        at = [c for c, term in enumerate(terms) if any(i == j for j, _ in term)]
        own = spread[:, at] @ np.linalg.solve(inverse[np.ix_(at, at)], slopes[at])
        absorbed = n / (n - 1 - p + len(at))  # the other terms follow some of what i does
        noise = len(at) * unexplained / n
        floor = absorbed * (chdtri(len(at), 1 - 0.95) * unexplained / n - noise)
        bounds.append((*_bounds(own, residual, y, noise, unexplained, absorbed), floor))
    lower, upper, low, high, floor = (np.stack(part) for part in zip(*bounds, strict=True))
    return TotalEffects(
        lower=lower,
        upper=upper,
        low=low,
        high=high,
        floor=floor,
        above=low > floor,
        explained=1 - unexplained,
    )


def _bounds(
    own: Floats,
    residual: Floats,
    y: Floats,
    noise: Floats,
    unexplained: Floats,
    absorbed: float,
) -> tuple[Floats, Floats, Floats, Floats]:
    """lower, upper, low, high of one input. own : (n, m), what leaving it out takes off the fit."""
    n = len(y)
    gone = (own**2).mean(axis=0)
    lower = absorbed * (gone - noise)
    upper = lower + unexplained
    of_lower = own**2 + 2 * own * residual - gone * y**2
    of_upper = (own + residual) ** 2 - (own + residual).var(axis=0) * y**2
    wide = Z * absorbed / np.sqrt(n)
    return lower, upper, lower - wide * of_lower.std(axis=0), upper + wide * of_upper.std(axis=0)


def _inverse(values: Floats) -> Floats:
    """Inverse of the terms' products, (p, p)."""
    size, turn = np.linalg.eigh(values.T @ values)
    if size[0] < SAME * size[-1]:
        raise ValueError("some inputs fix the ranks of another: leave one of them out")
    inverse: Floats = (turn / size) @ turn.T
    return inverse
