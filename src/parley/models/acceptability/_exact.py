"""Products and shares compared in whole numbers, whatever their size.

`_numba` calls these: after a change here delete `__pycache__`, as `compiled` says.
"""

import numpy as np
from numpy.typing import NDArray

from parley.models.compiled import compiled

__all__ = ["compared", "compared_shares", "product"]

Ints = NDArray[np.int64]

LIMB = 31  # bits; a product of two limbs and what is carried stay below 2**63


@compiled
def compared_shares(gain: int, hope: int, other: int, other_hope: int) -> int:
    """-1, 0 or 1 as gain / hope is below, equal to or above other / other_hope."""
    if hope == other_hope:
        return int(gain > other) - int(gain < other)
    if gain == 0 or other == 0:  # factors of 0 are left out of products
        return int(gain > 0) - int(other > 0)
    return compared(product(np.array([gain, other_hope])), product(np.array([other, hope])))


@compiled
def product(factors: Ints) -> Ints:
    """The product of the positive factors in limbs of 31 bits, the lowest first."""
    found = np.zeros(2 * len(factors) + 1, np.int64)
    found[0] = 1
    mask = (np.int64(1) << LIMB) - 1
    for factor in factors:
        if factor > 0:
            before = found.copy()
            found[:] = 0
            for shift in range(2):
                digit = (factor >> LIMB) if shift else (factor & mask)
                carry = np.int64(0)
                for k in range(len(before) - shift):
                    sum_ = found[k + shift] + before[k] * digit + carry
                    found[k + shift], carry = sum_ & mask, sum_ >> LIMB
    return found


@compiled
def compared(one: Ints, other: Ints) -> int:
    for k in range(len(one) - 1, -1, -1):
        if one[k] != other[k]:
            return 1 if one[k] > other[k] else -1
    return 0
