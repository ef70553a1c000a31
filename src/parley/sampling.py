"""Numbers that obey a ranking, uniform over everything the ranking admits.

Uniforms come in, numbers go out: randomness stays with the caller, and draw i depends on row i
of the uniforms alone. Exact, with nothing rejected, in two steps.

1. A complete order has a set of admissible numbers that is a simplex. A uniform point of it is
   the mixture of its corners by uniform spacings (Devroye 1986, Non-Uniform Random Variate
   Generation, chapter V, theorem 2.1). Weights with groups of m_1, ..., m_G tied items have the
   corners V_h = 1 / (m_1 + ... + m_h) on the first h groups and 0 below; their mean is the
   rank-order centroid (Barron and Barrett 1996, Management Science 42(11), 1515-1523).
2. A partial order is cut into the complete orders that extend it. One of them is chosen with
   probability proportional to its volume, group by group from the top, by counting volumes
   backwards over the sets of groups that can stand on top (the down-sets).

Only sums, products, quotients and sorting, in a fixed sequence: no logarithm, no BLAS, so that
every machine gives the same bits.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parley.case.down_sets import LARGEST, Kind, above, alike, in_sequence, too_open
from parley.case.ranking import MUCH, TIMES, Ranking, check_gaps

__all__ = ["LARGEST", "Kind", "n_uniforms", "values", "weights"]

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


class _Level(NamedTuple):
    """All down-sets of one size: where adding a group leads, and the odds of adding it.

    next : (n_sets, n_groups), position in the next level; -1 where the group cannot come next.
    odds : (n_sets, n_groups), running sums of volumes; the last column is the total.
    """

    next: Ints
    odds: Floats


def n_uniforms(ranking: Ranking, items: Sequence[str], kind: Kind) -> int:
    """How many uniforms one draw takes: the number of columns that `weights` or `values` wants."""
    ranking = ranking.over(items)
    return _n_choice(ranking) + _n_chain(ranking, kind)


def weights(ranking: Ranking, items: Sequence[str], uniforms: Floats) -> Floats:
    """Weights of `items`, (n, n_items), uniform on all that are >= 0, sum to 1 and obey `ranking`.

    Tied items weigh the same; a > b allows equality; a >> b means at least `TIMES` as much.
    Items the ranking never mentions are free.

    uniforms : (n, n_uniforms), in [0, 1); `ValueError` otherwise, and if a partial order has
        more than `LARGEST` down-sets.

    >>> from parley.case.ranking import parse_ranking
    >>> weights(parse_ranking("a > b ~ c"), ["c", "b", "a"], np.array([[0.0], [0.4]])).round(3)
    array([[0.333, 0.333, 0.333],
           [0.2  , 0.2  , 0.6  ]])
    """
    ranking = ranking.over(items)
    choice, chain = _split(ranking, "weights", uniforms)
    sizes = np.array([len(group) for group in ranking.groups])
    order = _order(ranking, sizes, choice)
    ratios = np.ones(len(sizes) - 1)
    ratios[list(ranking.gaps)] = TIMES
    return _columns(ranking, items, order, _chain_weights(sizes[order], ratios, chain))


def values(ranking: Ranking, items: Sequence[str], uniforms: Floats) -> Floats:
    """Values of `items`, (n, n_items), uniform on all that obey `ranking` from worst 0 to best 1.

    Tied items are worth the same; a > b allows equality; a >> b means a distance of at least
    `MUCH`. Items the ranking never mentions are free, and may be the best or the worst. Where
    everything is tied all values are 0: whoever is indifferent gains nothing.

    uniforms : (n, n_uniforms), in [0, 1); `ValueError` otherwise, if a partial order has more
        than `LARGEST` down-sets, or for what `check_gaps` says.

    >>> from parley.case.ranking import parse_ranking
    >>> values(parse_ranking("a > b > c >> d"), list("abcd"), np.array([[0.8, 0.4]])).round(3)
    array([[1.  , 0.85, 0.55, 0.  ]])
    """
    ranking = ranking.over(items)
    if problem := check_gaps(ranking):
        raise ValueError(problem)
    choice, chain = _split(ranking, "values", uniforms)
    order = _order(ranking, np.ones(len(ranking.groups), np.intp), choice)
    return _columns(ranking, items, order, _chain_values(ranking, chain))


def _n_chain(ranking: Ranking, kind: Kind) -> int:
    return max(len(ranking.groups) - (1 if kind == "weights" else 2), 0)


def _n_choice(ranking: Ranking) -> int:
    # One per group to choose the next group, one per group to shuffle the groups that are alike.
    return 0 if ranking.complete else 2 * len(ranking.groups)


def _split(ranking: Ranking, kind: Kind, uniforms: Floats) -> tuple[Floats, Floats]:
    """The uniforms that choose an order, and those that place numbers in it."""
    n_choice = _n_choice(ranking)
    wanted = n_choice + _n_chain(ranking, kind)
    if uniforms.ndim != 2 or uniforms.shape[1] != wanted:
        raise ValueError(f"{kind} need uniforms of shape (n, {wanted}), got {uniforms.shape}")
    if not ((uniforms >= 0) & (uniforms < 1)).all():
        raise ValueError("uniforms must lie in [0, 1)")
    return uniforms[:, :n_choice], uniforms[:, n_choice:]


def _chain_weights(sizes: Ints, ratios: Floats, uniforms: Floats) -> Floats:
    """Weights of ordered groups, (n, n_groups).

    sizes : (n or 1, n_groups), items in each group, best first.
    ratios : (n_groups - 1,), how many times the next group each group weighs at least.
    """
    n, n_groups = len(uniforms), sizes.shape[1]
    share = np.diff(np.sort(uniforms, axis=1), axis=1, prepend=0.0, append=1.0)
    corner = sizes.astype(float)  # corner h gives group h the weight 1 / corner[h]
    for h in range(1, n_groups):
        corner[:, h] += ratios[h - 1] * corner[:, h - 1]
    weight = np.empty((n, n_groups))
    weight[:, -1] = share[:, -1] / corner[:, -1]
    for h in reversed(range(n_groups - 1)):
        weight[:, h] = share[:, h] / corner[:, h] + ratios[h] * weight[:, h + 1]
    return weight


def _chain_values(ranking: Ranking, uniforms: Floats) -> Floats:
    """Values of ordered groups, (n, n_groups): 1 at the top, 0 at the bottom, uniform between."""
    n_groups = len(ranking.groups)
    value = np.zeros((len(uniforms), n_groups))
    if n_groups > 1:
        gaps_below = np.array([sum(g >= h for g in ranking.gaps) for h in range(n_groups)])
        slack = 1 - MUCH * len(ranking.gaps)
        value[:, 1:-1] = np.sort(uniforms, axis=1)[:, ::-1] * slack
        value += MUCH * gaps_below
        value[:, 0] = 1.0
    return value


def _columns(ranking: Ranking, items: Sequence[str], order: Ints, chain: Floats) -> Floats:
    """From places in the order to the items asked for."""
    by_group = np.empty_like(chain)
    np.put_along_axis(by_group, np.broadcast_to(order, chain.shape), chain, axis=1)
    group = {item: g for g, tied in enumerate(ranking.groups) for item in tied}
    return by_group[:, [group[item] for item in items]]


def _order(ranking: Ranking, sizes: Ints, uniforms: Floats) -> Ints:
    """Groups from the best to the worst, (n, n_groups), or (1, n_groups) if they are complete.

    sizes : (n_groups,), items in each group; ones if every order has the same volume.
    """
    n_groups = len(sizes)
    if ranking.complete:
        return np.arange(n_groups)[np.newaxis]
    stated = above(ranking)
    classes = alike(stated, sizes.tolist())
    choose, shuffle = uniforms[:, :n_groups], uniforms[:, n_groups:]
    order = _walk(_levels(in_sequence(stated, classes), sizes), choose)
    return np.take_along_axis(_shuffled(classes, shuffle), order, axis=1)


def _shuffled(classes: list[list[int]], uniforms: Floats) -> Ints:
    """Each group's stand-in, (n, n_groups): a uniform permutation within every class."""
    stand_in = np.empty(uniforms.shape, np.intp)
    for groups in classes:
        ranks = np.argsort(uniforms[:, groups], axis=1, kind="stable")
        stand_in[:, groups] = np.array(groups)[ranks]
    return stand_in


def _levels(needs: list[int], sizes: Ints) -> list[_Level]:
    """Down-sets of every size but the full one, and the odds of what comes next.

    The volume of a complete order of weights is proportional to the product over h of 1 / M_h,
    with M_h the items in its first h groups. M_h depends only on which groups these are, so the
    volumes of all ways to go on from a down-set add up to one number. With sizes 1, M_h = h,
    and all orders have the same volume, as values do.
    """
    levels: list[_Level] = []
    volume = np.ones(1)
    for step, n_items in reversed(_down_sets(needs, sizes.tolist())):
        odds = np.cumsum(np.where(step >= 0, (volume / n_items)[step], 0.0), axis=1)
        volume = odds[:, -1] / odds[:, -1].max()  # only ratios matter; this keeps them in range
        levels.append(_Level(step, odds))
    return levels[::-1]


def _down_sets(needs: list[int], sizes: list[int]) -> list[tuple[Ints, Ints]]:
    """For every size of down-set: the `next` of `_Level`, and M of each set in the next level."""
    level, totals, n_sets = {0: 0}, [0], 1
    found = []
    for _ in sizes:
        step = np.full((len(level), len(sizes)), -1, np.intp)
        bigger: dict[int, int] = {}
        bigger_totals: list[int] = []
        for down, row in level.items():
            for g, need in enumerate(needs):
                if down & need == need and not down >> g & 1:
                    step[row, g] = bigger.setdefault(down | 1 << g, len(bigger))
                    if len(bigger) > len(bigger_totals):
                        bigger_totals.append(totals[row] + sizes[g])
            if n_sets + len(bigger) > LARGEST:
                raise ValueError(too_open(len(sizes), LARGEST))
        level, totals, n_sets = bigger, bigger_totals, n_sets + len(bigger)
        found.append((step, np.array(totals, np.intp)))
    return found


def _walk(levels: list[_Level], uniforms: Floats) -> Ints:
    """Orders drawn with probability proportional to their volume, (n, n_groups)."""
    order = np.empty(uniforms.shape, np.intp)
    at = np.zeros(len(uniforms), np.intp)
    for h, level in enumerate(levels):
        odds = level.odds[at]
        # u < 1 keeps the target below the total, and groups with no odds are passed over.
        order[:, h] = (odds <= uniforms[:, h, np.newaxis] * odds[:, -1:]).sum(axis=1)
        at = level.next[at, order[:, h]]
    return order
