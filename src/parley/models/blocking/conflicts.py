"""Which demands cannot be met together: all minimal conflicts and all largest sets that can be.

A minimal conflict loses its last obstacle whichever of its demands is given up. The two families
fix each other: giving up one demand from every minimal conflict leaves a set that can be met.

Source: Liffiton, Previti, Malik and Marques-Silva (2016), Fast, flexible MUS enumeration,
Constraints 21(2), 223-250: take a largest set not yet explored; if it can be met, nothing inside
it is a conflict; if not, shrink it to a minimal conflict, and nothing around that can be met.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from parley.models.blocking.demands import Demand, by_party
from parley.models.blocking.gains import can_meet
from parley.models.domain import Domain

__all__ = ["MANY", "Conflicts", "Explored", "conflicts", "explored", "few"]

MANY = 16  # demands told apart; all their subsets are kept in view, 65,536 of them
MOST = 2_000  # sets decided before giving up

Set = tuple[int, ...]
"""Positions of demands, ascending."""


@dataclass(frozen=True, kw_only=True)
class Explored:
    """Sets of demands by position, smallest first and then in order.

    minimal : cannot be met together, but can once any one is dropped. largest : can be met
        together, with no other demand besides. unknown : could not be decided.
    complete : all of them were found. If not, more may exist; and where some are unknown, a set
        in `minimal` is still a conflict but may hold a smaller one.
    """

    minimal: tuple[Set, ...]
    largest: tuple[Set, ...]
    unknown: tuple[Set, ...]
    complete: bool


@dataclass(frozen=True, kw_only=True)
class Conflicts:
    """The demands, taken together per party if there were more than `MANY`, and what conflicts."""

    demands: tuple[Demand, ...]
    found: Explored


def conflicts(domain: Domain, wanted: Iterable[Demand], *, most: int = MOST) -> Conflicts:
    """All minimal conflicts among the demands, and all largest sets that can be met.

    most : sets to decide before giving up (`complete=False`). `ValueError` if there are more than
    16 demands even with those of each party taken as one.
    """
    chosen = few(wanted)

    def decide(members: Set) -> bool | None:
        return can_meet(domain, [chosen[i] for i in members])

    return Conflicts(demands=chosen, found=explored(len(chosen), decide, most=most))


def few(wanted: Iterable[Demand]) -> tuple[Demand, ...]:
    """The demands, or one for each party if there are more than `MANY`."""
    wanted = tuple(wanted)
    chosen = wanted if len(wanted) <= MANY else by_party(wanted)
    if len(chosen) > MANY:
        raise ValueError(f"{len(chosen)} demands are too many to compare; at most {MANY}")
    return chosen


def explored(n: int, decide: Callable[[Set], bool | None], *, most: int = MOST) -> Explored:
    """The minimal sets of 0 to n-1 that fail, and the largest that hold.

    decide : whether a set holds; every subset of one that holds must hold too. None: not known.

    >>> explored(3, lambda s: not {0, 1} <= set(s))
    Explored(minimal=((0, 1),), largest=((0, 2), (1, 2)), unknown=(), complete=True)
    """
    sets = np.arange(2**n)
    largest_first = np.argsort(-np.bitwise_count(sets).astype(int), kind="stable")
    fresh = np.ones(2**n, bool)
    known: dict[int, bool | None] = {}
    minimal: list[int] = []
    largest: list[int] = []
    unknown: list[int] = []

    def holds(mask: int) -> bool | None:
        if any(mask & ~good == 0 for good in largest):
            return True
        if mask not in known:
            known[mask] = decide(_members(mask, n))
        return known[mask]

    while fresh.any() and len(known) < most:
        mask = int(largest_first[fresh[largest_first].argmax()])
        answer = holds(mask)
        if answer is None:
            unknown.append(mask)
            fresh[mask] = False
        elif answer:
            largest.append(mask)
            fresh &= (sets & ~mask) != 0
        else:
            core, open_sets = _shrunk(mask, n, holds)
            minimal.append(core)
            unknown += open_sets
            fresh &= (sets & core) != core
    # what was found later may settle a set that could not be decided, or hold a smaller conflict
    minimal = [s for s in minimal if not any(t != s and t & ~s == 0 for t in minimal)]
    unknown = [
        s
        for s in unknown
        if not any(s & ~good == 0 for good in largest) and not any(t & ~s == 0 for t in minimal)
    ]
    return Explored(
        minimal=_in_order(minimal, n),
        largest=_in_order(largest, n),
        unknown=_in_order(unknown, n),
        complete=not fresh.any() and not unknown,
    )


def _shrunk(mask: int, n: int, holds: Callable[[int], bool | None]) -> tuple[int, list[int]]:
    """A conflict within the mask from which nothing more can be dropped; and sets not decided."""
    unknown = []
    for i in range(n):
        smaller = mask & ~(1 << i)
        if smaller == mask:
            continue
        answer = holds(smaller)
        if answer is None:
            unknown.append(smaller)
        elif not answer:
            mask = smaller
    return mask, unknown


def _in_order(masks: Sequence[int], n: int) -> tuple[Set, ...]:
    return tuple(sorted({_members(mask, n) for mask in masks}, key=lambda s: (len(s), s)))


def _members(mask: int, n: int) -> Set:
    return tuple(i for i in range(n) if mask >> i & 1)
