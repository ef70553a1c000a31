"""Which single belief, and which account of a dispute, would turn a yes-or-no conclusion."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from parley.lenses.hinges.build import Asked, Hinges
from parley.lenses.hinges.hung import Hung
from parley.models.flips import Dispute, Turn, disputes

__all__ = ["Settled", "Turned", "settled", "turned"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Turned:
    """at : the conclusion. column : the input that turns it by the smallest shift, counted in
    standard deviations. turn : where; its verdict may be that these draws cannot tell. n_turning :
    how many of the inputs looked at would turn it by themselves."""

    at: int
    column: int
    turn: Turn
    n_turning: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Settled:
    """A conclusion if a question were settled: which account of a number is right, whether a
    statement holds. column : the question."""

    at: int
    column: int
    dispute: Dispute


def turned(hung: Sequence[Hung]) -> tuple[Turned, ...]:
    """Of each yes-or-no conclusion the nearest turning, those that turn first."""
    rows = [_turned(each) for each in hung if each.turns]
    found = [each for each in rows if each is not None]
    return tuple(sorted(found, key=lambda each: abs(each.turn.standardised)))


def _turned(each: Hung) -> Turned | None:
    turning = [
        (abs(turn.standardised), column, turn)
        for column, turn in zip(each.columns, each.turns, strict=True)
        if turn.verdict == "turns" and np.isfinite(turn.standardised)
    ]
    if not turning:
        return None
    _, column, turn = min(turning, key=lambda entry: entry[0])
    return Turned(at=each.at, column=column, turn=turn, n_turning=len(turning))


def settled(found: Hinges, asked: Sequence[Asked]) -> tuple[Settled, ...]:
    """Every open question with names for its answers, against every yes-or-no conclusion."""
    columns = [k for k, each in enumerate(found.given.about) if each.levels]
    rows = []
    for j, each in enumerate(asked):
        y = each.conclusion.values[each.known]
        if columns and each.conclusion.yes and y.mean() != 0.5:
            told = disputes(found.given.x[each.known][:, columns], y)
            rows += [
                Settled(at=j, column=k, dispute=one) for k, one in zip(columns, told, strict=True)
            ]
    return tuple(rows)
