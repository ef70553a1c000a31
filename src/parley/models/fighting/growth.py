"""What makes a side stronger while the guns are silent, class by class."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.fighting.sides import LEAST, Fighting

__all__ = ["Grown", "grown"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Grown:
    """What one class adds to its side's strength in a week of silence, as a part of it, (n,).

    side : 0 or 1. weight, struck : (n,), as in `Capability`. The rates of a side's classes times
    its strength add up to `Fighting.growth`.
    """

    side: int
    kind: str
    rate: Floats
    weight: Floats
    struck: Floats


def grown(found: Fighting) -> tuple[Grown, ...]:
    """Every class of both sides, in the order of the case."""
    return tuple(
        _class(found, i, kind)
        for i, name in enumerate(found.sides)
        for kind in found.war.sides[name].capabilities
    )


def _class(found: Fighting, side: int, kind: str) -> Grown:
    each = found.war.sides[found.sides[side]].capabilities[kind]
    path = f"war.sides.{found.sides[side]}.capabilities.{kind}"
    weight, made, aid, struck = (
        found.number(f"{path}.{key}", getattr(each, key))
        for key in ("weight", "production", "aid", "struck")
    )
    rate = weight * (made + aid) / np.maximum(1 - struck, LEAST)
    return Grown(side=side, kind=kind, rate=rate, weight=weight, struck=struck)
