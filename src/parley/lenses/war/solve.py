"""Everything the war lens finds; a module beside this one for each part."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.lenses.war.claimed import Account, accounts
from parley.lenses.war.compared import Compared, compared
from parley.lenses.war.packages import Packaged, packaged
from parley.lenses.war.regions import Region, region
from parley.lenses.war.weeks import Weeks, weeks_of
from parley.lenses.war.worth import talking_on
from parley.models.fighting.engine import refusing
from parley.models.fighting.ensemble import Ensemble, ensemble, weights
from parley.models.fighting.scenarios import Fought

__all__ = ["REPLICATIONS", "WEEKS", "WarResult", "solve"]

Floats = NDArray[np.float64]

WEEKS = 104  # two years: beyond, pauses are more brittle here than truces were
REPLICATIONS = 60  # of each draw; of each draw of a scenario a third, which pairing makes up for


@dataclass(frozen=True, kw_only=True, eq=False)
class WarResult:
    """Answer, evidence and recipe of the war lens.

    refusing : (2, n), worth of a war to the finish. talking_on : (2, m), of refusing once while
    talks go on, for the first m draws, by averages of the types. run, weight : the base case week
    by week, and what each draw counts for. packaged : by which packages it is settled, None where
    the case names none. compared : of each scenario. accounts : of each claimed
    loss. region : which pauses both gain by; None without one. partial :
    whether an interrupt cut the runs short; scenarios that were not run are left out.
    """

    fought: Fought
    refusing: Floats
    talking_on: Floats
    run: Ensemble
    weight: Floats
    weeks: Weeks
    packaged: Packaged | None
    compared: tuple[Compared, ...]
    accounts: tuple[Account, ...]
    region: Region | None
    partial: bool


def solve(found: Fought) -> WarResult:
    """Worths, weeks, and what every scenario changes."""
    base, which = found.base, range(found.n_run)
    seed = base.draws.seed
    run = ensemble(base, which, replications=REPLICATIONS, weeks=WEEKS, seed=seed)
    age = base.war.age
    aged = None if age is None else base.number("war.age", age)[run.which]
    weight = weights(run, aged)
    rows = () if run.partial else compared(found, run, weight, seed)
    return WarResult(
        fought=found,
        refusing=refusing(base),
        talking_on=talking_on(base),
        run=run,
        weight=weight,
        weeks=weeks_of(base, run, weight),
        packaged=packaged(base, run, weight),
        compared=rows,
        accounts=accounts(base),
        region=region(base),
        partial=run.partial or len(rows) < len(found.other),
    )
