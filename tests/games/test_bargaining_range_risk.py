"""The risk-return trade-off of the bargaining range against grids of demands."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.games.bargaining_range import (
    cost_type_threshold,
    strength_type_threshold,
    type_demand,
    uniform_cost_demand,
)

few = settings(deadline=None, max_examples=60)
chances = st.floats(0, 1)
costs = st.floats(0, 1)
hundredths = st.integers(0, 100).map(lambda n: n / 100)
GRID = np.linspace(0, 1, 20_001)


# Fearon (1995), Powell (1999): private information.


@pytest.mark.parametrize(
    ("p", "cost_a", "low", "high", "demand", "war"),
    [
        (0.5, 0.1, 0, 0.4, 0.65, 0.375),
        (0.5, 0.2, 0.1, 0.3, 0.6, 0),
        (0.6, 0.05, 0.02, 0.5, 0.825, 0.427083),
        (0.8, 0.1, 0.1, 0.7, 1, 0.166667),
    ],
)
def test_uniform_costs_by_hand(p, cost_a, low, high, demand, war):
    found = uniform_cost_demand(p, cost_a, low, high)
    assert (found.demand, found.war) == pytest.approx((demand, war), abs=1e-6)


@given(chances, costs, costs, st.floats(1e-3, 1))
@few
def test_no_demand_of_a_grid_is_better(p, ca, low, span):
    found = uniform_cost_demand(p, ca, low, low + span)
    below = np.clip((GRID - p - low) / span, 0, 1)
    payoff = (1 - below) * GRID + below * (p - ca)
    assert payoff.max() - 1e-9 <= found.value <= payoff.max() + 1e-4 / span
    risk = np.clip((found.demand - p - low) / span, 0, 1)
    assert found.war == pytest.approx(risk, abs=1e-9)
    assert found.value == pytest.approx((1 - risk) * found.demand + risk * (p - ca))


@given(chances, st.floats(0, 0.5), st.floats(0, 0.5), st.floats(0.01, 0.5))
@few
def test_war_costs_deter_and_doubt_tempts(p, ca, low, span):
    here = uniform_cost_demand(p, ca, low, low + span)
    assert uniform_cost_demand(p, ca + 0.1, low, low + span).war <= here.war + 1e-12
    if ca + 2 * low >= low + span:
        assert here.war == pytest.approx(0, abs=1e-12)
    elif p + (low + span - ca) / 2 < 1:
        assert here.war > 0


def test_a_known_cost_is_complete_information():
    assert uniform_cost_demand(0.5, 0.1, 0.2, 0.2) == pytest.approx((0.7, 0, 0.7))
    assert uniform_cost_demand(0.5, 0.1, 0.2, 0.2 + 1e-16) == pytest.approx((0.7, 0, 0.7))
    assert uniform_cost_demand(0.9, 0.1, 0.3, 0.9)[:2] == (1, 0)  # all can be had in safety


@given(chances, st.floats(0, 0.5), st.floats(0, 0.3), st.floats(0.05, 0.5))
@few
def test_many_types_come_near_to_a_uniform_cost(p, ca, low, span):
    n = 400
    types = low + span * (np.arange(n) + 0.5) / n
    found = type_demand(np.full(n, 1 / n), p, ca, types)
    smooth = uniform_cost_demand(p, ca, low, low + span)
    assert found.value == pytest.approx(smooth.value, abs=2 / n)
    assert found.demand == pytest.approx(smooth.demand, abs=3 / n)


@pytest.mark.parametrize(
    ("p", "cost_a", "tough", "weak", "expected"),
    [(0.5, 0.1, 0.1, 0.4, 0.6), (0.45, 0.2, 0.05, 0.3, 0.5)],
)
def test_thresholds_of_cost_types_by_hand(p, cost_a, tough, weak, expected):
    assert cost_type_threshold(p, cost_a, tough, weak) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("strong", "weak", "cost_a", "cost_b", "expected"),
    [(0.4, 0.7, 0.1, 0.1, 0.6), (0.5, 0.6, 0.05, 0.15, 1 / 3)],
)
def test_thresholds_of_strength_types_by_hand(strong, weak, cost_a, cost_b, expected):
    found = strength_type_threshold(strong, weak, cost_a, cost_b)
    assert found == pytest.approx(expected, abs=1e-12)


def best_of_a_grid(chance, win, ca, cost):
    """Best demand and its risk, over a fine grid and the exact reservation values."""
    demand = np.append(GRID[::20], np.minimum(1, win + cost))
    refused = (1 - demand[:, np.newaxis] < 1 - win - cost - 1e-12) * chance
    war = refused.sum(axis=1)
    value = (1 - war) * demand + (refused * (win - ca)).sum(axis=1)
    best = np.where(value >= value.max() - 1e-12, war, 2).argmin()
    return demand[best], war[best], value[best]


@given(hundredths, hundredths, hundredths, hundredths, hundredths, st.integers(1, 99))
@few
def test_the_threshold_is_where_a_grid_starts_to_take_risks(p, weaker, ca, tough, span, percent):
    tau = percent / 100
    chance, cost = np.array([tau, 1 - tau]), np.array([tough, tough + span])
    threshold = cost_type_threshold(p, ca, *cost)
    if abs(tau - threshold) > 1e-3:
        assert (best_of_a_grid(chance, np.full(2, p), ca, cost)[1] > 0) == (tau < threshold)
    win = np.sort([p, weaker])
    threshold = strength_type_threshold(*win, ca, tough)
    if abs(tau - threshold) > 1e-3:
        risk = best_of_a_grid(chance, win, ca, np.full(2, tough))[1]
        assert (risk > 0) == (tau < threshold)


@given(st.integers(0, 2**32 - 1))
@few
def test_several_types_against_a_grid(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 6))
    chance, win, cost = rng.dirichlet(np.ones(n)), rng.random(n), rng.random(n) * 0.5
    ca = float(rng.random() * 0.5)
    found = type_demand(chance, win, ca, cost)
    _, _, value = best_of_a_grid(chance, win, ca, cost)
    assert found.value == pytest.approx(value, abs=1e-9)
    refused = found.demand > np.minimum(1, win + cost) + 1e-9
    assert found.war == pytest.approx(chance[refused].sum(), abs=1e-9)
    assert found.war <= 1 - chance[(win + cost).argmax()] + 1e-9


def test_a_tie_goes_to_the_safe_demand():
    found = type_demand([0.6, 0.4], p=0.5, cost_a=0.1, cost_b=[0.1, 0.4])
    assert (found.demand, found.war) == pytest.approx((0.6, 0))
    risky = type_demand([0.59, 0.41], p=0.5, cost_a=0.1, cost_b=[0.1, 0.4])
    assert (risky.demand, risky.war) == pytest.approx((0.9, 0.59))


def test_a_demand_cut_off_at_all_there_is_tempts_less():
    assert cost_type_threshold(0.8, 0.1, 0.1, 0.4) == pytest.approx(0.1 / 0.3)
    assert cost_type_threshold(1, 0, 0, 0) == 0
    assert strength_type_threshold(0.9, 0.95, 0.1, 0.2) == 0  # all can be had in safety


def test_draws_broadcast_and_single_numbers_stay_single():
    p = np.array([0.3, 0.6])
    assert uniform_cost_demand(p, [[0.1]], 0, 0.4).war.shape == (1, 2)
    assert cost_type_threshold(p, 0.1, 0.1, [[0.2], [0.4]]).shape == (2, 2)
    many = type_demand([[0.6, 0.4], [0.59, 0.41]], 0.5, [0.1, 0.1], [0.1, 0.4])
    assert many.war == pytest.approx([0, 0.59])
    for single in (
        *uniform_cost_demand(0.5, 0.1, 0, 0.4),
        *type_demand([0.5, 0.5], 0.5, 0.1, [0.1, 0.4]),
        cost_type_threshold(0.5, 0.1, 0.1, 0.4),
        strength_type_threshold(0.4, 0.7, 0.1, 0.1),
    ):
        assert type(single) is float


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: uniform_cost_demand(0.5, 0.1, 0.3, 0.2), "low must not exceed high"),
        (lambda: uniform_cost_demand(0.5, 0.1, -0.3, 0.2), "low must be in"),
        (lambda: type_demand([0.5, 0.4], 0.5, 0.1, [0.1, 0.2]), "add up to 1"),
        (lambda: type_demand([1.5, -0.5], 0.5, 0.1, [0.1, 0.2]), "probability must be in"),
        (lambda: cost_type_threshold(0.5, 0.1, 0.4, 0.1), "cost_tough must not exceed"),
        (lambda: strength_type_threshold(0.7, 0.4, 0.1, 0.1), "p_strong must not exceed"),
        (lambda: strength_type_threshold(0.4, 0.7, 0.1, -1), "cost_b must be in"),
    ],
)
def test_what_it_refuses(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()
