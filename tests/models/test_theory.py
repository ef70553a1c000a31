"""Published negotiations, from their issues to the answers of all the models together."""

import itertools
from fractions import Fraction

import numpy as np
import pytest
from models.frontier_cases import NEW_RECRUIT, barter, listed, points, steps

from parley.models import domain, mixtures
from parley.models.concession import rubinstein_split, zeuthen
from parley.models.fairness import maximin_share
from parley.models.frontier import (
    egalitarian,
    equal_loss,
    kalai_smorodinsky,
    nash,
    relative_utilitarian,
    utilitarian,
)

# New Recruit: Neale (1997), Dispute Resolution Research Center, Northwestern University; the table
# as in TextArena, textarena/envs/NewRecruit/env.py at 0ce46093 (MIT licence)


@pytest.fixture(scope="module")
def recruit():
    utility = [
        np.stack([steps(first[p], last[p]) for p in (0, 1)], axis=1)
        for first, last in NEW_RECRUIT.values()
    ]
    return domain.Domain(
        packages=domain.packages([5] * 8), utility=tuple(utility), floor=np.zeros(2, np.int64)
    )


def test_every_package_of_new_recruit(recruit):
    """Enumerated: 390,625 packages, 256,265 of them at or above no deal, 25 with the joint best."""
    total = np.zeros((1, 2), np.int64)
    for table in recruit.utility:
        total = (total[:, None] + table[None]).reshape(-1, 2)
    assert recruit.packages.n == len(total) == 390_625
    assert (total >= 0).all(axis=1).sum() == 256_265
    assert total.min(axis=0).tolist() == [-8400, -8400]
    assert total.max(axis=0).tolist() == [14_800, 14_800]
    joint = total.sum(axis=1)
    assert (joint.max(), (joint == joint.max()).sum()) == (14_800, 25)


def test_splitting_every_issue_of_new_recruit_in_the_middle_wastes_more_than_half(recruit):
    middle = domain.worth(recruit, np.full(8, 2))
    assert middle.tolist() == [3200, 3200]
    everywhere = domain.points(recruit, floor=np.full(2, -8400)).found
    assert (len(everywhere.utility), everywhere.ties.sum()) == (45, 53)
    assert (everywhere.utility >= middle).all(axis=1).any()


def test_all_solutions_of_new_recruit_agree(recruit):
    """The case is even and all its best packages lie on one line, so every fair answer is."""
    found = domain.points(recruit).found
    for solution in (nash, egalitarian, kalai_smorodinsky, equal_loss):
        assert points(found, solution(found, found.floor)) == {(7400, 7400)}
    for mixed in (
        mixtures.nash,
        mixtures.egalitarian,
        mixtures.kalai_smorodinsky,
        mixtures.equal_loss,
    ):
        assert mixed(found.utility, found.floor).utility == (7400, 7400)
    path = zeuthen(found, found.floor)
    assert points(found, path.agreement) == {(7400, 7400)}
    best = points(found, utilitarian(found, found.floor))
    assert best == points(found, relative_utilitarian(found, found.floor))
    ends = [end.utility for end in mixtures.utilitarian(found.utility, found.floor)]
    assert ends == [min(best), max(best)]


def test_patience_moves_new_recruit_along_its_frontier(recruit):
    found = domain.points(recruit).found
    patient = [rubinstein_split(found, found.floor, [1, rate])[0] for rate in (1, 2, 4)]
    assert [found.utility[i, 0] for i in patient] == sorted({found.utility[i, 0] for i in patient})


# Nash (1950), The bargaining problem, Econometrica 18(2), 155-162


def test_the_barter_of_bill_and_jack_from_the_goods_to_the_shares():
    _, tables, no_deal = barter()
    bartering = domain.Domain(
        packages=domain.packages([2] * 9), utility=tuple(tables), floor=no_deal
    )
    found = domain.points(bartering).found
    assert bartering.packages.n == 512
    (best,) = nash(found, no_deal)
    gain = found.utility - no_deal
    assert gain[best].tolist() == [12, 5]
    assert gain[best].prod() == gain.prod(axis=1).max() == 60
    worst = [min(Fraction(int(a), 18), Fraction(int(b), 8)) for a, b in gain]
    assert worst[kalai_smorodinsky(found, no_deal)[0]] == max(worst) == Fraction(5, 8)
    assert [points(found, s(found, no_deal)) for s in (equal_loss, relative_utilitarian)] == [
        {(14 + no_deal[0], 4 + no_deal[1])},
        {(12 + no_deal[0], 5 + no_deal[1])},
    ]


# Panama Canal treaty, 1974: points from Raiffa (1982), The Art and Science of Negotiation


def test_each_package_solution_of_panama_beats_what_either_could_secure():
    first, second = (22, 22, 15, 14, 11, 6, 4, 2, 2, 2), (9, 15, 15, 3, 15, 5, 11, 7, 7, 13)
    secured = [maximin_share(own, 2) for own in (first, second)]
    assert secured == [50, 50]
    whole = [
        (sum(itertools.compress(first, to)), sum(itertools.compress(second, (1 - t for t in to))))
        for to in itertools.product((0, 1), repeat=10)
    ]
    found = listed(*whole)
    for solution in (nash, kalai_smorodinsky, egalitarian, equal_loss):
        for point in points(found, solution(found, found.floor)):
            assert all(u >= s for u, s in zip(point, secured, strict=True))
    # adjusted winner is the fair mixture where one issue may be divided
    assert mixtures.egalitarian(found.utility, found.floor).utility == (66, 66)
