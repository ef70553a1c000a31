"""What every function here asks of its draws."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["FEWEST", "Floats", "checked"]

Floats = NDArray[np.float64]

FEWEST = 100
"""With fewer draws a bin of an input holds too few outcomes to compare."""


def checked(inputs: ArrayLike, outcomes: ArrayLike) -> tuple[Floats, Floats]:
    """Inputs (n, k) and outcomes (n, m) as numbers that vary; else `ValueError`."""
    x, y = np.asarray(inputs, float), np.asarray(outcomes, float)
    y = y[:, None] if y.ndim == 1 else y
    if x.ndim != 2 or y.ndim != 2 or len(x) != len(y) or 0 in (x.shape[1], y.shape[1]):
        raise ValueError(
            f"inputs must be (n, k) and outcomes (n,) or (n, m), not {x.shape} and "
            f"{np.shape(outcomes)}"
        )
    if len(x) < FEWEST:
        raise ValueError(f"need at least {FEWEST} draws, got {len(x)}")
    for name, values in (("input", x), ("outcome", y)):
        odd = ~np.isfinite(values).all(axis=0)
        if odd.any():
            raise ValueError(f"{name} {odd.argmax()} is missing or not finite in some draw")
        same = (values == values[0]).all(axis=0)
        if same.any():
            raise ValueError(f"{name} {same.argmax()} is the same in every draw")
    return x, y
