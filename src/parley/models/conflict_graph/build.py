"""From a case and its draws to a conflict: states with names, moves, and who prefers what."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.case import Case
from parley.case.schema import Moves, Preference
from parley.case.states import whole
from parley.draws import Draws
from parley.errors import CaseError
from parley.models.conflict_graph.explicit import Forbidden
from parley.models.conflict_graph.graph import Graph, Option, bases, graph
from parley.models.conflict_graph.preferences import Ranked, Recipe, ranked, recipes
from parley.models.conflict_graph.states import Levels, feasible, level_arrays, truth

__all__ = ["LISTED", "Conflict", "Taste", "conflict", "rank_of", "ranks_of", "seen_by"]

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

LISTED = 20_000  # states up to which every move can be listed, as forbidden ones need it


@dataclass(frozen=True, kw_only=True, eq=False)
class Taste:
    """What one party prefers. given : None where the case says nothing: it finds all states alike.

    recipes : distinct ones. which : (n_draws,), the recipe of each draw. middle : the recipe at
    the middle of the draws.
    """

    given: Preference | None
    recipes: tuple[Recipe | None, ...]
    which: NDArray[np.intp]
    middle: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Conflict:
    """A conflict by name.

    parties : those that can change something. paths : ``party.option`` in the order of `graph`.
    at : the level of each option in each state. now : the present state, None if not given.
    named : name of a state -> the state. outcomes : name -> (n_states,) where it is so.
    forbidden : moves ruled out from some states only, as in `engine`. unknown : per party pairs
    of sets of states between which its preference is not known. tastes : per party. views :
    viewer -> party -> what the viewer takes it to prefer, where that differs.
    """

    case: Case
    moves: Moves
    parties: tuple[str, ...]
    paths: tuple[str, ...]
    graph: Graph
    at: Levels
    now: int | None
    named: Mapping[str, int]
    outcomes: Mapping[str, Flags]
    forbidden: tuple[Forbidden, ...]
    unknown: tuple[tuple[tuple[Flags, Flags], ...], ...]
    tastes: tuple[Taste, ...]
    views: Mapping[int, Mapping[int, Taste]]


def conflict(case: Case, draws: Draws) -> Conflict:
    """The conflict of a case, or `CaseError` for what it lacks or what is too large."""
    moves = case.moves
    if moves is None:
        raise CaseError.lacks("moves", "the case says nothing on moves", "add a 'moves' section")
    options, movers = _options(moves), moves.movers
    code = feasible(options, moves.paths, moves.conditions)
    at = level_arrays(options, tuple(moves.paths), code)
    unseen = np.stack([_unseen(moves, party, at, len(code)) for party in movers])
    named = {
        name: _state(moves, options, code, state.levels) for name, state in moves.states.items()
    }
    found = Conflict(
        case=case,
        moves=moves,
        parties=movers,
        paths=tuple(moves.paths),
        graph=graph(options, code, len(movers), unseen if unseen.any() else None),
        at=at,
        now=_state(moves, options, code, {}) if moves.now else None,
        named=named,
        outcomes={k: truth(each.when, at, moves.paths) for k, each in moves.outcomes.items()},
        forbidden=_forbidden(moves, at),
        unknown=tuple(_unknown(moves, party, at) for party in movers),
        tastes=tuple(
            _taste(moves.preferences.get(p), f"moves.preferences.{p}", moves, draws) for p in movers
        ),
        views=_views(moves, draws),
    )
    _check_ranks(found)
    _check_size(found)
    return found


def _options(moves: Moves) -> tuple[Option, ...]:
    place = {party: i for i, party in enumerate(moves.movers)}
    return tuple(
        Option(
            tuple(place[owner] for owner in (path.partition(".")[0], *option.also)),
            len(option.labels),
            {"up": 1, "down": -1, None: 0}[option.one_way],
        )
        for path, option in moves.paths.items()
    )


def _state(
    moves: Moves, options: tuple[Option, ...], code: NDArray[np.int64], levels: Mapping[str, str]
) -> int:
    at = whole(moves, levels)
    wanted = sum(base * at[path] for base, path in zip(bases(options), moves.paths, strict=True))
    return int(np.searchsorted(code, wanted))  # a case that loads has it among its states


def _unseen(moves: Moves, party: str, at: Levels, n_states: int) -> Flags:
    found = np.zeros(n_states, bool)
    for each in moves.misperceived:
        if each.by == party:
            found |= truth(each.when, at, moves.paths)
    return found


def _forbidden(moves: Moves, at: Levels) -> tuple[Forbidden, ...]:
    return tuple(
        (
            moves.movers.index(each.by),
            truth(each.out_of, at, moves.paths),
            truth(each.into, at, moves.paths),
        )
        for each in moves.forbidden
    )


def _unknown(moves: Moves, party: str, at: Levels) -> tuple[tuple[Flags, Flags], ...]:
    given = moves.preferences.get(party)
    return tuple(
        (truth(each.one, at, moves.paths), truth(each.other, at, moves.paths))
        for each in (given.unknown if given else ())
    )


def _views(moves: Moves, draws: Draws) -> Mapping[int, Mapping[int, Taste]]:
    place = moves.movers.index
    return {
        place(viewer): {
            place(party): _taste(given, f"moves.views.{viewer}.preferences.{party}", moves, draws)
            for party, given in view.preferences.items()
        }
        for viewer, view in moves.views.items()
    }


def _taste(given: Preference | None, path: str, moves: Moves, draws: Draws) -> Taste:
    """path : of the preference in the case file."""
    if given is None:
        return Taste(given=None, recipes=(None,), which=np.zeros(draws.n, np.intp), middle=0)
    every = recipes(given, tuple(moves.states), draws, path)
    number = {recipe: k for k, recipe in enumerate(dict.fromkeys(every))}
    *which, middle = (number[recipe] for recipe in every)
    return Taste(given=given, recipes=tuple(number), which=np.array(which, np.intp), middle=middle)


def rank_of(found: Conflict, taste: Taste, recipe: int) -> Ranked:
    """How a party of that taste ranks the states by one of its recipes."""
    named = tuple(found.named.values())
    return ranked(taste.recipes[recipe], taste.given, found.at, found.moves.paths, named)


def ranks_of(found: Conflict) -> Ranked:
    """Ranks and bands of all parties at the middle of the draws, (n_parties, n_states) each."""
    every = [rank_of(found, taste, taste.middle) for taste in found.tastes]
    return Ranked(np.stack([each.rank for each in every]), np.stack([each.band for each in every]))


def seen_by(found: Conflict, viewer: int, ranks: Ranked) -> Ints:
    """What a party takes all to prefer, (n_parties, n_states), at the middle of the draws."""
    rank = ranks.rank.copy()
    for party, taste in found.views[viewer].items():
        rank[party] = rank_of(found, taste, taste.middle).rank
    return rank


def _check_ranks(found: Conflict) -> None:
    """An order of named states must name every state."""
    missing = found.graph.n_states - len(set(found.named.values()))
    for party, taste in zip(found.parties, found.tastes, strict=True):
        if taste.given is not None and taste.given.ranks is not None and missing:
            what = f"'ranks' orders named states, and {missing:,} of the {found.graph.n_states:,}"
            raise CaseError.lacks(
                f"moves.preferences.{party}.ranks",
                f"{what} feasible states have no name",
                "name them in 'states', or give statements or weights",
            )


def _check_size(found: Conflict) -> None:
    """Moves forbidden from some states only and unknown preferences need every move listed."""
    n = found.graph.n_states
    for section, asked in (("forbidden", found.forbidden), ("preferences", any(found.unknown))):
        if asked and n > LISTED:
            what = f"{n:,} states; with forbidden moves or unknown preferences at most {LISTED:,}"
            fix = "add conditions, or leave these out"
            raise CaseError.lacks(f"moves.{section}", what, fix)
