"""All packages that differ from one package in a few issues, and what the changes do.

A change is one issue at another level. Combinations of changes are listed, not searched, so that
whatever is said of the best of them is exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from parley.models.domain import Clause, Sample

if TYPE_CHECKING:
    from parley.models.deal._numba import Effects

__all__ = ["MANY", "Moves", "changed", "effects", "groups", "moves"]

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

MANY = 4_000_000  # combinations that are listed; some seconds over a thousand draws


@dataclass(frozen=True, kw_only=True, eq=False)
class Moves:
    """Combinations of changes to one package that the clauses allow.

    package : (n_issues,). issue, level : (n_changes,), single changes in ascending order.
    combos : (n_combos, most) positions of single changes, ascending, `n_changes` where there are
        fewer; fewest changes first, then ascending.
    most : the most changes that were combined; fewer than asked for if there are too many.
    """

    package: Ints
    issue: Ints
    level: Ints
    combos: Ints
    most: int

    @property
    def n_changed(self) -> Ints:
        """How many issues each combination changes, (n_combos,)."""
        return np.asarray((self.combos < len(self.issue)).sum(axis=1))


def moves(
    sample: Sample, package: Ints, *, kept: Sequence[Mask] | None = None, most: int = 3
) -> Moves:
    """The allowed combinations of at most so many changes; none is one of them.

    kept : per issue (n_levels,) bool, levels that a package may take; all by default. A level of
        the package itself that is not kept has to change.
    """
    package = _checked(sample, package)
    if most < 1:
        raise ValueError(f"at least one change must be possible, got {most}")
    kept = kept or [np.ones(n, bool) for n in sample.packages.n_levels]
    single = [
        (i, k)
        for i, mask in enumerate(kept)
        for k in np.flatnonzero(mask).tolist()
        if k != package[i]
    ]
    issue, level = np.array(single, np.int64).reshape(-1, 2).T
    most = _possible([int((issue == i).sum()) for i in range(len(package))], most)
    must = [
        ((i, tuple(np.flatnonzero(mask).tolist())),)
        for i, mask in enumerate(kept)
        if not mask[package[i]]
    ]
    combos = _listed(issue, most)
    combos = _allowed([*sample.packages.clauses, *must], package, issue, level, combos)
    return Moves(package=package, issue=issue, level=level, combos=combos, most=most)


def changed(found: Moves, combos: Ints) -> Ints:
    """The packages after these combinations, (n, n_issues)."""
    packages = np.tile(found.package, (len(combos), 1))
    for column in combos.T:
        real = np.flatnonzero(column < len(found.issue))
        packages[real, found.issue[column[real]]] = found.level[column[real]]
    return packages


def effects(sample: Sample, found: Moves, parties: Sequence[int], base: Ints) -> "Effects":
    """What single changes do for these parties; base : (n_draws, n_parties) before any change."""
    from parley.models.deal._numba import Effects

    chosen, n = list(parties), len(found.issue)
    delta = np.zeros((n + 1, len(chosen), sample.n_draws), np.int64)
    for row, (i, k) in enumerate(zip(found.issue.tolist(), found.level.tolist(), strict=True)):
        table = sample.utility[i]
        delta[row] = (table[:, k] - table[:, found.package[i]])[:, chosen].T
    extra = np.zeros((len(sample.bonuses), len(chosen), sample.n_draws), np.int64)
    for b, bonus in enumerate(sample.bonuses):
        extra[b] = bonus.worth[:, chosen].T
    met = [_held(bonus.parts, found.package, found.issue, found.level) for bonus in sample.bonuses]
    held = np.array([now for now, _ in met], np.int64)
    more = np.array([more for _, more in met], np.int64).reshape(len(met), n + 1).T
    parts = np.array([len(bonus.parts) for bonus in sample.bonuses], np.int64)
    return Effects(
        base=np.ascontiguousarray(base[:, chosen].T),
        delta=delta,
        unmet=parts - held,
        more=np.ascontiguousarray(-more),
        extra=extra,
    )


def groups(consent: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], Mask]:
    """The parties in any of these sets, and which are in which, (n_sets, n_of_them)."""
    if not consent or not all(consent):
        raise ValueError(f"somebody must consent, got {consent}")
    parties = tuple(sorted({party for members in consent for party in members}))
    return parties, np.array([[party in members for party in parties] for members in consent])


def _checked(sample: Sample, package: Ints) -> Ints:
    package = np.asarray(package, np.int64)
    n_levels = np.array(sample.packages.n_levels)
    if package.shape != n_levels.shape or ((package < 0) | (package >= n_levels)).any():
        raise ValueError(f"{package} is no package of issues with {n_levels} levels")
    return package


def _possible(alternatives: Sequence[int], most: int) -> int:
    """The most changes, up to `most`, whose combinations are few enough to be listed."""
    ways = [1] + [0] * most  # ways to change so many issues
    for n in alternatives:
        ways = [more + n * less for more, less in zip(ways, [0, *ways], strict=False)]
    fits = [k for k, total in enumerate(accumulate(ways)) if total <= MANY]
    return max(1, *fits)


def _listed(issue: Ints, most: int) -> Ints:
    """Every combination of up to `most` changes of different issues, (n, most)."""
    n = len(issue)
    after = np.append(np.searchsorted(issue, issue, side="right"), 0)  # first of a later issue
    listed = [np.full((1, most), n, np.int64)]
    for _ in range(most):
        first = after[listed[-1][:, -1]]
        more = n - first
        begin = np.cumsum(more) - more
        last = np.arange(more.sum()) + np.repeat(first - begin, more)
        rest = np.repeat(listed[-1][:, 1:], more, axis=0)
        listed.append(np.column_stack([rest, last]))
    return np.concatenate(listed)


def _allowed(
    clauses: Sequence[Clause], package: Ints, issue: Ints, level: Ints, combos: Ints
) -> Ints:
    for clause in clauses:
        now, more = _held(clause, package, issue, level)
        combos = combos[now + more[combos].sum(axis=1) > 0]
    return combos


def _held(parts: Clause, package: Ints, issue: Ints, level: Ints) -> tuple[int, Ints]:
    """How many parts hold in the package, and how many more after each change or none."""
    more = np.zeros(len(issue) + 1, np.int64)
    now = 0
    for i, levels in parts:
        before = int(package[i] in levels)
        now += before
        mine = np.flatnonzero(issue == i)
        more[mine] += np.isin(level[mine], levels) - before
    return now, more
