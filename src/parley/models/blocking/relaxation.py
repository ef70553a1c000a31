"""The least that would have to give way for a zone to open.

Either no-deal values, with all red lines kept, or red lines, with all no-deal values kept.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import prod

import numpy as np
from numpy.typing import NDArray

from parley.models.blocking.demands import Demand, kept
from parley.models.blocking.zones import CAP, can_meet
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
    known = small.packages.rows is not None
    nothing = Cut(cut=None, total=None, package=None, whole=ones, beyond=(), complete=known)
    if small.packages.rows is None or not all(len(rows) for rows in small.packages.rows):
        return nothing
    rows = tables(small)
    whole = np.sum([table.max(axis=0) for table in rows], axis=0) - small.floor
    beyond = tuple(np.flatnonzero(whole <= 0).tolist()) if shares else ()
    if beyond:
        return replace(nothing, beyond=beyond)
    whole = whole if shares else ones
    found = points(replace(small, floor=_deepest(rows, small.floor, whole)), cap=cap)
    return _smallest(found, small.floor, replace(nothing, whole=whole))


def _deepest(rows: Sequence[Ints], floor: Ints, whole: Ints) -> Ints:
    """The floor less the most that one party gives in any least cut: what known packages cost."""
    tried = []
    for scale in (1 / whole, *np.eye(len(floor))):
        taken = [table[(table @ scale).argmax()] for table in rows]
        cut = np.maximum(floor - np.sum(taken, axis=0), 0).tolist()
        # price x the common measure of all shares, as a whole number
        tried.append(_price(cut, whole.tolist()))
    least = min(tried)
    measure = prod(whole.tolist())
    deepest: Ints = floor - np.array([least * w // measure for w in whole.tolist()], np.int64)
    return deepest


def _price(cut: Sequence[int], whole: Sequence[int]) -> int:
    """Sum of the shares times the product of all `whole`: an exact number to compare."""
    measure = prod(whole)
    return sum(c * (measure // w) for c, w in zip(cut, whole, strict=True))


def _smallest(found: Points, floor: Ints, empty: Cut) -> Cut:
    if not found.found.complete:
        return replace(empty, complete=False)
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
