"""In how many of all strict rankings the clauses hold."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from fractions import Fraction
from math import comb, factorial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.models.conflict_graph.inverse.clauses import (
    Clause,
    Family,
    all_sets,
    all_states,
    families_of,
    separate,
)

__all__ = ["rankings", "share"]

Counts = NDArray[Any]  # of Python integers, which do not overflow

MOST_ATOMS = 20  # 2 to this power sets are tried
MOST_STATES = 500  # the largest numbers have about as many bits


def share(clauses: Sequence[Clause]) -> Fraction:
    """The share of all strict rankings of the states in which the clauses hold.

    States no clause names do not matter. Of the other m, a ranking puts each set of k below s
    equally often, k! (m - k)! / (m + 1)! of the time. `ValueError` if the sets are too many.

    >>> share([Clause(1, ((2,), (3,))), Clause(4, ())])
    Fraction(9, 20)
    """
    families = families_of(clauses)
    m = len(all_states(all_sets(families)))
    if m > MOST_STATES:
        raise ValueError(f"{m} states matter, too many to count rankings; at most {MOST_STATES}")
    counts = np.array([1], object)
    for part in separate(families):
        counts = np.convolve(counts, _counts(part))
    return sum((Fraction(c, (m + 1) * comb(m, k)) for k, c in enumerate(counts)), Fraction(0))


def rankings(clauses: Sequence[Clause], n_states: int) -> int:
    """How many of the n_states! strict rankings fulfil the clauses; `ValueError` as in `share`.

    >>> rankings([Clause(1, ())], 6)
    360
    """
    return int(share(clauses) * factorial(n_states))


def _counts(part: Sequence[Family]) -> Counts:
    """How many sets of k states fulfil all families, for k from 0 on."""
    m = len(all_states(all_sets(part)))
    if len(part) == 1 and sum(map(len, part[0])) == m:
        fails = np.array([1], object)
        for alternative in part[0]:
            fails = np.convolve(fails, _not_all(len(alternative)))
        holds: Counts = np.append(_not_all(m), 1)
        holds[: len(fails)] -= fails
        return holds
    return _listed(part)


def _not_all(n: int) -> Counts:
    """How many sets of k out of n states there are, for k < n."""
    return np.array([comb(n, k) for k in range(n)], object)


def _listed(part: Sequence[Family]) -> Counts:
    """As `_counts`, by trying which *atoms* lie in the set: states that always occur together."""
    sets, held = sorted(all_sets(part), key=sorted), defaultdict(list)
    for i, alternative in enumerate(sets):
        for x in alternative:
            held[x].append(i)
    atoms = sorted(Counter(map(tuple, held.values())).items())
    if len(atoms) > MOST_ATOMS:
        raise ValueError(f"{len(atoms)} groups of states matter; at most {MOST_ATOMS} are tried")
    every, inside = np.arange(1 << len(atoms)), {}
    for i, alternative in enumerate(sets):
        bits = sum(1 << a for a, (within, _) in enumerate(atoms) if i in within)
        inside[alternative] = every & bits == bits
    holds = np.all([np.any([inside[one] for one in family], axis=0) for family in part], axis=0)
    return _summed(every[holds], [size for _, size in atoms])


def _summed(chosen: NDArray[np.int64], sizes: Sequence[int]) -> Counts:
    """Sets of k states with just these choices of whole atoms, for k from 0 on."""
    total, kinds = np.zeros(sum(sizes) + 1, object), sorted(Counter(sizes).items())
    masks = [sum(1 << a for a, n in enumerate(sizes) if n == size) for size, _ in kinds]
    whole = np.stack([np.bitwise_count(chosen & mask) for mask in masks], axis=1)
    rows, times = np.unique(whole, axis=0, return_counts=True)
    for row, n_times in zip(rows.tolist(), times.tolist(), strict=True):
        ways, shift = np.array([n_times], object), 0
        for (size, n), n_whole in zip(kinds, row, strict=True):
            shift += size * n_whole
            for _ in range(n - n_whole):
                ways = np.convolve(ways, _not_all(size))
        total[shift : shift + len(ways)] += ways
    return total
