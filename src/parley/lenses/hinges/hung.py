"""What one conclusion hangs on: the inputs that explain most of it, looked at from all sides."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.lenses.hinges.build import Asked, Hinges
from parley.lenses.hinges.indices import Explained
from parley.models.discovery.shares import wilson
from parley.models.flips import Turn, turns
from parley.models.sensitivity import Regional, TotalEffects, regional, total_effects
from parley.models.sensitivity.ranks import rank_regression

__all__ = ["SHOWN", "End", "Hung", "hung"]

Floats = NDArray[np.float64]

SHOWN = 10  # inputs of a conclusion that are looked at from all sides
Z = 1.96


@dataclass(frozen=True, kw_only=True)
class End:
    """The conclusion in the third of the draws where an input is lowest, or highest: its mean or
    share, with a 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Hung:
    """One conclusion, by its place among those that are open.

    columns : the inputs that explain most of it, one of each ranking; those that stand clear of the
    floor first. clear : how many stand clear. ranks : rank regression on these inputs, signed; nan
    where others fix it. total : bounds of what each explains with all it does together with others;
    None if not to be had. regional : for yes or no how far apart an input's distributions lie where
    it is so and where not; None for a number. lowest, highest : of each. turns : for yes or no
    where each would turn it; empty for a number and for a tie.
    """

    at: int
    columns: tuple[int, ...]
    clear: int
    ranks: Floats
    total: TotalEffects | None
    regional: Regional | None
    lowest: tuple[End, ...]
    highest: tuple[End, ...]
    turns: tuple[Turn, ...]


def hung(found: Hinges, told: Explained, asked: Sequence[Asked]) -> tuple[Hung, ...]:
    """Every open conclusion. The inputs are chosen by the draws they are then looked at with, which
    flatters all but the first order and its floor."""
    return tuple(_hung(found, told, j, each) for j, each in enumerate(asked))


def _hung(found: Hinges, told: Explained, j: int, each: Asked) -> Hung:
    chosen = _chosen(found, told, j)
    x, y = found.given.x[each.known][:, chosen], each.conclusion.values[each.known]
    ranks, _ = rank_regression(x, y[:, np.newaxis], found.seed)
    lowest, highest = zip(*(_ends(column, y, each.conclusion.yes) for column in x.T), strict=True)
    tie = each.conclusion.yes and y.mean() == 0.5
    return Hung(
        at=j,
        columns=tuple(chosen),
        clear=int(told.first.above[chosen, j].sum()),
        ranks=ranks.estimate[:, 0],
        total=_total(x, y),
        regional=regional(x, y, seed=found.seed) if each.conclusion.yes else None,
        lowest=lowest,
        highest=highest,
        turns=turns(x, y, seed=found.seed) if each.conclusion.yes and not tie else (),
    )


def _chosen(found: Hinges, told: Explained, j: int) -> list[int]:
    """Columns by the lower end of the share, one of each input of the case."""
    low = np.nan_to_num(told.first.low[:, j], nan=-np.inf)
    above = told.first.above[:, j]
    order = np.lexsort((-low, ~above))
    best: dict[str, int] = {}
    for k in order.tolist():
        if np.isfinite(low[k]):
            best.setdefault(found.given.about[k].path, k)
    return list(best.values())[:SHOWN]


def _total(x: Floats, y: Floats) -> TotalEffects | None:
    try:
        return total_effects(x, y)
    except ValueError:  # a ranking's columns may fix each other's ranks
        return None


def _ends(column: Floats, y: Floats, yes: bool) -> tuple[End, End]:
    """Thirds by value; of an input with few values its least and greatest, ties included."""
    low, high = np.quantile(column, [1 / 3, 2 / 3])
    return _end(y[column <= low], yes), _end(y[column >= high], yes)


def _end(y: Floats, yes: bool) -> End:
    mean = float(y.mean())
    if yes:
        low, high = wilson(float(y.sum()), float(len(y)))
        return End(value=mean, low=float(low), high=float(high))
    wide = Z * float(y.std(ddof=1)) / np.sqrt(len(y)) if len(y) > 1 else np.nan
    return End(value=mean, low=mean - wide, high=mean + wide)
