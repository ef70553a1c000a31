"""Small negotiations over draws, and a slow second opinion on them in plain Python."""

import itertools
from dataclasses import replace

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from parley.models.domain import Bonus, Domain, Sample, packages

modest = settings(max_examples=60, deadline=None)

# LLM-Deliberation, base game: integer scores per party and issue (A to E), the least each accepts,
# and the opening deal A1 B1 C4 D1 E5. Abdelnabi, Gomaa, Sivaprasad, Schoenherr, Fritz (2024),
# Cooperation, competition, and maliciousness, NeurIPS; github.com/S-Abdelnabi/LLM-Deliberation,
# games_descriptions/base/scores_files, commit 78e11e04, MIT licence.
LLM_SCORES = (
    ((14, 8, 0), (12, 8, 0), (24, 18, 12, 0), (40, 30, 23, 0), (0, 2, 4, 7, 10)),  # mayor
    ((0, 4, 10), (0, 0, 0), (12, 8, 6, 0), (0, 8, 13, 18), (60, 45, 30, 15, 0)),  # other cities
    ((15, 20, 0), (0, 0, 0), (42, 35, 25, 0), (30, 20, 10, 0), (2, 4, 6, 8, 0)),  # labour union
    ((14, 8, 0), (11, 7, 0), (0, 5, 10, 17), (35, 29, 20, 0), (0, 5, 10, 15, 23)),  # p1, SportCo
    ((0, 11, 5), (0, 20, 25), (0, 2, 4, 9), (10, 26, 40, 0), (4, 8, 15, 12, 0)),  # p2, tourism
    ((0, 22, 45), (0, 25, 55), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0, 0)),  # environment
)
LLM_LEAST = (30, 31, 50, 55, 65, 55)
LLM_OPENING = np.array([0, 0, 3, 0, 4])


def llm_deliberation():
    utility = tuple(np.array([own[i] for own in LLM_SCORES]).T.copy() for i in range(5))
    return Domain(
        packages=packages([len(table) for table in utility]),
        utility=utility,
        floor=np.array(LLM_LEAST),
    )


def sample_of(domain):
    """One negotiation as a sample of a single draw."""
    return Sample(
        packages=domain.packages,
        utility=tuple(table[None] for table in domain.utility),
        no_deal=domain.floor[None],
        bonuses=tuple(replace(bonus, worth=bonus.worth[None]) for bonus in domain.bonuses),
    )


def llm_rule(who):
    """Both veto holders, and all but one of the six."""
    return {3, 4} <= who and len(who) >= 5


@st.composite
def parts(draw, n_levels, most):
    issues = draw(st.lists(st.integers(0, len(n_levels) - 1), min_size=1, max_size=most))
    return tuple(
        (i, tuple(sorted(draw(st.sets(st.integers(0, n_levels[i] - 1), min_size=1)))))
        for i in issues
    )


@st.composite
def samples(draw, most=4, largest=4):
    """A few issues, clauses, bonuses, parties and draws, and a package, allowed or not."""
    n_levels = draw(st.lists(st.integers(1, 3), min_size=1, max_size=most))
    n_parties, n_draws = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    clauses = draw(st.lists(parts(n_levels, 3), max_size=2))
    linked = draw(st.lists(parts(n_levels, 2), max_size=2))
    cell = st.integers(-largest, largest)
    utility = tuple(
        draw(arrays(np.int64, (n_draws, n, n_parties), elements=cell)) for n in n_levels
    )
    each = arrays(np.int64, (n_draws, n_parties), elements=cell)
    found = Sample(
        packages=packages(n_levels, clauses, [{i for i, _ in own} for own in linked]),
        utility=utility,
        no_deal=draw(each),
        bonuses=tuple(Bonus(parts=own, worth=draw(each)) for own in linked),
    )
    return found, np.array([draw(st.integers(0, n - 1)) for n in n_levels])


def holds(part, package):
    return package[part[0]] in part[1]


def is_allowed(sample, package):
    return all(any(holds(part, package) for part in clause) for clause in sample.packages.clauses)


def everything(sample):
    """Every allowed package, as tuples in lexicographic order."""
    listed = itertools.product(*(range(n) for n in sample.packages.n_levels))
    return [package for package in listed if is_allowed(sample, package)]


def worths(sample, package):
    """Per draw and party."""
    return [
        [
            sum(int(table[t][k][p]) for table, k in zip(sample.utility, package, strict=True))
            + sum(
                int(bonus.worth[t][p])
                for bonus in sample.bonuses
                if all(holds(part, package) for part in bonus.parts)
            )
            for p in range(sample.n_parties)
        ]
        for t in range(sample.n_draws)
    ]


def gains(sample, package):
    pairs = zip(worths(sample, package), sample.no_deal.tolist(), strict=True)
    return [[u - d for u, d in zip(us, ds, strict=True)] for us, ds in pairs]


def differences(sample, package, other):
    pairs = zip(worths(sample, package), worths(sample, other), strict=True)
    return [[u - v for u, v in zip(us, vs, strict=True)] for us, vs in pairs]


def total(sample, package):
    return sum(map(sum, worths(sample, package)))


def changed(package, other):
    return tuple(i for i, (a, b) in enumerate(zip(package, other, strict=True)) if a != b)


def lower_median(numbers):
    return sorted(numbers)[(len(numbers) - 1) // 2]
