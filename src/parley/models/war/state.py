"""What goes into the weeks of a war, and what one replication carries from week to week.

Both are records of a fixed layout, which a kernel gets as one pointer; tuples of arrays would be
copied for every function they are passed to. So the numbers of classes, types and weeks of pause
have an upper limit, and fields hold more places than are used. A war that fits into `SMALL` has
records, and so machine code, of its own: sizes that are known when it is compiled save much time.
"""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Floats", "Inputs", "Ints", "State", "record"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_CLASSES, MOST_TYPES, MOST_PAUSE, MOST_PACKAGES = 8, 8, 104, 128
SMALL = 2, 4
"""Types, exactly, and classes, at most."""

IMPOSSIBLE = 1e-300
"""What is held to be less likely than this; one over more is still a number."""


def _numbers(first: int, last: int) -> list[int]:
    """Not plain integers: for each of those numba would compile a function again."""
    return list(np.arange(first, last))


WAR, PAUSE, PEACE, COLLAPSE_1, COLLAPSE_2 = _numbers(0, 5)
# Purposes of random numbers. Two to a block of the stream: those that a week needs together.
TABLE, TALK, ANSWER, BATTLE, BREAK, ACCIDENT = _numbers(0, 6)
FIXED, GUARANTOR, STRIKE, SIZE, CONCEDE, TYPES = _numbers(6, 12)
NEWS, REPORT, HUMANE, AGAIN, CHOICE, TEXT = _numbers(12, 18)
# Places in a week's tally after the phases, and bits in State.marks.
TALKS, PAUSES, SINCERE, STALLING, RELIEF = 5, 6, 7, 9, 11
# Places in Inputs.fixed.
SETTLE, INTO_PAUSE, PAUSE_SETTLE, VIOLATE, RENEW, FAIL = range(6)

SIDES, PACKAGES = (2,), (MOST_PACKAGES,)


@dataclass
class Inputs:
    """What `parley.models.war.inputs` makes of a War; names as there.

    What is by class has the classes of side 1, then those of side 2, in one row; places that are
    not used hold a stock of 1 of no weight. keep : share of a stock left after a week, by phase.
    gain : what is made of it, by who has aid (none, side 1, side 2, both) and phase. ahead_* : what
    so many weeks of pause make of a stock m, ahead_keep m + ahead_gain, with aid as now. least :
    log of the floor. odds : by type of both. views : 2 if the sides differ in what they believe,
    else 1. most : highest demand of a side. talk_odds : of not talking, if an offer gains nothing.
    first_next : chance that side 1 proposes, by who did last. points, low_ratio, per_step : the
    grid of a table of worths; no points without one. choices : number of packages; without, the
    first of package_cap and package_guarantor are the terms of any settlement.
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
    per_step: float
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
    packages: Floats
    package_line: Floats
    package_cap: Floats
    package_guarantor: Floats
    strike_low: Floats
    strike_high: Floats
    keep: Floats
    gain: Floats
    ahead_keep: Floats
    ahead_gain: Floats
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
    discount of the present week. marks : bits of what happens in it. drawn : random numbers of four
    weeks, by block, place and week. now, later : worth of refusing, by party and type, now and
    after a pause. value : the same, by both types, whatever was worked out last. spare : worth of
    keeping a pause. belief : of side 1 and 2, of the first only if they do not differ. inverse :
    one over how likely a type is held to be. like : chance of what a side does, by type. For a
    while: held, belief of one type; accept, chance by offer and type of who answers; offers, what
    is offered or what offering gains.
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
    marks: int
    weigh: float
    own: Ints
    drawn: Floats
    paid: Floats
    gets: Floats
    line: Floats
    stock: Floats
    now: Floats
    later: Floats
    spare: Floats
    inverse: Floats
    like: Floats
    held: Floats
    belief: Floats
    value: Floats
    offers: Floats
    accept: Floats


def _shapes(types: int, classes: int) -> dict[str, tuple[int, ...]]:
    """Of what is not by side alone."""
    capability, kinds, couples = (2 * classes,), (2, types), (types, types)
    return {
        **dict.fromkeys(("stock", "weight", "strike_low", "strike_high"), capability),
        "keep": (3, *capability),
        "gain": (4, 3, *capability),
        "ahead_keep": (MOST_PAUSE + 1, *capability),
        "ahead_gain": (4, MOST_PAUSE + 1, *capability),
        **dict.fromkeys(("resolve", "demand", "talk_gain", "talk_odds"), kinds),
        **dict.fromkeys(("now", "later", "spare", "inverse", "like"), kinds),
        **dict.fromkeys(("odds", "truth"), couples),
        **dict.fromkeys(("value", "belief"), (2, *couples)),
        "held": (types,),
        "drawn": (3, 4, 4),
        **dict.fromkeys(("package_line", "package_guarantor", "offers"), PACKAGES),
        "packages": (MOST_PACKAGES, 2),
        "package_cap": (MOST_PACKAGES, *capability),
        "accept": (MOST_PACKAGES, types),
        "fixed": (6,),
    }


def record(kind: type[Inputs] | type[State], types: int, classes: int) -> Any:
    """An empty one for so many types and classes, as the kernels take it."""
    small = types == SMALL[0] and classes <= SMALL[1]
    shapes = _shapes(*(SMALL if small else (MOST_TYPES, MOST_CLASSES)))
    form: dict[Any, str] = {int: "i8", Ints: "i8", float: "f8", Floats: "f8"}
    sizes = [shapes.get(f.name, SIDES) if f.type in (Ints, Floats) else () for f in fields(kind)]
    dtype = [(f.name, form[f.type], at) for f, at in zip(fields(kind), sizes, strict=True)]
    return np.zeros(1, np.dtype(dtype))[0]
