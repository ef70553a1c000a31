"""Joint draws of everything a case leaves uncertain.

Each input has a stream of random numbers of its own, keyed by the seed and the input's path in
the case file. So adding an input changes no other; the first draws are the same however many are
made, in batches of any size, on any machine (a normal bell may differ in its last digit from one
platform to another); and a scenario shares the random numbers of its
base case wherever the path is the same.

What the distributions assume is said in docs/draws.md.
"""

import hashlib
import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from parley.case.lineage import lineage
from parley.case.preferences import behind, centroid, levels, preference, score_sheet
from parley.case.quantity import Between, Claimed, Exact, Normal, Quantity, Triangle
from parley.case.ranking import Ranking, parse_ranking
from parley.case.schema import Belief, Case, Importance, PartyPosition
from parley.case.select import dotted
from parley.case.walk import walk
from parley.sampling import n_uniforms, values, weights

__all__ = ["Draws", "Input", "draws", "inputs", "mixed", "odds"]

TINY = 1e-200  # the chance that very many good lines are all wrong, which would round to zero

Floats = NDArray[np.float64]
_QUANTITIES = (Between, Triangle, Normal, Claimed)


@dataclass(frozen=True)
class Input:
    """One uncertain input of a case.

    path : where it stands in the case file. claims : what it rests on.
    names : the columns of its array, if it is a vector of weights or values.
    """

    path: str
    kind: Literal["number", "weights", "values"]
    given: Quantity | Ranking
    names: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Draws:
    """n joint draws. arrays : path -> (n,) for a number, (n, n_names) for weights or values.

    ``positions.PARTY.importance`` holds (n, n_issues) weights that sum to 1, in whatever form the
    case gives them; with a score sheet, the share of each issue in what the best package has over
    the worst.
    For accounts that differ, ``path:account`` holds which was believed, -1 for none of them.
    """

    n: int
    seed: int
    start: int
    inputs: tuple[Input, ...]
    arrays: Mapping[str, NDArray[np.float64]]

    def number(self, path: str, given: Quantity | None) -> Floats:
        """(n,) draws of a quantity of the case, known or not; 0 where none is given."""
        if given is None:
            return np.zeros(self.n)
        return np.full(self.n, given.value) if isinstance(given, Exact) else self.arrays[path]


def draws(case: Case, n: int, seed: int = 0, *, start: int = 0) -> Draws:
    """Draws number `start` to `start + n - 1` of every uncertain input of the case.

    Raises `ValueError` for n < 1 or start < 0.
    """
    if n < 1 or start < 0:
        raise ValueError(f"need n >= 1 and start >= 0, got n={n}, start={start}")
    found = inputs(case)
    arrays: dict[str, Floats] = {}
    for each in found:
        u = _uniforms(each, n, seed, start)
        if isinstance(each.given, Ranking):
            sample = weights if each.kind == "weights" else values
            arrays[each.path] = sample(each.given, each.names, u)
        elif isinstance(each.given, Claimed):
            arrays[each.path], arrays[f"{each.path}:account"] = _claimed(case, each.given, u)
        else:
            arrays[each.path] = _quantile(each.given, u[:, 0])
    return _with_importance(case, Draws(n, seed, start, found, arrays))


def mixed(case: Case, one: Draws, other: Draws, paths: Collection[str]) -> Draws:
    """The draws of `one`, with the inputs at these paths as in `other`, a number with which of its
    accounts was believed, a statement with whether it holds. Both are draws of the case, n of each.

    For designs that change one input at a time.
    """
    arrays: dict[str, Floats] = {}
    for each in one.inputs:
        taken = other if each.path.partition(":")[0] in paths or each.path in paths else one
        arrays[each.path] = taken.arrays[each.path]
        if isinstance(each.given, Claimed):
            arrays[f"{each.path}:account"] = taken.arrays[f"{each.path}:account"]
    return _with_importance(case, Draws(one.n, one.seed, one.start, one.inputs, arrays))


def _with_importance(case: Case, drawn: Draws) -> Draws:
    """With the weights that follow from other inputs."""
    arrays = dict(drawn.arrays)
    for party, position in case.positions.items():
        path = f"positions.{party}.importance"
        if case.issues and path not in arrays:
            arrays[path] = _importance(case, drawn, party, position)
    return replace(drawn, arrays=arrays)


def inputs(case: Case) -> tuple[Input, ...]:
    """Every uncertain input, in the order of the case file.

    Numbers inside claims are not inputs: they are what somebody said, not what is so.
    """
    return (*_preferences(case), *_numbers(case), *_moves(case))


def _preferences(case: Case) -> Iterator[Input]:
    for party, position in case.positions.items():
        path = f"positions.{party}"
        if position.points is not None:
            continue  # a score sheet leaves nothing else open
        if case.issues:
            yield from _ranked(case, path, position.importance)
        for name, issue in case.issues.items():
            views = position.issues.get(name)
            given = preference(issue, views)
            if isinstance(given, Ranking):
                yield Input(f"{path}.issues.{name}", "values", given, levels(issue), behind(views))


def _ranked(case: Case, path: str, view: Importance | None) -> Iterator[Input]:
    """Importance as far as it is a ranking; nothing said is one that leaves all open."""
    ranks = view.ranks if view else parse_ranking(list(case.issues))
    if ranks is not None:
        claims = view.claims if view else ()
        yield Input(f"{path}.importance", "weights", ranks, tuple(case.issues), claims)


def _numbers(case: Case) -> Iterator[Input]:
    for section in type(case).model_fields:
        if section == "claims":
            continue
        entries: dict[tuple[str | int, ...], tuple[str, ...]] = {}
        for path, value in walk(getattr(case, section), (section,)):
            if hasattr(value, "claims") and isinstance(value.claims, tuple):
                entries[path] = value.claims
            if isinstance(value, _QUANTITIES):
                around = [entries[path[:k]] for k in range(len(path), 0, -1) if path[:k] in entries]
                claims = _told(value) or (around[0] if around else ())
                yield Input(dotted(path), "number", value, (), claims)


def _moves(case: Case) -> Iterator[Input]:
    """Orders of statements or states that are not complete, and whether unsure statements hold.

    A statement holds in a draw where the number under ``...:coin`` is below its chance.
    """
    if case.moves is None:
        return
    states = tuple(case.moves.states)
    for place, given in case.moves.every_preference():
        path = dotted(("moves", *place))
        orders = (("order", given.order, given.ids), ("ranks", given.ranks, states))
        for key, order, names in orders:
            if order is not None and not (order := order.over(names)).complete:
                yield Input(f"{path}.{key}", "values", order, names, given.claims)
        for i, statement in enumerate(given.statements or ()):
            if statement.chance != Exact(1.0):
                coin, claims = f"{path}.statements.{i}:coin", statement.claims
                yield Input(coin, "number", Between(0.0, 1.0), (), claims or given.claims)


def _told(given: Quantity) -> tuple[str, ...]:
    """The claims of all accounts, where accounts differ."""
    accounts = given.accounts if isinstance(given, Claimed) else ()
    return tuple(claim for account in accounts for claim in account.claims)


def _importance(case: Case, drawn: Draws, party: str, position: PartyPosition) -> Floats:
    """Weights of the issues, (n, n_issues), where they are no input of their own."""
    path = f"positions.{party}"
    if position.points is not None:
        sheets = position.points
        swings = [_swing(drawn, f"{path}.points.{name}", sheets[name]) for name in case.issues]
        return _shares(np.stack(swings, axis=1))
    view = position.importance
    assert view is not None  # nothing said is a ranking that leaves all open, so an input
    if view.smarter is not None:
        weight = centroid(view.smarter)
        return np.tile([weight[name] for name in case.issues], (drawn.n, 1))
    form, given = _numbers_of(view)
    numbers = [
        drawn.number(f"{path}.importance.{form}.{name}", given[name]) for name in case.issues
    ]
    return _shares(np.stack(numbers, axis=1))


def _numbers_of(view: Importance) -> tuple[str, Mapping[str, Quantity]]:
    return ("weights", view.weights) if view.weights is not None else ("swing", view.swing or {})


def _swing(drawn: Draws, path: str, sheet: Mapping[str | float, Quantity]) -> Floats:
    """Points from the worst to the best level of an issue, (n,)."""
    levels_drawn = [drawn.number(f"{path}.{at}", given) for at, given in score_sheet(sheet).items()]
    points = np.stack(levels_drawn)
    swing: Floats = points.max(axis=0) - points.min(axis=0)
    return swing


def _shares(amounts: Floats) -> Floats:
    """Each row divided by its sum; a row of zeros gives every issue the same."""
    total = amounts.sum(axis=1, keepdims=True)
    shares: Floats = np.full_like(amounts, 1 / amounts.shape[1])
    np.divide(amounts, total, out=shares, where=total > 0)
    return shares


def odds(case: Case, given: Claimed) -> Floats:
    """Probability of each account, (n_accounts + 1,); the last is that none is right.

    Each independent line of claims is right with the probability its grades stand for, by itself.
    An account is right if any of its lines is; as accounts exclude each other, at most one is:
    P(account) is proportional to p / (1 - p), P(none) to 1.
    """
    lines = lineage(case, _told(given))
    against_none = []
    for account in given.accounts:
        wrong: dict[str, float] = {}
        for claim in account.claims:
            line = lines[claim]
            wrong[line] = min(wrong.get(line, 1.0), 1.0 - _belief(case, claim))
        none_right = max(math.prod(wrong.values()), TINY)
        against_none.append((1.0 - none_right) / none_right)
    shares: Floats = np.array([*against_none, 1.0])
    shares /= shares.sum()
    return shares


def _belief(case: Case, name: str) -> float:
    claim = case.claims[name]
    grade = case.sources[claim.source].grade
    usual = Belief()  # a case may give only the figures it wants changed
    reliability = usual.reliability | case.belief.reliability
    credibility = usual.credibility | case.belief.credibility
    return reliability[grade] * {int(key): p for key, p in credibility.items()}[claim.credibility]


def _uniforms(each: Input, n: int, seed: int, start: int) -> Floats:
    """(n, k) uniforms of the input's own stream, rows `start` onwards."""
    if isinstance(each.given, Ranking):
        k = n_uniforms(each.given, each.names, "weights" if each.kind == "weights" else "values")
    else:
        k = 2 if isinstance(each.given, Claimed) else 1
    key = hashlib.sha256(f"{seed}\n{each.path}".encode()).digest()
    stream = np.random.PCG64(int.from_bytes(key, "little"))
    stream.advance(start * k)
    return np.random.Generator(stream).random((n, k))


def _claimed(case: Case, given: Claimed, u: Floats) -> tuple[Floats, Floats]:
    """Values, and which account was believed (-1: none)."""
    bounds = odds(case, given).cumsum()
    believed = np.minimum(np.searchsorted(bounds, u[:, 0], side="right"), len(given.accounts))
    parts = [*(account.value for account in given.accounts), given.prior]
    drawn = np.stack([_quantile(part, u[:, 1]) for part in parts])
    account = np.where(believed == len(given.accounts), -1, believed)
    return drawn[believed, np.arange(len(u))], account.astype(np.float64)


def _quantile(given: Quantity, u: Floats) -> Floats:
    match given:
        case Exact(value):
            return np.full(u.shape, value)
        case Between(low, high):
            return low + (high - low) * u
        case Triangle(low, mode, high):
            return _triangle(low, mode, high, u)
        case Normal(mean, sd, low, high):
            from scipy.special import ndtr, ndtri

            first, last = ndtr((low - mean) / sd), ndtr((high - mean) / sd)
            inside = np.maximum(u, 2.0**-54)  # 0 would give minus infinity
            drawn: Floats = mean + sd * ndtri(first + (last - first) * inside)
            return np.clip(drawn, low, high)
        case Claimed():
            raise TypeError("accounts are drawn by _claimed")


def _triangle(low: float, mode: float, high: float, u: Floats) -> Floats:
    width = high - low
    if width == 0:
        return np.full(u.shape, low)
    rising = low + np.sqrt(u * width * (mode - low))
    falling = high - np.sqrt((1 - u) * width * (high - mode))
    return np.where(u * width < mode - low, rising, falling)
