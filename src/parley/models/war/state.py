"""What goes into the weeks of a war, and what one replication carries from week to week.

Both are records of a fixed layout, which a kernel gets as one pointer; tuples of arrays would be
copied for every function they are passed to. So the numbers of classes, types and weeks of pause
have an upper limit, and fields hold more places than are used.
"""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Floats", "Inputs", "Ints", "State", "record"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_CLASSES, MOST_TYPES, MOST_PAUSE, MOST_PACKAGES = 8, 8, 104, 128


def _numbers(first: int, last: int) -> list[int]:
    """Not plain integers: for each of those numba would compile a function again."""
    return list(np.arange(first, last))


WAR, PAUSE, PEACE, COLLAPSE_1, COLLAPSE_2 = _numbers(0, 5)
# Purposes of random numbers. Two to a block of the stream: those that a week needs together.
TABLE, TALK, ANSWER, BATTLE, BREAK, ACCIDENT = _numbers(0, 6)
FIXED, GUARANTOR, STRIKE, SIZE, CONCEDE, TYPES = _numbers(6, 12)
NEWS, REPORT, HUMANE, AGAIN, CHOICE, TEXT = _numbers(12, 18)
# Places in State.tally, after the phases.
TALKS, PAUSES, SINCERE, STALLING, RELIEF = 5, 6, 7, 9, 11
# Places in Inputs.fixed.
SETTLE, INTO_PAUSE, PAUSE_SETTLE, VIOLATE, RENEW, FAIL = range(6)

SIDES, CLASSES = (2,), (2, MOST_CLASSES)
KINDS, COUPLES = (2, MOST_TYPES), (MOST_TYPES, MOST_TYPES)
PACKAGES = (MOST_PACKAGES,)


@dataclass
class Inputs:
    """What `parley.models.war.inputs` makes of a War; names as there.

    keep : share of a stock left after a week. ahead_* : what so many weeks of pause make of a
    stock m, ahead_keep m + ahead_gain, and ahead_aid more with aid. least : log of the floor.
    odds : by type of both. views : 2 if the sides differ in what they believe, else 1. most :
    highest demand of a side. talk_odds : of not talking, if an offer gains nothing. first_next :
    chance that side 1 proposes, by who did last. points, low_ratio, step : the grid of a table of
    worths; no points without one. choices : number of packages; without, the first of package_cap
    and package_guarantor are the terms of any settlement.
    """

    classes: int
    choices: int
    points: int
    types: int
    views: int
    fronts: int
    front: int
    deadline: int
    pause_weeks: int
    contest: float
    tempo: float
    discount: float
    temper: float
    news: float
    reliable: float
    precision: float
    pause_share: float
    hope: float
    line: float
    territory: float
    accident: float
    detection: float
    mediator: float
    breakdown: float
    channel: float
    low_ratio: float
    step: float
    aid_until: Floats
    strike: Floats
    least: Floats
    collapse: Floats
    cost: Floats
    cost_later: Floats
    deadline_cost: Floats
    talk_cost: Floats
    surprise: Floats
    review: Floats
    temptation: Floats
    penalty: Floats
    relief: Floats
    concede: Floats
    most: Floats
    first_next: Floats
    stock: Floats
    weight: Floats
    aid: Floats
    packages: Floats
    package_line: Floats
    package_cap: Floats
    package_guarantor: Floats
    strike_share: Floats
    keep: Floats
    gain: Floats
    ahead_keep: Floats
    ahead_gain: Floats
    ahead_aid: Floats
    resolve: Floats
    demand: Floats
    talk_gain: Floats
    talk_odds: Floats
    odds: Floats
    belief: Floats
    truth: Floats
    fixed: Floats


@dataclass
class State:
    """One replication on its way.

    paused, came : week of the first pause and of the end, from 1; -1 for none yet. gets : (2,),
    worth of the settlement. package : the one in force; 0 if the stake is divisible. line : (2,),
    worth of the settlement that all expect; text : its package. paid : (2,), discounted. weigh :
    discount of the present week. now, later : worth of refusing, by party and type, now and after a
    pause. value : the same, by both types, whatever was worked out last. spare : for a while, what
    now was. belief : of side 1 and 2, of the first only if they do not differ. For a while: logs,
    of stocks; held, belief of one type; accept, chance by package and type of who answers;
    offers, what offering each gains.
    """

    phase: int
    age: int
    front: int
    proposer: int
    week: int
    paused: int
    came: int
    package: int
    text: int
    weigh: float
    own: Ints
    tally: Ints
    paid: Floats
    gets: Floats
    line: Floats
    stock: Floats
    logs: Floats
    now: Floats
    later: Floats
    spare: Floats
    like: Floats
    held: Floats
    belief: Floats
    value: Floats
    offers: Floats
    accept: Floats


SHAPES: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("stock", "weight", "logs"), CLASSES),
    **dict.fromkeys(("keep", "gain", "aid"), (3, *CLASSES)),
    **dict.fromkeys(("ahead_keep", "ahead_gain", "ahead_aid"), (MOST_PAUSE + 1, *CLASSES)),
    **dict.fromkeys(
        ("resolve", "demand", "talk_gain", "talk_odds", "now", "later", "spare"), KINDS
    ),
    **dict.fromkeys(("odds", "truth"), COUPLES),
    "strike_share": (*CLASSES, 2),
    **dict.fromkeys(("value", "belief"), (2, *COUPLES)),
    **dict.fromkeys(("like", "held"), (MOST_TYPES,)),
    **dict.fromkeys(("package_line", "package_guarantor", "offers"), PACKAGES),
    "packages": (MOST_PACKAGES, 2),
    "package_cap": (MOST_PACKAGES, *CLASSES),
    "accept": (MOST_PACKAGES, MOST_TYPES),
    "tally": (12,),
    "fixed": (6,),
}


def record(kind: type[Inputs] | type[State]) -> Any:
    """An empty one, as the kernels take it."""
    types: dict[Any, str] = {int: "i8", Ints: "i8", float: "f8", Floats: "f8"}
    shapes = [SHAPES.get(f.name, SIDES) if f.type in (Ints, Floats) else () for f in fields(kind)]
    dtype = [(f.name, types[f.type], at) for f, at in zip(fields(kind), shapes, strict=True)]
    return np.zeros(1, np.dtype(dtype))[0]
