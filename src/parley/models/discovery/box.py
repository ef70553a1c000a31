"""A box: an interval or some levels for each of a few inputs, and what it says of the draws.

    mass      share of all draws that are in the box
    density   share of the draws in the box in which the outcome holds
    coverage  share of the draws in which the outcome holds that are in the box

Source: Bryant and Lempert (2010), Thinking inside the box, Technological Forecasting and Social
Change 77(1), 34-49.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.models.discovery.shares import wilson

__all__ = ["Box", "Interval", "Levels", "Measures", "in_words", "inside", "measured", "met"]

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True)
class Interval:
    """From low to high, ends included; -inf or inf where that side is open."""

    low: float = -np.inf
    high: float = np.inf


@dataclass(frozen=True)
class Levels:
    """The levels of a categorical input that are in, ascending."""

    kept: tuple[float, ...]


@dataclass(frozen=True)
class Box:
    """What each restricted input, by its column, is restricted to; no entry is no restriction."""

    restrictions: Mapping[int, Interval | Levels]


@dataclass(frozen=True, kw_only=True)
class Measures:
    """How well a box stands for an outcome; each share is 0 to 1 with its 95 % interval.

    n_in, n_both : draws in the box, and those of them in which the outcome holds. More coverage
    and more density are better. The intervals know nothing of the search that found the box.
    """

    n_in: int
    n_both: int
    coverage: float
    density: float
    mass: float
    coverage_interval: tuple[float, float]
    density_interval: tuple[float, float]


def met(restriction: Interval | Levels, value: Floats) -> Truths:
    """Which values obey the restriction, same shape."""
    if isinstance(restriction, Levels):
        return np.isin(value, restriction.kept)
    return (value >= restriction.low) & (value <= restriction.high)


def inside(box: Box, x: ArrayLike) -> Truths:
    """Which draws are in the box, (n,). x : (n, k).

    >>> inside(Box({0: Interval(low=2), 1: Levels((1, 3))}), [[2, 1], [2, 2], [0, 3]]).tolist()
    [True, False, False]
    """
    inputs = np.asarray(x, float)
    within = np.ones(len(inputs), bool)
    for column, restriction in box.restrictions.items():
        within &= met(restriction, inputs[:, column])
    return within


def measured(box: Box, x: ArrayLike, holds: ArrayLike) -> Measures:
    """Coverage, density and mass of a box. x : (n, k). holds : (n,), true in some draw.

    >>> found = measured(Box({0: Interval(low=2)}), [[1], [2], [3], [4]], [0, 0, 1, 1])
    >>> found.coverage, round(found.density, 3), found.mass
    (1.0, 0.667, 0.75)
    """
    within, yes = inside(box, x), np.asarray(holds, bool)
    n_in, n_both, n_yes = int(within.sum()), int((within & yes).sum()), int(yes.sum())
    covered, dense = wilson(n_both, n_yes), wilson(n_both, n_in)
    return Measures(
        n_in=n_in,
        n_both=n_both,
        coverage=n_both / n_yes,
        density=n_both / n_in if n_in else np.nan,
        mass=n_in / len(yes),
        coverage_interval=(float(covered[0]), float(covered[1])),
        density_interval=(float(dense[0]), float(dense[1])),
    )


def in_words(
    box: Box,
    density: float,
    names: Sequence[str],
    level_names: Mapping[int, Mapping[float, str]] | None = None,
) -> str:
    """The box as a sentence part. names : of all k inputs. level_names : column -> level -> name.

    >>> box = Box({0: Interval(2.5, 4), 2: Interval(high=0.1), 1: Levels((0, 2))})
    >>> in_words(box, 0.83, ["arms", "account", "cost"], {1: {0: "theirs", 2: "ours"}})
    'in 83 % of the draws where arms is 2.5 to 4, cost is at most 0.1 and account is theirs or ours'
    """
    start = f"in {100 * density:.0f} % of the draws"
    parts = [
        f"{names[column]} is {_words(each, (level_names or {}).get(column, {}))}"
        for column, each in box.restrictions.items()
    ]
    if not parts:
        return f"in {100 * density:.0f} % of all draws"
    return f"{start} where {_listed(parts, 'and')}"


def _words(restriction: Interval | Levels, level_names: Mapping[float, str]) -> str:
    if isinstance(restriction, Levels):
        return _listed([level_names.get(at, f"{at:g}") for at in restriction.kept], "or")
    low, high = f"{restriction.low:.4g}", f"{restriction.high:.4g}"
    if restriction.low == -np.inf:
        return f"at most {high}"
    return f"at least {low}" if restriction.high == np.inf else f"{low} to {high}"


def _listed(parts: Sequence[str], last: str) -> str:
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}" if len(parts) > 1 else parts[0]
