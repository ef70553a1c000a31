"""A slow second opinion on frontiers: list every package, compare all pairs, plain Python."""

import itertools
from fractions import Fraction
from math import prod


def vectors(tables, floor):
    """Every utility vector at or above the floor, with its packages in lexicographic order."""
    found = {}
    for package in itertools.product(*(range(len(table)) for table in tables)):
        rows = [table[option] for table, option in zip(tables, package, strict=True)]
        vector = tuple(sum(int(row[p]) for row in rows) for p in range(len(floor)))
        if all(u >= d for u, d in zip(vector, floor, strict=True)):
            found.setdefault(vector, []).append(package)
    return found


def dominates(one, other):
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


def frontier(tables, floor):
    """[(vector, first package, number of packages)] in ascending order of the vector."""
    found = vectors(tables, floor)
    return [
        (vector, found[vector][0], len(found[vector]))
        for vector in sorted(found)
        if not any(dominates(other, vector) for other in found)
    ]


def gains(vector, floor):
    return [u - int(d) for u, d in zip(vector, floor, strict=True)]


def nash_score(vector, floor, _ideal):
    strict = [gain for gain in gains(vector, floor) if gain > 0]
    return len(strict), prod(strict)


def kalai_smorodinsky_score(vector, floor, ideal):
    hopes = gains(ideal, floor)
    pairs = zip(gains(vector, floor), hopes, strict=True)
    return sorted(Fraction(gain, hope) for gain, hope in pairs if hope > 0)


def egalitarian_score(vector, floor, _ideal):
    return sorted(gains(vector, floor))


def utilitarian_score(vector, _floor, _ideal):
    return sum(vector)


SCORES = {
    "nash": nash_score,
    "kalai_smorodinsky": kalai_smorodinsky_score,
    "egalitarian": egalitarian_score,
    "utilitarian": utilitarian_score,
}


def solution(name, tables, floor):
    """Best vectors of *all* packages at or above the floor, not only of the frontier."""
    found = vectors(tables, floor)
    if not found:
        return set()
    ideal = [max(column) for column in zip(*found, strict=True)]
    scores = {vector: SCORES[name](vector, floor, ideal) for vector in found}
    best = max(scores.values())
    return {vector for vector, score in scores.items() if score == best}
