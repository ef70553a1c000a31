"""How bargaining could run from here: who challenges whom, who moves whom, who trades with whom."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.lenses.positions.forecast import TAILS
from parley.models.influence.actors import actors
from parley.models.influence.bdm import bdm
from parley.models.influence.build import Scaled, Stances
from parley.models.influence.central import compromise
from parley.models.influence.exchange import ExchangeRound, exchange
from parley.models.influence.smp import Move, Run, moves, smp, smp_over

__all__ = ["Journey", "challenges", "exchanges", "journey"]

Floats = NDArray[np.float64]
Longs = NDArray[np.intp]

DRAWS = 200  # that bargaining is run for, of all


@dataclass(frozen=True, kw_only=True, eq=False)
class Journey:
    """The Spatial Model of Politics on all scales at once, at the middle of the draws.

    members : actors with some weight, by place. run : from their stances on; where one has none it
    stands at the compromise and does not care. scaling : what saliences are multiplied by, so that
    nobody's add up to more than 1. mean : (n_turns + 1, n_scales), by weight. moved : (turn, move)
    in the order of turns. low, high : (n_scales,), what 80 % of the first n_draws draws have the
    mean at the end between; who follows whom is held at the middle.
    """

    members: Longs
    run: Run
    scaling: float
    mean: Floats
    moved: tuple[tuple[int, Move], ...]
    low: Floats
    high: Floats
    n_draws: int


def journey(found: Stances) -> Journey:
    """Runs at the middle and over draws; the same for the same draws and seed."""
    x, s, c = _filled(found)
    members = np.flatnonzero((c > 0).any(axis=0) & (s > 0).any(axis=(0, 2)))
    x, s, c = x[:, members], s[:, members], c[:, members]
    scaling = 1 / max(1.0, float(s.sum(axis=2).max()))
    middle = actors(_middle(found)[members], np.mean(s, axis=0) * scaling, np.mean(c, axis=0))
    follows = np.mean(found.follows, axis=0)[np.ix_(members, members)]
    accommodation = follows + np.diag(1 - follows.sum(axis=1))
    run = smp(middle, accommodation=accommodation)
    some = slice(0, DRAWS)
    ends = smp_over(x[some], s[some] * scaling, c[some], accommodation=accommodation)
    own = found.capability[:, members]
    low, high = np.quantile(_means(ends.position, own[some] * s[some]), TAILS, axis=0)
    return Journey(
        members=members,
        run=run,
        scaling=scaling,
        mean=_means(run.position, np.mean(own, axis=0) * np.mean(s, axis=0)),
        moved=_moved(run),
        low=low,
        high=high,
        n_draws=len(ends.position),
    )


def _means(position: Floats, weight: Floats) -> Floats:
    """By weight on each scale, (n, n_scales). position : (n, n_actors, n_scales)."""
    return compromise(position.swapaxes(-1, -2), weight.swapaxes(-1, -2))


def _middle(found: Stances) -> Floats:
    """Positions at the middle, (n_actors, n_scales); the compromise without a stance."""
    x, s, c = (each.mean(axis=0) for each in (found.position, found.salience, found.capability))
    return np.where(np.isnan(x), compromise(np.nan_to_num(x).T, (c * s).T), x)


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
    return tuple((t, move) for t in range(run.n_turns) for move in moves(run, t))


def challenges(scaled: Scaled) -> Floats:
    """What challenges are worth before anybody has moved, by Bueno de Mesquita's equations.

    (n, n), what the first expects of challenging the second, in its own view, at the middle of the
    draws; from -3 to 2.83, in utilities of which 2 is the best and -2 the worst.
    """
    middle = scaled.middle
    run = bdm(
        middle.position[:, 0],
        middle.salience[:, 0],
        middle.capability,
        variant="scholz-text",
        rounds=1,
    )
    found: Floats = run.challenge[0]
    return found


def exchanges(found: Stances) -> ExchangeRound | None:
    """Exchanges of positions at the middle of the draws; None with a single scale."""
    if len(found.scales) < 2:
        return None
    every = (found.position, found.salience, found.capability)
    (made,) = exchange(*(each.mean(axis=0) for each in every))
    return made
