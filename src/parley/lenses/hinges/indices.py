"""How much of each conclusion each input explains, alone and in groups, from the draws as given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from parley.lenses.hinges.build import Asked, Hinges
from parley.models.sensitivity import Index, given_data, group_first_order

__all__ = ["Explained", "Table", "explained", "grouped"]

Floats = NDArray[np.float64]

DRAWS_AN_INPUT = 10  # of a group; larger groups are left out


@dataclass(frozen=True, kw_only=True, eq=False)
class Table:
    """(k, m) each, inputs or groups by conclusions; see `parley.models.sensitivity.Index`. nan
    where an input is the same in all draws that the conclusion was looked at in."""

    estimate: Floats
    low: Floats
    high: Floats
    floor: Floats
    above: NDArray[np.bool_]
    needed: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Explained:
    """first : share of the variance. delta, pawn : distances of distributions. Columns as those of
    the conclusions that are open."""

    first: Table
    delta: Table
    pawn: Table


def explained(found: Hinges, asked: Sequence[Asked]) -> Explained:
    """All inputs on all open conclusions, those looked at in the same draws together."""
    k, m = len(found.given.about), len(asked)
    made = [_empty(k, m) for _ in range(3)]
    for known, at in _batches(asked):
        x = found.given.x[known]
        varies = np.ptp(x, axis=0) > 0
        y = np.stack([asked[j].conclusion.values[known] for j in at], axis=1)
        told = given_data(x[:, varies], y, seed=found.seed)
        for table, index in zip(made, (told.first_order, told.delta, told.pawn), strict=True):
            _fill(table, index, np.flatnonzero(varies), at)
    return Explained(first=made[0], delta=made[1], pawn=made[2])


def grouped(found: Hinges, asked: Sequence[Asked], first: Table) -> Table:
    """The same of the groups. Of one with too many inputs for the draws the sum over those that
    stand clear by themselves, one column of each ranking: with independent inputs no more than it.
    """
    made = _sums(found, first)
    for known, at in _batches(asked):
        x = found.given.x[known]
        varies = set(np.flatnonzero(np.ptp(x, axis=0) > 0).tolist())
        y = np.stack([asked[j].conclusion.values[known] for j in at], axis=1)
        inside = [[c for c in each.columns if c in varies] for each in found.groups]
        rows = [g for g, held in enumerate(inside) if 0 < len(held) * DRAWS_AN_INPUT <= known.sum()]
        if rows:
            index = group_first_order(x, y, [inside[g] for g in rows], seed=found.seed)
            _fill(made, index, np.array(rows), at)
    return made


def _sums(found: Hinges, first: Table) -> Table:
    made = _empty(len(found.groups), first.estimate.shape[1])
    error = (first.high - first.low) / 2
    for g, group in enumerate(found.groups):
        for j in range(first.estimate.shape[1]):
            held = list(_clear(found, first, group.columns, j).values())
            total, wide = first.estimate[held, j].sum(), np.sqrt((error[held, j] ** 2).sum())
            made.estimate[g, j], made.low[g, j], made.high[g, j] = total, total - wide, total + wide
            made.floor[g, j], made.above[g, j], made.needed[g, j] = 0.0, bool(held), np.nan
    return made


def _clear(found: Hinges, first: Table, columns: Sequence[int], j: int) -> dict[str, int]:
    """Of each input among the columns the one that stands clear by most, if one does."""
    best: dict[str, int] = {}
    for k in sorted(columns, key=lambda k: -first.estimate[k, j]):
        if first.above[k, j]:
            best.setdefault(found.given.about[k].path, k)
    return best


def _batches(asked: Sequence[Asked]) -> Iterator[tuple[NDArray[np.bool_], list[int]]]:
    """Draws, and the conclusions that were looked at in just these."""
    together: dict[bytes, list[int]] = {}
    for j, each in enumerate(asked):
        together.setdefault(each.known.tobytes(), []).append(j)
    for at in together.values():
        yield asked[at[0]].known, at


def _empty(k: int, m: int) -> Table:
    holes = {f.name: np.full((k, m), np.nan) for f in fields(Table) if f.name != "above"}
    return Table(above=np.zeros((k, m), np.bool_), **holes)


def _fill(table: Table, index: Index, rows: NDArray[np.int64], columns: Sequence[int]) -> None:
    at = np.ix_(rows, np.array(columns, np.int64))
    for field in fields(Table):
        getattr(table, field.name)[at] = getattr(index, field.name)
