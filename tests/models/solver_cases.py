"""Small domains with clauses and bonuses, and large ones whose frontier is out of reach."""

import numpy as np
from hypothesis import strategies as st

from parley.models.domain import Bonus, Domain, packages

BACKENDS = ("milp", "cp-sat")


@st.composite
def domains(draw):
    """Few issues, many ties at scale 6; at the larger scales floats cannot tell totals apart."""
    return small(draw(st.integers(0, 2**32)), draw(st.sampled_from([6, 6, 10**9, 10**11])))


def small(seed, scale):
    """Two to four parties, up to 81 packages."""
    rng = np.random.default_rng(seed)
    n_parties = int(rng.integers(2, 5))
    n_levels = [int(n) for n in rng.integers(1, 4, rng.integers(2, 5))]

    def part():
        issue = int(rng.integers(len(n_levels)))
        levels = rng.choice(n_levels[issue], rng.integers(1, n_levels[issue] + 1), replace=False)
        return issue, tuple(levels.tolist())

    clauses = [tuple(part() for _ in range(rng.integers(1, 3))) for _ in range(rng.integers(3))]
    bonuses = tuple(
        Bonus(
            parts=tuple(part() for _ in range(rng.integers(1, 4))),
            worth=rng.integers(-scale, scale + 1, n_parties),
        )
        for _ in range(rng.integers(3))
    )
    return Domain(
        packages=packages(n_levels, clauses, [{i for i, _ in each.parts} for each in bonuses]),
        utility=tuple(rng.integers(-scale, scale + 1, (n, n_parties)) for n in n_levels),
        floor=rng.integers(-2 * scale, scale + 1, n_parties),
        bonuses=bonuses,
    )


def plain(*tables, floor, clauses=(), bonuses=()):
    """A domain from one table per issue."""
    tables = [np.array(table, dtype=np.int64) for table in tables]
    linked = [{i for i, _ in each.parts} for each in bonuses]
    return Domain(
        packages=packages([len(table) for table in tables], clauses, linked),
        utility=tuple(tables),
        floor=np.array(floor, dtype=np.int64),
        bonuses=tuple(bonuses),
    )


def opposed(n_issues, n_levels, n_parties, *, share, scale, pairs=0, seed=1):
    """Opposed tastes: four fifths common with a sign of each party's own, one fifth its own.

    share : floors as a share of the most a party can have. pairs : bonuses on two levels.
    """
    rng = np.random.default_rng(seed)
    weight = rng.dirichlet(np.ones(n_issues), n_parties)
    tables = []
    for i in range(n_issues):
        common, up = rng.random(n_levels)[:, None], rng.random(n_parties) < 0.5
        taste = 0.8 * np.where(up, common, 1 - common) + 0.2 * rng.random((n_levels, n_parties))
        tables.append((taste - taste.min(axis=0)) * weight[:, i] / np.ptp(taste, axis=0))
    unit = scale / sum(table.max(axis=0) for table in tables)
    bonuses = []
    for _ in range(pairs):
        one, other = rng.choice(n_issues, 2, replace=False).tolist()
        at, there = rng.integers(n_levels, size=2).tolist()
        worth = rng.uniform(-0.02, 0.02, n_parties) * scale
        bonuses.append(Bonus(parts=((one, (at,)), (other, (there,))), worth=worth.astype(int)))
    floor = [int(share * scale)] * n_parties
    return plain(*(np.rint(table * unit) for table in tables), floor=floor, bonuses=bonuses)
