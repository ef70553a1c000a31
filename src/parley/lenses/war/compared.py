"""What each scenario changes, draw by draw with the same random numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.lenses.war.packages import Beside, Packaged, beside, packaged
from parley.models.fighting.engine import refusing
from parley.models.fighting.ensemble import Ensemble, ensemble, quantile
from parley.models.fighting.scenarios import Fought
from parley.models.fighting.sides import YEAR, Fighting

__all__ = ["MEASURES", "REPLICATIONS", "Changed", "Compared", "compared"]

Floats = NDArray[np.float64]

REPLICATIONS = 20
MEASURES = (
    "refusing_1",
    "refusing_2",
    "settled",
    "at_war",
    "paused",
    "worth_1",
    "worth_2",
)


@dataclass(frozen=True, kw_only=True)
class Changed:
    """Scenario less base. mean : over draws by weight. error : its standard error, paired by draw.

    low, middle, high : the middle of the draws, and where 80 % of their weight lies. up, down :
    share of the draws in which it is above and below 0 by more than a thousandth.
    """

    mean: float
    error: float
    low: float
    middle: float
    high: float
    up: float
    down: float

    @property
    def clear(self) -> bool:
        """Whether the mean is more than twice its error."""
        return abs(self.mean) > 2 * self.error > 0


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A scenario. changed : by measure of `MEASURES`, each in its unit.

    refusing_1, refusing_2 : worth of a war to the finish to each side, of the stake. settled :
    share in a settlement at the end. at_war : weeks of fighting. paused : share with a pause
    within a year. worth_1, worth_2 : what each side has in the end, less what the war has cost it.
    packaged : by which packages it is settled, if it changes them or the mediator; beside : against
    the first before it that names the same.
    """

    scenario: str
    changed: Mapping[str, Changed]
    packaged: Packaged | None = None
    beside: Beside | None = None

    @property
    def moves(self) -> bool:
        """Whether it changes anything in any draw."""
        return any(each.up or each.down for each in self.changed.values())


def compared(found: Fought, run: Ensemble, weight: Floats, seed: int) -> tuple[Compared, ...]:
    """Every scenario against the base case, on the draws that were run."""
    rows: list[Compared] = []
    if not found.other:
        return ()
    k, how = len(run.which), {"replications": REPLICATIONS, "weeks": run.weeks, "seed": seed}
    base = ensemble(found.base, range(k), **how)
    before = _measured(base, refusing(found.base)[:, :k])
    first = {tuple(found.base.packages): ("", base)}
    for name, other in found.other.items():
        again = ensemble(other, range(k), **how)
        if again.partial or base.partial:
            break
        after = _measured(again, refusing(other)[:, :k])
        ids = tuple(other.packages)
        against, with_same = first.setdefault(ids, (name, again))
        rows.append(
            Compared(
                scenario=name,
                changed={each: _changed(after[each] - before[each], weight) for each in MEASURES},
                packaged=packaged(other, again, weight) if _tells(found.base, other) else None,
                beside=beside(again, against, with_same, other, weight)
                if ids and against != name
                else None,
            )
        )
    return tuple(rows)


def _tells(base: Fighting, other: Fighting) -> bool:
    """Whether it has packages or a mediator of its own, so that more than the difference is new."""
    return (base.packages, base.war.mediator) != (other.packages, other.war.mediator)


def _measured(run: Ensemble, worth: Floats) -> dict[str, Floats]:
    """(K,) of each measure."""
    paused = (run.first_pause >= 0) & (run.first_pause <= YEAR)
    return {
        "refusing_1": worth[0],
        "refusing_2": worth[1],
        "settled": run.phase[:, -1, 2],
        "at_war": run.phase[:, :, 0].sum(axis=1),
        "paused": paused.mean(axis=1),
        "worth_1": run.worth[:, :, 0].mean(axis=1),
        "worth_2": run.worth[:, :, 1].mean(axis=1),
    }


def _changed(by_draw: Floats, weight: Floats) -> Changed:
    mean = float(weight @ by_draw)
    return Changed(
        mean=mean,
        error=float(np.sqrt((weight**2) @ (by_draw - mean) ** 2)),
        low=float(quantile(by_draw, weight, 0.1)),
        middle=float(quantile(by_draw, weight, 0.5)),
        high=float(quantile(by_draw, weight, 0.9)),
        up=float(weight[by_draw > 1e-3].sum()),
        down=float(weight[by_draw < -1e-3].sum()),
    )
