"""When a settlement stops being kept while payoffs move."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import TIE, Floats
from parley.games.compliance._peace import Peace, at_risk, peace_of

__all__ = ["Durability", "durability"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Durability:
    """When a settlement stops being kept while payoffs move.

    breach : first period, from 0, in which the party does not comply; None if it always does.
    margin : (n_periods,), payoff of complying less that of the best alternative, knowing what the
    party will do later; it breaches below 0. as_if_permanent : (n_periods,), `compliance_margin` as
    if the period's payoffs lasted for ever: what somebody sees who looks at the present only.
    """

    breach: int | None
    margin: Floats
    as_if_permanent: Floats


def durability(
    *,
    comply: ArrayLike,
    cheat: ArrayLike,
    war: ArrayLike,
    discount: float,
    detection: float,
    penalty: float = 0,
    accident: float = 0,
) -> Durability:
    """In which period does a settlement stop being kept, if power moves?

    comply, cheat, war : R, T and P by period, (n_periods,) or one number; those of the last period
    last for ever. A war that starts in period t pays P of t for ever. In each period the party
    complies, cheats or goes back to war openly; solved backwards from the last. Looking ahead works
    both ways: a settlement that will pay less is broken earlier than the present margin says, and
    a temptation that is still growing later, as the party waits for it.

    `ValueError` for anything out of the ranges of `compliance_margin`; war < comply need not hold.
    Source: own, after Fearon (1995), see the package. Linear in periods.

    >>> fading = durability(comply=[1, 1, 0.4], cheat=[2, 2, 1], war=0.3, discount=0.7,
    ...                     detection=0.8)
    >>> fading.breach, fading.as_if_permanent.round(2)  # broken while it still seems to pay
    (1, array([ 0.31,  0.31, -0.41]))
    """
    paths = np.broadcast_arrays(
        *(np.atleast_1d(np.asarray(x, float)) for x in (comply, cheat, war))
    )
    if paths[0].ndim != 1 or not np.isfinite(paths).all():
        raise ValueError("comply, cheat and war must be finite, one number or one per period")
    r, t, p = paths
    rest = peace_of(1, 0, 0, discount, detection, penalty, accident)
    wars = p / (1 - rest.d)
    value, margin = _last(r[-1], t[-1], p[-1], rest), np.empty(len(r))
    after = np.append(wars[1:], wars[-1])  # war in the next period
    for i in reversed(range(len(r))):
        stay = rest.d * ((1 - rest.f) * value + rest.f * after[i])
        caught = rest.d * (1 - rest.f) * rest.q * (value - after[i])
        best = np.maximum(t[i] - rest.q * rest.g + stay - caught, wars[i])
        margin[i] = r[i] + stay - best
        value = np.maximum(r[i] + stay, best)
    breaches = np.flatnonzero(margin < -TIE)
    now = rest._replace(temptation=t - r, loss=r - p)
    return Durability(
        breach=int(breaches[0]) if len(breaches) else None,
        margin=margin,
        as_if_permanent=np.asarray(now.q * (now.g + at_risk(now)) - now.temptation),
    )


def _last(r: Floats, t: Floats, p: Floats, rest: Peace) -> Floats:
    """Worth of the best plan for ever: comply, cheat until caught, or war."""
    lasts = rest.d * (1 - rest.f)
    keep = (r - p) / (1 - lasts)
    cheat = (t - rest.q * rest.g - p) / (1 - lasts * (1 - rest.q))
    return np.asarray(p / (1 - rest.d) + np.maximum(np.maximum(keep, cheat), 0))
