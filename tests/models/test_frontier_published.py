"""Published cases and closed forms, whose frontiers and solutions others have worked out."""

import itertools
from math import sqrt

import numpy as np
import pytest
from models import oracle_frontier as oracle
from models.frontier_cases import NEW_RECRUIT, barter, division, listed, points, steps

from parley.models.frontier import (
    egalitarian,
    frontier,
    ideal,
    kalai_smorodinsky,
    nash,
    utilitarian,
)


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
