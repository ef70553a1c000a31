"""How much a ranking leaves open: the sets of its groups that could stand on top (down-sets).

A partial order with few chains has few of them, one with many has more than can be counted;
`parley.sampling` counts volumes over all of them.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from parley.case.ranking import Ranking

__all__ = ["LARGEST", "Kind", "above", "alike", "check_size", "in_sequence", "too_open"]

LARGEST = 200_000  # down-sets; at about this size the count takes a second or two

Kind = Literal["weights", "values"]


def check_size(ranking: Ranking, kind: Kind) -> None:
    """Raise `ValueError` if nothing can be drawn from the ranking, for it leaves too much open."""
    sizes = tuple(len(group) if kind == "weights" else 1 for group in ranking.groups)
    if _too_many(ranking, sizes):
        raise ValueError(too_open(len(sizes), LARGEST))


@lru_cache(maxsize=4096)  # every scenario of a case asks again about the rankings it leaves alone
def _too_many(ranking: Ranking, sizes: tuple[int, ...]) -> bool:
    if ranking.complete:
        return False
    direct = above(ranking)
    needs = in_sequence(direct, alike(direct, sizes))
    level, n_sets = {0}, 1
    for _ in sizes:
        level = {
            down | 1 << g
            for down in level
            for g, need in enumerate(needs)
            if down & need == need and not down >> g & 1
        }
        n_sets += len(level)
        if n_sets > LARGEST:
            return True
    return False


def above(ranking: Ranking) -> list[int]:
    """For each group the set of groups stated next above it, as bits."""
    found = [0] * len(ranking.groups)
    for better, worse in ranking.above:
        found[worse] |= 1 << better
    return found


def alike(above: Sequence[int], sizes: Sequence[int]) -> list[list[int]]:
    """Groups that could change places: same size, same groups stated above and below.

    Counting them in one fixed sequence and shuffling them afterwards gives the same
    distribution, and n free items have n + 1 down-sets instead of 2 ** n.
    """
    below = [sum(1 << h for h, a in enumerate(above) if a >> g & 1) for g in range(len(above))]
    classes: dict[tuple[int, int, int], list[int]] = {}
    for g, key in enumerate(zip(above, below, sizes, strict=True)):
        classes.setdefault(key, []).append(g)
    return list(classes.values())


def in_sequence(above: Sequence[int], alike: Sequence[Sequence[int]]) -> list[int]:
    """What stands above each group, if groups that are alike come in one fixed sequence."""
    found = list(above)
    for groups in alike:
        for first, second in pairwise(groups):
            found[second] |= 1 << first
    return found


def too_open(n_groups: int, most: int) -> str:
    """What is wrong with a ranking of more than `most` down-sets, and the likely fix."""
    return (
        f"the ranking leaves too much open: more than {most:,} sets of its {n_groups} groups "
        "could stand on top; join some of its chains, or tie items"
    )
