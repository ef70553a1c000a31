"""How long the dynamic model takes: many replications, and its values on a grid.

`extra_info` holds the ratio to the target. Targets are for the clock on two cores after
compilation, as in `bench_stability`. The bare kernel draws four blocks of random numbers, twice
what a week of war needs, and updates the stocks, nothing else.
"""

import time

import numpy as np
import pytest
from numba import njit

from parley.models.war._rules_numba import block
from parley.models.war.simulate import simulate
from parley.models.war.streams import key
from parley.models.war.war import checked
from parley.models.war.worth import bellman

FULL = 5.0  # seconds for 100,000 replications of 260 weeks
GRID = 1.0  # seconds for 21 fronts, 15 ratios, 11 pairs of types, 2 proposers, 2 parties
TIMES_BARE = 3.0
REPLICATIONS, WEEKS = 100_000, 260
DRAWS = 4  # one for each purpose when the target was set; now two purposes share a block


def long_war(**more):
    """Two sides, four classes, two types each; demands keep most of it going."""
    return checked(
        stock=[[5, 3, 2, 6], [4, 4, 2, 5]],
        weight=[[0.4, 0.2, 0.1, 0.3]] * 2,
        loss=0.02,
        production=[[[0.1, 0.06, 0.04, 0.12], [0.08, 0.08, 0.04, 0.1]]] * 3,
        cost=[0.002, 0.002],
        tempo=0.3,
        fronts=20,
        front=10,
        strength=[[0.95, 1.05]] * 2,
        resolve=[[0.5, 1.5]] * 2,
        demand=[[0.5, 0.58]] * 2,
        belief=np.full((2, 2), 0.25),
        precision=40,
        pause_share=0.2,
        review=0.1,
        talk_cost=0.02,
        **more,
    )


@njit(nogil=True)
def bare(seed, n, weeks, stock, keep, gain):
    """Draws of a week of war and the stocks."""
    total, m = 0.0, np.empty_like(stock)
    for r in range(n):
        m[:] = stock
        for t in range(weeks):
            for k in range(DRAWS):
                one, other = block(seed, r, t, k)
                total += one[0] + one[1] + other[0] + other[1]
            for j in range(2):
                for c in range(stock.shape[1]):
                    m[j, c] = keep[j, c] * m[j, c] + gain[j, c]
        total += m[0, 0]
    return total


@pytest.fixture(scope="module")
def prepared():
    war = long_war()
    worth = bellman(war)
    simulate(war, replications=10, weeks=5, worth=worth)
    bare(key(0), 1, 1, war.stock, 1 - war.loss[0], war.production[0])
    return war, worth


def test_100_000_replications_of_five_years(benchmark, prepared):
    war, worth = prepared
    kind = {"replications": REPLICATIONS, "weeks": WEEKS, "worth": worth}
    found = benchmark.pedantic(simulate, (war,), kind, rounds=2)
    benchmark.extra_info["weeks fought"] = float(found.tally[:, :2].sum() / found.done)
    benchmark.extra_info["of target"] = benchmark.stats.stats.min / FULL


def test_times_a_bare_kernel(benchmark, prepared):
    """On one core, by weeks of war or pause, after which a replication costs little.

    Round by round in turn, and the middle of the ratios: a busy machine slows down both.
    """
    war, worth = prepared
    kind = {"replications": 5_000, "weeks": WEEKS, "worth": worth, "workers": 1}
    least = []

    def alone():
        start = time.perf_counter()
        bare(key(0), 5_000, WEEKS, war.stock, 1 - war.loss[0], war.production[0])
        least.append((time.perf_counter() - start) / (5_000 * WEEKS))
        return (war,), kind

    benchmark.pedantic(simulate, setup=alone, rounds=25)
    weeks = simulate(war, **kind).tally[:, :2].sum()
    each = np.array(benchmark.stats.stats.data) / weeks
    benchmark.extra_info |= {"ns a week": each.min() * 1e9, "bare": min(least) * 1e9}
    benchmark.extra_info["of target"] = float(np.median(each / least)) / TIMES_BARE


def test_a_million_replications_without_keeping_them(benchmark, prepared):
    war, _ = prepared
    kind = {"replications": 1_000_000, "weeks": 10, "keep": False}
    found = benchmark.pedantic(simulate, (war,), kind, rounds=1)
    assert found.done == 1_000_000
    assert not len(found.kind)


def test_values_on_a_grid(benchmark):
    """As many values as 21 fronts, 15 ratios, 11 beliefs, 2 proposers and 2 parties."""
    war = long_war(discount=0.995)
    found = benchmark.pedantic(bellman, (war,), {"points": 42}, rounds=3)  # 4 pairs: 14,112 values
    assert found.converged
    benchmark.extra_info["sweeps"] = found.sweeps
    benchmark.extra_info["of target"] = benchmark.stats.stats.min / GRID
