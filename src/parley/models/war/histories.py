"""Histories of wars drawn from `prior`: one of each war.

So the spread among wars counts as it does in data on past wars, where each war has one history.
Refusing is valued in one of the engine's two ways, each with ranges of its own: by a fight to the
finish, which is quick, or by talks that go on.
"""

from collections.abc import Callable, Mapping, Sequence

from parley.models.war.prior import AHEAD, RANGES, one, sample, war_of
from parley.models.war.simulate import simulate
from parley.models.war.spells import History, history
from parley.models.war.state import Floats
from parley.models.war.worth import bellman

__all__ = ["WEEKS", "Change", "fought_only", "histories"]

WEEKS = 783
"""Fifteen years."""
POINTS, TOLERANCE = 5, 1e-5
"""Of `bellman`: coarse, beside how much wars differ."""
Change = Callable[[Floats], Floats]


def histories(
    n: int, *, seed: int = 0, changes: Mapping[str, Change] | None = None, ahead: bool = False
) -> list[History]:
    """Fifteen years of each of n wars.

    changes : by name of a range, what makes new values of those drawn. War r takes replication r:
    wars share no random numbers, but a war and the same one changed do. ahead : value refusing by
    talks that go on, with the ranges for that; slower by far.
    """
    values = sample(n, seed=seed, ranges=AHEAD if ahead else RANGES)
    values |= {name: change(values[name]) for name, change in (changes or {}).items()}
    found = []
    for r in range(n):
        war = war_of(one(values, r))
        outcomes = simulate(
            war,
            worth=bellman(war, points=POINTS, tolerance=TOLERANCE) if ahead else None,
            replications=1,
            weeks=WEEKS,
            seed=seed,
            first=r,
            workers=1,
            keep=False,
        )
        found.append(history(outcomes.tally))
    return found


def fought_only(found: Sequence[History]) -> list[History]:
    """Without those settled before any fighting: they are no wars. `ValueError` if none is left."""
    fought = [each for each in found if each.weeks]
    if not fought:
        raise ValueError("no war came to fighting")
    return fought
