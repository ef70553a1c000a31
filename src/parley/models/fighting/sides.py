"""Strengths, growth and costs of both sides in every draw.

A side's strength is S = strength x product of stock^weight, Cobb-Douglas; what was struck leaves
1 - struck of a stock, so S falls by the factor (1 - struck)^weight. While the guns are silent a
stock grows by production and aid, so S grows at first by S x sum of weight (production + aid) /
stock a week: the growth that the canonical games take as constant.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.case import Case
from parley.case.quantity import Quantity
from parley.case.schema import Package, Pause, Settlement, Side, War
from parley.draws import Draws
from parley.errors import CaseError

__all__ = [
    "YEAR",
    "Fighting",
    "Paused",
    "chance",
    "fighting",
    "growing",
    "paused",
    "shares_of_types",
]

Floats = NDArray[np.float64]

YEAR = 52  # weeks
LEAST = 1e-6  # of a strength or a year's worth: a bell may be drawn at 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Fighting:
    """The section `war` in draws; for each side (2, n), else (n,).

    sides : ids. strength : now, after what was struck; before : without it. growth : of strength
    in a week of silence; aided : the part of it that is aid, which ends after aid_ends weeks, or
    never (inf). change : of strength in a week of fighting, may be below 0. cost : of
    fighting on to the end, as a part of the stake. held : the first side's share of the stake.
    lasts : weeks. year : what a gain a year from now is worth.
    """

    case: Case
    draws: Draws
    war: War
    settlement: Settlement | None
    sides: tuple[str, str]
    strength: Floats
    before: Floats
    growth: Floats
    aided: Floats
    aid_ends: Floats
    change: Floats
    cost: Floats
    held: Floats
    lasts: Floats
    year: Floats

    @property
    def n(self) -> int:
        return self.draws.n

    @property
    def packages(self) -> Mapping[str, Package]:
        """By id, what a settlement can be; none where it divides the stake."""
        return {} if self.settlement is None else self.settlement.packages

    def number(self, path: str, given: Quantity | None) -> Floats:
        """(n,) draws of a quantity at a path."""
        return self.draws.number(path, given)

    def discount(self, weeks: Floats) -> Floats:
        """What a gain so many weeks from now is worth now."""
        found: Floats = np.minimum(self.year ** (weeks / YEAR), 1 - LEAST)
        return found


@dataclass(frozen=True, kw_only=True, eq=False)
class Paused:
    """A pause in draws, (n,) each, as in `Pause`; growth : (2, n), what rearming leaves of it."""

    name: str
    pause: Pause
    weeks: Floats
    settles: Floats
    share: Floats
    rearming: Floats
    surprise: Floats
    accidents: Floats
    growth: Floats


def fighting(case: Case, draws: Draws) -> Fighting:
    """Both sides in every draw, or `CaseError` for a case without the section."""
    war = case.war
    if war is None:
        what = "the case says nothing on what each side can fight with and what it costs"
        raise CaseError.lacks("war", what, "add the section 'war'")
    first, second = war.sides
    both = [_side(draws, name, side) for name, side in war.sides.items()]
    return Fighting(
        case=case,
        draws=draws,
        war=war,
        settlement=case.settlement,
        sides=(first, second),
        **{key: np.stack([each[key] for each in both]) for key in both[0]},
        held=draws.number("war.held", war.held),
        lasts=draws.number("war.lasts", war.lasts),
        year=np.maximum(draws.number("war.year", war.year), LEAST),
    )


def _side(draws: Draws, name: str, side: Side) -> Mapping[str, Floats]:
    """Its strength, growth and cost, (n,) each."""
    path = f"war.sides.{name}"
    before = np.maximum(draws.number(f"{path}.strength", side.strength), LEAST)
    left, (growth, aided, change) = np.ones(draws.n), np.zeros((3, draws.n))
    for kind, each in side.capabilities.items():
        weight, made, aid, lost, struck = (
            draws.number(f"{path}.capabilities.{kind}.{key}", getattr(each, key))
            for key in ("weight", "production", "aid", "attrition", "struck")
        )
        stock = np.maximum(1 - struck, LEAST)
        left *= stock**weight
        growth += weight * (made + aid) / stock
        aided += weight * aid / stock
        change += weight * ((made + aid) / stock - lost)
    ends = None if side.aid_ends is None else (f"{path}.aid_ends", side.aid_ends)
    return {
        "strength": before * left,
        "before": before,
        "growth": before * left * growth,
        "aided": before * left * aided,
        "aid_ends": np.full(draws.n, np.inf) if ends is None else draws.number(*ends),
        "change": before * left * change,
        "cost": draws.number(f"{path}.cost", side.cost),
    }


def growing(found: Fighting, weeks: float | Floats) -> Floats:
    """(2, n) growth of strength a week over so many weeks of silence, on average, as aid ends."""
    lasting = np.minimum(found.aid_ends / np.maximum(weeks, LEAST), 1)
    mean: Floats = found.growth - found.aided * (1 - lasting)
    return mean


def chance(strength: Floats) -> Floats:
    """(n,) chance that the first side wins a war to the finish, by strengths (2, n)."""
    found: Floats = strength[0] / strength.sum(axis=0)
    return found


def paused(found: Fighting, name: str) -> Paused:
    """A pause of the case in every draw."""
    pause = found.war.pauses[name]
    numbers = {
        key: found.number(f"war.pauses.{name}.{key}", getattr(pause, key))
        for key in ("weeks", "settles", "share", "rearming", "surprise", "accidents")
    }
    growth = growing(found, numbers["weeks"]) * numbers["rearming"]
    return Paused(name=name, pause=pause, growth=growth, **numbers)


def shares_of_types(found: Fighting, side: int) -> tuple[Floats, Floats]:
    """How likely each type of a side is, and how likely the other takes it to be.

    (n, n_types) both, adding up to 1; a side without types has one.
    """
    name = found.sides[side]
    types = found.war.sides[name].types
    if not types:
        return np.ones((found.n, 1)), np.ones((found.n, 1))
    likely, believed = np.empty((2, found.n, len(types)))
    for k, (kind, each) in enumerate(types.items()):
        path = f"war.sides.{name}.types.{kind}"
        likely[:, k] = believed[:, k] = found.number(f"{path}.likely", each.likely)
        if each.believed is not None:
            believed[:, k] = found.number(f"{path}.believed", each.believed)
    return _scaled(likely), _scaled(believed)


def _scaled(weights: Floats) -> Floats:
    """Rows that add up to 1; a row of nothing is an even one."""
    total = weights.sum(axis=1, keepdims=True)
    found: Floats = np.full(weights.shape, 1 / weights.shape[1])
    np.divide(weights, total, out=found, where=total > 0)
    return found
