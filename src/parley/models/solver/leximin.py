"""Fair by the worst off: the smallest of some measure as large as possible, then the next.

With indivisible packages, fixing the parties that are worst off now and going on would be wrong:
another package may have the same worst measure for another party. So level k asks for at least
n - k parties at or above a value, whoever they are.

Source of leximin in bargaining: Imai (1983), Econometrica 51(2), 389-401.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Unpack

from parley.models.domain import Domain
from parley.models.solver.model import Ask, Choice, Model, Settings, model, worths
from parley.models.solver.program import Draft
from parley.models.solver.questions import most
from parley.models.solver.search import Found, Goal, best, found, tie_breaks, total

__all__ = ["egalitarian", "equal_loss", "kalai_smorodinsky"]

GRID = 2**20  # steps of the variable that guides to the best level; proofs do not use it
ROOM = 1e-6  # of the span that it covers, so that rounding does not rule out the value so far


def egalitarian(domain: Domain, **settings: Unpack[Settings]) -> Found:
    """Leximin of the gains u - d; `bound` is the smallest gain. Needs a common scale.

    Source: Kalai (1977), Econometrica 45(7), 1623-1630.
    """
    made = model(domain, **settings)
    floors = [made.floor(party) for party in made.parties]
    return _fairest(made, made.parties, floors, [made.unit] * len(floors))


def kalai_smorodinsky(domain: Domain, **settings: Unpack[Settings]) -> Found:
    """Leximin of (u - d) / (I - d), with the ideal I over packages that reach the floors.

    `bound` is the smallest share, exactly. A party that can gain nothing has no share.

    Source: Kalai and Smorodinsky (1975), Econometrica 43(3), 513-518.
    """
    made = model(domain, **settings)
    status, ideal = most(made)
    if status != "optimal":
        return Found(status=status)
    hopes = {p: ideal[p] - made.floor(p) for p in made.parties if ideal[p] > made.floor(p)}
    floors = [made.floor(party) for party in hopes]
    return _fairest(made, tuple(hopes), floors, list(hopes.values()))


def equal_loss(domain: Domain, **settings: Unpack[Settings]) -> Found:
    """The largest loss I - u as small as possible, then the next; `bound` is minus that loss.

    Needs a common scale. Source: Chun (1988), Economics Letters 26(2), 103-106.
    """
    made = model(domain, **settings)
    status, ideal = most(made)
    if status != "optimal":
        return Found(status=status)
    own = [ideal[party] for party in made.parties]
    return _fairest(made, made.parties, own, [made.unit] * len(own))


def _fairest(
    made: Model, parties: tuple[int, ...], zero: Sequence[int], one: Sequence[int]
) -> Found:
    """Leximin of (u - zero) / one over these parties, then the usual order."""
    levels = [_level(made, k, parties, zero, one) for k in range(len(parties))]
    answer = found(made, best(made, [*levels, total(made), *tie_breaks(made)]))
    return answer if levels else replace(answer, bound=None)


def _level(
    made: Model, k: int, parties: tuple[int, ...], zero: Sequence[int], one: Sequence[int]
) -> Goal:
    """The measure of the party that is k-th from the bottom, counted from 0."""
    scales = list(zip(parties, zero, one, strict=True))
    lowest = min(Fraction(made.low[p] - z, o) for p, z, o in scales)
    top = sorted(Fraction(made.high[p] - z, o) for p, z, o in scales)[k]

    def value(choice: Choice) -> Fraction:
        worth = worths(made, choice)
        return sorted(Fraction(worth[p] - z, o) for p, z, o in scales)[k]

    def reach(least: Fraction, more: bool) -> Ask:
        def ask(draft: Draft) -> None:
            switches = _switches(draft, len(scales), k)
            for (p, z, o), switch in zip(scales, switches, strict=True):
                made.reaches(draft, p, z + _whole(least * o, more), switch)

        return ask

    def guide(known: Fraction | None) -> Ask:
        start = float(lowest if known is None else known)
        span = float(top) - start

        def ask(draft: Draft) -> None:
            height = draft.variable(GRID, loose=True)
            draft.aim[height] = 1
            switches = _switches(draft, len(scales), k)
            for (p, z, o), switch in zip(scales, switches, strict=True):
                terms = {v: c / o for v, c in made.utility[p].items()} | {height: -span / GRID}
                least = start - ROOM * span - (made.offset[p] - z) / o
                if switch is not None:
                    room = max(0.0, start + span - (made.low[p] - z) / o)
                    terms[switch] = -room
                    least -= room
                draft.loose_row(terms, least)

        return ask if span > 0 else _nothing

    def limit(aim: float) -> float:
        return float(lowest) + max(0.0, float(top - lowest)) * (aim / GRID + ROOM)

    return Goal(value=value, reach=reach, guide=guide, limit=limit)


def _nothing(_: Draft) -> None:
    """Nothing is above what is known."""


def _switches(draft: Draft, n: int, k: int) -> list[int | None]:
    """One per party, all but k of them on; none are needed where all are."""
    if k == 0:
        return [None] * n
    switches = [draft.variable() for _ in range(n)]
    draft.row(dict.fromkeys(switches, 1), n - k)
    return [*switches]


def _whole(value: Fraction, more: bool) -> int:
    """The smallest integer at or above the value, or above it."""
    return value.__floor__() + 1 if more else value.__ceil__()
