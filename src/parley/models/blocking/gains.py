"""Whether some package meets given demands, and what a zone holds for each party.

Answers are exact. Where both the merge and the solver give up the answer is None: not known.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parley.models.blocking.demands import Demand, kept
from parley.models.blocking.weights import reachable
from parley.models.domain import Domain, among, points, tables
from parley.models.frontier import frontier

__all__ = ["Gains", "can_meet", "gains", "least"]

Ints = NDArray[np.int64]

CAP = 20_000  # sums held in one merge; beyond it the solver answers sooner
QUICK = 1_000  # the same with three or more parties, if only a yes or no is wanted


@dataclass(frozen=True, kw_only=True, eq=False)
class Gains:
    """What the packages hold that give every party its no-deal value.

    exists : whether there are any; None if neither the merge nor the solver could tell.
    best : (n_parties,) most each can gain on no deal by one of them. worst : the largest gain
        that all can have at once, each in its own unit. Both None if not known, or no zone.
    """

    exists: bool | None
    best: Ints | None = None
    worst: int | None = None


def gains(domain: Domain, *, cap: int = CAP) -> Gains:
    """What the zone of all parties of the domain holds."""
    found = points(domain, cap=cap).found
    if not found.complete:
        return Gains(exists=_solved(domain))
    if not len(found.utility):
        return Gains(exists=False)
    gain = found.utility - domain.floor
    return Gains(exists=True, best=gain.max(axis=0), worst=int(gain.min(axis=1).max()))


def can_meet(domain: Domain, wanted: Iterable[Demand], *, cap: int = QUICK) -> bool | None:
    """Whether some package meets all these demands; None if it could not be decided."""
    parties, parts = kept(wanted)
    # with nobody to satisfy any party will do, at a value that no package misses
    small = among(domain, parties or (0,), parts)
    if not parties:
        small = replace(small, floor=least(small))
    if small.packages.rows is None:
        return _solved(small)
    if not all(len(rows) for rows in small.packages.rows):
        return False
    rows = tables(small)
    if (sum(table.max(axis=0) for table in rows) < small.floor).any():
        return False
    if len(parties) < 2:
        return True
    quick = reachable(rows, small.floor) if len(parties) > 2 else None
    if quick is not None:
        return quick
    found = frontier(rows, small.floor, cap=cap if len(parties) > 2 else CAP)
    return bool(len(found.utility)) if found.complete else _solved(small)


def least(domain: Domain) -> Ints:
    """A floor that no package misses, (n_parties,)."""
    least = np.sum([table.min(axis=0) for table in domain.utility], axis=0)
    penalties = [np.minimum(bonus.worth, 0) for bonus in domain.bonuses]
    total: Ints = np.sum([least, *penalties], axis=0)
    return total


def _solved(domain: Domain) -> bool | None:
    from parley.models.solver import feasible

    status = feasible(domain).status
    return None if status == "failed" else status != "infeasible"
