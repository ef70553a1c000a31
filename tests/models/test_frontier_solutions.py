"""Bargaining solutions against a ranking of all packages, and against their axioms."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from models import oracle_frontier as oracle
from models.frontier_cases import SOLUTIONS, cases, listed, modest, points

from parley.models.frontier import frontier, ideal, kalai_smorodinsky, nash


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
    for solution in SOLUTIONS:
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
    for solution in (nash, kalai_smorodinsky):
        assert set(solution(plain, floor)) == set(solution(scaled, scaled.floor))


@modest
@given(cases(), st.randoms(use_true_random=False))
def test_no_solution_depends_on_who_is_named_first(case, random):
    tables, floor = case
    order = random.sample(range(len(floor)), len(floor))
    plain = frontier(tables, floor)
    renamed = frontier([t[:, order] for t in tables], floor[order])
    for solution in SOLUTIONS:
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
