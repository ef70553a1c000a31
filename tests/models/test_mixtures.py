"""Mixtures of packages: closed forms of convex bargaining, and the axioms of its theorems."""

from fractions import Fraction
from itertools import combinations, pairwise
from math import sqrt

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from models.frontier_cases import listed

from parley.models import frontier as single
from parley.models.mixtures import (
    NONE,
    corners,
    egalitarian,
    equal_loss,
    kalai_smorodinsky,
    nash,
    utilitarian,
)

SOLUTIONS = (nash, kalai_smorodinsky, egalitarian, equal_loss)
modest = settings(max_examples=60, deadline=None)
ORIGIN = np.zeros(2, int)
POLYGON = np.array([(0, 0), (4, 0), (3, 2), (0, 3)])


def mixed(found, points):
    """What the mix gives, added up anew."""
    return tuple(sum(s * int(points[i, p]) for i, s in found.mix) for p in range(points.shape[1]))


# closed forms, two parties


def test_polygon():
    assert nash(POLYGON, ORIGIN).utility == (3, 2)
    assert nash(POLYGON, ORIGIN).mix == ((2, 1),)
    assert kalai_smorodinsky(POLYGON, ORIGIN).utility == (Fraction(36, 13), Fraction(27, 13))
    assert egalitarian(POLYGON, ORIGIN).utility == (Fraction(9, 4), Fraction(9, 4))
    assert [found.utility for found in utilitarian(POLYGON, ORIGIN)] == [(3, 2)]
    assert equal_loss(POLYGON, ORIGIN).utility == (3, 2)


def test_more_options_can_hurt_a_party_under_nash_but_not_under_ks():
    """Kalai and Smorodinsky (1975), Econometrica 43(3), 513-518: their figure, in hundredths."""
    before = np.array([(0, 0), (100, 0), (75, 75), (0, 100)])
    after = np.array([(0, 0), (100, 0), (100, 70), (0, 100)])
    assert nash(before, ORIGIN).utility == kalai_smorodinsky(before, ORIGIN).utility == (75, 75)
    assert nash(after, ORIGIN).utility == (100, 70)
    assert kalai_smorodinsky(after, ORIGIN).utility == (Fraction(1000, 13),) * 2


def test_a_plane_where_the_second_partys_gain_costs_twice():
    """u1 + 2 u2 <= 2: Nash and KS (1, 1/2), egalitarian (2/3, 2/3), utilitarian (2, 0)."""
    plane = np.array([(0, 0), (2, 0), (0, 1)])
    assert nash(plane, ORIGIN).utility == kalai_smorodinsky(plane, ORIGIN).utility == (1, 0.5)
    assert egalitarian(plane, ORIGIN).utility == (Fraction(2, 3), Fraction(2, 3))
    assert [found.utility for found in utilitarian(plane, ORIGIN)] == [(2, 0)]


def test_shifting_no_deal_shifts_the_split():
    """u1 + u2 <= 1 with d = (.2, .1): all but the utilitarian give (.55, .45), in hundredths."""
    pie, no_deal = np.array([(100, 0), (0, 100)]), np.array([20, 10])
    for solution in SOLUTIONS:
        assert solution(pie, no_deal).utility == (55, 45)
    assert [found.utility for found in utilitarian(pie, no_deal)] == [(20, 80), (90, 10)]


def test_weights_split_a_pie_in_their_proportion():
    """Linear utilities and weights w, 1 - w: Nash gives w to the first (Kalai 1977)."""
    pie = np.array([(1, 0), (0, 1)])
    for solution in (nash, egalitarian):
        found = solution(pie, ORIGIN, [Fraction(2, 3), Fraction(1, 3)])
        assert found.utility == (Fraction(2, 3), Fraction(1, 3))


def test_a_curve_mixed_from_a_fine_grid():
    """u1 = x, u2 = sqrt(1 - x): Nash 2/3; KS and egalitarian (sqrt 5 - 1) / 2."""
    n = 1000
    curve = np.array([(n * n - j * j, j * n) for j in range(n + 1)])
    assert len(corners(curve, ORIGIN)) == n + 1
    assert float(nash(curve, ORIGIN).utility[0]) / n**2 == pytest.approx(2 / 3, abs=1e-3)
    for solution in (kalai_smorodinsky, egalitarian):
        first, second = solution(curve, ORIGIN).utility
        assert first == second
        assert float(first) / n**2 == pytest.approx((sqrt(5) - 1) / 2, abs=1e-6)


def test_war_is_costly_so_a_divisible_prize_has_a_range():
    """Fearon (1995), International Organization 49(3), 379-414: A wins with p = .6, costs .1 and
    .2: both prefer any share in [.5, .8]; Nash p + (c_B - c_A) / 2. An indivisible prize: none."""
    prize, war = np.array([(100, 0), (0, 100)]), np.array([50, 20])
    assert [end.utility[0] for end in corners(prize, war)] == [50, 80]
    assert nash(prize, war).utility == (65, 35)
    assert nash(prize, war).mix == ((0, Fraction(65, 100)), (1, Fraction(35, 100)))
    assert len(single.frontier([prize], war).utility) == 0


def test_bill_and_jack_with_lotteries():
    """Nash (1950), Econometrica 18(2), 155-162. Without lotteries all of these give (12, 5) but
    the egalitarian (8, 6), which no longer counts: mixtures of its neighbours beat it."""
    points = np.array([(2, 8), (6, 7), (8, 6), (12, 5), (14, 4), (16, 2), (18, 0)])
    expected = [(2, 8), (6, 7), (12, 5), (14, 4), (18, 0)]
    assert [corner.utility for corner in corners(points, ORIGIN)] == expected
    assert nash(points, ORIGIN).utility == (12, 5)
    assert kalai_smorodinsky(points, ORIGIN).utility == (Fraction(81, 7), Fraction(36, 7))
    assert egalitarian(points, ORIGIN).utility == (Fraction(27, 4), Fraction(27, 4))
    assert [end.utility for end in utilitarian(points, ORIGIN)] == [(14, 4), (18, 0)]


# edges


@pytest.mark.parametrize("solution", SOLUTIONS)
def test_no_mixture_reaches_the_floor(solution):
    for floor in ([3, 3], [5, 0], [0, 4]):
        assert solution(POLYGON, np.array(floor)) == NONE
    assert solution(np.array([(4, 0, 0), (0, 4, 0), (0, 0, 4)]), np.array([2, 2, 1])) == NONE


def test_nothing_to_add_up_where_no_mixture_reaches_the_floor():
    assert utilitarian(POLYGON, np.array([3, 3])) == ()
    assert utilitarian(np.array([(1, 0, 0)]), np.array([2, 0, 0])) == ()
    assert corners(np.empty((0, 2), int), ORIGIN) == ()


@pytest.mark.parametrize("solution", SOLUTIONS)
def test_mixing_opens_a_zone_that_no_package_opens(solution):
    """Either package is below one party's floor; half of each serves both."""
    ends = np.array([(9, 0), (0, 9)])
    assert solution(ends, np.array([3, 3])).utility == (Fraction(9, 2),) * 2
    three = np.diag([9, 9, 9])
    found = solution(three, np.array([1, 1, 1]))
    assert found.utility == pytest.approx((3, 3, 3))
    assert found.converged


@pytest.mark.parametrize("solution", SOLUTIONS)
def test_a_single_point(solution):
    assert solution(np.array([(5, 1)]), ORIGIN).mix == ((0, 1),)
    assert solution(np.array([(5, 0)]), ORIGIN).utility == (5, 0)
    assert solution(np.array([(5, 1, 0)]), np.zeros(3, int)).utility == (5, 1, 0)
    assert solution(np.array([(0, 0, 0)]), np.zeros(3, int)).utility == (0, 0, 0)


def test_the_least_gain_first_even_where_equal_gains_waste():
    ends = np.array([(5, 3), (9, 1)])
    assert egalitarian(ends, ORIGIN).utility == (5, 3)
    three = np.array([(5, 3, 8), (5, 3, 9), (9, 1, 9)])
    assert egalitarian(three, np.zeros(3, int)).utility == pytest.approx((5, 3, 9))


def test_what_does_not_fit_is_refused():
    for points, floor in (
        (POLYGON, np.zeros(3, int)),
        (POLYGON.astype(float), ORIGIN),
        (POLYGON, np.zeros(2)),
    ):
        with pytest.raises(ValueError, match=r"fit a floor|must be integers"):
            nash(points, floor)
    with pytest.raises(ValueError, match="corners are for two"):
        corners(np.zeros((1, 3), int), np.zeros(3, int))


# more than two parties


def test_three_parties_share_at_different_costs():
    """Sum c_p u_p <= 1: Nash and KS u_p = 1 / (n c_p), egalitarian 1 / sum c; here in 36ths."""
    ends, floor = np.array([(36, 0, 0), (0, 18, 0), (0, 0, 12), (0, 0, 0)]), np.zeros(3, int)
    assert nash(ends, floor).utility == pytest.approx((12, 6, 4))
    assert kalai_smorodinsky(ends, floor).utility == pytest.approx((12, 6, 4))
    assert egalitarian(ends, floor).utility == pytest.approx((6, 6, 6))
    assert equal_loss(ends, floor).utility == pytest.approx((24, 6, 0))
    assert [found.utility for found in utilitarian(ends, floor)] == [(36, 0, 0)]
    assert nash(ends, floor, [3, 2, 1]).utility == pytest.approx((18, 6, 2))
    assert egalitarian(ends, floor, [3, 2, 1]).utility == pytest.approx((10.8, 7.2, 3.6))


def test_a_party_that_cannot_gain_does_not_spoil_the_product():
    ends = np.array([(8, 0, 5), (0, 8, 5), (9, 9, 4)])
    found = nash(ends, np.array([0, 0, 5]))
    assert found.utility == pytest.approx((4, 4, 5))
    assert kalai_smorodinsky(ends, np.array([0, 0, 5])).utility == pytest.approx((4, 4, 5))


@settings(max_examples=25, deadline=None)
@given(arrays(np.int64, (5, 2), elements=st.integers(0, 9)), st.integers(0, 4))
def test_the_programs_agree_with_the_fractions(points, d):
    """A third party with the tastes of the first: it doubles the first in the product, and
    changes nothing where the worst-off decides."""
    floor = np.array([d, 1])
    three, low = points[:, [0, 1, 0]], floor[[0, 1, 0]]
    for name, exact, approximate in (
        ("nash", nash(points, floor, [2, 1]), nash(three, low)),
        ("ks", kalai_smorodinsky(points, floor), kalai_smorodinsky(three, low)),
        ("egalitarian", egalitarian(points, floor), egalitarian(three, low)),
        ("loss", equal_loss(points, floor), equal_loss(three, low)),
    ):
        expected = [float(u) for u in exact.utility]
        assert approximate.converged, name
        assert list(approximate.utility[:2]) == pytest.approx(expected, abs=1e-3), name


@settings(max_examples=25, deadline=None)
@given(arrays(np.int64, (7, 3), elements=st.integers(0, 20)))
def test_no_point_at_the_prices_of_the_nash_mixture_is_worth_more(points):
    """What characterises the maximum: sum_p (v_p - d_p) / (u_p - d_p) <= n for every point v."""
    found = nash(points, np.zeros(3, int))
    assume(found.mix and min(found.utility) > 0)
    assert found.converged
    assert (points / np.array(found.utility)).sum(axis=1).max() <= 3 * (1 + 1e-6)


# axioms, which on convex sets hold without exception


@st.composite
def sets(draw):
    return draw(arrays(np.int64, (draw(st.integers(1, 7)), 2), elements=st.integers(0, 12)))


floors = arrays(np.int64, 2, elements=st.integers(0, 8))


@modest
@given(sets(), floors)
def test_the_mix_gives_what_it_says_and_serves_all(points, floor):
    for solution in SOLUTIONS:
        found = solution(points, floor)
        assert bool(found.mix) == bool(corners(points, floor))
        if found.mix:
            assert sum(share for _, share in found.mix) == 1
            assert all(share > 0 for _, share in found.mix)
            assert mixed(found, points) == found.utility
            assert all(u >= d for u, d in zip(found.utility, floor.tolist(), strict=True))


@modest
@given(sets(), floors)
def test_no_mixture_is_better_for_one_and_no_worse_for_the_other(points, floor):
    """Efficiency. If some mixture is better, a mixture of two points is."""
    for solution in SOLUTIONS:
        found = solution(points, floor)
        assume(found.mix)
        x, y = found.utility
        for (a, b), (c, d) in combinations([*points.tolist(), points[0].tolist()], 2):
            # on the line from (a, b) to (c, d), the most for the second where the first has x
            if min(a, c) <= x <= max(a, c):
                at = [Fraction(x - a) / (c - a)] if a != c else [Fraction(0), Fraction(1)]
                assert max(b + t * (d - b) for t in at) <= y
        assert all(v < y for u, v in points.tolist() if u > x)


@modest
@given(sets(), floors)
def test_no_solution_depends_on_who_is_named_first(points, floor):
    for solution in SOLUTIONS:
        swapped = solution(points[:, ::-1], floor[::-1])
        assert swapped.utility == solution(points, floor).utility[::-1]


@modest
@given(sets(), floors, arrays(np.int64, (2, 2), elements=st.integers(1, 9)))
def test_nash_and_ks_ignore_the_scale_of_each_party(points, floor, change):
    scale, shift = change
    for solution in (nash, kalai_smorodinsky):
        plain = solution(points, floor).utility
        scaled = solution(points * scale + shift, floor * scale + shift).utility
        expected = zip(plain, scale.tolist(), shift.tolist(), strict=False)
        assert scaled == tuple(u * s + t for u, s, t in expected)


@modest
@given(sets(), floors, sets())
def test_nash_does_not_depend_on_irrelevant_alternatives(points, floor, more):
    """If the answer for the larger set can be had in the smaller one, it is the answer there."""
    large = nash(np.concatenate([points, more]), floor)
    assume(large.mix and all(i < len(points) for i, _ in large.mix))
    assert nash(points, floor).utility == large.utility


@modest
@given(sets(), floors, sets())
def test_egalitarian_gains_never_fall_with_more_options(points, floor, more):
    """Strong monotonicity (Kalai 1977), for the party worst off."""
    small = egalitarian(points, floor)
    large = egalitarian(np.concatenate([points, more]), floor)
    least = [min(f.utility[p] - int(floor[p]) for p in (0, 1)) for f in (small, large) if f.mix]
    assert least == sorted(least)


@modest
@given(sets(), floors, sets())
def test_ks_never_hurts_who_can_hope_for_more(points, floor, more):
    """Individual monotonicity (Kalai and Smorodinsky 1975): options that leave the first party's
    best hope alone cannot lower the second's utility."""
    both = np.concatenate([points, more])
    small, large = kalai_smorodinsky(points, floor), kalai_smorodinsky(both, floor)
    assume(small.mix)
    best = [max(c.utility[0] for c in corners(p, floor)) for p in (points, both)]
    assume(best[0] == best[1])
    assert large.utility[1] >= small.utility[1]


def test_corners_turn_to_the_right_and_bound_every_point():
    rng = np.random.default_rng(5)
    points = rng.integers(0, 1000, (400, 2))
    chain = corners(points, ORIGIN)
    for one, other in pairwise(chain):
        (a, b), (c, d) = one.utility, other.utility
        assert a < c
        assert b > d
        for x, y in points.tolist():
            assert (c - a) * (y - b) - (d - b) * (x - a) <= 0


def test_equal_points_and_points_on_a_line_are_named_once():
    points = np.array([(0, 4), (2, 2), (0, 4), (4, 0), (1, 3)])
    assert [c.mix for c in corners(points, ORIGIN)] == [((0, 1),), ((3, 1),)]


def test_frontier_points_serve_as_well_as_all_packages():
    found = listed([0, 4], [3, 3], [4, 0], [1, 1])
    assert nash(found.utility, found.floor).utility == (3, 3)
