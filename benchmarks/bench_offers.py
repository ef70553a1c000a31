"""How long whole answers take: frontier with solutions, and acceptability over draws.

`extra_info` holds the ratio to the target. On a busy machine add
`--benchmark-timer=time.process_time`; it counts the seconds of all cores.
"""

import numpy as np
import pytest

from parley.models.acceptability import acceptability, efficient_share, robust
from parley.models.belief import contrast, order, reach
from parley.models.belief.orders import Ranges
from parley.models.domain import Domain, Sample, packages, points
from parley.models.frontier import egalitarian, kalai_smorodinsky, nash, utilitarian

SOLUTIONS = (nash, kalai_smorodinsky, egalitarian, utilitarian)
SCALE = 10**9


def sample(n_levels, n_parties, n_draws, *, share=0.45, seed=1):
    """Opposed tastes: nine tenths of an axis on which every issue has parties for and against.

    No deal at `share` of each party's best package, a tenth more or less from draw to draw.
    """
    rng = np.random.default_rng(seed)
    weight = rng.dirichlet(np.ones(len(n_levels)), (n_draws, n_parties))
    tables = []
    for i, n in enumerate(n_levels):
        axis, against = rng.random((n, 1)), rng.permutation(np.arange(n_parties) % 2)
        taste = 0.9 * np.abs(against - axis) + 0.1 * rng.random((n_draws, n, n_parties))
        tables.append(np.rint(SCALE * weight[:, None, :, i] * taste).astype(np.int64))
    best = sum(table.max(axis=1) for table in tables)
    no_deal = (share * rng.uniform(0.9, 1.1, best.shape) * best).astype(np.int64)
    return Sample(packages=packages(n_levels), utility=tuple(tables), no_deal=no_deal)


def domain(n_levels, n_parties, *, share=0.45, seed=1):
    """One draw of `sample`."""
    one = sample(n_levels, n_parties, 1, share=share, seed=seed)
    tables = tuple(table[0] for table in one.utility)
    return Domain(packages=one.packages, utility=tables, floor=one.no_deal[0])


def against_target(benchmark, target_ms):
    if benchmark.stats is not None:  # absent when benchmarks run as plain tests
        benchmark.extra_info["target ms"] = target_ms
        spent_ms = benchmark.stats.stats.min * 1000
        benchmark.extra_info["share of target"] = round(spent_ms / target_ms, 3)


def solved(given):
    found = points(given).found
    return found, [solution(found, given.floor) for solution in SOLUTIONS]


def test_a_million_packages(benchmark):
    """Six issues of ten levels, two parties: frontier and all four solutions."""
    given = domain([10] * 6, 2)
    found, picks = benchmark(solved, given)
    assert found.complete
    assert all(picks)
    against_target(benchmark, 5)
    benchmark.extra_info["points"] = len(found.utility)


@pytest.mark.parametrize("what", ["frontier", "solutions"])
def test_a_hundred_million_million_packages(benchmark, what):
    """20 issues of 5 levels, three parties: 5**20, some 9.5e13 packages."""
    given = domain([5] * 20, 3)
    found = points(given).found
    if what == "frontier":
        benchmark(points, given)
    else:
        benchmark(lambda: [solution(found, given.floor) for solution in SOLUTIONS])
    assert found.complete
    against_target(benchmark, 500)
    benchmark.extra_info["points"] = len(found.utility)


@pytest.fixture(scope="module")
def many_draws(request):
    """20,000 packages, two parties; few draws when benchmarks run as plain tests."""
    timed = request.config.getoption("benchmark_enable", False)
    return sample([10, 10, 10, 20], 2, 10_000 if timed else 100)


def test_acceptability_and_solutions_in_many_draws(benchmark, many_draws):
    """10,000 draws: acceptable to each and to all, and four picks in every draw."""
    found = benchmark(acceptability, many_draws)
    assert found.zone > 0
    against_target(benchmark, 5000)


def test_frontiers_in_many_draws(benchmark, many_draws):
    """10,000 draws: which packages are on the frontier in how many."""
    assert benchmark(efficient_share, many_draws).any()
    against_target(benchmark, 5000)


def test_robust_packages_by_search(benchmark):
    """20 issues of 5 levels, 1,000 draws, 20 starts."""
    drawn = sample([5] * 20, 2, 1000)
    starts = np.random.default_rng(2).integers(0, 5, (20, 20))
    found = benchmark(robust, drawn, starts)
    assert found.all[0] > 0
    against_target(benchmark, 1000)


def test_the_range_of_beliefs(benchmark):
    """One party, 17 issues of four levels, complete rankings: possible and necessary."""
    from parley.case.ranking import parse_ranking

    issues = [f"i{k}" for k in range(17)]
    weight = order(parse_ranking(" > ".join(issues)), issues)
    values = [order(parse_ranking("a > b > c > d"), list("abcd"))] * 17
    asked = [contrast(4, k % 4, (k + 1) % 4) for k in range(17)]
    none = Ranges(low=np.zeros(0), high=np.zeros(0))
    found = benchmark(reach, weight, values, asked, none, np.zeros(0))
    assert found.possible
    against_target(benchmark, 50)
