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

from parley.models.sensitivity import elementary_effects, sobol_indices, sobol_of_runs


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


def runs_of(f, k, n, seed=0):
    """Outcomes at two independent sets of rows, and with one column taken from the second."""
    a, b = np.random.default_rng(seed).random((2, n, k))
    one_taken = [np.where(np.arange(k) == i, b, a) for i in range(k)]
    return f(a), f(b), np.stack([f(each) for each in one_taken])


def two(x):
    """A sum with an input it does not read, and a product."""
    return np.stack([x[:, :3] @ [3, 2, 1], x[:, :3].prod(axis=1)], axis=1)


def test_indices_of_runs_made_already_equal_a_plain_loop():
    at_a, at_b, moved = runs_of(two, 4, 50)
    found = sobol_of_runs(at_a, at_b, moved)
    assert found.first.shape == found.total.shape == (4, 2)
    rows = range(50)
    for m in range(2):
        both = [*at_a[:, m], *at_b[:, m]]
        middle = sum(both) / 100
        variance = sum((each - middle) ** 2 for each in both) / 100
        for i in range(4):
            first = sum((at_b[r, m] - middle) * (moved[i, r, m] - at_a[r, m]) for r in rows) / 50
            total = sum((at_a[r, m] - moved[i, r, m]) ** 2 for r in rows) / 100
            assert found.first[i, m] == pytest.approx(first / variance)
            assert found.total[i, m] == pytest.approx(total / variance)
    assert found.runs == 50 * 6


def test_indices_of_runs_by_hand():
    """Random rows, as a case has them: a sum, a product, and an input that is never read."""
    found = sobol_of_runs(*runs_of(two, 4, 20_000))
    first, total = product_indices(np.full(3, 1 / 3))
    by_hand = np.array([9, 4, 1, 0]) / 14
    for part, error, right in (
        (found.first, found.first_error, np.stack([by_hand, [*first, 0]], axis=1)),
        (found.total, found.total_error, np.stack([by_hand, [*total, 0]], axis=1)),
    ):
        assert (np.abs(part - right) <= 3.5 * error + 1e-12).all()
        assert part == pytest.approx(right, abs=0.03)
    assert (found.total[3] == 0).all()
    assert (found.first_error[:3] < 0.02).all()


def test_errors_of_runs_are_those_of_other_runs():
    """The standard error against the spread over 60 sets of runs of their own."""
    made = [sobol_of_runs(*runs_of(two, 4, 300, seed), seed=seed) for seed in range(60)]
    for name in ("first", "total"):
        spread = np.std([getattr(each, name)[:3] for each in made], axis=0, ddof=1)
        error = np.mean([getattr(each, f"{name}_error")[:3] for each in made], axis=0)
        assert error == pytest.approx(spread, rel=0.35)


def test_runs_by_seed():
    runs = runs_of(two, 4, 100)
    one, same, other = (sobol_of_runs(*runs, seed=seed) for seed in (1, 1, 2))
    assert (one.first == other.first).all()  # only the errors are resampled
    assert (one.first_error == same.first_error).all()
    assert (one.first_error[:3] != other.first_error[:3]).all()
    assert (one.seed, other.seed) == (1, 2)


def test_sobol_indices_are_those_of_its_runs():
    asked = []
    found = sobol_indices(lambda x: asked.append(two(x)) or asked[-1], 4, 64, seed=3)
    again = sobol_of_runs(asked[0], asked[1], np.stack(asked[2:]), seed=3)
    assert (found.first == again.first).all()
    assert (found.total_error == again.total_error).all()


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
        (lambda: sobol_of_runs(*np.ones((2, 16, 1)), np.ones((2, 16, 1))), "same at every point"),
        (lambda: sobol_indices(lambda x: x[:3, 0], 2, 16), "for 16 points"),
        (lambda: elementary_effects(lambda x: x[:, 0] * np.nan, 2, 5), "not finite"),
        (lambda: elementary_effects(ishigami, 4, 1), "trajectories=1"),
        (lambda: elementary_effects(ishigami, 4, 5, levels=3), "levels=3"),
    ],
)
def test_bad_input(call, problem):
    with pytest.raises(ValueError, match=problem):
        call()
