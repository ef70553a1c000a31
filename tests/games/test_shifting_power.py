"""War over shifting power against games solved backwards over a long horizon, offer by offer."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from parley.games.shifting_power import inefficiency, power_path, shift_thresholds

few = settings(deadline=None, max_examples=60)
chances = st.floats(0, 1)
costs = st.floats(0, 3)
discounts = st.floats(0.3, 0.95)


# Fearon (1995), one shift; Powell (2006), the general condition.


@pytest.mark.parametrize(
    ("q", "d", "cost_d", "cost_r", "every", "offers"),
    [
        (0.6, 0.9, 1, 1, 0.344444, 0.544444),
        (0.7, 0.8, 0.5, 0.5, 0.4, 0.6),
        (0.6, 0.95, 2, 1, 0.423684, 0.573684),
    ],
)
def test_thresholds_by_hand(q, d, cost_d, cost_r, every, offers):
    assert shift_thresholds(q, d, cost_d, cost_r) == pytest.approx((every, offers), abs=1e-6)


def war_period(path, d, cost_d, cost_r, riser_offers):
    """First period of war, 0 for none: offers of a grid, backwards from 400 further periods.

    Whoever makes the offer picks the best one, knowing what the other will take; either may fight.
    """
    share = np.linspace(0, 1, 1001)  # of the declining side
    path = np.append(path, np.full(400, path[-1]))
    declining, rising = path / (1 - d) - cost_d, (1 - path) / (1 - d) - cost_r
    last = path[-1] / (1 - d)
    next_d, next_r = last, 1 / (1 - d) - last  # some division: discounted 400 times
    first = 0
    for t in range(len(path) - 1, -1, -1):
        peace_d, peace_r = share + d * next_d, 1 - share + d * next_r
        taken = peace_d >= declining[t] - 2e-3 if riser_offers else peace_r >= rising[t] - 2e-3
        worth = np.where(taken, peace_r if riser_offers else peace_d, -np.inf)
        best = worth.argmax()
        keeps = worth[best] >= (rising[t] if riser_offers else declining[t]) - 2e-3
        next_d, next_r = (peace_d[best], peace_r[best]) if keeps else (declining[t], rising[t])
        first = first if keeps else t + 1
    return first


@given(chances, chances, discounts, costs, costs)
@few
def test_both_thresholds_against_the_game(now, then, d, cost_d, cost_r):
    then, now = sorted((now, then))
    every, offers = shift_thresholds(now, d, cost_d, cost_r)
    assume(min(abs(then - every), abs(then - offers)) > 0.01)
    assert war_period([now, then], d, cost_d, cost_r, True) == (then < offers)
    assert war_period([now, then], d, cost_d, cost_r, False) == (then < every)


@given(chances, chances, discounts, costs, costs)
@few
def test_no_division_of_flows_keeps_the_peace_below_the_first_threshold(
    now, then, d, cost_d, cost_r
):
    """Powell's condition from its definition: all flows now, all shares of the rest."""
    then, now = sorted((now, then))
    every, _ = shift_thresholds(now, d, cost_d, cost_r)
    assume(abs(then - every) > 1e-6)
    pie = 1 / (1 - d)
    secure_d, secure_r = max(0, now * pie - cost_d), max(0, (1 - then) * pie - cost_r)
    flow = np.linspace(0, 1, 51)[:, np.newaxis]
    rest = np.linspace(0, 1, 51) * (pie - secure_r)  # what the declining side gets after the shift
    assert (flow + d * rest >= secure_d - 1e-12).any() == (then >= every)
    assert (inefficiency(pie, secure_d, secure_r, d) > 0) == (then < every)


@given(chances, discounts, costs, costs)
@few
def test_the_band_between_the_thresholds_is_the_cost_of_war(q, d, cost_d, cost_r):
    every, offers = shift_thresholds(q, d, cost_d, cost_r)
    assert 0 <= every <= offers <= q + 1e-12
    if every > 0:
        assert offers - every == pytest.approx((1 - d) * (cost_d + cost_r))


@given(chances, discounts, costs, costs)
@few
def test_costs_make_peace_safer_and_strength_makes_it_less_safe(q, d, cost_d, cost_r):
    every, offers = shift_thresholds(q, d, cost_d, cost_r)
    dear_d, dear_r = (
        shift_thresholds(q, d, cost_d + 1, cost_r),
        shift_thresholds(q, d, cost_d, cost_r + 1),
    )
    assert dear_d.every_protocol <= every + 1e-12
    assert dear_d.riser_offers <= offers + 1e-12
    assert dear_r.every_protocol <= every + 1e-12
    assert dear_r.riser_offers == offers
    stronger = shift_thresholds(min(1, q + 0.1), d, cost_d, cost_r)
    assert stronger.every_protocol >= every - 1e-12
    assert stronger.riser_offers >= offers - 1e-12


def test_where_war_is_worth_less_than_one_period_no_shift_leads_to_it():
    """The formula alone would say 0.278; but then war after the shift is worth nothing."""
    assert shift_thresholds(0.38, 0.9, 3, 1) == (0, 0)
    assert war_period([0.38, 0.2], 0.9, 3, 1, True) == 0
    assert power_path([0.38, 0.2], 0.9, 3, 1).war is None


def test_patience_brings_the_threshold_up_to_the_present():
    every, offers = shift_thresholds(0.6, 1 - 1e-9, 1, 1)
    assert (every, offers) == pytest.approx((0.6, 0.6), abs=1e-6)


def test_the_condition_is_the_one_on_gains_and_surplus():
    total, now_d, now_r, next_r, d = 10, 5.5, 3, 6, 0.9
    gain, surplus = d * next_r - now_r, total - (now_r + now_d)
    assert inefficiency(total, now_d, next_r, d) == pytest.approx(gain - surplus)


# Paths: Fearon's game with more than one step.


@pytest.mark.parametrize(
    ("q", "war", "flow"),
    [
        ([0.6, 0.57, 0.54, 0.51, 0.48, 0.45], None, [0.77, 0.74, 0.71, 0.68, 0.65, 0.35]),
        ([0.6, 0.58, 0.5, 0.49], 2, [0.68]),
        ([0.5, 0.48], None, [0.58, 0.38]),
        ([0.6, 0.5], 1, []),
        ([0.6, 0.55], None, [0.95, 0.45]),
    ],
)
def test_paths_by_hand(q, war, flow):
    found = power_path(q, 0.9, 1, 1)
    assert found.war == war
    assert found.flow == pytest.approx(flow, abs=1e-9)
    assert found.needed[: len(found.flow)].tolist() == found.flow.tolist()


falling = st.lists(chances, min_size=1, max_size=6).map(lambda q: sorted(q, reverse=True))


@given(falling, discounts, costs, costs)
@few
def test_paths_against_the_game(q, d, cost_d, cost_r):
    found = power_path(q, d, cost_d, cost_r)
    assume((np.abs(found.needed - 1) > 0.03 / (1 - d)).all())
    assert war_period(q, d, cost_d, cost_r, True) == (found.war or 0)


@given(falling, discounts, costs, costs)
@few
def test_war_in_every_protocol_is_war_if_the_riser_offers(q, d, cost_d, cost_r):
    found = power_path(q, d, cost_d, cost_r)
    if found.certain_war is not None:
        assert found.war is not None
        assert found.war <= found.certain_war
    assert len(found.flow) == (len(q) if found.war is None else found.war - 1)
    assert (found.flow <= 1 + 1e-9).all()


@given(chances, chances, discounts, costs, costs)
@few
def test_a_path_of_two_is_one_shift(now, then, d, cost_d, cost_r):
    then, now = sorted((now, then))
    every, offers = shift_thresholds(now, d, cost_d, cost_r)
    assume(min(abs(then - every), abs(then - offers)) > 1e-9)
    found = power_path([now, then], d, cost_d, cost_r)
    assert (found.war == 1) == (then < offers)
    assert (found.certain_war == 1) == (then < every)


def test_the_same_decline_passes_in_peace_if_it_is_slow():
    assert power_path([0.6, 0.3], 0.9, 1, 1).certain_war == 1
    assert power_path(np.linspace(0.6, 0.3, 20), 0.9, 1, 1).war is None


def test_constant_power_is_paid_its_war_value():
    assert power_path([0.6], 0.9, 1, 1).flow == pytest.approx([0.1 * 5])
    assert power_path([0.05, 0.05], 0.9, 1, 1).flow == pytest.approx([0, 0])


def test_draws_broadcast_and_single_numbers_stay_single():
    found = shift_thresholds([0.6, 0.7], [[0.9], [0.8]], 1, 1)
    assert found.every_protocol.shape == found.riser_offers.shape == (2, 2)
    single = [*shift_thresholds(0.6, 0.9, 1, 1), inefficiency(10, 6, 8, 0.5)]
    assert [type(each) for each in single] == [float] * 3
    assert inefficiency([10, 9], 6, 8, 0.5).tolist() == [0, 1]


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: shift_thresholds(1.1, 0.9, 1, 1), "q must be in"),
        (lambda: shift_thresholds(0.6, 1, 1, 1), "discount must be in"),
        (lambda: shift_thresholds(0.6, 0, 1, 1), "discount must be in"),
        (lambda: shift_thresholds(0.6, 0.9, -1, 1), "cost_declining must be in"),
        (lambda: shift_thresholds(0.6, 0.9, 1, -1), "cost_rising must be in"),
        (lambda: inefficiency(-1, 1, 1, 0.9), "total must be in"),
        (lambda: inefficiency(1, -1, 1, 0.9), "declining_now must be in"),
        (lambda: inefficiency(1, 1, -1, 0.9), "rising_next must be in"),
        (lambda: inefficiency(1, 1, 1, 1.1), "discount must be in"),
        (lambda: power_path([0.5, 0.6], 0.9, 1, 1), "never rises"),
        (lambda: power_path([], 0.9, 1, 1), "never rises"),
        (lambda: power_path([[0.5, 0.4]], 0.9, 1, 1), "never rises"),
        (lambda: power_path([1.5, 0.4], 0.9, 1, 1), "q must be in"),
        (lambda: power_path([0.5], 0.9, -1, 1), "cost_declining must be in"),
        (lambda: power_path([0.5], 0.9, 1, -1), "cost_rising must be in"),
    ],
)
def test_what_it_refuses(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()
