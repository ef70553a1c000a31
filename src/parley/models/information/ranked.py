"""What to find out next: groups of inputs by what knowing them is worth.

The order is by value alone. What it costs to find out, and whether anybody can, is for the reader.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from parley.models.information.value import Value, about, perfect

__all__ = ["Finding", "find_out_next"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing to find out. worth : of knowing it. part : of what knowing everything is worth."""

    name: str
    columns: tuple[int, ...]
    worth: Value
    part: float


def find_out_next(
    u: ArrayLike, x: ArrayLike, groups: Mapping[str, Sequence[int]], *, seed: int = 0
) -> tuple[Finding, ...]:
    """Groups of inputs, the one most worth knowing first; equal ones as given.

    u : (n, n_choices), higher is better. x : (n, k). groups : name -> columns; they may overlap,
    and their values do not add up. `ValueError` as in `about`. Cost: that of `about` for each.

    >>> x = np.random.default_rng(0).normal(size=(2000, 3))
    >>> u = np.column_stack([0 * x[:, 0], x @ [1, 2, 0]])
    >>> for each in find_out_next(u, x, {"a": [0], "b": [1], "c": [2]}):
    ...     print(each.name, each.worth.verdict, round(each.part, 1))
    b worth something 0.9
    a worth something 0.4
    c cannot tell 0.0
    """
    everything = perfect(u, seed=seed).value
    found = [
        (name, tuple(columns), about(u, x, columns, seed=seed)) for name, columns in groups.items()
    ]
    order = np.argsort([-each[2].value for each in found], kind="stable")
    return tuple(
        Finding(
            name=found[i][0],
            columns=found[i][1],
            worth=found[i][2],
            part=found[i][2].value / everything if everything else 0.0,
        )
        for i in order
    )
