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
        "aid": [[[0.1, 0, 0], [0.3, 0.1, 0.5]], [[0, 0.1, 0], [0.2, 0, 0.1]], [[0] * 3] * 2],
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


def test_settlements_that_change_the_state_are_those_of_the_oracle():
    """Forces limited, the front moved, and then the war renewed."""
    war = battered(
        cap=[[3, np.inf, 4], [2.5, 1, np.inf]], territory=0.7, line=0.2, settle=0.1, fail=0.2
    )
    found, plain = (paths(w, replications=80, weeks=60, seed=3) for w in (war, battered(fail=0.2)))
    for e in range(80):
        path = np.array(oracle_war.path(war, 3, e, 60))
        assert found.phase[e].tolist() == path[:, 0].tolist()
        assert found.front[e].tolist() == path[:, 1].tolist()
        assert found.power[e] == pytest.approx(path[:, 2:], abs=1e-12)
    assert (found.power != plain.power).any()
    renewed = (found.phase[:, :-1] == 2) & (found.phase[:, 1:] == 0)
    assert renewed.sum() > 50


@pytest.mark.parametrize(
    ("territory", "share", "front"),
    [(0, 0.9, 4), (1, 0.9, 9), (0.5, 0.9, 7), (1, 1, 9), (1, 0, 1), (0.5, 0.3, 4), (0.25, 0.9, 5)],
)
def test_a_settlement_moves_the_front(territory, share, front):
    """From 4 of 10 towards ten times the share; at the ends somebody would have won."""
    war = skeleton(1, 0, 0, line=share, front=4, territory=territory, fail=1)
    assert paths(war, replications=1, weeks=2).front.tolist() == [[front, front]]


def test_a_renewed_war_begins_with_what_the_settlement_left():
    """Two classes of 8; in peace 3 and no limit, each week 1 more of both; losses only in war."""
    loss = np.zeros((3, 2, 2))
    loss[0] = 0.5
    war = skeleton(0, 1e-12, 0, pause=0)
    war = changed(
        war,
        aid=war.aid[:, :, [0, 0]],
        weight=war.weight[:, [0, 0]],
        **{"stock": [[8, 8]] * 2, "loss": loss, "production": 1, "strike_share": 0},
        cap=[[3, np.inf], [np.inf, np.inf]],
        settle=1,
        fail=1,
    )
    power = np.exp(paths(war, replications=1, weeks=3).power[0])
    # Peace at once; war by the end of the second week; peace again at the end of the third.
    assert power[:, 0] == pytest.approx([3 * 9, 2.5 * 5.5, 3 * 6.5])
    assert power[:, 1] == pytest.approx([9 * 9, 5.5 * 5.5, 6.5 * 6.5])


def test_what_a_settlement_costs_shows_if_it_fails():
    """Fewer forces and less ground for side 1: it loses the war that is renewed, number by number.

    As long as the peace holds, the terms change nothing that is counted.
    """
    base = checked(stock=[[1], [1]], cost=0.001, **FIXED | {"settle": 0.1, "line": 0.3})
    for fail in (0.0, 0.05):
        war = changed(base, fail=fail)
        terms = changed(war, cap=[[0.5], [1]], territory=1)
        one, other = (simulate(w, replications=2000, weeks=300, seed=4) for w in (war, terms))
        if not fail:
            assert one.worth.tolist() == other.worth.tolist()
        else:
            assert ((other.kind == 4) <= (one.kind == 4)).all()
            assert (other.kind == 3).mean() > (one.kind == 3).mean() + 0.1


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
