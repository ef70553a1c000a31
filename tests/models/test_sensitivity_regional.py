import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ks_2samp

from parley.models.sensitivity import regional
from parley.models.sensitivity._bins import resamples
from parley.models.sensitivity.regional import _gaps


def uniform(n, k, seed=0):
    return np.random.default_rng(seed).random((n, k))


def test_closed_form():
    """With x0 + x1 > 1: F is x^2 with it and 2 x - x^2 without; their gap is 1/2 at 1/2."""
    x = uniform(20_000, 3)
    found = regional(x, x[:, 0] + x[:, 1] > 1)
    assert found.gap.estimate[:2, 0] == pytest.approx([0.5, 0.5], abs=0.02)
    assert found.split[:2, 0] == pytest.approx([0.5, 0.5], abs=0.06)
    assert found.gap.above[:, 0].tolist() == [True, True, False]


def test_sign_says_which_way():
    x = uniform(1_000, 2)
    found = regional(x, np.stack([x[:, 0] > 0.6, x[:, 0] <= 0.6], axis=1))
    assert found.gap.estimate[0] == pytest.approx([1, -1], abs=0.01)
    assert found.split[0] == pytest.approx([0.6, 0.6], abs=0.01)


@given(st.integers(0, 2**32 - 1), st.sampled_from([0, 4]))
@settings(deadline=None, max_examples=25)
def test_gaps_are_those_of_scipy_in_every_resample(seed, values):
    rng = np.random.default_rng(seed)
    x = rng.integers(values, size=(120, 2)).astype(float) if values else rng.random((120, 2))
    y = rng.random((2, 120)) < 0.4
    times = resamples(120, 4, seed)
    gap, split = _gaps(x, y, times)
    for i in range(2):
        for o in range(2):
            for b in range(4):
                drawn = np.repeat(np.arange(120), times[:, b])
                with_it = y[o, drawn]
                right = ks_2samp(x[drawn[~with_it], i], x[drawn[with_it], i], method="asymp")
                assert abs(gap[i, o, b]) == pytest.approx(right.statistic)
            at = (x[~y[o], i] <= split[i, o]).mean() - (x[y[o], i] <= split[i, o]).mean()
            assert at == pytest.approx(gap[i, o, 0])


def test_irrelevant_inputs_rarely_pass_the_floor():
    rng = np.random.default_rng(1)
    x = np.hstack([rng.random((1000, 60)), rng.integers(3, size=(1000, 40))])
    found = regional(x, rng.random((1000, 3)) < [0.5, 0.2, 0.05])
    assert found.gap.above.mean() <= 0.05


@given(st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=10)
def test_monotone_transforms_leave_the_gap_and_move_the_split(seed):
    x = uniform(300, 2, seed)
    y = x[:, 0] > 0.5 * x[:, 1]
    was, now = regional(x, y), regional(np.exp(x), y)
    assert (was.gap.estimate == now.gap.estimate).all()
    assert np.exp(was.split) == pytest.approx(now.split)


def test_resampling_takes_some_of_the_bias_off():
    x, y = uniform(500, 40), uniform(500, 1, seed=9) < 0.3
    plain = np.abs(_gaps(x, y.T, resamples(500, 1, 0))[0]).mean()
    assert np.abs(regional(x, y).gap.estimate).mean() < 0.8 * plain


@pytest.mark.parametrize(
    ("y", "problem"),
    [
        (np.arange(200) % 3, "yes or no"),
        (np.arange(200) < 9, "outcome 0 has only 9 draws of one kind, need 10"),
        (np.zeros(200), "outcome 0 is the same"),
    ],
)
def test_bad_outcomes(y, problem):
    with pytest.raises(ValueError, match=problem):
        regional(uniform(200, 2), y)
