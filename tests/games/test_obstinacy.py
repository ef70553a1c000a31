"""War of attrition with obstinate types: published points and the equilibrium from its conditions.

Test points: model "war of attrition with obstinate types", Abreu and Gul (2000).
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.games.obstinacy import (
    attrition,
    obstinate_chance,
    silence_until,
    symmetric_attrition,
)

few = settings(max_examples=60, deadline=None)
NAMES = ("demand_1", "demand_2", "rate_1", "rate_2", "obstinate_1", "obstinate_2")


@st.composite
def deadlocks(draw):
    first = draw(st.floats(0.2, 0.9))
    second = draw(st.floats(1.05 - first, 0.95))
    rates = draw(st.floats(0.005, 0.1)), draw(st.floats(0.005, 0.1))
    z = draw(st.floats(0.02, 0.9)), draw(st.floats(0.02, 0.9))
    return dict(zip(NAMES, (first, second, *rates, *z), strict=True))


PUBLISHED = [
    ((0.7, 0.6, 0.02, 0.02, 0.2, 0.3), 22.57, 45.149, (0.506611, 0), (0.636622, 0.547657)),
    ((0.6, 0.6, 0.01, 0.02, 0.1, 0.1), 28.78, 57.5646, (0, 0.683772), (0.316199, 0.562315)),
    ((0.8, 0.55, 0.03, 0.02, 0.4, 0.15), 24.59, 49.1846, (0.298252, 0), (0.754967, 0.387264)),
]
VALUES = [(0.4, 0.451983), (0.536754, 0.4), (0.45, 0.304388)]
MEANS = [(0.94, 6.99783), (0.99, 4.57389), (0.94, 10.5148)]


@pytest.mark.parametrize(("given_facts", "t", "end", "at_once", "beliefs"), PUBLISHED)
def test_published_equilibrium(given_facts, t, end, at_once, beliefs):
    case = dict(zip(NAMES, given_facts, strict=True))
    found = attrition(**case)
    assert found.end == pytest.approx(end, rel=1e-5)
    assert found.at_once == pytest.approx(at_once, abs=1e-6)
    assert obstinate_chance(time=t, **case) == pytest.approx(beliefs, abs=2e-4)


@pytest.mark.parametrize(("row", "value", "mean"), list(zip(PUBLISHED, VALUES, MEANS, strict=True)))
def test_published_values_and_times(row, value, mean):
    """The mean time was found by simulation there, to 0.25; the sum over time below is finer."""
    found = attrition(**dict(zip(NAMES, row[0], strict=True)))
    assert found.value == pytest.approx(value, abs=1e-6)
    assert found.concession == pytest.approx(mean[0])
    assert found.mean_time == pytest.approx(mean[1], abs=0.25)


def conceded(case, side, t):
    """Chance that the side has conceded by t <= T, from its atom and its hazard."""
    found = attrition(**case)
    return 1 - (1 - found.at_once[side]) * np.exp(-found.hazard[side] * t)


@given(deadlocks())
@few
def test_nobody_can_do_better_by_another_time(case):
    """Against the other's concessions, each time in (0, T] to concede is worth the same.

    By a sum over the time at which the other concedes; who concedes at once may get a little more
    where the other never does so.
    """
    found = attrition(**case)
    for side, other in ((0, 1), (1, 0)):
        demand = case[NAMES[side]]
        left, rate = 1 - case[NAMES[other]], case[NAMES[2 + side]]
        for until in np.linspace(0.1, 1, 4) * found.end:
            edge = np.linspace(0, until, 4001)
            mass = np.diff(conceded(case, other, edge))
            mid = (edge[1:] + edge[:-1]) / 2
            waits = found.at_once[other] * demand + (mass * np.exp(-rate * mid)).sum() * demand
            gives = (1 - conceded(case, other, until)) * np.exp(-rate * until) * left
            assert waits + gives == pytest.approx(found.value[side], abs=1e-5)
        assert found.value[side] >= left - 1e-12


@given(deadlocks())
@few
def test_both_are_known_at_the_end_and_one_never_concedes_at_once(case):
    found = attrition(**case)
    for side in (0, 1):
        never = 1 - conceded(case, side, found.end)
        assert never == pytest.approx(case[NAMES[4 + side]])
    assert min(found.at_once) == 0
    assert max(found.at_once) < 1


@given(deadlocks(), st.floats(0, 1.2))
@few
def test_belief_by_bayes(case, part):
    t = part * attrition(**case).end
    for side in (0, 1):
        silent = max(1 - conceded(case, side, t), case[NAMES[4 + side]])
        belief = obstinate_chance(time=t, **case)[side]
        assert belief == pytest.approx(case[NAMES[4 + side]] / silent)


@given(deadlocks(), st.floats(0.05, 1))
@few
def test_silence_until_is_the_inverse_of_the_belief(case, belief):
    for side in (0, 1):
        t = silence_until(belief=belief, **case)[side]
        reached = obstinate_chance(time=t, **case)[side]
        assert reached >= belief - 1e-9
        if t > 0:
            assert reached == pytest.approx(belief)


@given(deadlocks())
@few
def test_mean_time_by_a_sum(case):
    found = attrition(**case)
    edge = np.linspace(0, found.end, 20001)
    over = 1 - (1 - conceded(case, 0, edge)) * (1 - conceded(case, 1, edge))
    mass, mid = np.diff(over), (edge[1:] + edge[:-1]) / 2
    assert over[-1] == pytest.approx(found.concession)
    assert found.mean_time == pytest.approx((mass * mid).sum() / over[-1], rel=1e-5)


@given(deadlocks())
@few
def test_who_gains(case):
    """Being held more obstinate, or being more patient, never hurts; the other's never helps."""
    base = attrition(**case).value
    firm = case | {"obstinate_1": (1 + case["obstinate_1"]) / 2}
    patient = case | {"rate_1": case["rate_1"] / 2}
    for better in (firm, patient):
        changed = attrition(**better).value
        assert changed[0] >= base[0] - 1e-9
        assert changed[1] <= base[1] + 1e-9


@given(st.floats(0.55, 0.95), st.floats(0.005, 0.1), st.floats(0.02, 0.9))
@few
def test_alike_sides_concede_like_the_symmetric_war_of_attrition(demand, rate, z):
    """Nobody concedes at once, and the hazard is the cost of waiting over the prize."""
    case = dict(zip(NAMES, (demand, demand, rate, rate, z, z), strict=True))
    found = attrition(**case)
    assert found.at_once == (0, 0)
    plain = symmetric_attrition(prize=2 * demand - 1, cost=rate * (1 - demand))
    assert found.hazard == pytest.approx((plain.hazard, plain.hazard))
    tiny = attrition(**(case | {"obstinate_1": 1e-12, "obstinate_2": 1e-12}))
    assert tiny.mean_time == pytest.approx(plain.mean_time)


def test_symmetric_attrition():
    assert symmetric_attrition(prize=1, cost=0.02) == pytest.approx((0.02, 25))


def test_who_gives_way_at_once():
    """The impatient, the greedy, and who is known to be reasonable."""
    even = dict(zip(NAMES, (0.6, 0.6, 0.02, 0.02, 0.1, 0.1), strict=True))
    for weak in ({"rate_1": 0.04}, {"demand_1": 0.7}, {"obstinate_1": 0.05}):
        at_once = attrition(**(even | weak)).at_once
        assert at_once[0] > 0
        assert at_once[1] == 0


def test_arrays_broadcast_and_scalars_stay_scalars():
    case = dict(zip(NAMES, (0.6, 0.7, 0.02, 0.02, 0.1, 0.1), strict=True))
    found = attrition(**(case | {"obstinate_1": [0.1, 0.2], "rate_2": [[0.01], [0.02], [0.03]]}))
    assert found.at_once[0].shape == found.end.shape == found.value[1].shape == (3, 2)
    one = attrition(**case)
    assert all(isinstance(x, float) for x in (one.end, *one.value, *one.at_once, *one.hazard))
    assert obstinate_chance(time=[0, 1, 2], **case)[1].shape == (3,)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("demand_1", 1, "demand_1 must be in"),
        ("demand_2", 0.4, "must add up to more than 1"),
        ("rate_1", 0, "rate_1 must be in"),
        ("rate_2", -1, "rate_2 must be in"),
        ("obstinate_1", 0, "obstinate_1 must be in"),
        ("obstinate_2", 1, "obstinate_2 must be in"),
    ],
)
def test_bad_input(name, value, says):
    good = dict(zip(NAMES, (0.6, 0.7, 0.02, 0.02, 0.1, 0.1), strict=True))
    with pytest.raises(ValueError, match=says):
        attrition(**(good | {name: value} | ({"demand_1": 0.6} if name == "demand_2" else {})))
    with pytest.raises(ValueError, match="time must be in"):
        obstinate_chance(time=-1, **good)
    with pytest.raises(ValueError, match="belief must be in"):
        silence_until(belief=0, **good)
    with pytest.raises(ValueError, match="prize must be in"):
        symmetric_attrition(prize=0, cost=1)
