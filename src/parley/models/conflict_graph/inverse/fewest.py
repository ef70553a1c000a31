"""The fewest states whose place in a party's ranking must change."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parley.models.conflict_graph.inverse.clauses import (
    Clause,
    Family,
    States,
    all_sets,
    all_states,
    families_of,
    separate,
)

__all__ = ["Swaps", "minimal_sets", "swaps"]

Ints = NDArray[np.int32]
Cost = Callable[[frozenset[int]], tuple[int, int, States]]

MOST_TRIES = 2_000_000  # sets looked at, a few seconds


class Swaps(NamedTuple):
    """The verdict as it is, and the fewest states that change it if they cross s in the ranking.

    If stable these must become better than s, else at most as preferred. Empty if s stays stable
    whatever the party prefers.
    """

    stable: bool
    states: States


def minimal_sets(clauses: Sequence[Clause], *, most: int = 1000) -> tuple[States, ...]:
    """The smallest sets of states that fulfil the clauses if they are at most as preferred as s.

    Fewest states first. `ValueError` if there are, or come up on the way, more than `most`.

    >>> minimal_sets([Clause(1, ((2,), (3, 4))), Clause(2, ())])
    ((2,),)
    """
    found: list[frozenset[int]] = [frozenset()]
    for family in families_of(clauses):
        found = _least({chosen | more for chosen in found for more in family}, most)
    return tuple(tuple(sorted(chosen)) for chosen in found)


def _least(sets: Iterable[frozenset[int]], most: int) -> list[frozenset[int]]:
    least: list[frozenset[int]] = []
    for one in sorted(sets, key=lambda one: (len(one), sorted(one))):
        if not any(other <= one for other in least):
            least.append(one)
        if len(least) > most:
            raise ValueError(f"more than {most} minimal sets of states")
    return least


def swaps(clauses: Sequence[Clause], own: Ints, s: int) -> Swaps:
    """The fewest states that must cross s in the party's ranking to change the verdict on s.

    clauses : as `needed`. own : the party's ranks. Of equally few the nearest to s in rank.
    `ValueError` if it takes too long.
    """
    families = families_of(clauses)
    below = set(np.flatnonzero(own <= own[s]).tolist())
    above = {one: one - below for one in all_sets(families)}

    def costs(states: frozenset[int]) -> tuple[int, int, States]:
        some = tuple(sorted(states))
        return len(some), sum(abs(int(own[x]) - int(own[s])) for x in some), some

    cost: Cost = cache(costs)  # clauses share their answers
    lacking = [tuple(above[one] for one in family) for family in families]
    lacking = [family for family in lacking if all(family)]
    if lacking:
        return Swaps(False, cost(_cheapest(lacking, cost))[-1])
    single = {one: tuple(frozenset([x]) for x in one) for one in above if not above[one]}
    held = [[single[one] for one in family if one in single] for family in families]
    breaks = [_cheapest(every, cost) for every in held]
    return Swaps(True, cost(min(breaks, key=cost, default=frozenset()))[-1])


def _cheapest(families: Sequence[Family], cost: Cost) -> frozenset[int]:
    """The cheapest states that hold a set of each family, by dropping what is too large at once."""
    first = {family: min(family, key=cost) for family in set(families)}
    if sum(len(one) for family in families for one in family) == len(
        all_states(all_sets(families))
    ):
        return all_states(first.values())  # nothing in common, so each for itself
    enough = len(all_states(first.values()))
    families = [tuple(one for one in family if len(one) <= enough) for family in families]
    return all_states(_cover(part, cost) for part in separate(families))


def _cover(part: Sequence[Family], cost: Cost) -> frozenset[int]:
    """As `_cheapest`: branch on the sets of some family not yet held, cheapest first."""
    best, stack = all_states(min(family, key=cost) for family in part), [frozenset[int]()]
    for _ in range(MOST_TRIES // sum(map(len, part)) + 1):
        if not stack:
            return best
        chosen = stack.pop()
        lacking = [family for family in part if not any(one <= chosen for one in family)]
        if not lacking:
            best = min(best, chosen, key=cost)
            continue
        further = (chosen | one for one in min(lacking, key=len))
        cheaper = [one for one in further if len(one) <= len(best) and cost(one) < cost(best)]
        stack.extend(sorted(cheaper, key=cost, reverse=True))
    raise ValueError(f"more than {MOST_TRIES} sets of states tried for the fewest")
