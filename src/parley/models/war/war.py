"""All that is assumed about a war of two sides, and what can be wrong with it.

Strategic level only: capability is an aggregate by class, the front is an index, time is a week.
Shares and worths are in units of the stake, which is 1; so a cost of 0.01 a week is a hundredth
of all that is fought over. Arrays have the party first.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from parley.models.war.state import MOST_CLASSES, MOST_PAUSE, MOST_TYPES, Floats, Ints

__all__ = ["War", "changed", "checked"]


@dataclass(frozen=True, kw_only=True, eq=False)
class War:
    """Two sides, C classes of capability, T types of each side.

    Capability. stock : (2, C), at the start, any unit. weight : (2, C), exponents of strength,
    M = prod stock**weight. loss : (3, 2, C), share lost a week in war, pause and peace.
    production : (3, 2, C), likewise. aid : (2, C), a week, before week aid_until : (2,). strike :
    (2,), chance a week of war that a side is struck; strike_share : (2, C, 2), from which share
    to which of a class is then lost. floor : (2,), strength under which a side collapses.

    Fighting. Side 1 wins a battle with odds (M_1 / M_2)**contest. tempo : chance of a battle a
    week. front : 1 to fronts - 1; side 1 has won at fronts, side 2 at 0. collapse : (2,), chance
    a week of war that a side collapses for other reasons. cost : (2,), of a week of war;
    cost_later after the week `deadline`; deadline_cost : (2,), lost by not agreeing in that
    week (-1: none). discount : per week.

    Types. strength : (2, T), multiplies M. resolve : (2, T), multiplies the cost. demand :
    (2, T), share it never goes below. talk_gain : (2, T), from talking as such. belief : (T, T),
    what all believe of side 1 and 2 at the start. truth : (T, T), how types are drawn. temper :
    1 takes conduct at face value, 0 ignores it.

    Talks. precision : of the logit, per stake. talk_cost : (2,). proposer : (2, 2), chance of
    who proposes next, by who did last. pause_share : chance that a pause is on the table, not a
    settlement. pause_weeks. hope : believed chance that a pause ends in a settlement. line :
    share of side 1 expected of it, nan for an even split of what it saves.

    Keeping it. surprise : (2,), gain of who attacks first in a pause. review : (2,), chance a week
    that a side thinks about breaking its word. accident : chance a week that a pause ends by
    itself, breakdown : that a peace does. temptation : (2,), gain of cheating once in peace.
    detection : chance that it is seen. penalty : (2,), on who is seen, with chance guarantor.

    channel : chance a week that a humanitarian deal is on the table; relief : (2,), worth of it.

    settle, pause, pause_settle, violate, renew, fail : fixed chances a week in place of what the
    parties decide; nan where they decide. In war settle, then pause; in a pause settle, then
    violate, then at its end renew; in peace fail.
    """

    stock: Floats
    weight: Floats
    loss: Floats
    production: Floats
    aid: Floats
    aid_until: Ints
    strike: Floats
    strike_share: Floats
    floor: Floats
    contest: float
    tempo: float
    fronts: int
    front: int
    collapse: Floats
    cost: Floats
    cost_later: Floats
    deadline: int
    deadline_cost: Floats
    discount: float
    strength: Floats
    resolve: Floats
    demand: Floats
    talk_gain: Floats
    belief: Floats
    truth: Floats
    temper: float
    precision: float
    talk_cost: Floats
    proposer: Floats
    pause_share: float
    pause_weeks: int
    hope: float
    line: float
    surprise: Floats
    review: Floats
    accident: float
    temptation: Floats
    detection: float
    penalty: Floats
    guarantor: float
    breakdown: float
    channel: float
    relief: Floats
    settle: float
    pause: float
    pause_settle: float
    violate: float
    renew: float
    fail: float


FIXED = ("settle", "pause", "pause_settle", "violate", "renew", "fail")
DEFAULTS: dict[str, Any] = {
    "loss": 0,
    "production": 0,
    "aid": 0,
    "aid_until": 2**31,
    "strike": 0,
    "strike_share": 0,
    "floor": 0,
    "contest": 1,
    "tempo": 1,
    "fronts": 10,
    "front": 5,
    "collapse": 0,
    "deadline": -1,
    "deadline_cost": 0,
    "discount": 0.995,
    "strength": 1,
    "resolve": 1,
    "demand": 0,
    "talk_gain": 0,
    "belief": np.ones((1, 1)),
    "temper": 1,
    "precision": 50,
    "talk_cost": 0,
    "proposer": ((0, 1), (1, 0)),
    "pause_share": 0,
    "pause_weeks": 4,
    "hope": 0.2,
    "line": np.nan,
    "surprise": 0,
    "review": 1,
    "accident": 0,
    "temptation": 0,
    "detection": 1,
    "penalty": 0,
    "guarantor": 1,
    "breakdown": 0,
    "channel": 0,
    "relief": 0,
} | dict.fromkeys(FIXED, np.nan)
CHANCES: tuple[str, ...] = (
    "strike",
    "strike_share",
    "tempo",
    "collapse",
    "belief",
    "truth",
    "temper",
    "proposer",
)
CHANCES += ("pause_share", "hope", "line", "review", "accident", "detection", "guarantor")
CHANCES += ("breakdown", "channel", "loss", "demand", *FIXED)
AMOUNTS: tuple[str, ...] = (
    "stock",
    "weight",
    "production",
    "aid",
    "floor",
    "cost",
    "cost_later",
    "deadline_cost",
)
AMOUNTS += ("talk_cost", "penalty", "temptation", "surprise")
POSITIVE = ("contest", "precision", "strength", "resolve")
WHOLE = ("fronts", "front", "deadline", "pause_weeks")
MOST_FRONTS = 50


def checked(**given: Any) -> War:
    """A war from numbers, lists or arrays; a single number stands for a whole array.

    Needs stock, with a row per side, and cost. What else is not given: no losses, production or
    strikes; classes weigh the same, and sum to 1; a battle a week with odds as strengths, 11
    places of the front; one type; alternating offers; nothing fixed. `ValueError`, with a
    sentence for each problem.

    >>> checked(stock=[[5], [5]], cost=[0.01, 0.02]).fronts
    10
    >>> checked(stock=[[5], [-5]], cost=0.01)
    Traceback (most recent call last):
    ValueError: stock must be finite and not negative
    """
    unknown = [name for name in given if name not in {field.name for field in fields(War)}]
    missing = [name for name in ("stock", "cost") if name not in given]
    if unknown or missing:
        raise ValueError(f"a war lacks {missing} and knows no {unknown}")
    stock = np.array(given["stock"], float)
    if stock.ndim != 2 or len(stock) != 2 or not stock.size:
        raise ValueError(f"stock must be a row of classes for each of two sides, got {stock.shape}")
    given = DEFAULTS | {"weight": 1 / stock.shape[1], "cost_later": given["cost"]} | given
    given.setdefault("truth", given["belief"])
    war = War(**_arrays(given, stock.shape[1]))
    if problems := tuple(_problems(war)):
        raise ValueError("\n".join(problems))
    return war


def changed(war: War, **changes: Any) -> War:
    """The war with some fields changed, checked again. cost_later and truth stay as they are."""
    return checked(**{field.name: getattr(war, field.name) for field in fields(War)} | changes)


def _arrays(given: dict[str, Any], classes: int) -> dict[str, Any]:
    """Every field in its shape, or `ValueError`."""
    types = len(np.atleast_1d(np.asarray(given["belief"], float)))
    sides, by_class, by_type = (2,), (2, classes), (2, types)
    shapes: dict[str, tuple[int, ...]] = dict.fromkeys(("stock", "weight", "aid"), by_class)
    shapes |= dict.fromkeys(("strength", "resolve", "demand", "talk_gain"), by_type)
    shapes |= dict.fromkeys(("loss", "production"), (3, *by_class))
    shapes |= dict.fromkeys(("belief", "truth"), (types, types))
    shapes["strike_share"], shapes["proposer"] = (*by_class, 2), (2, 2)
    sided: tuple[str, ...] = (
        "aid_until",
        "strike",
        "floor",
        "collapse",
        "cost",
        "cost_later",
        "deadline_cost",
    )
    sided += ("talk_cost", "surprise", "review", "temptation", "penalty", "relief")
    shapes |= dict.fromkeys(sided, sides)
    return {name: _array(name, value, shapes.get(name)) for name, value in given.items()}


def _array(name: str, value: Any, shape: tuple[int, ...] | None) -> Any:
    if shape is None:
        return int(value) if name in WHOLE else float(value)
    dtype = np.int64 if name == "aid_until" else np.float64
    try:
        return np.broadcast_to(np.asarray(value, dtype), shape).copy()
    except ValueError:
        found = np.shape(value)
        raise ValueError(f"{name} must be one number or of shape {shape}, got {found}") from None


def _problems(war: War) -> Iterator[str]:
    for name in CHANCES:
        value = np.asarray(getattr(war, name))
        open_to_all = np.isnan(value) & (name in (*FIXED, "line"))
        if not (open_to_all | ((value >= 0) & (value <= 1))).all():
            yield f"{name} must lie between 0 and 1"
    for name in AMOUNTS:
        if not (np.isfinite(value := getattr(war, name)) & (value >= 0)).all():
            yield f"{name} must be finite and not negative"
    for name in POSITIVE:
        if not (np.isfinite(value := np.asarray(getattr(war, name))) & (value > 0)).all():
            yield f"{name} must be finite and positive"
    for name in ("talk_gain", "relief"):
        if not np.isfinite(getattr(war, name)).all():
            yield f"{name} must be finite"
    yield from _sums(war)
    yield from _sizes(war)
    yield from _ends(war)


def _sums(war: War) -> Iterator[str]:
    for name in ("belief", "truth"):
        if abs(getattr(war, name).sum() - 1) > 1e-9:
            yield f"{name} must sum to 1"
    if (abs(war.proposer.sum(axis=1) - 1) > 1e-9).any():
        yield "each row of proposer must sum to 1"
    if war.collapse.sum() > 1:
        yield "the two chances of collapse must not sum to more than 1"
    if (war.strike_share[..., 0] > war.strike_share[..., 1]).any():
        yield "strike_share must run from the smaller share to the larger"


def _sizes(war: War) -> Iterator[str]:
    if not 2 <= war.fronts <= MOST_FRONTS or not 0 < war.front < war.fronts:
        yield f"fronts must be 2 to {MOST_FRONTS} and front 1 to fronts - 1"
    if not 1 <= war.pause_weeks <= MOST_PAUSE:
        yield f"pause_weeks must be 1 to {MOST_PAUSE}"
    if len(war.belief) > MOST_TYPES or war.stock.shape[1] > MOST_CLASSES:
        yield f"there may be at most {MOST_TYPES} types of a side and {MOST_CLASSES} classes"
    if not 0 < war.discount <= 1:
        yield "discount must lie between 0 (exclusive) and 1"


def _ends(war: War) -> Iterator[str]:
    """A war must have some way to end, and what parties weigh up must be finite."""
    paused = war.pause != 0 and war.pause_settle != 0
    falls = war.tempo > 0 or (war.collapse > 0).any() or (war.floor > 0).any()
    if war.settle == 0 and not paused and not falls:
        yield "nothing can end this war: no battles, no collapse, no settlement"
    if war.discount == 1 and np.isnan([getattr(war, name) for name in (*FIXED, "line")]).any():
        if war.tempo == 0:
            yield "what parties weigh up needs battles or a discount below 1"
        if np.isnan(war.fail):
            yield "keeping a peace is weighed against a flow: it needs a discount below 1 or fail"
