"""The smallest changes of belief that turn a party's answer, from the mean of the draws."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parley.models.belief.beliefs import Beliefs, Choice, Input, column, gains, inputs

__all__ = ["Flips", "Joint", "flips"]

Floats = NDArray[np.float64]

STEPS = 200  # in which a joint move is searched for its first crossing, before it is narrowed
FARTHEST = 4  # standard deviations; a joint move beyond is no longer a change of the same belief


@dataclass(frozen=True, kw_only=True, eq=False)
class Joint:
    """All inputs moved together, as far as it takes to turn the answer.

    distance : in standard deviations, the inputs taken as independent, along the direction that
        counts most at the mean. Another direction may be a little shorter.
    value : (n_inputs,), where each input then stands, in the order of `Flips.inputs`.
    """

    distance: float
    value: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Flips:
    """For each input alone, where the answer turns; the smallest move first, no turn last.

    gain : over no deal at the mean of the draws; the party accepts from 0 on.
    mean : (n_inputs,). at : (n_inputs,), the value at which gain is 0; nan if none is admitted.
    move : (n_inputs,), from the mean to there in standard deviations of the draws, with its sign.
    quantile : (n_inputs,), share of draws at or below it. within : whether it lies between the
        least and the most of the draws. joint : None if no move near enough turns the answer.
    """

    gain: float
    inputs: tuple[Input, ...]
    mean: Floats
    at: Floats
    move: Floats
    quantile: Floats
    within: NDArray[np.bool_]
    joint: Joint | None


def flips(beliefs: Beliefs, choice: Choice) -> Flips:
    """Where the answer turns if one input moves and the others stay at their means.

    If the importance of one issue moves, the others keep their proportions. A value may leave the
    order of its ranking on the way; `quantile` says how far out that is. The gain at the mean is
    not the mean of the gains, and may differ from it in sign.
    """
    middle, known = _mean(beliefs), inputs(beliefs, choice)
    columns = [column(beliefs, each) for each in known]
    at = np.array([_turn(middle, choice, each) for each in known])
    mean = np.array([each.mean() for each in columns])
    move = (at - mean) / np.array([each.std() for each in columns])
    place = np.argsort(np.abs(move), kind="stable")  # nan comes last
    known, columns = tuple(known[k] for k in place), [columns[k] for k in place]
    at, mean, move = at[place], mean[place], move[place]
    return Flips(
        gain=float(gains(middle, choice)[0]),
        inputs=known,
        mean=mean,
        at=at,
        move=move,
        quantile=np.array([_quantile(x, t) for x, t in zip(columns, at, strict=True)]),
        within=np.array([x.min() <= t <= x.max() for x, t in zip(columns, at, strict=True)], bool),
        joint=_joint(middle, choice, known, np.array([each.std() for each in columns])),
    )


def _mean(beliefs: Beliefs) -> Beliefs:
    """The mean of the draws, as a single draw."""
    return Beliefs(
        importance=beliefs.importance.mean(axis=0, keepdims=True),
        value=tuple(value.mean(axis=0, keepdims=True) for value in beliefs.value),
        other=beliefs.other.mean(axis=0, keepdims=True),
    )


def _quantile(x: Floats, at: float) -> float:
    return float((x <= at).mean()) if np.isfinite(at) else float("nan")


def _turn(middle: Beliefs, choice: Choice, of: Input) -> float:
    """The value of one input at which the gain is 0; the gain is linear in it."""
    if of.kind == "importance" and middle.importance[0, of.issue] == 1:
        return float("nan")  # nothing is left to scale up
    start, end = (float(gains(_moved(middle, of, at), choice)[0]) for at in (0.0, 1.0))
    if start == end:
        return float("nan")
    at = start / (start - end)
    return at if of.kind == "other" or 0 <= at <= 1 else float("nan")


def _moved(middle: Beliefs, of: Input, at: float) -> Beliefs:
    """One draw with one input set to `at`."""
    if of.kind == "other":
        other = middle.other.copy()
        other[0, of.other] = at
        return replace(middle, other=other)
    if of.kind == "value":
        value = [each.copy() for each in middle.value]
        value[of.issue][0, of.level] = at
        return replace(middle, value=tuple(value))
    importance = middle.importance * (1 - at) / (1 - middle.importance[0, of.issue])
    importance[0, of.issue] = at
    return replace(middle, importance=importance)


def _joint(middle: Beliefs, choice: Choice, known: tuple[Input, ...], sd: Floats) -> Joint | None:
    """The first crossing along the steepest direction in standardised inputs."""
    gain = float(gains(middle, choice)[0])
    slope = np.array([_slope(middle, choice, each) for each in known]) * sd
    length = float(np.sqrt((slope**2).sum()))
    if length == 0:
        return None
    direction = -np.sign(gain or 1.0) * slope / length

    def along(t: float) -> tuple[float, Beliefs]:
        shifted = _shifted(middle, known, t * direction * sd)
        return float(gains(shifted, choice)[0]), shifted

    distance = _first_turn(lambda t: along(t)[0])
    if distance is None:
        return None
    there = along(distance)[1]
    return Joint(distance=distance, value=np.array([column(there, each)[0] for each in known]))


def _slope(middle: Beliefs, choice: Choice, of: Input) -> float:
    """Change of the gain for a unit of the input, where importances keep adding up to 1."""
    if of.kind == "other":
        return float(choice.coefficient[of.other])
    weight = float(middle.importance[0, of.issue])
    if of.kind == "value":
        return weight if of.level == choice.package[of.issue] else -weight
    alone = np.zeros_like(middle.importance)
    alone[0, of.issue] = 1
    only = replace(middle, importance=alone)
    return float(gains(only, choice)[0] - gains(middle, choice)[0])


def _shifted(middle: Beliefs, known: tuple[Input, ...], by: Floats) -> Beliefs:
    """One draw with every input moved; values stay in 0 to 1, weights add up to 1."""
    importance, other = middle.importance.copy(), middle.other.copy()
    value = [each.copy() for each in middle.value]
    for each, step in zip(known, by.tolist(), strict=True):
        if each.kind == "importance":
            importance[0, each.issue] = max(importance[0, each.issue] + step, 0)
        elif each.kind == "value":
            moved = value[each.issue][0, each.level] + step
            value[each.issue][0, each.level] = min(max(moved, 0), 1)
        else:
            other[0, each.other] += step
    total = importance.sum() or 1.0
    return Beliefs(importance=importance / total, value=tuple(value), other=other)


def _first_turn(gain: Callable[[float], float]) -> float | None:
    """The smallest distance up to `FARTHEST` at which the gain changes sides."""
    accepts = gain(0) >= 0
    for step in range(1, STEPS + 1):
        far = FARTHEST * step / STEPS
        if (gain(far) >= 0) != accepts:
            near = FARTHEST * (step - 1) / STEPS
            for _ in range(40):
                middle = (near + far) / 2
                near, far = (near, middle) if (gain(middle) >= 0) != accepts else (middle, far)
            return far
    return None
