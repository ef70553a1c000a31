"""How long frontiers and solutions take; `extra_info` holds the ratio to the target.

Instances as a hard negotiation would give: nine tenths of a shared axis on which parties are for
or against, and floors at half of what each could have at best.
"""

import numpy as np
import pytest

from parley.case import read_case
from parley.draws import draws
from parley.lenses import offers
from parley.models.frontier import egalitarian, frontier, kalai_smorodinsky, nash, utilitarian

TARGET_MS = {"merge": 0.7, "solutions": 0.6, "offers": 6.0}  # a draw
N_DRAWS = 20
LENS_DRAWS = 1_000


def instance(n_issues, n_options, n_parties, *, seed, scale=10_000, share=0.5):
    """Integer tables of opposed tastes, and a floor at `share` of each party's best package."""
    rng = np.random.default_rng(seed)
    weight = rng.dirichlet(np.ones(n_issues), size=n_parties).T[:, None, :]
    axis = rng.random((n_issues, n_options, 1))
    against = rng.integers(0, 2, (n_issues, 1, n_parties))
    taste = 0.9 * np.abs(against - axis) + 0.1 * rng.random((n_issues, n_options, n_parties))
    tables = np.rint(scale * weight * taste).astype(np.int64)
    floor = (share * tables.max(axis=1).sum(axis=0)).astype(np.int64)
    return list(tables), floor


def report_ratio(benchmark, target_ms, n_draws):
    if benchmark.stats is not None:  # absent when benchmarks run as plain tests
        spent_ms = benchmark.stats.stats.min * 1000 / n_draws
        benchmark.extra_info["ms a draw"] = round(spent_ms, 3)
        benchmark.extra_info["share of target"] = round(spent_ms / target_ms, 2)


def test_frontier_of_a_draw(benchmark):
    """17 issues of 4 options, two parties: what a Monte Carlo asks a thousand times."""
    draws = [instance(17, 4, 2, seed=seed) for seed in range(N_DRAWS)]
    found = benchmark(lambda: [frontier(tables, floor) for tables, floor in draws])
    assert all(one.complete for one in found)
    report_ratio(benchmark, TARGET_MS["merge"], N_DRAWS)


def test_solutions_of_a_draw(benchmark):
    """All four solutions on each of those frontiers."""
    found = [frontier(*instance(17, 4, 2, seed=seed)) for seed in range(N_DRAWS)]
    solutions = (nash, kalai_smorodinsky, egalitarian, utilitarian)
    benchmark(lambda: [solution(one, one.floor) for one in found for solution in solutions])
    report_ratio(benchmark, TARGET_MS["solutions"], N_DRAWS)


def test_offers_of_the_istanbul_round(benchmark):
    """The whole lens on the shipped case, with the draws of a report."""
    case = read_case("istanbul-2025-06")
    space = offers.build(case, draws(case, LENS_DRAWS, 0))
    found = benchmark.pedantic(offers.solve, (space,), rounds=3, warmup_rounds=1)
    assert found.zones.every.decided.all()
    report_ratio(benchmark, TARGET_MS["offers"], LENS_DRAWS)


@pytest.mark.parametrize("n_parties", [2, 3])
def test_frontier_of_a_hundred_million_million_packages(benchmark, n_parties):
    """20 issues of 5 options: 5**20, some 9.5e13 packages."""
    tables, floor = instance(20, 5, n_parties, seed=1)
    found = benchmark(frontier, tables, floor)
    assert found.complete
    benchmark.extra_info["points"] = len(found.utility)
