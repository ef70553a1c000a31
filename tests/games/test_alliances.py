"""Guarantees: published points, the game solved by backward induction, expectations by sums.

Test points: model "alliances: reliability, extended deterrence and moral hazard", after Smith
(1995), Benson (2012) and Yuen (2009).
"""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from parley.games.alliances import (
    ally_payoff,
    conditional_demand,
    guarantee,
    guarantee_thresholds,
    reliability,
    required_audience_cost,
    tolerated_demand,
)

few = settings(max_examples=60, deadline=None)
chance = st.floats(0, 1)


@st.composite
def odds(draw):
    low, high = sorted((draw(chance), draw(chance)))
    assume(high - low > 0.01)
    return {"win_alone": high, "win_against_ally": low}


costs = st.fixed_dictionaries(
    {"cost_attacker": st.floats(0, 1.2), "cost_protected": st.floats(0, 1.2)}
)


def solved(p, c, r):
    """Backwards: B's choice from the lottery over the ally, then A's from B's choice."""
    p0, p1 = p["win_alone"], p["win_against_ally"]
    ca, cb = c["cost_attacker"], c["cost_protected"]
    war_b = r * (1 - p1) + (1 - r) * (1 - p0) - cb
    war_a = r * p1 + (1 - r) * p0 - ca
    resists = war_b >= 0
    after_attack = (war_a, war_b, "war") if resists else (1, 0, "yield")
    return after_attack if after_attack[0] > 0 else (0, 1, "deterred")


@pytest.mark.parametrize(
    ("p0", "p1", "ca", "cb", "resist", "deter", "outcomes"),
    [
        (0.9, 0.3, 0.5, 0.4, 0.5, 0.666667, ["yield", "war", "war", "deterred"]),
        (0.8, 0.4, 0.3, 0.35, 0.375, np.inf, ["yield", "war", "war", "war"]),
        (0.7, 0.5, 0.6, 0.25, 0, 0.5, ["war", "deterred", "deterred", "deterred"]),
    ],
)
def test_published_thresholds(p0, p1, ca, cb, resist, deter, outcomes):
    case = {"win_alone": p0, "win_against_ally": p1, "cost_attacker": ca, "cost_protected": cb}
    found = guarantee_thresholds(**case)
    assert found[:2] == pytest.approx((resist, deter), abs=1e-6)
    assert found.war_between
    assert guarantee(intervenes=[0.2, 0.55, 0.6, 0.9], **case).outcome.tolist() == outcomes


def test_published_numbers():
    ally = {"ally_stake": 0.5, "audience_cost": 0.2, "cost_range": 1}
    assert reliability(win_alone=0.9, win_against_ally=0.3, **ally) == pytest.approx(0.5)
    case = {"win_alone": 0.6, "win_against_ally": 0.2, "cost_target": 0.1}
    demand = tolerated_demand(intervenes=[0, 0.5, 1], **case)
    assert demand == pytest.approx([0.5, 0.7, 0.9])
    demand = conditional_demand(intervenes=1, limit=[0.3, 0.6, 0.95], **case)
    assert demand == pytest.approx([0.5, 0.6, 0.9])


@given(odds(), costs, chance)
@few
def test_outcome_by_backward_induction(p, c, r):
    found = guarantee(intervenes=r, **p, **c)
    slow = solved(p, c, r)
    limits = guarantee_thresholds(**p, **c)
    if min(abs(r - limits.resist), abs(r - limits.deter)) > 1e-9:
        assert found.outcome == slow[2]
        assert (found.attacker, found.protected) == pytest.approx(slow[:2])
        spared = 0 if found.outcome != "war" else sum(c.values())
        assert found.joint == pytest.approx(1 - spared)


@given(odds(), costs)
@few
def test_thresholds_by_grid(p, c):
    """A war somewhere on the way from no guarantee to a certain one, exactly if there is a gap."""
    limits = guarantee_thresholds(**p, **c)
    grid = np.linspace(0, 1, 401)
    outcome = [solved(p, c, r)[2] for r in grid]
    for r, what in zip(grid, outcome, strict=True):
        if min(abs(r - limits.resist), abs(r - limits.deter)) > 1e-9:
            expected = "yield" if r < limits.resist else "war" if r < limits.deter else "deterred"
            assert what == expected
    if min(limits.deter, 1) - limits.resist > 0.01:
        assert "war" in outcome
    assert limits.war_between or "war" not in outcome


def test_half_a_guarantee_is_worse_than_none_and_than_a_firm_one():
    case = {"win_alone": 0.9, "win_against_ally": 0.3, "cost_attacker": 0.5, "cost_protected": 0.4}
    none, half, firm = guarantee(intervenes=[0, 0.6, 1], **case).joint
    assert half < min(none, firm)
    ally = {"ally_stake": 0.5, "cost_range": 1}
    none, half, firm = ally_payoff(audience_cost=[0, 0.25, 0.4], **ally, **case)
    assert half < min(none, firm)
    b = guarantee(intervenes=[0, 0.6, 1], **case).protected
    assert b[0] <= b[1] <= b[2]  # B itself never loses by more of it


@given(odds(), costs)
@few
def test_the_protected_never_loses_by_a_firmer_guarantee(p, c):
    payoff = guarantee(intervenes=np.linspace(0, 1, 101), **p, **c).protected
    assert (np.diff(payoff) >= -1e-9).all()


@given(odds(), st.floats(0, 2), st.floats(0, 2), st.floats(0.1, 3))
@few
def test_reliability_is_the_share_of_costs_that_are_low_enough(p, stake, audience, top):
    cost = (np.arange(20000) + 0.5) / 20000 * top
    win = 1 - p["win_against_ally"], 1 - p["win_alone"]
    comes = stake * win[0] - cost >= stake * win[1] - audience
    ally = {"ally_stake": stake, "audience_cost": audience, "cost_range": top}
    assert reliability(**p, **ally) == pytest.approx(comes.mean(), abs=1e-4)


def test_a_certain_ally_can_still_mean_war():
    """B resists only if help is certain, and A attacks even then."""
    case = {"win_alone": 0.75, "win_against_ally": 0.25, "cost_attacker": 0, "cost_protected": 0.75}
    limits = guarantee_thresholds(**case)
    assert limits == (1, np.inf, True)
    assert guarantee(intervenes=1, **case).outcome == "war"


@given(odds(), costs, st.floats(0, 2), st.floats(0, 2), st.floats(0.1, 3))
@few
def test_ally_payoff_is_the_mean_over_its_costs(p, c, stake, audience, top):
    ally = {"ally_stake": stake, "audience_cost": audience, "cost_range": top}
    r = reliability(**p, **ally)
    limits = guarantee_thresholds(**p, **c)
    assume(min(abs(r - limits.resist), abs(r - limits.deter)) > 1e-6)
    cost = (np.arange(20000) + 0.5) / 20000 * top
    comes = stake * (1 - p["win_against_ally"]) - cost
    stays = stake * (1 - p["win_alone"]) - audience
    war = np.maximum(comes, stays).mean()
    slow = {"yield": 0, "war": war, "deterred": stake}[solved(p, c, r)[2]]
    assert ally_payoff(**p, **c, **ally) == pytest.approx(slow, abs=1e-6)


@given(odds(), costs, st.floats(0, 2), st.floats(0.1, 3))
@few
def test_required_audience_cost_keeps_the_peace_and_less_does_not(p, c, stake, top):
    ally = {"ally_stake": stake, "cost_range": top}
    least = required_audience_cost(**p, **c, **ally)
    if least == np.inf:
        assert guarantee(intervenes=1, **p, **c).outcome != "deterred"
        return
    r = reliability(audience_cost=least, **p, **ally)
    assert guarantee(intervenes=r, **p, **c).outcome == "deterred"
    if least > 1e-6:
        r = reliability(audience_cost=least - 1e-7, **p, **ally)
        assert guarantee(intervenes=r, **p, **c).outcome != "deterred"


def test_audience_cost_must_make_the_protected_resist_as_well():
    """A is deterred from r = 0.25 on, but B resists only from 0.75 on."""
    case = {"win_alone": 0.9, "win_against_ally": 0.5, "cost_attacker": 0.8, "cost_protected": 0.4}
    limits = guarantee_thresholds(**case)
    assert limits[:2] == pytest.approx((0.75, 0.25))
    assert not limits.war_between
    assert required_audience_cost(ally_stake=0, cost_range=1, **case) == pytest.approx(0.75)


@given(odds(), st.floats(0, 0.5), chance, chance)
@few
def test_demands_by_grid(p, c, r, limit):
    """What the target accepts, on a grid of demands, with cover up to the limit only."""
    grid = np.linspace(0, 1, 2001)
    covered = np.array([r, 0])[(grid > limit).astype(int)]
    war = (1 - covered) * p["win_alone"] + covered * p["win_against_ally"] - c
    largest = grid[1 - grid >= war - 1e-9].max()
    found = conditional_demand(intervenes=r, limit=limit, cost_target=c, **p)
    assert found == pytest.approx(largest, abs=6e-4)
    free = tolerated_demand(intervenes=r, cost_target=c, **p)
    assert tolerated_demand(intervenes=0, cost_target=c, **p) <= found <= free


@given(odds(), st.floats(0, 0.5), chance)
@few
def test_moral_hazard_has_the_slope_of_the_odds(p, c, r):
    demand = [tolerated_demand(intervenes=x, cost_target=c, **p) for x in (0, r)]
    slope = p["win_alone"] - p["win_against_ally"]
    assert demand[1] == pytest.approx(min(1, demand[0] + r * slope))


def test_arrays_broadcast_and_scalars_stay_scalars():
    case = {"win_alone": 0.9, "win_against_ally": [0.3, 0.4], "cost_attacker": 0.5}
    found = guarantee(intervenes=[[0], [1]], cost_protected=0.4, **case)
    assert found.outcome.shape == found.joint.shape == (2, 2)
    one = guarantee(intervenes=1, cost_protected=0.4, **(case | {"win_against_ally": 0.3}))
    assert (type(one.outcome), type(one.joint)) == (str, float)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("win_alone", 1.1, "win_alone must be in"),
        ("win_against_ally", 0.9, "win_against_ally must be below win_alone"),
        ("cost_attacker", -0.1, "cost_attacker must be in"),
        ("cost_protected", np.nan, "cost_protected must be in"),
        ("intervenes", 1.1, "intervenes must be in"),
    ],
)
def test_bad_input(name, value, says):
    good = {"win_alone": 0.9, "win_against_ally": 0.3, "cost_attacker": 0.5, "cost_protected": 0.4}
    with pytest.raises(ValueError, match=says):
        guarantee(**(good | {"intervenes": 0.5} | {name: value}))
    with pytest.raises(ValueError, match="cost_range must be in"):
        required_audience_cost(ally_stake=1, cost_range=0, **good)
    with pytest.raises(ValueError, match="limit must be in"):
        conditional_demand(
            win_alone=0.9, win_against_ally=0.3, cost_target=0, intervenes=1, limit=2
        )
