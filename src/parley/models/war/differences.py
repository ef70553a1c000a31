"""Two scenarios that share every random number, compared replication by replication.

The error of a difference is that of paired numbers: what the two have in common cancels. This is
what the dynamic model is for. Levels of a single scenario rest on priors nobody can check.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from parley.models.war.outcomes import KINDS, Outcomes
from parley.models.war.state import Floats

__all__ = ["Difference", "difference"]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Other less one. error : standard error of the mean, paired. ratio : of the variance that
    independent numbers would have had to the paired one; inf where nothing differs.
    """

    mean: float
    error: float
    ratio: float


def difference(one: Outcomes, other: Outcomes) -> Mapping[str, Difference]:
    """Of the shares by kind of end, of the week it comes, of pauses, and of both sides' worth.

    Who is not over ends with the last week. `ValueError` unless both have the same seed and weeks
    and at least two replications in common, kept.

    >>> from parley.models.war.simulate import simulate
    >>> from parley.models.war.war import changed, checked
    >>> fixed = dict(settle=0.02, pause=0, pause_settle=0, violate=0, renew=0, fail=0, tempo=0)
    >>> war = checked(stock=[[1], [1]], cost=0.01, collapse=0.01, **fixed)
    >>> calm, tense = (
    ...     simulate(each, replications=500, weeks=52)
    ...     for each in (war, changed(war, collapse=0.02))
    ... )
    >>> round(difference(calm, tense)["settled"].mean, 2)
    -0.12
    """
    if one.seed != other.seed or one.weeks != other.weeks:
        raise ValueError("two scenarios must share the seed and the weeks to be paired")
    _, a, b = np.intersect1d(one.replication, other.replication, return_indices=True)
    if len(a) < 2:
        raise ValueError("two scenarios need two replications in common, with keep")
    first, second = _measures(one), _measures(other)
    return {name: _paired(first[name][a], second[name][b]) for name in first}


def _measures(found: Outcomes) -> dict[str, Floats]:
    """What is compared, by replication."""
    kinds = {name: (found.kind == k).astype(float) for k, name in enumerate(KINDS)}
    return kinds | {
        "end week": found.end_week.astype(float),
        "paused": (found.first_pause >= 0).astype(float),
        "worth of side 1": found.worth[:, 0].astype(float),
        "worth of side 2": found.worth[:, 1].astype(float),
    }


def _paired(one: Floats, other: Floats) -> Difference:
    change = other - one
    paired, apart = float(change.var(ddof=1)), float(one.var(ddof=1) + other.var(ddof=1))
    return Difference(
        mean=float(change.mean()),
        error=float(np.sqrt(paired / len(change))),
        ratio=apart / paired if paired > 0 else np.inf,
    )
