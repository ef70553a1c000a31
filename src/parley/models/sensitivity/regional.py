"""What is different about the draws in which a yes-or-no outcome happens.

For each input, the distributions of the draws without and with the outcome are compared by their
largest distance (Kolmogorov-Smirnov), and the value of the input where it lies is a place to split:

    gap = F(x | without) - F(x | with)    where it is largest in size; -1 to 1

Positive: the outcome goes with higher values of the input. It needs numbers or codes in a
meaningful order, and sees one input at a time: an input that works only through another has no gap.

The size is biased upwards; as in `given_data`, what resampling adds is taken off once, and the
floor has the rest in it. Tied inputs are judged by the floor of untied ones, which is not lower.

Source: Hornberger and Spear (1981), Journal of Environmental Management 12, 7-18.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from parley.models.sensitivity._bins import resamples
from parley.models.sensitivity._checks import Floats, checked
from parley.models.sensitivity.given import RESAMPLES
from parley.models.sensitivity.index import DUMMIES, Index, judged

__all__ = ["Regional", "regional"]

FEWEST_OF_A_KIND = 10
"""Draws with the outcome, and without, below which a resample may hold next to none."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Regional:
    """gap : an `Index` of (k, m), signed. split : (k, m), the input's value at the largest gap."""

    gap: Index
    split: Floats
    seed: int


def regional(inputs: ArrayLike, outcomes: ArrayLike, *, seed: int = 0) -> Regional:
    """The gap of every input for every yes-or-no outcome.

    inputs : (n, k). outcomes : (n,) or (n, m), True or 1 where it happens. `ValueError` as in
    `given_data`, for other values, and where fewer than 10 draws have or lack an outcome. Time
    grows as n k m.

    >>> x = np.random.default_rng(1).random((2000, 2))
    >>> found = regional(x, x[:, 0] > 0.7)
    >>> found.gap.above.T, found.gap.estimate[0].round(), found.split[0].round(1)
    (array([[ True, False]]), array([1.]), array([0.7]))
    """
    x, y = checked(inputs, outcomes)
    if not ((y == 0) | (y == 1)).all():
        raise ValueError("outcomes must be yes or no: True or False, 1 or 0")
    few = np.minimum(y.sum(axis=0), len(y) - y.sum(axis=0))
    if few.min() < FEWEST_OF_A_KIND:
        raise ValueError(
            f"outcome {few.argmin()} has only {few.min():.0f} draws of one kind, "
            f"need {FEWEST_OF_A_KIND}"
        )
    times = resamples(len(y), RESAMPLES, seed)
    rng = np.random.default_rng((seed, 4))
    dummies = np.stack([rng.permutation(len(y)) for _ in range(DUMMIES)], axis=1)
    columns = np.hstack([x, dummies])
    gap, split = _gaps(columns, y.T.astype(bool), times)
    size = np.abs(gap)
    again = np.sign(gap[..., :1]) * gap[..., 1:]
    bias = size[..., 1:].mean(axis=-1) - size[..., 0]
    k = x.shape[1]
    estimate = np.sign(gap[:k, :, 0]) * (size[..., 0] - bias)[:k]
    shown = (size[..., 0] - bias)[k:, None]
    error = again[:k].std(axis=-1, ddof=1)
    return Regional(
        gap=judged(estimate, error, shown, len(y), signed=True), split=split[:k], seed=seed
    )


def _gaps(x: Floats, y: np.ndarray, times: np.ndarray) -> tuple[Floats, Floats]:
    """(k, m, RESAMPLES) signed gaps and (k, m) splits. y : (m, n)."""
    from parley.models.sensitivity import _numba

    times_with = y @ times.astype(float)
    share = 1 / np.maximum(np.stack([len(times) - times_with, times_with]), 1)

    def one(column: Floats) -> tuple[Floats, Floats]:
        order = np.argsort(column, kind="stable")
        ends = np.append(np.flatnonzero(np.diff(column[order])) + 1, len(order))
        gap, place = _numba.largest_gaps(order, ends, y, times, share)
        return gap, column[order[place]]

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(one, x.T))
    return np.stack([gap for gap, _ in found]), np.stack([split for _, split in found])
