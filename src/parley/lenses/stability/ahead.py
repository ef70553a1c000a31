"""What the present state can come to, and who would leave a state together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parley.models.conflict_graph.build import Conflict
from parley.models.conflict_graph.coalitions import Departure
from parley.models.conflict_graph.engine import Engine
from parley.models.conflict_graph.evolution import Evolution, Step

__all__ = ["Way", "departures", "ways"]


@dataclass(frozen=True, kw_only=True)
class Way:
    """A sequence of moves from the present state to a target.

    steps : fewest concessions, then fewest moves. blocked : parties that would have to move
    against their own preference, in the order of the way.
    """

    target: int
    steps: tuple[Step, ...]
    blocked: tuple[int, ...]


def ways(ahead: Evolution, targets: Sequence[int]) -> tuple[Way, ...]:
    """A way to each target that can be reached, the easiest first."""
    found = [
        Way(
            target=target,
            steps=ahead.paths[target],
            blocked=tuple(
                dict.fromkeys(step.party for step in ahead.paths[target] if not step.improves)
            ),
        )
        for target in targets
        if target in ahead.paths and target != ahead.start
    ]
    return tuple(
        sorted(found, key=lambda way: (sum(not s.improves for s in way.steps), len(way.steps)))
    )


def departures(engine: Engine, states: Sequence[int]) -> Mapping[int, tuple[Departure, ...]]:
    """Per state the coalitions of two or more that would leave it and cannot be held back.

    Only smallest ones: a coalition with a part that would leave by itself is left out.
    """
    kept = {}
    for s in states:
        free = [each for each in engine.leaving(s) if each.unsanctioned]
        kept[s] = tuple(
            each
            for each in free
            if len(each.members) > 1
            and not any(set(less.members) < set(each.members) for less in free)
        )
    return kept


def evolved(found: Conflict, engine: Engine, targets: Sequence[int]) -> Evolution | None:
    """Status quo analysis; None without a present state."""
    if found.now is None:
        return None
    return engine.evolution(found.now, targets)
