"""The least that would have to give way for a zone to open.

Either no-deal values, with all red lines kept, or red lines, with all no-deal values kept.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from math import prod

import numpy as np
from numpy.typing import NDArray

from parley.models.blocking.demands import Demand, kept
from parley.models.blocking.gains import CAP, can_meet, least
from parley.models.domain import Domain, Points, among, points, tables

__all__ = ["Cut", "Drops", "fewest_drops", "least_cut"]

Ints = NDArray[np.int64]

MOST = 2_000  # sets of red lines decided before giving up


@dataclass(frozen=True, kw_only=True, eq=False)
class Cut:
    """The smallest cut in no-deal values with which some package serves everybody.

    cut : (n_parties,) each party's own unit, at or above 0; None if no package can be had at any
        price, if the search gave up, or if the shares asked for are not defined.
    total : what was made smallest, sum of the cuts or of their shares. package : (n_issues,)
        levels of one that serves all then; of several, the one with the largest total utility.
    whole : (n_parties,) what counts as 1 for a party; ones if the cuts themselves are added up.
    beyond : parties whose no-deal value no package exceeds, so that a share has no meaning.
    complete : False if the search gave up; nothing is known then.
    """

    cut: Ints | None
    total: float | None
    package: Ints | None
    whole: Ints
    beyond: tuple[int, ...]
    complete: bool


@dataclass(frozen=True, kw_only=True)
class Drops:
    """The smallest sets of demands whose loss lets all the others be met.

    drops : every such set, as positions among the demands that may be dropped; one empty set if
        nothing has to be dropped, none if dropping all of them is not enough.
    complete : False if some set could not be decided, or the search gave up; smaller sets may
        then exist, and more of this size.
    """

    drops: tuple[tuple[int, ...], ...]
    complete: bool


def least_cut(
    domain: Domain, wanted: Iterable[Demand] = (), *, shares: bool = False, cap: int = CAP
) -> Cut:
    """The smallest total cut in no-deal values that opens a zone with the wanted parts kept.

    shares : add up shares of each party's range, from its no-deal value to the best package with
    these parts, instead of the cuts. Cuts in own units mean something only on a common scale.
    """
    _, parts = kept(wanted)
    small = among(domain, range(domain.n_parties), parts)
    ones = np.ones(domain.n_parties, np.int64)
    nothing = Cut(cut=None, total=None, package=None, whole=ones, beyond=(), complete=True)
    if can_meet(small, ()) is False:
        return nothing
    if shares:
        most = _most(small)
        if most is None:
            return replace(nothing, complete=False)
        whole = most - small.floor
        nothing = replace(nothing, whole=whole, beyond=tuple(np.flatnonzero(whole <= 0).tolist()))
        if nothing.beyond:
            return nothing
    if small.packages.rows is not None:
        deepest = _deepest(tables(small), small.floor, nothing.whole)
        found = points(replace(small, floor=deepest), cap=cap)
        if found.found.complete:
            return _smallest(found, small.floor, nothing)
    return _solved(small, nothing)


def _most(domain: Domain) -> Ints | None:
    """The most each party can have in any package, (n_parties,); None if not known."""
    if domain.packages.rows is not None:
        most: Ints = np.sum([table.max(axis=0) for table in tables(domain)], axis=0)
        return most
    from parley.models.solver import utilitarian

    alone = [among(domain, [p]) for p in range(domain.n_parties)]
    answers = [utilitarian(replace(each, floor=least(each))) for each in alone]
    found = [
        each.utility[0] for each in answers if each.status == "optimal" and each.utility is not None
    ]
    return np.array(found) if len(found) == len(alone) else None


def _solved(domain: Domain, empty: Cut) -> Cut:
    from parley.models.solver import least_cut as solved

    answer = solved(domain, [Fraction(1, w) for w in empty.whole.tolist()])
    if answer.found.status != "optimal" or answer.cost is None:
        return replace(empty, complete=False)
    total = float(answer.cost)
    return replace(empty, cut=answer.cut, total=total, package=answer.found.package)


def _deepest(rows: Sequence[Ints], floor: Ints, whole: Ints) -> Ints:
    """The floor less the most that one party gives in any least cut: what known packages cost."""
    prices = []
    for scale in (1 / whole, *np.eye(len(floor))):
        taken = [table[(table @ scale).argmax()] for table in rows]
        cut = np.maximum(floor - np.sum(taken, axis=0), 0).tolist()
        prices.append(_price(cut, whole.tolist()))
    lowest = min(prices)
    measure = prod(whole.tolist())
    deepest: Ints = floor - np.array([lowest * w // measure for w in whole.tolist()], np.int64)
    return deepest


def _price(cut: Sequence[int], whole: Sequence[int]) -> int:
    """Sum of the shares times the product of all `whole`: an exact number to compare."""
    measure = prod(whole)
    return sum(c * (measure // w) for c, w in zip(cut, whole, strict=True))


def _smallest(found: Points, floor: Ints, empty: Cut) -> Cut:
    cuts = np.maximum(floor - found.found.utility, 0)
    rough = (cuts / empty.whole).sum(axis=1)
    near = np.flatnonzero(rough <= rough.min() * (1 + 1e-9) + 1e-12)  # the exact price decides
    whole = empty.whole.tolist()

    def key(i: int) -> tuple[int, int, list[int]]:
        total = -sum(found.found.utility[i].tolist())
        return _price(cuts[i].tolist(), whole), total, found.package[i].tolist()

    best = min(near.tolist(), key=key)
    return replace(empty, cut=cuts[best], total=float(rough[best]), package=found.package[best])


def fewest_drops(
    domain: Domain, keep: Iterable[Demand], lines: Sequence[Demand], *, most: int = MOST
) -> Drops:
    """The fewest red lines to drop so that all other demands can be met: all ways of that size.

    keep : what stays, such as no-deal values. most : sets decided before giving up.

    Source: Reiter (1987), A theory of diagnosis from first principles, Artificial Intelligence
    32(1), 57-95: what is dropped must break every conflict, so only sets that break all those
    known so far are tried.
    """
    keep = tuple(keep)
    every = range(len(lines))
    asked, sure = 0, True
    conflicts: list[set[int]] = []

    def holds(left: Iterable[int]) -> bool | None:
        nonlocal asked
        asked += 1
        return can_meet(domain, (*keep, *(lines[i] for i in left)))

    possible = holds(())
    if not possible:
        return Drops(drops=(), complete=possible is False)
    for size in range(len(lines) + 1):
        found: list[tuple[int, ...]] = []
        for dropped in _breaking(every, size, conflicts):
            if asked >= most:
                return Drops(drops=tuple(found), complete=False)
            left = [i for i in every if i not in dropped]
            answer = holds(left)
            if answer:
                found.append(dropped)
            elif answer is None:
                sure = False
            else:
                conflicts.append(_core(left, holds))
        if found:
            return Drops(drops=tuple(found), complete=sure)
    return Drops(drops=(), complete=False)  # only where even the last set stayed undecided


def _breaking(
    every: Sequence[int], size: int, conflicts: list[set[int]]
) -> Iterator[tuple[int, ...]]:
    """Sets of this size that share a member with each conflict; the list may grow meanwhile."""
    for dropped in combinations(every, size):
        if not any(conflict.isdisjoint(dropped) for conflict in conflicts):
            yield dropped


def _core(left: Sequence[int], holds: Callable[[Iterable[int]], bool | None]) -> set[int]:
    """A conflict among these lines, from which a line is dropped only where that is proved."""
    core = list(left)
    for i in left:
        smaller = [j for j in core if j != i]
        if holds(smaller) is False:
            core = smaller
    return set(core)
