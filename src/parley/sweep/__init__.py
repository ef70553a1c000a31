"""Scenarios at scale: a case at many points, each computed once and kept in a folder."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from parley.sweep.errors import Stopped, SweepError
from parley.sweep.plan import Asked, Plan, plan
from parley.sweep.pools import Pool, cluster, local
from parley.sweep.results import finish, finished, refused
from parley.sweep.run import Tally, compute
from parley.sweep.store import Store, keep, known, locked

__all__ = [
    "Asked",
    "Plan",
    "Pool",
    "Stopped",
    "SweepError",
    "Swept",
    "Tally",
    "cluster",
    "local",
    "plan",
    "sweep",
]


@dataclass(frozen=True)
class Swept:
    """points : in all scenarios together. computed : of these now; the others were there.

    failed : points that could not be computed, and why; without them alone there are results.
    refused : points that make the case invalid, and how, which the results say as well.
    """

    points: int
    computed: int
    failed: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def sweep(
    plan: Plan, folder: Path, pool: Pool, tell: Callable[[Tally], None] = lambda _: None
) -> Swept:
    """Compute what the folder does not hold yet, and write the results when all is there.

    The rows are the same with any pool. Raises `SweepError` for what stops a sweep, `OSError`
    where the folder takes no more; what is computed is kept. tell : called after each unit.
    """
    total = len(plan.points) * len(plan.keys)
    with locked(folder) as store:
        if finished(plan, folder):
            return Swept(total, 0, (), refused(plan, store))
        missing = [*_missing(plan, store)]
        tally = compute(plan, missing, pool, lambda *unit: keep(store, *unit), tell)
        if tally.failed:
            return Swept(total, len(missing) - len(tally.failed), tuple(tally.failed))
        finish(plan, store)
        return Swept(total, len(missing), (), refused(plan, store))


def _missing(plan: Plan, store: Store) -> Iterator[tuple[int, int]]:
    """(scenario, point) of each point that is not there; of two that are the same the first."""
    there = set(known(store))
    for scenario, keys in enumerate(plan.keys):
        for point, key in enumerate(keys):
            if key not in there:
                there.add(key)
                yield scenario, point
