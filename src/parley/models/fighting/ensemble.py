"""The weekly model run on many draws: a few replications of each, with random numbers of its own.

Two scenarios of a case share every random number: replications of draw k are numbered from k
times `SPACE`, whatever else is changed. So their difference is paired by draw and replication.

A war that has lasted so long is not any war. If the case says how long it has, each draw weighs as
likely as it makes a war of that age: the share of its replications that are still not over after
as many weeks from now, or after all weeks that are run. It takes what a draw says of the past for
what it says of the future: importance weights, as a rule of thumb of our own.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event

import numpy as np
from numpy.typing import NDArray

from parley.models.fighting.engine import engine_wars
from parley.models.fighting.sides import Fighting
from parley.models.war.outcomes import Outcomes
from parley.models.war.simulate import simulate

__all__ = ["WORKERS", "Ensemble", "ensemble", "quantile", "weights"]

Floats = NDArray[np.float64]

SPACE = 1 << 16  # replications that a draw could have
WORKERS = 2


@dataclass(frozen=True, kw_only=True, eq=False)
class Ensemble:
    """K draws, R replications each, so many weeks.

    phase : (K, weeks, 5), share of replications at war, in a pause, settled, and with either side
    collapsed, at the end of each week. sincere, stalling : (K, 2), in the first week, as in
    `Outcomes`. packages : (K, P), share of replications settled by each package at the end; P is
    0 where none are named. first_pause : (K, R), week of it, -1 for none. worth : (K, R, 2).
    partial : whether an interrupt cut it short; draws that were not done are left out.
    """

    which: NDArray[np.int64]
    weeks: int
    phase: Floats
    sincere: Floats
    stalling: Floats
    packages: Floats
    first_pause: NDArray[np.int64]
    worth: Floats
    partial: bool


def ensemble(
    found: Fighting, which: Sequence[int], *, replications: int, weeks: int, seed: int
) -> Ensemble:
    """Run so many replications of each of these draws.

    An interrupt from the keyboard ends it with the draws that are done; before any is, it goes up.
    """
    wars, stop = engine_wars(found, which), Event()
    runs: list[Outcomes | None] = [None] * len(wars)

    def run(at: int) -> None:
        if stop.is_set():
            return
        done = simulate(
            wars[at],
            replications=replications,
            weeks=weeks,
            seed=seed,
            first=int(which[at]) * SPACE,
            workers=1,
        )
        if done.partial:
            stop.set()
        else:
            runs[at] = done

    run(0)  # compile once, not in two threads at a time
    if stop.is_set():
        raise KeyboardInterrupt
    with ThreadPoolExecutor(WORKERS) as pool:
        try:
            list(pool.map(run, range(1, len(wars))))
        except KeyboardInterrupt:
            stop.set()
    done = [at for at, each in enumerate(runs) if each is not None]
    return _gathered(np.array(which)[done], weeks, [each for each in runs if each], len(wars))


def _gathered(
    which: NDArray[np.int64], weeks: int, runs: Sequence[Outcomes], asked: int
) -> Ensemble:
    return Ensemble(
        which=which,
        weeks=weeks,
        phase=np.stack([each.phase_share for each in runs]),
        sincere=np.stack([each.sincere_share[0] for each in runs]),
        stalling=np.stack([each.stalling_share[0] for each in runs]),
        packages=np.stack([each.packages / each.done for each in runs]),
        first_pause=np.stack([each.first_pause.astype(np.int64) for each in runs]),
        worth=np.stack([each.worth.astype(np.float64) for each in runs]),
        partial=len(runs) < asked,
    )


def weights(run: Ensemble, age: Floats | None) -> Floats:
    """(K,) adding up to 1: how likely each draw makes a war that has lasted so many weeks.

    age : (K,), or None where the case does not say: all alike, as where no draw has such a war.
    """
    k = len(run.which)
    if age is None:
        return np.full(k, 1 / k)
    at = np.clip(np.rint(age).astype(np.int64), 1, run.weeks) - 1
    open_still = run.phase[np.arange(k), at, :2].sum(axis=1)
    total = float(open_still.sum())
    return open_still / total if total > 0 else np.full(k, 1 / k)


def quantile(values: Floats, weight: Floats, q: float) -> Floats:
    """Weighted quantile over the first axis: the least value with at least q of the weight.

    >>> float(quantile(np.array([3.0, 1.0, 2.0]), np.array([0.2, 0.5, 0.3]), 0.5))
    1.0
    """
    order = np.argsort(values, axis=0, kind="stable")
    total = np.cumsum(np.take(weight, order), axis=0)
    at = np.minimum((total < q - 1e-12).sum(axis=0), len(values) - 1)
    picked = np.take_along_axis(order, at[np.newaxis], axis=0)
    found: Floats = np.take_along_axis(values, picked, axis=0)[0]
    return found
