"""One turn of the Spatial Model of Politics, for many draws at once.

All actors challenge, get proposals and choose at the same time, from the same state. Arrays here
start with the axis of draws.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.influence.one_shot import Standing, distance, standing, utility
from parley.models.influence.smp.options import INSIGHT, Interpolation, Options

__all__ = ["State", "Turn", "stand", "turn"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

EDGE = 1e-6
"""Weight each side adds to its own position, so that two without any both stay."""
STEP = 10_000
"""Proposals are rounded to one part in so many of the scale."""


@dataclass(frozen=True, kw_only=True, eq=False)
class State:
    """Draws of actors at one time: (n_draws, n, n_issues), and (n_draws, n) for capability.

    accommodation : (n, n), of the actor of the first index to the position of the second.
    """

    position: Floats
    ideal: Floats
    salience: Floats
    capability: Floats
    accommodation: Floats

    @property
    def care(self) -> Floats:
        return np.asarray(self.salience.sum(axis=2))


@dataclass(frozen=True, kw_only=True, eq=False)
class Turn:
    """What happened; all (n_draws, n).

    target : whom each challenged, -1 for nobody. win, gain : its chance and expected gain as it
    saw them, nan without a challenge. taken : the initiator of the proposal that an actor took, its
    own included; -1 where it stayed. taken_view : 1 for a receiver's view of that proposal, else 0.
    support : the chance of what it took among all it could choose from; 1 without a choice.
    """

    target: Ints
    win: Floats
    gain: Floats
    taken: Ints
    taken_view: Ints
    support: Floats


def stand(state: State, options: Options) -> Standing:
    """Utilities, aversions to risk and chances of places in this state."""
    return standing(
        state.ideal,
        state.position,
        state.salience,
        state.capability,
        options.rules,
        options.risk_range,
    )


def turn(
    state: State, now: Standing, options: Options, number: Floats
) -> tuple[Turn, Floats, Floats]:
    """What happened, and the new positions and ideals.

    now : from `stand`. number : (n_draws, n), 0 to 1, draw what actors take; below 0 they take
    the likeliest. The cube of actors, times draws.
    """
    from parley.models.influence._elections_numba import elections
    from parley.models.influence.smp._challenges_numba import choices, follow, queues

    n_views = options.n_views
    target, win, gain, mine, theirs = _proposals(state, now, options)
    worth = _worth(state, now, target, mine, theirs)
    draw, actor, start, option = queues(target, n_views)
    chance = elections(state.capability, worth, draw, start, option, *options.rules.codes())
    slot, by = np.zeros(target.shape, np.int64), np.ones(target.shape)
    slot[draw, actor], by[draw, actor] = choices(start, option, chance, number[draw, actor])
    taken = np.where(slot > 0, (slot - 1) // n_views, -1)
    position = _moved(state.position, slot, taken, mine, theirs)
    happened = Turn(
        target=target,
        win=win,
        gain=gain,
        taken=taken,
        taken_view=np.where(slot > 0, (slot - 1) % n_views, 0),
        support=by,
    )
    return happened, position, follow(state.accommodation, position, state.ideal)


def _proposals(
    state: State, now: Standing, options: Options
) -> tuple[Ints, Floats, Floats, Floats, Floats]:
    """Targets, chances, gains, and where each proposal puts its initiator and its receiver.

    The last two are (n_draws, n * n_views, n_issues), by initiator, then view.
    """
    from parley.models.influence.smp._challenges_numba import challenges

    rule = options.rules.codes()[0]
    weight = state.capability * state.care
    target, win, gain = challenges(
        now.distance,
        now.aversion,
        weight,
        state.care,
        INSIGHT[options.insight],
        rule,
        options.commitment == "semi",
    )
    seen = [_points(state, target, win[0], options.interpolation)]
    if options.view != "initiator":
        theirs = gain[1] if options.as_ktab else win[1]
        seen.append(_points(state, target, theirs, options.interpolation))
    if options.view == "weighted":
        share = _initiators_share(state, target, options.as_ktab)[..., np.newaxis]
        one, other = seen
        seen = [(share * one[0] + (1 - share) * other[0], share * one[1] + (1 - share) * other[1])]
    n_draws, _, n_issues = state.position.shape
    mine, theirs = (
        np.stack([points[side] for points in seen], axis=2).reshape(n_draws, -1, n_issues)
        for side in (0, 1)
    )
    return target, win[0], gain[0], mine, theirs


def _points(
    state: State, target: Ints, win: Floats, interpolation: Interpolation
) -> tuple[Floats, Floats]:
    """Where initiator and receiver would come to stand, (n_draws, n, n_issues) each.

    win : (n_draws, n), the initiator's chance against its target. Meaningless where target is -1.
    """
    beside = np.maximum(target, 0)[..., np.newaxis]
    xi, si = state.position, state.salience
    xj, sj = (np.take_along_axis(each, beside, axis=1) for each in (xi, si))
    p = win[..., np.newaxis]
    if interpolation == "weaker moves":
        one, other = np.maximum(1 - 2 * p, 0), np.maximum(2 * p - 1, 0)
        fi = one * sj**2 / (one * sj**2 + EDGE + (1 - one) * si**2)
        fj = other * si**2 / (other * si**2 + EDGE + (1 - other) * sj**2)
        return xi + fi * (xj - xi), xj + fj * (xi - xj)
    power = 2 if interpolation == "squared" else 1
    wi, wj = (si * p) ** power, (sj * (1 - p)) ** power
    total = wi + EDGE + wj
    return (
        _rounded(((wi + EDGE) * xi + wj * xj) / total),
        _rounded((wi * xi + (wj + EDGE) * xj) / total),
    )


def _rounded(point: Floats) -> Floats:
    return np.asarray(np.trunc(0.5 + STEP * point) / STEP)


def _initiators_share(state: State, target: Ints, as_ktab: bool) -> Floats:
    """How much of a weighted proposal is the initiator's view, by capability and care."""
    beside, c, care = np.maximum(target, 0), state.capability, state.care
    theirs = np.take_along_axis(care, beside, axis=1)
    theirs = theirs * (c if as_ktab else np.take_along_axis(c, beside, axis=1))
    total = c * care + theirs
    return np.where(total > 0, c * care / np.where(total > 0, total, 1), 0.5)


def _worth(state: State, now: Standing, target: Ints, mine: Floats, theirs: Floats) -> Floats:
    """Utility of each choice to each actor, (n_draws, 1 + n * n_views, n).

    The mean over all positions, with the two parties to the proposal moved; first of all, with
    nobody moved.
    """
    n_draws, n = target.shape
    n_views = mine.shape[1] // n
    i = np.repeat(np.arange(n), n_views)
    j = np.repeat(np.maximum(target, 0), n_views, axis=1)[..., np.newaxis]
    u, total = now.utility, now.utility.sum(axis=1, keepdims=True)
    worth = np.broadcast_to(total, (n_draws, n * n_views, n)) - u[:, i]
    worth -= np.take_along_axis(u, j, axis=1)
    for point in (mine, theirs):
        z = distance(state.ideal, point, state.salience)
        worth += utility(z, now.aversion[:, np.newaxis])
    return np.ascontiguousarray(np.concatenate([total, worth], axis=1) / n)


def _moved(position: Floats, slot: Ints, taken: Ints, mine: Floats, theirs: Floats) -> Floats:
    """Positions after each actor took its side of a proposal, or stayed."""
    at = np.maximum(slot - 1, 0)[..., np.newaxis]
    own = (taken == np.arange(taken.shape[1]))[..., np.newaxis]
    new = np.where(
        own, np.take_along_axis(mine, at, axis=1), np.take_along_axis(theirs, at, axis=1)
    )
    return np.where((slot > 0)[..., np.newaxis], new, position)
