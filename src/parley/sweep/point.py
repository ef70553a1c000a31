"""One point of a sweep: the case with other values, drawn, looked at, and what it concludes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.case import Case
from parley.case.hindsight import without_hindsight
from parley.case.scenario import patched
from parley.draws import Draws, draws
from parley.looked import Looked, concluded, look
from parley.sweep.placed import checked, quick, refuse_after, with_numbers

__all__ = ["COLUMNS", "INVALID", "Base", "Row", "base", "case_at", "draws_at", "rows"]

Row = tuple[Any, ...]
Floats = NDArray[np.float64]
COLUMNS = {
    "lens": "VARCHAR",
    "conclusion": "VARCHAR",
    "says": "VARCHAR",
    "yes_no": "BOOLEAN",
    "n": "INTEGER",
    "mean": "DOUBLE",
    "standard_error": "DOUBLE",
    "q05": "DOUBLE",
    "q50": "DOUBLE",
    "q95": "DOUBLE",
    "lacks": "VARCHAR",
}
INVALID = "the case is invalid"
QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True, eq=False)
class Base:
    """What all points of a scenario share.

    data : the case in plain data, with the scenario's patch. whole, known : the case with and
    without what is hindsight.
    """

    data: Mapping[str, Any]
    whole: Case
    known: Case


def base(data: Mapping[str, Any]) -> Base:
    """The case in plain data, checked; `ValueError` with what makes it invalid."""
    whole = checked(data)
    return Base(data, whole, without_hindsight(whole))


def case_at(at: Base, patch: Mapping[str, Any]) -> Case:
    """The case with each path set to a new value, as if the patched file had been read.

    Numbers take about a millisecond; anything else takes reading the whole case.
    Raises `LookupError` for a path that does not exist, `ValueError` for what makes it invalid.
    """
    if not _quick(at, patch):
        return without_hindsight(checked(patched(at.data, patch)))
    refuse_after(with_numbers(at.whole, patch), patch)
    return with_numbers(at.known, patch)


def draws_at(at: Base, drawn: Draws, case: Case, patch: Mapping[str, Any]) -> Draws:
    """The draws of the case at a point. drawn : those of `at.known`.

    Each input has random numbers of its own, so where a number becomes exact the rest stays.
    """
    if not _quick(at, patch):
        return draws(case, drawn.n, drawn.seed)
    gone = {*patch, *(f"{path}:account" for path in patch)}
    return replace(
        drawn,
        inputs=tuple(each for each in drawn.inputs if each.path not in gone),
        arrays={path: array for path, array in drawn.arrays.items() if path not in gone},
    )


def _quick(at: Base, patch: Mapping[str, Any]) -> bool:
    return all(_is_number(v) and quick(at.whole, at.known, path) for path, v in patch.items())


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def rows(at: Base, drawn: Draws, patch: Mapping[str, Any], lenses: Sequence[str]) -> list[Row]:
    """What each lens concludes at a point, or what it lacks, as `COLUMNS`.

    A case that the patch makes invalid gives one row without a lens; a lens that concludes
    nothing gives one without a conclusion.
    """
    try:
        case = case_at(at, patch)
    except (LookupError, ValueError) as wrong:
        return [_said("", f"{INVALID}: {wrong.args[0]}")]
    found = look(case, draws_at(at, drawn, case, patch), lenses)
    return [row for one in found for row in _rows(one)]


def _rows(one: Looked) -> list[Row]:
    found = concluded([one])
    if not found:
        return [_said(one.lens, one.lacks)]
    figures = _figures(np.stack([each.values for each in found])).tolist()
    return [
        (one.lens, each.id, each.says, each.yes, int(n), *numbers, "")
        for each, (n, *numbers) in zip(found, figures, strict=True)
    ]


def _said(lens: str, lacks: str) -> Row:
    return (lens, "", "", None, 0, *(float("nan"),) * 5, lacks)


def _figures(values: Floats) -> Floats:
    """Of each row of (k, n): known draws, mean, standard error of the mean, 5, 50, 95 %; (k, 6).

    nan where no draw was looked at, for the error where fewer than two were.
    """
    known = ~np.isnan(values)
    whole = known.all(axis=1)
    figures = np.zeros((len(values), 6))
    figures[whole] = _figures_known(values[whole])
    for i in np.flatnonzero(~whole):
        figures[i] = _figures_known(values[i : i + 1, known[i]])[0]
    return figures


def _figures_known(values: Floats) -> Floats:
    k, n = values.shape
    if k == 0 or n == 0:
        return np.tile([0.0, *(np.nan,) * 5], (k, 1))
    error = values.std(axis=1, ddof=1) / np.sqrt(n) if n > 1 else np.full(k, np.nan)
    quantiles = np.quantile(np.sort(values), QUANTILES, axis=1)  # quicker than unsorted
    return np.column_stack([np.full(k, n), values.mean(axis=1), error, *quantiles])
