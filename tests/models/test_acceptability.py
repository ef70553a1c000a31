"""Acceptability over draws: against each draw's own frontier, slow oracles, and closed forms."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models.oracle_frontier import SCORES

from parley.models.acceptability import (
    SOLUTIONS,
    acceptability,
    central_weights,
    efficient_share,
    package_at,
    ranks,
    robust,
)
from parley.models.domain import Bonus, Sample, allowed, listed_levels, packages, points, worth
from parley.models.frontier import egalitarian, kalai_smorodinsky, nash, utilitarian

PICKS = (nash, kalai_smorodinsky, egalitarian, utilitarian)
modest = settings(max_examples=40, deadline=None)


def made(found, utility, bonuses, no_deal):
    return Sample(packages=found, utility=utility, bonuses=bonuses, no_deal=no_deal)


def some_sample(seed, n_parties, *, scale=5, n_draws=6, n_levels=(2, 3, 2, 3), clauses=True):
    """Few different numbers and so many ties; a clause links two issues, a bonus two others."""
    rng = np.random.default_rng(seed)
    parts = ((0, (1,)), (2, (0,)))
    found = packages(
        n_levels, [((1, (0, 2)), (3, (1,)))] if clauses else [], [(0, 2)] if clauses else []
    )

    def numbers(*shape):
        return rng.integers(-scale, scale, (n_draws, *shape), endpoint=True)

    utility = tuple(numbers(n, n_parties) for n in n_levels)
    bonuses = (Bonus(parts=parts, worth=numbers(n_parties)),) if clauses else ()
    return made(found, utility, bonuses, numbers(n_parties) - scale // 2)


def every_package(sample):
    return package_at(sample.packages, np.arange(sample.packages.n))


samples = st.builds(
    some_sample, st.integers(0, 10**6), st.integers(1, 4), scale=st.sampled_from([1, 3, 40, 10**9])
)


@modest
@given(samples)
def test_shares_are_those_of_packages_valued_one_by_one(sample):
    found, package = acceptability(sample), every_package(sample)
    able = np.array([worth(sample.at(d), package) >= sample.no_deal[d] for d in range(6)])
    assert allowed(sample.packages, package).all()
    assert (found.each == able.mean(axis=0)).all()
    assert (found.all == able.all(axis=2).mean(axis=0)).all()
    assert (found.n_acceptable == able.all(axis=2).sum(axis=1)).all()
    assert found.zone == able.all(axis=2).any(axis=1).mean()


@modest
@given(samples)
def test_picks_are_the_first_of_each_solution_on_each_frontier(sample):
    found = acceptability(sample)
    for d in range(6):
        front = points(sample.at(d))
        for s, solution in enumerate(PICKS):
            first = solution(front.found, sample.no_deal[d])[:1]
            picked = [] if found.picks[s, d] < 0 else package_at(sample.packages, found.picks[s, d])
            assert [*picked] == [x for i in first for x in front.package[i]], SOLUTIONS[s]
    assert found.picked.sum(axis=1) == pytest.approx([found.zone] * 4)


@modest
@given(samples)
def test_a_pick_is_best_by_the_definition_among_all_packages(sample):
    found, package = acceptability(sample), every_package(sample)
    for d in range(6):
        value, floor = worth(sample.at(d), package), sample.no_deal[d].tolist()
        fine = [tuple(row) for row in value.tolist() if all(np.array(row) >= floor)]
        for s, name in enumerate(SOLUTIONS if fine else ()):
            ideal = [max(column) for column in zip(*fine, strict=True)]
            own = SCORES[name](value[found.picks[s, d]].tolist(), floor, ideal)
            assert own == max(SCORES[name](vector, floor, ideal) for vector in fine)


@modest
@given(samples)
def test_a_package_is_efficient_where_no_other_beats_it(sample):
    package, share = every_package(sample), np.zeros(sample.packages.n)
    for d in range(6):
        value = worth(sample.at(d), package)
        fine = (value >= sample.no_deal[d]).all(axis=1)
        beaten = (value[None] >= value[:, None]).all(2) & (value[None] > value[:, None]).any(2)
        share += fine & ~(beaten & fine[None]).any(axis=1)
    assert (efficient_share(sample) == share / 6).all()


def test_the_frontier_of_many_packages_survives_the_quick_filter():
    sample = some_sample(3, 2, scale=10**6, n_draws=3, n_levels=(9, 9, 9, 4), clauses=False)
    count = np.zeros(sample.packages.n)
    for d in range(3):
        vectors = {tuple(row) for row in points(sample.at(d)).found.utility.tolist()}
        value = worth(sample.at(d), every_package(sample))
        count += [tuple(row) in vectors for row in value.tolist()]
    assert count.sum() > 30
    assert (efficient_share(sample) == count / 3).all()


def test_products_beyond_64_bits_are_compared_exactly():
    """Products of 2**116 that differ by one, and equal totals: floats call them equal."""
    a = 2**58
    close = np.array([[[a, a], [a + 1, a - 1], [a - 1, a + 1]]])
    assert float(a) * float(a) == float(a + 1) * float(a - 1)
    sample = made(packages([3]), (close,), (), np.zeros((1, 2), np.int64))
    assert acceptability(sample).picks[0].tolist() == [0]
    turned = made(packages([3]), (close[:, ::-1],), (), np.zeros((1, 2), np.int64))
    assert acceptability(turned).picks[0].tolist() == [2]
    watched = np.pad(close[:, [1, 0, 2]], ((0, 0), (0, 0), (0, 1)))  # a third party gains nothing
    sample = made(packages([3]), (watched,), (), np.zeros((1, 3), np.int64))
    assert acceptability(sample).picks[0].tolist() == [1]


def test_shares_of_hope_beyond_64_bits_are_compared_exactly():
    a = 2**58
    table = np.array([[[a, 0], [0, a - 1], [a // 2 - 1, a // 2 - 1], [a // 2 - 1, a // 2 - 2]]])
    sample = made(packages([4]), (table,), (), np.zeros((1, 2), np.int64))
    front = points(sample.at(0))
    expected = front.package[kalai_smorodinsky(front.found, np.zeros(2, np.int64))[0]]
    assert acceptability(sample).picks[1].tolist() == expected.tolist() == [2]


def test_only_the_parties_who_must_agree_count():
    sample = some_sample(8, 3)
    found, two = acceptability(sample, [2, 0]), acceptability(sample)
    assert (found.each == two.each[:, [2, 0]]).all()
    assert (found.all >= two.all).all()
    assert (found.all > two.all).any()


def test_the_blocks_of_draws_change_nothing():
    sample = some_sample(5, 2, n_draws=9)
    whole = acceptability(sample)
    for d in range(9):
        cut = replace(
            sample,
            utility=tuple(table[d : d + 1] for table in sample.utility),
            bonuses=tuple(Bonus(parts=b.parts, worth=b.worth[d : d + 1]) for b in sample.bonuses),
            no_deal=sample.no_deal[d : d + 1],
        )
        assert (acceptability(cut).picks[:, 0] == whole.picks[:, d]).all()


def test_no_package_at_all_leaves_no_zone():
    nothing = packages([2, 2], [((0, (0,)),), ((0, (1,)),)])
    table = np.zeros((3, 2, 2), np.int64)
    found = acceptability(made(nothing, (table, table), (), np.zeros((3, 2), np.int64)))
    assert found.zone == 0
    assert (found.picks == -1).all()
    assert found.all.shape == (0,)


def test_too_many_packages_or_no_draws_are_refused():
    wide = tuple(np.zeros((1, 10, 2), np.int64) for _ in range(6))
    with pytest.raises(ValueError, match="1000000 packages to list; at most 200000"):
        acceptability(made(packages([10] * 6), wide, (), np.zeros((1, 2), np.int64)))
    with pytest.raises(ValueError, match="no draws"):
        acceptability(some_sample(1, 2, n_draws=0))
    huge = (np.full((1, 2, 2), 2**61),)
    with pytest.raises(ValueError, match="leave int64"):
        acceptability(made(packages([2]), huge, (), np.zeros((1, 2), np.int64)))


def test_with_two_criteria_and_no_weights_ranks_are_lengths():
    """(1, 0), (0, 1) and (.6, .6): first where the first weight is above .6, below .4, between.

    The definitions are those of Lahdelma, Hokkanen and Salminen (1998), European Journal of
    Operational Research 106(1), 137-143, and Lahdelma and Salminen (2001), Operations Research
    49(3), 444-454; the shares follow from geometry.
    """
    first = (np.arange(10_000) + 0.5) / 10_000
    importance = np.column_stack([first, 1 - first])
    value = np.broadcast_to([[1.0, 0.0], [0.0, 1.0], [0.6, 0.6]], (10_000, 3, 2))
    found = ranks(importance, value)
    assert found.share[:, 0] == pytest.approx([0.4, 0.4, 0.2])
    assert found.share == pytest.approx(np.array([[0.4, 0.1, 0.5], [0.4, 0.1, 0.5], [0.2, 0.8, 0]]))
    assert found.central == pytest.approx(np.array([[0.8, 0.2], [0.2, 0.8], [0.5, 0.5]]))
    assert found.confidence.tolist() == [1, 1, 1]


def test_with_three_criteria_and_no_weights_ranks_are_areas():
    """Corners against (.6, .6, .6): a corner of the triangle of weights has the area .4 ** 2.

    Its centre lies a third of the way in: .6 + .4 / 3. Source as above.
    """
    sorted_ = np.sort(np.random.default_rng(4).random((200_000, 2)), axis=1)
    importance = np.diff(sorted_, axis=1, prepend=0, append=1)
    value = np.broadcast_to([*np.eye(3), [0.6] * 3], (200_000, 4, 3))
    found = ranks(importance, value)
    assert found.share[:, 0] == pytest.approx([0.16, 0.16, 0.16, 0.52], abs=0.004)
    assert found.central[0] == pytest.approx([0.6 + 0.4 / 3, 0.4 / 3, 0.4 / 3], abs=0.004)
    assert found.share.sum(axis=1) == pytest.approx([1, 1, 1, 1])


def test_confidence_is_how_often_the_central_weights_would_do():
    """The second comes first in one draw only, but would in two at that draw's weights."""
    importance = np.array([[0.9, 0.1], [0.9, 0.1], [0.1, 0.9], [0.1, 0.9]])
    value = np.zeros((4, 2, 2))
    value[:, 0, 0] = 1
    value[:, 1, 1] = [1, 0.05, 1, 0.05]
    found = ranks(importance, value)
    assert found.share[:, 0].tolist() == [0.75, 0.25]
    assert found.central[1].tolist() == [0.1, 0.9]
    assert found.confidence.tolist() == [1, 0.5]
    dull = ranks(importance, np.array([[[1.0, 1.0], [0.0, 0.0]]] * 4))
    assert dull.share.tolist() == [[1, 0], [0, 1]]
    assert np.isnan(dull.central[1]).all()
    assert np.isnan(dull.confidence[1])


def test_central_weights_are_the_mean_where_it_holds():
    importance = np.array([[0.2, 0.8], [0.4, 0.6], [0.9, 0.1]])
    where = np.array([True, True, False])
    assert central_weights(importance, where) == pytest.approx([0.3, 0.7])
    assert np.isnan(central_weights(importance, ~where & where)).all()


@modest
@given(st.builds(some_sample, st.integers(0, 10**6), st.integers(1, 3)))
def test_the_search_reports_true_shares_of_allowed_packages(sample):
    package = every_package(sample)[::7]
    found = robust(sample, package, most=100)
    exact = acceptability(sample)
    number = {tuple(row): k for k, row in enumerate(every_package(sample).tolist())}
    at = [number[tuple(row)] for row in found.package.tolist()]
    assert len(set(at)) == len(at)
    assert (found.all == exact.all[at]).all()
    assert (found.each == exact.each[at]).all()
    assert {tuple(row) for row in package.tolist()} <= {
        tuple(row) for row in found.package.tolist()
    }
    assert sorted(found.all, reverse=True) == found.all.tolist()


@modest
@given(st.builds(some_sample, st.integers(0, 10**6), st.integers(1, 3)))
def test_no_single_change_improves_on_the_best_found(sample):
    best = robust(sample, every_package(sample)[:1]).package[0]
    near = [p for p in every_package(sample) if (p != best).sum() == 1]
    exact = acceptability(sample)
    number = {tuple(row): k for k, row in enumerate(every_package(sample).tolist())}
    assert all(exact.all[number[tuple(p)]] <= exact.all[number[tuple(best)]] for p in near)


def test_from_every_package_the_search_finds_the_best_by_listing():
    for seed in range(20):
        sample = some_sample(seed, 2)
        found = robust(sample, every_package(sample), most=3)
        assert found.all[0] == acceptability(sample).all.max()
        assert len(found.all) == 3


def test_the_search_crosses_what_a_clause_forbids_one_by_one():
    """Only both issues together can change: one cluster row, two issues."""
    both = packages([2, 2], [((0, (0,)), (1, (1,))), ((0, (1,)), (1, (0,)))])
    table = np.array([[[0, 0], [1, 1]]] * 4)
    sample = made(both, (table, table), (), np.ones((4, 2), np.int64))
    found = robust(sample, np.array([[0, 0], [0, 1]]))
    assert found.package.tolist() == [[1, 1], [0, 0]]
    assert found.all.tolist() == [1, 0]
    assert found.worst_gain.tolist() == [1, -1]


def test_the_search_prefers_more_gain_among_equally_safe_packages():
    table = np.array([[[5, 5], [6, 6], [9, 5]]] * 3)
    found = robust(made(packages([3]), (table,), (), np.full((3, 2), 5)), np.array([[0]]))
    assert found.package.tolist() == [[1], [0]]


def test_a_start_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="4 levels"):
        robust(some_sample(1, 2), np.array([[0, 0]]))


def test_packages_are_numbered_with_the_last_cluster_fastest():
    found = packages([2, 3, 2], [((0, (0,)), (2, (1,)))])
    listed = package_at(found, np.arange(found.n))
    rows = [[a, b] for a in range(3) for b in range(3)]
    assert listed.tolist() == listed_levels(found, np.array(rows)).tolist()


def picked(*gains):
    """The pick of each solution among packages listed one by one, each party at no deal 0."""
    table = np.array([gains])
    return acceptability(made(packages([len(gains)]), (table,), (), np.zeros((1, 2), np.int64)))


def test_of_equal_products_and_shares_the_larger_total_is_picked():
    assert picked((2, 2), (1, 4)).picks[:2, 0].tolist() == [1, 1]
    assert picked((1, 4), (2, 2)).picks[:2, 0].tolist() == [0, 0]


@pytest.mark.parametrize("turned", [False, True])
def test_shares_that_floats_tell_apart_though_they_are_equal(turned):
    """Half of 98 is less than half of 2; so the larger share decides, whichever comes first."""
    assert 49 * (1 / 98) < 1 * (1 / 2)
    two = [(97, 1), (49, 2)]
    found = picked(*(two[::-1] if turned else two), (98, 0), (0, 2))
    assert found.picks[1].tolist() == [1 - turned]
