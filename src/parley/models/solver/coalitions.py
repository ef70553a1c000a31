"""Where no package suits everybody: who can agree together, and what would have to give."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Unpack

import numpy as np
from numpy.typing import NDArray

from parley.models.domain import Domain
from parley.models.solver.model import Ask, Choice, Model, Settings, model, solve, worths
from parley.models.solver.program import Draft
from parley.models.solver.search import Found, Goal, Status, best, found, linear, tie_breaks, total

__all__ = ["Coalitions", "Cut", "largest_coalition", "least_cut"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Coalitions:
    """The largest sets of parties whose floors one package can reach.

    status : of their size. size : 0 where no package reaches any floor; None without an answer.
    parties : the sets, ascending. found : for each the package with the largest total.
    complete : whether these are all sets of that size.
    """

    status: Status
    size: int | None
    parties: tuple[tuple[int, ...], ...]
    found: tuple[Found, ...]
    complete: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Cut:
    """The least by which floors must fall so that a package reaches them all.

    cut : (n_parties,), each in the party's own unit; rounded up on continuous issues.
    cost : the sum of cut times weight; the least if `found.status` is optimal.
    found : the package. All zero where the floors can be reached as they are.
    """

    cut: Ints | None
    cost: Fraction | None
    found: Found


def largest_coalition(
    domain: Domain, *, most: int = 20, **settings: Unpack[Settings]
) -> Coalitions:
    """As many of the parties as can reach their floors together; at most `most` such sets."""
    made = model(domain, floors=False, **settings)
    switches = {p: made.base.variable() for p in made.parties}
    for p, switch in switches.items():
        made.reaches(made.base, p, made.floor(p), switch)

    def content(choice: Choice) -> tuple[int, ...]:
        worth = worths(made, choice)
        return tuple(p for p in switches if worth[p] >= made.floor(p))

    goal = linear(lambda choice: len(content(choice)), dict.fromkeys(switches.values(), 1))
    ended = best(made, [goal])
    if ended.choice is None:
        return Coalitions(status=ended.status, size=None, parties=(), found=(), complete=False)
    size = len(content(ended.choice))
    if ended.status != "optimal":
        return Coalitions(status=ended.status, size=size, parties=(), found=(), complete=False)
    sets, complete = _sets(made, switches, content, goal.reach(size, False), most)
    packages = tuple(_largest_total(made, parties) for parties in sets)
    return Coalitions(status="optimal", size=size, parties=sets, found=packages, complete=complete)


def _sets(
    made: Model,
    switches: dict[int, int],
    content: Callable[[Choice], tuple[int, ...]],
    large: Ask,
    most: int,
) -> tuple[tuple[tuple[int, ...], ...], bool]:
    """Sets of the largest size, ascending, and whether there are no others."""
    sets: list[tuple[int, ...]] = []
    while True:
        outcome, choice = solve(made, [large, *(_another(switches, each) for each in sets)])
        if choice is None or len(sets) == most:
            return tuple(sorted(sets)), outcome.status == "none"
        sets.append(content(choice))


def _another(switches: dict[int, int], parties: tuple[int, ...]) -> Ask:
    """Some party outside the set: of two sets of the same size, neither holds the other."""
    others = {switch: 1 for p, switch in switches.items() if p not in parties}
    return lambda draft: draft.row(others, 1)


def _largest_total(made: Model, parties: tuple[int, ...]) -> Found:
    def ask(draft: Draft) -> None:
        for p in parties:
            made.reaches(draft, p, made.floor(p))

    ended = best(made, [total(made), *tie_breaks(made)], [ask])
    return found(made, ended, unit=made.unit)


def least_cut(
    domain: Domain,
    weights: Sequence[int | Fraction] | None = None,
    **settings: Unpack[Settings],
) -> Cut:
    """The least total by which the parties' floors must fall to open a zone.

    weights : (n_parties,), > 0, cost of one unit of each party; 1 by default, which compares
        units between parties. One over a party's range makes cuts relative to it.
    """
    price = [Fraction(1)] * domain.n_parties if weights is None else [*map(Fraction, weights)]
    if len(price) != domain.n_parties or min(price) <= 0:
        raise ValueError(f"weights must be {domain.n_parties} numbers above 0, got {weights}")
    made = model(domain, floors=False, **settings)
    goal, whole = _cheapest(made, price)
    ended = best(made, [goal, total(made), *tie_breaks(made)])
    answer = found(made, ended, unit=-whole * made.unit)
    if ended.choice is None:
        return Cut(cut=None, cost=None, found=answer)
    lack = _lacks(made, ended.choice)
    cut = np.array([-(-lack.get(p, 0) // made.unit) for p in made.everyone], np.int64)
    cost = sum((price[p] * steps / made.unit for p, steps in lack.items()), Fraction(0))
    return Cut(cut=cut, cost=cost, found=answer)


def _lacks(made: Model, choice: Choice) -> dict[int, int]:
    """By how many steps the parties miss their floors."""
    worth = worths(made, choice)
    return {p: max(0, made.floor(p) - worth[p]) for p in made.parties}


def _cheapest(made: Model, price: Sequence[Fraction]) -> tuple[Goal, int]:
    """As little as possible of cuts at these prices, and what makes the prices integers."""
    whole = math.lcm(*(each.denominator for each in price))
    terms = {}
    for p in made.parties:
        own, lack = made.utility[p], made.floor(p) - made.low[p]
        if lack > 0:
            step = math.gcd(*own.values(), made.floor(p) - made.offset[p]) or 1
            cut = made.base.variable(-(-lack // step))
            made.base.row(own | {cut: step}, made.floor(p) - made.offset[p])
            terms[cut] = -int(price[p] * whole) * step

    def value(choice: Choice) -> int:
        return -sum(int(price[p] * whole) * steps for p, steps in _lacks(made, choice).items())

    return linear(value, terms), whole
