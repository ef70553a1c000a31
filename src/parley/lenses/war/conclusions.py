"""What the war lens concludes in each draw."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from parley.conclusion import Conclusion, yes_or_no
from parley.lenses.war.solve import WarResult
from parley.lenses.war.words import side_name, side_refs
from parley.models.fighting.sides import YEAR

__all__ = ["conclusions"]


def conclusions(result: WarResult) -> tuple[Conclusion, ...]:
    """Worths of refusing, what a settlement would leave, a year of weeks and packages in runs."""
    return (*_worths(result), *_weeks(result), *_packages(result))


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
    base, run = result.fought.base, result.run
    in_a_year = min(YEAR, run.weeks) - 1
    phase = run.phase[:, in_a_year]
    yield _run(result, "at_war", "the share of runs at war after a year", phase[:, 0])
    yield _run(result, "settled", "the share of runs settled after a year", phase[:, 2])
    for j, side in enumerate(base.sides):
        says = f"what {side_name(base, j)} has of the stake in the end, less what the war costs it"
        yield _run(result, f"worth.{side}", says, run.worth[:, :, j].mean(axis=1))


def _packages(result: WarResult) -> Iterator[Conclusion]:
    """Which settles most, in draws in which any run is settled at the end; ties count for both."""
    base, by = result.fought.base, result.run.packages
    for k, (name, package) in enumerate(base.packages.items()):
        most = np.where(by.any(axis=1), by[:, k] == by.max(axis=1), np.nan)
        yield _run(
            result,
            f"package.{name}",
            f"“{package.name}” is the package that settles most, where any does",
            most,
            yes=True,
            refs=(f"settlement.packages.{name}",),
        )


def _run(
    result: WarResult,
    name: str,
    says: str,
    told: NDArray[np.float64],
    *,
    yes: bool = False,
    refs: tuple[str, ...] = ("war",),
) -> Conclusion:
    """Nothing is known of the draws that were not run."""
    values = np.full(result.fought.base.n, np.nan)
    values[result.run.which] = told
    return Conclusion(id=name, says=says, values=values, yes=yes, refs=refs)
