"""Delay as a signal: published points, the weak type's choice by root finding, limits.

Test points: model "delay as a signal", after Admati and Perry (1987) and Cramton (1984, 1992).
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from parley.games.delay import convincing_delays, delay_payoff, least_convincing_delay

few = settings(max_examples=60, deadline=None)
worth = st.floats(0, 1)
flow = st.floats(1e-3, 0.2)


@pytest.mark.parametrize(
    ("tough", "weak", "cost", "rate", "delay"),
    [
        (0.6, 0.4, 0.02, 0.05, 4.46287),
        (0.7, 0.5, 0.01, 0.01, 12.5163),
        (0.55, 0.5, 0.005, 0.002, 8.26465),
    ],
)
def test_published(tough, weak, cost, rate, delay):
    found = least_convincing_delay(terms_tough=tough, terms_weak=weak, cost_weak=cost, rate=rate)
    assert found == pytest.approx(delay, rel=1e-5)


def waited(terms, delay, cost, rate):
    """Discounted terms less the flow of costs, by a fine sum."""
    edge = np.linspace(0, delay, 20001)
    mid = (edge[1:] + edge[:-1]) / 2
    return np.exp(-rate * delay) * terms - cost * np.exp(-rate * mid).sum() * delay / len(mid)


@given(worth, st.floats(0, 50), flow, st.floats(0, 0.3))
@few
def test_payoff_by_a_sum_over_time(terms, delay, cost, rate):
    found = delay_payoff(terms=terms, delay=delay, cost=cost, rate=rate)
    assert found == pytest.approx(waited(terms, delay, cost, rate), abs=1e-6)


@given(worth, worth, flow, st.floats(0, 0.3))
@few
def test_least_delay_leaves_the_weak_indifferent(s, t, cost, rate):
    """The root of the weak side's gain from copying, written out here."""
    weak, tough = sorted((s, t))
    found = least_convincing_delay(terms_tough=tough, terms_weak=weak, cost_weak=cost, rate=rate)

    def copy(delay):
        return waited(tough, delay, cost, rate) - weak

    if tough - weak > 1e-6:
        root = brentq(copy, 0, (tough - weak) / cost + 1)
        assert found == pytest.approx(root, rel=1e-4, abs=1e-4)
    else:
        assert found == pytest.approx(0, abs=2e-3)


@given(st.floats(0.5, 1), st.floats(0, 0.49), flow, flow, st.floats(0, 0.3), st.floats(0, 200))
@few
def test_a_delay_convinces_if_one_bears_it_and_the_other_does_not(s_t, s_w, c_t, c_w, rate, delay):
    found = convincing_delays(
        terms_tough=s_t, terms_weak=s_w, cost_tough=c_t, cost_weak=c_w, rate=rate
    )
    tough = delay_payoff(terms=s_t, delay=delay, cost=c_t, rate=rate) - s_w
    weak = delay_payoff(terms=s_t, delay=delay, cost=c_w, rate=rate) - s_w
    if min(abs(tough), abs(weak)) > 1e-9:
        assert (found.least <= delay <= found.most) == (tough > 0 > weak)
    assert (found.least <= found.most) == (c_t <= c_w)


@given(worth, worth, flow)
@few
def test_no_discounting_is_the_limit(s, t, cost):
    weak, tough = sorted((s, t))
    facts = {"terms_tough": tough, "terms_weak": weak, "cost_weak": cost}
    exact = least_convincing_delay(rate=0, **facts)
    assert exact == pytest.approx((tough - weak) / cost)
    assert least_convincing_delay(rate=1e-12, **facts) == pytest.approx(exact, rel=1e-6)


@given(st.floats(0.5, 1), st.floats(0, 0.49), flow, st.floats(0, 0.3))
@few
def test_shorter_if_waiting_costs_more_or_being_tough_is_worth_less(s_t, s_w, cost, rate):
    facts = {"terms_tough": s_t, "terms_weak": s_w, "cost_weak": cost, "rate": rate}
    base = least_convincing_delay(**facts)
    for less in ({"cost_weak": cost * 2}, {"rate": rate + 0.1}, {"terms_tough": (s_t + s_w) / 2}):
        assert least_convincing_delay(**(facts | less)) <= base


def test_free_waiting_never_convinces_and_nothing_to_gain_needs_no_delay():
    facts = {"terms_weak": 0.4, "cost_weak": 0}
    assert least_convincing_delay(terms_tough=0.6, rate=0, **facts) == np.inf
    assert least_convincing_delay(terms_tough=0.4, rate=0, **facts) == 0
    assert least_convincing_delay(terms_tough=0.6, terms_weak=0, cost_weak=0, rate=0.1) == np.inf


def test_arrays_broadcast_and_scalars_stay_scalars():
    found = least_convincing_delay(
        terms_tough=0.6, terms_weak=0.4, cost_weak=[0.01, 0.02], rate=[[0], [0.1], [0.2]]
    )
    assert found.shape == (3, 2)
    assert isinstance(delay_payoff(terms=1, delay=1, cost=0, rate=0), float)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("terms_tough", 0.3, "terms_tough must be at least terms_weak"),
        ("terms_weak", -1, "terms_weak must be in"),
        ("cost_weak", -1, "cost_weak must be in"),
        ("rate", np.nan, "rate must be in"),
    ],
)
def test_bad_input(name, value, says):
    good = {"terms_tough": 0.6, "terms_weak": 0.4, "cost_weak": 0.1, "rate": 0.1}
    with pytest.raises(ValueError, match=says):
        least_convincing_delay(**(good | {name: value}))
    with pytest.raises(ValueError, match="cost_tough must be in"):
        convincing_delays(**good, cost_tough=-1)
    with pytest.raises(ValueError, match="delay must be in"):
        delay_payoff(terms=1, delay=-1, cost=0, rate=0)
