"""Fair division: what each side gets of issues that one of them wins, whole or in part.

These notions need division-type issues: each issue is a good that goes to one party or is shared,
and a party's points for it count whatever else it gets. They say nothing about issues where the
sides want levels in between, or want the same. `talmud` and `equal_awards` divide one thing among
claims; the voting weights are about a rule of consent, whatever the issues.

Points and claims are whole numbers or fractions, and every answer is exact.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

__all__ = [
    "AdjustedWinner",
    "Wins",
    "adjusted_winner",
    "banzhaf",
    "envy",
    "equal_awards",
    "maximin_share",
    "shapley_shubik",
    "shortfall",
    "talmud",
    "weighted_rule",
]

Exact = int | Fraction
Wins = Callable[[frozenset[int]], bool]
"""Whether these parties can decide without the others; more parties never decide less."""

STATES = 50_000  # bundle sizes held at once by `maximin_share`; a second to get there


# issues to divide


@dataclass(frozen=True, kw_only=True)
class AdjustedWinner:
    """A division of issues between two.

    share : per issue, what the first party gets of it, from 0 to 1; at most one lies between.
    points : of the first and the second; equal.
    """

    share: tuple[Fraction, ...]
    points: tuple[Fraction, Fraction]


def adjusted_winner(first: Sequence[Exact], second: Sequence[Exact]) -> AdjustedWinner:
    """Divide issues between two so that both get the same points and nothing is wasted.

    first, second : points per issue, not negative, with the same positive total. Each issue goes
    to whoever gives it the larger share of points, and at one issue, perhaps shared, the two
    become equal. Free of envy, equitable and efficient: each gets at least half by its own count.

    Source: Brams and Taylor (1996), Fair Division, chapter 4.
    """
    _check_points(first, second)
    order = sorted(range(len(first)), key=lambda i: -_leaning(first[i], second[i]))
    share = [Fraction(0)] * len(first)
    lead = -Fraction(sum(second))  # the first party's points less the second's
    for i in order:
        both = first[i] + second[i]
        share[i] = min(Fraction(-lead) / both, Fraction(1)) if both else Fraction(0)
        lead += share[i] * both
    won = sum((s * v for s, v in zip(share, first, strict=True)), Fraction(0))
    left = sum(((1 - s) * v for s, v in zip(share, second, strict=True)), Fraction(0))
    return AdjustedWinner(share=tuple(share), points=(won, left))


def _check_points(first: Sequence[Exact], second: Sequence[Exact]) -> None:
    if len(first) != len(second) or min((*first, *second), default=0) < 0:
        raise ValueError("both parties give every issue points, none of them negative")
    if not sum(first) == sum(second) > 0:
        raise ValueError(f"points must have the same total, got {sum(first)} and {sum(second)}")


def _leaning(first: Exact, second: Exact) -> Fraction:
    both = first + second
    return Fraction(first) / both if both else Fraction(0)


def envy(
    values: Sequence[Sequence[Exact]], shares: Sequence[Sequence[Exact]]
) -> tuple[tuple[Fraction, ...], ...]:
    """By how many of its own points each party would rather have what each other got.

    values, shares : per party, per issue: its points, and what it gets of the issue. Row p,
    column q of the answer is positive where p envies q, 0 on the diagonal.

    Source: Foley (1967), Yale Economic Essays 7(1), 45-98.
    """
    return tuple(
        tuple(_worth(own, other) - _worth(own, shares[p]) for other in shares)
        for p, own in enumerate(values)
    )


def shortfall(
    values: Sequence[Sequence[Exact]], shares: Sequence[Sequence[Exact]]
) -> tuple[Fraction, ...]:
    """By how many of its own points each party falls short of an equal part of them.

    With n parties an equal part is 1/n. Nobody above 0: the division is proportional.

    Source: Steinhaus (1948), Econometrica 16(1), 101-104.
    """
    pairs = zip(values, shares, strict=True)
    return tuple(Fraction(sum(own)) / len(values) - _worth(own, mine) for own, mine in pairs)


def _worth(own: Sequence[Exact], shares: Sequence[Exact]) -> Fraction:
    return sum((Fraction(v) * s for v, s in zip(own, shares, strict=True)), Fraction(0))


def maximin_share(points: Sequence[int], n: int) -> int:
    """What a party could secure if it cut the issues into n bundles and got the worst of them.

    points : its own, per issue, whole and not negative; issues go undivided. Cost: the number of
    different bundle sizes on the way; `ValueError` where that is too many.

    Source: Budish (2011), Journal of Political Economy 119(6), 1061-1103.
    """
    if n < 1 or min(points, default=0) < 0:
        raise ValueError(f"points must not be negative and n at least 1, got {points}, {n}")
    enough = sum(points) // n  # no worst bundle is larger, so what lies above need not be counted
    loads = {(0,) * n}
    for value in sorted(points, reverse=True):
        loads = {_loaded(load, k, value, enough) for load in loads for k in range(n)}
        if len(loads) > STATES:
            raise ValueError(f"{len(points)} issues in {n} bundles are too many to try")
    return max(load[0] for load in loads)


def _loaded(load: tuple[int, ...], k: int, value: int, enough: int) -> tuple[int, ...]:
    return tuple(sorted((*load[:k], min(load[k] + value, enough), *load[k + 1 :])))


# one thing and several claims


def equal_awards(claims: Sequence[Exact], estate: Exact) -> tuple[Fraction, ...]:
    """The same for everyone, but nobody more than the claim.

    estate : what there is, between 0 and the sum of the claims; `ValueError` otherwise.

    Source: Maimonides, as in Thomson (2003), Mathematical Social Sciences 45(3), 249-297.
    """
    if min(claims, default=0) < 0 or not 0 <= estate <= sum(claims):
        raise ValueError(f"an estate of {estate} does not fit claims {claims}")
    award = [Fraction(0)] * len(claims)
    left = Fraction(estate)
    order = sorted(range(len(claims)), key=lambda i: claims[i])
    for k, i in enumerate(order):  # smallest claims first: what they leave is for the others
        award[i] = min(Fraction(claims[i]), left / (len(order) - k))
        left -= award[i]
    return tuple(award)


def talmud(claims: Sequence[Exact], estate: Exact) -> tuple[Fraction, ...]:
    """Equal awards up to half of each claim, and equal losses beyond: the contested garment.

    For a budget, a territory or a quota that all claim parts of, in one unit. Any two parties
    divide what they get together as they would divide it alone.

    Source: Aumann and Maschler (1985), Journal of Economic Theory 36(2), 195-213.
    """
    halves = [Fraction(claim) / 2 for claim in claims]
    missing = sum(claims) - estate
    if estate <= missing:
        return equal_awards(halves, estate)
    losses = equal_awards(halves, missing)
    return tuple(claim - loss for claim, loss in zip(claims, losses, strict=True))


# rules of consent


def weighted_rule(weights: Sequence[int], quota: int) -> Wins:
    """Decides where the weights add up to the quota."""

    def wins(parties: frozenset[int]) -> bool:
        return sum(weights[p] for p in parties) >= quota

    return wins


def shapley_shubik(n: int, wins: Wins) -> tuple[Fraction, ...]:
    """Chance of each party to be the one that tips the decision, if they join in random order.

    Adds up to 1; all 0 where nobody can tip it. Cost: 2**n calls of the rule.

    Source: Shapley and Shubik (1954), American Political Science Review 48(3), 787-792.
    """
    power = [Fraction(0)] * n
    for party, others in _swings(n, wins):
        orders = math.factorial(others) * math.factorial(n - others - 1)
        power[party] += Fraction(orders, math.factorial(n))
    return tuple(power)


def banzhaf(n: int, wins: Wins) -> tuple[Fraction, ...]:
    """Each party's share of all the cases in which one party tips the decision.

    Adds up to 1; all 0 where nobody can tip it. Cost: 2**n calls of the rule.

    Source: Banzhaf (1965), Rutgers Law Review 19(2), 317-343.
    """
    swings = [0] * n
    for party, _ in _swings(n, wins):
        swings[party] += 1
    return tuple(Fraction(each, max(sum(swings), 1)) for each in swings)


def _swings(n: int, wins: Wins) -> Iterator[tuple[int, int]]:
    """(party, size) for each set of other parties that decides only once the party joins it."""
    groups = [frozenset(g) for size in range(n + 1) for g in combinations(range(n), size)]
    able = {group for group in groups if wins(group)}
    for group in groups:
        for party in range(n):
            if group not in able and group | {party} in able:
                yield party, len(group)
