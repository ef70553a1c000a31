"""What speaks for each restriction of a box.

The quasi p-value is the chance of so much of the outcome in the box, if the box without this one
restriction had the outcome at random,

    P(Binomial(n_in, density without it) >= n_both).

Quasi, because the search that found the box has looked at the same draws: a small one is no proof,
a large one is a good reason to drop the restriction.

Source: Bryant and Lempert (2010), Thinking inside the box, Technological Forecasting and Social
Change 77(1), 34-49.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from parley.models.discovery.box import Box, inside
from parley.models.discovery.shares import draws_needed, wilson

__all__ = ["Support", "borne_out", "supported"]

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

CHANCE = 0.05
"""A restriction with a quasi p-value above this is dropped."""


@dataclass(frozen=True, kw_only=True)
class Support:
    """What speaks for the restriction of one input, by its column.

    quasi_p : smaller is better. without : density and coverage of the box without it. repeated :
    share of the repeated searches that restrict this input, with its 95 % interval. verdict :
    "clear" if that lies above what a dummy gets. draws_needed : for a 95 % difference in density,
    about, and at least if the verdict is not clear.
    """

    column: int
    quasi_p: float
    density_without: float
    coverage_without: float
    repeated: float
    repeated_interval: tuple[float, float]
    verdict: Literal["clear", "cannot tell"]
    draws_needed: float


def borne_out(x: Floats, yes: Truths, weight: Floats, box: Box) -> Box:
    """The box without the restrictions that chance explains, the worst dropped first."""
    while box.restrictions:
        chance = {column: _chance(x, yes, weight, box, column)[0] for column in box.restrictions}
        worst = max(chance, key=chance.__getitem__)
        if chance[worst] <= CHANCE:
            break
        box = _without(box, worst)
    return box


def supported(
    x: Floats, yes: Truths, box: Box, column: int, repeated: Truths, dummy: Truths
) -> Support:
    """Support of one restriction. repeated, dummy : which repeated searches took it up, and one."""
    chance, density, coverage = _chance(x, yes, np.ones(len(yes)), box, column)
    within = inside(box, x)
    low, high = wilson(repeated.sum(), repeated.size)
    clear = chance <= CHANCE and low > wilson(dummy.sum(), dummy.size)[1]
    error = np.sqrt(density * (1 - density) / within.sum())
    return Support(
        column=column,
        quasi_p=chance,
        density_without=density,
        coverage_without=coverage,
        repeated=float(repeated.mean()),
        repeated_interval=(float(low), float(high)),
        verdict="clear" if clear else "cannot tell",
        draws_needed=draws_needed(len(yes), float(yes[within].mean()) - density, float(error)),
    )


def _chance(
    x: Floats, yes: Truths, weight: Floats, box: Box, column: int
) -> tuple[float, float, float]:
    """Quasi p-value of a restriction; density and coverage of the box without it."""
    from scipy.special import bdtrc

    within, wider = inside(box, x), inside(_without(box, column), x)
    density = float(weight[wider & yes].sum() / weight[wider].sum())
    n_in, n_both = int(weight[within].sum()), int(weight[within & yes].sum())
    # bdtrc is the chance of more than its first argument
    chance = float(bdtrc(n_both - 1, n_in, density)) if n_both else 1.0
    return chance, density, float(weight[wider & yes].sum() / weight[yes].sum())


def _without(box: Box, column: int) -> Box:
    return Box({other: each for other, each in box.restrictions.items() if other != column})
