"""Bargaining solutions against a ranking of all packages, and against their axioms."""

import itertools
from fractions import Fraction
from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from models import oracle_frontier as oracle
from models.frontier_cases import SOLUTIONS, cases, listed, modest, points

from parley.models.frontier import (
    egalitarian,
    equal_loss,
    frontier,
    ideal,
    kalai_smorodinsky,
    nash,
    relative_utilitarian,
)
from parley.models.frontier.solutions import whole

ALL = (*SOLUTIONS, equal_loss, relative_utilitarian)


@pytest.mark.parametrize("solution", SOLUTIONS)
@modest
@given(cases())
def test_solutions_are_best_of_all_packages(solution, case):
    """The oracle ranks every package, so this also proves that the frontier loses no winner.

    A package that is not efficient may tie only under leximin with a party left out, and then
    the frontier holds its better twin.
    """
    tables, floor = case
    found = frontier(tables, floor)
    best = oracle.solution(solution.__name__, tables, floor)
    efficient = {tuple(row) for row in found.utility.tolist()}
    assert points(found, solution(found, floor)) == best & efficient
    assert bool(best & efficient) == bool(best)


@modest
@given(cases(), st.data())
def test_one_frontier_serves_every_higher_floor(case, data):
    tables, floor = case
    rise = data.draw(arrays(np.int64, len(floor), elements=st.integers(0, 9)))
    low, high = frontier(tables, floor), frontier(tables, floor + rise)
    assert np.array_equal(ideal(low, floor + rise), ideal(high))
    for solution in ALL:
        assert points(low, solution(low, floor + rise)) == points(high, solution(high, high.floor))


def test_a_lower_floor_than_the_frontiers_is_refused():
    found = listed([1, 2])
    for wrong in (np.array([0, -1]), np.zeros(3, int), np.zeros(2)):
        with pytest.raises(ValueError, match="floor"):
            nash(found, wrong)


def test_ideal_counts_only_packages_that_all_accept():
    found = listed([9, 1], [5, 5], [1, 9])
    assert ideal(found).tolist() == [9, 9]
    assert ideal(found, np.array([2, 0])).tolist() == [9, 5]


def test_nash_prefers_more_gainers_when_not_all_can_gain():
    no_common = listed([9, 0, 0], [1, 1, 0], [0, 1, 1])
    assert points(no_common, nash(no_common, no_common.floor)) == {(1, 1, 0), (0, 1, 1)}
    nobody = listed([0, 0])
    assert nash(nobody, nobody.floor) == (0,)


def test_a_party_that_cannot_gain_does_not_hide_the_others_shares():
    found = listed([6, 1, 0], [4, 3, 0], [1, 4, 0])
    assert points(found, kalai_smorodinsky(found, found.floor)) == {(4, 3, 0)}


def test_products_that_differ_beyond_the_precision_of_floats():
    a = 10**13
    near = listed((a, a), (a + 1, a - 1), (a - 1, a + 1), (a + 2, a - 2))
    assert points(near, nash(near, near.floor)) == {(a, a)}


def test_shares_that_differ_beyond_the_precision_of_floats():
    """A third of 3e17 + 1 is less than 1e17 makes of 3e17; in floats they tie, and another wins."""
    a = 10**17
    hopes = (3 * a + 1, 0), (0, 3 * a)
    near = listed(*hopes, (a, 2 * a + a // 2), (2 * a, a))
    assert points(near, kalai_smorodinsky(near, near.floor)) == {(2 * a, a)}


def test_equal_worst_shares_are_decided_by_the_next():
    found = listed([10, 0], [0, 20], [3, 10], [4, 6])
    assert points(found, kalai_smorodinsky(found, found.floor)) == {(3, 10)}


def test_every_tied_point_is_returned_whatever_the_rounding():
    """24 orders of one product: equal on paper, different in the last digit of the logs."""
    orders = list(itertools.permutations([3, 7, 11, 13]))
    found = listed(*orders, [1, 1, 1, 30])
    assert points(found, nash(found, found.floor)) == set(orders)


def test_ties_come_largest_total_first_then_smallest_package():
    found = listed([2, 6], [4, 3], [6, 2], [3, 4])
    winners = nash(found, found.floor)
    assert found.utility[list(winners)].tolist() == [[2, 6], [6, 2], [4, 3], [3, 4]]


# weights, losses and shares of hope, against a ranking of the points in fractions


def ranked(found, score):
    """Every point with the best score of (gain, hope), one number or list per point."""
    gains = [[int(g) for g in row] for row in found.utility - found.floor]
    hope = [max(column) for column in zip(*gains, strict=True)]
    scores = [score(gain, hope) for gain in gains]
    return {i for i, each in enumerate(scores) if each == max(scores)}


def weighted_product(weights):
    def score(gain, _hope):
        strict = [(g, w) for g, w in zip(gain, weights, strict=True) if g > 0]
        return len(strict), prod(g**w for g, w in strict)

    return score


def shares(gain, hope):
    return [Fraction(g, h) for g, h in zip(gain, hope, strict=True) if h > 0]


@modest
@given(cases(), st.data())
def test_weights_losses_and_shares_rank_as_defined(case, data):
    found = frontier(*case)
    weights = [data.draw(st.integers(1, 4)) for _ in case[1]]
    same = [Fraction(w, 6) for w in weights]
    expected = {
        "nash": ranked(found, weighted_product(weights)),
        "egalitarian": ranked(found, lambda g, _: sorted(map(Fraction, g, weights))),
        "equal loss": ranked(found, lambda g, h: sorted(a - b for a, b in zip(g, h, strict=True))),
        "relative": ranked(found, lambda g, h: sum(shares(g, h))),
    }
    assert expected == {
        "nash": set(nash(found, found.floor, same)),
        "egalitarian": set(egalitarian(found, found.floor, same)),
        "equal loss": set(equal_loss(found, found.floor)),
        "relative": set(relative_utilitarian(found, found.floor)),
    }


def test_a_weighted_split_of_one_pie():
    """u1 + u2 = 1: with weights w and 1 - w Nash gives w to the first; so does proportional."""
    pie = listed(*[(k, 120 - k) for k in range(121)])
    for weights in ([1, 3], [Fraction(1, 4), Fraction(3, 4)], [np.int64(2), 6], [10**9, 3 * 10**9]):
        assert points(pie, nash(pie, pie.floor, weights)) == {(30, 90)}
        assert points(pie, egalitarian(pie, pie.floor, weights)) == {(30, 90)}


def test_weighted_products_and_shares_that_differ_beyond_the_precision_of_floats():
    a = 3 * 10**16
    near = listed((a, 2 * a), (a + 1, 2 * a - 1), (a - 1, 2 * a + 1))
    assert points(near, nash(near, near.floor, [1, 2])) == {(a, 2 * a)}
    assert points(near, egalitarian(near, near.floor, [1, 2])) == {(a, 2 * a)}


def test_a_worst_share_that_floats_hold_for_the_better_one():
    a, b = 65852241119611252, 197556723358833752
    assert b < 3 * a
    assert float(b) / 3 > float(a)
    near = listed((a, 4 * a), (2 * a, b))
    assert points(near, egalitarian(near, near.floor, [1, 3])) == {(a, 4 * a)}


@pytest.mark.parametrize("weights", [[1], [1, 0], [1, -1], [0.5, 0.5], [1, True - 1]])
def test_weights_must_be_exact_and_positive(weights):
    found = listed([1, 2])
    for solution in (nash, egalitarian):
        with pytest.raises(ValueError, match="weights must be 2 positive"):
            solution(found, found.floor, weights)


def test_weights_become_the_smallest_whole_numbers_whatever_their_type():
    assert whole([np.int64(2**62), Fraction(1, 3)], 2) == [3 * 2**62, 1]
    assert whole([Fraction(4, 10), np.int8(2)], 2) == [1, 5]


def test_powers_too_large_to_compare_are_refused():
    found = listed([1, 2])
    with pytest.raises(ValueError, match="need rounding"):
        nash(found, found.floor, [Fraction(1, 3), Fraction(10**9, 7)])
    assert egalitarian(found, found.floor, [Fraction(1, 3), Fraction(10**9, 7)]) == (0,)


def test_equal_sacrifice_is_not_equal_gain():
    """Best hopes 10 and 4: each gives up 3 at (7, 1), while (4, 2) is the fairer gain."""
    found = listed([10, 0], [7, 1], [4, 2], [0, 4])
    assert points(found, equal_loss(found, found.floor)) == {(7, 1)}
    assert points(found, egalitarian(found, found.floor)) == {(4, 2)}


def test_equal_sums_of_shares_tie_whatever_the_sums_of_gains():
    found = listed([10, 0], [5, 10], [0, 20])
    assert relative_utilitarian(found, found.floor) == (0, 1, 2)


def test_equal_losses_are_decided_by_the_next():
    found = listed([9, 9, 0], [0, 0, 9], [6, 5, 4], [5, 4, 5])
    # losses 3 4 5 and 4 5 4: equal at worst, then 4 is less than... 4, then 3 is less than 4
    assert points(found, equal_loss(found, found.floor)) == {(6, 5, 4)}


def test_shares_may_be_taken_of_another_ideal():
    """The same list with a third package that only one accepts: its hope rises with it."""
    found = listed([8, 2], [5, 4], [2, 6], [0, 9])
    rational = points(found, kalai_smorodinsky(found, np.array([0, 2])))
    assert rational == {(5, 4)}
    assert points(found, kalai_smorodinsky(found, np.array([0, 2]), np.array([8, 40]))) == {(2, 6)}
    for low in (np.array([7, 40]), np.array([8.0, 9.0]), np.array([9])):
        with pytest.raises(ValueError, match="ideal"):
            kalai_smorodinsky(found, found.floor, low)


# axioms


@modest
@given(cases(), st.data())
def test_nash_and_ks_ignore_the_scale_of_each_party(case, data):
    tables, floor = case
    scale = data.draw(arrays(np.int64, len(floor), elements=st.integers(1, 9)))
    shift = data.draw(arrays(np.int64, len(floor), elements=st.integers(-9, 9)))
    plain = frontier(tables, floor)
    scaled = frontier([*(t * scale for t in tables), shift[None]], floor * scale + shift)
    assert np.array_equal(plain.utility * scale + shift, scaled.utility)
    # Nash's theorem asks for a point where all gain; the convention beyond it has units
    all_gain = (plain.utility > floor).all(axis=1).any()
    for solution in (nash, kalai_smorodinsky, relative_utilitarian)[0 if all_gain else 1 :]:
        assert set(solution(plain, floor)) == set(solution(scaled, scaled.floor))


def test_where_not_all_can_gain_the_product_of_those_who_do_has_units():
    """The axiom of scale is claimed only where some point lets every party gain."""
    tables, floor = [np.array([[1, 0], [0, 1]])], np.zeros(2, np.int64)
    assert len(nash(frontier(tables, floor), floor)) == 2
    finer = [np.array([[1, 0], [0, 2]])]
    found = frontier(finer, floor)
    assert points(found, nash(found, floor)) == {(0, 2)}


@modest
@given(cases(), st.randoms(use_true_random=False))
def test_no_solution_depends_on_who_is_named_first(case, random):
    tables, floor = case
    order = random.sample(range(len(floor)), len(floor))
    plain = frontier(tables, floor)
    renamed = frontier([t[:, order] for t in tables], floor[order])
    for solution in ALL:
        expected = {tuple(u[p] for p in order) for u in points(plain, solution(plain, floor))}
        assert points(renamed, solution(renamed, renamed.floor)) == expected


@modest
@given(cases(), st.data())
def test_nash_does_not_depend_on_irrelevant_alternatives(case, data):
    tables, floor = case
    found = frontier(tables, floor)
    winners = nash(found, floor)
    kept = data.draw(st.sets(st.sampled_from(range(len(found.utility))))) if winners else set()
    fewer = frontier([found.utility[sorted(kept | set(winners))]], floor)
    assert points(fewer, nash(fewer, floor)) == points(found, winners)


def test_ks_does_depend_on_them():
    full, fewer = listed([10, 0], [7, 4], [4, 6], [0, 8]), listed([7, 4], [4, 6], [0, 8])
    assert points(full, kalai_smorodinsky(full, full.floor)) != points(
        fewer, kalai_smorodinsky(fewer, fewer.floor)
    )


@modest
@given(cases(), st.data())
def test_more_packages_never_lower_the_least_gain(case, data):
    """Strong monotonicity of the egalitarian solution (Kalai 1977), in its worst-off form.

    On a list of packages nobody in particular is sure to gain, but the smallest gain cannot fall.
    """
    tables, floor = case
    extra = data.draw(arrays(np.int64, (2, len(floor)), elements=st.integers(-6, 12)))
    before = frontier(tables, floor)
    after = frontier([np.concatenate([before.utility, extra])], floor)
    for weights in (None, [1 + p for p in range(len(floor))]):
        least = [
            [min(Fraction(int(g), w) for g, w in zip(found.utility[i] - floor, scale, strict=True))]
            for found in (before, after)
            for scale in [weights or [1] * len(floor)]
            for i in egalitarian(found, floor, weights)[:1]
        ]
        assert least == sorted(least)


def test_all_solutions_on_a_large_frontier_take_a_moment():
    """Some 26,000 points of three parties, in under a second on a slow machine."""
    from time import process_time

    rng = np.random.default_rng(1)
    ball = rng.random((26_000, 3))
    found = listed(*(ball / np.linalg.norm(ball, axis=1)[:, None] * 10**9).astype(int))
    begin = process_time()
    assert all(solution(found, found.floor) for solution in ALL)
    assert process_time() - begin < 1
