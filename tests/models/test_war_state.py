"""Stocks, strengths, contest and front: the oracle, and gambler's ruin."""

import numpy as np
import pytest
from models import oracle_war
from models.war_cases import FIXED, skeleton

from parley.models.war.simulate import paths, simulate
from parley.models.war.war import changed, checked

NO_TALKS = FIXED | {"tempo": 1}


def battered(**more):
    """Everything that moves stocks and fronts at once."""
    given = {
        "stock": [[5, 2, 8], [4, 3, 9]],
        "weight": [[0.5, 0.3, 0.2], [0.6, 0.3, 0.1]],
        "loss": [[[0.05, 0.1, 0.2]] * 2, [[0.01, 0.02, 0]] * 2, [[0, 0, 0.01]] * 2],
        "production": [[[0.1, 0.2, 0.9]] * 2, [[0.2, 0.1, 0.3]] * 2, [[0.1] * 3] * 2],
        "aid": [[0.1, 0, 0], [0.3, 0.1, 0.5]],
        "aid_until": [2**31, 20],
        "strike": [0.1, 0.2],
        "strike_share": [[[0.1, 0.3], [0, 0.1], [0, 0]], [[0.05, 0.4], [0, 0], [0.2, 0.2]]],
        "contest": 1.5,
        "tempo": 0.7,
        "fronts": 8,
        "front": 4,
        "collapse": [0.004, 0.002],
        "floor": [2.5, 2.2],
        "cost": [0.01, 0.02],
    }
    chances = {"settle": 0.01, "pause": 0.05, "violate": 0.1, "renew": 0.3, "fail": 0.05}
    return checked(**given | FIXED | chances | {"line": 0.5} | more)


def test_paths_are_those_of_the_oracle():
    war = battered()
    found = paths(war, replications=80, weeks=100, seed=3)
    for e in range(80):
        path = np.array(oracle_war.path(war, 3, e, 100))
        assert found.phase[e].tolist() == path[:, 0].tolist()
        assert found.front[e].tolist() == path[:, 1].tolist()
        assert found.power[e] == pytest.approx(path[:, 2:], abs=1e-12)
    assert set(found.phase.ravel().tolist()) == {0, 1, 2, 3, 4}


def test_a_strike_lowers_strength_by_its_weight():
    """A class of weight 0.1 loses 34 %: strength falls by 4.1 %; if it loses 10 %, by 1.0 %."""
    for share, falls in ((0.34, 0.041), (0.1, 0.010)):
        war = skeleton(0, 1e-9, 0)
        war = changed(war, strike=[1, 0], strike_share=[[[share, share]], [[0, 0]]], weight=0.1)
        power = paths(war, replications=1, weeks=1).power[0, 0]
        assert 1 - np.exp(power[0]) == pytest.approx(1 - (1 - share) ** 0.1, rel=1e-12)
        assert 1 - np.exp(power[0]) == pytest.approx(falls, abs=5e-4)
        assert power[1] == 0


@pytest.mark.parametrize(
    ("p", "fronts", "front", "won", "battles"),
    [(0.6, 4, 2, 0.692308, 3.84615), (0.5, 10, 3, 0.3, 21), (0.45, 6, 4, 0.527755, 8.33468)],
)
def test_no_settlement_is_gamblers_ruin(p, fronts, front, won, battles):
    """Slantchev (2003), American Political Science Review 97(4): a war of fronts to the finish."""
    war = checked(stock=[[p], [1 - p]], cost=0.01, fronts=fronts, front=front, **NO_TALKS)
    found = simulate(war, replications=40_000, weeks=400, seed=2)
    assert found.end_share[:3].sum() == 0
    assert abs(found.end_share[4] - won) < 5 * np.sqrt(won * (1 - won) / 40_000)
    assert abs(found.end_week.mean() - battles) < 5 * found.end_week.std() / 200


def test_discounted_worth_of_a_war_to_the_finish():
    """p 0.6, four fronts, d 0.95, costs 0.02 and 0.03: 0.504411 and 0.151553."""
    given = {"fronts": 4, "front": 2, "discount": 0.95} | NO_TALKS
    war = checked(stock=[[0.6], [0.4]], cost=[0.02, 0.03], **given)
    found = simulate(war, replications=40_000, weeks=300, seed=1)
    error = found.worth.std(axis=0) / 200
    assert (abs(found.mean_worth - [0.504411, 0.151553]) < 5 * error).all()


def test_the_floor_ends_a_war():
    war = checked(
        stock=[[4], [9]],
        loss=0.1,
        cost=0,
        floor=[2, 2],
        fronts=40,
        front=20,
        **NO_TALKS | {"tempo": 0},
    )
    found = simulate(war, replications=3, weeks=50)
    assert (found.kind == 3).all()
    # 4 * 0.9^w is below 2 from 7 weeks of losses on, and is tested before the 8th week's.
    assert found.end_week.tolist() == [8, 8, 8]


def test_who_settles_spares_the_week():
    """A settlement in week w is worth d^(w - 1) of the share, after w - 1 weeks of costs."""
    war = skeleton(0.2, 0, 0, discount=0.9, line=0.3)
    found = simulate(war, replications=200, weeks=100, seed=1)
    weeks = found.end_week - 1
    paid = 0.01 * (1 - 0.9**weeks) / 0.1
    expected = np.stack([0.9**weeks * 0.3 - paid, 0.9**weeks * 0.7 - paid], axis=1)
    assert found.worth == pytest.approx(expected, abs=1e-6)
    assert found.kind.tolist() == [2] * 200
