"""A slow second opinion on blocking: list every package and every set, in plain Python."""

import itertools

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from parley.models.blocking import Demand, demands
from parley.models.domain import Bonus, Domain, packages

few = settings(max_examples=40, deadline=None)
SOME = st.integers(2, 4)


@st.composite
def _parts(draw, n_levels, least=1):
    issues = draw(
        st.lists(st.integers(0, len(n_levels) - 1), min_size=least, max_size=2, unique=True)
    )
    return tuple(
        (i, tuple(sorted(draw(st.sets(st.integers(0, n_levels[i] - 1), min_size=1)))))
        for i in issues
    )


@st.composite
def negotiations(draw, n_parties=SOME, n_draws=1):
    """Packages under clauses, and per draw a domain on them with bonuses; and red lines."""
    n_levels = draw(st.lists(st.integers(1, 3), min_size=2, max_size=4))
    parties = draw(n_parties)
    cell = st.integers(-4, 4)
    clauses = draw(st.lists(_parts(n_levels, least=2), max_size=2))
    combined = draw(st.lists(_parts(n_levels), max_size=2))
    linked = [[i for i, _ in parts] for parts in combined]
    found = packages(n_levels, clauses, linked)
    domains = [
        Domain(
            packages=found,
            utility=tuple(draw(arrays(np.int64, (n, parties), elements=cell)) for n in n_levels),
            floor=draw(arrays(np.int64, parties, elements=st.integers(-4, 10))),
            bonuses=tuple(
                Bonus(parts=parts, worth=draw(arrays(np.int64, parties, elements=cell)))
                for parts in combined
            ),
        )
        for _ in range(n_draws)
    ]
    red = [
        draw(arrays(bool, (n, parties), elements=st.sampled_from([0, 0, 0, 1]))) for n in n_levels
    ]
    return domains, red


def listed(domain):
    """[(package, utility)] of every package that satisfies the clauses."""
    made = []
    for package in itertools.product(*map(range, domain.packages.n_levels)):
        if all(any(package[i] in on for i, on in c) for c in domain.packages.clauses):
            made.append((package, _worth(domain, package)))
    return made


def _worth(domain, package):
    total = [
        sum(int(table[level, p]) for table, level in zip(domain.utility, package, strict=True))
        for p in range(len(domain.floor))
    ]
    for bonus in domain.bonuses:
        if all(package[i] in on for i, on in bonus.parts):
            total = [t + int(w) for t, w in zip(total, bonus.worth, strict=True)]
    return total


def meets(domain, package, utility, demand):
    content = not demand.gain or utility[demand.party] >= domain.floor[demand.party]
    return content and all(package[i] in on for i, on in demand.parts)


def serving(domain, wanted):
    """The packages that meet every demand."""
    return [(x, u) for x, u in listed(domain) if all(meets(domain, x, u, w) for w in wanted)]


def families(domain, wanted):
    """All minimal sets that no package meets, and all largest sets that some package meets."""
    met = [
        frozenset(i for i, w in enumerate(wanted) if meets(domain, x, u, w))
        for x, u in listed(domain)
    ]
    every = [frozenset(s) for k in range(len(wanted) + 1) for s in _subsets(len(wanted), k)]
    good = {s for s in every if any(s <= m for m in met)}
    minimal = [s for s in every if s not in good and all(s - {i} in good for i in s)]
    largest = [
        s for s in good if all(s | {i} not in good for i in range(len(wanted)) if i not in s)
    ]
    return _in_order(minimal), _in_order(largest)


def _in_order(sets):
    return tuple(sorted((tuple(sorted(s)) for s in sets), key=lambda s: (len(s), s)))


def _subsets(n, k):
    return itertools.combinations(range(n), k)


def fewest(domain, keep, lines):
    for k in range(len(lines) + 1):
        found = [
            s
            for s in _subsets(len(lines), k)
            if serving(domain, [*keep, *(line for i, line in enumerate(lines) if i not in s)])
        ]
        if found:
            return tuple(found)
    return ()


def gains(domain, served):
    return [[a - int(d) for a, d in zip(u, domain.floor, strict=True)] for _, u in served]


def floors(domain):
    return demands(len(domain.floor))


def only(*parts):
    return Demand(parts=parts)
