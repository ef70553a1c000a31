"""What refusing once is worth to who reckons with talks that go on."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.models.fighting.engine import fields
from parley.models.fighting.sides import Fighting
from parley.models.war.war import checked
from parley.models.war.worth import bellman

__all__ = ["talking_on"]

Floats = NDArray[np.float64]

MOST = 30  # draws: each takes some hundredths of a second
GRID: dict[str, Any] = {"points": 9, "reach": 1.0, "tolerance": 1e-4}  # read to a hundredth


def talking_on(found: Fighting) -> Floats:
    """(2, m): the mean over who proposes next; types are known and at their averages.

    Both always take what is better for them: with errors the worths would count the luck of them,
    and add up to more than the stake.
    Bargaining while fighting after Slantchev (2003), as in `parley.models.war.worth`.
    """
    given, worths = _averaged(found), []
    for k in range(min(found.n, MOST)):
        war = checked(**{name: value[k] for name, value in given.items()})
        table = bellman(war, precision=np.inf, **GRID).table
        worths.append(table[0, :, :, 0, 0, war.front, GRID["points"] // 2].mean(axis=0))
    return np.stack(worths, axis=1)


def _averaged(found: Fighting) -> dict[str, NDArray[np.float64]]:
    """Fields with one type of each side, the average by how likely its types are."""
    given = dict(fields(found))
    truth = given["truth"]
    likely = np.stack([truth.sum(axis=2), truth.sum(axis=1)], axis=1)
    for name in ("strength", "resolve", "talk_gain"):
        given[name] = (likely * given[name]).sum(axis=2, keepdims=True)
    given["demand"] = np.zeros_like(given["resolve"])
    given["belief"] = given["truth"] = np.ones((found.n, 1, 1))
    return given
