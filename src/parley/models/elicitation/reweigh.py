"""What a party's answers leave of the draws."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["FEW", "QUANTILES", "Reweighed", "reweigh"]

Floats = NDArray[np.float64]

QUANTILES = (0.05, 0.5, 0.95)
FEW = 30  # draws below which quantiles say little


@dataclass(frozen=True, kw_only=True, eq=False)
class Reweighed:
    """Importance before and after keeping only the draws that agree.

    kept : how many of `n_draws`. before, after : (n_issues, 3) quantiles; `after` is None where
    fewer than `FEW` draws are kept.
    """

    n_draws: int
    kept: int
    before: Floats
    after: Floats | None

    @property
    def share(self) -> float:
        """Of the draws, those that agree."""
        return self.kept / self.n_draws


def reweigh(importance: Floats, agrees: NDArray[np.bool_]) -> Reweighed:
    """Keeps the draws that agree, all of the same weight.

    importance : (n_draws, n_issues). agrees : (n_draws,).
    """
    kept = int(agrees.sum())
    return Reweighed(
        n_draws=len(agrees),
        kept=kept,
        before=_quantiles(importance),
        after=_quantiles(importance[agrees]) if kept >= FEW else None,
    )


def _quantiles(importance: Floats) -> Floats:
    found: Floats = np.quantile(importance, QUANTILES, axis=0).T
    return found
