"""A number over the draws: its middle and what most draws have it between."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.conclusion import Share

__all__ = ["SPAN", "TIE", "WITHIN", "Share", "Spread", "share", "spread"]

TIE = 1e-12  # a loss this small is what rounding leaves of none

SPAN = 0.05, 0.5, 0.95
WITHIN = "90% of draws"


@dataclass(frozen=True, kw_only=True)
class Spread:
    """The median of the draws, and what 90 % of them have the number between; inf may occur.

    each : (n,), the draws.
    """

    low: float
    middle: float
    high: float
    each: NDArray[np.float64] | None = field(default=None, compare=False, repr=False)


def spread(values: ArrayLike) -> Spread:
    """Of (n,) draws, n > 0. Each end is one of the draws: between two of them inf has no middle."""
    each = np.asarray(values, float)
    ends = np.quantile(each, SPAN, method="inverted_cdf")
    low, middle, high = (ends + 0.0).tolist()  # no minus before nothing
    return Spread(low=low, middle=middle, high=high, each=each)


def share(claim: bool | NDArray[np.bool_]) -> Share:
    """The share of draws in which something holds."""
    return Share(claim)
