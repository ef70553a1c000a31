"""What a lens concludes, draw by draw: all that the search for hinges knows of a lens.

`Conclusion` is what a lens names in words; `scalars` finds every other number of a result that it
holds for each draw, by its place in the result.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Conclusion", "Share", "scalars", "yes_or_no"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Conclusion:
    """One thing concluded.

    id : stable name within the lens, such as ``pause.russia.loses``. says : for yes or no a clause
    that is so or not, such as "Russia loses by the pause"; for a number what it is. values : (n,),
    1 or 0 for yes or no, in any unit otherwise; nan in draws that were not looked at, inf where
    there is no end. yes : whether it is yes or no. refs : what the lens rests it on.
    """

    id: str
    says: str
    values: Floats
    yes: bool
    refs: tuple[str, ...] = ()

    @property
    def mean(self) -> float:
        """Over draws with a finite value, nan without any; for yes or no the share that is so."""
        known = self.values[np.isfinite(self.values)]
        return float(known.mean()) if len(known) else float("nan")


def yes_or_no(
    id: str, says: str, holds: ArrayLike, refs: tuple[str, ...] = (), *, known: ArrayLike = True
) -> Conclusion:
    """A conclusion of yes or no. holds, known : (n,); nothing is said of draws that are not known.

    >>> yes_or_no("deal", "some package serves all", [True, False]).mean
    0.5
    """
    values = np.where(known, np.asarray(holds, float), np.nan)
    return Conclusion(id=id, says=says, values=values, yes=True, refs=refs)


class Share(float):
    """The share of draws in which something holds, with each of them."""

    each: NDArray[np.bool_]

    def __new__(cls, each: ArrayLike) -> "Share":
        """each : (n,), or one for all."""
        holds = np.asarray(each, np.bool_)
        share = super().__new__(cls, holds.mean())
        share.each = holds
        return share

    def __reduce__(self) -> tuple[type["Share"], tuple[NDArray[np.bool_]]]:
        return Share, (self.each,)  # a copy made from the float alone would be 0 or 1


def scalars(result: Any, n: int) -> Mapping[str, Floats]:
    """Every number of a result that it has for each of n draws, by dotted path.

    Arrays of (n,), and whatever carries one as `each`; columns of arrays with n draws first.
    """
    return dict(_found(result, n, ()))


def _found(value: Any, n: int, path: tuple[str, ...]) -> Iterator[tuple[str, Floats]]:
    if isinstance(value, np.ndarray):
        yield from _columns(value, n, ".".join(path))
    elif isinstance(each := getattr(value, "each", None), np.ndarray):
        yield from _columns(each, n, ".".join(path))
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _found(getattr(value, field.name), n, (*path, field.name))
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _found(part, n, (*path, str(key)))
    elif isinstance(value, tuple | list):
        for i, part in enumerate(value):
            yield from _found(part, n, (*path, str(i)))


def _columns(value: NDArray[Any], n: int, path: str) -> Iterator[tuple[str, Floats]]:
    if value.dtype.kind not in "bif" or value.shape[:1] != (n,) or value.ndim > 2:
        return
    if value.ndim == 1:
        yield path, value.astype(float)
        return
    for k, column in enumerate(value.T):
        yield f"{path}.{k}", column.astype(float)
