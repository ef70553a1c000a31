"""How often a party ranks packages first, second, ..., and with which importance of the issues.

Sources: rank acceptability from Lahdelma and Salminen (2001), Operations Research 49(3),
444-454; central weights and confidence factors from Lahdelma, Hokkanen and Salminen (1998),
European Journal of Operational Research 106(1), 137-143.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Ranks", "central_weights", "ranks"]

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Ranks:
    """How one party ranks a short list of packages over the draws.

    share : (n_packages, n_packages), share of draws in which the party gives the package the
        rank; column 0 is the first rank. Equal packages share the better rank.
    central : (n_packages, n_issues), mean importance over the draws in which it comes first; nan
        if it never does.
    confidence : (n_packages,), share of draws in which it comes first when importance is the
        central one and only the values are open; nan if it never comes first.
    """

    share: Floats
    central: Floats
    confidence: Floats


def ranks(importance: Floats, value: Floats) -> Ranks:
    """Ranks of packages by the sum of importance x value.

    importance : (n_draws, n_issues). value : (n_draws, n_packages, n_issues), what the level that
    the package has on each issue is worth. No deal can stand among the packages.

    >>> half = np.array([[0.25, 0.75], [0.75, 0.25]])
    >>> found = ranks(half, np.array([[[1.0, 0.0], [0.0, 1.0]]] * 2))
    >>> found.share.tolist(), found.central.tolist()
    ([[0.5, 0.5], [0.5, 0.5]], [[0.75, 0.25], [0.25, 0.75]])
    """
    if value.ndim != 3 or value.shape[::2] != importance.shape:
        raise ValueError(f"values {value.shape} do not fit importance {importance.shape}")
    rank = _rank((value * importance[:, None, :]).sum(axis=2))
    n = value.shape[1]
    central = np.stack([central_weights(importance, rank[:, k] == 0) for k in range(n)])
    return Ranks(
        share=np.stack([(rank == r).mean(axis=0) for r in range(n)], axis=1),
        central=central,
        confidence=np.array([_confidence(value, central[k], k) for k in range(n)]),
    )


def central_weights(importance: Floats, where: Mask) -> Floats:
    """Mean importance (n_issues,) over the draws in which something holds; nan if it never does.

    importance : (n_draws, n_issues). where : (n_draws,), such as the draws in which the package
    is acceptable, or is the one that a solution picks.
    """
    if not where.any():
        return np.full(importance.shape[1], np.nan)
    found: Floats = importance[where].mean(axis=0)
    return found


def _rank(worth: Floats) -> NDArray[np.int64]:
    """How many packages are better, (n_draws, n_packages)."""
    found: NDArray[np.int64] = (worth[:, None, :] > worth[:, :, None]).sum(axis=2)
    return found


def _confidence(value: Floats, weight: Floats, k: int) -> float:
    if np.isnan(weight).any():
        return float("nan")
    worth = (value * weight).sum(axis=2)
    return float((worth[:, k] >= worth.max(axis=1)).mean())
