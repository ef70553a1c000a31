"""Exact frontiers against enumeration, and what is said when there is none or too much."""

import itertools
from math import isclose

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models import oracle_frontier as oracle
from models.frontier_cases import SOLUTIONS, cases, listed

from parley.models import frontier as exact
from parley.models.frontier import Frontier, dominance, frontier, ideal
from parley.models.frontier.dominance import nondominated


@settings(max_examples=150, deadline=None)
@given(cases())
def test_merging_finds_what_enumeration_finds(case):
    tables, floor = case
    found = frontier(tables, floor)
    rows = zip(found.utility.tolist(), found.package.tolist(), found.ties.tolist(), strict=True)
    assert [(tuple(u), tuple(p), t) for u, p, t in rows] == oracle.frontier(tables, floor)
    assert found.complete


@settings(max_examples=100, deadline=None)
@given(
    st.integers(3, 5), st.integers(1, 150), st.sampled_from([1, 3, 9, 1000]), st.integers(0, 2**32)
)
def test_dominance_by_halves_agrees_with_all_pairs(n_parties, n_vectors, most, seed):
    """Halved down to a few vectors, and coarse, so that equal coordinates meet at every cut."""
    drawn = np.random.default_rng(seed).integers(-most, most, (n_vectors, n_parties))
    distinct = np.unique(drawn, axis=0)
    covers = (distinct[None] >= distinct[:, None]).all(axis=2)
    expected = covers.sum(axis=1) == 1  # nothing but the vector itself
    assert np.array_equal(nondominated(distinct.T), expected)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dominance, "SMALL", 2)
        patch.setattr(dominance, "PAIRS", 4)
        assert np.array_equal(nondominated(distinct.T), expected)


def test_dominance_holds_beyond_the_precision_of_floats(monkeypatch):
    monkeypatch.setattr(dominance, "PAIRS", 4)
    vectors = np.array([[i, 2**60 - i, i % 3, i % 2] for i in range(500)])
    assert nondominated(vectors.T).all()
    both = np.unique(np.concatenate([vectors, vectors - [0, 1, 0, 0]]), axis=0)
    assert nondominated(both.T).sum() == len(vectors)


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
    given_up = frontier(zero_sum, no_floor, cap=255)
    assert (len(given_up.utility), given_up.complete) == (0, False)
    assert given_up.package.shape == (0, 8)


def test_too_many_sums_to_try_is_giving_up_too(monkeypatch):
    """One cluster may have very many options: memory gives out before the cap does."""
    zero_sum = [np.array([[2**i, -(2**i)], [0, 0]]) for i in range(4)]
    monkeypatch.setattr("parley.models.frontier.merge.SPREAD", 1)
    assert frontier(zero_sum, np.full(2, -1000), cap=16).complete
    monkeypatch.setattr("parley.models.frontier.merge.SPREAD", 0.9)
    assert not frontier(zero_sum, np.full(2, -1000), cap=16).complete


def test_a_cluster_of_many_options_is_thinned_before_it_is_merged():
    """A hundred thousand combinations of a cluster, of which a hundred are worth having."""
    many = np.stack(np.unravel_index(np.arange(100_000), (100, 1000)), axis=1)
    wide = np.where(many.sum(axis=1, keepdims=True) <= 100, many, -1)
    found = frontier([wide, wide], np.zeros(2, int), cap=1000)
    assert found.complete
    assert found.utility.sum(axis=1).tolist() == [200] * 199


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
        ([np.array([[2**60] * 3])], np.zeros(3, int), "leave int64"),
        ([np.array([[-(2**63), 0]])], np.zeros(2, int), "leave int64"),
        ([np.array([[1, 1]])], np.array([-(2**62), 0]), "leave int64"),
    ],
)
def test_what_cannot_be_merged_is_refused(tables, floor, problem):
    with pytest.raises(ValueError, match=problem):
        frontier(tables, floor)


def test_public_names_are_the_announced_ones():
    assert isinstance(listed([1]), Frontier)
    assert set(exact.__all__) == {
        *("CAP", "Frontier", "Tables", "Weights", "frontier", "ideal"),
        *("equal_loss", "relative_utilitarian"),
        *(solution.__name__ for solution in SOLUTIONS),
    }
