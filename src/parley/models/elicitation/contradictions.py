"""All smallest sets of answers that cannot all hold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

__all__ = ["MOST", "Contradictions", "contradictions"]

MOST = 200  # tests of consistency; beyond, the list is given as far as it got


@dataclass(frozen=True)
class Contradictions:
    """Minimal sets: each cannot hold, and can without any one of its members.

    sets : smallest first. complete : these are all there are.
    """

    sets: tuple[tuple[int, ...], ...]
    complete: bool


def contradictions(
    n: int, consistent: Callable[[Sequence[int]], bool], most: int = MOST
) -> Contradictions:
    """The minimal inconsistent sets among answers 0 to n - 1.

    consistent : whether some answers can all hold; fewer answers are never worse. One set is found
    by leaving out what is not needed (a deletion filter: Chinneck and Dravnieks 1991, ORSA Journal
    on Computing 3(2), 157-168); the others, by leaving out each of its members in turn (hitting set
    tree: Reiter 1987, Artificial Intelligence 32(1), 57-95). Exponential at worst.

    >>> contradictions(4, lambda some: not {0, 1} <= {*some} and not {1, 2, 3} <= {*some}).sets
    ((0, 1), (1, 2, 3))
    """
    found: list[frozenset[int]] = []
    waiting, seen, tests = [frozenset[int]()], {frozenset[int]()}, 0

    def holds(some: Sequence[int]) -> bool:
        nonlocal tests
        tests += 1
        return consistent(some)

    while waiting and tests < most:
        left_out = waiting.pop(0)
        core = next((each for each in found if not each & left_out), None)
        if core is None:
            rest = [k for k in range(n) if k not in left_out]
            if holds(rest):
                continue
            core = frozenset(_filtered(rest, holds))
            found.append(core)
        for k in sorted(core):
            if (more := left_out | {k}) not in seen:
                seen.add(more)
                waiting.append(more)
    listed = sorted((tuple(sorted(each)) for each in found), key=lambda each: (len(each), each))
    return Contradictions(sets=tuple(listed), complete=not waiting)


def _filtered(some: list[int], holds: Callable[[Sequence[int]], bool]) -> list[int]:
    """The answers that remain once each that is not needed for the contradiction is left out."""
    for k in some.copy():
        without = [j for j in some if j != k]
        if not holds(without):
            some = without
    return some
