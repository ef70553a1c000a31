"""Screening while fighting: arrays, bad input, and the war of units battle by battle."""

from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.games.screening import private_cost, private_strength, war_of_units

few = settings(max_examples=60, deadline=None)
COSTS = {
    "cost_tough": 0.02,
    "cost_weak": 0.1,
    "cost_proposer": 0.05,
    "collapse_proposer": 0.2,
    "collapse_responder": 0.2,
    "discount": 0.95,
}
STRENGTHS = {"win_tough": 0.45, "win_weak": 0.75, "cost_proposer": 0.05, "cost_responder": 0.05}


def test_arrays_broadcast_and_scalars_stay_scalars():
    mus = np.array([0.1, 0.25, 0.6])
    costs = COSTS | {"cost_proposer": np.array([[0.05], [0.15]])}
    found = private_cost(tough=mus, **costs)
    assert {np.shape(each) for each in found} == {(2, 3)}
    for i, own in enumerate((0.05, 0.15)):
        for j, mu in enumerate(mus):
            one = private_cost(tough=mu, **(COSTS | {"cost_proposer": own}))
            assert type(one.regime) is str
            assert type(one.value) is float
            assert one.regime == found.regime[i, j]
            np.testing.assert_allclose([x[i, j] for x in found[1:]], one[1:], atol=1e-14)
    many = private_strength(tough=mus, **(STRENGTHS | {"win_tough": np.array([[0.4], [0.45]])}))
    assert {np.shape(each) for each in many} == {(2, 3)}
    one = private_strength(tough=0.25, **STRENGTHS)
    np.testing.assert_allclose([x[1, 1] for x in many[1:]], one[1:], atol=1e-14)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"tough": 1.1}, "tough"),
        ({"cost_tough": -0.1}, "cost_tough"),
        ({"cost_weak": 0.02}, "cost_weak"),
        ({"cost_weak": 0.21}, "cost_weak"),
        ({"cost_proposer": np.nan}, "cost_proposer"),
        ({"collapse_proposer": 0}, "collapse_proposer"),
        ({"collapse_responder": 0.9}, "add up"),
        ({"discount": 1.1}, "discount"),
    ],
)
def test_bad_costs(wrong, named):
    with pytest.raises(ValueError, match=named):
        private_cost(**({"tough": 0.5} | COSTS | wrong))


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"tough": -0.1}, "tough"),
        ({"win_tough": 0}, "win_tough"),
        ({"win_weak": 0.45}, "win_weak"),
        ({"win_weak": 0.96}, "win_weak"),
        ({"cost_proposer": -1}, "cost_proposer"),
        ({"cost_responder": np.inf}, "cost_responder"),
    ],
)
def test_bad_strengths(wrong, named):
    with pytest.raises(ValueError, match=named):
        private_strength(**({"tough": 0.5} | STRENGTHS | wrong))


def raced(p, units_a, units_b):
    """A's chance and the mean number of battles, battle by battle in fractions."""

    @cache
    def left(a, b):
        if a == 0 or b == 0:
            return Fraction(b == 0), Fraction(0)
        (win, more), (lose, less) = left(a, b - 1), left(a - 1, b)
        return p * win + (1 - p) * lose, 1 + p * more + (1 - p) * less

    return left(units_a, units_b)


@given(st.integers(0, 20), st.integers(1, 6), st.integers(1, 6))
@few
def test_war_of_units_battle_by_battle(twentieths, units_a, units_b):
    p = Fraction(twentieths, 20)
    win, battles = raced(p, units_a, units_b)
    found = war_of_units(p=float(p), units_a=units_a, units_b=units_b, cost_a=0.03, cost_b=0.01)
    assert found.win_a == pytest.approx(float(win), abs=1e-12)
    assert found.battles == pytest.approx(float(battles), abs=1e-11)
    assert found.value_a == pytest.approx(float(win) - 0.03 * float(battles), abs=1e-11)
    assert found.value_b == pytest.approx(1 - float(win) - 0.01 * float(battles), abs=1e-11)


def test_war_of_units_is_what_the_private_types_fight():
    """One unit against two, known odds: the offer that buys off a tough type for sure."""
    war = war_of_units(p=[0.45, 0.75], units_a=1, units_b=2, cost_a=0.05, cost_b=0.05)
    assert war.value_b[0] == pytest.approx(0.725)
    assert private_strength(tough=1, **STRENGTHS).first_offer == pytest.approx(war.value_b[0])
    assert private_strength(tough=0, **STRENGTHS).first_offer == pytest.approx(war.value_b[1])


@pytest.mark.parametrize(
    ("wrong", "named"),
    [({"p": 1.5}, "p must"), ({"units_a": 0}, "units_a"), ({"cost_b": -1}, "cost_b")],
)
def test_bad_units(wrong, named):
    facts = {"p": 0.5, "units_a": 1, "units_b": 2, "cost_a": 0, "cost_b": 0}
    with pytest.raises(ValueError, match=named):
        war_of_units(**(facts | wrong))
