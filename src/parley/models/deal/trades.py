"""Logrolling: changes that help somebody at no loss to anybody, alone or two together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from parley.models.deal.moves import changed, effects, moves
from parley.models.deal.sample import median, summed
from parley.models.domain import Sample, worth

if TYPE_CHECKING:
    from parley.models.deal._numba import Effects

__all__ = ["Trade", "Trades", "trades"]

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

BLOCK = 4_000_000  # numbers held at once


@dataclass(frozen=True, kw_only=True, eq=False)
class Trade:
    """A changed package that leaves none of the parties worse off and helps one.

    share : part of the draws in which it does. change : (n_parties,) median change of utility.
    """

    package: Ints
    issues: tuple[int, ...]
    share: float
    change: Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class Trades:
    """Single changes and pairs, by share; n_free and n_pairs count those that work in any draw.

    free : one change helps at no loss to any other. pairs : each change alone hurts one and helps
    another; together they hurt nobody.
    """

    free: tuple[Trade, ...]
    pairs: tuple[Trade, ...]
    n_free: int
    n_pairs: int


def trades(
    sample: Sample,
    package: Ints,
    parties: Sequence[int],
    *,
    kept: Sequence[Mask] | None = None,
    show: int = 10,
) -> Trades:
    """What these parties could exchange in a package; the clauses hold, `kept` as in `moves`.

    The share of a pair counts draws in which all of it is true: either change alone hurts one of
    the parties and helps another, both together hurt none and help at least one. Of a pair only
    both together need be allowed. Ties: the larger total over draws and parties, then the
    lexicographically smaller package.
    """
    found = moves(sample, package, kept=kept, most=2)
    what = effects(sample, found, parties, np.zeros_like(sample.no_deal))
    n = len(found.issue)
    alone = _change(what, np.column_stack([np.full(n, n), np.arange(n)]))
    mixed = (alone.min(axis=1) < 0) & (alone.max(axis=1) > 0)
    mixed = np.concatenate([mixed, np.ones((1, sample.n_draws), bool)])  # no change is no trade
    count = np.zeros(len(found.combos), np.int64)
    step = max(1, BLOCK // (len(parties) * sample.n_draws))
    for begin in range(0, len(count), step):
        combos = found.combos[begin : begin + step]
        moved = _change(what, combos)
        better = (moved.min(axis=1) >= 0) & (moved.max(axis=1) > 0)
        both = mixed[combos].all(axis=1)
        single = (combos < n).sum(axis=1) == 1
        count[begin : begin + step] = (better & (both | single[:, None])).sum(axis=1)
    pair = found.n_changed == 2
    free, pairs = (np.flatnonzero((count > 0) & which) for which in (~pair, pair))
    made = [
        tuple(_trade(sample, found.package, each, n) for each, n in _first(sample, *some, show))
        for some in ((changed(found, found.combos[at]), count[at]) for at in (free, pairs))
    ]
    return Trades(free=made[0], pairs=made[1], n_free=len(free), n_pairs=len(pairs))


def _change(what: "Effects", combos: Ints) -> Ints:
    """What combinations change, (n_combos, n_parties, n_draws)."""
    moved: Ints = what.delta[combos[:, 0]]
    for column in combos.T[1:]:
        moved = moved + what.delta[column]
    before = (what.unmet == 0).astype(np.int64)
    after = (what.unmet + what.more[combos].sum(axis=1) == 0).astype(np.int64)
    for b in range(len(before)):
        moved += (after[:, b] - before[b])[:, None, None] * what.extra[b]
    return moved


def _first(sample: Sample, packages: Ints, count: Ints, show: int) -> Iterator[tuple[Ints, int]]:
    total = worth(summed(sample), packages).sum(axis=1)
    for k in np.lexsort([*packages.T[::-1], -total, -count])[:show]:
        yield packages[k], int(count[k])


def _trade(sample: Sample, before: Ints, package: Ints, count: int) -> Trade:
    return Trade(
        package=package,
        issues=tuple(np.flatnonzero(package != before).tolist()),
        share=count / sample.n_draws,
        change=median(sample.worth(package) - sample.worth(before)),
    )
