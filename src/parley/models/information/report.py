"""Value of a report that may be wrong: what is it worth to ask a source of this grade?

The unknown s is one of m states: the accounts of a dispute, or parts of an input's range. The
source names one. It is right with probability r, and if wrong, wrong in all other ways alike:

    P(report t | s) = r if t = s, else (1 - r) / (m - 1)

Each report would change the odds of the states by Bayes' rule, and with them the best choice. The
value is the mean over reports, before one is heard (preposterior analysis). At r = 1 it is that of
knowing the state, at r = 1/m the source says nothing, and below that it is wrong more often than a
guess and so worth something again.

Conditional means are fitted as in `value`, with a tenth of the draws left out at a time.

Source: Raiffa and Schlaifer (1961), Applied Statistical Decision Theory, chapter 4.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.models.discovery.shares import given_draws
from parley.models.information.fitted import FOLDS, bins
from parley.models.information.value import N_DUMMIES, Value, utilities, valued

__all__ = ["PARTS", "report"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PARTS = 3
"""An input of more levels than this is reported as low, middle or high: thirds of its draws."""


def report(u: ArrayLike, x: ArrayLike, right: float, *, parts: int = PARTS, seed: int = 0) -> Value:
    """What one report on an input is worth, from a source that is right with probability `right`.

    u : (n, n_choices), higher is better. x : (n,), the input; with at most `parts` levels each is a
    state, else that many parts of equal number. For accounts, as many parts as accounts.
    `ValueError` as in `about`, and for a probability not in 0 to 1 or fewer than 2 parts.

    >>> x = np.random.default_rng(0).integers(0, 2, 10_000)
    >>> u = np.column_stack([x, 1 - x])
    >>> [round(report(u, x, right).value, 2) for right in (0.5, 0.8, 1)]  # r - 1/2
    [0.0, 0.3, 0.5]
    """
    worth, state = utilities(u), np.asarray(x, float)
    if state.ndim != 1:
        raise ValueError(f"the input {state.shape} is not one number for each draw")
    given_draws(state[:, np.newaxis], worth[:, 0])
    if not 0 <= right <= 1 or parts < 2:
        raise ValueError(f"probability {right} is not in 0 to 1 or {parts} parts are fewer than 2")
    rng = np.random.default_rng([seed, 2])
    place = bins(state, parts)
    fold = rng.permutation(len(worth)) % FOLDS
    dummies = [_brought(worth, rng.permutation(place), fold, right) for _ in range(N_DUMMIES)]
    brought = _brought(worth, place, fold, right)
    return valued(worth, brought, np.stack(dummies, axis=1), seed)


def _brought(u: Floats, place: Ints, fold: Ints, right: float) -> Floats:
    """What each draw brings on average over what the source may say, (n,)."""
    m = int(place.max()) + 1
    says = np.full((m, m), (1 - right) / (m - 1))
    np.fill_diagonal(says, right)
    brought = np.empty(len(u))
    for part in range(FOLDS):
        out, told = fold == part, fold != part
        total = np.stack([np.bincount(place[told], each[told], m) for each in u.T], axis=1)
        choice = (says.T @ total).argmax(axis=1)  # total is n P(s) E[U | s], so this is Bayes' rule
        brought[out] = (says[place[out]] * u[out][:, choice]).sum(axis=1)
    return brought
