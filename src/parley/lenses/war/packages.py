"""By which packages runs are settled, and what each package is worth beside fighting on.

Of the runs that are settled at the end, package k settles the share p_k = sum_d w_d x_dk / sum_d
w_d y_d, with w the weight of a draw, x the share of its runs that k settles and y that of all k.
The error of p is that of a ratio of means over draws, from w_d (x_dk - p_k y_d) / sum_d w_d y_d;
a difference of two shares takes the difference of these, so that it is paired by draw.
Cochran (1977), Sampling Techniques, chapter 6, the ratio of two means.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.fighting.engine import refusing
from parley.models.fighting.ensemble import Ensemble, quantile
from parley.models.fighting.settling import worths
from parley.models.fighting.sides import Fighting

__all__ = ["Beside", "Packaged", "Settling", "beside", "packaged"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Settling:
    """A package. share, error : of the settled runs, and its standard error; nan if none is.

    first : share of the draws with a settled run in which none settles more. worth : the middle of
    the draws, for each side. more : the middle of that less fighting on to the end. less : share
    of the draws in which it is worth less than that.
    """

    name: str
    share: float
    error: float
    first: float
    worth: tuple[float, float]
    more: tuple[float, float]
    less: tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Packaged:
    """settled : share of all runs that are settled at the end. each : the package that settles most
    first. lead, lead_error : share of the first less that of the second; nan without a second.
    """

    settled: float
    each: tuple[Settling, ...]
    lead: float
    lead_error: float


@dataclass(frozen=True, kw_only=True)
class Beside:
    """One scenario against another that has the same packages, "" for the case as it is. name : of
    the package whose share of the settled runs changes most; change, error : of that share.
    """

    against: str
    name: str
    change: float
    error: float

    @property
    def clear(self) -> bool:
        """Whether the change is more than twice its error."""
        return abs(self.change) > 2 * self.error


def packaged(found: Fighting, run: Ensemble, weight: Floats) -> Packaged | None:
    """What comes of each package, or None where the case names none."""
    if not found.packages:
        return None
    share, part = _shares(run, weight)
    order = np.argsort(-share, kind="stable").tolist()
    rows = _rows(found, run, weight, share, part)
    first, second = order[0], order[1] if len(order) > 1 else order[0]
    alone = len(order) == 1
    return Packaged(
        settled=float(weight @ run.packages.sum(axis=1)),
        each=tuple(rows[k] for k in order),
        lead=float("nan") if alone else float(share[first] - share[second]),
        lead_error=float("nan") if alone else _error(part[:, first] - part[:, second]),
    )


def _shares(run: Ensemble, weight: Floats) -> tuple[Floats, Floats]:
    """(P,) of the settled runs, and (K, P), the part of each draw in their errors; nan for none."""
    every = run.packages.sum(axis=1)
    settled = float(weight @ every) or np.nan
    share = weight @ run.packages / settled
    part = weight[:, None] * (run.packages - share * every[:, None]) / settled
    return share, part


def _error(part: Floats) -> float:
    return float(np.sqrt((part**2).sum()))


def _rows(
    found: Fighting, run: Ensemble, weight: Floats, share: Floats, part: Floats
) -> list[Settling]:
    by, drawn = run.packages, worths(found)[run.which]
    more = drawn - refusing(found)[:, run.which].T[:, None]
    some = by.sum(axis=1) > 0
    counted = weight * some
    most = by == by.max(axis=1, keepdims=True)
    middle, gain = quantile(drawn, weight, 0.5), quantile(more, weight, 0.5)
    less = np.tensordot(weight, more < 0, axes=1)
    return [
        Settling(
            name=name,
            share=float(share[k]),
            error=_error(part[:, k]),
            first=float(counted @ most[:, k] / (counted.sum() or np.nan)),
            worth=(float(middle[k, 0]), float(middle[k, 1])),
            more=(float(gain[k, 0]), float(gain[k, 1])),
            less=(float(less[k, 0]), float(less[k, 1])),
        )
        for k, name in enumerate(found.packages)
    ]


def beside(run: Ensemble, against: str, other: Ensemble, found: Fighting, weight: Floats) -> Beside:
    """A run with the packages of another, and the same random numbers; nan if none is settled."""
    (share, part), (before, part_before) = _shares(run, weight), _shares(other, weight)
    k = int(np.argmax(np.abs(share - before)))
    return Beside(
        against=against,
        name=tuple(found.packages)[k],
        change=float(share[k] - before[k]),
        error=_error(part[:, k] - part_before[:, k]),
    )
