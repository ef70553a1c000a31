"""An index of every input on every outcome, with its noise and what an irrelevant input shows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.sensitivity._checks import Floats

__all__ = ["DUMMIES", "Index", "Z", "judged"]

Z = 1.959964
"""Of a normal bell, 95 in 100 lie within this many standard deviations."""

DUMMIES = 19
"""The largest of 19 dummies is passed by one more irrelevant input once in 20."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Index:
    """All (k, m): inputs by outcomes. The larger, the more the outcome hangs on the input.

    estimate : without the bias that can be taken off, so it may be a little below 0.
    low, high : 95 % interval, estimate -+ 1.96 standard errors. floor : the most that any of 19
    dummies showed. above : whether the interval lies beyond the floor; if not, these draws cannot
    tell. needed : draws at which it would do so with an even chance, if the estimate is right;
    inf where the estimate is no more than dummies show.
    """

    estimate: Floats
    low: Floats
    high: Floats
    floor: Floats
    above: NDArray[np.bool_]
    needed: Floats


def judged(
    estimate: Floats, error: Floats, dummies: Floats, n: int, *, signed: bool = False
) -> Index:
    """The verdicts. estimate, error : (k, m), one standard error; dummies : (n_dummies, k, m).

    A signed estimate is judged by its size, and its dummies are sizes. `needed` lets the error and
    the floor shrink as 1 / sqrt(n). That is slower than the floor of a variance does, so it rather
    asks for too many.

    >>> it = judged(np.array([[0.04]]), np.array([[0.02]]), np.array([[[0.0]], [[0.01]]]), 1000)
    >>> it.above.item(), it.needed.item()
    (False, 1595.0)
    """
    size = np.abs(estimate) if signed else estimate
    floor, usual = dummies.max(axis=0), dummies.mean(axis=0)
    wanted = Z * error + floor - usual
    excess = size - usual
    ratio = np.full(estimate.shape, np.inf)
    np.divide(wanted, excess, out=ratio, where=excess > 0)
    return Index(
        estimate=estimate,
        low=estimate - Z * error,
        high=estimate + Z * error,
        floor=floor,
        above=size - Z * error > floor,
        needed=np.ceil(n * ratio**2),
    )
