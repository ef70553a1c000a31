"""How long boxes, turning levels and values of information take over 10,000 draws.

`extra_info` holds the ratio to the target. Targets are for the clock on two cores after
compilation, as in `bench_stability`.
"""

import numpy as np
import pytest

from parley.models.discovery import cart, prim, trajectory
from parley.models.flips import turns
from parley.models.information import about, find_out_next

PEEL = {20: 0.3, 300: 3.0}  # seconds for one trajectory, by number of inputs
SEARCH = 5.0  # seconds for PRIM with 30 repeats over 20 inputs
TREE = {20: 1.0, 300: 6.0}  # seconds for CART
TURNS = 3.0  # seconds for the turning levels of 300 inputs
ONE, GROUP = 0.3, 2.0  # seconds for the value of one input, and of ten together
LIST = 5.0  # seconds for a list of 20 inputs, 5 choices


def drawn(k, n=10_000, seed=0):
    rng = np.random.default_rng(seed)
    x = rng.random((n, k))
    return x, (x[:, 0] > 0.6) & (x[:, 1] < 0.5) & (rng.random(n) < 0.8)


def worth(x, seed=0):
    noise = np.random.default_rng(seed).normal(size=(len(x), 5))
    return noise + 4 * x[:, :5] - 2


@pytest.fixture(scope="module", autouse=True)
def _compiled():
    x, holds = drawn(3, 200)
    trajectory(x, holds)
    cart(x, holds)


def clocked(benchmark, function, arguments, target):
    found = benchmark.pedantic(function, arguments, rounds=2)
    benchmark.extra_info["of target"] = benchmark.stats.stats.min / target
    return found


@pytest.mark.parametrize("k", PEEL)
def test_a_trajectory(benchmark, k):
    path = clocked(benchmark, trajectory, drawn(k), PEEL[k])
    assert path.density[-1] > 0.7


def test_a_box_with_30_repeats(benchmark):
    found = clocked(benchmark, prim, drawn(20), SEARCH)
    assert {*found.box.restrictions} == {0, 1}


@pytest.mark.parametrize("k", TREE)
def test_a_tree(benchmark, k):
    tree = clocked(benchmark, cart, drawn(k), TREE[k])
    assert {*tree.leaves[0].box.restrictions} == {0, 1}


def test_the_turning_levels_of_300_inputs(benchmark):
    assert len(clocked(benchmark, turns, drawn(300), TURNS)) == 300


@pytest.mark.parametrize(("p", "target"), [(1, ONE), (10, GROUP)])
def test_the_value_of_a_group(benchmark, p, target):
    x, _ = drawn(20)
    found = clocked(benchmark, about, (worth(x), x, range(p)), target)
    assert found.value > 0


def test_what_to_find_out_next(benchmark):
    x, _ = drawn(20)
    found = clocked(benchmark, find_out_next, (worth(x), x, {str(j): [j] for j in range(20)}), LIST)
    assert {int(each.name) for each in found[:5]} == set(range(5))
