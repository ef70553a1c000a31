"""Compiled loops over draws, side by side in a thread for each core.

Only where every draw is by itself, so that the number of threads changes no result.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TypeVar

import numpy as np

__all__ = ["in_threads"]

Counted = TypeVar("Counted")


def in_threads(count: Callable[[slice], Counted], n_draws: int) -> list[Counted]:
    """`count` of each stretch of draws, in order; empty without a draw.

    >>> sum(in_threads(lambda draws: draws.stop - draws.start, 1000))
    1000
    """
    n_threads = min(os.cpu_count() or 1, 8)
    with ThreadPoolExecutor(n_threads) as pool:
        return list(pool.map(count, _slices(n_draws, n_threads)))


def _slices(n_draws: int, n_slices: int) -> Iterator[slice]:
    bounds = np.linspace(0, n_draws, n_slices + 1).astype(int).tolist()
    for start, stop in pairwise(bounds):
        if stop > start:
            yield slice(start, stop)
