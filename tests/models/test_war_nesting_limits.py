"""Offers to tough and weak: what values by known types leave out, and wars that do not fit."""

import numpy as np
import pytest
from models.screening_cases import LONG, SHORT, of_cost

from parley.models.war.screening import Battles, screened, screening
from parley.models.war.war import changed, checked
from parley.models.war.worth import weekly


def by_values(war, offers):
    """What the proposer expects by the values that each pair of types has if it is known."""
    refusing = weekly(war, offers, precision=np.inf, drift=0, points=3).table[0, 0, :, 0, :, 1, 1]
    return max(
        war.belief[0] @ np.where(refusing[1] <= offer + 1e-12, 1 - offer, refusing[0])
        for offer in refusing[1]
    )


@pytest.mark.parametrize(
    ("game", "offers", "gap"),
    [
        (SHORT, 1, 0.0),
        (SHORT, 2, 0.081),
        (SHORT, 4, 0.091),
        (SHORT, 30, 0.091),
        (LONG, 1, 0.0),
        (LONG, 2, 0.145),
        (LONG, 4, 0.178),
        (LONG, 30, 0.19),
    ],
)
def test_what_values_leave_out(game, offers, gap):
    """They let the weak accept what war is worth, so they promise the proposer too much."""
    beliefs, found = np.linspace(0.02, 0.98, 49), []
    for tough in beliefs:
        war = of_cost(tough, game)
        found.append(by_values(war, offers) - screening(war, offers).value)
    assert min(found) > -1e-9
    assert found[-1] == pytest.approx(0, abs=1e-9)
    assert max(found) == pytest.approx(gap, abs=1.5e-3)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"proposer": [[0, 1], [1, 0]]}, "proposer"),
        ({"strength": [[1, 2], [1, 1]]}, "strength"),
        ({"resolve": [[1, 2], [0.02, 0.1]]}, "resolve"),
        ({"fronts": 3}, "fronts"),
        ({"fronts": 4, "tempo": 1}, "fronts"),
        ({"production": [[[0.1], [0]]] * 3}, "production"),
        ({"collapse": [0.1, 0]}, "collapse"),
        ({"strike": [0, 0.1]}, "strike"),
        ({"floor": [0.01, 0]}, "floor"),
        ({"demand": 0.1}, "demand"),
        ({"concede": 0.1, "demand": 0.6}, "concede"),
        ({"news": 0.1}, "news"),
        ({"talk_cost": 0.1}, "talk_cost"),
        ({"pause_share": 0.1}, "pause_share"),
        ({"deadline": 3}, "deadline"),
        ({"settle": 0.1}, "settle"),
        ({"pause": 0.1}, "pause"),
    ],
)
def test_a_war_that_does_not_fit(change, named):
    with pytest.raises(ValueError, match=f"not so here: .*{named}"):
        screening(changed(of_cost(0.3, SHORT), **change), 2)


def test_one_type_is_no_screening():
    war = checked(stock=[[1], [1]], cost=0.1, proposer=[[1, 0]] * 2, fronts=2, front=1)
    with pytest.raises(ValueError, match="not so here: belief"):
        screening(war, 2)


def test_war_that_gains_nothing():
    with pytest.raises(ValueError, match="war must be worth something to both types"):
        screening(of_cost(0.3, SHORT | {"cost_weak": 0.3}), 2)
    with pytest.raises(ValueError, match="and more to the tough"):
        screening(of_cost(0.3, SHORT | {"cost_weak": 0.02}), 2)
    crossed = Battles(  # the tough have more of the war, the weak of a week of it
        responder=np.array([[0.1, 0.2]]),
        proposer=np.zeros((1, 2)),
        on=np.array([[0.5, 0.8]]),
        discount=1,
        finish_responder=np.array([0.6, 0.1]),
        finish_proposer=np.array([0.3, 0.8]),
    )
    with pytest.raises(ValueError, match="and more to the tough"):
        screened(0.5, crossed)
    with pytest.raises(ValueError, match="needs an offer, got 0"):
        screening(of_cost(0.3, SHORT), 0)
