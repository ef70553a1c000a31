"""Packages acceptable in as many draws as can be found, where there are too many to list.

A climb from given packages: the best allowed change of one issue, or of two issues of one
cluster, until none makes the package acceptable to all in more draws. What is found is no proof:
no better package was met, but there may be one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from parley.models.domain import Sample, allowed
from parley.models.domain.columns import Columns, columns, held

__all__ = ["Robust", "robust"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

BATCH = 256  # neighbours evaluated at once; with a thousand draws some megabytes


@dataclass(frozen=True, kw_only=True, eq=False)
class Robust:
    """Different packages found by search, not proved best; the most robust first.

    package : (n, n_issues). all : (n,), share of draws acceptable to all who must agree.
    each : (n, n_parties), share acceptable to each of them.
    worst_gain : (n,), median over draws of the smallest gain as a share of the most that the
        party could gain by any package, clauses aside; below 0 where somebody mostly loses.
    """

    package: Ints
    all: Floats
    each: Floats
    worst_gain: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class _Search:
    """What the climb needs.

    column : (n_columns, n_draws, n_parties). floor, hope : (n_draws, n_parties), utility of no
    deal and the most that could be gained. first : as in `Columns`.
    """

    sample: Sample
    column: Ints
    floor: Ints
    first: Ints
    hope: Floats


def robust(
    sample: Sample, start: Ints, parties: Sequence[int] | None = None, *, most: int = 20
) -> Robust:
    """The packages that climbs from `start` (n, n_issues) end at, and the starts themselves.

    parties : positions of those who must agree; all by default. most : how many are returned.
    Ties in the share of draws are broken by the larger `worst_gain`, then by the first change.
    Starts that break a clause are left out.
    """
    start = np.asarray(start)
    if start.ndim != 2 or start.shape[1] != len(sample.utility):
        raise ValueError(f"packages need {len(sample.utility)} levels each, got {start.shape}")
    search = _search(sample, columns(sample, parties))
    known = dict.fromkeys(tuple(row) for row in start[allowed(sample.packages, start)].tolist())
    met: dict[tuple[int, ...], bool] = {}
    for package in known:
        _climb(search, package, met)
    found = [*known, *(end for end, last in met.items() if last and end not in known)]
    return _result(search, np.array(found, np.int64).reshape(-1, start.shape[1]), most)


def _search(sample: Sample, made: Columns) -> _Search:
    n_bonuses = len(sample.bonuses)
    tables = np.split(made.worth, made.first[1:].tolist(), axis=2)[: len(sample.utility)]
    best = sum(table.max(axis=2) for table in tables)
    if n_bonuses:
        best = best + np.maximum(made.worth[:, :, -n_bonuses:], 0).sum(axis=2)
    return _Search(
        sample=sample,
        column=np.ascontiguousarray(made.worth.transpose(2, 0, 1)),
        floor=made.floor,
        first=made.first,
        hope=np.maximum(best - made.floor, 1).astype(float),
    )


def _climb(search: _Search, package: tuple[int, ...], met: dict[tuple[int, ...], bool]) -> None:
    """Go on to the best neighbour until none is better; met : packages passed, True at an end."""
    score = _scores(search, _gains(search, np.array([package])), 0)[0]
    while package not in met:  # whoever joins the way of another comes to the same end
        better = _best_neighbour(search, np.array([package]), score)
        met[package] = better is None
        if better is not None:
            package, score = better


def _best_neighbour(
    search: _Search, now: Ints, score: tuple[int, float]
) -> tuple[tuple[int, ...], tuple[int, float]] | None:
    base = _gains(search, now)[0]
    best = None
    for near in _neighbours(search.sample, now[0]):
        gains = _changed_gains(search, now, base, near)
        scores = _scores(search, gains, score[0])
        k = max(range(len(scores)), key=lambda k: (scores[k], -k))
        if scores[k] > score:
            best, score = tuple(near[k].tolist()), scores[k]
    return None if best is None else (best, score)


def _scores(search: _Search, gains: Ints, least: int) -> list[tuple[int, float]]:
    """(draws acceptable to all, median worst gain) of each package.

    gains : (n, n_draws, n_parties). Medians take longest, so only the best get one: the others
    lose by their count.
    """
    counts = _all_gain(gains).sum(axis=1)
    found = [(int(count), -np.inf) for count in counts]
    top = max(least, int(counts.max(initial=0)))
    for k in np.flatnonzero(counts == top).tolist():
        found[k] = (top, float(np.median((gains[k] / search.hope).min(axis=1))))
    return found


def _all_gain(gains: Ints) -> NDArray[np.bool_]:
    """Where nobody loses, (n, n_draws)."""
    fine = np.ones(gains.shape[:2], bool)
    for p in range(gains.shape[2]):  # `all` along so short an axis takes five times as long
        fine &= gains[:, :, p] >= 0
    return fine


def _neighbours(sample: Sample, package: Ints) -> Iterator[Ints]:
    """Allowed packages with one issue changed, or two of one cluster, in batches."""
    changes = [[(i, k)] for i, n in enumerate(sample.packages.n_levels) for k in range(n)]
    for cluster in sample.packages.clusters:
        for i, j in combinations(cluster, 2):
            levels = product(*(range(sample.packages.n_levels[each]) for each in (i, j)))
            changes += [[(i, k), (j, m)] for k, m in levels]
    changes = [each for each in changes if all(package[i] != k for i, k in each)]
    near = np.repeat(package[None], len(changes), axis=0)
    for row, each in zip(near, changes, strict=True):
        for i, k in each:
            row[i] = k
    near = near[allowed(sample.packages, near)]
    yield from (near[k : k + BATCH] for k in range(0, len(near), BATCH))


def _gains(search: _Search, package: Ints) -> Ints:
    """Gains over no deal, (n, n_draws, n_parties)."""
    found = np.repeat(-search.floor[None], len(package), axis=0)
    for i, first in enumerate(search.first[:-1].tolist()):
        found += search.column[first + package[:, i]]
    holds = held(search.sample, package)
    for b in range(holds.shape[1]):
        found[holds[:, b]] += search.column[search.first[-1] + b]
    return found


def _changed_gains(search: _Search, now: Ints, base: Ints, near: Ints) -> Ints:
    """`_gains` of packages that differ from `now` (1, n_issues) on few issues."""
    found = np.repeat(base[None], len(near), axis=0)
    for k, i in zip(*np.nonzero(near != now), strict=True):
        first = search.first[i]
        found[k] += search.column[first + near[k, i]] - search.column[first + now[0, i]]
    holds, held_now = held(search.sample, near), held(search.sample, now)[0]
    for k, b in zip(*np.nonzero(holds != held_now), strict=True):
        found[k] += search.column[search.first[-1] + b] * (1 if holds[k, b] else -1)
    return found


def _result(search: _Search, package: Ints, most: int) -> Robust:
    gains = _gains(search, package)
    able = gains >= 0
    every = able.all(axis=2).mean(axis=1)
    worst = np.median((gains / search.hope).min(axis=2), axis=1)
    order = np.lexsort((*package.T[::-1], -worst, -every))[:most]
    return Robust(
        package=package[order],
        all=every[order],
        each=able.mean(axis=1)[order],
        worst_gain=worst[order],
    )
