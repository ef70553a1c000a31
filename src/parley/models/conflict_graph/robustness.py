"""In how many draws a state is an equilibrium, for whom it is not, and what that hangs on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.conflict_graph.build import Conflict, rank_of
from parley.models.conflict_graph.preferences import ByStatements, Ranked, Recipe

__all__ = ["Hinge", "Profile", "Robustness", "hinges", "profiles", "robustness"]

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

CELLS = 40_000_000  # states times parties times profiles that are looked at
LEAST = 20  # profiles that are looked at however many states there are

Verdicts = Callable[[Ranked], dict[str, Flags]]


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One recipe for each party, and the draws that have just these."""

    recipe: tuple[int, ...]
    draws: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Robustness:
    """Shares of the draws looked at.

    profiles : what was looked at. n_draws : the draws these stand for. stable : concept ->
    (n_parties, n_states) share in which a state is stable for a party. equilibrium : concept ->
    (n_states,) share in which it is so for all. some : concept -> (n_outcomes,) share in which an
    equilibrium of this kind exists. holds : concept -> (n_profiles, n_states).
    """

    profiles: tuple[Profile, ...]
    n_draws: int
    stable: dict[str, Floats]
    equilibrium: dict[str, Floats]
    some: dict[str, Floats]


def profiles(found: Conflict, *, cells: int = CELLS) -> tuple[Profile, ...]:
    """Distinct profiles of the first draws, as many as the number of states allows."""
    size = found.graph.n_states * len(found.parties)
    most = max(LEAST, cells // size)
    by_recipe: dict[tuple[int, ...], list[int]] = {}
    which = np.stack([taste.which for taste in found.tastes], axis=1).tolist()
    for draw, row in enumerate(map(tuple, which)):
        if row not in by_recipe and len(by_recipe) == most:
            break
        by_recipe.setdefault(row, []).append(draw)
    return tuple(Profile(recipe=row, draws=tuple(at)) for row, at in by_recipe.items())


def ranks_in(found: Conflict, every: Sequence[Profile]) -> Iterator[Ranked]:
    """Ranks of all parties in each profile; those of a recipe are made once."""
    kept: dict[tuple[int, int], Ranked] = {}
    for profile in every:
        for key in enumerate(profile.recipe):
            if key not in kept:
                kept[key] = rank_of(found, *key)
        rows = [kept[key] for key in enumerate(profile.recipe)]
        yield Ranked(np.stack([row.rank for row in rows]), np.stack([row.band for row in rows]))


def robustness(found: Conflict, verdicts: Verdicts) -> Robustness:
    """Shares over draws. verdicts : concept -> (n_parties, n_states) for the ranks of a profile."""
    every = profiles(found)
    n = sum(len(profile.draws) for profile in every)
    stable: dict[str, Floats] = {}
    equilibrium: dict[str, Floats] = {}
    some: dict[str, Floats] = {}
    kinds = list(found.outcomes.values())
    for profile, ranks in zip(every, ranks_in(found, every), strict=True):
        weight = len(profile.draws) / n
        for concept, verdict in verdicts(ranks).items():
            holds: Flags = np.logical_and.reduce(verdict)
            exists = np.array([bool((holds & kind).any()) for kind in kinds])
            _add(stable, concept, verdict, weight)
            _add(equilibrium, concept, holds, weight)
            _add(some, concept, exists, weight)
    return Robustness(profiles=every, n_draws=n, stable=stable, equilibrium=equilibrium, some=some)


def _add(into: dict[str, Floats], concept: str, part: Flags, weight: float) -> None:
    into[concept] = into.get(concept, np.zeros(part.shape)) + weight * part


@dataclass(frozen=True, kw_only=True)
class Hinge:
    """Something open about a party's preference, and what a verdict hangs on it.

    statement, over : positions of statements: whether the first matters more than the second, or,
    where `over` is None, whether it holds at all. yes, no : shares of draws with the verdict where
    it is so and where it is not. part : share of draws in which it is so.
    """

    party: int
    statement: int
    over: int | None
    yes: float
    no: float
    part: float


def hinges(found: Conflict, every: Sequence[Profile], verdict: Sequence[bool]) -> tuple[Hinge, ...]:
    """What a verdict on each profile hangs on, the largest difference first."""
    weight = np.array([len(profile.draws) for profile in every], float)
    holds = np.array(verdict, float)
    hung = [
        hinge
        for party, taste in enumerate(found.tastes)
        if len(taste.recipes) > 1
        for hinge in _of_party(
            party, [taste.recipes[p.recipe[party]] for p in every], weight, holds
        )
    ]
    return tuple(sorted(hung, key=lambda each: -abs(each.yes - each.no)))


def _of_party(
    party: int, recipe: Sequence[Recipe | None], weight: Floats, holds: Floats
) -> Iterator[Hinge]:
    places = [_places(each) for each in recipe if isinstance(each, ByStatements)]
    if len(places) < len(recipe):
        return  # points and orders of states have no statements to hang on
    known = sorted({k for each in places for k in each})
    for k in known:
        yield from _split(party, k, None, np.array([k in each for each in places]), weight, holds)
        for other in known:
            if other > k:
                both = np.array([k in each and other in each for each in places])
                above = np.array([each.get(k, 0) < each.get(other, 0) for each in places])
                yield from _split(party, k, other, above[both], weight[both], holds[both])


def _places(recipe: ByStatements) -> dict[int, int]:
    return {k: g for g, group in enumerate(recipe.groups) for k in group}


def _split(
    party: int, k: int, over: int | None, so: Flags, weight: Floats, holds: Floats
) -> Iterator[Hinge]:
    if not so.any() or so.all():
        return
    yes, no = (float((weight * holds)[side].sum() / weight[side].sum()) for side in (so, ~so))
    part = float(weight[so].sum() / weight.sum())
    yield Hinge(party=party, statement=k, over=over, yes=yes, no=no, part=part)
