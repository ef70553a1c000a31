"""What the models take and give: numbers in range, and scalars for scalars."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["TIE", "Floats", "Number", "Range", "Truth", "Words", "flag", "plain", "within", "word"]

Floats = NDArray[np.float64]
Number = float | Floats
Truth = bool | NDArray[np.bool_]
Words = str | NDArray[np.str_]

TIE = 1e-12
"""Gains this near to 0 count as 0: they are what rounding leaves of a tie."""


class Range(NamedTuple):
    """Every value from least to most, both included; none if least > most.

    Each a number, or an array of them where the inputs were arrays.
    """

    least: Number
    most: Number


def within(name: str, value: ArrayLike, interval: str) -> Floats:
    """The value as floats. `ValueError` unless all of it lies in the interval, such as "[0, 1)"."""
    x = np.asarray(value, float)
    low, high = (float(end) for end in interval[1:-1].split(","))
    above = x >= low if interval[0] == "[" else x > low
    below = x <= high if interval[-1] == "]" else x < high
    inside = np.asarray(above & below)
    if not inside.all():
        raise ValueError(f"{name} must be in {interval}, got {x[~inside].flat[0]:g}")
    return x


def plain(x: Floats) -> Number:
    """A float for an array without axes, else the array."""
    return float(x) if np.ndim(x) == 0 else x


def flag(x: NDArray[np.bool_]) -> Truth:
    """`plain` for claims."""
    return bool(x) if np.ndim(x) == 0 else x


def word(x: NDArray[np.str_]) -> Words:
    """`plain` for words."""
    return str(x) if np.ndim(x) == 0 else x
