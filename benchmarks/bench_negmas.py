"""The same negotiations through NegMAS and through parley, in one run.

Needs `negmas` (not a dependency of parley); run with
`pytest benchmarks/bench_negmas.py --benchmark-enable --benchmark-timer=time.process_time`.
"""

import numpy as np
import pytest

from parley.models.domain import Domain, packages, points
from parley.models.frontier import kalai_smorodinsky, nash

DOMAINS = {"12 thousand": [5, 5, 4, 6, 20], "one million": [10] * 6}


def tables(n_levels, seed=1):
    """Whole numbers, so that neither side errs in the last digit; no deal at half of the best."""
    rng = np.random.default_rng(seed)
    weight = np.rint(100 * rng.dirichlet(np.ones(len(n_levels)), 2)).astype(np.int64)
    made = []
    for i, n in enumerate(n_levels):
        axis = rng.integers(0, 100, n)
        taste = np.stack([axis, 99 - axis], axis=1) * 9 + rng.integers(0, 99, (n, 2))
        made.append(weight[:, i] * taste)
    return made, sum(table.max(axis=0) for table in made) // 2


def by_parley(made, floor):
    found = points(Domain(packages=packages([*map(len, made)]), utility=tuple(made), floor=floor))
    best = [solution(found.found, floor)[0] for solution in (nash, kalai_smorodinsky)]
    return {tuple(row) for row in found.found.utility.tolist()}, found.found.utility[best[0]]


def by_negmas(scenario):
    from negmas.preferences.ops import kalai_points, ks_points, nash_points, pareto_frontier

    ufuns, issues = scenario
    front, _ = pareto_frontier(ufuns, issues=issues)
    best = nash_points(ufuns, front, issues=issues)
    ks_points(ufuns, front, issues=issues)
    kalai_points(ufuns, front, issues=issues)
    return {tuple(map(round, row)) for row in front}, best[0][0]


def scenario(made, floor):
    from negmas import LinearAdditiveUtilityFunction, make_issue
    from negmas.preferences.value_fun import TableFun

    issues = [make_issue(list(range(len(t))), name=f"i{k}") for k, t in enumerate(made)]
    ufuns = [
        LinearAdditiveUtilityFunction(
            values=[TableFun(dict(enumerate(map(float, table[:, p])))) for table in made],
            issues=issues,
            reserved_value=float(floor[p]),
        )
        for p in range(2)
    ]
    return ufuns, issues


@pytest.mark.parametrize("name", DOMAINS)
def test_parley(benchmark, name):
    made, floor = tables(DOMAINS[name])
    front, _ = benchmark(by_parley, made, floor)
    assert front


@pytest.mark.parametrize("name", DOMAINS)
def test_negmas(benchmark, name):
    pytest.importorskip("negmas", reason="negmas is not installed: nothing to compare with")
    made, floor = tables(DOMAINS[name])
    given = scenario(made, floor)
    front, best = benchmark.pedantic(by_negmas, (given,), rounds=2)
    ours, our_best = by_parley(made, floor)
    assert front == ours
    assert tuple(map(round, best)) == tuple(our_best.tolist())
