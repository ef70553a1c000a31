"""The compiled merge for two parties gives what the merge for any number of parties gives."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.models.frontier import CAP, frontier, merge

FIELDS = ("utility", "package", "ties", "floor", "complete")


def plain(tables, floor, cap=CAP):
    """The frontier by the numpy path, which serves any number of parties."""
    return merge._frontier([np.asarray(table).T for table in tables], np.asarray(floor), cap)


def assert_identical(found, expected):
    for name in FIELDS:
        one, other = np.asarray(getattr(found, name)), np.asarray(getattr(expected, name))
        assert one.dtype == other.dtype, name
        assert np.array_equal(one, other), name


def instance(n_options, *, most, opposed, share, seed):
    """Tables of the given numbers of options; what one party gains the other mostly loses.

    A small `most` makes many ties. share : floor, from the worst (0) to the best (1) package.
    """
    rng = np.random.default_rng(seed)
    tables = []
    for n in n_options:
        gain = rng.integers(0, most, n, endpoint=True)
        noise = rng.integers(0, max(1, int(most * (1 - opposed))), (n, 2), endpoint=True)
        tables.append(np.stack([gain, most - gain], axis=1) + noise)
    low = np.sum([table.min(axis=0) for table in tables], axis=0)
    high = np.sum([table.max(axis=0) for table in tables], axis=0)
    return tables, (low + share * (high - low)).astype(np.int64)


@settings(max_examples=200, deadline=None)
@given(
    n_options=st.lists(st.integers(1, 12), min_size=1, max_size=6),
    most=st.sampled_from([1, 2, 4, 30, 2**55]),
    opposed=st.sampled_from([0.0, 0.5, 1.0]),
    share=st.sampled_from([0.0, 0.3, 0.5, 0.7, 1.0]),
    seed=st.integers(0, 2**32),
)
def test_both_merges_find_the_same(n_options, most, opposed, share, seed):
    tables, floor = instance(n_options, most=most, opposed=opposed, share=share, seed=seed)
    assert_identical(frontier(tables, floor), plain(tables, floor))


@pytest.mark.parametrize("most", [3, 50, 10**9])
@pytest.mark.parametrize("n_options", [[700, 5, 60] + [4] * 5, [4] * 5 + [5, 60, 700]])
def test_a_wide_cluster_early_or_late(n_options, most):
    """More options than sums, or fewer: the copies are of the one or of the other."""
    tables, floor = instance(n_options, most=most, opposed=0.7, share=0.4, seed=1)
    found = frontier(tables, floor)
    assert len(found.utility) > 5
    assert_identical(found, plain(tables, floor))


def test_of_equal_packages_the_smallest_is_read_from_the_left():
    """Four ways to the same vector; the later tables speak for another one than the first."""
    tables = [np.array([[1, 1], [0, 0]]), np.array([[0, 0], [1, 1]]), np.array([[1, 1], [0, 0]])]
    loss = np.array([[-1, 0], [0, -1], [-1, 0]])
    found = frontier([*tables, loss], np.full(2, -9))
    assert found.package.tolist() == [[0, 1, 0, 0], [0, 1, 0, 1]]
    assert found.ties.tolist() == [2, 1]
    swap = np.array([[0, 2], [1, 1], [2, 0]])
    found = frontier([swap] * 4, np.zeros(2, int))
    assert found.package.tolist()[3] == [0, 0, 1, 2]
    assert found.ties.tolist() == [1, 4, 10, 16, 19, 16, 10, 4, 1]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40), st.sampled_from([0.5, 1, 2, 25]), st.integers(0, 2**32))
def test_both_give_up_at_the_same_cap(cap, spread, seed):
    tables, floor = instance([5, 4, 3, 4], most=9, opposed=1.0, share=0.0, seed=seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merge, "SPREAD", spread)
        found = frontier(tables, floor, cap=cap)
        assert_identical(found, plain(tables, floor, cap))
    assert len(found.utility) <= cap


def test_ties_beyond_2_to_the_53_agree_to_rounding():
    tables = [np.array([[0, 1], [1, 0], [0, 1], [1, 0]] * 3)] * 25
    found, expected = frontier(tables, np.zeros(2, int)), plain(tables, np.zeros(2, int))
    assert found.ties.max() > 2**53
    np.testing.assert_allclose(found.ties, expected.ties, rtol=1e-12)
    assert np.array_equal(found.package, expected.package)


def test_unsigned_and_small_integers_are_as_good():
    tables, floor = instance([4, 3], most=100, opposed=0.5, share=0.0, seed=3)
    expected = frontier(tables, floor)
    for kind in (np.uint8, np.uint64, np.int16):
        mixed = [tables[0].astype(kind), tables[1]]
        assert_identical(frontier(mixed, floor), expected)
    with pytest.raises(ValueError, match="leave int64"):
        frontier([np.array([[2**64 - 1, 0]], np.uint64)], np.zeros(2, int))


def test_tables_are_read_only_to_the_merge():
    tables, floor = instance([4, 3], most=9, opposed=0.5, share=0.5, seed=4)
    kept = [table.copy() for table in tables]
    for array in (*tables, floor):
        array.flags.writeable = False
    assert_identical(frontier(tables, floor), plain(kept, floor.copy()))


def test_without_a_place_for_machine_code_it_is_made_anew():
    from parley.models.compiled import compiled

    names: dict[str, object] = {}
    exec("def double(x):\n    return 2 * x", names)  # has no file to keep code beside
    assert compiled(names["double"])(21) == 42


def test_importing_frontiers_does_not_import_numba():
    code = "import sys, parley.models.frontier; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
