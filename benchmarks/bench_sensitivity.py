"""How long sensitivity takes over given draws: many inputs, many outcomes.

`extra_info` holds the ratio to the target, on two cores after compilation. A tenth of the inputs
are codes of categories, each with bins and dummies of its own.
"""

import numpy as np
import pytest

from parley.models.sensitivity import given_data, group_first_order, regional, total_effects

ALL_INDICES = 5.0  # seconds
N, K, M = 10_000, 300, 20


@pytest.fixture(scope="module")
def drawn():
    rng = np.random.default_rng(0)
    x = rng.random((N, K))
    x[:, : K // 10] = rng.integers(0, 2 + np.arange(K // 10) % 6, (N, K // 10))
    y = x[:, :60] @ rng.normal(size=(60, M)) + rng.normal(size=(N, M))
    given_data(x[:200, :2], y[:200])
    regional(x[:200, :2], y[:200, 0] > np.median(y[:200, 0]))
    return x, y


def test_all_indices(benchmark, drawn):
    found = benchmark.pedantic(given_data, drawn, rounds=4)
    benchmark.extra_info["irrelevant above the floor"] = float(found.delta.above[60:].mean())
    benchmark.extra_info["of target"] = benchmark.stats.stats.min / ALL_INDICES


def test_regional(benchmark, drawn):
    x, y = drawn
    benchmark.pedantic(regional, (x, y > np.median(y, axis=0)), rounds=2)


def test_five_groups_of_ten(benchmark, drawn):
    groups = [range(10 * i, 10 * i + 10) for i in range(5)]
    benchmark.pedantic(group_first_order, (*drawn, groups), rounds=1)


def test_total_effects(benchmark, drawn):
    benchmark.pedantic(total_effects, drawn, rounds=1)
