"""The machine's own arithmetic, beside that of numpy and of the random numbers one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numba import njit

from parley.models.war._machine_numba import exp, fma, four_weeks, grown, log, logs
from parley.models.war._rules_numba import block
from parley.models.war.streams import key

few = settings(max_examples=60, deadline=None)
whole = st.integers(0, 2**32 - 4)


@njit
def logged(x):
    return np.array([log(each) for each in x])


@njit
def raised(x):
    return np.array([exp(each) for each in x])


@njit
def rounded_once(x, y, z):
    return fma(x, y, z)


@njit
def drawn(seed, replication, week):
    out = np.empty((3, 4, 4))
    four_weeks(out, seed, replication, week)
    return out


@njit
def weighed(keep, stock, gain, weight, first):
    return logs(keep, stock, gain, weight, first)


@njit
def after(keep, stock, gain, first):
    grown(keep, stock, gain, first)
    return stock


def test_logarithms():
    x = np.exp(np.linspace(-690, 700, 20_011))
    near = np.concatenate([np.linspace(0.5, 2, 20_011), 1 + np.arange(-20, 21) * 2.0**-52])
    assert logged(x) == pytest.approx(np.log(x), rel=4e-16)
    assert logged(near) == pytest.approx(np.log(near), rel=1e-15, abs=0)
    assert logged(np.array([1.0])) == [0]


def test_exponentials():
    x = np.concatenate([np.linspace(-700, 700, 20_011), np.linspace(-1, 1, 20_011)])
    assert raised(x) == pytest.approx(np.exp(x), rel=5e-16)
    assert raised(np.array([0.0])) == [1]


def test_a_product_and_a_sum_are_rounded_once():
    """(1 + e)(1 - e) - 1 = -e^2, which is lost if the product is rounded first."""
    small = 2.0**-30
    assert rounded_once(1 + small, 1 - small, -1.0) == -(2.0**-60)


@given(st.integers(0, 2**64 - 1), whole, whole)
@few
def test_four_weeks_are_those_one_by_one(seed, replication, week):
    found = drawn(key(seed), replication, week)
    for number in range(3):
        for w in range(4):
            one, other = block(key(seed), replication, week + w, number)
            assert found[number, :, w].tolist() == [*one, *other]


def test_weighed_logarithms_of_four_stocks():
    keep, stock, gain, weight = np.random.default_rng(3).uniform(0.1, 2, (4, 12))
    for first in (0, 4, 8):
        part = slice(first, first + 4)
        expected = (weight * np.log(keep * stock + gain))[part].sum()
        assert weighed(keep, stock, gain, weight, first) == pytest.approx(expected, rel=1e-14)


def test_four_stocks_grow_in_their_places():
    keep, stock, gain = np.random.default_rng(4).uniform(0.1, 2, (3, 12))
    found = after(keep, stock.copy(), gain, 4)
    assert found[4:8] == pytest.approx((keep * stock + gain)[4:8], rel=1e-15)
    assert (found[:4] == stock[:4]).all()
    assert (found[8:] == stock[8:]).all()


def test_nothing_left_of_a_stock_is_a_very_small_strength():
    none, one = np.zeros(4), np.ones(4)
    assert weighed(one, none, none, one, 0) == pytest.approx(4 * np.log(1e-300), rel=1e-14)
