"""Alternating offers with war against the game cut off after many rounds, solved backwards."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from parley.games.alternating_offers import (
    alternating_offers,
    inside_option_shares,
    outside_option_shares,
    threat_readings,
)

few = settings(deadline=None, max_examples=60)
discounts = st.floats(0, 0.97)
worths = st.floats(-1, 1)


# Rubinstein (1982) and Binmore, Rubinstein and Wolinsky (1986); -1 is no option at all.


@pytest.mark.parametrize(
    ("d1", "d2", "w1", "w2", "first", "second"),
    [
        (0.9, 0.9, -1, -1, 0.526316, 0.526316),
        (0.9, 0.8, -1, -1, 0.714286, 0.357143),
        (0.9, 0.9, 0.3, 0.3, 0.526316, 0.526316),
        (0.9, 0.9, 0.2, 0.6, 0.4, 0.64),
        (0.95, 0.9, 0.55, 0.35, 0.65, 0.3825),
        (0.9, 0.9, 0.5, 0.45, 0.55, 0.5),
    ],
)
def test_outside_options_by_hand(d1, d2, w1, w2, first, second):
    found = outside_option_shares(d1, d2, war_1=w1, war_2=w2)
    assert found[:2] == pytest.approx((first, second), abs=1e-6)


@pytest.mark.parametrize(
    ("d", "g1", "g2", "first", "second"),
    [
        (0.9, 0.1, 0.1, 0.521053, 0.521053),
        (0.9, 0.3, 0.1, 0.615789, 0.415789),
        (0.98, 0.4, 0.2, 0.60202, 0.40202),
    ],
)
def test_inside_options_by_hand(d, g1, g2, first, second):
    found = inside_option_shares(d, d, fighting_1=g1, fighting_2=g2)
    assert found == pytest.approx((first, second), abs=1e-6)


def cut_off(d, refuses, rounds=3000):
    """Shares of both as proposers, backwards: who refuses gets `refuses(i, d_i times next)`.

    Nobody can be made to pay, and after the last round nothing is left for anyone.
    """
    share = [0.0, 0.0]
    for _ in range(rounds):
        needs = [max(0.0, refuses(i, d[i] * share[i])) for i in range(2)]
        share = [1 - needs[1], 1 - needs[0]]
    return share


@given(discounts, discounts, worths, worths)
@few
def test_outside_options_against_the_game(d1, d2, w1, w2):
    assume(w1 + w2 <= 1)
    war = (w1, w2)
    found = outside_option_shares(d1, d2, war_1=w1, war_2=w2)
    expected = cut_off((d1, d2), lambda i, wait: max(war[i], wait))
    assert found[:2] == pytest.approx(expected, abs=1e-9)


@given(discounts, discounts, worths, worths)
@few
def test_inside_options_against_the_game(d1, d2, g1, g2):
    assume(g1 + g2 <= 1)
    flow, d = (g1, g2), (d1, d2)
    found = inside_option_shares(d1, d2, fighting_1=g1, fighting_2=g2)
    expected = cut_off(d, lambda i, wait: (1 - d[i]) * flow[i] + wait)
    assert found == pytest.approx(expected, abs=1e-9)


@given(discounts, discounts, worths, worths)
@few
def test_no_responder_and_no_proposer_gains_by_another_move(d1, d2, w1, w2):
    """The defining equations, and that the proposer would not rather wait."""
    assume(w1 + w2 <= 1)
    x1, x2, *binds = outside_option_shares(d1, d2, war_1=w1, war_2=w2)
    assert x1 == pytest.approx(1 - max(w2, d2 * x2), abs=1e-12)
    assert x2 == pytest.approx(1 - max(w1, d1 * x1), abs=1e-12)
    assert x1 >= d1 * (1 - x2) - 1e-12
    assert x1 + x2 >= 1 - 1e-12
    assert binds == [w1 > d1 * x1 + 1e-12, w2 > d2 * x2 + 1e-12]


@given(discounts, discounts, st.floats(0, 1), st.floats(0, 1))
@few
def test_the_outside_option_principle(d1, d2, part_1, part_2):
    """A war worth less than what waiting for one's own offer gives changes nothing at all."""
    talks = alternating_offers(d1, d2)
    w1, w2 = part_1 * d1 * talks.first, part_2 * d2 * talks.second
    found = outside_option_shares(d1, d2, war_1=w1, war_2=w2)
    assert found[:2] == pytest.approx(talks, abs=1e-12)
    assert found[2:] == (False, False)


@given(discounts, discounts, st.floats(0, 0.45), st.floats(0, 0.45), st.floats(0.001, 0.05))
@few
def test_a_better_war_helps_and_an_inside_option_always_does(d1, d2, w1, w2, more):
    def outside(w):
        return outside_option_shares(d1, d2, war_1=w, war_2=w2)

    def inside(g):
        return inside_option_shares(d1, d2, fighting_1=g, fighting_2=w2)

    assert outside(w1 + more).first >= outside(w1).first - 1e-12
    assert outside(w1 + more).second <= outside(w1).second + 1e-12
    assert inside(w1 + more).second < inside(w1).second
    assert inside(w1 + more).first >= inside(w1).first


@given(discounts, discounts, worths, worths)
@few
def test_sides_are_named_by_nothing_but_their_number(d1, d2, w1, w2):
    assume(w1 + w2 <= 1)
    found = outside_option_shares(d1, d2, war_1=w1, war_2=w2)
    turned = outside_option_shares(d2, d1, war_1=w2, war_2=w1)
    assert turned == (found.second, found.first, found.binds_2, found.binds_1)
    found = inside_option_shares(d1, d2, fighting_1=w1, fighting_2=w2)
    turned = inside_option_shares(d2, d1, fighting_1=w2, fighting_2=w1)
    assert turned == (found.second, found.first)


@given(discounts, st.floats(0.005, 0.02))
@few
def test_patience_pays(d2, more):
    here = alternating_offers(0.9, d2)
    patient = alternating_offers(0.9 + more, d2)
    assert patient.first >= here.first - 1e-12
    assert patient.second <= here.second + 1e-12


@given(st.floats(-0.5, 0.5), st.floats(-0.5, 0.5))
@few
def test_great_patience_splits_what_fighting_wastes(g1, g2):
    d = 1 - 1e-7
    found = inside_option_shares(d, d, fighting_1=g1, fighting_2=g2)
    middle = g1 + (1 - g1 - g2) / 2
    assert found == pytest.approx((middle, 1 - middle), abs=1e-5)
    outside = outside_option_shares(d, d, war_1=g1, war_2=g2).first
    assert outside == pytest.approx(np.clip(0.5, g1, 1 - g2), abs=1e-5)


def test_wars_that_leave_nothing_to_divide_are_the_terms():
    assert outside_option_shares(0.9, 0.9, war_1=0.7, war_2=0.3)[:2] == pytest.approx((0.7, 0.3))
    assert inside_option_shares(0.9, 0.9, fighting_1=0.7, fighting_2=0.3) == pytest.approx(
        (0.7, 0.3)
    )


def test_a_side_that_suffers_too_much_is_left_with_nothing():
    found = inside_option_shares(0.9, 0.9, fighting_1=0, fighting_2=-20)
    assert found == pytest.approx((1, 0.1))


def test_no_patience_gives_all_to_the_proposer():
    assert alternating_offers(0, 0) == (1, 1)
    assert alternating_offers(0.5, 0.5) == pytest.approx((2 / 3, 2 / 3))


# Wagner (2000): one worth of war, read in two ways.


def test_the_two_readings_can_differ_on_who_gains():
    outside, inside = threat_readings(0.98, 0.98, war_1=0.4, war_2=0.2)
    assert outside == outside_option_shares(0.98, 0.98, war_1=0.4, war_2=0.2)
    assert inside == inside_option_shares(0.98, 0.98, fighting_1=0.4, fighting_2=0.2)
    assert outside[:2] == pytest.approx(alternating_offers(0.98, 0.98))
    assert inside.first - outside.first > 0.09


@given(discounts, discounts, worths, worths)
@few
def test_by_neither_reading_anybody_settles_for_less_than_war(d1, d2, w1, w2):
    assume(w1 + w2 <= 1)
    for reading in threat_readings(d1, d2, war_1=w1, war_2=w2):
        assert min(reading.first, 1 - reading.second) >= w1 - 1e-12
        assert min(reading.second, 1 - reading.first) >= w2 - 1e-12


def test_draws_broadcast_and_single_numbers_stay_single():
    found = outside_option_shares([0.9, 0.8], 0.9, war_1=[[0.1], [0.6]])
    assert [each.shape for each in found] == [(2, 2)] * 4
    assert inside_option_shares(0.9, 0.9, fighting_1=[0.1, 0.2]).second.shape == (2,)
    single = outside_option_shares(0.9, 0.9, war_1=0.6)
    assert [type(each) for each in single] == [float, float, bool, bool]
    assert [type(each) for each in alternating_offers(0.9, 0.9)] == [float, float]


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: alternating_offers(1, 0.9), "discount_1 must be in"),
        (lambda: alternating_offers(0.9, -0.1), "discount_2 must be in"),
        (lambda: outside_option_shares(1, 0.9), "discount_1 must be in"),
        (lambda: outside_option_shares(0.9, 1), "discount_2 must be in"),
        (lambda: outside_option_shares(0.9, 0.9, war_1=1.1), "war_1 must be in"),
        (lambda: outside_option_shares(0.9, 0.9, war_1=0.6, war_2=0.5), "nothing to agree on"),
        (lambda: inside_option_shares(0.9, 0.9, fighting_2=1.1), "fighting_2 must be in"),
        (
            lambda: inside_option_shares(0.9, 0.9, fighting_1=0.6, fighting_2=0.5),
            "fighting_1 and fighting_2 must add up",
        ),
        (lambda: threat_readings(0.9, 0.9, war_2=np.nan), "war_2 must be in"),
    ],
)
def test_what_it_refuses(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()
