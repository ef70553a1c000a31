"""Compute what is missing, unit by unit, whatever happens to the workers meanwhile."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)
from dataclasses import dataclass, field, replace

from parley.sweep.errors import Stopped, SweepError
from parley.sweep.plan import Plan
from parley.sweep.point import Row
from parley.sweep.pools import Pool
from parley.sweep.work import Done, work

__all__ = ["Tally", "compute"]

SECONDS = 2.0  # a unit takes about that long: bookkeeping is small, and little is lost
UNITS_A_SECOND = 20  # more would keep the disk of one machine busy
MOST = 1000  # points of a unit, however quick they are
SUSPECT = 2  # a unit that so many pools broke with is tried alone, to know whether it is to blame
TRIES = 4
FAILURES = 10  # points that fail before the rest is given up


@dataclass(frozen=True)
class Unit:
    """Some points of one scenario. tries : how often its worker, or another, died meanwhile."""

    scenario: int
    points: tuple[int, ...]
    tries: int = 0


@dataclass
class Tally:
    """How far a sweep has come: points in all and computed, seconds for one, what failed."""

    total: int
    done: int
    seconds: float = 0.0
    failed: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.done:,} of {self.total:,} points are computed"


Keep = Callable[[Sequence[str], Sequence[Sequence[Row]]], None]


@dataclass(frozen=True)
class _Job:
    """left : (scenario, point)s not begun. again : units to begin again, suspects last."""

    plan: Plan
    pool: Pool
    keep: Keep
    tell: Callable[[Tally], None]
    tally: Tally
    left: deque[tuple[int, int]]
    again: deque[Unit] = field(default_factory=deque)
    running: dict[Future[Done], Unit] = field(default_factory=dict)


def compute(
    plan: Plan,
    missing: Sequence[tuple[int, int]],
    pool: Pool,
    keep: Keep,
    tell: Callable[[Tally], None] = lambda _: None,
) -> Tally:
    """Compute the missing (scenario, point)s, in this order, and keep each unit when it is done.

    A unit whose worker dies is computed again. Points that fail, or that workers die of, are
    left out and told of. Raises `SweepError` where nobody computes any more, `OSError` of `keep`.
    """
    total = len(plan.points) * len(plan.keys)
    job = _Job(plan, pool, keep, tell, Tally(total, total - len(missing)), deque(missing))
    try:
        while job.left or job.again or job.running:
            _with_workers(job)
    except KeyboardInterrupt:
        again = "they are kept, and the same command goes on"
        raise Stopped(f"stopped; {job.tally}; {again}") from None
    return job.tally


def _with_workers(job: _Job) -> None:
    try:
        with job.pool.opened() as executor:
            _rounds(job, executor)
    except BrokenExecutor:
        _recover(job)


def _rounds(job: _Job, executor: Executor) -> None:
    while _begin(job, executor):
        done, _ = wait(job.running, timeout=1.0, return_when=FIRST_COMPLETED)
        for future in done:
            _finish(job, future)


def _begin(job: _Job, executor: Executor) -> bool:
    """Give the workers as much as they take; whether any of them has something to do."""
    while len(job.running) < 2 * job.pool.workers and (unit := _next(job)):
        patches = [job.plan.patch(point) for point in unit.points]
        try:
            job.running[executor.submit(work, job.plan.recipes[unit.scenario], patches)] = unit
        except BrokenExecutor:
            job.again.appendleft(unit)
            raise
    return bool(job.running)


def _next(job: _Job) -> Unit | None:
    if job.again and job.again[0].tries < SUSPECT:
        return job.again.popleft()
    if job.left:
        return _unit(job)
    return job.again.popleft() if job.again and not job.running else None


def _unit(job: _Job) -> Unit:
    """The next points of one scenario, as many as fill a while but leave work for everybody."""
    a_while = max(SECONDS, job.pool.workers / UNITS_A_SECOND)
    size = a_while / job.tally.seconds if job.tally.seconds else 1
    size = max(1, min(int(size), MOST, len(job.left) // job.pool.workers))
    scenario = job.left[0][0]
    points: list[int] = []
    while job.left and len(points) < size and job.left[0][0] == scenario:
        points.append(job.left.popleft()[1])
    return Unit(scenario, tuple(points))


def _finish(job: _Job, future: Future[Done]) -> None:
    """Keep what a worker has done. A unit stays among the running ones if its worker died."""
    unit = job.running[future]
    try:
        done = future.result()
    except CancelledError:
        raise SweepError(job.pool.gone) from None
    except (BrokenExecutor, SweepError):
        raise
    except Exception as error:  # whatever a lens raises: the other points are not to blame
        del job.running[future]
        _fail(job, unit, f"{type(error).__name__}: {error}")
        return
    del job.running[future]
    keys = job.plan.keys[unit.scenario]
    job.keep([keys[point] for point in unit.points], done.rows)
    job.tally.done += len(unit.points)
    job.tally.seconds = done.seconds
    job.tell(job.tally)


def _fail(job: _Job, unit: Unit, why: str) -> None:
    """A point that fails is told of; of several it is found out which."""
    if len(unit.points) > 1:
        job.again.extendleft(replace(unit, points=(point,)) for point in unit.points)
        return
    where = job.plan.where(unit.points[0], job.plan.asked.scenarios[unit.scenario])
    job.tally.failed.append(f"{where}: {why}")
    if len(job.tally.failed) >= FAILURES:
        raise SweepError(f"{FAILURES} points failed, the first {job.tally.failed[0]}")


def _recover(job: _Job) -> None:
    """After the death of a worker, which breaks the pool: begin again what was lost."""
    units = dict(job.running)
    for future, unit in units.items():
        if future.done() and not future.cancelled() and future.exception() is None:
            _finish(job, future)
            continue
        del job.running[future]
        if unit.tries + 1 >= TRIES:
            _fail(job, replace(unit, tries=TRIES), "its worker died again and again")
            continue
        for point in unit.points:
            lost = Unit(unit.scenario, (point,), unit.tries + 1)
            (job.again.append if lost.tries >= SUSPECT else job.again.appendleft)(lost)
