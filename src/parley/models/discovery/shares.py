"""Shares of draws with their intervals, and how many draws a difference would take.

The interval is Wilson's, centre (p + z^2 / 2n) / (1 + z^2 / n): it stays within 0 and 1 and keeps
its promise where none or all of the draws agree.

Source: Wilson (1927), Journal of the American Statistical Association 22(158), 209-212.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["LEAST_DRAWS", "Z", "draws_needed", "given_draws", "wilson", "yes_or_no"]

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

Z = 1.959963984540054
"""Of a 95 % interval."""

LEAST_DRAWS = 50
"""Fewer draws than this tell nothing about a condition on an input."""


def wilson(hits: ArrayLike, n: ArrayLike, z: float = Z) -> Floats:
    """Interval of a share, (..., 2); 0 to 1 where n is 0.

    hits, n : counts that broadcast, 0 <= hits <= n. z : quantile of the normal, 95 % by itself.

    >>> wilson(8, 10).round(3).tolist()
    [0.49, 0.943]
    """
    count = np.asarray(n, float)
    share = np.asarray(hits, float) / np.maximum(count, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        square = z * z / count
        half = np.sqrt(square * (share * (1 - share) + square / 4))
        ends = np.stack([share + square / 2 - half, share + square / 2 + half], axis=-1)
        ends /= (1 + square)[..., np.newaxis]
    ends[count == 0] = (0, 1)
    return np.asarray(np.clip(ends, 0, 1))


def draws_needed(n: int, gap: float, error: float, z: float = Z) -> float:
    """About how many draws set a gap apart whose standard error is `error` with n draws.

    The error falls with the square root of the draws. inf where there is no gap.

    >>> draws_needed(1000, gap=0.1, error=0.1)
    3842.0
    """
    return float(np.ceil(n * (z * error / gap) ** 2)) if gap else np.inf


def given_draws(x: ArrayLike, outcome: ArrayLike) -> tuple[Floats, Floats]:
    """Inputs (n, k) and outcome (n,) as numbers.

    `ValueError` for other shapes, fewer than 50 draws, what is not finite, or constant inputs.
    """
    inputs, y = np.asarray(x, float), np.asarray(outcome, float)
    if inputs.ndim != 2 or inputs.shape[1] == 0 or y.shape != inputs.shape[:1]:
        raise ValueError(f"inputs {inputs.shape} and outcome {y.shape} are not (n, k) and (n,)")
    if len(y) < LEAST_DRAWS:
        raise ValueError(f"{len(y)} draws are too few, at least {LEAST_DRAWS} are needed")
    if not np.isfinite(y).all():
        raise ValueError("the outcome is not a finite number in every draw")
    if not np.isfinite(inputs).all():
        raise ValueError("some input is not a finite number in every draw")
    constant = np.flatnonzero((inputs == inputs[0]).all(axis=0))
    if constant.size:
        raise ValueError(f"input {constant[0]} is the same in every draw: leave it out")
    return inputs, y


def yes_or_no(outcome: Floats) -> Truths:
    """The outcome as truths. `ValueError` unless it is 0 in some draws and 1 in all others."""
    if not np.isin(outcome, (0, 1)).all():
        raise ValueError("the outcome must be yes or no in every draw")
    holds: Truths = outcome == 1
    if holds.all() or not holds.any():
        raise ValueError(f"the outcome is {'yes' if holds[0] else 'no'} in every draw")
    return holds
