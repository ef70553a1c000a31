"""What each side does not know of the other: how much to ask, and whether both can be right.

Risk and return: the best demand of a side that faces several types is read from
`parley.games.bargaining_range.type_demand`. Optimism: with what each believes of the other and
knows of itself, fighting on is worth, to the first and to the second side,

    V_1 = sum_ij likely_1i believed_2j (p_ij - k_1i)    V_2 = sum_ij believed_1i likely_2j
                                                                (1 - p_ij - k_2j)

and a deal that both prefer by their own beliefs needs V_1 + V_2 <= 1 (`parley.games.optimism` has
the war in battles).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.games.bargaining_range import type_demand
from parley.games.pause import pause_gain
from parley.lenses.games.pauses import Terms, gaining, terms
from parley.lenses.games.spread import TIE, Spread, share, spread
from parley.models.fighting import Fighting, Paused, shares_of_types

__all__ = ["Asked", "Beliefs", "OfType", "asked", "beliefs"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class OfType:
    """One type of a side. likely, believed : how likely it is, and the other side takes it to be.
    gains : share of draws in which it loses nothing by the pause that talks are about."""

    kind: str
    likely: Spread
    believed: Spread
    gains: float | None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the other side would ask of one whose type it does not know.

    side : the one with types. safe : share of draws in which its best demand is one that every type
    concedes. risk : in the others, how likely it takes a refusal to be. demand : the best demand,
    as a part of the stake. certain : what it could ask if it took no risk.
    """

    side: int
    types: tuple[OfType, ...]
    safe: float
    risk: Spread | None
    demand: Spread
    certain: Spread


@dataclass(frozen=True, kw_only=True)
class Beliefs:
    """Both sides' own reckoning. surplus : 1 less what fighting on is worth to both by their own
    beliefs; with like beliefs it is never below 0. gone : share of draws with one below 0."""

    surplus: Spread
    gone: float


@dataclass(frozen=True, kw_only=True, eq=False)
class _Types:
    """(n, n_types) each. strength, cost : of the side if it is of the type."""

    likely: Floats
    believed: Floats
    strength: Floats
    cost: Floats


def asked(found: Fighting, pause: Paused | None) -> tuple[Asked, ...]:
    """Of every side with types that differ in strength or resolve."""
    both = _types(found, 0), _types(found, 1)
    return tuple(
        _asked(found, side, both, pause)
        for side in (0, 1)
        if np.ptp(both[side].strength, axis=1).any() or np.ptp(both[side].cost, axis=1).any()
    )


def beliefs(found: Fighting) -> Beliefs | None:
    """None where each believes of the other what the case holds likely."""
    one, other = _types(found, 0), _types(found, 1)
    if all(np.array_equal(each.likely, each.believed) for each in (one, other)):
        return None
    own = _surplus(one, other, one.believed, other.believed)
    return Beliefs(
        surplus=spread(own),
        gone=share(own < -TIE),
    )


def _types(found: Fighting, side: int) -> _Types:
    likely, believed = shares_of_types(found, side)
    strength, cost = np.ones_like(likely), np.ones_like(likely)
    name = found.sides[side]
    for k, (kind, each) in enumerate(found.war.sides[name].types.items()):
        path = f"war.sides.{name}.types.{kind}"
        strength[:, k] = found.number(f"{path}.strength", each.strength)
        cost[:, k] = found.number(f"{path}.resolve", each.resolve)
    return _Types(
        likely=likely,
        believed=believed,
        strength=found.strength[side][:, np.newaxis] * strength,
        cost=found.cost[side][:, np.newaxis] * cost,
    )


def _surplus(one: _Types, other: _Types, of_one: Floats, of_other: Floats) -> Floats:
    """of_one : what the second side believes of the first; of_other : the reverse."""
    first, second = one.strength[:, :, np.newaxis], other.strength[:, np.newaxis, :]
    p = first / (first + second)
    value = np.einsum("ni,nj,nij->n", one.likely, of_other, p - one.cost[:, :, np.newaxis])
    theirs = np.einsum("ni,nj,nij->n", of_one, other.likely, 1 - p - other.cost[:, np.newaxis, :])
    found: Floats = 1 - value - theirs
    return found


def _asked(found: Fighting, side: int, both: tuple[_Types, _Types], pause: Paused | None) -> Asked:
    types, asks = both[side], 1 - side
    own = found.strength[asks][:, np.newaxis]
    p = own / (own + types.strength)
    best = type_demand(types.believed, p, found.cost[asks], types.cost)
    war = np.asarray(best.war)
    possible = types.believed > 0
    certain = np.where(possible, np.minimum(1, p + types.cost), np.inf).min(axis=1)
    risky = war > TIE
    return Asked(
        side=side,
        types=_of_types(found, side, types, pause),
        safe=share(~risky),
        risk=spread(war[risky]) if risky.any() else None,
        demand=spread(best.demand),
        certain=spread(certain),
    )


def _of_types(
    found: Fighting, side: int, types: _Types, pause: Paused | None
) -> tuple[OfType, ...]:
    return tuple(
        OfType(
            kind=kind,
            likely=spread(types.likely[:, k]),
            believed=spread(types.believed[:, k]),
            gains=None if pause is None else _gains(found, side, types, k, pause),
        )
        for k, kind in enumerate(found.war.sides[found.sides[side]].types)
    )


def _gains(found: Fighting, side: int, types: _Types, k: int, pause: Paused) -> float:
    """The pause to a side of one type, the other side being as the case has it."""
    seen = terms(found, pause, side)
    scale = types.strength[:, k] / seen["own"]
    own: Terms = {
        **seen,
        "own": types.strength[:, k],
        "own_growth": seen["own_growth"] * scale,
        "cost": types.cost[:, k],
    }
    return share(gaining(np.asarray(pause_gain(weeks=pause.weeks, **own))))
