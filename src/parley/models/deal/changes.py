"""Bringing them in: which few changes to a package make it acceptable, and who pays for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from parley.models.deal.moves import Moves, changed, effects, groups, moves
from parley.models.deal.sample import median, summed
from parley.models.domain import Sample, worth

if TYPE_CHECKING:
    from parley.models.deal._numba import Effects

__all__ = ["Change", "Changes", "Step", "changes", "counter_offers"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Change:
    """One changed package.

    package : (n_issues,). issues : those that differ. share : part of the draws in which it does
        what was asked. worst : median over draws of the gain over no deal of whoever gains least
        among those asked about. change : (n_parties,) median change of utility; below zero the
        party pays.
    """

    package: Ints
    issues: tuple[int, ...]
    cost: int
    share: float
    worst: int
    change: Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class Step:
    """What can be had for one cost.

    n : allowed packages of this cost. n_best : those that tie for the largest share; 0 if none
        reaches anything. best : the first of all packages by share, then by `worst`.
    """

    cost: int
    n: int
    n_best: int
    best: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Changes:
    """Every way to bring them in with few changes, by cost.

    standing : share of draws in which the package as it stands is enough, allowed or not.
    steps : ascending cost; cost 0 is the package itself, if it is allowed.
    least : (n_draws,) least cost at which some changed package is enough; -1 if none is.
    most : the most changes that were combined; nothing is known beyond.
    """

    standing: float
    steps: tuple[Step, ...]
    least: Ints
    most: int


def changes(
    sample: Sample,
    package: Ints,
    consent: Sequence[Sequence[int]],
    *,
    cost: Ints | None = None,
    kept: Sequence[Mask] | None = None,
    most: int = 3,
    show: int = 5,
) -> Changes:
    """Packages with few changed issues that give enough parties no less than no deal.

    consent : sets of parties; all of one set suffice. `[range(n)]` where everybody must agree.
    cost : (n_issues,) whole numbers from 1, of changing an issue; 1 each by default.
    kept : per issue (n_levels,) bool, as in `moves`; leave out red lines and what is settled.
    show : changed packages per step.

    Every combination is tried in every draw, so shares, `least` and `n_best` are exact. Ties: the
    larger `worst`, the larger total over draws and parties, the lexicographically smaller package.
    """
    from parley.models.deal._numba import NEVER, reached

    parties, members = groups(consent)
    found = moves(sample, package, kept=kept, most=most)
    price = _price(found, cost)
    order = np.argsort(price, kind="stable")
    combos, price = found.combos[order], price[order]
    gain = sample.worth(found.package) - sample.no_deal
    what = effects(sample, found, parties, gain)
    count, least = reached(what, members, combos, price)
    edges = np.flatnonzero(np.diff(price, prepend=-1, append=-1))
    steps = [
        _step(sample, found, (what, members), combos[a:b], price[a], count[a:b], show)
        for a, b in pairwise(edges)
    ]
    least_of = np.array([gain[:, list(group)].min(axis=1) for group in consent])
    return Changes(
        standing=float((least_of.max(axis=0) >= 0).mean()),
        steps=tuple(steps),
        least=np.where(least == NEVER, -1, least),
        most=found.most,
    )


def counter_offers(
    sample: Sample,
    package: Ints,
    party: int,
    others: Sequence[int],
    *,
    share: float = 0.5,
    n: int = 3,
    kept: Sequence[Mask] | None = None,
    most: int = 3,
) -> tuple[Change, ...]:
    """What a party could propose instead at no loss to itself: what gives the others most.

    share : least part of the draws in which the party is no worse off than in the package; the
        `share` of a result is that part. The others get most where the median over draws of the
        gain over no deal of the worst-off of them is largest, and larger than in the package.
    n : offers; each changes a different set of issues. Ties: fewer changes, then as in `changes`.
    """
    from parley.models.deal._numba import medians, reached

    _, alone = groups([[party]])
    rest, together = groups([others])
    found = moves(sample, package, kept=kept, most=most)
    nothing = np.zeros_like(sample.no_deal)
    price = found.n_changed
    count, _ = reached(effects(sample, found, [party], nothing), alone, found.combos, price)
    gain = sample.worth(found.package) - sample.no_deal
    what = effects(sample, found, rest, gain)
    stands = median(gain[:, list(rest)].min(axis=1))
    left = np.flatnonzero((count >= share * sample.n_draws) & (price > 0))
    offers: list[Change] = []
    while len(left) and len(offers) < n:
        worst = medians(what, together, found.combos[left], 1)
        if worst.max() <= stands:
            break
        tied = left[worst == worst.max()]
        first = tied[_ranked(sample, found, found.combos[tied], price[tied])[0]]
        combo = found.combos[first]
        offers.append(
            _change(sample, found, combo, int(price[first]), count[first], int(worst.max()))
        )
        left = left[(_issues(found, found.combos[left]) != _issues(found, combo)).any(axis=1)]
    return tuple(offers)


def _price(found: Moves, cost: Ints | None) -> Ints:
    if cost is None:
        return found.n_changed
    cost = np.asarray(cost)
    if cost.shape != found.package.shape or cost.dtype.kind not in "iu" or (cost < 1).any():
        raise ValueError(f"cost needs one whole number from 1 per issue, got {cost!r}")
    total: Ints = np.append(cost[found.issue], 0)[found.combos].sum(axis=1)
    return total


def _step(
    sample: Sample,
    found: Moves,
    tried: tuple["Effects", Mask],
    combos: Ints,
    price: int,
    count: Ints,
    show: int,
) -> Step:
    from parley.models.deal._numba import medians

    best: list[Change] = []
    for n in sorted(set(count[count > 0].tolist()), reverse=True):
        if len(best) == show:
            break
        tied = combos[count == n]
        worst = medians(*tried, tied, show - len(best))
        high = np.flatnonzero(worst >= np.sort(worst)[-(show - len(best)) :][0])
        order = high[_ranked(sample, found, tied[high], -worst[high])]
        best += [
            _change(sample, found, tied[k], int(price), n, int(worst[k]))
            for k in order[: show - len(best)]
        ]
    n_best = int((count == count.max()).sum()) if best else 0
    return Step(cost=int(price), n=len(combos), n_best=n_best, best=tuple(best))


def _ranked(sample: Sample, found: Moves, combos: Ints, first: Ints) -> Ints:
    """Order by `first`, ascending, then the largest total, then the smallest package."""
    packages = changed(found, combos)
    total = worth(summed(sample), packages).sum(axis=1)
    return np.lexsort([*packages.T[::-1], -total, first])


def _issues(found: Moves, combos: Ints) -> Ints:
    """The issues of each combination, (..., most), -1 where there are fewer."""
    return np.asarray(np.append(found.issue, -1)[combos])


def _change(sample: Sample, found: Moves, combo: Ints, cost: int, count: int, worst: int) -> Change:
    package = changed(found, combo[None])[0]
    return Change(
        package=package,
        issues=tuple(np.flatnonzero(package != found.package).tolist()),
        cost=cost,
        share=float(count) / sample.n_draws,
        worst=worst,
        change=median(sample.worth(package) - sample.worth(found.package)),
    )
