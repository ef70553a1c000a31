"""Value of information in closed form, against plain loops, and its bounds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.models.information import about, find_out_next, perfect, report
from parley.models.information.fitted import PENALTIES, _ridge, _terms, bins, by_bin

seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=25, deadline=None)

# Unit normal loss L(d), Raiffa and Schlaifer (1961), Applied Statistical Decision Theory, table II.
LOSS = {0.0: 0.3989, 0.5: 0.1978, 1.0: 0.08332}


def linear(seed, n, mean, weight, noise=0.0):
    """Do nothing, or an act worth mean + weight x + noise, all inputs normal."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, len(weight)))
    act = mean + x @ np.asarray(weight, float) + noise * rng.normal(size=n)
    return np.column_stack([np.zeros(n), act]), x


def tangled(seed, n=200):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, 3))
    u = rng.normal(size=(n, 3)) + np.column_stack(
        [x[:, 0], x[:, 1] * x[:, 2], rng.normal() * x[:, 2]]
    )
    return u, x


# Closed forms


@pytest.mark.parametrize("d", LOSS)
def test_knowing_everything_in_a_normal_problem(d):
    """E max(0, Y) - max(0, E Y) = s L(|mean| / s)."""
    for mean in {d * 2, -d * 2}:
        u, _ = linear(0, 40_000, mean, [2 * 0.6], noise=2 * 0.8)
        found = perfect(u)
        assert found.value == pytest.approx(2 * LOSS[d], abs=0.025)
        assert found.interval[0] < 2 * LOSS[d] < found.interval[1]
        assert found.verdict == "worth something"


@pytest.mark.parametrize("d", LOSS)
@pytest.mark.parametrize("columns", [[0], [0, 1]])
def test_knowing_some_inputs_in_a_normal_problem(d, columns):
    """The means given x are normal with the part of s that x carries."""
    weight = np.array([1.0, 0.75, 0])
    s = float(np.linalg.norm(weight[columns]))
    u, x = linear(1, 40_000, d * s, weight, noise=1)
    found = about(u, x, columns)
    assert found.value == pytest.approx(s * LOSS[d], abs=0.02)
    slack = 0.003 if d == 0 else 0  # where two choices are equal the interval is known to be short
    assert found.interval[0] - slack < s * LOSS[d] < found.interval[1] + slack


def test_intervals_keep_their_promise_and_the_estimate_errs_downwards():
    found = [about(*linear(seed, 1000, 0.5, [1, 1], noise=1), [0], seed=seed) for seed in range(60)]
    covered = [each.interval[0] <= LOSS[0.5] <= each.interval[1] for each in found]
    assert np.mean(covered) >= 0.82  # 0.95 promised, a little less as the fit is held fixed
    assert LOSS[0.5] - 0.02 < np.mean([each.raw for each in found]) < LOSS[0.5] + 0.005


def test_a_dummy_is_worth_nothing():
    for mean in (0, 0.5):
        told = []
        for seed in range(30):
            u, x = linear(seed, 600, mean, [1, 0, 0], noise=1)
            told += [about(u, x, [1], seed=seed), about(u, x, [1, 2], seed=seed)]
        assert np.mean([each.verdict == "worth something" for each in told]) < 0.1
        assert np.mean([each.value for each in told]) < 0.02


@pytest.mark.parametrize("columns", [[0, 1], [0, 1, 2]])
def test_perfect_information_on_everything_is_all_there_is(columns):
    u, x = linear(0, 5000, 0.3, [1, -2, 0])
    assert about(u, x, columns).value == pytest.approx(perfect(u).value, rel=2e-3)


def test_the_product_of_two_inputs_is_only_seen_together():
    x = np.random.default_rng(0).normal(size=(5000, 2))
    u = np.column_stack([np.zeros(5000), x[:, 0] * x[:, 1]])
    assert about(u, x, [0]).verdict == "cannot tell"
    assert about(u, x, [0, 1]).value == pytest.approx(1 / np.pi, abs=0.03)  # E |x y| / 2


# Bounds


@given(seeds)
@few
def test_some_is_never_worth_more_than_all(seed):
    u, x = tangled(seed)
    everything = perfect(u, seed=seed)
    for columns in ([0], [2], [1, 2]):
        found = about(u, x, columns, seed=seed)
        assert found.raw <= everything.raw + 1e-12
        assert found.value >= 0
        assert 0 <= found.interval[0] <= found.interval[1]
        assert found.interval[1] <= everything.interval[1] + 1e-12
    assert report(u, x[:, 0], 0.8, seed=seed).raw <= everything.raw + 1e-12


@given(seeds, st.floats(0.1, 10), st.floats(-5, 5))
@few
def test_units_and_what_all_choices_share_do_not_matter(seed, unit, shared):
    u, x = tangled(seed)
    one = about(u, x, [0])
    other = about(unit * u + shared * x[:, :1], x, [0])
    assert other.raw <= perfect(unit * u + shared * x[:, :1]).raw + 1e-12
    scaled = about(unit * u, x, [0])
    assert scaled.raw == pytest.approx(unit * one.raw, abs=1e-9)
    assert scaled.interval == pytest.approx([unit * each for each in one.interval], abs=1e-9)
    both = u + 3.0
    assert about(both, x, [0]).raw == pytest.approx(one.raw, abs=1e-9)


@given(seeds)
@few
def test_bins_do_not_feel_a_monotone_scale(seed):
    u, x = tangled(seed)
    assert about(u, np.arctan(x), [1]) == about(u, x, [1])


# Plain loops


@given(seeds)
@few
def test_bin_means_leave_the_own_fold_out(seed):
    u, x = tangled(seed)
    fold = np.random.default_rng(seed).integers(0, 10, len(u))
    place = bins(x[:, 0], 8)
    found = by_bin(place, u, fold)
    for i in range(0, len(u), 7):
        others = fold != fold[i]
        mine = others & (place == place[i])
        expected = u[mine if mine.any() else others].mean(axis=0)
        assert found[i] == pytest.approx(expected)


def test_a_bin_known_to_one_fold_alone_takes_the_overall_mean():
    place, fold = np.array([0, 0, 1, 1, 1]), np.array([0, 0, 1, 2, 3])
    u = np.arange(10.0).reshape(5, 2)
    assert by_bin(place, u, fold)[0] == pytest.approx(u[2:].mean(axis=0))


@given(seeds)
@few
def test_ridge_is_a_regression_on_the_other_folds(seed):
    u, x = tangled(seed)
    z, fold = _terms(x), np.random.default_rng(seed).permutation(len(u)) % 10
    errors, guesses = [], []
    for penalty in PENALTIES:
        guess = np.empty_like(u)
        for part in range(10):
            told = fold != part
            mean_z, mean_u = z[told].mean(axis=0), u[told].mean(axis=0)
            root = np.sqrt(penalty * told.sum()) * np.eye(z.shape[1])
            left = np.vstack([z[told] - mean_z, root])
            right = np.vstack([u[told] - mean_u, np.zeros((z.shape[1], 3))])
            slope = np.linalg.lstsq(left, right, rcond=None)[0]
            guess[~told] = mean_u + (z[~told] - mean_z) @ slope
        errors.append(((guess - u) ** 2).sum())
        guesses.append(guess)
    assert _ridge(z, u, fold) == pytest.approx(guesses[int(np.argmin(errors))], abs=1e-8)


def test_a_coin_has_no_square():
    assert _terms(np.tile([0.0, 1], 50)[:, np.newaxis]).shape == (100, 2)


# Reports


@pytest.mark.parametrize("right", [0.5, 0.6, 0.9, 1.0, 0.2])
def test_a_report_on_a_coin(right):
    """Two states, one point for the right guess: heard, it is max(r, 1 - r) right; unheard 1/2."""
    x = np.tile([0, 1], 5000)
    u = np.column_stack([x, 1 - x])
    found = report(u, x, right)
    assert found.value == pytest.approx(max(right, 1 - right) - 0.5, abs=0.01)
    assert (found.verdict == "cannot tell") == (right == 0.5)


@pytest.mark.parametrize("right", [0.4, 0.7, 1.0])
def test_a_report_on_three_accounts_by_enumeration(right):
    rng = np.random.default_rng(0)
    odds, worth = np.array([0.5, 0.3, 0.2]), np.array([[1, 0, 0], [0, 2, 0.5], [0.3, 0.3, 2.5]])
    state = rng.choice(3, 30_000, p=odds)
    u = worth[state] + 0.3 * rng.normal(size=(30_000, 3))
    wrong = (1 - right) / 2
    value = -max(odds @ worth)
    for said in range(3):
        likely = np.where(np.arange(3) == said, right, wrong)
        value += max((odds * likely) @ worth)
    found = report(u, state, right)
    assert found.value == pytest.approx(value, abs=0.02)
    assert found.interval[0] - 0.005 < value < found.interval[1] + 0.005


@given(seeds)
@settings(max_examples=8, deadline=None)
def test_a_better_source_is_worth_more(seed):
    rng = np.random.default_rng(seed)
    state = rng.permutation(np.arange(3000) % 3)
    worth = rng.normal(size=(3, 4))
    value = [report(worth[state], state, r, seed=seed).raw for r in (1 / 3, 0.5, 0.75, 1)]
    near = 0.05  # folds differ in their states, and the correction for close choices is up to 0.02
    assert value[0] == pytest.approx(0, abs=near)
    assert (np.diff(value) > -near).all()
    whole = worth[state].max(axis=1).mean() - worth[state].mean(axis=0).max()
    assert value[-1] == pytest.approx(whole, abs=near)


def test_a_number_is_reported_in_parts():
    """Low or high half of a normal: E |z| / 2 of the 0.3989 that a sign is worth, all of it."""
    u, x = linear(0, 20_000, 0, [1])
    assert report(u, x[:, 0], 1, parts=2).value == pytest.approx(LOSS[0.0], abs=0.01)
    half = report(u, x[:, 0], 0.75, parts=2)
    assert half.value == pytest.approx(LOSS[0.0] / 2, abs=0.02)


# Ranking


def test_the_order_of_what_to_find_out():
    u, x = linear(0, 4000, 0.4, [1, 3, 0.5, 0])
    groups = {"dummy": [3], "small": [2], "first": [0], "big": [1], "both": [0, 1]}
    found = find_out_next(u, x, groups, seed=3)
    assert [each.name for each in found] == ["both", "big", "first", "small", "dummy"][: len(found)]
    assert found[0].columns == (0, 1)
    assert found[-1].worth.verdict == "cannot tell"
    for each in found:
        assert each.worth == about(u, x, groups[each.name], seed=3)
        assert each.part == pytest.approx(each.worth.value / perfect(u, seed=3).value)


def test_the_draws_needed_do_tell():
    u, x = linear(2, 200, 0.8, [0.5, 1])
    few_draws = about(u, x, [0])
    assert few_draws.verdict == "cannot tell"
    u, x = linear(2, 20_000, 0.8, [0.5, 1])
    many = about(u, x, [0])
    assert many.verdict == "worth something"
    assert many.draws_needed < 20_000


def test_the_seed_decides():
    u, x = tangled(1)
    assert about(u, x, [0], seed=4) == about(u, x, [0], seed=4)
    assert about(u, x, [0], seed=4) != about(u, x, [0], seed=5)


U, X = tangled(0, 60)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: perfect(U[:, :1]), "2 choices or more"),
        (lambda: perfect(U[:, 0]), "2 choices or more"),
        (lambda: perfect(U * np.nan), "not finite"),
        (lambda: perfect(np.ones((60, 2)) * U[:, :1]), "worth the same"),
        (lambda: perfect(U[:40]), "40 draws are too few"),
        (lambda: about(U, X[:50], [0]), "are not"),
        (lambda: about(U, X * [0, 1, 1], [1]), "the same in every draw"),
        (lambda: about(U, X, [3]), "not different ones"),
        (lambda: about(U, X, [0, 0]), "not different ones"),
        (lambda: about(U, X, []), "not different ones"),
        (lambda: report(U, X[:, 0], 1.2), "not in 0 to 1"),
        (lambda: report(U, X[:, 0], 0.5, parts=1), "fewer than 2"),
        (lambda: report(U, np.ones(60), 0.5), "the same in every draw"),
        (lambda: report(U, X[:50, 0], 0.5), "are not"),
        (lambda: report(U, X, 0.5), "one number for each draw"),
    ],
)
def test_bad_input_is_refused(call, said):
    with pytest.raises(ValueError, match=said):
        call()
