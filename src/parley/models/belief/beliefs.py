"""Draws of what one party cares about, and what they say about a package against no deal."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["Beliefs", "Choice", "Input", "column", "gains", "inputs"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Beliefs:
    """One party in every draw.

    importance : (n_draws, n_issues), adds up to 1. value : per issue (n_draws, n_levels), 0 to 1.
    other : (n_draws, n_others), what else enters: the value of no deal where it is a number, the
        plus of going on, the worth of a combination.
    """

    importance: Floats
    value: tuple[Floats, ...]
    other: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Choice:
    """A package against no deal.

    package : (n_issues,) levels. no_deal : (n_issues,) levels that no deal leaves, or None where
    it is only a number. coefficient : (n_others,), how often each other enters the package less
    how often it enters no deal: -1 for a plus or a value of no deal alone, 0 if both hold it.
    """

    package: Ints
    no_deal: Ints | None
    coefficient: Floats


@dataclass(frozen=True)
class Input:
    """One number that is open: the importance of an issue, the value of a level, or an other.

    issue, level, other : positions; -1 where they say nothing.
    """

    kind: Literal["importance", "value", "other"]
    issue: int = -1
    level: int = -1
    other: int = -1


def gains(beliefs: Beliefs, choice: Choice) -> Floats:
    """Utility of the package less that of no deal in every draw, (n_draws,)."""
    parts = [value[:, k] for value, k in zip(beliefs.value, choice.package.tolist(), strict=True)]
    worth = np.stack(parts, axis=1)
    if choice.no_deal is not None:
        pairs = zip(beliefs.value, choice.no_deal.tolist(), strict=True)
        worth = worth - np.stack([value[:, k] for value, k in pairs], axis=1)
    other = (beliefs.other * choice.coefficient).sum(axis=1)
    found: Floats = (beliefs.importance * worth).sum(axis=1) + other
    return found


def inputs(beliefs: Beliefs, choice: Choice) -> tuple[Input, ...]:
    """Every number that enters the gain and is not the same in all draws."""
    found = (each for each in _entering(choice) if np.ptp(column(beliefs, each)) > 0)
    return tuple(found)


def column(beliefs: Beliefs, of: Input) -> Floats:
    """The draws of one input, (n_draws,)."""
    if of.kind == "importance":
        return beliefs.importance[:, of.issue]
    return (
        beliefs.value[of.issue][:, of.level] if of.kind == "value" else beliefs.other[:, of.other]
    )


def _entering(choice: Choice) -> Iterator[Input]:
    for i, level in enumerate(choice.package.tolist()):
        yield Input("importance", issue=i)  # even where nothing changes: the others have the rest
        left = None if choice.no_deal is None else int(choice.no_deal[i])
        if left != level:
            yield Input("value", issue=i, level=level)
            if left is not None:
                yield Input("value", issue=i, level=left)
    for j in np.flatnonzero(choice.coefficient).tolist():
        yield Input("other", other=j)
