"""How long the models of influence take: runs to the end, and many votes at once.

`extra_info` holds the ratio to the target. Targets are for the clock on two cores after
compilation, as in `bench_stability`.
"""

import numpy as np
import pytest

from parley.models.influence.actors import actors
from parley.models.influence.one_shot import one_shot_over
from parley.models.influence.smp import smp, smp_over

TARGETS = {40: 0.3, 160: 3.0, 400: 60.0}  # seconds, by number of actors
VOTES = 5.0  # seconds for 10,000 draws of 15 actors
RUNS = 15.0  # seconds for 1,000 draws of 15 actors


def drawn(n_draws, n, n_issues=1, seed=0):
    rng = np.random.default_rng(seed)
    shape = (n_draws, n, n_issues)
    return rng.random(shape), rng.random(shape) / n_issues, rng.uniform(1, 100, (n_draws, n))


@pytest.fixture(scope="module", autouse=True)
def _compiled():
    x, s, c = drawn(2, 4)
    smp_over(x, s, c)
    one_shot_over(x, s, c)


@pytest.mark.parametrize("n", TARGETS)
def test_a_run_until_it_settles(benchmark, n):
    x, s, c = (each[0] for each in drawn(1, n))
    found = benchmark.pedantic(smp, (actors(x, s, c),), rounds=5 if n < 400 else 1)
    assert found.settled
    benchmark.extra_info["turns"] = found.n_turns
    benchmark.extra_info["of target"] = benchmark.stats.stats.min / TARGETS[n]


@pytest.mark.parametrize("election", ["conditional", "markov uniform", "markov incentive"])
def test_10_000_votes_of_15_actors(benchmark, election):
    kind = {"election": election}
    chance = benchmark.pedantic(one_shot_over, drawn(10_000, 15), kind, rounds=3)
    assert np.allclose(chance.sum(axis=1), 1)
    benchmark.extra_info["of target"] = benchmark.stats.stats.min / VOTES


def test_1_000_runs_of_15_actors_on_two_issues(benchmark):
    ends = benchmark.pedantic(smp_over, drawn(1_000, 15, 2), rounds=2)
    assert ends.settled.mean() > 0.9
    benchmark.extra_info["of target"] = benchmark.stats.stats.min / RUNS
