"""Runs of the Spatial Model of Politics, turn after turn until hardly anybody moves."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.models.influence.actors import Actors, over_draws
from parley.models.influence.central import compromise
from parley.models.influence.one_shot import CELLS, Standing, scaled
from parley.models.influence.smp.options import Options
from parley.models.influence.smp.turn import State, Turn, stand, turn

__all__ = ["Ends", "Run", "smp", "smp_over"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TURNS_LEAST, TURNS_MOST = 2, 100
SETTLED = 0.02
"""Movement, as a share of that in the first turn, below which a run ends."""
FIRST_AT_LEAST = 1e-4
"""Added to the movement in the first turn, which may be none."""
SUM_TIE = 1e-9
DEFAULT = Options()


@dataclass(frozen=True, kw_only=True, eq=False)
class Run:
    """One run: states 0 to n_turns, and what happened between each and the next.

    position : (n_turns + 1, n_actors, n_issues). chance : (n_turns + 1, n_actors), of the place
    where the actor stands to prevail in a vote on that day; those who share a place show the same.
    place : the actor that stands for the place, the first one there. aversion : to risk, -1 to 1.
    turn : as in `Turn`, with (n_turns, n_actors) arrays. settled : false if it ended only by the
    limit on turns.
    """

    actors: Actors
    options: Options
    accommodation: Floats
    seed: int
    position: Floats
    chance: Floats
    place: Ints
    aversion: Floats
    turn: Turn
    settled: bool

    @property
    def n_turns(self) -> int:
        return len(self.position) - 1


@dataclass(frozen=True, kw_only=True, eq=False)
class Ends:
    """Where many runs end.

    mean : (n_draws, n_issues), weighted by capability and salience. position : (n_draws, n_actors,
    n_issues). n_turns, settled : (n_draws,).
    """

    mean: Floats
    position: Floats
    n_turns: Ints
    settled: NDArray[np.bool_]


def smp(
    actors: Actors,
    options: Options = DEFAULT,
    *,
    accommodation: ArrayLike | None = None,
    seed: int = 0,
) -> Run:
    """Run from these actors until a turn moves them less than 2 % of the first, at most 100 turns.

    accommodation : (n_actors, n_actors), how far the ideal of the first actor follows the position
    of the second, rows adding up to at most 1; by default each follows only itself. seed : for
    stochastic options; the same seed gives the same run.

    `ValueError` where saliences of an actor add up to more than 1, nobody has any weight on an
    issue, or accommodation is not as above. The cube of actors, times turns.
    """
    given = over_draws(actors.position, actors.salience, actors.capability)
    start = _start(*given, _accommodation(accommodation, actors.n_actors), options)
    steps = list(_steps(start, options, seed, 0))
    end = steps[-1]
    standings = [*(step.now for step in steps), stand(end.state, options)]
    return Run(
        actors=actors,
        options=options,
        accommodation=start.accommodation,
        seed=seed,
        position=np.concatenate([start.position, *(step.state.position for step in steps)]),
        chance=np.concatenate([np.take_along_axis(s.chance, s.place, 1) for s in standings]),
        place=np.concatenate([s.place for s in standings]),
        aversion=np.concatenate([s.aversion for s in standings]),
        turn=_joined([step.happened for step in steps]),
        settled=bool(end.settled[0]),
    )


def smp_over(
    position: ArrayLike,
    salience: ArrayLike,
    capability: ArrayLike,
    options: Options = DEFAULT,
    *,
    accommodation: ArrayLike | None = None,
    seed: int = 0,
) -> Ends:
    """Where `smp` ends for many draws; the inputs as in `over_draws`, errors as in `smp`.

    Each draw is run as it would be alone, a stochastic one with a seed from this one and its
    place among the draws; the first has the same as in `smp`.
    """
    x, s, c = over_draws(position, salience, capability)
    n_draws, n, _ = x.shape
    start = _start(x, s, c, _accommodation(accommodation, n), options)
    end, turns, settled = x.copy(), np.zeros(n_draws, np.int64), np.zeros(n_draws, np.bool_)
    step = max(1, CELLS // n**2)
    for first in range(0, n_draws, step):
        some = slice(first, first + step)
        for each in _steps(_some(start, some), options, seed, first):
            live = first + each.live
            end[live], settled[live] = each.state.position, each.settled
            turns[live] += 1
    weight = c[:, np.newaxis] * s.transpose(0, 2, 1)
    mean = compromise(end.transpose(0, 2, 1), weight)
    return Ends(mean=mean, position=end, n_turns=turns, settled=settled)


class _Step(NamedTuple):
    """A turn of the draws still running: which, the state before, what happened, the state after.

    settled : of these, which hardly move any more.
    """

    live: Ints
    now: Standing
    happened: Turn
    state: State
    settled: NDArray[np.bool_]


def _steps(state: State, options: Options, seed: int, first_draw: int) -> Iterator[_Step]:
    """Turns until every draw has settled or had its turns."""
    n_draws, n, _ = state.position.shape
    live, moved_first = np.arange(n_draws), np.zeros(n_draws)
    drawn = [
        np.random.default_rng([seed, first_draw + d]) for d in range(n_draws) if options.stochastic
    ]
    for t in range(1, TURNS_MOST + 1):
        number = (
            np.array([drawn[d].random(n) for d in live]) if drawn else np.full((len(live), n), -1.0)
        )
        now = stand(state, options)
        happened, position, ideal = turn(state, now, options, number)
        moved = np.linalg.norm(position - state.position, axis=2).sum(axis=1)
        if t == 1:
            moved_first = moved
        settled = (t >= TURNS_LEAST) & (moved / (moved_first + FIRST_AT_LEAST) < SETTLED)
        state = replace(state, position=position, ideal=ideal)
        yield _Step(live, now, happened, state, settled)
        if settled.all():
            return
        live, moved_first, state = live[~settled], moved_first[~settled], _some(state, ~settled)


def _start(x: Floats, s: Floats, c: Floats, accommodation: Floats, options: Options) -> State:
    if (s.sum(axis=2) > 1 + SUM_TIE).any():
        raise ValueError("saliences of an actor must add up to at most 1")
    if not ((c[..., np.newaxis] * s).sum(axis=1) > 0).all():
        raise ValueError("nobody has any weight on some issue")
    return State(
        position=x,
        ideal=x,
        salience=s,
        capability=c if options.as_ktab else scaled(c),
        accommodation=accommodation,
    )


def _accommodation(given: ArrayLike | None, n: int) -> Floats:
    a = np.eye(n) if given is None else np.array(given, float)
    if a.shape != (n, n) or not (a >= 0).all() or (a.sum(axis=1) > 1 + SUM_TIE).any():
        raise ValueError(f"accommodation must be {n} x {n}, not negative, rows adding up to <= 1")
    return a


def _some(state: State, kept: slice | NDArray[np.bool_]) -> State:
    return replace(
        state,
        position=state.position[kept],
        ideal=state.ideal[kept],
        salience=state.salience[kept],
        capability=state.capability[kept],
    )


def _joined(turns: list[Turn]) -> Turn:
    """Turns of one draw, one after the other."""
    return Turn(
        **{
            field.name: np.concatenate([getattr(each, field.name) for each in turns])
            for field in fields(Turn)
        }
    )
