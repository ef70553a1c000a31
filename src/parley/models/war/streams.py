"""Random numbers by what they are for, not by when they are drawn.

A number belongs to (seed, replication, week, purpose, party). So two scenarios share every number
however their histories part, and no result depends on batches, workers or their order.

Source: Salmon, Moraes, Dror and Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, SC '11:
Philox4x32 with 10 rounds. The seed is its key; replication, week and purpose are three words of
its counter. Its four words serve two purposes with one number for each of two parties: the word x
as (x + 1/2) / 2**32, so chances are exact to 2**-33.
"""

import numpy as np
from numpy.typing import ArrayLike

from parley.models.war import state
from parley.models.war.state import Floats, Ints

__all__ = ["PURPOSES", "key", "uniforms"]

NAMES: tuple[str, ...] = ("table", "talk", "answer", "battle", "break", "accident", "fixed")
NAMES += ("guarantor", "strike", "size", "concede", "types", "news", "report", "humane", "again")
NAMES += ("choice", "text")
PURPOSES = {name: int(getattr(state, name.upper())) for name in NAMES}
"""What numbers are for: half of it, rounded down, is the word of the counter that says so."""


def key(seed: int) -> np.uint64:
    """The seed as the kernels take it; `ValueError` unless it is 0 to 2**64 - 1."""
    if not 0 <= seed < 2**64:
        raise ValueError(f"the seed must lie between 0 and 2**64 - 1, got {seed}")
    return np.uint64(seed)


def uniforms(seed: int, replication: ArrayLike, week: ArrayLike, purpose: str) -> Floats:
    """In (0, 1), (n, 2): of both parties. replication, week : (n,) or one for all, below 2**32.

    >>> uniforms(0, 0, [0, 1, 2], "battle").shape
    (3, 2)
    """
    from parley.models.war._rules_numba import pairs

    one, other = np.broadcast_arrays(np.atleast_1d(replication), week)
    if not (0 <= one.min() <= one.max() < 2**32 and 0 <= other.min() <= other.max() < 2**32):
        raise ValueError("replications and weeks must lie between 0 and 2**32 - 1")
    words: tuple[Ints, Ints] = (one.astype(np.int64), other.astype(np.int64))
    return pairs(key(seed), *words, PURPOSES[purpose])
