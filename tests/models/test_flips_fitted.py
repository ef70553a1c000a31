"""Flips of two inputs by a fit: solved by hand, against a grid, and their intervals."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.models.flips import flip_of_fit
from parley.models.flips.fitted import _crossing, _terms

seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=30, deadline=None)


def logistic(odds):
    return 1 / (1 + np.exp(-odds))


def plane(weight, constant, each=400):
    """Every place of a grid as often, with just the share of yes that the odds say."""
    places = np.array(list(product(np.arange(-2.0, 2.1), repeat=2)))
    yes = np.rint(each * logistic(places @ np.asarray(weight, float) + constant))
    x = np.repeat(places, each, axis=0)
    return x, np.concatenate([np.arange(each) < hits for hits in yes])


def noisy(seed, n=1000, constant=1.0):
    """Even odds on x + y = -constant; 0 is the middle, so the flip is constant / sqrt 2 away."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, 2))
    return x, rng.random(n) < logistic(2 * (x.sum(axis=1) + constant))


@pytest.mark.parametrize(
    ("weight", "constant"), [((1, 0), 0.8), ((1, 1), 1), ((1.5, -0.5), 1), ((0.5, 1), -1)]
)
def test_a_plane_by_hand(weight, constant):
    """The foot of the perpendicular: -constant weight / |weight|^2; scales are sqrt 2 each."""
    flip = flip_of_fit(*plane(weight, constant))
    w = np.array(weight)
    foot = -constant * w / (w @ w)
    assert flip.held == (constant > 0)
    assert flip.found
    assert flip.at == pytest.approx([0, 0], abs=1e-9)
    assert flip.value == pytest.approx(foot, abs=0.02)
    assert flip.distance == pytest.approx(np.linalg.norm(foot) / np.sqrt(2), abs=0.02)
    assert flip.low < flip.distance < flip.high
    assert flip.turned == 1


def test_what_does_not_cross_within_the_draws_is_not_found():
    """x + y = -5 lies beyond the grid, whose corner is at -4; -3 lies within."""
    flip = flip_of_fit(*plane((0.5, 0.5), 2.5))
    assert flip.held
    assert not flip.found
    assert np.isnan([*flip.value, flip.distance, flip.low, flip.high]).all()
    assert flip.turned == 0
    inside = flip_of_fit(*plane((0.5, 0.5), 1.5))
    assert inside.value == pytest.approx([-1.5, -1.5], abs=0.1)


def test_units_and_the_other_conclusion_change_nothing():
    x, holds = noisy(0)
    one, moved = flip_of_fit(x, holds), flip_of_fit(x * [10, 0.1] + [3, -7], holds)
    assert moved.distance == pytest.approx(one.distance)
    assert moved.value == pytest.approx(one.value * [10, 0.1] + [3, -7])
    assert (moved.low, moved.high) == pytest.approx((one.low, one.high))
    other = flip_of_fit(x, ~holds)
    assert (one.held, other.held) == (True, False)
    assert other.value == pytest.approx(one.value)
    assert other.explained == pytest.approx(one.explained)


@given(seeds)
@few
def test_no_point_of_a_grid_that_turns_it_is_nearer(seed):
    """Of random quadratics: the point is on the line, nothing turns before, and the grid has
    nothing nearer, less three cells at every edge of what is turned: rays are half a degree apart.
    """
    rng = np.random.default_rng(seed)
    slopes = rng.normal(size=6) * [1.5, 1, 1, 0.5, 0.5, 0.5]
    start, ends = rng.uniform(-0.5, 0.5, 2), (rng.uniform(-3, -1, 2), rng.uniform(1, 3, 2))
    held, value, distance = _crossing(slopes, start, ends)
    here = (_terms(start[np.newaxis]) @ slopes)[0]
    assert held == (here >= 0)
    axes = [np.linspace(low, high, 121) for low, high in zip(*ends, strict=True)]
    places = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    turned = ((_terms(places.reshape(-1, 2)) @ slopes) >= 0).reshape(121, 121) != held
    for axis, by in product((0, 1), (-1, 1, -2, 2)):
        turned &= np.roll(turned, by, axis)
    turned[[0, 1, 2, -3, -2, -1]] = turned[:, [0, 1, 2, -3, -2, -1]] = False  # rolled around
    away = np.linalg.norm(places - start, axis=-1)[turned]
    if np.isnan(distance):
        assert not len(away)
        return
    assert (_terms(value[np.newaxis]) @ slopes)[0] == pytest.approx(0, abs=1e-9)
    assert np.linalg.norm(value - start) == pytest.approx(distance)
    assert ((value >= ends[0] - 1e-9) & (value <= ends[1] + 1e-9)).all()
    before = start + np.linspace(0, 1 - 1e-6, 200)[:, np.newaxis] * (value - start)
    assert (((_terms(before) @ slopes) >= 0) == held).all()
    assert distance <= away.min(initial=np.inf)


def test_the_interval_holds_the_truth_in_most_trials():
    """90 % promised; of 16 trials fewer than 11 have a chance of 1 in 500."""
    found = [flip_of_fit(*noisy(seed), seed=seed) for seed in range(16)]
    assert sum(each.low <= np.sqrt(0.5) <= each.high for each in found) >= 11
    assert np.mean([each.distance for each in found]) == pytest.approx(np.sqrt(0.5), abs=0.05)
    assert np.mean([each.high - each.low for each in found]) < 0.5


def test_more_draws_tell_better():
    few_draws, many = (flip_of_fit(*noisy(1, n)) for n in (500, 8000))
    assert many.high - many.low < (few_draws.high - few_draws.low) / 2  # the root of 16 is 4


def test_a_seed_gives_the_same_interval_and_another_one_another():
    one, again, other = (flip_of_fit(*noisy(0), seed=seed) for seed in (3, 3, 4))
    assert (one.low, one.high) == (again.low, again.high)
    assert (one.low, one.high) != (other.low, other.high)
    assert one.distance == other.distance


def test_how_much_of_the_outcome_the_fit_follows():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(2000, 2))
    assert flip_of_fit(x, rng.random(2000) < 0.7).explained == pytest.approx(0, abs=0.01)
    assert flip_of_fit(x, (x**2).sum(axis=1) < 2).explained > 0.9  # a circle, which it can follow
    assert 0.2 < flip_of_fit(*noisy(0)).explained < 0.8


X, HOLDS = noisy(0, 60)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: flip_of_fit(X[:, :1], HOLDS), "a pair is two inputs, not 1"),
        (lambda: flip_of_fit(np.c_[X, X[:, 0] ** 2], HOLDS), "a pair is two inputs, not 3"),
        (lambda: flip_of_fit(X, np.ones(60)), "yes in every draw"),
        (lambda: flip_of_fit(X, np.where(HOLDS, 2, 0)), "yes or no"),
        (lambda: flip_of_fit(X[:30], HOLDS[:30]), "too few"),
        (lambda: flip_of_fit(X * [1, 0], HOLDS), "the same in every draw"),
        (lambda: flip_of_fit(X, np.where(HOLDS, np.nan, 1)), "finite"),
        (lambda: flip_of_fit(X, HOLDS[1:]), "are not"),
    ],
)
def test_bad_draws_are_refused(call, said):
    with pytest.raises(ValueError, match=said):
        call()


def test_a_tie_still_has_a_flip():
    x, _ = noisy(0, 100)
    flip = flip_of_fit(x, np.argsort(np.argsort(x[:, 0])) < 50)
    assert flip.distance == pytest.approx(0, abs=0.2)
