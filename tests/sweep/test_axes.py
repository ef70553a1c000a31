"""What a sweep varies: grids against closed forms, samples against what defines them."""

import numpy as np
import pytest
import scipy.stats.qmc  # noqa: F401  a slow import, which Hypothesis would take for a slow test
from hypothesis import given
from hypothesis import strategies as st

from parley.errors import CaseError
from parley.sweep.axes import Axis, axis, n_points, points

TWO = (Axis("a", (), 0.0, 1.0), Axis("b", (), -2.0, 4.0))


def test_a_range_is_cut_at_equal_distances_with_both_ends():
    assert axis("war.held=-1..1:5") == Axis("war.held", (), -1.0, 1.0, 5)
    assert axis("war.held=-1..1:5").grid == (-1.0, -0.5, 0.0, 0.5, 1.0)
    assert axis("x = 1e-3 .. .5 : 2").grid == (1e-3, 0.5)


def test_a_list_is_written_as_in_the_case_file():
    word = "x=1, 0.5, yes, true, 'a, b', {low: 0, mode: 1, high: 2}, 0.1..0.2"
    values = (1, 0.5, "yes", True, "a, b", {"low": 0, "mode": 1, "high": 2}, "0.1..0.2")
    assert axis(word) == Axis("x", values)
    assert axis("x=pact").grid == axis("x=pact").ends == ("pact",)


def test_a_path_may_hold_a_number():
    assert axis("positions.a.points.land.0.5=1..2:2").path == "positions.a.points.land.0.5"


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("war.held", "no path, or no values; write PATH=LOW..HIGH:STEPS, or PATH=A,B,C"),
        ("=1,2", "no path, or no values"),
        ("x=", "no path, or no values"),
        ("x=1..1:3", "the range 1..1 does not rise; write the lower end first"),
        ("x=2..1:3", "the range 2..1 does not rise"),
        ("x=1..2:1", "a range takes 2 steps or more, not 1"),
        ("x=1..2:many", "'1..2:many' is no range"),
        ("x=1..2:", "'1..2:' is no range"),
        ("x=low..2:3", "'low..2:3' is no range"),
        ("x=1..inf:3", "the ends of a range are finite numbers"),
        ("x=a,b,a", '"a" stands there twice; keep one'),
        ("x=[a,b", "the bracket [ opened here is not closed"),
        ("x=1e999,2", "1e999 is not a finite number"),
    ],
)
def test_what_is_no_axis_is_said(word, says):
    with pytest.raises(CaseError) as error:
        axis(word)
    assert says in str(error.value)
    assert str(error.value).startswith("--over")


def test_a_grid_holds_every_combination_once_the_last_axis_first():
    axes = (axis("a=0..1:2"), axis("b=x,y,z"))
    found = list(points(axes, "grid", 0, 0))
    assert found == [(a, b) for a in (0.0, 1.0) for b in "xyz"]
    assert n_points(axes, "grid", 0) == len(found)
    assert n_points((Axis("a", (), 0, 1, 10**6),) * 3, "grid", 0) == 10**18  # nothing is made


@given(n=st.integers(1, 60), seed=st.integers(0, 9))
def test_each_nth_of_every_range_holds_one_point_of_a_latin_hypercube(n, seed):
    found = np.array(list(points(TWO, "lhs", n, seed)))
    places = np.sort((found - [0, -2]) / [1, 6] * n, axis=0) - np.arange(n)[:, None]
    assert (places > -1e-9).all()
    assert (places < 1 + 1e-9).all()


@given(m=st.integers(0, 6), seed=st.integers(0, 9))
def test_a_sobol_sequence_is_a_net(m, seed):
    """The first 2^m points of two dimensions: one in each elementary box of volume 2^-m, as the
    first two dimensions have quality parameter 0 (Sobol' 1967; Joe and Kuo 2008)."""
    found = (np.array(list(points(TWO, "sobol", 2**m, seed))) - [0, -2]) / [1, 6]
    for k in range(m + 1):
        boxes = np.floor(found * [2**k, 2 ** (m - k)]).astype(int)
        assert len({tuple(box) for box in boxes}) == 2**m


@given(n=st.integers(1, 40), more=st.integers(0, 40))
def test_a_longer_sobol_sequence_begins_with_the_shorter(n, more):
    short, long = (list(points(TWO, "sobol", k, 3)) for k in (n, n + more))
    assert long[:n] == short


@pytest.mark.parametrize("design", ["lhs", "sobol"])
def test_samples_depend_on_the_seed_and_on_nothing_else(design):
    one, same, other = (list(points(TWO, design, 8, seed)) for seed in (1, 1, 2))
    assert one == same != other
    assert all(0 <= a <= 1 and -2 <= b <= 4 for a, b in one)
