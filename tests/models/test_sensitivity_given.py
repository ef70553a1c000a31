import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models.sensitivity_cases import (
    g_function,
    g_indices,
    ishigami,
    ishigami_indices,
    product_indices,
)
from scipy.stats import norm, rankdata

from parley.models.sensitivity import _numba, given_data
from parley.models.sensitivity._bins import bins, classes, mid_ranks, resamples

BY_CLASS = ("delta", "pawn", "pawn_most")
ALL = ("first_order", *BY_CLASS, "ranks")
seeds = st.integers(0, 2**32 - 1)


def uniform(n, k, seed=0):
    return np.random.default_rng(seed).random((n, k))


def error(index):
    return (index.high - index.estimate) / 1.959964


def agrees(index, right, bias=0.0):
    """Within four standard errors of the right values, (k,), and what binning blurs."""
    off = np.abs(index.estimate[:, 0] - right)
    return (off <= 4 * error(index)[:, 0] + bias).all()


# Published values


@pytest.mark.parametrize("n", [1_000, 10_000])
@pytest.mark.parametrize(
    ("f", "indices", "k"), [(ishigami, ishigami_indices, 4), (g_function, g_indices, 8)]
)
def test_first_order_of_published_functions(n, f, indices, k):
    x = uniform(n, k)
    assert agrees(given_data(x, f(x)).first_order, indices()[0], bias=0.005)


def test_first_order_of_a_product():
    sd = np.array([1, 0.5, 0.25, 2])
    x = np.random.default_rng(3).normal(1, sd, (10_000, 4))
    found = given_data(x, x.prod(axis=1)).first_order
    assert agrees(found, product_indices(sd**2)[0], bias=0.01)


@pytest.fixture(scope="module")
def additive():
    """Y = 3 X0 + 2 X1 + X2 + 0 X3, standard normal inputs: correlations with Y and the indices."""
    slope = np.array([3, 2, 1, 0])
    x = np.random.default_rng(5).normal(size=(20_000, 4))
    return slope / np.sqrt((slope**2).sum()), given_data(x, x @ slope, seed=1)


def test_first_order_of_an_additive_normal(additive):
    r, found = additive
    assert agrees(found.first_order, r**2, bias=0.005)


def test_rank_coefficients_of_an_additive_normal_are_spearmans(additive):
    """Pearson (1907): 6 / pi asin(r / 2); inputs are independent."""
    r, found = additive
    assert agrees(found.ranks, 6 / np.pi * np.arcsin(r / 2))


def test_delta_of_an_additive_normal(additive):
    r, found = additive
    y, x = np.linspace(-6, 6, 2001), norm.ppf((np.arange(400) + 0.5) / 400)
    step = y[1] - y[0]
    right = []
    for one in r:
        given_x = norm.pdf(y[:, None], one * x, np.sqrt(1 - one**2))
        right.append(np.abs(given_x - norm.pdf(y)[:, None]).sum() * step / 2 / len(x))
    strong = slice(0, 3)
    assert np.abs(found.delta.estimate[strong, 0] - right[strong]).max() < 0.02


def test_pawn_of_an_additive_normal(additive):
    r, found = additive
    y, x = np.linspace(-5, 5, 2001), norm.ppf((np.arange(16_000) + 0.5) / 16_000).reshape(16, -1)
    gaps = [
        [
            np.abs(norm.cdf((y[:, None] - one * part[::20]) / np.sqrt(1 - one**2)).mean(axis=1)
                   - norm.cdf(y)).max()
            for part in x
        ]
        for one in r[:3]
    ]  # fmt: skip
    median, most = np.median(gaps, axis=1), np.max(gaps, axis=1)
    assert np.abs(found.pawn.estimate[:3, 0] - median).max() < 0.015
    assert np.abs(found.pawn_most.estimate[:3, 0] - most).max() < 0.02


def test_an_irrelevant_input_is_at_the_floor(additive):
    _, found = additive
    for name in ALL:
        index = getattr(found, name)
        assert index.above[:, 0].tolist() == [True, True, True, False]


# Slow oracle


def slow(column, held, code, outcome, times):
    """The same four statistics, from the resample written out draw by draw."""
    drawn = np.repeat(np.arange(len(column)), times)
    place = np.empty(len(column), int)
    place[held.order] = np.arange(len(column))
    fine = np.searchsorted(held.fine, place, side="right") - 1
    coarse = np.searchsorted(held.coarse, fine, side="right") - 1
    between = sum(
        outcome[drawn[fine[drawn] == f]].sum() ** 2 / max((fine[drawn] == f).sum(), 1)
        for f in np.unique(fine)
    )
    delta, gaps = 0.0, []
    for r in np.unique(coarse):
        inside = drawn[coarse[drawn] == r]
        cells = [((code[inside] // 4 == c).sum(), (code[drawn] // 4 == c).mean()) for c in range(9)]
        delta += sum(abs(count - len(inside) * share) for count, share in cells)
        steps = range(code.max() + 1)
        gaps.append(max(abs((code[inside] <= c).mean() - (code[drawn] <= c).mean()) for c in steps))
    return between, delta, np.median(gaps), max(gaps)


@pytest.mark.parametrize("values", [0, 3, 40])
def test_statistics_are_those_of_the_resamples(values):
    rng = np.random.default_rng(values)
    n = 300
    x = rng.integers(values, size=n).astype(float) if values else rng.normal(size=n)
    y = np.round(x + rng.normal(size=n), 1 if values else 9)
    y -= y.mean()
    held, code, times = bins(x, 8), classes(y, 8), resamples(n, 6, 1)
    steps = np.arange(code.max() // 4 * 4 + 4)[:, None]
    below = ((code <= steps) @ times.astype(float) / n)[None]
    single = y[None].astype(np.float32)
    found = _numba.statistics(*held, code[None], single, times, below)[:, 0]
    for b in range(6):
        right = slow(x, held, code, y, times[:, b])
        assert found[:, b] == pytest.approx(right, rel=1e-5)


@given(st.lists(st.integers(-3, 3), min_size=2, max_size=60), st.integers(2, 6))
@settings(deadline=None, max_examples=50)
def test_bins_part_no_equal_values_and_lose_no_draw(values, parts):
    column = np.array(values, float)
    held = bins(column, parts)
    assert sorted(held.order) == list(range(len(values)))
    assert held.fine[0] == held.coarse[0] == 0
    assert held.fine[-1] == len(values)
    assert held.coarse[-1] == len(held.fine) - 1
    assert (np.diff(held.fine) > 0).all()
    assert (np.diff(held.coarse) > 0).all()
    ordered = column[held.order]
    for begin in held.fine[1:-1]:
        assert ordered[begin - 1] < ordered[begin]
    if len(set(values)) <= parts:
        assert len(held.fine) == len(held.coarse) == len(set(values)) + 1


@given(st.lists(st.integers(0, 5), min_size=2, max_size=30))
@settings(deadline=None, max_examples=50)
def test_mid_ranks_are_those_of_scipy(values):
    column = np.array(values, float)[:, None]
    right = (2 * rankdata(column, axis=0) - 1) / len(values) - 1
    assert mid_ranks(column) == pytest.approx(right)


def test_a_rare_least_value_has_a_bin_of_its_own():
    """Also among many values: 20 of 2,000 draws below a value that is common."""
    column = np.concatenate([np.arange(20) / 20 - 1, np.zeros(1980)])
    assert len(bins(column, 8).coarse) == 3


# Properties


@given(seeds)
@settings(deadline=None, max_examples=10)
def test_monotone_transforms_leave_ranks_alone(seed):
    x = uniform(300, 3, seed)
    y = x[:, 0] + x[:, 1] ** 2
    was, now = given_data(x, y), given_data(x**3, np.exp(5 * y))
    for name in (*BY_CLASS, "ranks"):
        assert getattr(now, name).estimate == pytest.approx(getattr(was, name).estimate)
    again = given_data(np.exp(x), y)
    assert again.first_order.estimate == pytest.approx(was.first_order.estimate)


@given(seeds)
@settings(deadline=None, max_examples=10)
def test_order_of_draws_and_other_columns_count_for_nothing(seed):
    rng = np.random.default_rng(seed)
    x, shuffled = rng.random((400, 3)), rng.permutation(400)
    y = np.stack([x[:, 0] * x[:, 1], x[:, 2] > 0.4], axis=1)
    was, now = given_data(x, y), given_data(x[shuffled], y[shuffled])
    for name in ("first_order", "ranks"):
        assert getattr(now, name).estimate == pytest.approx(getattr(was, name).estimate, abs=1e-5)
    for name in BY_CLASS:  # only which draws are resampled differs
        one, other = getattr(now, name), getattr(was, name)
        assert (np.abs(one.estimate - other.estimate) <= 1.5 * error(one) + 0.01).all()
    fewer = given_data(x[:, 1:], y[:, 1])
    for name in ("first_order", *BY_CLASS):
        one, other = getattr(fewer, name), getattr(was, name)
        for field in ("estimate", "low", "floor", "needed"):
            assert getattr(one, field)[:, 0] == pytest.approx(getattr(other, field)[1:, 1])


def test_same_seed_same_answer():
    x = uniform(300, 3)
    one, same, other = (given_data(x, x[:, 0], seed=s) for s in (4, 4, 5))
    assert (one.delta.estimate == same.delta.estimate).all()
    assert (one.delta.floor == same.delta.floor).all()
    assert (one.delta.estimate != other.delta.estimate).any()
    assert one.seed == 4


def test_irrelevant_inputs_rarely_pass_the_floor():
    """Continuous, tied and rare-valued; independent outcomes, heavy-tailed and yes or no."""
    rng = np.random.default_rng(7)
    x = np.hstack(
        [rng.random((1000, 60)), rng.integers(3, size=(1000, 20)), rng.random((1000, 20)) < 0.02]
    )
    y = np.stack([rng.normal(size=1000), rng.standard_t(3, size=1000), rng.random(1000) < 0.2], 1)
    found = given_data(x, y)
    for name in ALL:
        assert getattr(found, name).above.mean() <= 0.05


def test_intervals_hold_the_right_value_about_as_often_as_they_say():
    """First order and rank coefficient of a middling input, 60 sets of draws."""
    held = {"first_order": 0, "ranks": 0}
    for seed in range(60):
        x = np.random.default_rng(seed).normal(size=(1000, 2))
        found = given_data(x, x.sum(axis=1))
        for name, right in (("first_order", 0.5), ("ranks", 6 / np.pi * np.arcsin(0.125**0.5))):
            index = getattr(found, name)
            held[name] += int(index.low[0, 0] <= right <= index.high[0, 0])
    assert min(held.values()) >= 51


def test_draws_needed_are_enough_and_fewer_are_not():
    """A weak input: at the draws asked for, it is found about half the time, later always."""

    def drawn(n, seed):
        x = np.random.default_rng(seed).normal(size=(n, 2))
        return given_data(x, 0.15 * x[:, 0] + x[:, 1]).first_order

    asked = [drawn(500, seed) for seed in range(10)]
    needed = np.median([one.needed[0, 0] for one in asked])
    assert sum(one.above[0, 0] for one in asked) <= 3
    assert 500 < needed < np.inf
    later = [drawn(int(3 * needed), seed) for seed in range(10)]
    assert sum(one.above[0, 0] for one in later) >= 8


def test_an_input_no_better_than_dummies_gets_no_number():
    x = uniform(500, 20)
    needed = given_data(x[:, 1:], x[:, 0]).first_order
    nothing = needed.estimate < -0.01
    assert nothing.any()
    assert np.isinf(needed.needed[nothing]).all()


def test_inputs_that_fix_each_other_have_no_rank_coefficient():
    x = uniform(300, 3)
    x[:, 1] = 1 - x[:, 0]
    found = given_data(x, x[:, 0] + x[:, 2]).ranks
    assert np.isnan(found.estimate[:, 0]).tolist() == [True, True, False]
    assert found.above[:, 0].tolist() == [False, False, True]


def test_too_many_inputs_have_no_rank_coefficient_and_the_rest():
    x = uniform(200, 100)
    found = given_data(x, x[:, 0])
    assert np.isnan(found.ranks.estimate).all()
    assert np.isnan(found.ranks_explain).all()
    assert not found.ranks.above.any()
    assert found.first_order.above[:, 0].tolist() == [True] + [False] * 99


def test_a_jump_and_a_rare_value_are_seen():
    rng = np.random.default_rng(2)
    rare = rng.random(2000) < 0.03
    x = np.stack([rare, rng.random(2000), rng.random(2000)], axis=1)
    found = given_data(x, 3.0 * rare + (x[:, 1] > 0.9))
    assert found.first_order.above[:, 0].tolist() == [True, True, False]
    assert found.pawn_most.above[:, 0].tolist() == [True, True, False]
    assert found.pawn_most.estimate[0, 0] == pytest.approx(0.97, abs=0.03)


# Bad input


@pytest.mark.parametrize(
    ("x", "y", "problem"),
    [
        (np.ones((200, 1)), np.arange(200), "input 0 is the same"),
        (uniform(200, 2), np.ones(200), "outcome 0 is the same"),
        (uniform(99, 2), np.arange(99), "need at least 100 draws, got 99"),
        (uniform(200, 2), np.where(np.arange(200) == 3, np.nan, np.arange(200)), "outcome 0 is m"),
        (uniform(200, 2), np.arange(199), "must be"),
        (uniform(200, 1)[:, 0], np.arange(200), "must be"),
    ],
)
def test_bad_input_is_said_in_a_sentence(x, y, problem):
    with pytest.raises(ValueError, match=problem):
        given_data(x, y)
