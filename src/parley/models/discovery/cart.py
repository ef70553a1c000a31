"""CART: few cuts that part the draws with an outcome from those without.

The tree splits a node where that takes most off n p (1 - p), the Gini index of its draws, p being
the share with the outcome. A split is `x <= c`, or some levels of a categorical input against the
others; levels in the order of their p, which loses nothing for two classes. A large tree is pruned
back by the cost-complexity sum n p (1 - p) + a |leaves|, to the smallest tree whose squared error
on draws held out is within one standard error (of the difference) of the best. Squared error and
not the share of wrong guesses: a leaf in which a rare outcome is four times as frequent as
elsewhere is worth knowing, even if it is still the rarer case there.

Source: Breiman, Friedman, Olshen and Stone (1984), Classification and Regression Trees: chapter 3
for pruning, 4.6 for trees of probabilities, theorem 4.5 for levels.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.models.discovery.box import Box, Interval, Levels, Measures, measured, met
from parley.models.discovery.peel import Columns, columns, middle
from parley.models.discovery.shares import draws_needed, given_draws, yes_or_no

__all__ = ["Leaf", "Tree", "cart"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]
Rule = Interval | Levels

FOLDS = 10
"""Parts of the draws, each held out once; the usual number (Breiman et al. 1984, 3.4)."""


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One part of the space. verdict : how its density lies to that of all draws, at 95 %.

    draws_needed : for that difference, about.
    """

    box: Box
    measures: Measures
    verdict: Literal["above", "below", "cannot tell"]
    draws_needed: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Tree:
    """The leaves, densest first, and what they are worth on draws held out.

    error : mean squared error of the leaves' shares on draws held out, with its standard error.
    error_without : that of the share in all draws; a tree of one leaf means that no input told.
    """

    leaves: tuple[Leaf, ...]
    error: float
    error_sd: float
    error_without: float
    depth: int
    least_leaf: float
    seed: int


@dataclass(eq=False)
class _Grown:
    """A full tree. Node 0 is the root; children come after parents.

    split : column and restriction of the left child, none in a leaf. left : the left child, the
    right one is next to it. node : (n,), the deepest node of each draw.
    """

    split: list[tuple[int, Rule] | None]
    left: list[int]
    parent: list[int]
    weight: Floats
    hits: Floats
    node: Ints


def cart(
    x: ArrayLike,
    holds: ArrayLike,
    *,
    categorical: Sequence[int] = (),
    depth: int = 4,
    least_leaf: float = 0.02,
    seed: int = 0,
) -> Tree:
    """A small tree whose leaves are boxes.

    x : (n, k). holds : (n,), the outcome in each draw. categorical : columns whose numbers are
    names. depth : most cuts from root to leaf. least_leaf : no leaf holds a smaller share of the
    draws. `ValueError` as in `prim`. Cost: one sort of each column, then 11 times one pass over x
    for each level of depth.

    >>> x = np.random.default_rng(1).random((1000, 3))
    >>> tree = cart(x, (x[:, 0] > 0.6) & (x[:, 2] < 0.5))
    >>> sorted(tree.leaves[0].box.restrictions), tree.leaves[0].measures.density
    ([0, 2], 1.0)
    """
    inputs, outcome = given_draws(x, holds)
    yes = yes_or_no(outcome)
    if depth < 1 or not 0 < least_leaf < 0.5:
        raise ValueError(f"depth {depth} is below 1 or least leaf {least_leaf} not in 0 to 0.5")
    data = columns(inputs, tuple(categorical))
    full = _grown(data, yes, np.ones(len(yes)), depth, least_leaf)
    penalties = _penalties(full)
    errors = _errors(data, yes, depth, least_leaf, penalties, seed)
    at = _smallest(errors)
    return Tree(
        leaves=_leaves(full, _pruned(full, penalties[at]), data.x, yes),
        error=float(errors[at].mean()),
        error_sd=_sd(errors[at]),
        error_without=float(errors[-1].mean()),
        depth=depth,
        least_leaf=least_leaf,
        seed=seed,
    )


def _grown(data: Columns, yes: Truths, weight: Floats, depth: int, least_leaf: float) -> _Grown:
    """The full tree on weighted draws; draws of weight 0 are sorted into it too."""
    from parley.models.discovery._numba import splits

    hits: Floats = weight * yes
    least = max(least_leaf * weight.sum(), 1.0)
    tree = _Grown([None], [-1], [-1], np.zeros(0), np.zeros(0), np.zeros(len(yes), np.int64))
    start = 0
    for _ in range(depth):
        stop = len(tree.split)
        place = np.where(tree.node >= start, tree.node - start, -1)
        best = splits(data.value, data.order, place, weight, hits, stop - start, least)
        for i in range(stop - start):
            mine = tree.node == start + i
            rule = _split(data, mine, weight, hits, best[i], least)
            if rule is not None:
                _divide(tree, start + i, *rule, data.x[:, rule[0]], mine)
        start = stop
    size = len(tree.split)
    tree.weight = np.bincount(tree.node, weight, size).astype(float)
    tree.hits = np.bincount(tree.node, hits, size).astype(float)
    for at in range(size - 1, 0, -1):
        tree.weight[tree.parent[at]] += tree.weight[at]
        tree.hits[tree.parent[at]] += tree.hits[at]
    return tree


def _divide(tree: _Grown, at: int, column: int, rule: Rule, value: Floats, mine: Truths) -> None:
    tree.split[at], tree.left[at] = (column, rule), len(tree.split)
    tree.node[mine] = np.where(met(rule, value[mine]), len(tree.split), len(tree.split) + 1)
    tree.split += [None, None]
    tree.left += [-1, -1]
    tree.parent += [at, at]


def _split(
    data: Columns, mine: Truths, weight: Floats, hits: Floats, best: Floats, least: float
) -> tuple[int, Rule] | None:
    """Column and left side of a node's best split; none if nothing is gained."""
    gain, row, out, kept = best
    found: tuple[int, Rule] | None = None
    if gain > 0:
        found = data.numbers[int(row)], Interval(high=middle(float(kept), float(out)))
    for column in data.levels:
        for other, levels in _by_level(data.x[mine, column], weight[mine], hits[mine], least):
            if other > gain:
                gain, found = other, (column, levels)
    return found


def _by_level(
    value: Floats, weight: Floats, hits: Floats, least: float
) -> Iterator[tuple[float, Levels]]:
    """Gain of each cut in the order of the levels' shares."""
    level, at = np.unique(value, return_inverse=True)
    size, yes = np.bincount(at, weight), np.bincount(at, hits)
    order = np.argsort(yes / np.maximum(size, 1), kind="stable")
    a, ha = size[order].cumsum(), yes[order].cumsum()
    for i in range(len(level) - 1):
        b, hb = a[-1] - a[i], ha[-1] - ha[i]
        if min(a[i], b) >= least:
            gain = a[i] * b / a[-1] * (ha[i] / a[i] - hb / b) ** 2
            yield float(gain), Levels(tuple(np.sort(level[order[: i + 1]]).tolist()))


def _weakest(tree: _Grown, leaf: Truths) -> tuple[float, int]:
    """Smallest gain for each leaf kept, and the node that gives it; inf if only the root is left.

    leaf : (n_nodes,), where the tree is cut off.
    """
    risk = tree.hits * (1 - tree.hits / np.maximum(tree.weight, 1))
    below, count = risk.copy(), np.ones(len(risk))
    weakest = (np.inf, 0)
    for at in range(len(risk) - 1, -1, -1):
        if leaf[at] or tree.left[at] < 0:
            continue
        children = slice(tree.left[at], tree.left[at] + 2)
        below[at], count[at] = below[children].sum(), count[children].sum()
        weakest = min(weakest, ((risk[at] - below[at]) / (count[at] - 1), at))
    return weakest


def _pruned(tree: _Grown, penalty: float) -> Truths:
    """Nodes at which the tree is cut off if each leaf costs the penalty, (n_nodes,)."""
    leaf = np.array([each < 0 for each in tree.left])
    while (found := _weakest(tree, leaf))[0] <= penalty:
        leaf[found[1]] = True
    return leaf


def _penalties(tree: _Grown) -> Floats:
    """One penalty inside each stretch that leads to another tree, ascending; the last is inf."""
    leaf = np.array([each < 0 for each in tree.left])
    steps = [0.0]
    while np.isfinite((found := _weakest(tree, leaf))[0]):
        leaf[found[1]] = True
        steps.append(max(steps[-1], found[0]))
    ends = np.array(steps)
    return np.append(np.sqrt(ends[:-1] * ends[1:]), np.finfo(float).max)


def _errors(
    data: Columns, yes: Truths, depth: int, least_leaf: float, penalties: Floats, seed: int
) -> Floats:
    """Squared error of each held-out draw by penalty, (n_penalties, n)."""
    fold = np.random.default_rng(seed).permutation(len(yes)) % FOLDS
    errors = np.empty((len(penalties), len(yes)))
    for part in range(FOLDS):
        out = fold == part
        tree = _grown(data, yes, (~out).astype(float), depth, least_leaf)
        share = tree.hits / np.maximum(tree.weight, 1)
        for i, penalty in enumerate(penalties * (1 - 1 / FOLDS)):  # a sum over fewer draws
            node = _cut_off(tree, _pruned(tree, penalty))[tree.node[out]]
            errors[i, out] = (yes[out] - share[node]) ** 2
    return errors


def _cut_off(tree: _Grown, leaf: Truths) -> Ints:
    """The leaf above or at each node, (n_nodes,)."""
    top = np.arange(len(leaf))
    for at in range(1, len(leaf)):
        above = top[tree.parent[at]]
        top[at] = above if leaf[above] else at
    return top


def _smallest(errors: Floats) -> int:
    """The smallest tree within one standard error of the best one."""
    best = int(errors.mean(axis=1).argmin())
    # errors of two trees go together: what counts is the error of their difference
    worse = errors - errors[best]
    near = worse.mean(axis=1) <= worse.std(axis=1) / np.sqrt(errors.shape[1])
    return int(np.flatnonzero(near)[-1])


def _sd(error: Floats) -> float:
    return float(error.std(ddof=1) / np.sqrt(len(error)))


def _leaves(tree: _Grown, leaf: Truths, x: Floats, yes: Truths) -> tuple[Leaf, ...]:
    boxes: dict[int, Box] = {0: Box({})}
    for at, split in enumerate(tree.split):
        if at in boxes and not leaf[at] and split is not None:
            column, rule = split
            boxes[tree.left[at]] = _narrowed(boxes[at], column, rule)
            other = _other(rule, x[:, column])
            boxes[tree.left[at] + 1] = _narrowed(boxes.pop(at), column, other)
    leaves = [_leaf(box, x, yes) for box in boxes.values()]
    return tuple(sorted(leaves, key=lambda each: -each.measures.density))


def _other(rule: Rule, value: Floats) -> Rule:
    if isinstance(rule, Levels):
        return Levels(tuple(np.setdiff1d(value, rule.kept).tolist()))
    return Interval(low=float(np.nextafter(rule.high, np.inf)))


def _narrowed(box: Box, column: int, rule: Rule) -> Box:
    old = box.restrictions.get(column)
    if isinstance(rule, Levels) and isinstance(old, Levels):
        rule = Levels(tuple(each for each in rule.kept if each in old.kept))
    if isinstance(rule, Interval) and isinstance(old, Interval):
        rule = Interval(max(rule.low, old.low), min(rule.high, old.high))
    return Box({**box.restrictions, column: rule})


def _leaf(box: Box, x: Floats, yes: Truths) -> Leaf:
    found, overall = measured(box, x, yes), float(yes.mean())
    low, high = found.density_interval
    error = np.sqrt(overall * (1 - overall) / max(found.n_in, 1))
    return Leaf(
        box=box,
        measures=found,
        verdict="above" if low > overall else "below" if high < overall else "cannot tell",
        draws_needed=draws_needed(len(yes), found.density - overall, float(error)),
    )
