"""A domain as an integer program: what a package is, in variables and rows.

x[i, k] is the weight on level k of issue i. On an ordinary issue it is 0 or 1. On a continuous one
the levels are breakpoints, and two neighbours share `STEPS` thousandths between them: utility is
linear between breakpoints. Utilities inside this folder are then in thousandths of a unit.
"""

import itertools
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypedDict, Unpack

import numpy as np
from numpy.typing import NDArray

from parley.models.domain import Domain, Part
from parley.models.solver import _cp_sat, _milp
from parley.models.solver.program import Draft, Outcome, Terms, combined

__all__ = [
    "STEPS",
    "Ask",
    "Backend",
    "Choice",
    "Model",
    "Settings",
    "by_issue",
    "model",
    "solve",
    "worths",
]

Ints = NDArray[np.int64]
Backend = Literal["milp", "cp-sat"]
Choice = tuple[int, ...]
"""The weight on every level, issue after issue: one package in full."""
Ask = Callable[[Draft], None]
"""Adds to a draft what a question asks of a package."""

STEPS = 1000  # between two breakpoints; a thousandth of a step is finer than any stated number
LIMIT = (
    2**58
)  # of one party's utilities in all, in steps: rows and totals of some parties fit int64

SECONDS = 60.0

BACKENDS = {"milp": _milp.solve, "cp-sat": _cp_sat.solve}


class Settings(TypedDict, total=False):
    """How a question is put; every question takes these.

    parties : positions that must reach their floor; default all.
    continuous : issues whose levels are the breakpoints, ascending, of a number.
    backend : "milp" (scipy) or "cp-sat" (OR-tools, the extra `exact`). seconds : for the whole
        question. threads : of cp-sat; the answer does not depend on it.
    """

    parties: Sequence[int] | None
    continuous: frozenset[int]
    backend: Backend
    seconds: float
    threads: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Model:
    """A domain with its variables and settings.

    start : first variable of each issue. base : the program of all packages that reach the floors.
    utility : per party, terms in steps, without `offset`. offset, low, high : per party, in steps;
        no package is worth less than `low` or more than `high`.
    unit : steps per unit of utility.
    """

    domain: Domain
    parties: tuple[int, ...]
    continuous: frozenset[int]
    backend: Backend
    threads: int
    deadline: float
    start: tuple[int, ...]
    base: Draft
    utility: tuple[Terms, ...]
    offset: tuple[int, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    unit: int

    @property
    def everyone(self) -> range:
        return range(self.domain.n_parties)

    def floor(self, party: int) -> int:
        """In steps."""
        return int(self.domain.floor[party]) * self.unit

    def reaches(self, draft: Draft, party: int, least: int, switch: int | None = None) -> None:
        """Ask that the party has at least `least` steps; with a switch, only where it is 1."""
        own = self.utility[party]
        need = least - self.offset[party]
        if switch is None:
            draft.row(own, need)
            return
        step = math.gcd(*own.values()) or 1
        need = -(-need // step) * step  # or the row loses its common divisor
        lack = max(0, need + self.offset[party] - self.low[party])
        draft.row(combined((1, own), (-lack, {switch: 1})), need - lack)


def model(domain: Domain, *, floors: bool = True, **settings: Unpack[Settings]) -> Model:
    """The domain as a program; without `floors` no party has to reach anything yet.

    Raises `ValueError` for parties or issues that do not exist and for utilities too large.
    """
    given = settings.get("parties")
    parties = tuple(range(domain.n_parties)) if given is None else tuple(given)
    continuous = settings.get("continuous", frozenset())
    _check(domain, parties, continuous)
    draft = Draft()
    start = _issues(draft, domain, continuous)
    utility, offset = _utilities(draft, domain, start, continuous)
    low, high = _ends(domain, STEPS if continuous else 1)
    made = Model(
        domain=domain,
        parties=parties,
        continuous=continuous,
        backend=settings.get("backend", "milp"),
        threads=settings.get("threads", 1),
        deadline=time.monotonic() + settings.get("seconds", SECONDS),
        start=start,
        base=draft,
        utility=utility,
        offset=offset,
        low=low,
        high=high,
        unit=STEPS if continuous else 1,
    )
    for party in parties if floors else ():
        made.reaches(draft, party, made.floor(party))
    return made


def solve(made: Model, asks: Sequence[Ask]) -> tuple[Outcome, Choice | None]:
    """One call of the back-end for a package that meets all asks, and the package."""
    draft = made.base.copy()
    for ask in asks:
        ask(draft)
    outcome = BACKENDS[made.backend](draft, made.deadline - time.monotonic(), made.threads)
    n = sum(made.domain.packages.n_levels)
    return outcome, outcome.values[:n] if outcome.status == "found" else None


def worths(made: Model, choice: Choice) -> list[int]:
    """What each party has from it, in steps."""
    total = np.zeros(made.domain.n_parties, np.int64)
    weights = [np.array(part) for part in by_issue(made, choice)]
    for table, weight in zip(made.domain.utility, weights, strict=True):
        total += made.unit // weight.sum() * (weight @ table)
    for bonus in made.domain.bonuses:
        if all(weights[i][list(set(of))].sum() == weights[i].sum() for i, of in bonus.parts):
            total += made.unit * bonus.worth
    found: list[int] = total.tolist()
    return found


def by_issue(made: Model, choice: Choice) -> list[tuple[int, ...]]:
    """The weights on the levels of each issue."""
    n_levels = made.domain.packages.n_levels
    return [choice[at : at + n] for at, n in zip(made.start, n_levels, strict=True)]


def _check(domain: Domain, parties: tuple[int, ...], continuous: frozenset[int]) -> None:
    if not all(0 <= party < domain.n_parties for party in parties):
        raise ValueError(f"parties {parties}, but there are {domain.n_parties}")
    if not all(0 <= issue < len(domain.utility) for issue in continuous):
        raise ValueError(f"continuous issues {set(continuous)} of {len(domain.utility)}")
    arrays = [domain.floor, *domain.utility, *(bonus.worth for bonus in domain.bonuses)]
    size = sum(float(np.abs(array).max(initial=0)) for array in arrays)
    if size * (STEPS if continuous else 1) * domain.n_parties >= LIMIT:
        raise ValueError(f"utilities as large as {size:.3g} leave int64; use a coarser scale")


def _issues(draft: Draft, domain: Domain, continuous: frozenset[int]) -> tuple[int, ...]:
    """One level of every issue, or two neighbours of a continuous one, under the clauses."""
    n_levels = domain.packages.n_levels
    for i, n in enumerate(n_levels):
        draft.upper += [STEPS if i in continuous else 1] * n
    start = tuple(itertools.accumulate(n_levels, initial=0))[:-1]
    for i, n in enumerate(n_levels):
        x = range(start[i], start[i] + n)
        draft.equal(dict.fromkeys(x, 1), STEPS if i in continuous else 1)
    for i in sorted(continuous):
        _neighbours(draft, range(start[i], start[i] + n_levels[i]))
    for clause in domain.packages.clauses:
        held = [_held(draft, part, start, continuous) for part in clause]
        draft.row(combined(*((1, terms) for terms in held)), 1)
    return start


def _neighbours(draft: Draft, x: range) -> None:
    """All weight on two neighbouring levels: in one segment."""
    if len(x) < 3:
        return
    segment = [draft.variable() for _ in x[1:]]
    draft.equal(dict.fromkeys(segment, 1), 1)
    for k, weight in enumerate(x):
        beside = segment[max(0, k - 1) : k + 1]
        draft.row({weight: -1} | dict.fromkeys(beside, STEPS), 0)


def _held(draft: Draft, part: Part, start: tuple[int, ...], continuous: frozenset[int]) -> Terms:
    """Terms that are positive (on an ordinary issue 1) where the part holds, and else 0."""
    issue, levels = part
    terms = {start[issue] + level: 1 for level in set(levels)}
    if issue not in continuous:
        return terms
    held = draft.variable()  # whether all weight lies on these levels
    draft.row(combined((1, terms), (-STEPS, {held: 1})), 0)
    draft.row(combined((-1, terms), (1, {held: 1})), 1 - STEPS)
    return {held: 1}


def _utilities(
    draft: Draft, domain: Domain, start: tuple[int, ...], continuous: frozenset[int]
) -> tuple[tuple[Terms, ...], tuple[int, ...]]:
    """Terms of each party's utility in steps, and what is left out of them as constant."""
    unit = STEPS if continuous else 1
    utility: list[Terms] = [{} for _ in range(domain.n_parties)]
    offset = [0] * domain.n_parties
    for i, table in enumerate(domain.utility):
        factor = 1 if i in continuous else unit
        for p, column in enumerate(table.T.tolist()):
            # counted from the first level: fewer terms, and common divisors show
            offset[p] += unit * column[0] if column else 0
            utility[p] |= {start[i] + k: factor * (c - column[0]) for k, c in enumerate(column)}
    for bonus in domain.bonuses:
        held = _all(draft, [_held(draft, part, start, continuous) for part in bonus.parts])
        for p, worth in enumerate(bonus.worth.tolist()):
            utility[p][held] = unit * worth
    return tuple({v: c for v, c in own.items() if c} for own in utility), tuple(offset)


def _all(draft: Draft, held: list[Terms]) -> int:
    """A variable that is 1 where all these terms are 1."""
    both = draft.variable()
    for terms in held:
        draft.row(combined((1, terms), (-1, {both: 1})), 0)
    draft.row(combined((1, {both: 1}), *((-1, terms) for terms in held)), 1 - len(held))
    return both


def _ends(domain: Domain, unit: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Per party the least and the most that any package could be worth, in steps."""
    tables = [table for table in domain.utility if len(table)]
    low = sum((table.min(axis=0) for table in tables), np.zeros(domain.n_parties, np.int64))
    high = sum((table.max(axis=0) for table in tables), np.zeros(domain.n_parties, np.int64))
    for bonus in domain.bonuses:
        low, high = low + np.minimum(bonus.worth, 0), high + np.maximum(bonus.worth, 0)
    return tuple((unit * low).tolist()), tuple((unit * high).tolist())
