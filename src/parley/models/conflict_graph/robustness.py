"""In how many draws a state is an equilibrium, for whom it is not, and what that hangs on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.conflict_graph.build import Conflict, Taste, rank_of
from parley.models.conflict_graph.preferences import ByPoints, ByStatements, Ranked, Recipe

__all__ = ["Hinge", "Profile", "Robustness", "hinges", "profiles", "ranks_in", "robustness"]

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

CELLS = 40_000_000  # states times parties times profiles that are looked at
LISTED_CELLS = 1_000_000  # the same where moves are listed, which takes far longer
LEAST = 20  # profiles that are looked at however many states there are

Stable = Callable[[Ranked], Flags]  # ranks of a profile -> (n_parties, n_states)


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One recipe for each party, and the draws that have just these."""

    recipe: tuple[int, ...]
    draws: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Robustness:
    """Shares of the draws looked at.

    profiles : what was looked at. n_draws : the draws these stand for. stable : (n_parties,
    n_states), share in which a state is stable for a party. equilibrium : (n_states,), share in
    which it is so for all. some : (n_outcomes,), share in which an equilibrium of this kind exists.
    watched : (n_profiles, n_watched), whether each of the watched states is an equilibrium in each
    profile.
    """

    profiles: tuple[Profile, ...]
    n_draws: int
    stable: Floats
    equilibrium: Floats
    some: Floats
    watched: Flags


def profiles(found: Conflict, *, cells: int | None = None) -> tuple[Profile, ...]:
    """Distinct profiles of the first draws, as many as the number of states allows."""
    cells = cells or (LISTED_CELLS if found.forbidden else CELLS)
    size = found.graph.n_states * len(found.parties)
    most = max(LEAST, cells // size)
    by_recipe: dict[tuple[int, ...], list[int]] = {}
    which = np.stack([_told_apart(found, taste, most) for taste in found.tastes], axis=1).tolist()
    for draw, row in enumerate(map(tuple, which)):
        if row not in by_recipe and len(by_recipe) == most:
            break
        by_recipe.setdefault(row, []).append(draw)
    return tuple(Profile(recipe=row, draws=tuple(at)) for row, at in by_recipe.items())


def _told_apart(found: Conflict, taste: Taste, most: int) -> NDArray[np.intp]:
    """The recipe of each draw; of points that rank all states alike the first for all."""
    if not isinstance(taste.recipes[0], ByPoints) or len(taste.recipes) > most:
        return taste.which
    first: dict[bytes, int] = {}
    same = [
        first.setdefault(rank_of(found, taste, k).rank.tobytes(), k)
        for k in range(len(taste.recipes))
    ]
    return np.array(same, np.intp)[taste.which]


def ranks_in(found: Conflict, every: Sequence[Profile]) -> Iterator[Ranked]:
    """Ranks of all parties in each profile; those of a recipe are made once."""
    kept: dict[tuple[int, int], Ranked] = {}
    for profile in every:
        for key in enumerate(profile.recipe):
            if key not in kept:
                kept[key] = rank_of(found, found.tastes[key[0]], key[1])
        rows = [kept[key] for key in enumerate(profile.recipe)]
        yield Ranked(np.stack([row.rank for row in rows]), np.stack([row.band for row in rows]))


def robustness(found: Conflict, stable_by: Stable, watch: Sequence[int] = ()) -> Robustness:
    """Shares over draws of what is stable by the ranks of each profile."""
    every = profiles(found)
    n = sum(len(profile.draws) for profile in every)
    stable = np.zeros((len(found.parties), found.graph.n_states))
    equilibrium, some = np.zeros(found.graph.n_states), np.zeros(len(found.outcomes))
    watched = np.zeros((len(every), len(watch)), bool)
    for k, ranks in enumerate(ranks_in(found, every)):
        verdict, weight = stable_by(ranks), len(every[k].draws)
        holds: Flags = np.logical_and.reduce(verdict)
        stable += weight * verdict
        equilibrium += weight * holds
        some += weight * _exists(found, holds)
        watched[k] = holds[list(watch)]
    return Robustness(
        profiles=every,
        n_draws=n,
        stable=stable / n,
        equilibrium=equilibrium / n,
        some=some / n,
        watched=watched,
    )


def _exists(found: Conflict, holds: Flags) -> Flags:
    """Whether a state that holds is of each outcome, (n_outcomes,)."""
    return np.array([bool((holds & kind).any()) for kind in found.outcomes.values()], bool)


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


def hinges(
    found: Conflict, every: Sequence[Profile], verdicts: Flags
) -> tuple[tuple[Hinge, ...], ...]:
    """Per verdict what it hangs on, the largest difference first.

    verdicts : (n_profiles, n_verdicts).
    """
    weight = np.array([len(profile.draws) for profile in every], float)
    hung = [
        hinge
        for party, taste in enumerate(found.tastes)
        if len(taste.recipes) > 1
        for hinge in _of_party(
            party, [taste.recipes[p.recipe[party]] for p in every], weight, verdicts
        )
    ]
    return tuple(
        tuple(sorted((each[k] for each in hung), key=lambda hinge: -abs(hinge.yes - hinge.no)))
        for k in range(verdicts.shape[1])
    )


def _of_party(
    party: int, recipe: Sequence[Recipe | None], weight: Floats, verdicts: Flags
) -> Iterator[tuple[Hinge, ...]]:
    """Per belief that is open its hinge on each verdict."""
    if not all(isinstance(each, ByStatements) for each in recipe):
        return  # points and orders of states have no statements to hang on
    place = _places([each for each in recipe if isinstance(each, ByStatements)])
    for k in range(place.shape[1]):
        yield from _split((party, k, None), place[:, k] >= 0, weight, verdicts)
        for other in range(k + 1, place.shape[1]):
            both = (place[:, k] >= 0) & (place[:, other] >= 0)
            above = (place[:, k] < place[:, other])[both]
            yield from _split((party, k, other), above, weight[both], verdicts[both])


def _places(recipes: Sequence[ByStatements]) -> NDArray[np.int16]:
    """Where each statement stands in each profile's order, (n_profiles, n_statements); -1 for one
    that does not hold."""
    n = 1 + max((k for each in recipes for group in each.groups for k in group), default=-1)
    place = np.full((len(recipes), n), -1, np.int16)
    for row, each in zip(place, recipes, strict=True):
        for g, group in enumerate(each.groups):
            row[list(group)] = g
    return place


def _split(
    belief: tuple[int, int, int | None], so: Flags, weight: Floats, verdicts: Flags
) -> Iterator[tuple[Hinge, ...]]:
    if not so.any() or so.all():
        return
    yes, no = (weight[side] @ verdicts[side] / weight[side].sum() for side in (so, ~so))
    part, (party, k, over) = float(weight[so].sum() / weight.sum()), belief
    yield tuple(
        Hinge(party=party, statement=k, over=over, yes=a, no=b, part=part)
        for a, b in zip(yes.tolist(), no.tolist(), strict=True)
    )
