"""The weeks of a war in their fixed order, replication by replication.

Arrays only, and trusted. Imported only where it is needed, because importing numba takes long.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from parley.models.war._beliefs_numba import kinds, reported
from parley.models.war._machine_numba import four_weeks, grown
from parley.models.war._phases_numba import in_pause, in_peace, struck, war
from parley.models.war._rules_numba import logistic, mark, pair
from parley.models.war._values_numba import aided, power
from parley.models.war.linked import apart, inlined, kernel, stamp
from parley.models.war.state import (
    COLLAPSE_2,
    HUMANE,
    PAUSE,
    PEACE,
    RELIEF,
    TALKS,
    TYPES,
    WAR,
    Floats,
    Inputs,
    Ints,
    State,
)


@inlined
def _produced(i: Inputs, s: State, phase: int) -> None:
    """Losses, production and aid of a week; in peace what the settlement allows."""
    keep, gain = i.keep[phase], i.gain[aided(i, s), phase]
    for c in range(0, len(i.weight), 4):
        grown(keep, s.stock, gain, c)
    if phase == PEACE:
        for c in range(len(i.weight)):
            s.stock[c] = min(s.stock[c], i.package_cap[s.package, c])


@inlined
def _week(i: Inputs, table: Floats, s: State, seed: np.uint64, r: int, t: int) -> None:
    """One week in its fixed order, from strikes to production."""
    s.week = t
    phase = s.phase
    reported(i, s, seed, r, t)
    if phase == WAR:
        struck(i, s, seed, r, t)
        war(i, table, s, seed, r, t)
    elif phase == PAUSE:
        in_pause(i, table, s, seed, r, t)
    else:
        in_peace(i, table, s, seed, r, t)
    if i.channel > 0 and phase != PEACE:
        u = pair(seed, r, t, HUMANE)
        agrees = logistic(i.precision * i.relief[0])
        agrees *= logistic(i.precision * i.relief[1])
        if u[0] < i.channel and u[1] < agrees:
            mark(s, RELIEF)
    phase = s.phase
    if phase <= PEACE:
        _produced(i, s, phase)
    if t == i.deadline and s.phase <= PAUSE:
        for j in range(2):
            s.paid[j] += s.weigh * i.deadline_cost[j]
    s.weigh *= i.discount


@inlined
def _start(i: Inputs, s: State, seed: np.uint64, r: int) -> None:
    """The state before the first week; who the parties are is drawn."""
    s.phase, s.age, s.week = WAR, 0, 0
    s.front, s.paused, s.came = i.front, -1, -1
    for c in range(len(i.stock)):
        s.stock[c] = i.stock[c]
    s.paid[0], s.paid[1], s.weigh = 0.0, 0.0, 1.0
    s.package, s.text = 0, 0
    u, types = pair(seed, r, 0, TYPES), kinds(i)
    left, s.proposer = u[0], int(u[1] >= 0.5)
    for a in range(types):
        for b in range(types):
            for j in range(2):
                s.belief[j, a, b] = i.belief[j, a, b]
            if i.truth[a, b] > 0 and left >= 0:
                s.own[0], s.own[1] = a, b
            left -= i.truth[a, b]


@inlined
def _end(
    i: Inputs, s: State, weeks: int, end: NDArray[np.int16], real: NDArray[np.float32]
) -> None:
    """What is kept of a replication."""
    phase = s.phase
    came = s.came if s.came >= 0 else weeks
    end[0], end[1], end[2], end[3] = came, phase, s.paused, s.front
    if phase > PEACE:
        s.gets[0] = 1.0 if phase == COLLAPSE_2 else 0.0
        s.gets[1] = 1 - s.gets[0]
    end[4] = s.package if phase == PEACE else -1
    real[0] = s.gets[0] if phase >= PEACE else np.nan
    waited = came - 1 if phase == PEACE else came  # who settles spares the week
    for j in range(2):
        end_worth = 0.0
        if phase >= PEACE:
            end_worth = i.discount**waited * s.gets[j]
        real[1 + j] = end_worth - s.paid[j]


def _run(parts: str) -> Callable[..., None]:
    """The kernel at the top, keyed by `parts`."""

    @kernel
    def run(
        i: Inputs,
        table: Floats,
        s: State,
        seed: np.uint64,
        first: int,
        n: int,
        weeks: int,
        tally: Ints,
        end: NDArray[np.int16],
        real: NDArray[np.float32],
        phases: NDArray[np.int8],
        fronts: NDArray[np.int16],
        powers: Floats,
        beliefs: Floats,
    ) -> None:
        """Replications `first` to `first + n - 1`; adds to `tally`, fills the rest by replication.

        table : of a `Worth`, or without columns. s : scratch. tally : (weeks, 12). end : (n, 5),
        end, kind, first pause, front and package (-1: not settled). real : (n, 3), what the end
        leaves side 1, and worth of both. phases,
        fronts, powers, beliefs : (n, weeks), (n, weeks), (n, weeks, 2), (n, weeks, 2, T, T), or
        empty if nobody wants paths.
        """
        apart()
        paths = len(phases) > 0 and len(parts) > 0
        for e in range(n):
            _start(i, s, seed, first + e)
            for t in range(weeks):
                s.marks = 0
                if s.phase <= PEACE:
                    if t % 4 == 0:
                        four_weeks(s.drawn, seed, first + e, t)
                    _week(i, table, s, seed, first + e, t)
                elif not paths:
                    break
                tally[t, s.phase] += 1
                if s.marks > 0:
                    for k in range(TALKS, RELIEF + 1):
                        tally[t, k] += (s.marks >> k) & 1
                if paths:
                    phases[e, t], fronts[e, t] = s.phase, s.front
                    for j in range(2):
                        powers[e, t, j] = power(i, s, j)
                        view = min(j, i.views - 1)
                        for a in range(i.types):
                            for b in range(i.types):
                                beliefs[e, t, j, a, b] = s.belief[view, a, b]
            _end(i, s, weeks, end[e], real[e])
            if not paths and s.phase > PEACE:
                for t in range(s.came, weeks):
                    tally[t, s.phase] += 1

    return run


NAMES: tuple[str, ...] = ("linked", "state", "_rules_numba", "_beliefs_numba", "_values_numba")
NAMES += ("_machine_numba", "_packages_numba", "_talks_numba", "_phases_numba")
PARTS = tuple(f"{name}.py" for name in NAMES)
run = _run(stamp(*PARTS))
