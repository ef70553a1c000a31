"""Does keeping a settlement pay each side better than cheating once, by what stands behind it?

Each side is looked at alone, the other keeping the settlement, as `parley.games.compliance` has
it. A guarantor that acts with some chance is one that always acts and takes that part of the
penalty: only the expected penalty counts.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.case.schema import Guarantee, Settlement
from parley.games.compliance import (
    compliance_margin,
    least_detection,
    least_penalty,
    mean_peace,
)
from parley.lenses.games.spread import TIE, Share, Spread, share, spread
from parley.models.fighting import Fighting
from parley.models.fighting.sides import YEAR

__all__ = ["Backed", "Kept", "Unbacked", "backed", "unbacked"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One side under one guarantee.

    keeps : share of draws in which keeping is at least as good as cheating. alone : the same by
    detection alone, nobody taking a penalty. needed : the smallest expected penalty that is enough,
    in what keeping brings it in a period. detection : the least chance of being noticed that is
    enough with the penalty as drawn.
    """

    side: int
    keeps: float
    alone: float
    needed: Spread
    detection: Spread


@dataclass(frozen=True, kw_only=True)
class Backed:
    """One guarantee. expected : penalty times the chance that it is taken. noticed : the chance of
    detection. years : how long the settlement lasts on average if accidents alone end it. every :
    share of draws in which all sides keep it."""

    guarantee: str
    noticed: Spread
    expected: Spread
    years: Spread
    kept: tuple[Kept, ...]
    every: Share


@dataclass(frozen=True, kw_only=True)
class Unbacked:
    """One side if nobody watches and nothing is behind the settlement.

    keeps : share of draws in which keeping is at least as good; tempted : in which it is not.
    detection : the least chance of being noticed at which the war that follows is enough by itself.
    """

    side: int
    keeps: Share
    tempted: float
    detection: Spread


@dataclass(frozen=True, kw_only=True, eq=False)
class _Payoffs:
    comply: Floats
    cheat: Floats
    war: Floats
    discount: Floats

    def as_given(self) -> dict[str, Floats]:
        return dict(vars(self))


def backed(found: Fighting, settlement: Settlement) -> tuple[Backed, ...]:
    """Every guarantee of the case, in its order."""
    return tuple(
        _backed(found, settlement, name, each) for name, each in settlement.guarantees.items()
    )


def unbacked(found: Fighting, settlement: Settlement) -> tuple[Unbacked, ...]:
    """Every side that the case says something of."""
    return tuple(_unbacked(found, settlement, name) for name in settlement.keeping)


def _payoffs(found: Fighting, settlement: Settlement, side: str) -> _Payoffs:
    path, each = f"settlement.keeping.{side}", settlement.keeping[side]
    comply, cheat, war = (
        found.number(f"{path}.{key}", getattr(each, key)) for key in ("keeps", "cheats", "war")
    )
    weeks = found.number("settlement.weeks", settlement.weeks)
    return _Payoffs(comply=comply, cheat=cheat, war=war, discount=found.discount(weeks))


def _unbacked(found: Fighting, settlement: Settlement, name: str) -> Unbacked:
    paid = _payoffs(found, settlement, name)
    return Unbacked(
        side=found.sides.index(name),
        keeps=share(paid.cheat <= paid.comply + TIE),
        tempted=share(paid.cheat > paid.comply + TIE),
        detection=spread(least_detection(**paid.as_given())),
    )


def _in_periods(amount: Floats, paid: _Payoffs) -> Floats:
    """In what keeping brings in a period; as it is where that is nothing."""
    found: Floats = amount / np.where(paid.comply == 0, 1, np.abs(paid.comply))
    return found


def _backed(found: Fighting, settlement: Settlement, name: str, each: Guarantee) -> Backed:
    path = f"settlement.guarantees.{name}"
    noticed, penalty, honoured, accident = (
        found.number(f"{path}.{key}", getattr(each, key))
        for key in ("detection", "penalty", "honoured", "accidents")
    )
    weeks = found.number("settlement.weeks", settlement.weeks)
    expected = penalty * honoured
    margins = {
        side: _margin(_payoffs(found, settlement, side), noticed, expected, accident)
        for side in settlement.keeping
    }
    return Backed(
        guarantee=name,
        noticed=spread(noticed),
        expected=spread(expected),
        years=spread(np.asarray(mean_peace(accident)) * weeks / YEAR),
        kept=tuple(
            _kept(found, settlement, side, margins[side], (noticed, expected, accident))
            for side in settlement.keeping
        ),
        every=share(np.all([margin >= -TIE for margin in margins.values()], axis=0)),
    )


def _margin(paid: _Payoffs, noticed: Floats, expected: Floats, accident: Floats) -> Floats:
    """(n,), what keeping brings over cheating. expected : in what keeping brings in a period."""
    taken = expected * np.where(paid.comply == 0, 1, np.abs(paid.comply))
    return np.asarray(
        compliance_margin(detection=noticed, penalty=taken, accident=accident, **paid.as_given())
    )


def _kept(
    found: Fighting,
    settlement: Settlement,
    side: str,
    margin: Floats,
    behind: tuple[Floats, Floats, Floats],
) -> Kept:
    paid, (noticed, expected, accident) = _payoffs(found, settlement, side), behind
    taken = expected * np.where(paid.comply == 0, 1, np.abs(paid.comply))
    needed = np.asarray(least_penalty(detection=noticed, accident=accident, **paid.as_given()))
    least = least_detection(penalty=taken, accident=accident, **paid.as_given())
    alone = _margin(paid, noticed, np.zeros(found.n), accident)
    return Kept(
        side=found.sides.index(side),
        keeps=share(margin >= -TIE),
        alone=share(alone >= -TIE),
        needed=spread(_in_periods(needed, paid)),
        detection=spread(least),
    )
