import numpy as np
import pytest
from models.sensitivity_cases import G, g_function, g_indices, ishigami, ishigami_indices

from parley.models.sensitivity import given_data, group_first_order, total_effects
from parley.models.sensitivity.fit import basis, terms


def uniform(n, k, seed=0):
    return np.random.default_rng(seed).random((n, k))


def test_groups_of_ishigami_add_up():
    """Inputs 0 and 2 have their interaction to themselves, so with input 1 they are everything."""
    x = uniform(5_000, 4)
    first, _ = ishigami_indices()
    found = group_first_order(x, ishigami(x), [[0, 2], [1], [3], [0, 1, 2]])
    right = [1 - first[1], first[1], 0, 1]
    assert found.estimate[:, 0] == pytest.approx(right, abs=0.03)
    assert found.above[:, 0].tolist() == [True, True, False, True]


def test_a_group_of_the_g_function():
    """The product of the group's factors: prod(1 + v) - 1 over the same of all."""
    x = uniform(10_000, 8)
    v = 1 / 3 / (1 + G) ** 2
    right = (np.prod(1 + v[:2]) - 1) / (np.prod(1 + v) - 1)
    found = group_first_order(x, g_function(x), [[0, 1]])
    assert found.low[0, 0] - 0.02 < right < found.high[0, 0] + 0.02


def test_one_input_is_as_in_bins():
    x = np.random.default_rng(2).normal(size=(5_000, 3))
    y = np.stack([x[:, 0] + x[:, 1], np.exp(x[:, 2] / 2)], axis=1)
    groups, one = group_first_order(x, y, [[0], [1], [2]]), given_data(x, y).first_order
    assert groups.estimate == pytest.approx(one.estimate, abs=0.02)


def test_irrelevant_groups_rarely_pass_the_floor():
    x = uniform(1_000, 60)
    y = np.random.default_rng(1).normal(size=(1_000, 4))
    found = group_first_order(x, y, [range(3 * i, 3 * i + 3) for i in range(20)])
    assert found.above.mean() <= 0.05
    assert abs(found.estimate.mean()) < 0.01


def test_inputs_that_fix_each_other_may_share_a_group():
    x = uniform(1_000, 2)
    x = np.stack([x[:, 0], 1 - x[:, 0], x[:, 1]], axis=1)
    found = group_first_order(x, x[:, 0] + x[:, 2], [[0, 1], [0]])
    assert found.estimate[0] == pytest.approx(found.estimate[1], abs=0.01)


def test_a_group_has_the_same_index_wherever_and_however_often_it_stands():
    x = uniform(1_000, 4)
    y = np.stack([x[:, 0] * x[:, 1], x[:, 2] + x[:, 3] ** 2], axis=1)
    groups = [[0, 1], [2], [1, 0], [0, 1, 3], [2]]
    found, alone = group_first_order(x, y, groups), [group_first_order(x, y, [g]) for g in groups]
    for name in ("estimate", "low", "high", "floor"):
        rows = np.concatenate([getattr(each, name) for each in alone])
        assert getattr(found, name) == pytest.approx(rows, abs=1e-12)


def test_the_floor_of_a_group_is_the_best_fit_to_19_shuffled_outcomes():
    x = uniform(500, 3)
    y = x[:, 0] + x[:, 1] * x[:, 2]
    found = group_first_order(x, y, [[0, 1], [2]], seed=4)
    rng, n = np.random.default_rng((4, 3)), len(x)
    orders = [rng.permutation(n) for _ in range(19)]
    for row, group in enumerate([[0, 1], [2]]):
        values = np.column_stack([np.ones(n), basis(x[:, group], 400).values])
        left = [np.linalg.lstsq(values, y[order])[1][0] / (n - values.shape[1]) for order in orders]
        assert found.floor[row, 0] == pytest.approx(max(1 - each / y.var(ddof=1) for each in left))


def test_the_lower_bound_of_an_irrelevant_input_passes_its_floor_once_in_20():
    y = np.random.default_rng(3).normal(size=(1_000, 300))
    found = total_effects(uniform(1_000, 3), y)
    assert (found.lower > found.floor).mean() == pytest.approx(0.05, abs=0.02)


def test_total_effects_of_ishigami_are_known():
    x = uniform(10_000, 4)
    found, right = total_effects(x, ishigami(x)), ishigami_indices()[1]
    assert found.explained[0] > 0.98
    assert (found.low[:, 0] <= right + 0.01).all()
    assert (right <= found.high[:, 0] + 0.01).all()
    assert found.above[:, 0].tolist() == [True, True, True, False]


def test_total_effects_lie_between_the_bounds_where_the_fit_is_poor():
    x = uniform(4_000, 8)
    found, right = total_effects(x, g_function(x)), g_indices()[1]
    assert found.explained[0] < 0.99
    assert (found.low[:, 0] <= right).all()
    assert (right <= found.high[:, 0]).all()


def test_bounds_are_the_differences_of_two_fits():
    """Slow oracle: fit again without the input's terms."""
    from parley.models.sensitivity.fit import basis

    x = uniform(400, 3)
    y = x[:, 0] * x[:, 1] + np.random.default_rng(1).normal(size=400) / 10
    found, (chosen, values) = total_effects(x, y), basis(x)
    y = (y - y.mean()) / y.std()

    def left(columns):
        return ((y - columns @ np.linalg.lstsq(columns, y, rcond=None)[0]) ** 2).sum()

    noise = left(values) / (400 - len(chosen) - 1)
    for i in range(3):
        without = [c for c, term in enumerate(chosen) if i not in dict(term)]
        upper = left(values[:, without]) / (400 - len(without) - 1)
        assert found.upper[i, 0] == pytest.approx(upper, abs=1e-9)
        assert found.lower[i, 0] == pytest.approx(upper - noise, abs=1e-9)


def test_irrelevant_totals_rarely_pass_the_floor():
    x = uniform(1_000, 8)
    y = np.random.default_rng(3).normal(size=(1_000, 25))
    assert total_effects(x, y).above.mean() <= 0.05


def test_terms_are_all_within_the_bound():
    found = terms([20, 20, 20], 30)
    assert len(found) == len(set(found)) <= 30
    size = [sum(d**0.5 for _, d in term) ** 2 for term in found]
    largest = round(max(size))
    assert {(i, d) for i in range(3) for d in range(1, largest + 1)} == {
        term[0] for term in found if len(term) == 1
    }
    assert len(terms([20, 20, 20], len(found))) == len(found)


@pytest.mark.parametrize("groups", [[[]], [[3]], [[-1]], []])
def test_groups_of_nothing(groups):
    x = uniform(200, 3)
    with pytest.raises(ValueError, match="group"):
        group_first_order(x, x[:, 0], groups)


def test_too_many_inputs_and_fixed_ones():
    x = uniform(200, 21)
    with pytest.raises(ValueError, match="10 draws for each input, got 200 draws of 21"):
        total_effects(x, x[:, 0])
    x = np.stack([x[:, 0], 1 - x[:, 0], x[:, 1]], axis=1)
    with pytest.raises(ValueError, match="leave one of them out"):
        total_effects(x, x[:, 0] + x[:, 2])
