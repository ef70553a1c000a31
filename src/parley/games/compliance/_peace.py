"""The numbers that compliance and all its thresholds are made of."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import Floats, within

__all__ = ["Peace", "at_risk", "peace_of"]


class Peace(NamedTuple):
    """temptation : T - R. loss : R - P. d, q, g, f : as in the package."""

    temptation: Floats
    loss: Floats
    d: Floats
    q: Floats
    g: Floats
    f: Floats


def peace_of(
    comply: ArrayLike,
    cheat: ArrayLike,
    war: ArrayLike,
    discount: ArrayLike,
    detection: ArrayLike,
    penalty: ArrayLike,
    accident: ArrayLike,
) -> Peace:
    """All of it, if in range; else `ValueError`."""
    r, t = within("comply", comply, "(-inf, inf)"), within("cheat", cheat, "(-inf, inf)")
    loss = r - within("war", war, "(-inf, inf)")
    if not (loss > 0).all():
        raise ValueError("war must be worth less than comply")
    d, q = within("discount", discount, "[0, 1)"), within("detection", detection, "[0, 1]")
    g, f = within("penalty", penalty, "[0, inf)"), within("accident", accident, "[0, 1]")
    return Peace(np.asarray(t - r), np.asarray(loss), d, q, g, f)


def at_risk(peace: Peace) -> Floats:
    """Worth now of the peace after this period, over the war."""
    lasts = peace.d * (1 - peace.f)
    return np.asarray(lasts * peace.loss / (1 - lasts))
