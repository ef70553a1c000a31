"""One box peeled from the outside in, and pasted back where too much went.

Peeling starts from all draws. Each step takes a thin slice off one end of one number (the outer
`alpha` of the draws still in, in whole groups of equal values), or one level off a categorical
input: the slice whose loss raises the density most for each draw lost. With numbers alone that is
the highest density left, as all slices are alike; between numbers and levels it keeps the patience
of the method, as a level may hold half of the draws. It goes on through lower densities, since a
dense core may lie behind, down to the least mass.

Sources: Friedman and Fisher (1999), Bump hunting in high-dimensional data, Statistics and
Computing 9(2), 123-143; Kwakkel and Jaxa-Rozen (2016), Environmental Modelling and Software 79,
311-321, the gain for each draw lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.discovery.box import Box, Interval, Levels, inside, met

__all__ = ["Columns", "columns", "middle", "paste", "peels"]

SPARSE = 0.7
"""Sorted draws are sifted anew when fewer than this share of them is still in: a scan walks all."""

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
Rule = Interval | Levels


@dataclass(frozen=True, kw_only=True, eq=False)
class Columns:
    """Inputs with every number sorted once.

    x : (n, k). numbers, levels : columns that are numbers, and categories. value, order :
    (n_numbers, n), the numbers by row, and the draws of each in ascending order.
    """

    x: Floats
    numbers: tuple[int, ...]
    levels: tuple[int, ...]
    value: Floats
    order: NDArray[np.int32]


def columns(x: Floats, categorical: tuple[int, ...]) -> Columns:
    """Sort the columns of x, (n, k). `ValueError` for a categorical column that is not there."""
    if any(not 0 <= each < x.shape[1] for each in categorical):
        raise ValueError(f"categorical inputs {categorical} are not all among {x.shape[1]} columns")
    numbers = tuple(j for j in range(x.shape[1]) if j not in categorical)
    value = np.ascontiguousarray(x[:, numbers].T)
    order = np.argsort(value, axis=1, kind="stable").astype(np.int32)
    x = np.asfortranarray(x)  # every test of a box reads whole columns
    return Columns(x=x, numbers=numbers, levels=categorical, value=value, order=order)


def middle(out: float, kept: float) -> float:
    """Halfway between a value that is out and the next one in; never the one that is out."""
    half = out / 2 + kept / 2
    return kept if half == out else half


def peels(
    data: Columns, holds: Truths, weight: Floats, alpha: float, least_mass: float
) -> Iterator[Box]:
    """Boxes from all draws down to the least mass, each inside the one before.

    weight : (n,), how often each draw counts.
    """
    from parley.models.discovery._numba import ends

    hits, within = weight * holds, weight > 0
    rules: dict[int, Rule] = {}
    least, order = least_mass * weight.sum(), data.order
    yield Box({})
    while True:
        if within.sum() < SPARSE * order.shape[1]:
            order = order[within[order]].reshape(len(order), -1)
        size, yes = float(weight[within].sum()), float(hits[within].sum())
        cut = ends(data.value, order, within, weight, hits, alpha * size)
        slices = [*_of_numbers(data, rules, cut, size, yes, least)]
        slices += [*_of_levels(data, rules, within, weight, hits, least)]
        if not slices:
            return
        column, rule = max(slices, key=lambda each: each[0])[1:]
        rules = {**rules, column: rule}
        within &= met(rule, data.x[:, column])
        yield Box(rules)


def _of_numbers(
    data: Columns, rules: dict[int, Rule], cut: Floats, size: float, yes: float, least: float
) -> Iterator[tuple[float, int, Rule]]:
    """Gain, column and what is left for the best slice of all numbers; nothing if all are thick."""
    gone = np.where(cut[..., 0] > 0, cut[..., 0], np.inf)
    left = np.where(size - gone >= least, size - gone, np.nan)
    gain = ((yes - cut[..., 1]) / left - yes / size) / gone
    if np.isfinite(gain).any():
        row, side = np.unravel_index(np.nanargmax(gain), gain.shape)
        rule = rules.get(data.numbers[row], Interval())
        assert isinstance(rule, Interval)
        end = middle(*cut[row, side, 2:].tolist())
        kept = Interval(end, rule.high) if side == 0 else Interval(rule.low, end)
        yield float(gain[row, side]), data.numbers[row], kept


def _of_levels(
    data: Columns,
    rules: dict[int, Rule],
    within: Truths,
    weight: Floats,
    hits: Floats,
    least: float,
) -> Iterator[tuple[float, int, Rule]]:
    """The same for each level of each category."""
    w, h = weight[within], hits[within]
    size, yes = w.sum(), h.sum()
    for column in data.levels:
        value = data.x[within, column]
        kept = _kept(rules.get(column), data.x[:, column])
        for level in np.unique(value):
            out = value == level
            gone, gone_hits = w[out].sum(), h[out].sum()
            if 0 < size - gone >= least:
                rest = Levels(tuple(each for each in kept if each != level))
                yield float(((yes - gone_hits) / (size - gone) - yes / size) / gone), column, rest


def _kept(rule: Rule | None, value: Floats) -> tuple[float, ...]:
    return rule.kept if isinstance(rule, Levels) else tuple(np.unique(value).tolist())


def paste(data: Columns, holds: Truths, weight: Floats, box: Box, alpha: float) -> Box:
    """Put slices back as long as that lowers the density nowhere.

    Each step adds, at one end of one restriction, about the `alpha` of the draws in the box that
    come next, or one level: the one that leaves the box densest.
    """
    while True:
        within = inside(box, data.x)
        size, yes = weight[within].sum(), (weight * holds)[within].sum()
        best, most = box, yes / size
        for wider in _wider(data, box, weight, max(alpha * size, 1)):
            more = inside(wider, data.x)
            density = (weight * holds)[more].sum() / weight[more].sum()
            # at no loss the larger box is better; without the second test an empty slice loops
            if density >= most and weight[more].sum() > size:
                best, most = wider, density
        if best is box:
            return box
        box = best


def _wider(data: Columns, box: Box, weight: Floats, target: float) -> Iterator[Box]:
    for column, rule in box.restrictions.items():
        rest = {other: each for other, each in box.restrictions.items() if other != column}
        beside = inside(Box(rest), data.x) & (weight > 0)
        value = data.x[:, column]
        if isinstance(rule, Levels):
            for level in np.setdiff1d(value[beside], rule.kept).tolist():
                more = Levels(tuple(sorted({*rule.kept, level})))
                free = more.kept == _kept(None, value)
                yield Box(rest if free else {**rest, column: more})
            continue
        for sign in (-1, 1):
            end = rule.low if sign < 0 else rule.high
            out = np.sort(sign * value[beside & (sign * value > sign * end)])
            if out.size:
                moved = sign * float(_end(out, target))
                low, high = (moved, rule.high) if sign < 0 else (rule.low, moved)
                wide = Interval(low, high)
                yield Box(rest if wide == Interval() else {**rest, column: wide})


def _end(out: Floats, target: float) -> float:
    """Where a side ends that takes in about `target` of the values outside it, ascending."""
    last = out[min(int(target), len(out)) - 1]
    beyond = out[out > last]
    return middle(float(beyond[0]), float(last)) if beyond.size else np.inf
