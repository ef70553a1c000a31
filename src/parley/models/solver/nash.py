"""The largest product of gains, by tangents to the logarithm and comparison in integers.

The logarithm lies below each of its tangents, so a program with tangents promises every package at
least what it has. What the program proposes is multiplied out exactly and ruled out, together with
all that is no better for anybody; tangents are added where it was. The proof is that nothing is
left that promises more than the best product found.

Products as constraints were tried: slow, and beyond int64 for many parties.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Unpack

from parley.models.domain import Domain
from parley.models.solver.model import Ask, Choice, Model, Settings, model, solve, worths
from parley.models.solver.program import Draft
from parley.models.solver.search import Best, Found, Status, best, found, linear, tie_breaks, total

__all__ = ["nash"]

GRID = 2**20  # steps of a unit of logarithm, and of a party's largest gain
SLACK = 1e-5  # of logarithm per unit of weight: what rounding may hide is multiplied out
SPREAD = 1.6  # between the first tangents
SMALLEST = 1e-5  # of the largest gain: below, tangents are too steep for floats


def nash(
    domain: Domain, weights: Sequence[int] | None = None, **settings: Unpack[Settings]
) -> Found:
    """Largest product of gains, prod (u - d) ** weight over the parties that must reach floors.

    weights : (n_parties,), integers > 0; all 1 by default. Where not all can gain at once: most
    strict gainers first, then the product of their gains, as `parley.models.frontier.nash`.
    `bound` is the product, or its logarithm (a float) while the answer is not proved.

    Source: Nash (1950), Econometrica 18(2), 155-162; weights: Kalai (1977), International Journal
    of Game Theory 6(3), 129-133.
    """
    made = model(domain, **settings)
    power = [1] * domain.n_parties if weights is None else list(weights)
    if len(power) != domain.n_parties or min(power) < 1 or any(w != int(w) for w in power):
        raise ValueError(f"weights must be {domain.n_parties} integers above 0, got {weights}")
    switches = {p: made.base.variable() for p in made.parties}
    for p, switch in switches.items():
        made.reaches(made.base, p, made.floor(p) + 1, switch)
    status, gainers = _gainers(made, switches)
    if status != "optimal":
        return Found(status=status)
    search = _Search(tuple(power), switches, _at_least(switches, gainers))
    if not gainers:
        return replace(found(made, best(made, [total(made), *tie_breaks(made)])), bound=1)
    return _answer(made, search, _climbed(made, search))


@dataclass(frozen=True, eq=False)
class _Search:
    """power : weights. switches : party -> 1 only where it gains. gaining : asks for the most."""

    power: tuple[int, ...]
    switches: dict[int, int]
    gaining: Ask

    def product(self, made: Model, worth: Sequence[int]) -> int:
        """In steps to the power of the weights; parties that gain nothing are left out."""
        return math.prod(gain ** self.power[p] for p, gain in self.gains(made, worth).items())

    def gains(self, made: Model, worth: Sequence[int]) -> dict[int, int]:
        own = {p: worth[p] - made.floor(p) for p in self.switches}
        return {p: gain for p, gain in own.items() if gain > 0}


@dataclass(frozen=True, eq=False)
class _Climbed:
    """best : everybody's utilities in the packages with the largest product so far."""

    proved: bool
    best: tuple[tuple[int, ...], ...]
    choice: Choice | None
    bound: float | None


def _gainers(made: Model, switches: dict[int, int]) -> tuple[Status, int]:
    """How many can gain at once."""
    outcome, choice = solve(made, [_at_least(switches, len(switches))])
    if choice is not None:
        return "optimal", len(switches)
    if outcome.status != "none":
        return "failed", 0

    def count(choice: Choice) -> int:
        worth = worths(made, choice)
        return sum(worth[p] > made.floor(p) for p in switches)

    ended = best(made, [linear(count, dict.fromkeys(switches.values(), 1))])
    if ended.status != "optimal" or ended.choice is None:
        return ("infeasible" if ended.status == "infeasible" else "failed"), 0
    return "optimal", count(ended.choice)


def _at_least(switches: dict[int, int], n: int) -> Ask:
    return lambda draft: draft.row(dict.fromkeys(switches.values(), 1), n)


def _climbed(made: Model, search: _Search) -> _Climbed:
    """Every utility vector with the largest product."""
    tops = {p: made.high[p] - made.floor(p) for p in search.switches}
    tangents = {p: _geometric(top) for p, top in tops.items()}
    asks = [search.gaining]
    product, choice, bound = 0, None, None
    winners: list[tuple[int, ...]] = []
    while True:
        logs = _logs(made, search, tops, tangents, product)
        outcome, proposed = solve(made, [*asks, logs])
        bound = outcome.bound if bound is None else bound
        if proposed is None:
            proved = outcome.status == "none" and choice is not None
            limit = None if bound is None else bound / GRID
            return _Climbed(proved, tuple(winners), choice, limit)
        worth = tuple(worths(made, proposed))
        reached = search.product(made, worth)
        if reached >= product:
            winners = [*(winners if reached == product else []), worth]
            product, choice = reached, proposed
        for p, gain in search.gains(made, worth).items():
            if gain > SMALLEST * tops[p]:
                tangents[p].append(float(gain))
        asks.append(_better_for_somebody(made, search, worth))


def _geometric(top: int) -> list[float]:
    """Where the first tangents touch, from the largest gain downwards."""
    least = max(1.0, SMALLEST * 10 * top)
    n = max(0, math.ceil(math.log(max(top, 1) / least) / math.log(SPREAD)))
    return [top / SPREAD**k for k in range(n + 1)] if top > 0 else []


def _logs(
    made: Model,
    search: _Search,
    tops: dict[int, int],
    tangents: dict[int, list[float]],
    product: int,
) -> Ask:
    """Maximise the sum of the logarithms of gains, as the tangents promise them."""

    def ask(draft: Draft) -> None:
        for p, switch in search.switches.items():
            if tops[p] > 0:
                log = _log(draft, made, p, switch, tops[p], tangents[p])
                draft.aim[log] = search.power[p]
        if product:
            least = math.log(product) - SLACK * sum(search.power[p] for p in search.switches)
            draft.loose_row({log: w / GRID for log, w in draft.aim.items()}, least)

    return ask


def _log(
    draft: Draft, made: Model, party: int, switch: int, top: int, tangents: Sequence[float]
) -> int:
    """A variable for the logarithm of the party's gain, in 1 / GRID; 0 where it does not gain."""
    share = draft.variable(GRID, loose=True)  # of the largest gain; one step too much, for rounding
    unit = GRID / top
    terms: dict[int, float] = {v: c * unit for v, c in made.utility[party].items()}
    draft.loose_row({**terms, share: -1}, (made.floor(party) - made.offset[party]) * unit - 1)
    most = math.ceil(GRID * math.log(top)) + 1
    log = draft.variable(most, loose=True)
    draft.loose_row({switch: most, log: -1}, 0)
    for gain in tangents:
        # log <= ln(gain) - 1 + g / gain; at g = 0 that is below 0, so the switch makes room there
        start = 1 - math.log(gain)
        room = max(0.0, start)
        slope = 1 / (unit * gain)
        draft.loose_row({share: slope, log: -1 / GRID, switch: -room}, start - room)
    return log


def _better_for_somebody(made: Model, search: _Search, worth: Sequence[int]) -> Ask:
    """Not the same or less for everybody: that has no larger product."""

    def ask(draft: Draft) -> None:
        up = {p: draft.variable() for p in search.switches}
        draft.row(dict.fromkeys(up.values(), 1), 1)
        for p, switch in up.items():
            made.reaches(draft, p, worth[p] + 1, switch)

    return ask


def _answer(made: Model, search: _Search, climbed: _Climbed) -> Found:
    """Of all that have the largest product, the largest total, then the smallest package."""
    if climbed.choice is None:
        return Found(status="failed")
    if not climbed.proved:
        return found(made, Best(status="feasible", choice=climbed.choice, bound=climbed.bound))
    ends = [_canonical(made, search, worth) for worth in climbed.best]
    first = min(ends, key=lambda end: _order(made, end.choice or climbed.choice or ()))
    status: Status = "optimal" if all(end.status == "optimal" for end in ends) else "feasible"
    product = search.product(made, climbed.best[0])
    unit = made.unit ** sum(search.power[p] for p in search.gains(made, climbed.best[0]))
    chosen = Best(status=status, choice=first.choice or climbed.choice, bound=product)
    return found(made, chosen, unit=unit)


def _canonical(made: Model, search: _Search, worth: Sequence[int]) -> Best:
    def ask(draft: Draft) -> None:
        for p in search.switches:
            made.reaches(draft, p, worth[p])

    return best(made, [total(made), *tie_breaks(made)], [ask])


def _order(made: Model, choice: Choice) -> tuple[int, tuple[int, ...]]:
    """Largest total first, then smallest package."""
    package = tuple(-weight for weight in choice)  # more weight on a lower level is smaller
    return -sum(worths(made, choice)), package
