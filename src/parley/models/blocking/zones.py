"""Whether some package meets given demands, and what a zone holds for each party.

Answers are exact. Where both the merge and the solver give up the answer is None: not known.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parley.models.blocking.demands import Demand, kept
from parley.models.domain import Domain, among, points, tables
from parley.models.frontier import frontier

__all__ = ["Zone", "can_meet", "zone"]

Ints = NDArray[np.int64]

CAP = 20_000  # sums held in one merge; beyond it the solver answers sooner
ROUNDS = 24  # weightings tried before merging; what they leave open is close to the edge
WEIGHT = 1_000  # largest weight of a party in them
LIMIT = 2**61  # weighted sums below it are exact in int64


@dataclass(frozen=True, kw_only=True, eq=False)
class Zone:
    """The packages that give every party its no-deal value, summed up.

    exists : None if neither the merge nor the solver could tell.
    best : (n_parties,) most each can gain on no deal within the zone. worst : the largest gain
        that all can have at once, each in its own unit. Both None if not known, or no zone.
    """

    exists: bool | None
    best: Ints | None = None
    worst: int | None = None


def zone(domain: Domain, *, cap: int = CAP) -> Zone:
    """The zone of all parties of the domain; use `among` to leave out others or to add parts."""
    found = points(domain, cap=cap).found
    if not found.complete:
        return Zone(exists=_solved(domain))
    if not len(found.utility):
        return Zone(exists=False)
    gains = found.utility - domain.floor
    return Zone(exists=True, best=gains.max(axis=0), worst=int(gains.min(axis=1).max()))


def can_meet(domain: Domain, wanted: Iterable[Demand], *, cap: int = CAP) -> bool | None:
    """Whether some package meets all these demands; None if it could not be decided."""
    parties, parts = kept(wanted)
    # with nobody to satisfy any party will do, at a value that no package misses
    small = among(domain, parties or (0,), parts)
    if not parties:
        small = replace(small, floor=_least(small))
    if small.packages.rows is None:
        return _solved(small)
    if not all(len(rows) for rows in small.packages.rows):
        return False
    rows = tables(small)
    if (sum(table.max(axis=0) for table in rows) < small.floor).any():
        return False
    if len(parties) < 2:
        return True
    quick = _by_weights(rows, small.floor) if len(parties) > 2 else None
    if quick is not None:
        return quick
    found = frontier(rows, small.floor, cap=cap)
    return bool(len(found.utility)) if found.complete else _solved(small)


def _least(domain: Domain) -> Ints:
    least = np.sum([table.min(axis=0) for table in domain.utility], axis=0)
    penalties = [np.minimum(bonus.worth, 0) for bonus in domain.bonuses]
    total: Ints = np.sum([least, *penalties], axis=0)
    return total


def _by_weights(rows: Sequence[Ints], floor: Ints) -> bool | None:
    """A package that reaches the floor, or weights that prove that none does; else None.

    The best package under weights is found cluster by cluster. Should even that one have less
    than the floor has under the weights, then so has every package. Those who fall short weigh
    more in the next round.
    """
    spread = np.array([np.ptp(table, axis=0) for table in rows], float).sum(axis=0)
    most = sum(float(np.abs(table).max()) for table in rows) + float(np.abs(floor).max())
    if most * WEIGHT * len(floor) >= LIMIT:
        return None
    log = -np.log(np.maximum(spread, 1))
    for step in range(ROUNDS):
        weight = np.maximum(np.rint(WEIGHT * np.exp(log - log.max())), 0).astype(np.int64)
        taken = np.sum([table[(table @ weight).argmax()] for table in rows], axis=0)
        if (taken >= floor).all():
            return True
        if taken @ weight < floor @ weight:
            return False
        log += (floor - taken) / np.maximum(spread, 1) * 8 / (1 + step) ** 0.5
    return None


def _solved(domain: Domain) -> bool | None:
    from parley.models.solver import feasible

    status = feasible(domain).status
    return None if status == "failed" else status != "infeasible"
