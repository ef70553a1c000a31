"""How bargaining could run from here: who challenges whom, who moves whom, who trades with whom."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.influence.actors import actors
from parley.models.influence.bdm import bdm
from parley.models.influence.build import Scaled, Stances, on_scale
from parley.models.influence.central import compromise
from parley.models.influence.exchange import ExchangeRound, exchange
from parley.models.influence.smp import Move, Run, moves, smp, smp_over

__all__ = ["Journey", "Trades", "View", "journey", "trades", "views"]

Floats = NDArray[np.float64]
Longs = NDArray[np.intp]

DRAWS = 200  # that bargaining is run for, of all


@dataclass(frozen=True, kw_only=True, eq=False)
class Journey:
    """The Spatial Model of Politics on all scales at once, at the middle of the draws.

    members : actors with some weight, by place. run : from their stances on; where one has none it
    stands at the compromise and does not care. scaling : what saliences are multiplied by, so that
    nobody's add up to more than 1. mean : (n_turns + 1, n_scales), by weight. moved : (turn, move),
    the largest first. ends : (n_draws, n_scales), the mean at the end in other draws.
    """

    members: Longs
    run: Run
    scaling: float
    mean: Floats
    moved: tuple[tuple[int, Move], ...]
    ends: Floats
    n_draws: int


@dataclass(frozen=True, kw_only=True, eq=False)
class View:
    """What challenges are worth to whom on one scale, by Bueno de Mesquita's equations.

    members : as in `Scaled`. gain : (n, n), what the first expects of challenging the second, in
    its own view; -2 to 2.
    """

    members: Longs
    gain: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Trades:
    """Exchanges of positions between pairs of scales. members : actors, by place."""

    members: Longs
    made: ExchangeRound


def journey(found: Stances) -> Journey:
    """Runs at the middle and over draws; the same for the same draws and seed."""
    x, s, c = _filled(found)
    members = np.flatnonzero((c > 0).any(axis=0) & (s > 0).any(axis=(0, 2)))
    x, s, c = x[:, members], s[:, members], c[:, members]
    scaling = 1 / max(1.0, float(s.sum(axis=2).max()))
    middle = actors(np.median(x, axis=0), np.median(s, axis=0) * scaling, np.median(c, axis=0))
    follows = np.median(found.follows, axis=0)[np.ix_(members, members)]
    accommodation = follows + np.diag(1 - follows.sum(axis=1))
    run = smp(middle, accommodation=accommodation)
    some = slice(0, DRAWS)
    ends = smp_over(x[some], s[some] * scaling, c[some], accommodation=accommodation)
    own = found.capability[:, members]
    return Journey(
        members=members,
        run=run,
        scaling=scaling,
        mean=_means(run.position, np.median(own, axis=0) * np.median(s, axis=0)),
        moved=_moved(run),
        ends=_means(ends.position, own[some] * s[some]),
        n_draws=len(ends.position),
    )


def _means(position: Floats, weight: Floats) -> Floats:
    """By weight on each scale, (n, n_scales). position : (n, n_actors, n_scales)."""
    return compromise(position.swapaxes(-1, -2), weight.swapaxes(-1, -2))


def _filled(found: Stances) -> tuple[Floats, Floats, Floats]:
    """Stances over draws with those that are missing filled in, and one capability per actor.

    Where an actor's capability differs from scale to scale it is their mean by salience.
    """
    weight = found.capability * found.salience
    known = np.nan_to_num(found.position)
    mean = (weight * known).sum(axis=1) / weight.sum(axis=1)
    x = np.where(np.isnan(found.position), mean[:, np.newaxis], found.position)
    total = found.salience.sum(axis=2)
    c = np.divide(weight.sum(axis=2), total, out=np.zeros_like(total), where=total > 0)
    return x, found.salience, c


def _moved(run: Run) -> tuple[tuple[int, Move], ...]:
    every = [(t, move) for t in range(run.n_turns) for move in moves(run, t)]
    return tuple(sorted(every, key=lambda each: -_length(each[1])))


def _length(move: Move) -> float:
    return float(np.linalg.norm(np.subtract(move.end, move.start)))


def views(scaled: Scaled) -> View:
    """Who expects what of challenging whom before anybody has moved, at the middle of the draws."""
    middle = scaled.middle
    run = bdm(
        middle.position[:, 0],
        middle.salience[:, 0],
        middle.capability,
        variant="scholz-text",
        rounds=1,
    )
    return View(members=scaled.members, gain=run.challenge[0])


def trades(found: Stances) -> Trades | None:
    """Exchanges at the middle of the draws; None with a single scale."""
    if len(found.scales) < 2:
        return None
    every = [on_scale(found, k) for k in range(len(found.scales))]
    shape = len(found.actors), len(found.scales)
    x, s, c = np.full(shape, np.nan), np.zeros(shape), np.zeros(shape)
    for k, scaled in enumerate(every):
        x[scaled.members, k] = scaled.middle.position[:, 0]
        s[scaled.members, k] = scaled.middle.salience[:, 0]
        c[scaled.members, k] = scaled.middle.capability
    (made,) = exchange(x, s, c)
    return Trades(members=np.arange(len(found.actors)), made=made)
