"""Where on a numeric issue each party's answer to a package flips."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.domain import Sample, allowed

__all__ = ["Tipping", "tipping"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Interval = tuple[float, float]


@dataclass(frozen=True, kw_only=True, eq=False)
class Tipping:
    """For which values of one issue a package is worth no deal or more; last column: to all.

    allowed : (n_levels,) whether the clauses admit the level, with the rest of the package.
    share : (n_levels, n_parties + 1) part of the draws in which the level is enough.
    intervals : per column and draw the values that are enough, ascending, each (from, to); where
        a combination of options comes or goes at a level, an end may be just outside.
    lowest, highest : (n_draws, n_parties + 1) the least and greatest such value, nan if none.
    never, always : (n_parties + 1,) share of draws in which no value is enough, and every value.
    """

    allowed: Mask
    share: Floats
    intervals: tuple[tuple[tuple[Interval, ...], ...], ...]
    lowest: Floats
    highest: Floats
    never: Floats
    always: Floats

    def quantiles(self, quantiles: Sequence[float]) -> tuple[Floats, Floats]:
        """Of `lowest` and `highest` over the draws that have one, (n_quantiles, n_columns) each."""
        return _quantiles(self.lowest, quantiles), _quantiles(self.highest, quantiles)


def tipping(
    sample: Sample, package: Ints, issue: int, values: Sequence[float], parties: Sequence[int]
) -> Tipping:
    """Move one issue alone, its utility linear between levels.

    values : (n_levels,) the numbers of the levels, ascending. parties : who counts as all.
    A bonus holds between two levels if it holds at both. Signs are compared in whole numbers;
    only the place of a zero between two levels is a float.
    """
    numbers = np.asarray(values, float)
    if numbers.shape != (sample.packages.n_levels[issue],) or (np.diff(numbers) <= 0).any():
        raise ValueError(f"issue {issue} needs an ascending number for each level, got {numbers}")
    levels = np.tile(package, (len(numbers), 1))
    levels[:, issue] = np.arange(len(numbers))
    point = np.stack([sample.worth(each) for each in levels]) - sample.no_deal
    left, right = _sides(sample, levels, point)
    enough = point >= 0
    together = enough[:, :, list(parties)].all(axis=2, keepdims=True)
    found = [
        [_enough(numbers, *sides) for sides in zip(*each, strict=True)]
        for each in zip(*(side.transpose(2, 1, 0) for side in (point, left, right)), strict=True)
    ]
    both = [_common(of_draw) for of_draw in zip(*(found[p] for p in parties), strict=True)]
    intervals = (*map(tuple, found), tuple(both))
    lowest = np.array([[of[0][0] if of else np.nan for of in column] for column in intervals]).T
    highest = np.array([[of[-1][1] if of else np.nan for of in column] for column in intervals]).T
    whole = ((numbers[0], numbers[-1]),)
    return Tipping(
        allowed=allowed(sample.packages, levels),
        share=np.concatenate([enough, together], axis=2).mean(axis=1),
        intervals=intervals,
        lowest=lowest,
        highest=highest,
        never=np.isnan(lowest).mean(axis=0),
        always=np.array([np.mean([of == whole for of in column]) for column in intervals]),
    )


def _sides(sample: Sample, levels: Ints, point: Ints) -> tuple[Ints, Ints]:
    """Gain just after each level but the last and just before the next, (n - 1, draws, parties).

    They differ from the gain at the level where a bonus holds at one of the two alone.
    """
    left, right = point[:-1].copy(), point[1:].copy()
    for bonus in sample.bonuses:
        held = np.all([np.isin(levels[:, i], of) for i, of in bonus.parts], axis=0)
        for k in np.flatnonzero(held[:-1] != held[1:]):
            (left if held[k] else right)[k] -= bonus.worth
    return left, right


def _enough(numbers: Floats, point: Ints, left: Ints, right: Ints) -> tuple[Interval, ...]:
    """Intervals at or above 0, ascending; two that touch have a level between them that is not."""
    found: list[Interval] = []
    for k, number in enumerate(numbers.tolist()):
        if point[k] >= 0:
            _add(found, (number, number))
        if k == len(left):
            break
        for piece in _within(number, float(numbers[k + 1]), int(left[k]), int(right[k])):
            if point[k] >= 0:
                _add(found, piece)
            else:
                found.append(piece)
    return tuple(found)


def _add(found: list[Interval], piece: Interval) -> None:
    """Put an interval behind the others, or lengthen the last if it ends where this begins."""
    if found and found[-1][1] >= piece[0]:
        piece = (found.pop()[0], piece[1])
    found.append(piece)


def _within(begin: float, end: float, left: int, right: int) -> Iterator[Interval]:
    """Where a line between two gains is at or above 0."""
    if left >= 0 and right >= 0:
        yield begin, end
    elif left > 0 or right > 0:
        zero = begin + (end - begin) * (left / (left - right))
        yield (begin, zero) if left > 0 else (zero, end)


def _common(of_party: Sequence[tuple[Interval, ...]]) -> tuple[Interval, ...]:
    """Where intervals of every party overlap."""
    common, *rest = of_party
    for other in rest:
        met = sorted((max(a, c), min(b, d)) for a, b in common for c, d in other)
        long = [(low, high) for low, high in met if low < high]
        # a number where two intervals touch is no interval of its own
        points = {low for low, high in met if low == high} - {end for ends in long for end in ends}
        common = tuple(sorted([*long, *((number, number) for number in points)]))
    return common


def _quantiles(ends: Floats, quantiles: Sequence[float]) -> Floats:
    found = np.full((len(quantiles), ends.shape[1]), np.nan)
    for column in range(ends.shape[1]):
        known = ends[~np.isnan(ends[:, column]), column]
        if len(known):
            found[:, column] = np.quantile(known, quantiles)
    return found
