"""Alternating offers, concession step by step and hidden limits: the published numbers."""

from fractions import Fraction
from math import exp

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models.frontier_cases import listed, points

from parley.models.concession import (
    bargaining_weights,
    discount,
    fixed_costs,
    hidden_deal,
    random_proposer,
    rotating_proposers,
    rounds_left,
    rubinstein,
    rubinstein_split,
    zeuthen,
    zone_normal,
    zone_uniform,
)
from parley.models.frontier import nash

F = Fraction
BARTER = ((2, 8), (6, 7), (8, 6), (12, 5), (14, 4), (16, 2), (18, 0))
factors = st.fractions(0, F(99, 100), max_denominator=100)


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [
        (0.9, 0.9, 0.5263157895),
        (0.9, 0.8, 0.7142857143),
        (0.8, 0.9, 0.3571428571),
        (0.5, 0.5, 0.6666666667),
        (0.99, 0.95, 0.8403361345),
    ],
)
def test_the_first_proposers_share(first, second, share):
    """Rubinstein (1982), Econometrica 50(1), 97-109: (1 - d2) / (1 - d1 d2)."""
    assert rubinstein(first, second) == pytest.approx(share, abs=1e-10)


@given(factors, factors)
@settings(max_examples=60, deadline=None)
def test_neither_gains_by_refusing(first, second):
    """Each offer leaves the other exactly what its own offer is worth a round later."""
    mine, theirs = rubinstein(first, second), rubinstein(second, first)
    assert 1 - mine == second * theirs
    assert 1 - theirs == first * mine


def test_short_periods_leave_only_the_rates():
    """Rates .05 and .10: the share falls to r2 / (r1 + r2) = 2/3 as the period shrinks."""
    for period, share in ((1, 0.683188), (0.1, 0.668332), (0.001, 0.666683)):
        split = rubinstein(discount(0.05, period), discount(0.10, period))
        assert split == pytest.approx(share, abs=1e-6)
    assert bargaining_weights([F(5, 100), F(10, 100)]) == (F(2, 3), F(1, 3))
    assert discount(0.05, 2) == exp(-0.1)


def test_talks_that_end():
    """Stahl (1972): (1 + d**T) / (1 + d) for T odd, (1 - d**T) / (1 + d) for T even."""
    nine = F(9, 10)
    shares = [rounds_left(nine, nine, rounds) for rounds in range(1, 6)]
    assert shares == [1, F(1, 10), F(91, 100), F(181, 1000), F(8371, 10_000)]
    assert float(rounds_left(nine, nine, 50)) == pytest.approx(0.5236032762, abs=1e-10)


@given(factors, factors, st.integers(1, 9))
@settings(max_examples=60, deadline=None)
def test_a_deadline_far_away_hardly_matters(first, second, rounds):
    """The distance to Rubinstein's share shrinks with every two rounds by both factors."""
    far = rubinstein(first, second)
    now, later = (rounds_left(first, second, n) - far for n in (rounds, rounds + 2))
    assert later == now * first * second


def test_fixed_costs_per_round():
    """Rubinstein (1982), conclusion I: the cheaper waits; the dearer proposes and keeps c2."""
    assert fixed_costs(F(1, 10), F(2, 10)) == (1, 1)
    assert fixed_costs(F(2, 10), F(1, 10)) == (F(1, 10), F(1, 10))
    assert fixed_costs(F(1, 10), F(1, 10)) == (F(1, 10), 1)


def test_an_outside_option_counts_only_if_it_is_better():
    """Binmore, Shaked and Sutton (1989), Quarterly Journal of Economics 104(4), 753-770."""
    assert rubinstein(F(9, 10), F(9, 10), outside=F(6, 10)) == F(4, 10)
    assert rubinstein(F(9, 10), F(9, 10), outside=F(3, 10)) == F(10, 19)


def test_three_parties_propose_in_turn():
    shares = rotating_proposers(F(9, 10), 3)
    assert [float(s) for s in shares] == pytest.approx([0.36900, 0.33210, 0.29889], abs=5e-6)
    assert sum(shares) == 1
    assert rotating_proposers(F(9, 10), 2)[0] == rubinstein(F(9, 10), F(9, 10))
    assert rotating_proposers(F(0), 3) == (1, 0, 0)


def test_a_proposer_drawn_by_lot():
    """Baron and Ferejohn (1989), American Political Science Review 83(4), 1181-1206: with n = 3,
    a majority and no impatience 2/3 for the proposer and 1/3 for the one partner."""
    assert random_proposer(1, 3, quota=2) == (pytest.approx(2 / 3), pytest.approx(1 / 3))
    assert random_proposer(F(9, 10), 3) == (F(4, 10), F(3, 10))  # 1 - (n - 1) d / n


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: rubinstein(1, 1),
        lambda: rubinstein(1.1, 0.5),
        lambda: rounds_left(0.9, 0.9, 0),
        lambda: rounds_left(-0.1, 0.9, 1),
        lambda: fixed_costs(0, 0.1),
        lambda: random_proposer(0.9, 3, quota=4),
        lambda: bargaining_weights([1, 0]),
        lambda: zone_uniform((3, 3), (1, 2)),
        lambda: hidden_deal(2),
    ],
)
def test_what_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match=r"\d"):
        wrong()


# Zeuthen


def test_bill_and_jack_concede():
    """Zeuthen (1930) and Harsanyi (1956) on the barter of Nash (1950): ends at Nash's (12, 5)."""
    found = listed(*BARTER)
    path = zeuthen(found, found.floor)
    seen = [
        (*(tuple(found.utility[i].tolist()) for i in round.offers), *round.risks, round.concedes)
        for round in path.rounds
    ]
    assert seen == [
        ((18, 0), (2, 8), F(8, 9), 1, (0,)),
        ((16, 2), (2, 8), F(7, 8), F(3, 4), (1,)),
        ((16, 2), (6, 7), F(5, 8), F(5, 7), (0,)),
        ((14, 4), (6, 7), F(4, 7), F(3, 7), (1,)),
        ((14, 4), (12, 5), F(1, 7), F(1, 5), (0,)),
    ]
    assert points(found, path.agreement) == {(12, 5)}


def test_first_offers_may_be_given():
    found = listed(*BARTER)
    path = zeuthen(found, found.floor, (4, 0))  # (14, 4) against (2, 8)
    assert path.rounds[0].risks == (F(6, 7), F(1, 2))
    assert points(found, path.agreement) == {(12, 5)}
    assert zeuthen(found, found.floor, (2, 2)) == zeuthen(found, found.floor, (2, 2))
    assert zeuthen(found, found.floor, (2, 2)).rounds == ()
    for wrong in ((0, 4), (7, 0)):
        with pytest.raises(ValueError, match="first offers"):
            zeuthen(found, found.floor, wrong)
    with pytest.raises(ValueError, match="first offers"):
        zeuthen(found, np.array([3, 0]), (4, 0))


def test_a_concession_must_turn_the_risks_around():
    """Not to (10, 2), whose product is that of (1, 20): the next to give way would be the same."""
    found = listed([1, 20], [5, 6], [10, 2], [12, 1])
    path = zeuthen(found, found.floor)
    assert [found.utility[i, 0] for i in path.rounds[1].offers] == [5, 1]


def test_equal_risks_concede_together_and_may_end_in_a_tie():
    even = listed([1, 9], [3, 6], [6, 3], [9, 1])
    path = zeuthen(even, even.floor)
    assert [round.concedes for round in path.rounds] == [(0, 1), (0, 1)]
    assert points(even, path.agreement) == {(3, 6), (6, 3)}


def test_nothing_to_concede():
    found = listed([5, 5], floor=[6, 6])
    assert zeuthen(found, found.floor).agreement == ()
    only = listed([5, 5])
    assert zeuthen(only, only.floor).agreement == (0,)
    with pytest.raises(ValueError, match="two parties"):
        zeuthen(listed([1, 1, 1]), np.zeros(3, int))


@st.composite
def stairs(draw):
    n = draw(st.integers(1, 9))
    rises = st.lists(st.integers(1, 9), min_size=n, max_size=n)
    first, second = np.cumsum(draw(rises)), np.cumsum(draw(rises))[::-1]
    return listed(*zip(first.tolist(), second.tolist(), strict=True))


@settings(max_examples=100, deadline=None)
@given(stairs(), st.integers(0, 8))
def test_concessions_lead_to_a_nash_solution(found, d):
    """Harsanyi (1956): the smaller risk is that of the offer with the smaller product."""
    floor = np.array([d, d])
    path = zeuthen(found, floor)
    best = nash(found, floor)
    assert bool(path.agreement) == bool(best)
    product = (found.utility - floor).prod(axis=1)
    if best and product[best[0]]:
        assert set(path.agreement) <= set(best)
    for step in path.rounds:
        mine, theirs = (product[i] for i in step.offers)
        smaller = {0: mine <= theirs, 1: theirs <= mine}
        if mine or theirs:
            assert step.concedes == tuple(p for p in (0, 1) if smaller[p])


def test_the_more_patient_gets_more_of_a_frontier():
    """Binmore, Rubinstein and Wolinsky (1986): Nash with weights 1 / rate; one pie of 120."""
    pie = listed(*[(k, 120 - k) for k in range(121)])
    split = rubinstein_split(pie, pie.floor, [F(5, 100), F(10, 100)])
    assert points(pie, split) == {(80, 40)}


# hidden limits


def test_chance_of_a_zone():
    """Closed forms: uniform limits .5 and .875, normal limits Phi(10 / sqrt(325)) = .710450."""
    assert zone_uniform((F(0), F(1)), (F(0), F(1))) == F(1, 2)
    assert zone_uniform((F(200), F(300)), (F(250), F(350))) == F(7, 8)
    assert zone_uniform((F(0), F(1)), (F(2), F(3))) == 1
    assert zone_uniform((F(2), F(3)), (F(0), F(1))) == 0
    assert zone_normal((100, 10), (110, 15)) == pytest.approx(0.710450, abs=1e-6)


def test_chance_of_a_zone_against_counting():
    least, most = np.meshgrid(np.linspace(3, 9, 801), np.linspace(1, 7, 801))
    assert zone_uniform((3, 9), (1, 7)) == pytest.approx((least <= most).mean(), abs=2e-3)


def test_a_zone_exists_more_often_than_it_is_found():
    """Chatterjee and Samuelson (1983), Operations Research 31(5), 835-851, linear equilibrium:
    a deal with probability 9/32 and 9/64 of gain, of 1/2 and 1/6 that there are (84.4 %)."""
    chance, gain = hidden_deal()
    assert (chance, gain) == (F(9, 32), F(9, 64))
    assert hidden_deal(F(0)) == (F(1, 2), F(1, 6))
    assert float(gain * 6) == pytest.approx(0.844, abs=5e-4)
