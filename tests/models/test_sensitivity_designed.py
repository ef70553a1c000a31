import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models.sensitivity_cases import (
    g_function,
    g_indices,
    ishigami,
    ishigami_indices,
    morris,
    product_indices,
)

from parley.models.sensitivity import elementary_effects, sobol_indices


@pytest.mark.parametrize(
    ("f", "indices", "k"), [(ishigami, ishigami_indices, 4), (g_function, g_indices, 8)]
)
def test_published_indices(f, indices, k):
    found = sobol_indices(f, k, 4096, seed=1)
    for part, error, right in zip(
        (found.first, found.total), (found.first_error, found.total_error), indices(), strict=True
    ):
        assert (np.abs(part[:, 0] - right) <= 3 * error[:, 0] + 1e-3).all()
        assert part[:, 0] == pytest.approx(right, abs=0.03)


def test_a_product_and_a_sum():
    """Uniform factors: variance over squared mean is 1/3. A sum has no interactions."""
    found = sobol_indices(lambda x: np.stack([x.prod(axis=1), x @ [3, 2, 1]], axis=1), 3, 4096)
    first, total = product_indices(np.full(3, 1 / 3))
    assert found.first[:, 0] == pytest.approx(first, abs=0.02)
    assert found.total[:, 0] == pytest.approx(total, abs=0.02)
    assert found.first[:, 1] == pytest.approx(np.array([9, 4, 1]) / 14, abs=0.01)
    assert found.total[:, 1] == pytest.approx(np.array([9, 4, 1]) / 14, abs=0.01)


def test_a_high_mean_and_an_irrelevant_input_do_no_harm():
    found = sobol_indices(lambda x: 1e6 + x[:, 0], 2, 256)
    assert found.first[:, 0] == pytest.approx([1, 0], abs=0.02)
    assert found.total[1, 0] == found.total_error[1, 0] == 0
    assert found.runs == 256 * 4


def test_a_shift_and_a_scale_of_the_outcome_change_nothing():
    was = sobol_indices(g_function, 8, 64)
    now = sobol_indices(lambda x: 100 - 3 * g_function(x), 8, 64)
    assert now.first == pytest.approx(was.first, abs=1e-9)
    assert now.total == pytest.approx(was.total, abs=1e-9)


def test_trajectories_go_both_ways():
    """From the lower half up and from the upper half down: every level is as usual as another."""
    asked = []
    elementary_effects(lambda x: asked.append(x) or x[:, 0], 3, 100)
    steps = np.diff(asked[0].reshape(100, 4, 3), axis=1)
    assert 0.35 < (steps[np.abs(steps) > 1e-9] > 0).mean() < 0.65


def test_sobol_by_seed():
    one, same, other = (sobol_indices(ishigami, 4, 64, seed=s).first for s in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).any()


def test_morris_function():
    """Morris (1991), figure 1: 0 to 9 matter, 7 to 9 without curvature or interaction."""
    found = elementary_effects(morris, 20, 40)
    star, sigma = found.mu_star[:, 0], found.sigma[:, 0]
    assert star[:10].min() > 3 * star[10:].max()
    assert (np.abs(found.mu[7:10, 0] - 40) < 8).all()
    assert (sigma[7:10] < 0.3 * star[7:10]).all()
    assert (sigma[:6] > 0.5 * star[:6]).all()
    assert found.runs == 40 * 21
    assert (found.low <= found.mu_star).all()


@given(st.integers(0, 2**32 - 1), st.sampled_from([2, 4, 6, 8]))
@settings(deadline=None, max_examples=30)
def test_trajectories_move_each_input_once_on_the_grid(seed, levels):
    asked = []

    def linear(x):
        asked.append(x)
        return x @ [3, -2, 0, 5]

    found = elementary_effects(linear, 4, 5, levels=levels, seed=seed)
    (points,) = asked
    assert (points >= 0).all()
    assert (points <= 1 + 1e-12).all()
    assert points * (levels - 1) == pytest.approx(np.round(points * (levels - 1)))
    steps = np.diff(points.reshape(5, 5, 4), axis=1)
    assert ((np.abs(steps) > 1e-9).sum(axis=2) == 1).all()
    assert ((np.abs(steps) > 1e-9).sum(axis=1) == 1).all()
    moved = np.abs(steps[np.abs(steps) > 1e-9])
    assert moved == pytest.approx(levels / 2 / (levels - 1))
    assert found.effects[..., 0] == pytest.approx(np.tile([3, -2, 0, 5], (5, 1)))


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        (lambda: sobol_indices(ishigami, 4, 100), "power of 2"),
        (lambda: sobol_indices(lambda x: np.ones(len(x)), 2, 16), "same at every point"),
        (lambda: sobol_indices(lambda x: x[:3, 0], 2, 16), "for 16 points"),
        (lambda: elementary_effects(lambda x: x[:, 0] * np.nan, 2, 5), "not finite"),
        (lambda: elementary_effects(ishigami, 4, 1), "trajectories=1"),
        (lambda: elementary_effects(ishigami, 4, 5, levels=3), "levels=3"),
    ],
)
def test_bad_input(call, problem):
    with pytest.raises(ValueError, match=problem):
        call()
