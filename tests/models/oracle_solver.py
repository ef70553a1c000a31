"""A slow second opinion on the solver: every package listed, compared in plain Python."""

import itertools
from fractions import Fraction
from math import prod


class Listed:
    """All packages of a domain with their worth, and the same questions asked of the list."""

    def __init__(self, domain):
        self.floor = domain.floor.tolist()
        self.parties = range(len(self.floor))
        self.n_levels = domain.packages.n_levels
        self.worth = {
            package: _worth(domain, package)
            for package in itertools.product(*map(range, self.n_levels))
            if all(
                any(package[i] in levels for i, levels in clause)
                for clause in domain.packages.clauses
            )
        }

    def rational(self, floor=None, parties=None):
        floor = self.floor if floor is None else floor
        parties = self.parties if parties is None else parties
        return [
            package for package, u in self.worth.items() if all(u[p] >= floor[p] for p in parties)
        ]

    def canonical(self, package):
        return -sum(self.worth[package]), package

    def best(self, score, packages=None):
        """(score, package) of the canonical best; None without packages."""
        packages = self.rational() if packages is None else packages
        if not packages:
            return None
        top = max(map(score, packages))
        return top, min((p for p in packages if score(p) == top), key=self.canonical)

    def total(self, package):
        return sum(self.worth[package])

    def gains(self, package):
        return [u - d for u, d in zip(self.worth[package], self.floor, strict=True)]

    def ideal(self):
        return [max(self.worth[package][p] for package in self.rational()) for p in self.parties]

    def egalitarian(self, package):
        return sorted(self.gains(package))

    def kalai_smorodinsky(self, package):
        hope = [i - d for i, d in zip(self.ideal(), self.floor, strict=True)]
        gains = zip(self.gains(package), hope, strict=True)
        return sorted(Fraction(gain, h) for gain, h in gains if h)

    def equal_loss(self, package):
        return sorted(u - i for u, i in zip(self.worth[package], self.ideal(), strict=True))

    def nash(self, package, weights=None):
        weights = weights or [1] * len(self.floor)
        pairs = [(g, w) for g, w in zip(self.gains(package), weights, strict=True) if g > 0]
        return len(pairs), prod(g**w for g, w in pairs)

    def changes(self, start, cost, parties):
        """The least cost and every package of that cost, in canonical order."""
        packages = self.rational(parties=parties)
        if not packages:
            return None, []
        price = {
            package: sum(c for a, b, c in zip(package, start, cost, strict=True) if a != b)
            for package in packages
        }
        least = min(price.values())
        return least, sorted((p for p in packages if price[p] == least), key=self.canonical)

    def coalitions(self):
        """The largest sets of parties content together, ascending."""
        sets = {
            tuple(p for p in self.parties if u[p] >= self.floor[p]) for u in self.worth.values()
        }
        size = max(map(len, sets))
        return size, sorted(each for each in sets if len(each) == size)

    def cut(self, package, weights):
        return sum(-min(0, g) * w for g, w in zip(self.gains(package), weights, strict=True))


def _worth(domain, package):
    total = [
        sum(int(table[level][p]) for table, level in zip(domain.utility, package, strict=True))
        for p in range(len(domain.floor))
    ]
    for bonus in domain.bonuses:
        if all(package[i] in levels for i, levels in bonus.parts):
            total = [t + int(b) for t, b in zip(total, bonus.worth, strict=True)]
    return tuple(total)
