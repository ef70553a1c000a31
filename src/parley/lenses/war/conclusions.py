"""What the war lens concludes in each draw."""

from collections.abc import Iterator

import numpy as np

from parley.conclusion import Conclusion, yes_or_no
from parley.lenses.war.solve import WarResult
from parley.lenses.war.words import side_name, side_refs
from parley.models.fighting.sides import YEAR

__all__ = ["conclusions"]


def conclusions(result: WarResult) -> tuple[Conclusion, ...]:
    """Worths of refusing, what a settlement would leave, and a year of weeks in the draws run."""
    return (*_worths(result), *_weeks(result))


def _worths(result: WarResult) -> Iterator[Conclusion]:
    base = result.fought.base
    for j, side in enumerate(base.sides):
        yield Conclusion(
            id=f"refusing.{side}",
            says=f"what fighting on to the end is worth to {side_name(base, j)}, of the stake",
            values=result.refusing[j],
            yes=False,
            refs=side_refs(base, (j,)),
        )
    left = 1 - result.refusing.sum(axis=0)
    yield yes_or_no(
        "left",
        "a settlement would leave the two sides more than the war",
        left > 0,
        side_refs(base),
    )


def _weeks(result: WarResult) -> Iterator[Conclusion]:
    """Nothing is known of the draws that were not run."""
    base, run = result.fought.base, result.run
    in_a_year = min(YEAR, run.weeks) - 1
    for name, says, share in (
        ("at_war", "the share of runs at war after a year", run.phase[:, in_a_year, 0]),
        ("settled", "the share of runs settled after a year", run.phase[:, in_a_year, 2]),
    ):
        values = np.full(base.n, np.nan)
        values[run.which] = share
        yield Conclusion(id=name, says=says, values=values, yes=False, refs=("war",))
