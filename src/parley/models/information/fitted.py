"""Conditional means of utilities given inputs, each draw's from a fit that did not see it.

One input: the mean of its bin; some n ** (1/3) bins of equal number, equal values together. A
group: ridge regression on standardised inputs, their squares and cubes, and the products of pairs
if the group is small; the penalty is the one of least squared error on draws left out.

Source: Hoerl and Kennard (1970), Technometrics 12(1), 55-67, ridge; the rest as in `value`.
"""

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

__all__ = ["FOLDS", "bins", "by_bin", "fitted"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FOLDS = 10

MOST_PAIRED = 12
"""Larger groups get no products of pairs: there would be more terms than draws can tell."""

PENALTIES = (1e-4, 1e-2, 1.0)
"""Of the ridge, times the number of draws; the terms have variance 1."""


def fitted(x: Floats, u: Floats, fold: Ints) -> Floats:
    """Mean of each choice given the inputs, (n, n_choices). x : (n, p). fold : (n,), 0 to 9."""
    if x.shape[1] == 1:
        n_bins = int(np.clip(2 * len(x) ** (1 / 3), 4, 40))
        return by_bin(bins(x[:, 0], n_bins), u, fold)
    return _ridge(_terms(x), u, fold)


def bins(value: Floats, n_bins: int) -> Ints:
    """Bin of each draw, (n,): equal numbers, equal values together, none empty."""
    level, place = np.unique(value, return_inverse=True)
    if len(level) > n_bins:
        edges = np.quantile(value, np.arange(1, n_bins) / n_bins)
        place = np.searchsorted(edges, value, side="left")
        place = np.unique(place, return_inverse=True)[1]
    return np.asarray(place, np.int64)


def by_bin(place: Ints, u: Floats, fold: Ints) -> Floats:
    """Mean of the other folds in the draw's own bin; that of all of them if there is no other."""
    n_bins = int(place.max()) + 1
    cell = place * FOLDS + fold
    n = np.bincount(cell, minlength=n_bins * FOLDS).reshape(n_bins, FOLDS)
    mean = np.empty_like(u)
    for choice in range(u.shape[1]):
        total = np.bincount(cell, u[:, choice], n_bins * FOLDS).reshape(n_bins, FOLDS)
        others, count = (each.sum(axis=1, keepdims=True) - each for each in (total, n))
        overall = others.sum(axis=0) / count.sum(axis=0)
        each = np.where(count > 0, others / np.maximum(count, 1), overall)
        mean[:, choice] = each[place, fold]
    return mean


def _terms(x: Floats) -> Floats:
    """Polynomials, standardised, (n, n_terms); terms that are constant are left out."""
    z = (x - x.mean(axis=0)) / x.std(axis=0)
    terms = [z, z**2, z**3]
    if z.shape[1] <= MOST_PAIRED:
        terms += [z[:, [i]] * z[:, [j]] for i, j in combinations(range(z.shape[1]), 2)]
    table = np.concatenate(terms, axis=1)
    table -= table.mean(axis=0)
    spread = table.std(axis=0)
    kept = spread > 1e-9  # the square of a coin is constant
    return np.asarray(table[:, kept] / spread[kept])


def _ridge(z: Floats, u: Floats, fold: Ints) -> Floats:
    """Predictions for each draw by the fit without its fold, (n, n_choices)."""
    guess = np.empty((len(PENALTIES), *u.shape))
    gram, cross = z.T @ z, z.T @ u
    for part in range(FOLDS):
        out = fold == part
        zo, uo = z[out], u[out]
        n_in = len(u) - len(uo)
        mean_z, mean_u = -zo.sum(axis=0) / n_in, (u.sum(axis=0) - uo.sum(axis=0)) / n_in
        inner = gram - zo.T @ zo - n_in * np.outer(mean_z, mean_z)
        outer = cross - zo.T @ uo - n_in * np.outer(mean_z, mean_u)
        for i, penalty in enumerate(PENALTIES):
            slope = np.linalg.solve(inner + penalty * n_in * np.eye(len(inner)), outer)
            guess[i, out] = mean_u + (zo - mean_z) @ slope
    best = ((guess - u) ** 2).sum(axis=(1, 2)).argmin()
    return np.asarray(guess[best])
