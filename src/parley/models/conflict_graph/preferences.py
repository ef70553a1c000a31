"""How a party ranks the states: by statements, by points or by an order of named states.

A *recipe* is what the case leaves of a preference in one draw. Many draws share one, so ranks are
made once for each.

Option prioritising: a state is better than another if, at the most important statement on which
they differ, it is the one where the statement holds (Peng, Hipel and Fang 1997; Fang, Hipel,
Kilgour and Peng 2003, IEEE Transactions on Systems, Man, and Cybernetics C 33(1), 42-55). Among
statements of equal importance the state counts where more of them hold. It is computed without
the usual sums of powers of two, which overflow at 63 statements.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parley.case.ranking import Ranking
from parley.case.schema import MoveOption, Preference
from parley.draws import Draws
from parley.models.conflict_graph.states import Levels, truth

__all__ = ["ByOrder", "ByPoints", "ByStatements", "Ranked", "Recipe", "dense", "ranked", "recipes"]

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

Groups = tuple[tuple[int, ...], ...]  # the best or most important first; tied ones together

FINE = 1_000_000  # points are compared to a millionth
ROOM = 1 << 40  # keys below this can take one more group of statements


class ByStatements(NamedTuple):
    """groups : statements that hold in a draw. much : so many groups make a state much better."""

    groups: Groups
    much: int


class ByPoints(NamedTuple):
    """points : of each key of `weights`, in millionths."""

    points: tuple[int, ...]


class ByOrder(NamedTuple):
    """groups : named states by their place. much : after which groups there is a much."""

    groups: Groups
    much: tuple[int, ...]


Recipe = ByStatements | ByPoints | ByOrder


class Ranked(NamedTuple):
    """rank, band : (n_states,), larger is better; much better only in a higher band."""

    rank: Ints
    band: Ints


def recipes(given: Preference, names: Sequence[str], drawn: Draws, path: str) -> list[Recipe]:
    """The recipe of each draw, and last the one for the middle of the draws.

    names : named states. path : of the preference in the case file.
    """
    if given.weights is not None:
        return _points(given, drawn, path)
    if given.ranks is not None:
        places = _places(given.ranks, names, drawn, f"{path}.ranks")
        much = given.ranks.gaps
        return [ByOrder(_groups(row), much) for row in places]
    return _statements(given, drawn, path)


def _points(given: Preference, drawn: Draws, path: str) -> list[Recipe]:
    weights = (given.weights or {}).items()
    rows = np.stack([drawn.number(f"{path}.weights.{key}", each) for key, each in weights], axis=1)
    rows = np.concatenate([rows, rows.mean(axis=0, keepdims=True)])
    return [ByPoints(tuple(row)) for row in np.rint(rows * FINE).astype(np.int64).tolist()]


def _statements(given: Preference, drawn: Draws, path: str) -> list[Recipe]:
    statements = given.statements or ()
    places = _places(given.order, given.ids, drawn, f"{path}.order")
    chance = np.stack(
        [drawn.number(f"{path}.statements.{i}.chance", s.chance) for i, s in enumerate(statements)],
        axis=1,
    )
    coin = np.stack(
        [drawn.arrays.get(f"{path}.statements.{i}:coin", np.zeros(drawn.n))
         for i in range(len(statements))],
        axis=1,
    )  # fmt: skip
    holds = np.concatenate([coin < chance, chance.mean(axis=0, keepdims=True) >= 0.5])
    much = np.array([statement.much for statement in statements])
    return [
        _held(_groups(row), held, much) for row, held in zip(places, holds.tolist(), strict=True)
    ]


def _held(groups: Groups, held: Sequence[bool], much: Flags) -> ByStatements:
    left = [tuple(k for k in group if held[k]) for group in groups]
    kept = tuple(group for group in left if group)
    marked = [g for g, group in enumerate(kept, 1) if much[list(group)].any()]
    return ByStatements(kept, max(marked, default=0))


def _places(order: Ranking | None, names: Sequence[str], drawn: Draws, path: str) -> Floats:
    """A number per name in each draw and last in their middle, (n + 1, n_names); larger first."""
    if order is None:
        return np.tile(-np.arange(len(names), dtype=float), (drawn.n + 1, 1))
    order = order.over(names)
    if order.complete:
        place = {name: -g for g, group in enumerate(order.groups) for name in group}
        return np.tile([float(place[name]) for name in names], (drawn.n + 1, 1))
    rows = drawn.arrays[path]
    return np.concatenate([rows, rows.mean(axis=0, keepdims=True)])


def _groups(row: Floats) -> Groups:
    """Positions by descending number, equal numbers together."""
    found: dict[float, list[int]] = {}
    for k, value in enumerate(row.tolist()):
        found.setdefault(value, []).append(k)
    return tuple(tuple(found[value]) for value in sorted(found, reverse=True))


def ranked(
    recipe: Recipe | None,
    given: Preference | None,
    at: Levels,
    options: Mapping[str, MoveOption],
    named: Sequence[int],
) -> Ranked:
    """Ranks of all states by one recipe; without a preference all states are alike.

    named : the state each name stands for.
    """
    n = len(next(iter(at.values())))
    match recipe:
        case ByStatements(groups, much):
            holds = [
                truth(each.prefers, at, options) for each in (given and given.statements) or ()
            ]
            return _by_statements(groups, much, holds, n)
        case ByPoints(points):
            return _by_points(points, list((given and given.weights) or {}), at, options)
        case ByOrder(groups, much):
            return _by_order(groups, much, named, n)
        case None:
            nothing = np.zeros(n, np.int32)
            return Ranked(nothing, nothing)


def _by_statements(groups: Groups, much: int, holds: Sequence[Flags], n: int) -> Ranked:
    key = np.zeros(n, np.int64)
    band = dense(key)
    for g, group in enumerate(groups, 1):
        if key.max(initial=0) > ROOM:
            key = dense(key).astype(np.int64)
        key = key * (len(group) + 1) + sum(holds[k].astype(np.int64) for k in group)
        if g == much:
            band = dense(key)
    return Ranked(dense(key), band)


def _by_points(
    points: Sequence[int], keys: Sequence[str], at: Levels, options: Mapping[str, MoveOption]
) -> Ranked:
    total = np.zeros(len(next(iter(at.values()))), np.int64)
    for key, each in zip(keys, points, strict=True):
        path, _, wanted = key.partition("=")
        total += each * (at[path] == list(options[path].labels).index(wanted or "yes"))
    rank = dense(total)
    return Ranked(rank, np.zeros_like(rank))


def _by_order(groups: Groups, much: Sequence[int], named: Sequence[int], n: int) -> Ranked:
    rank, band = np.zeros(n, np.int32), np.zeros(n, np.int32)
    for g, group in enumerate(groups):
        states = [named[k] for k in group]
        rank[states] = len(groups) - 1 - g
        band[states] = sum(gap >= g for gap in much)
    return Ranked(rank, band)


def dense(key: Longs) -> Ints:
    """The same order as numbers from 0 on without gaps."""
    found: Ints = np.unique(key, return_inverse=True)[1].astype(np.int32)
    return found
