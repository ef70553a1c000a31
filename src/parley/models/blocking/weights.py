"""Questions that weights on the parties settle, without a merge.

Under weights the best package is found cluster by cluster. If even that one is worth less than
the floor is, no package reaches the floor for all: a proof in whole numbers. And often the best
one itself reaches it. What stays open is close to the edge.

Source: Fisher (1981), The Lagrangian relaxation method for solving integer programming problems,
Management Science 27(1), 1-18; the weights follow the shortfalls.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Weighed", "reachable", "reachable_rows", "weighed"]

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

ROUNDS = 24  # weightings tried
STEP = 8.0  # how fast weights follow shortfalls, in logs per range of a party
WEIGHT = 1_000  # largest weight of a party
LIMIT = 2**61  # weighted sums below it are exact in int64


@dataclass(frozen=True, kw_only=True, eq=False)
class Weighed:
    """One choice of weights: per cluster the score of its rows and the best of them.

    weight : (n_parties,), at or above 0. score : per cluster (n_rows,). best : row per cluster.
    taken : (n_parties,) what the package of the best rows is worth.
    """

    weight: Ints
    score: tuple[Ints, ...]
    best: tuple[int, ...]
    taken: Ints


def weighed(rows: Sequence[Ints], floor: Ints) -> Iterator[Weighed]:
    """A few dozen choices; those who fall short weigh more in the next. None in too fine a unit.

    rows : per cluster (n_rows, n_parties), none empty.
    """
    spread = np.sum([np.ptp(table, axis=0).astype(float) for table in rows], axis=0)
    most = sum(float(np.abs(table).max()) for table in rows) + float(np.abs(floor).max())
    if most * WEIGHT * len(floor) >= LIMIT:
        return
    spread = np.maximum(spread, 1)
    log = -np.log(spread)
    for step in range(ROUNDS):
        weight = np.rint(WEIGHT * np.exp(log - log.max())).astype(np.int64)
        score = tuple(table @ weight for table in rows)
        best = tuple(int(each.argmax()) for each in score)
        taken = np.sum([table[r] for table, r in zip(rows, best, strict=True)], axis=0)
        yield Weighed(weight=weight, score=score, best=best, taken=taken)
        log += STEP * (floor - taken) / spread / (1 + step) ** 0.5


def reachable(rows: Sequence[Ints], floor: Ints) -> bool | None:
    """Whether some package reaches the floor for all; None if weights do not tell."""
    for tried in weighed(rows, floor):
        if (tried.taken >= floor).all():
            return True
        if tried.taken @ tried.weight < floor @ tried.weight:
            return False
    return None


def reachable_rows(rows: Sequence[Ints], floor: Ints) -> tuple[Mask, Mask]:
    """Which rows are in a package that reaches the floor, and which are known to be in none.

    (n_all_rows,) each, one cluster after the other. Rows in neither are left open.
    """
    n_rows = sum(map(len, rows))
    can, cannot = np.zeros(n_rows, bool), np.zeros(n_rows, bool)
    for tried in weighed(rows, floor):
        short = tried.taken @ tried.weight - floor @ tried.weight  # what may be lost by one row
        swaps = zip(rows, tried.score, tried.best, strict=True)
        fine, lost = [], []
        for table, score, best in swaps:
            fine.append((tried.taken - table[best] + table >= floor).all(axis=1))
            lost.append(score - score[best] + short < 0)
        can |= np.concatenate(fine)
        cannot |= np.concatenate(lost)
    return can, cannot
