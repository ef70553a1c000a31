"""Many replications of a war, in blocks, by as many workers as there are cores.

Each replication has random numbers of its own and everything added up is a whole number, so the
results are the same to the last bit for any number of workers, in any order.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.models.war.inputs import inputs
from parley.models.war.outcomes import WORTH_UNIT, Outcomes, Paths
from parley.models.war.state import Floats, Ints, State, record
from parley.models.war.streams import key
from parley.models.war.war import War
from parley.models.war.worth import Worth

__all__ = ["MOST_BYTES", "paths", "simulate"]

BLOCK = 1024
MOST_WEEKS = 32_000
"""Weeks are kept in 16 bits."""
MOST_BYTES = 2**32
BINS = 1000

_Given = tuple[Any, Floats]


@dataclass
class _Sums:
    """What workers add their blocks to."""

    tally: Ints
    ends: Ints
    pauses: Ints
    shares: Ints
    packages: Ints
    worth: Ints
    end: NDArray[np.int16]
    real: NDArray[np.float32]
    finished: NDArray[np.bool_]
    lock: Lock = field(default_factory=Lock)
    stop: Event = field(default_factory=Event)


def simulate(
    war: War,
    *,
    replications: int,
    weeks: int,
    seed: int = 0,
    first: int = 0,
    worth: Worth | None = None,
    workers: int | None = None,
    keep: bool = True,
) -> Outcomes:
    """Replications `first` to `first + replications - 1` of a checked war.

    worth : continuation values to decide by, from `bellman`; without, a fight to the finish at
    the present odds. keep : whether to keep numbers of each replication; without, memory does not
    grow with them. An interrupt from the keyboard ends it with the blocks that are done.
    `ValueError` for no replications or weeks, or more than memory is allowed for.
    """
    size = _checked(replications, weeks, first, 28 * replications if keep else 0)
    workers = min(workers or os.cpu_count() or 1, size)
    given = _with(war, worth)
    sums = _Sums(
        tally=np.zeros((weeks, 12), np.int64),
        ends=np.zeros((weeks + 1, 5), np.int64),
        pauses=np.zeros(weeks + 1, np.int64),
        shares=np.zeros(BINS, np.int64),
        packages=np.zeros(len(war.packages), np.int64),
        worth=np.zeros(2, np.int64),
        end=np.zeros((replications if keep else 0, 4), np.int16),
        real=np.zeros((replications if keep else 0, 3), np.float32),
        finished=np.zeros(size, np.bool_),
    )
    todo = iter(range(size))

    def work() -> None:
        while not sums.stop.is_set():
            with sums.lock:
                block = next(todo, None)
            if block is None:
                return
            n = min(BLOCK, replications - block * BLOCK)
            _block(given, sums, key(seed), first, block, n, weeks)

    partial = _all_done(work, workers, sums.stop)
    return _outcomes(war, sums, seed, first, weeks, replications, partial)


def _all_done(work: Callable[[], None], workers: int, stop: Event) -> bool:
    """Do the work; whether somebody interrupted it."""
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(work) for _ in range(workers)]
        try:
            for future in futures:
                future.result()
        except KeyboardInterrupt:
            stop.set()
            return True
        except BaseException:
            stop.set()
            raise
    return False


def _block(
    given: _Given, sums: _Sums, seed: np.uint64, first: int, block: int, n: int, weeks: int
) -> None:
    from parley.models.war._week_numba import run

    start = block * BLOCK
    tally = np.zeros((weeks, 12), np.int64)
    end, real = np.empty((n, 5), np.int16), np.empty((n, 3), np.float32)
    run(*given, _scratch(given), seed, first + start, n, weeks, tally, end, real, *_no_paths())
    ends = np.bincount(end[:, 0].astype(np.int64) * 5 + end[:, 1], minlength=(weeks + 1) * 5)
    pauses = np.bincount(end[end[:, 2] >= 0, 2], minlength=weeks + 1)
    share = real[~np.isnan(real[:, 0]), 0]
    shares = np.bincount(np.minimum((share * BINS).astype(np.int64), BINS - 1), minlength=BINS)
    settled = end[end[:, 4] >= 0, 4]
    packages = np.bincount(settled, minlength=len(sums.packages))[: len(sums.packages)]
    worth = np.rint(real[:, 1:] / WORTH_UNIT).astype(np.int64).sum(axis=0)
    with sums.lock:
        sums.tally += tally
        sums.ends += ends.reshape(weeks + 1, 5)
        sums.pauses += pauses
        sums.shares += shares
        sums.packages += packages
        sums.worth += worth
        sums.finished[block] = True
        if len(sums.end):
            sums.end[start : start + n], sums.real[start : start + n] = end[:, :4], real


def _outcomes(
    war: War, sums: _Sums, seed: int, first: int, weeks: int, replications: int, partial: bool
) -> Outcomes:
    done = np.repeat(sums.finished, BLOCK)[:replications]
    end, real = (sums.end[done], sums.real[done]) if len(sums.end) else (sums.end, sums.real)
    kept = np.flatnonzero(done) if len(sums.end) else np.zeros(0, np.int64)
    return Outcomes(
        war=war,
        seed=seed,
        weeks=weeks,
        done=int(done.sum()),
        partial=partial,
        tally=sums.tally,
        ends=sums.ends,
        pauses=sums.pauses,
        shares=sums.shares,
        packages=sums.packages,
        worth_sum=sums.worth,
        replication=first + kept,
        end_week=end[:, 0],
        kind=end[:, 1],
        first_pause=end[:, 2],
        front=end[:, 3],
        share=real[:, 0],
        worth=real[:, 1:],
    )


def paths(
    war: War,
    *,
    replications: int,
    weeks: int,
    seed: int = 0,
    first: int = 0,
    worth: Worth | None = None,
) -> Paths:
    """Week by week what happens in some replications; the same ones as in `simulate`."""
    from parley.models.war._week_numba import run

    n, types = replications, len(war.truth)
    _checked(n, weeks, first, (19 + 16 * types**2) * n * weeks)
    found = Paths(
        phase=np.empty((n, weeks), np.int8),
        front=np.empty((n, weeks), np.int16),
        power=np.empty((n, weeks, 2)),
        belief=np.empty((n, weeks, 2, types, types)),
    )
    tally = np.zeros((weeks, 12), np.int64)
    end, real = np.empty((n, 5), np.int16), np.empty((n, 3), np.float32)
    into = found.phase, found.front, found.power, found.belief
    given = _with(war, worth)
    run(*given, _scratch(given), key(seed), first, n, weeks, tally, end, real, *into)
    return found


def _with(war: War, worth: Worth | None) -> _Given:
    """The war and the table as the kernel takes them."""
    given = inputs(war)
    if worth is None:
        return given, np.zeros((0, 0))
    shape = (len(war.truth), len(war.truth), war.fronts + 1)
    if worth.table.shape[3:6] != shape:
        raise ValueError(f"the worth is not of this war: {worth.table.shape[3:6]}, not {shape}")
    given["points"] = len(worth.grid)
    given["low_ratio"], given["per_step"] = worth.grid[0], 1 / (worth.grid[1] - worth.grid[0])
    # A row holds what is read together: all parties and types at a front and ratio.
    table = worth.table.transpose(0, 1, 5, 6, 2, 3, 4).reshape(-1, 2 * len(war.truth) ** 2)
    return given, np.ascontiguousarray(table)


def _scratch(given: _Given) -> Any:
    """A state for a kernel to work in."""
    return record(State, int(given[0]["types"]), int(given[0]["classes"]))


def _no_paths() -> tuple[NDArray[np.int8], NDArray[np.int16], Floats, Floats]:
    real = np.empty((0, 0, 0)), np.empty((0, 0, 0, 0, 0))
    return np.empty((0, 0), np.int8), np.empty((0, 0), np.int16), *real


def _checked(replications: int, weeks: int, first: int, size: int) -> int:
    """The number of blocks, or `ValueError`."""
    if replications < 1 or not 1 <= weeks <= MOST_WEEKS:
        raise ValueError(f"there must be a replication, and 1 to {MOST_WEEKS} weeks")
    if first < 0 or first + replications > 2**32:
        raise ValueError("replications are numbered from 0 to 2**32 - 1")
    if size > MOST_BYTES:
        raise ValueError(f"this would take {size:,} bytes of memory; {MOST_BYTES:,} are allowed")
    return -(-replications // BLOCK)
