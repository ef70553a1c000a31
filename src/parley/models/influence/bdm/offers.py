"""Who has an offer from whom, and which one it takes.

With a what i expects of challenging j, and b what j expects of challenging i, i has from j

    confrontation   b > a > 0         both would fight; i loses and moves to j
    compromise      b > 0 > a, b > |a|     i moves |a / b| of the way to j
    capitulation    b > 0 > a, |a| > b     i moves to j

Printed: each takes the offer that moves it least; among equals confrontation before compromise
before capitulation. As coded: capitulations are never made (the test for them compares b with
itself); any confrontation goes before any compromise; of confrontations the one that moves least
is taken, but of compromises the one where (|a| x_i + |b| x_j) / (|a| + |b|) is lowest, so turning
the scale around can change the course.

Neither source says what happens to an actor with equally good offers from both sides. Here the
side with more weight behind such offers wins, and with equal weights the actor stays: so neither
the order of actors nor, where printed, the direction of the scale matters.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parley.models.influence.bdm.contest import Views

__all__ = ["KINDS", "Offers", "offers", "taken"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

KINDS = ("none", "confrontation", "compromise", "capitulation")

EQUAL = 1e-12
"""Expectations this close are equal: whole groups of actors differ by rounding only."""

MOVE_TIE = 1e-9
"""Shares of the range that are one move: 0.8 - 0.6 and 1 - 0.8 differ when rounded."""


class Offers(NamedTuple):
    """What each actor i (row) is offered by j (column), (n, n).

    kind : index into `KINDS`. point : where it would take i; nan without offer. rank : what is
    smallest, column by column of the last axis, is taken; inf without offer, (n, n, 2).
    """

    kind: Ints
    point: Floats
    rank: Floats


def offers(position: Floats, found: Views, *, as_coded: bool) -> Offers:
    """All offers on the table. position : (n,), as shares of the range at the start."""
    a, b = found.challenge, found.threat
    own, other = position[:, np.newaxis], position[np.newaxis, :]
    kind = _kinds(a, b, np.abs(other - own) > EQUAL, as_coded)
    part = np.divide(-a, b, out=np.ones_like(a), where=kind == 2)
    # all the way is the other's point itself, so that those who meet stand in one place
    point = np.where(part < 1, own + (other - own) * part, other)
    point = np.where(kind > 0, point, np.nan)
    move = np.abs(point - own)
    if as_coded:
        lowest = (np.abs(a) * own + np.abs(b) * other) / np.where(
            kind > 0, np.abs(a) + np.abs(b), 1
        )
        rank = np.stack([kind, np.where(kind == 2, lowest, move)], axis=-1)
    else:
        rank = np.stack([move, kind], axis=-1)
    return Offers(kind, point, np.where(kind[..., np.newaxis] > 0, rank, np.inf))


def taken(position: Floats, weight: Floats, table: Offers) -> Ints:
    """The actor whose offer each takes, (n,); -1 where it has none or stays between equals."""
    best = table.kind > 0
    for column in np.moveaxis(table.rank, -1, 0):
        least = np.where(best, column, np.inf).min(axis=1, keepdims=True)
        best &= column <= least + MOVE_TIE
    best = _one_side(best, position, weight)
    return np.where(best.any(axis=1), best.argmax(axis=1), -1)


def _one_side(best: Flags, position: Floats, weight: Floats) -> Flags:
    """The equals on the heavier side of each actor; none where both sides weigh the same."""
    above = best & (position[np.newaxis, :] > position[:, np.newaxis])
    below = best & ~above
    pull = (above * weight).sum(axis=1, keepdims=True) - (below * weight).sum(axis=1, keepdims=True)
    torn = np.logical_and(above.any(axis=1, keepdims=True), below.any(axis=1, keepdims=True))
    even = EQUAL * weight.sum()
    return np.asarray((above & (~torn | (pull > even))) | (below & (~torn | (pull < -even))))


def _kinds(a: Floats, b: Floats, apart: Flags, as_coded: bool) -> Ints:
    fights = (a > EQUAL) & (b > a + EQUAL)
    yields = (a < -EQUAL) & (b > EQUAL)
    gives_in = a + b < -EQUAL
    meets = (a + b > EQUAL) if as_coded else ~gives_in  # where equal, i goes all the way
    kind = np.select([fights, yields & meets, yields & gives_in], [1, 2, 0 if as_coded else 3], 0)
    return np.where(apart, kind, 0)
