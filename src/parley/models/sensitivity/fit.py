"""What a polynomial in the ranks of some inputs explains of an outcome.

The terms are products of Legendre polynomials of the inputs' ranks, of degrees a_1, a_2, ... with

    (sqrt(a_1) + sqrt(a_2) + ...)^2 <= d

so that single inputs get high degrees and products of inputs low ones. d is the largest, up to 20,
that has at most one term for 10 draws. The share of the variance explained is taken with its
degrees of freedom (adjusted R squared).

Sources: Blatman and Sudret (2011), Journal of Computational Physics 230(6), 2345-2367, the terms;
Sudret (2008), Reliability Engineering and System Safety 93(7), 964-979, indices from the fit.
"""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np

from parley.models.sensitivity._bins import mid_ranks
from parley.models.sensitivity._checks import Floats

__all__ = ["Basis", "Term", "basis", "terms"]

Term = tuple[tuple[int, int], ...]
"""(input, degree) of each factor."""

DRAWS_A_TERM = 10
HIGHEST = 20
"""The highest degree d: beyond it a polynomial follows the draws, not the outcome."""

SAME = 1e-9
"""A direction with a share of the variance below this is fixed by the others."""


class Basis(NamedTuple):
    """terms : what the columns of `values` (n, p) stand for, each of mean 0."""

    terms: list[Term]
    values: Floats


def basis(x: Floats, most: int | None = None) -> Basis:
    """As many terms as the draws carry, but not more than `most` unless there are more inputs.

    x : (n, k), checked. `ValueError` if the draws carry fewer than k terms.
    """
    n, k = x.shape
    if k * DRAWS_A_TERM > n:
        raise ValueError(f"need {DRAWS_A_TERM} draws for each input, got {n} draws of {k} inputs")
    values = [len(np.unique(column)) for column in x.T]
    carried = n // DRAWS_A_TERM
    carried = carried if most is None else min(carried, max(most, k))
    chosen = terms([min(v - 1, HIGHEST) for v in values], carried)
    top = max(degree for term in chosen for _, degree in term)
    factor = np.moveaxis(np.polynomial.legendre.legvander(mid_ranks(x), top), 0, 2).copy()
    columns = np.ones((n, len(chosen)), order="F")
    for c, term in enumerate(chosen):
        for i, degree in term:
            columns[:, c] *= factor[i, degree]
    return Basis(chosen, columns - columns.mean(axis=0))


def terms(limit: list[int], most: int) -> list[Term]:
    """At most `most` terms, of inputs with a highest degree each.

    >>> len(terms([20, 20], 12)), len(terms([1, 1], 12))
    (11, 3)
    """
    chosen: list[Term] = []
    for d in range(1, HIGHEST + 1):
        found = list(islice(_within(limit, d**0.5, 0), most + 2))[1:]  # the first is the constant
        if len(found) > most:
            break
        chosen = found
    return chosen


def _within(limit: list[int], room: float, first: int) -> Iterator[Term]:
    """Terms of inputs `first` onwards whose degrees' roots sum to at most `room`."""
    yield ()
    if room < 1 - SAME:
        return
    for i in range(first, len(limit)):
        for degree in range(1, limit[i] + 1):
            left = room - degree**0.5
            if left < -SAME:
                break
            for more in _within(limit, left, i + 1):
                yield ((i, degree), *more)
