"""Tying hands and sinking costs: published points, and every deviation on a grid.

Test points: model "tying hands and sinking costs", after Fearon (1997).
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.games.signalling import (
    least_audience_cost,
    least_sunk_cost,
    signal_payoff,
    signals,
)

few = settings(max_examples=60, deadline=None)


@st.composite
def wars(draw):
    """A weak and a strong defender on either side of cost over chance."""
    p, c = draw(st.floats(0.1, 1)), draw(st.floats(0.05, 1))
    weak, strong = draw(st.floats(0.05, 0.95)) * c / p, draw(st.floats(1.05, 3)) * c / p
    rho = draw(st.floats(0, 1))
    return {"value_weak": weak, "value_strong": strong, "win": p, "cost": c, "undeterred": rho}


def payoff(value, p, c, rho, *, sunk=0.0, audience=0.0):
    """Played out: not challenged, or challenged and then fighting or backing down."""
    fight, back = p * value - c - sunk, -audience - sunk
    return (1 - rho) * (value - sunk) + rho * max(fight, back)


@pytest.mark.parametrize(
    ("weak", "strong", "p", "c", "rho", "expected"),
    [
        (0.2, 1, 0.6, 0.3, 0.6, (0.08, True, 0.133333, 0.58, 0.5)),
        (0.2, 1, 0.6, 0.3, 0.5, (0.1, True, np.inf, 0.65, 0.55)),
        (0.3, 0.9, 0.5, 0.3, 0.7, (0.09, True, 0.128571, 0.375, 0.285)),
    ],
)
def test_published(weak, strong, p, c, rho, expected):
    """The second number: that the strong would pay the sunk cost. inf: no audience cost works."""
    found = signals(value_weak=weak, value_strong=strong, win=p, cost=c, undeterred=rho)
    pays = found.sinking_costs >= found.silence
    got = (found.sunk_cost, pays, found.audience_cost, found.tying_hands, found.sinking_costs)
    assert got == pytest.approx(expected, rel=1e-5)
    assert found.tying_works == np.isfinite(expected[2])


@given(wars())
@few
def test_least_signals_by_grid(war):
    """A signal is believed if the weak lose by it, all costs on a grid tried."""
    weak, p, c, rho = (war[name] for name in ("value_weak", "win", "cost", "undeterred"))
    found, top = signals(**war), 5 * c / p
    grid = np.linspace(0, top, 401)
    sunk = np.array([payoff(weak, p, c, rho, sunk=m) for m in grid])
    tied = np.array([payoff(weak, p, c, rho, audience=a) for a in grid])
    assert ((grid >= found.sunk_cost) == (sunk <= 0))[np.abs(sunk) > 1e-9].all()
    assert ((grid >= found.audience_cost) == (tied <= 0))[np.abs(tied) > 1e-9].all()


@given(wars())
@few
def test_the_strong_signal_and_never_pay_the_audience_cost(war):
    strong, p, c, rho = (war[name] for name in ("value_strong", "win", "cost", "undeterred"))
    found = signals(**war)
    assert found.sinking_costs == pytest.approx(payoff(strong, p, c, rho, sunk=found.sunk_cost))
    assert found.silence == pytest.approx(p * strong - c)
    assert found.sinking_costs >= found.silence - 1e-12
    if found.tying_works:
        tied = payoff(strong, p, c, rho, audience=found.audience_cost)
        assert found.tying_hands == pytest.approx(tied)
        assert found.tying_hands >= found.sinking_costs  # Fearon (1997): hands are better tied


@given(wars(), st.floats(0, 2), st.floats(0, 2))
@few
def test_payoff_of_a_signal(war, m, a):
    for value in (war["value_weak"], war["value_strong"]):
        rest = (war["win"], war["cost"], war["undeterred"])
        found = signal_payoff(
            value=value, win=rest[0], cost=rest[1], undeterred=rest[2], sunk=m, audience=a
        )
        assert found == pytest.approx(payoff(value, *rest, sunk=m, audience=a))


@given(wars())
@few
def test_more_callers_make_both_signals_cheaper(war):
    more = war | {"undeterred": (1 + war["undeterred"]) / 2}
    before, after = signals(**war), signals(**more)
    assert after.sunk_cost <= before.sunk_cost
    assert after.audience_cost <= before.audience_cost


def test_nobody_calls_the_bluff_or_everybody():
    case = {"value_weak": 0.2, "win": 0.6, "cost": 0.3}
    assert least_audience_cost(undeterred=0, **case) == np.inf
    assert least_audience_cost(undeterred=1, **case) == 0
    assert least_sunk_cost(value_weak=0.2, undeterred=1) == 0


def test_arrays_broadcast_and_scalars_stay_scalars():
    found = signals(
        value_weak=[0.1, 0.2], value_strong=1, win=0.6, cost=0.3, undeterred=[[0.5], [0.6], [0.7]]
    )
    assert found.audience_cost.shape == (3, 2)
    assert isinstance(least_sunk_cost(value_weak=0.2, undeterred=0.5), float)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("value_weak", 0.5, "value_weak must be below cost / win"),
        ("value_strong", 0.5, "value_weak must be below cost / win, and value_strong above"),
        ("value_weak", 0, "value_weak must be in"),
        ("win", 0, "win must be in"),
        ("cost", 0, "cost must be in"),
        ("undeterred", 1.1, "undeterred must be in"),
    ],
)
def test_bad_input(name, value, says):
    good = {"value_weak": 0.2, "value_strong": 1, "win": 0.6, "cost": 0.3, "undeterred": 0.5}
    with pytest.raises(ValueError, match=says):
        signals(**(good | {name: value}))
    with pytest.raises(ValueError, match="sunk must be in"):
        signal_payoff(value=1, win=1, cost=1, undeterred=0, sunk=-1)
    with pytest.raises(ValueError, match="audience must be in"):
        signal_payoff(value=1, win=1, cost=1, undeterred=0, audience=-1)
