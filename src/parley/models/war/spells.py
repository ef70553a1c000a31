"""What became of one simulated war, counted as the data on past wars count.

A war lasts as long as it is fought: its length is the weeks of fighting up to its end. It is over
with a victory, with a settlement, or with a pause after which nobody fights for a year; shorter
breaks interrupt it. Weeks of talks at most four apart are one episode of talks.

Spells (how long something held, and whether it then ended) may be cut off by the last week; they
are weighed as Kaplan and Meier (1958, Journal of the American Statistical Association 53, 457-481)
do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.models.war.state import COLLAPSE_1, PAUSE, PEACE, TALKS, WAR, Floats, Ints

__all__ = ["YEAR", "History", "Spell", "hazard", "history", "survival", "weibull"]

YEAR = 365.25 / 7
QUIET = 52
"""Weeks without fighting after which a war that paused counts as over."""
GAP = 4
How = Literal["victory", "agreement", "ceasefire", "open"]
Spell = tuple[int, bool]
"""Weeks something held, and whether it then ended; False if the last week cut it off."""


@dataclass(frozen=True, kw_only=True)
class History:
    """One war. weeks : of fighting, 0 where it was settled before any.

    how : it ended; "open" if it had not. talks : its episodes of talks; talk_weeks : their weeks.
    talked_out : whether talks in its last week ended it. truces : each pause, its renewals
    included, until fighting; cut off where it became a settlement. peaces : each settlement.
    calm : from the end of the war to the next fighting, None if it ended otherwise.
    """

    weeks: int
    how: How
    talks: int
    talk_weeks: int
    talked_out: bool
    truces: tuple[Spell, ...]
    peaces: tuple[Spell, ...]
    calm: Spell | None


def history(tally: Ints) -> History:
    """Of the tally, (weeks, 12), of a single replication in `Outcomes`."""
    phase = tally[:, :5].argmax(axis=1)
    before = np.concatenate(([WAR], phase[:-1]))
    fought = (before == WAR) & ((phase == WAR) | (phase >= COLLAPSE_1))
    end, how = _end(phase, fought)
    talks = np.flatnonzero(tally[: end + 1, TALKS])
    agreed = how in ("agreement", "ceasefire")
    return History(
        weeks=int(fought[: end + 1].sum()),
        how=how,
        talks=int(len(talks) > 0) + int((np.diff(talks) > GAP).sum()),
        talk_weeks=len(talks),
        talked_out=agreed and len(talks) > 0 and bool(talks[-1] == end),
        truces=_spells(phase, PAUSE),
        peaces=_spells(phase, PEACE),
        calm=_until(fought[end:]) if agreed else None,
    )


def _end(phase: Ints, fought: NDArray[np.bool_]) -> tuple[int, How]:
    """Week in which the war ends, the last one if it is open; and how."""
    ends: list[tuple[int, How]] = [
        (int(week), "agreement" if phase[week] == PEACE else "victory")
        for week in np.flatnonzero(phase >= PEACE)[:1]
    ]
    ends += [
        (int(week), "ceasefire")
        for week in _starts(phase, PAUSE)
        if _until(fought[week:])[0] >= QUIET
    ]
    return min(ends, default=(len(phase) - 1, "open"))


def _starts(phase: Ints, kind: int) -> NDArray[np.intp]:
    """Weeks in which a phase begins."""
    before = np.concatenate(([WAR], phase[:-1]))
    return np.flatnonzero((phase == kind) & (before != kind))


def _until(over: NDArray[np.bool_]) -> Spell:
    """Weeks before the first that is over."""
    return (int(over.argmax()), True) if over.any() else (len(over), False)


def _spells(phase: Ints, kind: int) -> tuple[Spell, ...]:
    """Each spell of a phase, over where war comes back."""
    found = []
    for start in _starts(phase, kind):
        weeks, left = _until(phase[start:] != kind)
        found.append((weeks, left and bool(phase[start + weeks] == WAR)))
    return tuple(found)


def survival(spells: Sequence[Spell], at: ArrayLike) -> Floats:
    """Share that held longer than each of `at`, weeks; `ValueError` without spells.

    >>> survival([(1, True), (2, True), (2, False), (9, False)], [0, 1, 5])
    array([1.  , 0.75, 0.5 ])
    """
    if not spells:
        raise ValueError("there are no spells")
    weeks, over = np.array(spells, float).T
    times, place = np.unique(weeks, return_inverse=True)
    held = np.bincount(place)[::-1].cumsum()[::-1]
    left = np.cumprod(1 - np.bincount(place, over) / held)
    found: Floats = np.append(1.0, left)[np.searchsorted(times, at, side="right")]
    return found


def hazard(spells: Sequence[Spell], after: float, until: float) -> float:
    """Ends a week of spells that are older than `after` and not than `until`; nan if none is."""
    weeks, over = np.array(spells, float).reshape(-1, 2).T
    ended = ((weeks > after) & (weeks <= until) & (over > 0)).sum()
    exposed = np.clip(weeks - after, 0, until - after).sum()
    return float(ended / exposed) if exposed > 0 else np.nan


def weibull(weeks: ArrayLike) -> tuple[float, float]:
    """Shape of the Weibull distribution of greatest likelihood, and its log likelihood.

    weeks : (n,), above 0, not all alike. Shape below 1: the longer it lasted, the longer it will.
    """
    from scipy.optimize import brentq

    x = np.asarray(weeks, float)
    x, scale = x / x.max(), float(x.max())  # so that no power overflows
    logs = np.log(x)

    def slope(shape: float) -> float:
        power = x**shape
        return float((power * logs).sum() / power.sum() - logs.mean() - 1 / shape)

    shape = float(brentq(slope, 1e-3, 1e4))
    spread = (x**shape).mean()
    each = np.log(shape) - np.log(spread) + (shape - 1) * logs - x**shape / spread
    return shape, float((each - np.log(scale)).sum())
