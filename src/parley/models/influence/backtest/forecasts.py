"""The forecasts that are scored, by name: functions of the actors on one issue.

A forecast says where an issue ends: at a point, or somewhere on the scale with a chance for each
place. What it reads is what an analyst has beforehand: positions, saliences, capabilities, and what
holds without a decision. None has a parameter that was fitted to outcomes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from parley.case.formats.outcomes import ScoredIssue
from parley.models.influence.actors import Actors
from parley.models.influence.bargaining import Loss, bargain
from parley.models.influence.bdm import Rounds, bdm
from parley.models.influence.central import (
    Weighing,
    compromise,
    midrange,
    weighted_median,
    weights,
)
from parley.models.influence.challenge import challenge
from parley.models.influence.exchange import exchange
from parley.models.influence.one_shot import one_shot
from parley.models.influence.smp import Options, Run, mean, median, prevailing, smp
from parley.models.influence.voting import Election, Victory

__all__ = ["BENCHMARK", "FORECASTS", "FULL", "SPREAD_BENCHMARK", "Forecast", "Joint", "Spread"]

Floats = NDArray[np.float64]

Model = Literal["challenge", "scholz-code", "scholz-text"]

FULL = 100.0
GRID = 1001
"""Places that stand for the whole scale."""
ROUNDS = 10
"""Rounds that are played where there is no end to them."""
MODELS: Mapping[str, Model] = {
    "challenge": "challenge",
    "BDM scholz-code": "scholz-code",
    "BDM scholz-text": "scholz-text",
}


class Spread(NamedTuple):
    """Places from 0 to 1 and their chances, both (n,); a point is one place."""

    place: Floats
    chance: Floats

    @property
    def mean(self) -> float:
        return float(self.place @ self.chance)


@dataclass(frozen=True)
class Forecast:
    """What is forecast from actors on one issue, and what holds without a decision (0 to 1).

    of : None where it says nothing, such as without a reference point. spreads : whether it gives
    chances to several places; its mean is then scored as a point as well.
    """

    of: Callable[[Actors, float], Spread | None]
    spreads: bool = False


@dataclass(frozen=True)
class Joint:
    """What is forecast of the issues of one proposal together, two or more; a point for each."""

    of: Callable[[Sequence[ScoredIssue]], Sequence[Spread]]
    spreads: bool = False


def _at(x: float | Floats) -> Spread:
    return Spread(np.array([float(x)]), np.ones(1))


def _mean(weighing: Weighing, group: Actors, _: float) -> Spread:
    return _at(compromise(group.position[:, 0], weights(group, weighing)[:, 0]))


def _median(weighing: Weighing, group: Actors, _: float) -> Spread:
    return _at(weighted_median(group.position[:, 0], weights(group, weighing)[:, 0]))


def _midrange(group: Actors, _: float) -> Spread:
    return _at(midrange(group.position[:, 0]))


def _middle(_group: Actors, _: float) -> Spread:
    return _at(0.5)


def _reference(_: Actors, reference: float) -> Spread | None:
    return None if np.isnan(reference) else _at(reference)


def _scale(_group: Actors, _: float) -> Spread:
    return Spread(np.linspace(0, 1, GRID), np.full(GRID, 1 / GRID))


def _positions(weighing: Weighing, group: Actors, _: float) -> Spread:
    weight = weights(group, weighing)[:, 0]
    return Spread(group.position[:, 0], weight / weight.sum())


def _vote(election: Election, victory: Victory, group: Actors, _: float) -> Spread:
    chance = one_shot(group, election=election, victory=victory)
    return Spread(group.position[:, 0], chance)


def _likeliest(of: Callable[[Actors, float], Spread], group: Actors, reference: float) -> Spread:
    found = of(group, reference)
    return _at(found.place[found.chance.argmax()])


@lru_cache(maxsize=2)  # several readouts of one run; actors are known by identity
def _smp_run(group: Actors, election: Election) -> Run:
    return smp(group, Options(election=election))


def _smp_mean(group: Actors, _: float) -> Spread:
    return _at(mean(_smp_run(group, "conditional"))[0])


def _smp_median(group: Actors, _: float) -> Spread:
    return _at(median(_smp_run(group, "conditional"))[0])


def _smp(election: Election, group: Actors, _: float) -> Spread:
    found = prevailing(_smp_run(group, election))
    return Spread(found.place[:, 0], found.chance)


@lru_cache(maxsize=8)
def _rounds(model: Model, rounds: int, group: Actors) -> Rounds:
    x, s, c = group.position[:, 0], group.salience[:, 0], group.capability
    if model == "challenge":
        return challenge(x, s, c, rounds=rounds).rounds
    return bdm(x, s, c, variant=model, rounds=rounds)


def _after(model: Model, rounds: int, readout: str, group: Actors, _: float) -> Spread:
    run = _rounds(model, rounds, group)
    return _at((run.mean if readout == "mean" else run.median)[-1])


def _nash(
    loss: Loss, cost_alone: bool, cost: float, group: Actors, reference: float
) -> Spread | None:
    if np.isnan(reference) and not cost_alone:
        return None
    found = bargain(
        group.position[:, 0],
        weights(group)[:, 0],
        loss=loss,
        disagreement=None if cost_alone else reference,
        cost=cost,
    )
    return None if np.isnan(found.point) else _at(found.point)


def _exchanged(issues: Sequence[ScoredIssue]) -> list[Spread]:
    everybody = list(dict.fromkeys(name for issue in issues for name in issue.actors))
    tables = [_spread_out(issue, everybody) for issue in issues]
    position, salience, capability = (np.stack(each, axis=1) for each in zip(*tables, strict=True))
    (one,) = exchange(position, salience, capability)
    return [_at(outcome) for outcome in one.after]


def _spread_out(issue: ScoredIssue, everybody: Sequence[str]) -> tuple[Floats, Floats, Floats]:
    """Position, salience and capability of everybody, (n,); no position where one takes none."""
    found = np.full(len(everybody), np.nan), np.zeros(len(everybody)), np.zeros(len(everybody))
    own = issue.position / FULL, issue.salience / FULL, issue.capability
    places = [everybody.index(name) for name in issue.actors]
    for row, values in zip(found, own, strict=True):
        row[places] = values
    return found


BENCHMARK = "compromise"
"""The point that others are compared with: the mean by capability times salience."""
SPREAD_BENCHMARK = "positions by capability x salience"
"""The distribution that others are compared with."""

_conditional = partial(_vote, "conditional", "linear")

FORECASTS: Mapping[str, Forecast | Joint] = {
    BENCHMARK: Forecast(partial(_mean, "capability x salience")),
    "mean by capability": Forecast(partial(_mean, "capability")),
    "mean by salience": Forecast(partial(_mean, "salience")),
    "mean by salience squared": Forecast(partial(_mean, "salience squared")),
    "mean": Forecast(partial(_mean, "equal")),
    "median by capability x salience": Forecast(partial(_median, "capability x salience")),
    "median": Forecast(partial(_median, "equal")),
    "midrange": Forecast(_midrange),
    "middle of the scale": Forecast(_middle),
    "reference point": Forecast(_reference),
    "whole scale": Forecast(_scale, spreads=True),
    SPREAD_BENCHMARK: Forecast(partial(_positions, "capability x salience"), spreads=True),
    "positions, one actor one vote": Forecast(partial(_positions, "equal"), spreads=True),
    "vote today": Forecast(partial(_vote, "markov uniform", "linear"), spreads=True),
    "vote today, conditional": Forecast(_conditional, spreads=True),
    "vote today, markov incentive": Forecast(
        partial(_vote, "markov incentive", "linear"), spreads=True
    ),
    "vote today, victory square": Forecast(
        partial(_vote, "markov uniform", "square"), spreads=True
    ),
    "vote today, conditional, likeliest": Forecast(partial(_likeliest, _conditional)),
    "SMP, mean of last positions": Forecast(_smp_mean),
    "SMP, median of last positions": Forecast(_smp_median),
    "SMP, vote at the end": Forecast(partial(_smp, "conditional"), spreads=True),
    "SMP markov uniform, vote at the end": Forecast(partial(_smp, "markov uniform"), spreads=True),
    "SMP, likeliest at the end": Forecast(partial(_likeliest, partial(_smp, "conditional"))),
    "Nash against the reference point": Forecast(partial(_nash, "distance", False, 0)),
    "Nash against the reference point and a cost": Forecast(partial(_nash, "distance", False, 1)),
    "Nash against a cost, loss by distance": Forecast(partial(_nash, "distance", True, 1)),
    "Nash against a cost, loss by square": Forecast(partial(_nash, "square", True, 1)),
    **{
        f"{name}, {rounds} {'round' if rounds == 1 else 'rounds'}, {readout}": Forecast(
            partial(_after, model, rounds, readout)
        )
        for name, model in MODELS.items()
        for rounds in (1, ROUNDS)
        for readout in ("mean", "median")
    },
    "exchange within the proposal": Joint(_exchanged),
}
"""All by name. Failure costs as much as the whole scale is wide, where it is said to cost."""
