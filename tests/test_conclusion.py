"""Conclusions, shares that remember their draws, and the numbers of a result by their place."""

import copy
import pickle
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hinges_cases import small_looked
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.conclusion import Share, scalars, yes_or_no


def test_yes_or_no_of_the_draws_that_are_known():
    told = yes_or_no("x", "it is", [True, False, True, True], known=[True, True, False, True])
    assert told.values.tolist()[:2] == [1, 0]
    assert np.isnan(told.values[2])
    assert told.mean == pytest.approx(2 / 3)
    assert told.yes
    assert np.isnan(yes_or_no("x", "it is", [True], known=[False]).mean)


@given(st.lists(st.booleans(), min_size=1, max_size=50))
@settings(deadline=None, max_examples=50)
def test_a_share_is_its_mean_and_remembers_its_draws(holds):
    share, plain = Share(holds), sum(holds) / len(holds)
    assert share.each.tolist() == holds
    assert isinstance(share, float)
    assert share == pytest.approx(plain)
    assert (share + 1, 1 - share, share * 2) == pytest.approx((plain + 1, 1 - plain, plain * 2))
    assert f"{share:.2f}" == f"{float(share):.2f}"
    assert hash(share) == hash(float(share))
    assert (share < 0.5) == (float(share) < 0.5)
    for again in (copy.copy(share), copy.deepcopy(share), pickle.loads(pickle.dumps(share))):
        assert again == share
        assert again.each.tolist() == holds


def test_a_share_of_one_for_all():
    assert (Share(True), Share(np.bool_(False))) == (1, 0)


@dataclass(frozen=True)
class Inner:
    gain: Any
    label: str = "not a number"


@dataclass(frozen=True)
class Outer:
    inner: Any
    other: Any = None


def test_numbers_are_found_by_their_path():
    """In fields, mappings, tuples, and whatever holds its draws as `each`."""
    drawn = np.array([0.0, 1.0, 2.0])
    both = Outer(inner={"a.b": (Inner(drawn), Inner(Share(drawn > 0)))}, other=[drawn > 1])
    table = Outer(inner=np.stack([drawn, drawn + 1], axis=1))
    assert {k: v.tolist() for k, v in scalars(both, 3).items()} == {
        "inner.a.b.0.gain": [0, 1, 2],
        "inner.a.b.1.gain": [0, 1, 1],
        "other.0": [0, 0, 1],
    }
    assert {k: v.tolist() for k, v in scalars(table, 3).items()} == {
        "inner.0": [0, 1, 2],
        "inner.1": [1, 2, 3],
    }
    assert all(v.dtype == float for v in scalars(both, 3).values())


@pytest.mark.parametrize(
    "other",
    [
        np.zeros(4),
        np.zeros((2, 3)),
        np.zeros((3, 2, 2)),
        np.float64(3),
        np.array(3.0),
        np.array(["a", "b", "c"]),
        np.array([None, None, None]),
        np.zeros(3, complex),
        {0.0, 1.0, 2.0},
        "abc",
        3,
        None,
        Inner,
        [0.1, 0.2, 0.3],
        Share(True),
    ],
)
def test_nothing_of_other_shapes_is_found(other):
    assert scalars(Outer(inner=other, other={"x": other}), 3) == {}


def test_the_numbers_of_a_lens_are_found_where_its_result_has_them():
    found = small_looked()[1]["games"].result
    told = scalars(found, 70)
    gain = found.pauses[1].sides[0].gain
    assert told["pauses.1.sides.0.gain"].tolist() == gain.tolist()
    assert told["pauses.1.sides.0.gains"].tolist() == found.pauses[1].sides[0].gains.each.tolist()
    assert all(each.shape == (70,) for each in told.values())
