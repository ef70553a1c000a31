"""The Markov skeleton of a war: fighting, ceasefires, a settlement, a collapse.

Each week at war, in this order: settle with chance a; else a ceasefire with c; else side 1
collapses with k1 or side 2 with k2 (never both). Each week of a ceasefire of L weeks: settle with
b; else it is violated with v and war goes on; else it gets a week older, and when the last week is
over it is renewed for L weeks with r or lapses into war. A settlement fails with f a week.

No strategy and no memory but the age of the ceasefire: fixed chances, so every answer is exact. It
is the first thing a simulator has to reproduce, and a way to see what assumed weekly chances add up
to. Wars do not end at a constant rate: observed rates fall with time, so use it within a phase.

Without ceasefires

    Pr(settle) = a / (a + (1 - a)(k1 + k2))        E[weeks] = 1 / (a + (1 - a)(k1 + k2))

With them, let q = (1 - b)(1 - v), and G = (1 - q^L) / (1 - q) the weeks a term lasts on average. A
ceasefire, renewals included, lasts G / (1 - r q^L) weeks and leads to a settlement with chance b
times that, else back to war. The same as the linear system over ages, which `absorption_by_state`
solves.

Source: Kemeny and Snell (1960), Finite Markov Chains, chapter 3, for absorbing chains. The phases
are our own.
"""

from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import Floats, Number, plain, within

__all__ = [
    "PHASES",
    "WEEKS_PER_YEAR",
    "Absorption",
    "Skeleton",
    "absorption",
    "absorption_by_state",
    "ceasefire_survival",
    "failure_probability",
    "phase_shares",
    "survival_curve",
    "transitions",
    "weekly_hazard",
]

PHASES = ("war", "ceasefire", "settled", "collapse 1", "collapse 2")
"""Last axis of `phase_shares`."""
WEEKS_PER_YEAR = 365.2425 / 7


@dataclass(frozen=True, kw_only=True, eq=False)
class Skeleton:
    """Weekly chances, each a number or an array over draws; they broadcast.

    settle, ceasefire, collapse_1, collapse_2 : at war (a, c, k1, k2). weeks : length of a
    ceasefire, a whole number (L). settle_in_ceasefire, violation : in a week of it (b, v). renewal
    : when its last week is over (r). settlement_failure : a week (f); only `transitions` and
    `phase_shares` use it. `ValueError` for a chance outside 0 to 1, for collapses that add up to
    more than 1, and for a length that is no positive whole number.
    """

    settle: ArrayLike
    collapse_1: ArrayLike
    collapse_2: ArrayLike
    ceasefire: ArrayLike = 0.0
    weeks: ArrayLike = 1
    settle_in_ceasefire: ArrayLike = 0.0
    violation: ArrayLike = 0.0
    renewal: ArrayLike = 0.0
    settlement_failure: ArrayLike = 0.0

    def __post_init__(self) -> None:
        for field in fields(self):
            if field.name != "weeks":
                within(field.name, getattr(self, field.name), "[0, 1]")
        if (np.asarray(self.collapse_1, float) + np.asarray(self.collapse_2, float) > 1).any():
            raise ValueError("collapse_1 and collapse_2 must add up to at most 1")
        length = np.asarray(self.weeks)
        if not (np.isfinite(length) & (length >= 1) & (length == np.floor(length))).all():
            raise ValueError(f"weeks must be a whole number of at least 1, got {self.weeks}")


class Absorption(NamedTuple):
    """How the war ends and when; numbers or arrays.

    settled, collapse_1, collapse_2 : chances, adding up to 1. weeks : expected, until the first
    settlement or collapse.
    """

    settled: Number
    collapse_1: Number
    collapse_2: Number
    weeks: Number


def absorption(skeleton: Skeleton) -> Absorption:
    """How does a war end that is at war now, and how long does it take?

    Closed form of the module's head; broadcasts over all fields, `weeks` too. The first settlement
    counts, whether it holds or not. `ValueError` if nothing can end it.

    >>> found = absorption(Skeleton(settle=0.03, collapse_1=0.005, collapse_2=0.004))
    >>> [round(x, 4) for x in found]
    [0.7746, 0.1252, 0.1002, 25.8198]
    """
    a, k1, k2, c, b, v, r, _ = _chances(skeleton)
    go = b + v - b * v  # 1 - q, without the cancellation
    with np.errstate(divide="ignore"):  # q = 0
        log_keep = np.asarray(skeleton.weeks, float) * np.log1p(-go)
    leave = 1 - r * np.exp(log_keep)
    if ((leave <= 0) & (c > 0)).any():
        raise ValueError("a ceasefire never ends: renewal is 1, settlement and violation are 0")
    term = np.where(go > 0, -np.expm1(log_keep) / np.where(go > 0, go, 1), skeleton.weeks)
    pause = (1 - a) * c * term / np.where(leave > 0, leave, 1)  # weeks of it per week at war
    peace, fight = a + pause * b, (1 - a) * (1 - c)
    end = peace + fight * (k1 + k2)
    if not (end > 0).all():
        raise ValueError("nothing can end the war: no settlement and no collapse is possible")
    parts = (peace / end, fight * k1 / end, fight * k2 / end, (1 + pause) / end)
    return Absorption(*map(plain, np.broadcast_arrays(*parts)))


def transitions(skeleton: Skeleton) -> Floats:
    """Weekly chances from row to column, (..., L + 4, L + 4).

    States: war, week 1 to L of a ceasefire, settled, collapse 1, collapse 2. Leading axes: the
    fields broadcast, with one length for all. `ValueError` for several lengths.

    >>> transitions(Skeleton(settle=0.1, collapse_1=0.02, collapse_2=0.01))[0].round(3)
    array([0.873, 0.   , 0.1  , 0.018, 0.009])
    """
    n = _length(skeleton)
    a, k1, k2, c, b, v, r, f = np.broadcast_arrays(*_chances(skeleton))
    war, settled, collapse_1, collapse_2 = 0, n + 1, n + 2, n + 3
    table = np.zeros((*a.shape, n + 4, n + 4))
    fight = (1 - a) * (1 - c)
    table[..., war, settled], table[..., war, 1] = a, (1 - a) * c
    table[..., war, collapse_1], table[..., war, collapse_2] = fight * k1, fight * k2
    table[..., war, war] = fight * (1 - k1 - k2)
    hold = (1 - b) * (1 - v)
    for week in range(1, n):
        table[..., week, week + 1] = hold
    table[..., n, 1] = hold * r  # with n = 1 a week follows itself
    table[..., 1 : n + 1, settled] = b[..., None]
    table[..., 1 : n + 1, war] = ((1 - b) * v)[..., None]
    table[..., n, war] += hold * (1 - r)
    table[..., settled, settled], table[..., settled, war] = 1 - f, f
    for state in (collapse_1, collapse_2):
        table[..., state, state] = 1
    return table


def absorption_by_state(skeleton: Skeleton) -> Absorption:
    """`absorption` from war and from each week of a ceasefire, by the linear system over ages.

    Each part has shape (..., L + 1): war, then the ceasefire in week 1 to L. `ValueError` for
    several lengths, or if from some state nothing can end it.

    >>> war = {"settle": 0.02, "collapse_1": 0.01, "collapse_2": 0.01}
    >>> absorption_by_state(Skeleton(**war, weeks=2, settle_in_ceasefire=0.1)).settled.round(3)
    array([0.505, 0.599, 0.555])
    """
    absorption(skeleton)  # where rounding would hide that the system has no solution, this raises
    table, n = transitions(skeleton), _length(skeleton) + 1
    system = np.eye(n) - table[..., :n, :n]
    known = np.concatenate([table[..., :n, n:], np.ones((*table.shape[:-2], n, 1))], axis=-1)
    try:
        found = np.linalg.solve(system, known)
    except np.linalg.LinAlgError:
        raise ValueError("from some state nothing can end the war") from None
    return Absorption(*(found[..., i] for i in range(4)))


def phase_shares(skeleton: Skeleton, weeks: int) -> Floats:
    """Chance to be in each phase at the end of week 0 to `weeks`, (..., weeks + 1, 5).

    Starts at war; last axis as in `PHASES`. Exact, week by week. With no settlement_failure the
    last three are the chances that it was over by then. `ValueError` for several lengths of
    ceasefire or for weeks below 0.

    >>> phase_shares(Skeleton(settle=0.1, collapse_1=0.02, collapse_2=0.01), 2).round(3)
    array([[1.   , 0.   , 0.   , 0.   , 0.   ],
           [0.873, 0.   , 0.1  , 0.018, 0.009],
           [0.762, 0.   , 0.187, 0.034, 0.017]])
    """
    if weeks < 0:
        raise ValueError(f"weeks must be at least 0, got {weeks}")
    table = transitions(skeleton)
    now = np.zeros((*table.shape[:-2], 1, table.shape[-1]))
    now[..., 0] = 1
    shares = []
    for _ in range(weeks + 1):
        ceasefire = now[..., 1:-3].sum(axis=-1, keepdims=True)
        shares.append(np.concatenate([now[..., :1], ceasefire, now[..., -3:]], axis=-1))
        now = now @ table
    return np.concatenate(shares, axis=-2)


def ceasefire_survival(weekly: ArrayLike, weeks: ArrayLike) -> Number:
    """Chance that a ceasefire holds so many weeks at a constant weekly hazard: (1 - h)^weeks.

    weeks need not be whole. Broadcasts. `ValueError` for a hazard outside 0 to 1 or weeks below 0.

    >>> round(ceasefire_survival(0.1, 4), 4)
    0.6561
    """
    hazard, length = within("weekly", weekly, "[0, 1]"), within("weeks", weeks, "[0, inf)")
    return plain(np.asarray((1 - hazard) ** length))


def survival_curve(weekly: ArrayLike) -> Floats:
    """Chance to hold to the end of week 0, 1, ..., n under hazards that change, (..., n + 1).

    weekly : (..., n), the hazard in each week. `ValueError` for one outside 0 to 1.

    >>> survival_curve([0.1, 0.2, 0.0]).round(3)
    array([1.  , 0.9 , 0.72, 0.72])
    """
    hold = np.cumprod(1 - np.atleast_1d(within("weekly", weekly, "[0, 1]")), axis=-1)
    return np.concatenate([np.ones((*hold.shape[:-1], 1)), hold], axis=-1)


def weekly_hazard(failure: ArrayLike, weeks: ArrayLike = WEEKS_PER_YEAR) -> Number:
    """Constant weekly hazard of what fails with this chance within `weeks`: 1 - (1 - F)^(1/weeks).

    Default: a year. Broadcasts. `ValueError` for a chance outside 0 to 1 or weeks not above 0.

    >>> round(weekly_hazard(0.478), 6)
    0.012382
    """
    chance, length = within("failure", failure, "[0, 1]"), within("weeks", weeks, "(0, inf)")
    with np.errstate(divide="ignore"):  # certain failure is a hazard of 1
        return plain(-np.expm1(np.log1p(-chance) / length))


def failure_probability(weekly: ArrayLike, weeks: ArrayLike = WEEKS_PER_YEAR) -> Number:
    """Chance to fail within `weeks`, a year by default: 1 - (1 - h)^weeks, the way back.

    Broadcasts. `ValueError` for a hazard outside 0 to 1 or weeks below 0.

    >>> round(failure_probability(weekly_hazard(0.478)), 6)
    0.478
    """
    hazard, length = within("weekly", weekly, "[0, 1]"), within("weeks", weeks, "[0, inf)")
    with np.errstate(divide="ignore", invalid="ignore"):  # a certain end, in no time
        fails = -np.expm1(length * np.log1p(-hazard))
    return plain(np.where(length > 0, fails, 0.0))


def _chances(skeleton: Skeleton) -> tuple[Floats, ...]:
    """All chances, in the order of the fields."""
    names = (field.name for field in fields(skeleton) if field.name != "weeks")
    return tuple(np.asarray(getattr(skeleton, name), float) for name in names)


def _length(skeleton: Skeleton) -> int:
    """The one length of a ceasefire."""
    lengths = np.unique(np.asarray(skeleton.weeks))
    if lengths.size != 1:
        raise ValueError(f"weeks must be one length for all, got {skeleton.weeks}")
    return int(lengths[0])
