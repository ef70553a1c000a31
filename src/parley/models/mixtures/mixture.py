"""What a mix of packages is, and what points it may be made of."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

__all__ = ["NONE", "Mixture", "Number", "check"]

Ints = NDArray[np.int64]
Number = Fraction | float


@dataclass(frozen=True, kw_only=True)
class Mixture:
    """A mix of packages and what it gives.

    utility : per party; fractions for two parties, floats for more.
    mix : (point, share) ascending by point, shares adding up to 1. Empty if no mixture gives
        every party its no-deal utility.
    converged : False if the search stopped before its tolerance; the mixture is then a good one,
        not the best.
    """

    utility: tuple[Number, ...]
    mix: tuple[tuple[int, Number], ...]
    converged: bool = True


NONE = Mixture(utility=(), mix=())


def check(points: Ints, floor: Ints) -> None:
    """Raise `ValueError` unless these are integers, `(n_points, n_parties)` and `(n_parties,)`."""
    if points.ndim != 2 or floor.ndim != 1 or points.shape[1:] != floor.shape:
        raise ValueError(f"points of shape {points.shape} do not fit a floor of {floor.shape}")
    if points.dtype.kind not in "iu" or floor.dtype.kind not in "iu":
        raise ValueError(f"utilities must be integers, got {points.dtype} and {floor.dtype}")
