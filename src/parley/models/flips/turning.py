"""At which level of an input does a conclusion stop being the likelier one? From draws alone.

The draws are put in order of the input and cut into bins of equal number; the share of draws in
which the conclusion holds is drawn through the bins as a line. The conclusion is "holds" or "does
not", whichever is in more than half of all draws. The turning level is where the line crosses one
half, nearest to the present level.

Shares of bins are noisy, and a line near one half crosses it by chance. So the verdict looks at
the bins and not at the crossing: "turns" if some bin lies clearly beyond one half, "does not turn"
if every bin lies clearly on the side of the conclusion, both at 95 % for all bins together
(Bonferroni, Wilson's intervals), else "cannot tell". A shuffled input so turns in less than one
case of twenty.

This is about association in the draws: if inputs go together, moving one alone may do less.

Sources: Wilson (1927), JASA 22(158), 209-212; Efron (1979), Annals of Statistics 7(1), 1-26, the
bootstrap of the level. Binned and not isotonic: the bootstrap of an isotonic fit fails (Sen,
Banerjee and Woodroofe 2010, Annals of Statistics 38(4), 1953-1977), and no sign is assumed.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.models.discovery.shares import given_draws, wilson, yes_or_no

__all__ = ["Turn", "Verdict", "beyond", "familywise", "turns"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Verdict = Literal["turns", "does not turn", "cannot tell"]

MOST_BINS = 12
LEAST_IN_BIN = 25
"""Draws in a bin; fewer give intervals that tell nothing."""

N_BOOTSTRAP = 1000


@dataclass(frozen=True, kw_only=True, eq=False)
class Turn:
    """Where one input, by its column, turns the conclusion.

    held : the conclusion of all draws, and share that of the draws in which it holds. at : level
    of the input now. centre, share_at : (n_bins,), mean level and share of each bin. level : where
    the line crosses one half, nan if nowhere. shift : level - at. standardised : in standard
    deviations of the input. interval : 95 % of the level over bootstraps that cross; nan if less
    than half of them do. verdict : trust the level only where it is "turns". draws_needed : about,
    to tell; n or less where it is told.
    """

    column: int
    held: bool
    share: float
    at: float
    centre: Floats
    share_at: Floats
    level: float
    shift: float
    standardised: float
    interval: tuple[float, float]
    verdict: Verdict
    draws_needed: float
    n: int
    seed: int


def turns(
    x: ArrayLike, holds: ArrayLike, *, at: ArrayLike | None = None, seed: int = 0
) -> tuple[Turn, ...]:
    """For each input the smallest shift that makes the other conclusion the likelier one.

    x : (n, k). holds : (n,), whether the conclusion holds in each draw. at : (k,), the levels now;
    the medians if not given. `ValueError` for a constant outcome or input, fewer than 50 draws,
    exactly half, other shapes. Cost: one sort of each column.

    >>> x = np.random.default_rng(0).normal(size=(5000, 2))
    >>> one, other = turns(x, x[:, 0] + np.random.default_rng(1).normal(size=5000) > -0.5)
    >>> one.verdict, round(one.level, 1), other.verdict
    ('turns', -0.5, 'does not turn')
    """
    inputs, outcome = given_draws(x, holds)
    yes = yes_or_no(outcome)
    if yes.mean() == 0.5:
        raise ValueError("the outcome holds in exactly half of the draws: there is no conclusion")
    now = np.median(inputs, axis=0) if at is None else np.asarray(at, float)
    if now.shape != inputs.shape[1:] or not np.isfinite(now).all():
        raise ValueError(f"levels {now.shape} are not one finite number for each input")
    columns = range(inputs.shape[1])
    return tuple(_turn(j, inputs[:, j], yes, float(now[j]), seed) for j in columns)


def familywise(n: int) -> float:
    """Quantile of the normal that gives n intervals together 95 % (Bonferroni)."""
    from scipy.special import ndtri

    return float(ndtri(1 - 0.025 / n))


def beyond(hits: Floats, n: Floats, held: bool, z: float) -> tuple[Verdict, Floats]:
    """Verdict on shares of groups of draws, and for each how many times its draws it would take.

    hits, n : (n_groups,). held : whether the conclusion is the one above one half.
    """
    ends = wilson(hits, n, z)
    away = ends[:, 1] < 0.5 if held else ends[:, 0] > 0.5
    with_it = ends[:, 0] > 0.5 if held else ends[:, 1] < 0.5
    share = hits / n
    with np.errstate(divide="ignore"):
        # Wilson's interval ends at one half just when the error under one half is z of the gap
        times = z * z * 0.25 / n / (share - 0.5) ** 2
    if away.any():
        return "turns", times
    return "does not turn" if with_it.all() else "cannot tell", times


def _turn(column: int, value: Floats, yes: NDArray[np.bool_], at: float, seed: int) -> Turn:
    place = _bins(value)
    n = np.bincount(place).astype(float)
    centre: Floats = np.bincount(place, value) / n
    hits = np.bincount(place, yes).astype(float)
    held = bool(yes.mean() > 0.5)
    verdict, times = beyond(hits, n, held, familywise(len(n)))
    share = hits / n
    far = (share < 0.5) == held
    times = times[far] if far.any() else times
    level = float(_crossing(centre, share[np.newaxis], at, held)[0])
    again = _resampled(hits, n, np.random.default_rng([seed, column]))
    levels = _crossing(centre, again, at, held)
    return Turn(
        column=column,
        held=held,
        share=float(yes.mean()),
        at=at,
        centre=centre,
        share_at=share,
        level=level,
        shift=level - at,
        standardised=(level - at) / float(value.std()),
        interval=_interval(levels),
        verdict=verdict,
        # one group beyond is enough to turn; none beyond asks for all of them to be clear
        draws_needed=float(np.ceil(len(yes) * (times.min() if far.any() else times.max()))),
        n=len(yes),
        seed=seed,
    )


def _bins(value: Floats) -> Ints:
    """Bin of each draw, (n,): equal numbers, equal values together, none empty."""
    n_bins = int(np.clip(len(value) // LEAST_IN_BIN, 2, MOST_BINS))
    level, place = np.unique(value, return_inverse=True)
    if len(level) <= n_bins:
        return np.asarray(place, np.int64)
    edges = np.quantile(value, np.arange(1, n_bins) / n_bins)
    place = np.searchsorted(edges, value, side="left")
    return np.asarray(np.unique(place, return_inverse=True)[1], np.int64)


def _resampled(hits: Floats, n: Floats, rng: np.random.Generator) -> Floats:
    """Shares of the bins in bootstrap draws, (n_bootstrap, n_bins)."""
    cells = np.concatenate([hits, n - hits]) / n.sum()
    drawn = rng.multinomial(int(n.sum()), cells, size=N_BOOTSTRAP)
    yes, no = np.split(drawn, 2, axis=1)
    return np.where(yes + no > 0, yes / np.maximum(yes + no, 1), hits / n)


def _crossing(centre: Floats, share: Floats, at: float, held: bool) -> Floats:
    """Nearest level at which the line is beyond one half, (m,); nan if it never is.

    share : (m, n_bins). Outside the outer bins the line is level.
    """
    side = share - 0.5 if held else 0.5 - share
    here = side @ np.array([np.interp(at, centre, each) for each in np.eye(len(centre))])
    left, right = side[:, :-1], side[:, 1:]
    with np.errstate(divide="ignore", invalid="ignore"):
        cross = centre[:-1] + left / (left - right) * np.diff(centre)
    cross = np.where((left < 0) != (right < 0), cross, np.inf)
    nearest = np.abs(cross - at).argmin(axis=1)
    level = cross[np.arange(len(cross)), nearest]
    return np.where(here < 0, at, np.where(np.isinf(level), np.nan, level))


def _interval(level: Floats) -> tuple[float, float]:
    known = level[~np.isnan(level)]
    if 2 * known.size < level.size:
        return (np.nan, np.nan)
    low, high = np.quantile(known, [0.025, 0.975])
    return float(low), float(high)
