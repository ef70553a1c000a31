"""Worth of refusing if talks have so many weeks: backward induction, and what it nests."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models.oracle_talks import backwards
from models.war_cases import busy, one_battle

from parley.games.front import fight_to_finish
from parley.models.war.war import checked
from parley.models.war.worth import bellman, weekly

chances, costs = st.floats(0.1, 0.9), st.floats(0.001, 0.4)


def fronts(p, n, d, cost, **more):
    return checked(stock=[[p], [1 - p]], cost=cost, fronts=n, front=1, discount=d, **more)


@pytest.mark.parametrize("weeks", [1, 3])
@pytest.mark.parametrize(
    "more", [{"deadline": -1}, {"deadline": 0}, {"deadline": 1}, {"cost": [0.3, 0.5]}]
)
def test_weeks_by_plain_backward_induction(weeks, more):
    """With dear war refusing is worth less than nothing, and offers are still no less than 0."""
    war = busy(**more)
    found = weekly(war, weeks, drift=0.05, points=3, reach=0.6)
    assert found.table.shape == (weeks, 2, 2, 2, 2, 6, 3)
    for a, b, x, k, z in ((0, 0, 0, 2, 1), (1, 0, 1, 1, 0), (1, 1, 0, 4, 2), (0, 1, 1, 3, 1)):
        refusing = backwards(war, weeks, 0.05, found.grid, a, b)
        for t in range(weeks):
            expected = refusing(t, x, k, z)
            assert found.table[t, x, :, a, b, k, z] == pytest.approx(expected, abs=1e-9)


@given(chances, st.integers(2, 6), st.floats(0.7, 0.97), costs, costs, st.floats(2, 200))
@settings(max_examples=25, deadline=None)
def test_many_weeks_are_as_good_as_no_end(p, n, d, one, other, lam):
    """Each week more brings the first nearer, by the discount at least."""
    war = fronts(p, n, d, (one, other), precision=lam)
    grid = {"drift": 0.01, "points": 3}
    endless = bellman(war, tolerance=1e-11, **grid).table[0]
    error = [abs(weekly(war, t, **grid).table[0] - endless).max() for t in (1, 2, 10, 40)]
    for t, after in zip((1, 9, 39), error[1:], strict=True):
        assert after <= d**t * error[0] + 1e-8


def test_one_week_of_talks_is_refused_for_a_fight_to_the_finish():
    war = fronts(0.55, 8, 0.97, (0.01, 0.02), tempo=0.4)
    found = weekly(war, 1, drift=0, points=3).table[0, :, :, 0, 0, 1:-1, 1]
    fought = 1 - 0.97 * 0.6  # a battle comes in four weeks of ten
    front = np.arange(1, 8)
    war_of = fight_to_finish(0.55, front, 8, 0.01 / fought, 0.02 / fought, 0.97 * 0.4 / fought)
    for x in range(2):
        assert found[x] == pytest.approx(np.array(war_of[:2]), abs=1e-12)


def test_no_battles_bring_only_costs():
    war = fronts(0.55, 8, 0.9, (0.01, 0.02), tempo=0)
    found = weekly(war, 1, points=2).table[0, 0, :, 0, 0, 1:-1, 0]
    assert found == pytest.approx(np.repeat([[-0.1], [-0.2]], 7, axis=1))


def test_before_a_deadline_that_changes_costs():
    """Weeks that follow the deadline are all alike, and what comes before knows of it."""
    war = busy(precision=30)
    endless = bellman(war, drift=0.02, points=5, tolerance=1e-12)
    found, longer = (weekly(war, t, then=endless) for t in (3, 8))
    assert longer.table[:3] == pytest.approx(found.table, abs=1e-10)
    assert longer.table[3:] == pytest.approx(np.repeat(endless.table[1:], 5, axis=0), abs=1e-10)
    paid = (war.cost_later - war.cost)[:, np.newaxis, np.newaxis] * [
        war.resolve[0, :, np.newaxis] + [0, 0],
        war.resolve[1] + [[0], [0]],
    ] - war.deadline_cost[:, np.newaxis, np.newaxis]
    lost = (found.table[2] - endless.table[1])[..., 1:-1, :]
    assert lost == pytest.approx(paid[..., np.newaxis, np.newaxis] + np.zeros(lost.shape))
    still = busy(precision=30, deadline=-1)
    endless = bellman(still, points=5, tolerance=1e-12)
    same = weekly(still, 4, then=endless).table
    assert same == pytest.approx(np.repeat(endless.table[:1], 4, axis=0), abs=1e-10)


def test_no_week_of_talks():
    with pytest.raises(ValueError, match="needs a week of talks, got 0"):
        weekly(one_battle(0.5, 0.1), 0)
