"""Worth of refusing when talks go on: bargaining in a war of fronts, and its grid."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models.oracle_talks import gained
from models.war_cases import one_battle

from parley.games.front import bargaining_between_battles
from parley.models.war.simulate import paths, simulate
from parley.models.war.war import changed, checked
from parley.models.war.worth import balance, bellman, grid_error

# p, fronts, front, discount, costs; shares of each as proposer.
BARGAINS = [
    (0.6, 4, 2, 0.95, (0.02, 0.03), (0.68084, 0.327982)),
    (0.52, 8, 3, 0.99, (0.01, 0.015), (0.49724, 0.535543)),
]


def fronts(p, n, k, d, cost, **more):
    given = {"fronts": n, "front": k, "discount": d} | more
    return checked(stock=[[p], [1 - p]], cost=cost, **given)


def bargained(p, n, d, cost):
    """Worth of refusing, (proposer, party, front), from the linear system; agreement at once.

    The one who refuses proposes next. y_j(k) = -c_j + d (p V_j(k + 1) + q V_j(k - 1)).
    """
    size, q = n - 1, 1 - p
    step = p * np.eye(size, k=1) + q * np.eye(size, k=-1)
    won = np.zeros((2, size))
    won[0, -1], won[1, 0] = p, q  # the end of the front that each wins at
    # y_1 = -c_1 + d (won_1 + step (1 - y_2)), and the same for 2.
    one = np.block([[np.eye(size), d * step], [d * step, np.eye(size)]])
    right = np.concatenate([-cost[j] + d * (won[j] + step.sum(axis=1)) for j in range(2)])
    return np.linalg.solve(one, right).reshape(2, size)


@pytest.mark.parametrize(("p", "n", "k", "d", "cost", "answer"), BARGAINS)
def test_bargaining_in_a_war_of_fronts(p, n, k, d, cost, answer):
    """Slantchev (2003), American Political Science Review 97(4): its core, without types."""
    sharp = {"precision": np.inf, "drift": 0, "tolerance": 1e-13}
    found = bellman(fronts(p, n, k, d, cost), **sharp)
    assert found.converged
    middle = len(found.grid) // 2
    refusing = found.table[0, :, :, 0, 0, 1:-1, middle]
    expected = bargained(p, n, d, cost)
    # Who refuses an offer is the one that proposes next.
    assert refusing[0, 1] == pytest.approx(expected[1], abs=1e-9)
    assert refusing[1, 0] == pytest.approx(expected[0], abs=1e-9)
    shares = 1 - refusing[0, 1, k - 1], 1 - refusing[1, 0, k - 1]
    assert shares == pytest.approx(answer, abs=1e-5)


def test_finite_precision_nears_the_sharp_limit():
    p, n, k, d, cost, answer = BARGAINS[0]
    errors = []
    for lam in (50, 500, 5000):
        found = bellman(fronts(p, n, k, d, cost), precision=lam, drift=0)
        errors.append(abs(1 - found.table[0, 0, 1, 0, 0, k, len(found.grid) // 2] - answer[0]))
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < 0.002


def test_a_satisfied_bellman_equation():
    """What refusing is worth is what next week is worth, less the cost; by hand, with types."""
    war = checked(
        stock=[[1], [1]],
        cost=[0.01, 0.02],
        fronts=6,
        front=3,
        tempo=0.6,
        precision=15,
        strength=[[1, 1.3], [0.9, 1]],
        resolve=[[1, 2], [1, 0.5]],
        belief=np.full((2, 2), 0.25),
        proposer=[[0.3, 0.7], [0.6, 0.4]],
        demand=[[0, 0.5], [0, 0]],
    )
    found = bellman(war, drift=0.05, points=7, tolerance=1e-12)
    for a, b, k, z in ((0, 0, 3, 2), (1, 0, 4, 5), (1, 1, 2, 0)):
        table = found.table[0, :, :, a, b]
        e, f = z, 0.05 / (found.grid[1] - found.grid[0])
        odds = np.exp(found.grid[z]) * war.strength[0, a] / war.strength[1, b]
        chance = {1: 0.6 * odds / (1 + odds), -1: 0.6 / (1 + odds), 0: 0.4}
        for x in range(2):
            for j in range(2):
                total = 0.0
                for step, p in chance.items():
                    for y in range(2):
                        for point, share in ((e, 1 - f), (e + 1, f)):
                            here = table[:, :, k + step, point]
                            own, other = here[y, y], here[y, 1 - y]
                            r = max(own, war.demand[y, (a, b)[y]])
                            least = max(other, war.demand[1 - y, (a, b)[1 - y]])
                            gains = gained(15, r, least)
                            values = [0.0, 0.0]
                            values[y] = own + gains[0] + gains[2] * (r - own)
                            values[1 - y] = other + gains[1] + gains[2] * (least - other)
                            if k + step in (0, 6):
                                values = [float(k + step == 6), float(k + step == 0)]
                            total += p * share * war.proposer[x, y] * values[j]
                expected = war.discount * total - war.cost[j] * war.resolve[j, (a, b)[j]]
                assert table[x, j, k, z] == pytest.approx(expected, abs=1e-9)


def test_the_engine_offers_what_the_table_says():
    p, n, k, d, cost, answer = BARGAINS[0]
    war = fronts(p, n, k, d, cost, precision=1e7, talk_gain=9, pause=0, fail=0)
    worth = bellman(war, drift=0, tolerance=1e-12)
    found = simulate(war, replications=100, weeks=1, worth=worth)
    assert (found.kind == 2).all()
    shares = {round(float(x), 3) for x in found.share}
    assert sorted(shares) == pytest.approx(sorted([answer[0], 1 - answer[1]]), abs=1e-3)


def test_talks_are_worth_more_than_a_fight_to_the_finish():
    """What refusing is worth can only rise if offers follow, for both sides."""
    war = fronts(0.55, 10, 4, 0.99, (0.01, 0.015), precision=60)
    worth = bellman(war, drift=0)
    from parley.models.war._rules_numba import fight

    won, lost, weeks = fight(0.55, 0.99, 1.0, 10, 4)
    middle = worth.table[0, :, :, 0, 0, 4, len(worth.grid) // 2]
    assert (middle[:, 0] > won - 0.01 * weeks).all()
    assert (middle[:, 1] > lost - 0.015 * weeks).all()


def test_drift_is_that_of_the_stocks():
    war = checked(stock=[[4], [4]], loss=[[[0.1], [0]]] * 3, aid=[[0], [0.4]], cost=0.01)
    assert balance(war) == 0
    assert balance(war, 1) == pytest.approx(np.log(0.9 / 1.1))
    power = paths(changed(war, **dict.fromkeys(("settle", "pause"), 0)), replications=1, weeks=1)
    assert power.power[0, 0] @ [1, -1] == pytest.approx(balance(war, 1))


def test_half_the_grid_changes_little():
    """The check to make before use; drift needs more points than a balance that stands still."""
    still = fronts(0.55, 8, 4, 0.99, (0.01, 0.015), precision=30)
    assert grid_error(still, bellman(still)) < 1e-7
    moving = changed(still, loss=[[[0.002], [0]]] * 3)
    errors = [grid_error(moving, bellman(moving, points=n)) for n in (15, 61)]
    assert errors[1] < errors[0] / 2


def test_a_deadline_splits_the_table():
    war = one_battle(0.5, [0.02, 0.02], fronts=6, front=3, discount=0.99, deadline=10)
    war = changed(war, cost_later=0.1)
    found = bellman(war)
    assert (found.table[1] < found.table[0])[..., 1:-1, :].all()
    plain = bellman(changed(war, deadline=-1))
    assert plain.table[1].tolist() == plain.table[0].tolist() == found.table[0].tolist()


@pytest.mark.parametrize("bad", [{"points": 1}, {"reach": 0}])
def test_a_grid_that_is_none(bad):
    with pytest.raises(ValueError, match="needs 2 points and a reach"):
        bellman(one_battle(0.5, 0.1), **bad)


chances, costs = st.floats(0.1, 0.9), st.floats(0.001, 0.4)


@given(chances, st.integers(2, 9), st.floats(0.7, 0.99), costs, costs)
@settings(max_examples=40, deadline=None)
def test_a_side_worn_down_takes_any_offer(p, n, d, one, other):
    """Costs so high that refusing is worth less than nothing; no offer is below 0 all the same."""
    sharp = {"precision": np.inf, "drift": 0, "tolerance": 1e-12, "points": 2}
    found = bellman(fronts(p, n, 1, d, (one, other)), **sharp, reach=1e-9)
    terms = bargaining_between_battles(p, n, one, other, d)
    assert found.table[0, 0, 1, 0, 0, 1:-1, 0] == pytest.approx(terms.fight_2[1:-1], abs=1e-7)
    assert found.table[0, 1, 0, 0, 0, 1:-1, 0] == pytest.approx(terms.fight_1[1:-1], abs=1e-7)
