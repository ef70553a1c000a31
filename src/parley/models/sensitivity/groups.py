"""First-order index of a group of inputs: all that rests on one claim, source, party or issue.

    S_g = V(E[Y | all X in g]) / V(Y)

estimated by what a polynomial in the group's ranks explains (see `fit`). What no such polynomial
follows - a jump, a product of many - is missing, so it is a lower bound, close where the group is
small or acts smoothly; for one input the bins of `given_data` are the better estimate. The
standard error is asymptotic. Dummies are the group with its draws shuffled together.

With independent groups 1 - S_g of all other inputs is at least the total effect of the rest.

Source: Sobol (2001), Mathematics and Computers in Simulation 55(1-3), 271-280, sets of inputs.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from parley.models.sensitivity._checks import Floats, checked
from parley.models.sensitivity.fit import SAME, basis
from parley.models.sensitivity.index import DUMMIES, Index, judged

__all__ = ["group_first_order"]

TERMS = 400
"""A thousand, which 10,000 draws would carry, takes three times as long for every group."""


def group_first_order(
    inputs: ArrayLike, outcomes: ArrayLike, groups: Sequence[Sequence[int]], *, seed: int = 0
) -> Index:
    """First-order index of each group, an `Index` of (n_groups, m).

    inputs : (n, k). outcomes : (n,) or (n, m). groups : the columns of each group; they may share
    columns. `ValueError` as in `given_data`, for an empty group or a column that is not there, and
    for fewer than 10 draws for each input of a group. Time grows as n p^2 for each group, with
    p <= n / 10 terms, and 400.

    >>> x = np.random.default_rng(1).random((2000, 3))
    >>> found = group_first_order(x, x[:, 0] * x[:, 1] + x[:, 2], [[0, 1], [2]])
    >>> found.estimate.round(1).T
    array([[0.4, 0.6]])
    """
    x, y = checked(inputs, outcomes)
    columns = [np.unique(np.asarray(group, int)) for group in groups]
    for group in columns:
        if not len(group) or group[0] < 0 or group[-1] >= x.shape[1]:
            raise ValueError(f"a group must hold columns 0 to {x.shape[1] - 1}, got {group}")
    if not columns:
        raise ValueError("need at least one group")
    y = (y - y.mean(axis=0)) / y.std(axis=0)
    rng = np.random.default_rng((seed, 3))
    shuffled = np.stack([y[rng.permutation(len(x))] for _ in range(DUMMIES)], axis=1)
    once = {group.tobytes(): group for group in columns}  # a source may hold all that a party does
    each = {key: _explained(x[:, group], y, shuffled) for key, group in once.items()}
    found = [each[group.tobytes()] for group in columns]
    estimate, error, shown = (np.stack(part) for part in zip(*found, strict=True))
    return judged(estimate, error, np.swapaxes(shown, 0, 1), len(x))


def _explained(x: Floats, y: Floats, shuffled: Floats) -> tuple[Floats, Floats, Floats]:
    """Estimate and standard error (m,), and dummies (DUMMIES, m). y has mean 0, variance 1.

    shuffled : (n, DUMMIES, m), y in other orders.
    """
    n = len(x)
    axes = _axes(basis(x, TERMS).values)
    inflate = (n - 1) / (n - axes.shape[1] - 1)
    fitted = axes @ (axes.T @ y)
    left = ((y - fitted) ** 2).mean(axis=0)
    error = ((y - fitted) ** 2 - left * y**2).std(axis=0) * inflate / np.sqrt(n)
    along = (axes.T @ shuffled.reshape(n, -1)).reshape(-1, *shuffled.shape[1:])
    shown = 1 - inflate * (1 - (along**2).sum(axis=0) / n)
    return 1 - inflate * left, error, shown


def _axes(values: Floats) -> Floats:
    """(n, rank), orthonormal columns that span those of `values`."""
    size, turn = np.linalg.eigh(values.T @ values)
    kept = size > SAME * size.max()
    axes: Floats = values @ (turn[:, kept] / np.sqrt(size[kept]))
    return axes
