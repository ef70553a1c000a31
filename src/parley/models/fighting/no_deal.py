"""What no deal is worth where a case leaves it to its section `war`."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from parley.case import Case
from parley.case.quantity import Between
from parley.case.schema import PartyPosition
from parley.draws import Draws
from parley.models.fighting.engine import refusing
from parley.models.fighting.sides import fighting

__all__ = ["filled"]

Floats = NDArray[np.float64]


def filled(case: Case, draws: Draws) -> tuple[Case, Draws]:
    """The case with a value for each `no_deal: {from: war}`, and its draws.

    A draw's value is the side's worth of fighting on to the end, `refusing`: from 0, nothing of
    the stake, to 1, all of it. So the stake of the war is taken to be what is negotiated.
    """
    asking = [name for name, view in case.positions.items() if view.no_deal and view.no_deal.war]
    if not asking:
        return case, draws
    found = fighting(case, draws)
    worth = dict(zip(found.sides, refusing(found), strict=True))
    values = {f"positions.{name}.no_deal.value": worth[name] for name in asking}
    positions = {
        name: _valued(view, worth[name]) if name in asking else view
        for name, view in case.positions.items()
    }
    return (
        case.model_copy(update={"positions": positions}),
        replace(draws, arrays={**draws.arrays, **values}),
    )


def _valued(view: PartyPosition, worth: Floats) -> PartyPosition:
    assert view.no_deal is not None
    value = Between(float(worth.min()), float(worth.max()))
    deal = view.no_deal.model_copy(update={"value": value, "war": None})
    return view.model_copy(update={"no_deal": deal})
