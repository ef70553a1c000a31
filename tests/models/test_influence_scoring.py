"""Errors, scores of distributions, and intervals of differences."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.models.influence import scoring
from parley.models.influence.scoring import Difference, accuracy, crps, difference

places = st.lists(st.integers(0, 100), min_size=1, max_size=7)


@st.composite
def distributions(draw):
    x = np.array(draw(places), float)
    mass = np.array(draw(st.lists(st.integers(0, 5), min_size=len(x), max_size=len(x))), float)
    mass[0] += 1
    return x, mass / mass.sum()


def by_pairs(x, p, y):
    """The score as defined, pair by pair."""
    near = sum(p[a] * abs(x[a] - y) for a in range(len(x)))
    apart = sum(p[a] * p[b] * abs(x[a] - x[b]) for a in range(len(x)) for b in range(len(x)))
    return near - apart / 2


def test_accuracy_of_a_few_errors():
    found = accuracy([10, -10.000000000001, 25, 0, -60])
    assert found.n == 5
    assert found.mae == pytest.approx(21)
    assert found.rmse == pytest.approx(np.sqrt((100 + 100 + 625 + 3600) / 5))
    assert found.median == pytest.approx(10)
    assert (found.within_10, found.within_25) == (0.6, 0.8)


@pytest.mark.parametrize("error", [[], [1, np.nan], [np.inf], [[1, 2]], 3])
def test_accuracy_needs_finite_errors(error):
    with pytest.raises(ValueError, match="errors must be a row of finite numbers"):
        accuracy(error)


@settings(deadline=None, max_examples=150)
@given(distributions(), st.integers(-20, 120))
def test_crps_is_what_the_definition_says(given_, y):
    x, p = given_
    assert float(crps(x, p, y)) == pytest.approx(by_pairs(x, p, y), abs=1e-9)
    order = np.argsort(-x)
    assert float(crps(x[order], p[order], y)) == pytest.approx(by_pairs(x, p, y), abs=1e-9)


@settings(deadline=None, max_examples=60)
@given(distributions(), st.integers(0, 100))
def test_a_point_scores_its_error_and_a_distribution_no_more_than_its_mean_error(given_, y):
    x, p = given_
    assert float(crps([x[0]], [1], y)) == pytest.approx(abs(x[0] - y))
    assert float(crps(x, p, y)) + 1e-12 >= 0
    assert float(crps(x, p, y)) <= p @ np.abs(x - y) + 1e-9


@settings(deadline=None, max_examples=60)
@given(distributions(), distributions())
def test_the_truth_scores_best_on_average(truth, other):
    """The score is proper: nobody gains by saying what he does not believe."""
    y, chance = truth
    honest = crps(y, chance, y[:, None][..., 0])
    assert chance @ honest <= chance @ np.array([crps(*other, each) for each in y]) + 1e-9


def test_crps_of_the_whole_scale_has_a_closed_form():
    """Of a uniform forecast on 0 to 1, (y**3 + (1 - y)**3) / 3."""
    y = np.array([0, 0.3, 0.5, 1])
    found = crps(np.linspace(0, 1, 4001), np.full(4001, 1 / 4001), y)
    np.testing.assert_allclose(found, (y**3 + (1 - y) ** 3) / 3, atol=1e-4)


def test_many_distributions_score_as_each_alone():
    rng = np.random.default_rng(0)
    x, p, y = rng.random((5, 4)), rng.dirichlet(np.ones(4), 5), rng.random(5)
    alone = [float(crps(x[k], p[k], y[k])) for k in range(5)]
    np.testing.assert_allclose(crps(x, p, y), alone)
    np.testing.assert_allclose(crps(x, p, y), [by_pairs(x[k], p[k], y[k]) for k in range(5)])


@pytest.mark.parametrize("p", [[0.5, 0.4], [1.5, -0.5], [np.nan, 1]])
def test_crps_needs_probabilities(p):
    with pytest.raises(ValueError, match="must not be negative, and sum to 1"):
        crps([0, 1], p, 0)


def test_a_difference_of_nothing_is_nothing_and_a_constant_one_has_no_width():
    error = np.random.default_rng(1).random(50)
    assert difference(error, error, 0) == Difference(0, 0, 0)
    found = difference(error + 2, error, 0)
    assert (found.mean, found.low, found.high) == pytest.approx((2, 2, 2))


def test_the_interval_is_that_of_the_central_limit_theorem_on_many_issues():
    gap = np.random.default_rng(2).exponential(size=2000)
    found = difference(gap, np.zeros(2000), 3)
    half = 1.959964 * gap.std() / np.sqrt(2000)
    assert found.mean == pytest.approx(gap.mean())
    assert (found.low, found.high) == pytest.approx(
        (gap.mean() - half, gap.mean() + half), abs=2e-3
    )


def test_issues_are_resampled_in_pairs():
    """Both forecasts are far off on the same issues, which must not widen the interval."""
    hard = np.random.default_rng(3).exponential(size=200) * 50
    gap = np.random.default_rng(4).normal(1, 0.1, size=200)
    found = difference(hard + gap, hard, 0)
    assert 0.9 < found.low < found.high < 1.1


def test_a_seed_repeats_an_interval_whatever_is_held_in_memory(monkeypatch):
    one, other = np.random.default_rng(5).random((2, 300))
    first = difference(one, other, 7)
    monkeypatch.setattr(scoring, "AT_ONCE", 1000)
    assert difference(one, other, 7) == first
    assert difference(one, other, 8) != first
    back = difference(other, one, 7)
    assert (back.mean, back.low, back.high) == pytest.approx((-first.mean, -first.high, -first.low))


@pytest.mark.parametrize(("one", "other"), [([], []), ([1], [1, 2]), ([[1]], [[1]]), (1, 1)])
def test_a_difference_needs_errors_on_the_same_issues(one, other):
    with pytest.raises(ValueError, match="both forecasts need errors on the same issues"):
        difference(one, other, 0)
