"""Whose position, salience or capability moves the compromise, and on what its spread hangs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.lenses.positions.forecast import TAILS
from parley.models.influence.build import Scaled
from parley.models.influence.central import compromise
from parley.models.sensitivity import mid_ranks

__all__ = ["ROUNDING", "STEP", "Hang", "Leverage", "Side", "Sides", "hangs", "leverage", "sides"]

Floats = NDArray[np.float64]

STEP = 0.1  # a tenth of the scale, or of the largest salience, or of an actor's capability
TENTH = 10  # of the draws: the lowest and highest are compared
ROUNDING = 1e-9  # means that vary by less do not
SURE = 1.96  # standard errors of a rank correlation among draws that have nothing to do with it


@dataclass(frozen=True, kw_only=True)
class Leverage:
    """What one actor does to the compromise at the middle of the draws, on a scale from 0 to 1.

    share : of all effective power; low, high : 80 % of draws. position : shift of the compromise
    if the actor stood a tenth of the scale higher, and as much down if lower. salience : if it
    cared a tenth of the scale more, as far as that goes. capability : if it had a tenth more.
    """

    actor: int
    share: float
    low: float
    high: float
    position: float
    salience: float
    capability: float


@dataclass(frozen=True, kw_only=True)
class Hang:
    """An open number and the compromise over draws.

    number : position, salience or capability. rank : their rank correlation, -1 to 1. least, most :
    mean of the compromise over the tenth of the draws where the number is lowest and highest.
    """

    actor: int
    number: str
    rank: float
    least: float
    most: float


@dataclass(frozen=True, kw_only=True)
class Side:
    """Actors that want the same of a change. power : share of all; low, high : 80 % of draws."""

    members: tuple[int, ...]
    power: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Sides:
    """Who would have it lower or higher than the compromise, and who is nearer to no deal.

    no_deal, deal : nearer to the reference point, or to the compromise; None without a reference,
    or where the two are hardly apart. near : share of power within a tenth of the scale of the
    compromise.
    """

    lower: Side
    higher: Side
    near: float
    no_deal: Side | None
    deal: Side | None


def leverage(scaled: Scaled) -> tuple[Leverage, ...]:
    """Every actor with a stance, most power first."""
    x, w, s = scaled.middle.position[:, 0], scaled.middle_weight, scaled.middle.salience[:, 0]
    now, share = float(compromise(x, w)), w / w.sum()
    over = scaled.weight / scaled.weight.sum(axis=1, keepdims=True)
    low, high = np.quantile(over, TAILS, axis=0)
    found = [
        Leverage(
            actor=int(actor),
            share=float(share[i]),
            low=float(low[i]),
            high=float(high[i]),
            position=float(share[i] * STEP),
            salience=_with(x, w, i, float(_more(s[i]) * scaled.middle.capability[i])) - now,
            capability=_with(x, w, i, float(STEP * w[i])) - now,
        )
        for i, actor in enumerate(scaled.members)
    ]
    return tuple(sorted(found, key=lambda each: -each.share))


def _more(salience: float) -> float:
    """A tenth of the scale, or as much as is left of it."""
    return min(STEP, 1 - salience)


def _with(x: Floats, w: Floats, i: int, more: float) -> float:
    """The compromise if actor i had more weight."""
    weight = w.copy()
    weight[i] += more
    return float(compromise(x, weight))


def hangs(scaled: Scaled, means: Floats) -> tuple[Hang, ...]:
    """Open numbers that the compromise goes with beyond chance, the strongest first."""
    if len(means) < TENTH or np.ptp(means) < ROUNDING:
        return ()
    found = [
        hang
        for number in ("position", "salience", "capability")
        for hang in _of_number(scaled, number, getattr(scaled, number), means)
    ]
    sure = SURE / np.sqrt(len(means) - 1)
    return tuple(
        sorted((each for each in found if abs(each.rank) > sure), key=lambda each: -abs(each.rank))
    )


def _of_number(scaled: Scaled, number: str, drawn: Floats, means: Floats) -> Iterator[Hang]:
    tenth = max(1, len(means) // TENTH)
    for i, actor in enumerate(scaled.members):
        if np.ptp(drawn[:, i]) > 0:
            order = np.argsort(drawn[:, i], kind="stable")
            yield Hang(
                actor=int(actor),
                number=number,
                rank=_correlation(drawn[:, i], means),
                least=float(means[order[:tenth]].mean()),
                most=float(means[order[-tenth:]].mean()),
            )


def _correlation(one: Floats, other: Floats) -> float:
    """Of the ranks, by Spearman; neither may be constant. `scipy.stats` takes long to load."""
    ranks = mid_ranks(np.column_stack([one, other]))
    return float(np.asarray(np.corrcoef(ranks, rowvar=False))[1, 0])


def sides(scaled: Scaled) -> Sides:
    """Who stands where at the middle of the draws, with their power over draws."""
    x = scaled.middle.position[:, 0]
    mean = float(compromise(x, scaled.middle_weight))
    reference = scaled.middle_reference
    known = bool(np.abs(reference - mean) >= STEP)  # not so for nan
    nearer = np.abs(x - reference) < np.abs(x - mean) if known else np.zeros(len(x), bool)
    return Sides(
        lower=_side(scaled, np.flatnonzero(x < mean).tolist()),
        higher=_side(scaled, np.flatnonzero(x > mean).tolist()),
        near=_side(scaled, np.flatnonzero(np.abs(x - mean) <= STEP).tolist()).power,
        no_deal=_side(scaled, np.flatnonzero(nearer).tolist()) if known else None,
        deal=_side(scaled, np.flatnonzero(~nearer).tolist()) if known else None,
    )


def _side(scaled: Scaled, places: Sequence[int]) -> Side:
    over = scaled.weight[:, places].sum(axis=1) / scaled.weight.sum(axis=1)
    low, high = np.quantile(over, TAILS).tolist()
    middle = scaled.middle_weight
    ranked = sorted(places, key=lambda i: -middle[i])
    return Side(
        members=tuple(int(scaled.members[i]) for i in ranked),
        power=float(middle[list(places)].sum() / middle.sum()),
        low=low,
        high=high,
    )
