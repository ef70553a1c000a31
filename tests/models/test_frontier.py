"""Exact frontiers against enumeration and published cases; solutions against their axioms."""

import itertools
from math import isclose, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from models import oracle_frontier as oracle

from parley.models import frontier as exact
from parley.models.frontier import (
    Frontier,
    egalitarian,
    frontier,
    ideal,
    kalai_smorodinsky,
    nash,
    utilitarian,
)
from parley.models.frontier.dominance import nondominated

SOLUTIONS = (nash, kalai_smorodinsky, egalitarian, utilitarian)
modest = settings(max_examples=60, deadline=None)


def points(found, indices):
    return {tuple(found.utility[i].tolist()) for i in indices}


def listed(*vectors, floor=None):
    """A frontier over packages listed one by one: a single cluster."""
    table = np.array(vectors, dtype=np.int64)
    return frontier([table], np.zeros(table.shape[1], int) if floor is None else np.array(floor))


@st.composite
def cases(draw, most=6):
    """Small tables with many ties, and floors from nobody minds to nobody can be content."""
    n_parties = draw(st.integers(1, 4))
    n_options = draw(st.lists(st.integers(1, 4), min_size=0, max_size=4))
    cell = st.integers(-most, most)
    tables = [draw(arrays(np.int64, (n, n_parties), elements=cell)) for n in n_options]
    floor = draw(arrays(np.int64, n_parties, elements=st.integers(-3 * most, 2 * most)))
    return tables, floor


# the frontier


@settings(max_examples=150, deadline=None)
@given(cases())
def test_merging_finds_what_enumeration_finds(case):
    tables, floor = case
    found = frontier(tables, floor)
    rows = zip(found.utility.tolist(), found.package.tolist(), found.ties.tolist(), strict=True)
    assert [(tuple(u), tuple(p), t) for u, p, t in rows] == oracle.frontier(tables, floor)
    assert found.complete


@settings(max_examples=40, deadline=None)
@given(
    st.integers(3, 5), st.integers(65, 400), st.sampled_from([2, 9, 1000]), st.integers(0, 2**32)
)
def test_dominance_by_halves_agrees_with_all_pairs(n_parties, n_vectors, most, seed):
    """Large enough to be halved, coarse enough that equal coordinates meet at the cuts."""
    drawn = np.random.default_rng(seed).integers(-most, most, (n_vectors, n_parties))
    distinct = np.unique(drawn, axis=0)
    covers = (distinct[None] >= distinct[:, None]).all(axis=2)
    expected = covers.sum(axis=1) == 1  # nothing but the vector itself
    assert np.array_equal(nondominated(distinct.T), expected)


def test_dominance_holds_beyond_the_precision_of_floats():
    vectors = np.array([[i, -i, 2**60 + i % 2, i % 3] for i in range(500)])
    assert nondominated(vectors.T).all()
    below = np.unique(np.concatenate([vectors, vectors - [0, 0, 2, 0]]), axis=0)
    assert nondominated(below.T).sum() == len(vectors)


def test_many_points_in_a_plane_are_all_kept():
    """The worst case for any filter: what one gains the others lose, and much is equal."""
    plane = np.array([(a, b, c, 40 - a - b - c) for a, b, c in np.ndindex(14, 14, 14)])
    assert nondominated(plane.T).all()


def test_floor_that_nobody_can_reach_together_is_a_proof_of_none():
    table = np.array([[4, 0], [0, 4], [1, 1]])
    found = frontier([table, table], np.array([4, 5]))
    assert (len(found.utility), found.complete) == (0, True)
    assert found.package.shape == (0, 2)
    assert [solution(found, found.floor) for solution in SOLUTIONS] == [()] * 4
    assert ideal(found).tolist() == [4, 5]


def test_reaching_the_floor_exactly_is_enough():
    assert listed([4, 5], [5, 4], floor=[4, 5]).utility.tolist() == [[4, 5]]


def test_a_cluster_without_options_leaves_no_package():
    found = frontier([np.array([[1, 1]]), np.empty((0, 2), int)], np.zeros(2, int))
    assert (len(found.utility), found.complete) == (0, True)


def test_beyond_the_cap_nothing_is_claimed():
    zero_sum = [np.array([[2**i, -(2**i)], [0, 0]]) for i in range(8)]
    no_floor = np.full(2, -1000)
    assert len(frontier(zero_sum, no_floor, cap=256).utility) == 256
    for cap in (255, 1):  # stopped after a merge, stopped before one
        given_up = frontier(zero_sum, no_floor, cap=cap)
        assert (len(given_up.utility), given_up.complete) == (0, False)


def test_equal_sums_are_one_point_in_integers_and_several_in_floats():
    """.1 + .2 + .3 and .3 + .2 + .1 differ as floats; as tenths they are one point."""
    tenths = [np.array([[i, 6 - i] for i in order]) for order in ((1, 3), (2, 2), (3, 1))]
    sums = {
        (0.1 * a[0] + 0.1 * b[0] + 0.1 * c[0], 0.1 * a[1] + 0.1 * b[1] + 0.1 * c[1])
        for a, b, c in itertools.product(*(table.tolist() for table in tenths))
    }
    found = frontier(tenths, np.zeros(2, int))
    assert found.utility[:, 0].tolist() == [4, 6, 8]
    assert found.ties.tolist() == [2, 4, 2]
    assert len(sums) > len(found.utility)


def test_ties_are_counted_beyond_all_listing():
    same = np.array([[1, 1]] * 10)
    found = frontier([same] * 30, np.zeros(2, int))
    assert found.utility.tolist() == [[30, 30]]
    assert found.package.tolist() == [[0] * 30]
    assert isclose(found.ties[0], 1e30)


@pytest.mark.parametrize(
    ("tables", "floor", "problem"),
    [
        ([np.array([[0.5, 1.0]])], np.zeros(2, int), "must be integers"),
        ([np.array([[1, 1]])], np.zeros(2), "must be integers"),
        ([np.array([[1, 1]])], np.zeros(3, int), "does not fit 3 parties"),
        ([np.array([1, 1])], np.zeros(2, int), "does not fit"),
        ([], np.zeros(0, int), "one utility per party"),
        ([np.array([[2**61, 0]])] * 3, np.zeros(2, int), "leave int64"),
        ([np.array([[-(2**63), 0]])], np.zeros(2, int), "leave int64"),
        ([np.array([[1, 1]])], np.array([-(2**62), 0]), "leave int64"),
    ],
)
def test_what_cannot_be_merged_is_refused(tables, floor, problem):
    with pytest.raises(ValueError, match=problem):
        frontier(tables, floor)


# published cases


def division(values):
    """Goods to share between two: option 0 gives the good to the first, option 1 to the second."""
    return [np.array([[first, 0], [0, second]]) for first, second in values]


BILL_OWNS = {"book": (2, 4), "whip": (2, 2), "ball": (2, 1), "bat": (2, 2), "box": (4, 1)}
JACK_OWNS = {"pen": (10, 1), "toy": (4, 1), "knife": (6, 2), "hat": (2, 2)}


def barter():
    """Nash (1950), The bargaining problem, Econometrica 18(2), 155-162: Bill and Jack."""
    goods = BILL_OWNS | JACK_OWNS
    bill, jack = (
        sum(pair[p] for pair in owns.values()) for p, owns in ((0, BILL_OWNS), (1, JACK_OWNS))
    )
    return goods, division(goods.values()), np.array([bill, jack])


def test_bill_and_jack_barter_as_in_nash_1950():
    goods, tables, no_deal = barter()
    found = frontier(tables, no_deal)
    gains = [tuple(row) for row in (found.utility - no_deal).tolist()]
    assert gains == [(2, 8), (6, 7), (8, 6), (12, 5), (14, 4), (16, 2), (18, 0)]
    (best,) = nash(found, no_deal)
    assert gains[best] == (12, 5)
    assert found.ties[best] == 1
    bill_gets = {g for g, to in zip(goods, found.package[best], strict=True) if to == 0}
    assert bill_gets == {"box", "pen", "toy", "knife"}
    assert sum(len(packages) for packages in oracle.vectors(tables, no_deal).values()) == 293


def test_other_solutions_of_the_barter():
    _, tables, no_deal = barter()
    found = frontier(tables, no_deal)

    def gains(solution):
        return [tuple((found.utility[i] - no_deal).tolist()) for i in solution(found, no_deal)]

    assert (ideal(found) - no_deal).tolist() == [18, 8]
    assert gains(kalai_smorodinsky) == [(12, 5)]
    assert gains(egalitarian) == [(8, 6)]
    # equal totals: canonical order is that of the packages, so compare as a set
    assert set(gains(utilitarian)) == {(14, 4), (16, 2), (18, 0)}


def test_panama_canal_treaty_as_packages():
    """Points of the United States and Panama, 1974, from Raiffa (1982), The Art and Science of
    Negotiation; each issue goes wholly to one side."""
    values = [
        (22, 9),
        (22, 15),
        (15, 15),
        (14, 3),
        (11, 15),
        (6, 5),
        (4, 11),
        (2, 7),
        (2, 7),
        (2, 13),
    ]
    found = frontier(division(values), np.zeros(2, int))
    assert len(found.utility) == 20
    for solution in (nash, egalitarian):
        assert points(found, solution(found, found.floor)) == {(64, 68)}
    assert points(found, utilitarian(found, found.floor)) == {(64, 68), (79, 53)}


def steps(first, last):
    return np.linspace(first, last, 5).round().astype(int)


# recruiter from best to worst option or the reverse, and candidate, as in the published table
NEW_RECRUIT = {
    "salary": ((-6000, 0), (0, -6000)),
    "signing bonus": ((0, 4000), (4000, 0)),
    "assignment": ((0, 0), (-2400, -2400)),
    "car": ((1200, 1200), (0, 0)),
    "start date": ((1600, 0), (0, 4000)),
    "vacation": ((0, 1600), (4000, 0)),
    "moving": ((0, 3200), (800, 0)),
    "insurance": ((0, 800), (3200, 0)),
}


def test_new_recruit():
    """Neale (1997), New Recruit, teaching case of the Dispute Resolution Research Center,
    Northwestern University: 8 issues of 5 options, (recruiter, candidate)."""
    tables = [
        np.stack([steps(first[p], last[p]) for p in (0, 1)], axis=1)
        for first, last in NEW_RECRUIT.values()
    ]
    anywhere = frontier(tables, np.full(2, -8400))
    assert (len(anywhere.utility), anywhere.ties.sum()) == (45, 53)
    assert anywhere.utility.max(axis=0).tolist() == [14_800, 14_800]
    best = utilitarian(anywhere, np.zeros(2, int))
    assert set(anywhere.utility[list(best)].sum(axis=1).tolist()) == {14_800}
    every = utilitarian(anywhere, anywhere.floor)
    assert anywhere.ties[list(every)].sum() == 25
    for solution in (nash, egalitarian):
        assert points(anywhere, solution(anywhere, np.zeros(2, int))) == {(7400, 7400)}


# closed forms


def test_pie_with_one_cautious_party():
    """Divide 1: u1 = x, u2 = (1 - x)**a. Nash gives x = 1 / (1 + a); here a = 2 and exact."""
    n = 300
    pie = listed(*[(k * n, (n - k) ** 2) for k in range(n + 1)])
    assert points(pie, nash(pie, pie.floor)) == {(n // 3 * n, (n - n // 3) ** 2)}


def test_pie_with_a_square_root():
    """a = 1/2: Nash 2/3; Kalai-Smorodinsky and egalitarian (sqrt 5 - 1) / 2; utilitarian 3/4."""
    n = 1000
    pie = listed(*[(n * n - j * j, j * n) for j in range(n + 1)])

    def x(solution):
        return [pie.utility[i, 0] / n**2 for i in solution(pie, pie.floor)]

    assert x(nash) == pytest.approx([2 / 3], abs=1e-3)
    assert x(kalai_smorodinsky) == x(egalitarian) == pytest.approx([(sqrt(5) - 1) / 2], abs=2e-3)
    assert x(utilitarian) == [0.75]


def test_three_parties_share_at_different_costs():
    """Sum c_p u_p <= 1: Nash and Kalai-Smorodinsky u_p = 1 / (n c_p), egalitarian 1 / sum c."""
    cost, pie = (1, 2, 3), 36
    shares = [
        s for s in np.ndindex(37, 19, 13) if sum(c * u for c, u in zip(cost, s, strict=True)) == pie
    ]
    found = listed(*shares)
    assert points(found, nash(found, found.floor)) == {(12, 6, 4)}
    assert points(found, kalai_smorodinsky(found, found.floor)) == {(12, 6, 4)}
    assert points(found, egalitarian(found, found.floor)) == {(6, 6, 6)}
    assert points(found, utilitarian(found, found.floor)) == {(36, 0, 0)}


def test_shifting_no_deal_shifts_the_split():
    """u1 + u2 <= 1 with d = (.2, .1): all but the utilitarian give (.55, .45)."""
    found = listed(*[(k, 100 - k) for k in range(101)])
    for solution in (nash, kalai_smorodinsky, egalitarian):
        assert points(found, solution(found, np.array([20, 10]))) == {(55, 45)}


def hull(corners, scale):
    """Upper boundary of a convex set with the given corners, at every whole first coordinate."""
    corners = [(x * scale, y * scale) for x, y in corners]
    grid = []
    for (x0, y0), (x1, y1) in itertools.pairwise(corners):
        grid += [(x, (y0 * (x1 - x) + y1 * (x - x0)) // (x1 - x0)) for x in range(x0, x1 + 1)]
    return grid


def test_polygon():
    """conv{(0,0), (4,0), (3,2), (0,3)}: Nash (3, 2), KS (36/13, 27/13), egalitarian (9/4, 9/4)."""
    found = listed(*hull([(0, 3), (3, 2), (4, 0)], scale=156))
    assert points(found, nash(found, found.floor)) == {(3 * 156, 2 * 156)}
    assert points(found, kalai_smorodinsky(found, found.floor)) == {(36 * 12, 27 * 12)}
    assert points(found, egalitarian(found, found.floor)) == {(351, 351)}
    assert points(found, utilitarian(found, found.floor)) == {(3 * 156, 2 * 156)}


def test_more_options_can_hurt_a_party_under_nash_but_not_under_ks():
    """Kalai and Smorodinsky (1975), Econometrica 43(3), 513-518: their figure, in 520ths."""
    before = listed(*hull([(0, 4), (3, 3), (4, 0)], scale=130))
    after = listed(*hull([(0, 10), (10, 7)], scale=52), (520, 0))
    assert points(before, nash(before, before.floor)) == {(390, 390)}
    assert points(before, kalai_smorodinsky(before, before.floor)) == {(390, 390)}
    assert points(after, nash(after, after.floor)) == {(520, 364)}
    assert points(after, kalai_smorodinsky(after, after.floor)) == {(400, 400)}


# solutions


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


def test_scores_that_differ_in_the_last_of_forty_digits_are_told_apart():
    a = 10**13
    by_one = [(a, a), (a + 1, a - 1), (a - 1, a + 1), (a + 2, a - 2)]
    near = listed(*by_one)
    assert points(near, nash(near, near.floor)) == {(a, a)}
    third = 3 * 10**15
    tied = listed((third, 1, 1), (1, 3 * third, 1), (10**15, third, 1), (third - 1, 3, 1))
    shares = oracle.solution("kalai_smorodinsky", [tied.utility], tied.floor)
    assert points(tied, kalai_smorodinsky(tied, tied.floor)) == shares


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


def test_public_names_are_the_announced_ones():
    assert isinstance(listed([1]), Frontier)
    assert set(exact.__all__) == {
        *("CAP", "Frontier", "Tables", "frontier", "ideal"),
        *(solution.__name__ for solution in SOLUTIONS),
    }
