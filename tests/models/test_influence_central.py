"""Actors, and the position in the middle of their weight."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from models.influence_cases import few, ktab_run

from parley.models.influence.actors import actors, over_draws
from parley.models.influence.central import (
    compromise,
    median,
    midrange,
    weighted_median,
    weights,
)

WEIGHED = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5)), min_size=1, max_size=7).filter(
    lambda pairs: any(w for _, w in pairs)
)
PUBLISHED = {
    "smp_tiny4": [46.223404255319146],
    "smp_dummy3dim": [78.78368631717329],
    "smp_example_accommodation": [46.74779672025196],
    "smp_soe_policy": [35.00630119722747],
    "smp_dummy6dim": [42.61090352931979],
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_compromise_of_the_examples_of_ktab(name):
    """Capability times salience, worked out by another program from the same tables."""
    _, given = ktab_run(name)
    found = compromise(given.position.T, weights(given).T)
    assert found[0] * 100 == pytest.approx(PUBLISHED[name][0], abs=1e-9)


def test_the_kinds_of_weight():
    two = actors([0.2, 0.9], [0.5, 1], [10, 30])
    table = {
        "capability x salience": [5, 30],
        "capability": [10, 30],
        "salience": [0.5, 1],
        "equal": [1, 1],
        "salience squared": [0.25, 1],
    }
    for weighing, expected in table.items():
        assert weights(two, weighing)[:, 0].tolist() == expected
    with pytest.raises(ValueError, match="none of"):
        weights(two, "power")


@given(WEIGHED)
@few
def test_the_compromise_is_the_mean_of_all_units_of_weight(pairs):
    exact = Fraction(sum(x * w for x, w in pairs), sum(w for _, w in pairs))
    assert compromise(*zip(*pairs, strict=True)) == pytest.approx(float(exact), abs=1e-12)


@given(WEIGHED)
@few
def test_the_weighted_median_is_the_median_of_all_units_of_weight(pairs):
    """Each unit of weight as one voter of its own."""
    units = sorted(x for x, w in pairs for _ in range(w))
    low, high = units[(len(units) - 1) // 2], units[len(units) // 2]
    assert weighted_median(*zip(*pairs, strict=True)) == (low + high) / 2


def test_a_half_in_spite_of_rounding():
    """The first two have half, but their shares add up to less than 1/2, or to more."""
    for w in ([0.1, 0.3, 0.4], [0.1, 0.2, 0.3]):
        assert weighted_median([0, 0.2, 1], w) == pytest.approx(0.6)


def test_who_has_no_weight_is_no_end_of_the_middle():
    assert weighted_median([0, 0.3, 1], [1, 0, 1]) == 0.5


def test_median_and_midrange_count_each_actor_once():
    assert median([0.9, 0.1, 0.2]) == 0.2
    assert median([0.9, 0.1, 0.2, 0.4]) == pytest.approx(0.3)
    assert midrange([[0.9, 0.1, 0.2], [0, 0, 1]]).tolist() == [0.5, 0.5]


def test_many_draws_are_each_alone():
    rng = np.random.default_rng(0)
    x, w = rng.random((5, 4, 6)), rng.random((5, 4, 6))
    for rule in (compromise, weighted_median):
        found = rule(x, w)
        assert found.shape == (5, 4)
        assert found[3, 2] == rule(x[3, 2], w[3, 2])


@pytest.mark.parametrize("rule", [compromise, weighted_median])
def test_no_weight_and_less_than_none(rule):
    with pytest.raises(ValueError, match="nobody has any weight"):
        rule([[0, 1], [0, 1]], [[1, 0], [0, 0]])
    with pytest.raises(ValueError, match="negative"):
        rule([0, 1], [2, -1])


@pytest.mark.parametrize("rule", [compromise, weighted_median])
def test_one_actor_is_the_middle(rule):
    assert rule([0.3], [2]) == 0.3


# actors


def test_one_dimension_is_one_issue():
    two = actors([0.2, 0.9], [0.5, 1], [10, 30])
    assert (two.n_actors, two.n_issues) == (2, 1)
    three = actors([[0.2, 0.9, 0]] * 2, [[0.5, 0, 1]] * 2, [1, 0])
    assert (three.n_actors, three.n_issues) == (2, 3)


@pytest.mark.parametrize(
    ("position", "salience", "capability", "problem"),
    [
        ([0.2, 1.1], [0.5, 1], [1, 1], "positions must lie"),
        ([0.2, float("nan")], [0.5, 1], [1, 1], "positions must lie"),
        ([0.2, 0.5], [0.5, -0.1], [1, 1], "saliences must lie"),
        ([0.2, 0.5], [0.5, 1], [1, -1], "negative"),
        ([0.2, 0.5], [0.5, 1], [1, float("inf")], "finite"),
        ([0.2, 0.5], [0.5, 1], [1], "differ in size"),
        ([[0.2], [0.5]], [[0.5, 1], [0, 0]], [1, 1], "differ in size"),
        ([], [], [], "no actor"),
        (0.5, 0.5, 1, "differ in size"),
    ],
)
def test_what_are_no_actors(position, salience, capability, problem):
    with pytest.raises(ValueError, match=problem):
        actors(position, salience, capability)


def test_actors_are_copies():
    given = np.array([0.2, 0.9])
    two = actors(given, given, given)
    given[0] = 7
    assert two.position[0, 0] == two.salience[0, 0] == two.capability[0] == 0.2


def test_what_lacks_draws_is_repeated():
    x, s, c = over_draws([[0.1], [0.2]], [[[0.5], [1]]] * 3, [1, 2])
    assert x.shape == s.shape == (3, 2, 1)
    assert c.tolist() == [[1, 2]] * 3
    with pytest.raises(ValueError, match="draws of the same actors"):
        over_draws([[[0.1], [0.2]]] * 2, [[[0.5], [1]]] * 3, [1, 2])
    with pytest.raises(ValueError, match="differ in size"):
        over_draws([0.1, 0.2], [0.5, 1], [1, 2])
