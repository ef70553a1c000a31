"""What every model of influence starts from: where actors stand, how much they care, their power.

    position x[i, k]    where actor i stands on issue k, 0 to 1
    salience s[i, k]    how much of its weight it brings to bear on issue k, 0 to 1
    capability c[i]     what it could bring to bear in all, in any unit

Source: Bueno de Mesquita (1985), The War Trap Revisited, American Political Science Review 79(1),
156-177, and the table of position, salience and capability used since.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Actors", "actors", "over_draws"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Actors:
    """Actors on one or more issues, as checked by `actors`.

    position, salience : (n_actors, n_issues), 0 to 1. capability : (n_actors,), at least 0, in
    any unit: only ratios matter.
    """

    position: Floats
    salience: Floats
    capability: Floats

    @property
    def n_actors(self) -> int:
        return len(self.position)

    @property
    def n_issues(self) -> int:
        return len(self.position[0])


def actors(position: ArrayLike, salience: ArrayLike, capability: ArrayLike) -> Actors:
    """Checked copies of the three; one dimension of positions or saliences means one issue.

    `ValueError` where shapes disagree, nobody or no issue is there, a position or salience is
    outside 0 to 1, or a capability is negative or not finite. A salience or capability of 0 is
    allowed: such an actor counts for nothing.

    >>> actors([0.2, 0.9], [0.5, 1], [10, 30]).position
    array([[0.2],
           [0.9]])
    """
    x, s = (
        values[:, np.newaxis] if values.ndim == 1 else values
        for values in (np.array(position, float), np.array(salience, float))
    )
    c = np.array(capability, float)
    _check(x[np.newaxis], s[np.newaxis], c[np.newaxis])
    return Actors(position=x, salience=s, capability=c)


def over_draws(
    position: ArrayLike, salience: ArrayLike, capability: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """The same checks for many draws of one set of actors; what lacks a draw axis is repeated.

    position, salience : (n_draws, n_actors, n_issues) or (n_actors, n_issues). capability :
    (n_draws, n_actors) or (n_actors,). All three come back with the draw axis.
    """
    given = [
        np.asarray(position, float),
        np.asarray(salience, float),
        np.asarray(capability, float),
    ]
    x, s, c = (
        each if each.ndim == ndim else each[np.newaxis]
        for each, ndim in zip(given, (3, 3, 2), strict=True)
    )
    n_draws = max(len(x), len(s), len(c))
    if {len(x), len(s), len(c)} - {1, n_draws}:
        raise ValueError(f"{len(x)}, {len(s)} and {len(c)} draws of the same actors")
    _check(x, s, c)
    return (
        np.ascontiguousarray(np.broadcast_to(x, (n_draws, *x.shape[1:]))),
        np.ascontiguousarray(np.broadcast_to(s, (n_draws, *s.shape[1:]))),
        np.ascontiguousarray(np.broadcast_to(c, (n_draws, *c.shape[1:]))),
    )


def _check(x: Floats, s: Floats, c: Floats) -> None:
    if x.ndim != 3 or x.shape[1:] != s.shape[1:] or c.shape[1:] != x.shape[1:2]:
        raise ValueError(
            f"positions {x.shape[1:]}, saliences {s.shape[1:]} and capabilities {c.shape[1:]} "
            "differ in size"
        )
    if 0 in x.shape:
        raise ValueError("there is no draw, no actor or no issue")
    for name, values in (("positions", x), ("saliences", s)):
        if not ((values >= 0) & (values <= 1)).all():  # false for nan as well
            raise ValueError(f"{name} must lie between 0 and 1")
    if not (np.isfinite(c) & (c >= 0)).all():
        raise ValueError("capabilities must be finite and not negative")
