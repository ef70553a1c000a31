"""Which way figures should go if all wars change in one thing, and which way they do.

The same wars are drawn again with the same random numbers, so the difference is the change.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from parley.models.war.histories import Change, fought_only, histories
from parley.models.war.spells import YEAR, History, survival
from parley.models.war.state import Floats

__all__ = ["CHANGES", "Sign", "signs"]

Measure = Callable[[Sequence[History]], float]


@dataclass(frozen=True, kw_only=True)
class Sign:
    """A figure before and after a change. rises : whether it should, by the source."""

    change: str
    figure: str
    before: float
    after: float
    rises: bool
    source: str

    @property
    def right(self) -> bool:
        """Whether it goes the way it should."""
        return self.after > self.before if self.rises else self.after < self.before


@dataclass(frozen=True, kw_only=True)
class Expected:
    """A figure of many wars, and which way it should go."""

    figure: str
    measure: Measure
    rises: bool
    source: str


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What is changed in words, by name of a range, and what should follow."""

    words: str
    changes: Mapping[str, Change]
    expected: tuple[Expected, ...]


def signs(before: Sequence[History], seed: int) -> tuple[Sign, ...]:
    """All of `CHANGES`. before : the first histories of the same seed."""
    found = []
    for changed in CHANGES:
        after = histories(len(before), seed=seed, changes=changed.changes)
        for each in changed.expected:
            sign = Sign(
                change=changed.words,
                figure=each.figure,
                before=each.measure(fought_only(before)),
                after=each.measure(fought_only(after)),
                rises=each.rises,
                source=each.source,
            )
            found.append(sign)
    return tuple(found)


def _talk_weeks(found: Sequence[History]) -> float:
    return sum(each.talk_weeks for each in found) / len(found)


def _out_by_week(found: Sequence[History]) -> float:
    return sum(each.talked_out for each in found) / sum(each.talk_weeks for each in found)


def _out_by_episode(found: Sequence[History]) -> float:
    return sum(each.talked_out for each in found) / sum(each.talks for each in found)


def _weeks(found: Sequence[History]) -> float:
    return float(np.median([each.weeks for each in found]))


def _truces_held(found: Sequence[History]) -> float:
    return float(survival([spell for each in found for spell in each.truces], YEAR)[()])


def _held(found: Sequence[History]) -> float:
    peaces = [spell for each in found for spell in each.peaces]
    return float(survival(peaces, 5 * YEAR)[()])


def _one_side(drawn: Floats) -> Floats:
    """Side 1 grows by five hundredths a week more than was drawn, side 2 not at all."""
    return drawn * [1, 0] + [0.05, 0]


TALKS, THEORY = "Min 2020, International Organization", "Fearon 1995, International Organization"
CHANGES = (
    Changed(
        words="being seen to talk is worth a tenth of the stake more to both",
        changes={"talk_gain": lambda drawn: drawn + 0.1},
        expected=(
            Expected(figure="weeks of talks a war", measure=_talk_weeks, rises=True, source=TALKS),
            Expected(
                figure="weeks of talks that end the war, share",
                measure=_out_by_week,
                rises=False,
                source=TALKS,
            ),
            Expected(
                figure="episodes of talks that end the war, share",
                measure=_out_by_episode,
                rises=False,
                source=TALKS,
            ),
        ),
    ),
    Changed(
        words="both sides are always tougher than is thought",
        changes={"selected": np.ones_like},
        expected=(
            Expected(figure="median weeks of fighting", measure=_weeks, rises=True, source=THEORY),
        ),
    ),
    Changed(
        words="without fighting, side 1 grows fast and side 2 does not",
        changes={"rearming": _one_side},
        expected=(
            Expected(
                figure="pauses that hold a year, share",
                measure=_truces_held,
                rises=False,
                source=THEORY,
            ),
        ),
    ),
    Changed(
        words="cheating is always seen, and the guarantor always acts",
        changes={"detection": np.ones_like, "guarantor": np.ones_like},
        expected=(
            Expected(
                figure="settlements that hold 5 years, share",
                measure=_held,
                rises=True,
                source="Walter 1997, International Organization; Fortna 2008",
            ),
        ),
    ),
)
