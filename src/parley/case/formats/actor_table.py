"""A table of actors: where each stands on each issue, how much it cares, what it can bring to bear.

The files of several tools come down to this: KTAB's, those of the exchange model, and plain tables
of capability, position and salience as they have been drawn up since Bueno de Mesquita (1985).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.case.formats.delimited import Reading
from parley.case.formats.problems import once

__all__ = [
    "FULL",
    "MOST_ACTORS",
    "ActorTable",
    "Floats",
    "Named",
    "check_names",
    "check_weights",
    "named_twice",
    "own_capability",
]

Floats = NDArray[np.float64]
Named = Sequence[tuple[int, str]]
"""Lines and the names that stand there."""

FULL = 100  # where scales of positions and saliences end
MOST_ACTORS = 1000  # KTAB takes 250; who follows whom is a square of this
MOST_ISSUES = 200


@dataclass(frozen=True, kw_only=True, eq=False)
class ActorTable:
    """Actors on issues, as a file has them.

    about : a description of each actor, may be empty. ends : per issue what stands in the file
    where the position is 0, and where it is 100.
    position : (n_actors, n_issues), 0 to 100; nan where an actor takes no position.
    salience : (n_actors, n_issues), 0 to 100; 0 where there is no position.
    capability : (n_actors,), or (n_actors, n_issues) where it differs by issue; any unit, >= 0.
    accommodation : (n_actors, n_actors) or None; [i, j] is how far the ideal of i follows the
    position of j, rows sum to at most 1. None is the identity: ideals go where positions go.
    options : settings of KTAB by its own names, None if the file has none.
    source : what was read. notes : what the reading changed or left out, a sentence each.
    """

    title: str
    description: str = ""
    actors: tuple[str, ...]
    about: tuple[str, ...]
    issues: tuple[str, ...]
    ends: tuple[tuple[str, str], ...]
    position: Floats
    salience: Floats
    capability: Floats
    accommodation: Floats | None = None
    options: Mapping[str, str] | None = None
    source: str = ""
    notes: tuple[str, ...] = ()

    @property
    def n_actors(self) -> int:
        return len(self.actors)

    @property
    def n_issues(self) -> int:
        return len(self.issues)

    @property
    def capability_on(self) -> Floats:
        """(n_actors, n_issues), the same on every issue where the file gives one number."""
        if self.capability.ndim == 2:
            return self.capability
        return np.repeat(self.capability[:, np.newaxis], self.n_issues, axis=1)


def check_names(reading: Reading, actors: Named, issues: Named) -> None:
    """Note actors or issues that are named twice, too many of them, or none."""
    named_twice(reading, actors, "the actor")
    named_twice(reading, issues, "the issue")
    if not actors:
        reading.wrong("there is no actor", "write a line for each")
    if not issues:
        reading.wrong("there is no issue", "give positions on one at least")
    if len(actors) > MOST_ACTORS:
        reading.wrong(f"there are {len(actors):,} actors", f"give at most {MOST_ACTORS:,}")
    if len(issues) > MOST_ISSUES:
        reading.wrong(f"there are {len(issues):,} issues", f"give at most {MOST_ISSUES:,}")


def named_twice(reading: Reading, named: Named, what: str) -> None:
    """Note the first name that stands twice. what : the kind of thing, such as 'the actor'."""
    name = once(each for _, each in named)
    if name is not None:
        second = [line for line, each in named if each == name][1]
        reading.wrong(f"{what} '{name}' stands here again", "give each its own name", line=second)


def check_weights(reading: Reading, table: ActorTable) -> None:
    """Note actors without any position, and issues on which nobody has weight."""
    taken = ~np.isnan(table.position)
    for actor, own in zip(table.actors, taken, strict=True):
        if not own.any():
            reading.wrong(f"{actor} takes no position on any issue", "give one, or leave it out")
    weight = np.where(taken, table.salience, 0) * table.capability_on
    for issue, each in zip(table.issues, weight.T, strict=True):
        if not (each > 0).any():
            fix = "give somebody with a position a salience and a capability above 0"
            reading.wrong(f"nobody has any weight on '{issue}'", fix)


def own_capability(by_issue: Floats) -> Floats:
    """(n_actors,) where each has the same on every issue that has a number for it.

    by_issue : (n_actors, n_issues), nan where the file has no number. Returned as it is, with 0 for
    nan, where somebody's differ.
    """
    missing = np.isnan(by_issue)
    own: Floats = np.where(missing, 0.0, by_issue).max(axis=1)
    if (missing | (by_issue == own[:, np.newaxis])).all():
        return own
    return np.where(missing, 0.0, by_issue)
