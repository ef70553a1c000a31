"""How the weeks go in the base case: phases, the front, strengths, and what comes when."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.fighting.engine import FRONTS, engine_wars
from parley.models.fighting.ensemble import SPACE, Ensemble, quantile
from parley.models.fighting.sides import YEAR, Fighting
from parley.models.war.outcomes import Paths
from parley.models.war.simulate import paths
from parley.models.war.state import PAUSE, PEACE, WAR

__all__ = ["BAND", "PATHS", "Band", "Weeks", "weeks_of"]

Floats = NDArray[np.float64]

PATHS = 10  # replications of a draw that are followed week by week
BAND = (0.1, 0.5, 0.9)


@dataclass(frozen=True, kw_only=True, eq=False)
class Band:
    """(weeks,) each: the middle of the draws, and where 80 % of their weight lies."""

    low: Floats
    middle: Floats
    high: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Weeks:
    """Of the base case, weighted by draw.

    phases : at war, in a pause, settled, over by collapse. front : first side's part of the way, 0
    to 1, while nobody has collapsed. ratio : log of the first side's strength over the second's,
    likewise. paused, settled, collapsed : (weeks,), share in which it has come by the end of each
    week, for the first time. settled_held : share of the runs settled with a year left in which
    there is no fighting for a year. pauses_ended : share of the runs with a pause in which fighting
    came back out of one. n_settled, n_paused : how many runs these are of.
    """

    phases: tuple[Band, ...]
    front: Band
    ratio: Band
    paused: Floats
    settled: Floats
    collapsed: Floats
    settled_held: float
    n_settled: int
    pauses_ended: float
    n_paused: int


def weeks_of(found: Fighting, run: Ensemble, weight: Floats) -> Weeks:
    """Bands over draws, and first times over replications."""
    followed = _followed(found, run)
    phase = np.stack([each.phase for each in followed])
    front = np.stack([each.front for each in followed]) / FRONTS
    ratio = np.stack([each.power[..., 0] - each.power[..., 1] for each in followed])
    each = np.broadcast_to(weight[:, np.newaxis], phase.shape[:2]) / phase.shape[1]
    shares = [*np.moveaxis(run.phase[:, :, :3], 2, 0), run.phase[:, :, 3:].sum(axis=2)]
    settled, paused = _first(phase == PEACE), _first(phase == PAUSE)
    back = ((phase[:, :, :-1] == PAUSE) & (phase[:, :, 1:] == WAR)).any(axis=2)
    early = settled[..., -1 - YEAR] if run.weeks > YEAR else np.zeros(each.shape, np.bool_)
    return Weeks(
        phases=tuple(_band(part, weight) for part in shares),
        front=_open_band(phase, front, each),
        ratio=_open_band(phase, ratio, each),
        paused=(each[..., np.newaxis] * paused).sum(axis=(0, 1)),
        settled=(each[..., np.newaxis] * settled).sum(axis=(0, 1)),
        collapsed=(weight[:, np.newaxis] * shares[3]).sum(axis=0),
        settled_held=_share(_held(phase, settled), early, each),
        n_settled=int(early.sum()),
        pauses_ended=_share(back, paused[..., -1], each),
        n_paused=int(paused[..., -1].sum()),
    )


def _followed(found: Fighting, run: Ensemble) -> Sequence[Paths]:
    wars = engine_wars(found, run.which.tolist())
    return [
        paths(war, replications=PATHS, weeks=run.weeks, seed=found.draws.seed, first=k * SPACE)
        for k, war in zip(run.which.tolist(), wars, strict=True)
    ]


def _first(here: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether it has come by the end of each week, the last axis."""
    return np.logical_or.accumulate(here, axis=2)


def _held(phase: NDArray[np.int8], settled: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether the first settlement was followed by a year without fighting, (K, R)."""
    weeks = np.arange(phase.shape[2])
    since = weeks - settled.argmax(axis=2)[..., np.newaxis]
    found: NDArray[np.bool_] = ~((phase == WAR) & (since > 0) & (since <= YEAR)).any(axis=2)
    return found


def _band(values: Floats, weight: Floats) -> Band:
    low, middle, high = (quantile(values, weight, q) for q in BAND)
    return Band(low=low, middle=middle, high=high)


def _open_band(phase: NDArray[np.int8], values: Floats, each: Floats) -> Band:
    """Over replications that are not over by collapse; the last band again once all are."""
    n, r, weeks = phase.shape
    rows, flat = values.reshape(n * r, weeks), np.where(phase <= PEACE, each[..., np.newaxis], 0)
    still = flat.reshape(n * r, weeks)
    found = np.empty((3, weeks))
    for t in range(weeks):
        total = still[:, t].sum()
        if total <= 0:
            found[:, t] = found[:, t - 1]
            continue
        found[:, t] = [quantile(rows[:, t], still[:, t] / total, q) for q in BAND]
    return Band(low=found[0], middle=found[1], high=found[2])


def _share(came: NDArray[np.bool_], among: NDArray[np.bool_], each: Floats) -> float:
    total = float(each[among].sum())
    return float(each[came & among].sum()) / total if total else float("nan")
