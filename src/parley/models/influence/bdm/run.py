"""Round after round of challenges and offers, and what to read from them.

The result says which reading gave it, because they differ a great deal: the equations as printed
do not give the table printed beside them. Nothing ends the rounds; positions may wander on, and
the number of rounds is the analyst's choice. On decisions of the European Union the mean of the
starting positions was nearer to the outcome than either reading.

Source: Scholz, Calbert and Smith (2011), as in `contest`.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.models.influence.actors import actors
from parley.models.influence.bdm.contest import Contest, Views, exponents, security, views
from parley.models.influence.bdm.offers import KINDS, Offers, offers, taken
from parley.models.influence.central import compromise, weighted_median

__all__ = ["VARIANTS", "Move", "Rounds", "Variant", "bdm", "moves", "played"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Variant = Literal["scholz-code", "scholz-text"]

VARIANTS: dict[Variant, str] = {
    "scholz-code": (
        "The program behind Scholz, Calbert and Smith (2011). It comes near their Table 2, by 0.08 "
        "on average in the medians and 0.04 in the means on a scale from 4 to 10, but departs from "
        "their equations: chances of winning are tiny, and an actor judges its opponents by its "
        "own taste for risk."
    ),
    "scholz-text": (
        "The equations printed in Scholz, Calbert and Smith (2011). They do not give the Table 2 "
        "printed there: every median comes out as 7, where the table has 7.4 to 9.9."
    ),
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Rounds:
    """Positions from the start on, and how they came about.

    position : (n_rounds + 1, n_actors), 0 to 1. mean, median : (n_rounds + 1,), weighted by
    capability times salience. exponent : (n_rounds, n_actors), of risk: 1/2 is most risky, 2 most
    careful. chance, challenge, threat : (n_rounds, n_actors, n_actors), see `Views`. kind : the
    same shape, index into `KINDS` of what i is offered by j. point : where that would take i, 0 to
    1; nan without offer. taken : (n_rounds, n_actors), whose offer each takes; -1 for nobody's.
    variant, q : as given; `VARIANTS` has the sentence on the variant.
    """

    variant: str
    q: float
    position: Floats
    mean: Floats
    median: Floats
    exponent: Floats
    chance: Floats
    challenge: Floats
    threat: Floats
    kind: Ints
    point: Floats
    taken: Ints


class Move(NamedTuple):
    """One actor goes from `start` to `end` at the offer of another."""

    actor: int
    other: int
    kind: str
    start: float
    end: float


def bdm(
    position: ArrayLike,
    salience: ArrayLike,
    capability: ArrayLike,
    *,
    variant: Variant = "scholz-code",
    q: float = 1,
    rounds: int = 10,
) -> Rounds:
    """So many rounds on one issue, each from where the last one ended.

    position, salience : (n_actors,), 0 to 1. capability : (n_actors,), any unit. q : chance that
    nothing changes if nobody challenges, 0 to 1. `ValueError` for anything else, and where nobody
    has any weight. Time and memory per round are cubic and quadratic in actors.

    >>> run = bdm([0, 0.5, 1], [1, 0.2, 1], [1, 1, 2], variant="scholz-text", rounds=1)
    >>> [(move.actor, move.other, move.kind) for move in moves(run, 0)]
    [(1, 2, 'compromise')]
    """
    if variant not in VARIANTS:
        raise ValueError(f"variant {variant!r} is none of {list(VARIANTS)}")
    if not 0 <= q <= 1:
        raise ValueError(f"q is a chance between 0 and 1, got {q}")
    return played(position, salience, capability, variant=variant, q=q, rounds=rounds)


def moves(run: Rounds, t: int) -> tuple[Move, ...]:
    """Who moved in round t, counted from 0, and at whose offer."""
    return tuple(
        Move(
            actor=int(i),
            other=int(run.taken[t, i]),
            kind=KINDS[run.kind[t, i, run.taken[t, i]]],
            start=float(run.position[t, i]),
            end=float(run.position[t + 1, i]),
        )
        for i in np.flatnonzero(run.taken[t] >= 0)
    )


def played(
    position: ArrayLike,
    salience: ArrayLike,
    capability: ArrayLike,
    *,
    variant: str,
    q: float,
    rounds: int,
    neutral: bool = False,
) -> Rounds:
    """The rounds of `bdm`; neutral : all exponents stay 1. Equations as printed, unless coded."""
    group = actors(position, salience, capability)
    if group.n_issues != 1:
        raise ValueError(f"one issue at a time, got {group.n_issues}")
    if rounds < 1:
        raise ValueError(f"there must be a round, got {rounds}")
    x, salience = group.position[:, 0], group.salience[:, 0]
    table = _Table(
        weight=group.capability * salience,
        salience=salience,
        width=float(np.ptp(x)) or 1.0,  # all in one place: no distances
        q=q,
        as_coded=variant == "scholz-code",
        neutral=neutral,
    )
    course, steps = [x], []
    for _ in range(rounds):
        steps.append(_step(table, course[-1]))
        course.append(steps[-1].position)
    path = np.stack(course)
    return Rounds(
        variant=variant,
        q=q,
        position=path,
        mean=compromise(path, table.weight),
        median=weighted_median(path, table.weight),
        exponent=np.stack([step.exponent for step in steps]),
        chance=np.stack([step.views.chance for step in steps]),
        challenge=np.stack([step.views.challenge for step in steps]),
        threat=np.stack([step.views.threat for step in steps]),
        kind=np.stack([step.offers.kind for step in steps]),
        point=np.stack([step.offers.point for step in steps]),
        taken=np.stack([step.taken for step in steps]),
    )


class _Table(NamedTuple):
    """What stays the same from round to round. width : range of positions at the start."""

    weight: Floats
    salience: Floats
    width: float
    q: float
    as_coded: bool
    neutral: bool


class _Step(NamedTuple):
    position: Floats
    exponent: Floats
    views: Views
    offers: Offers
    taken: Ints


def _step(table: _Table, x: Floats) -> _Step:
    contest = Contest(
        distance=np.abs(x[:, np.newaxis] - x) / table.width,
        to_median=np.abs(x - weighted_median(x, table.weight)) / table.width,
        weight=table.weight,
        salience=table.salience,
        q=table.q,
        as_coded=table.as_coded,
    )
    exponent = np.ones_like(x)
    found = views(contest, exponent)
    if not table.neutral:
        exponent = exponents(security(found))
        found = views(contest, exponent)
    on_table = offers(x, found, as_coded=table.as_coded)
    who = taken(x, table.weight, on_table)
    at = np.where(who >= 0, on_table.point[np.arange(len(x)), who], x)
    return _Step(at, exponent, found, on_table, who)
