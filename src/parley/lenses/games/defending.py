"""A guarantor that would fight: enough to resist, enough to deter, or only one of the two.

Read from `parley.games.alliances`: the attacker attacks or not, who is attacked resists or yields,
and the guarantor comes with a chance that both know.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.case.schema import Attack, Settlement
from parley.games.alliances import guarantee, guarantee_thresholds, tolerated_demand
from parley.lenses.games.spread import TIE, Spread, share, spread
from parley.models.fighting import Fighting

__all__ = ["OUTCOMES", "Defence", "Firmness", "defence"]

Floats = NDArray[np.float64]

OUTCOMES = "yield", "war", "deterred"


@dataclass(frozen=True, kw_only=True)
class Firmness:
    """A guarantor that comes with some chance. guarantee : in the case; empty for none and for one
    that always comes. shares : of draws, by `OUTCOMES`. demand : the most of the stake that the
    protected could ask before the other side prefers war. worst : share of draws in which the two
    sides together have less than under no guarantee and under a firm one."""

    guarantee: str
    comes: Spread
    shares: tuple[float, float, float]
    demand: Spread
    worst: float


@dataclass(frozen=True, kw_only=True)
class Defence:
    """by, on : the two sides. resist, deter : chances to come from which who is attacked resists,
    and the attacker stays away from one that resists; inf if a firm guarantee is not enough.
    between : share of draws with a gap between the two, in which a guarantee means war. never :
    in which even a firm one does not deter. each : none, those of the case, a firm one."""

    by: int
    on: int
    resist: Spread
    deter: Spread
    between: float
    never: float
    each: tuple[Firmness, ...]


def defence(found: Fighting, settlement: Settlement) -> Defence | None:
    """None for a case that says nothing of a renewed attack."""
    attack = settlement.attack
    if attack is None:
        return None
    odds = _odds(found, attack)
    resist, deter, between = guarantee_thresholds(**odds)
    return Defence(
        by=found.sides.index(attack.by),
        on=found.sides.index(attack.on),
        resist=spread(resist),
        deter=spread(deter),
        between=share(between),
        never=share(np.isinf(deter)),
        each=tuple(_each(found, settlement, attack, odds)),
    )


def _odds(found: Fighting, attack: Attack) -> dict[str, Floats]:
    keys = {
        "win_alone": "wins",
        "win_against_ally": "wins_against_guarantor",
        "cost_attacker": "cost_by",
        "cost_protected": "cost_on",
    }
    return {
        name: found.number(f"settlement.attack.{key}", getattr(attack, key))
        for name, key in keys.items()
    }


def _each(
    found: Fighting, settlement: Settlement, attack: Attack, odds: dict[str, Floats]
) -> Iterator[Firmness]:
    """No guarantee, those of the case that defend who is attacked, a firm one."""
    yield _firmness("", np.zeros(found.n), odds)
    for name, given in settlement.guarantees.items():
        if given.defends == attack.on:
            path = f"settlement.guarantees.{name}.honoured"
            yield _firmness(name, found.number(path, given.honoured), odds)
    yield _firmness("", np.ones(found.n), odds)


def _firmness(name: str, comes: Floats, odds: dict[str, Floats]) -> Firmness:
    found = guarantee(intervenes=comes, **odds)
    others = [np.asarray(guarantee(intervenes=r, **odds).joint) for r in (0.0, 1.0)]
    worst = np.asarray(found.joint) < np.minimum(*others) - TIE
    asked = tolerated_demand(
        win_alone=odds["win_alone"],
        win_against_ally=odds["win_against_ally"],
        cost_target=odds["cost_attacker"],
        intervenes=comes,
    )
    none, war, deterred = (share(np.asarray(found.outcome) == each) for each in OUTCOMES)
    return Firmness(
        guarantee=name,
        comes=spread(comes),
        shares=(none, war, deterred),
        demand=spread(asked),
        worst=share(worst),
    )
