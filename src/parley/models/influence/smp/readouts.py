"""What a run says on one turn, in a form to read: where the weight lies, who moved and why.

The model itself names no single forecast. On 351 issues of the Council of the European Union no
readout of its last turn did better than the compromise of the first positions, and its
distribution did worse than none at all; read it for who can move whom, not for the outcome.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parley.models.influence.central import compromise, weighted_median, weights
from parley.models.influence.smp.run import Run

__all__ = ["Move", "Prevailing", "mean", "median", "moves", "prevailing"]

Floats = NDArray[np.float64]


class Prevailing(NamedTuple):
    """Places on one turn and their chances in a vote, likeliest first.

    place : (n_places, n_issues). chance : (n_places,), adding up to 1. mean : (n_issues,).
    """

    place: Floats
    chance: Floats
    mean: Floats


class Move(NamedTuple):
    """An actor took a proposal of `initiator` to `receiver`; one of the two is the actor.

    win, gain : the initiator's guess of its chance to win and of what it gains. support : the
    chance of this proposal among all the actor could choose from. start, end : where the actor
    stood and stands, per issue; the two are equal if its side of the proposal is where it is.
    """

    actor: int
    initiator: int
    receiver: int
    win: float
    gain: float
    support: float
    start: tuple[float, ...]
    end: tuple[float, ...]


def mean(run: Run, t: int = -1) -> Floats:
    """Mean position after t turns, weighted by capability and salience, (n_issues,)."""
    return compromise(run.position[t].T, weights(run.actors).T)


def median(run: Run, t: int = -1) -> Floats:
    """Median position after t turns by the same weights, (n_issues,)."""
    return weighted_median(run.position[t].T, weights(run.actors).T)


def prevailing(run: Run, t: int = -1) -> Prevailing:
    """Chances of the places after t turns; the mode is the first of them."""
    first = np.flatnonzero(run.place[t] == np.arange(run.actors.n_actors))
    order = first[np.argsort(-run.chance[t, first], kind="stable")]
    place, chance = run.position[t, order], run.chance[t, order]
    return Prevailing(place, chance, np.asarray((chance[:, np.newaxis] * place).sum(axis=0)))


def moves(run: Run, t: int) -> tuple[Move, ...]:
    """Proposals taken in the turn from state t to the next, by actor."""
    turn = run.turn
    return tuple(
        Move(
            actor=int(actor),
            initiator=int(i),
            receiver=int(turn.target[t, i]),
            win=float(turn.win[t, i]),
            gain=float(turn.gain[t, i]),
            support=float(turn.support[t, actor]),
            start=tuple(run.position[t, actor].tolist()),
            end=tuple(run.position[t + 1, actor].tolist()),
        )
        for actor in np.flatnonzero(turn.taken[t] >= 0)
        for i in (turn.taken[t, actor],)
    )
