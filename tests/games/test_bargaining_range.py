"""The bargaining range against grids written from the definitions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.games.bargaining_range import (
    bargaining_range,
    dissatisfied,
    division_range,
    ultimatum_demand,
)

few = settings(deadline=None, max_examples=60)
chances = st.floats(0, 1)
costs = st.floats(0, 1)
some_cost = st.floats(0.01, 0.5)
GRID = np.linspace(0, 1, 20_001)


# Fearon (1995): complete information.


@pytest.mark.parametrize(
    ("p", "cost_a", "cost_b", "a", "b", "expected"),
    [
        (0.6, 0.1, 0.15, 1, 1, (0.5, 0.75)),
        (0.9, 0.2, 0.3, 1, 1, (0.7, 1)),
        (0.6, 0.1, 0.15, 0.5, 0.5, (0.25, 0.9375)),
        (0.35, 0.2, 0.05, 1, 0.5, (0.15, 0.64)),
    ],
)
def test_ranges_by_hand(p, cost_a, cost_b, a, b, expected):
    found = bargaining_range(p, cost_a, cost_b, curvature_a=a, curvature_b=b)
    assert found == pytest.approx(expected, abs=1e-12)
    assert found.width == pytest.approx(expected[1] - expected[0])
    assert found.exists is True


@given(chances, costs, costs, st.floats(0.2, 3), st.floats(0.2, 3))
@few
def test_every_point_of_a_grid_that_both_prefer_to_war_lies_in_the_range(p, ca, cb, a, b):
    found = bargaining_range(p, ca, cb, curvature_a=a, curvature_b=b)
    good = (GRID**a >= p - ca) & ((1 - GRID) ** b >= 1 - p - cb)
    near = 1e-9
    assert ((found.low - near <= GRID) & (found.high + near >= GRID))[good].all()
    assert good[(found.low + near <= GRID) & (found.high - near >= GRID)].all()


@given(chances, costs, costs, st.floats(0.2, 1), st.floats(0.2, 1))
@few
def test_costs_and_aversion_to_risk_widen_the_range(p, ca, cb, a, b):
    plain = bargaining_range(p, ca, cb)
    averse = bargaining_range(p, ca, cb, curvature_a=a, curvature_b=b)
    dearer = bargaining_range(p, ca + 0.1, cb + 0.1)
    for wider in (averse, dearer):
        assert wider.low <= plain.low + 1e-12
        assert wider.high >= plain.high - 1e-12
    assert plain.exists
    assert averse.exists


def test_width_is_the_cost_of_war_until_an_end_is_cut_off():
    assert bargaining_range(0.5, 0.2, 0.1).width == pytest.approx(0.3)
    assert bargaining_range(0.95, 0.2, 0.1).width == pytest.approx(0.25)


def test_fond_of_risk_there_may_be_nothing_to_agree_on():
    found = bargaining_range(0.5, 0, 0, curvature_a=2, curvature_b=2)
    assert found.exists is False
    assert found.width < 0


@pytest.mark.parametrize(("p", "cost_b", "expected"), [(0.6, 0.15, 0.75), (0.9, 0.3, 1)])
def test_last_word_by_hand(p, cost_b, expected):
    assert ultimatum_demand(p, cost_b) == pytest.approx(expected, abs=1e-12)


@given(chances, costs, costs)
@few
def test_last_word_is_the_best_demand_of_a_grid_and_the_top_of_the_range(p, ca, cb):
    payoff = np.where(1 - p - cb - 1e-12 <= 1 - GRID, GRID, p - ca)
    demand = ultimatum_demand(p, cb)
    assert demand == pytest.approx(GRID[payoff.argmax()], abs=6e-5)
    assert demand == pytest.approx(bargaining_range(p, ca, cb).high)


@given(chances, chances, costs, costs)
@few
def test_never_are_both_dissatisfied(q, p, ca, cb):
    found = dissatisfied(q, p, ca, cb)
    assert not (found.a and found.b)
    inside = bargaining_range(p, ca, cb)
    if inside.low + 1e-9 < q < inside.high - 1e-9:
        assert found == (False, False)
    assert found.a == (p - ca - q > 1e-12)
    assert found.b == ((1 - p - cb) - (1 - q) > 1e-12)


def test_who_is_just_as_well_off_is_not_dissatisfied():
    assert dissatisfied(0.2, 0.3, 0.1, 0.1) == (False, False)
    assert dissatisfied(0.9, 0.6, 0.1, 0.2) == (False, True)


# Gallop (2017) and Jordan (2015): more than two parties.


@pytest.mark.parametrize(
    ("reservation", "exists"),
    [
        ([0.3, 0.3, 0.35], True),
        ([0.4, 0.35, 0.3], False),
        ([0.25] * 4, True),
        ([0.33, 0.56, 0.11], True),
    ],
)
def test_divisions_by_hand(reservation, exists):
    assert division_range(reservation).exists is exists


@given(st.lists(st.integers(-4, 12), min_size=2, max_size=3))
@few
def test_divisions_against_all_divisions_of_a_grid(twelfths):
    found = division_range(np.array(twelfths) / 12)
    n = len(twelfths)
    whole = [each for each in np.ndindex(*[13] * n) if sum(each) == 12]
    good = np.array([each for each in whole if all(np.array(each) >= twelfths)])
    assert found.exists == bool(len(good))
    if found.exists:
        assert found.low == pytest.approx(good.min(axis=0) / 12)
        assert found.high == pytest.approx(good.max(axis=0) / 12)
    else:
        assert np.isnan(found.low).all()
        assert np.isnan(found.high).all()
        assert found.surplus < 0


def test_a_party_that_expects_less_than_nothing_does_not_help_the_others():
    assert division_range([0.6, 0.6, -0.5]).exists is False


@given(chances, some_cost, some_cost)
@few
def test_two_parties_always_have_a_division(p, ca, cb):
    found, pair = division_range([p - ca, 1 - p - cb]), bargaining_range(p, ca, cb)
    assert found.exists
    assert (found.low[0], found.high[0]) == pytest.approx((pair.low, pair.high))


def test_divisions_for_many_draws():
    found = division_range([[0.5, 0.5], [0.6, 0.5]])
    assert found.exists.tolist() == [True, False]
    assert found.low.shape == (2, 2)
    assert found.surplus == pytest.approx([0, -0.1])


def test_draws_broadcast_and_single_numbers_stay_single():
    p = np.array([0.3, 0.6])
    assert bargaining_range(p, 0.1, [[0.1], [0.2]]).high.shape == (2, 2)
    assert bargaining_range(p, 0.1, 0.1).exists.tolist() == [True, True]
    assert dissatisfied(0.5, p, 0.05, 0.05).a.tolist() == [False, True]
    assert ultimatum_demand(p, 0.1).tolist() == pytest.approx([0.4, 0.7])
    for single in (*bargaining_range(0.5, 0.1, 0.1), ultimatum_demand(0.5, 0.1)):
        assert type(single) is float


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: bargaining_range(1.2, 0.1, 0.1), "p must be in"),
        (lambda: bargaining_range(0.5, -0.1, 0.1), "cost_a must be in"),
        (lambda: bargaining_range(0.5, 0.1, np.inf), "cost_b must be in"),
        (lambda: bargaining_range(0.5, 0.1, 0.1, curvature_a=0), "curvature_a must be in"),
        (lambda: bargaining_range(0.5, 0.1, 0.1, curvature_b=-1), "curvature_b must be in"),
        (lambda: bargaining_range(np.nan, 0.1, 0.1), "p must be in"),
        (lambda: ultimatum_demand(-0.1, 0.1), "p must be in"),
        (lambda: ultimatum_demand(0.1, -0.1), "cost_b must be in"),
        (lambda: dissatisfied(2, 0.5, 0.1, 0.1), "status_quo must be in"),
        (lambda: division_range([0.5]), "at least 2 parties"),
        (lambda: division_range([0.5, 1.1]), "reservation must be in"),
    ],
)
def test_what_it_refuses(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()
