"""Inputs in bins, outcomes in classes, resamples of the draws, and permuted columns."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parley.models.sensitivity._checks import Floats

__all__ = [
    "Bins",
    "bins",
    "classes",
    "dense",
    "mid_ranks",
    "mid_ranks_of",
    "n_coarse",
    "resamples",
]

Ints = NDArray[np.int64]

FINER = 4
"""Fine bins, for means, in each coarse bin, for distributions, which need more draws."""


class Bins(NamedTuple):
    """order : (n,), draws by bin. fine : where in it each fine bin begins, and n.

    coarse : the fine bin each coarse bin begins with, and how many fine ones there are.
    """

    order: Ints
    fine: Ints
    coarse: Ints


def n_coarse(n: int) -> int:
    """A power of 2 near 0.8 n^(1/3): 4 for 100 draws, 8 for 1,000, 16 for 10,000, at most 32."""
    return int(2 ** np.clip(np.round(np.log2(0.8 * n ** (1 / 3))), 2, 5))


def bins(column: Floats, parts: int) -> Bins:
    """Bins of one input with about equally many draws; equal values are never parted.

    An input of `parts` values or fewer has a bin for each.
    """
    order, size = _runs(column)
    if len(size) <= parts:
        return Bins(order, np.append(0, size.cumsum()), np.arange(len(size) + 1))
    code = np.repeat(_code(size, FINER * parts), size)
    fine = np.concatenate([[0], np.flatnonzero(np.diff(code)) + 1, [len(code)]])
    wide = code[fine[:-1]] // FINER
    coarse = np.concatenate([[0], np.flatnonzero(np.diff(wide)) + 1, [len(wide)]])
    return Bins(order, fine, coarse)


def classes(outcome: Floats, parts: int) -> NDArray[np.int32]:
    """(n,), class of each draw's outcome: FINER * parts classes with about equally many draws.

    An outcome of `parts` values or fewer has a class of delta for each.
    """
    order, size = _runs(outcome)
    few = len(size) <= parts
    code = np.arange(len(size)) * FINER if few else _code(size, FINER * parts)
    found = np.empty(len(outcome), np.int32)
    found[order] = np.repeat(code, size)
    return found


def _code(size: Ints, parts: int) -> Ints:
    """Part of each distinct value by its middle rank: its first would hide a rare least value."""
    middle = 2 * size.cumsum() - size
    code: Ints = middle * parts // (2 * size.sum())
    return code


def mid_ranks(columns: Floats) -> Floats:
    """(n, k) ranks from -1 to 1; equal values share the mean of theirs."""
    return mid_ranks_of(dense(columns))


def dense(columns: Floats) -> Ints:
    """(n, k), number of each value among the distinct ones of its column, ascending."""
    found = np.empty(columns.shape, np.int64, order="F")
    for column, code in zip(columns.T, found.T, strict=True):
        order, size = _runs(column)
        code[order] = np.repeat(np.arange(len(size)), size)
    return found


def mid_ranks_of(codes: Ints, draws: Ints | None = None) -> Floats:
    """`mid_ranks` from `dense` numbers, of all draws or of some among themselves."""
    n = len(codes) if draws is None else len(draws)
    ranks = np.empty((n, codes.shape[1]), order="F")
    for code, rank in zip(codes.T, ranks.T, strict=True):
        chosen = code if draws is None else code.take(draws)
        size = np.bincount(chosen)
        rank[:] = ((2 * size.cumsum() - size) / n - 1).take(chosen)
    return ranks


def _runs(column: Floats) -> tuple[Ints, Ints]:
    """Order of the draws, and how many share each distinct value, ascending."""
    order = np.argsort(column, kind="stable")
    new = np.flatnonzero(np.diff(column[order])) + 1
    return order, np.diff(new, prepend=0, append=len(column))


def resamples(n: int, count: int, seed: int) -> NDArray[np.uint8]:
    """(n, count), how often each draw stands in each resample; the first is the draws as given."""
    rng = np.random.default_rng((seed, 0))
    times = np.ones((n, count), np.uint8)
    for b in range(1, count):
        times[:, b] = np.bincount(rng.integers(n, size=n), minlength=n)
    return times
