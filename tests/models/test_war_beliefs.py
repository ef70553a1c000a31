"""What battles and conduct teach, and screening by offers."""

import numpy as np
import pytest
from models.war_cases import one_battle

from parley.models.war.simulate import simulate
from parley.models.war.war import changed, checked

SHARP = 1e6
NEVER = {"pause": 0.0}


def screening(p, c_1, c_tough, c_weak, tough, **more):
    """Side 2 is tough or weak by its cost; only side 1 proposes."""
    return one_battle(
        p,
        [c_1, 1],
        resolve=[[1, 1], [c_tough, c_weak]],
        belief=[[tough, 1 - tough], [0, 0]],
        proposer=[[1, 0], [1, 0]],
        talk_gain=9,
        precision=SHARP,
        **NEVER | more,
    )


@pytest.mark.parametrize(
    ("p", "c_1", "tough", "weak", "threshold"),
    [(0.5, 0.1, 0.1, 0.4, 0.6), (0.45, 0.2, 0.05, 0.3, 0.5)],
)
def test_risk_return_threshold_of_two_cost_types(p, c_1, tough, weak, threshold):
    """Fearon (1995), International Organization 49(3), 379-414.

    Risky iff Pr(tough) < (c_W - c_T) / (c_W + c_1).
    """
    for chance, risky in ((threshold - 0.01, True), (threshold + 0.01, False)):
        war = screening(p, c_1, tough, weak, chance)
        found = simulate(war, replications=2000, weeks=1, seed=4)
        settled = found.kind == 2
        demand = p + (weak if risky else tough)
        assert found.share[settled] == pytest.approx(np.full(settled.sum(), demand), abs=1e-4)
        if risky:
            assert abs(settled.mean() - (1 - chance)) < 0.05
        else:
            assert settled.all()


def test_risk_return_threshold_of_two_power_types():
    """Side 2 strong (side 1 wins with 0.4) or weak (0.7): risky iff Pr(strong) < 0.6."""
    for chance, demand in ((0.59, 0.8), (0.61, 0.5)):
        war = one_battle(
            0.5,
            [0.1, 0.1],
            strength=[[1, 1], [1.5, 3 / 7]],
            belief=[[chance, 1 - chance], [0, 0]],
            proposer=[[1, 0], [1, 0]],
            talk_gain=9,
            precision=SHARP,
            **NEVER,
        )
        found = simulate(war, replications=1000, weeks=1, seed=4)
        settled = found.kind == 2
        assert found.share[settled] == pytest.approx(np.full(settled.sum(), demand), abs=1e-4)
        assert settled.all() == (chance > 0.6)


def test_a_refusal_is_read_as_toughness():
    """After it only the tough are left, so the next offer is the safe one; tempered, it is not."""
    war = screening(0.5, 0.1, 0.1, 0.4, 0.3, fronts=20, front=10)
    war = changed(war, cost=[0.001, 0.01])  # a hundred weeks to the finish: 0.1 and 1
    learned = simulate(war, replications=4000, weeks=2, seed=1)
    ignored = simulate(changed(war, temper=0), replications=4000, weeks=2, seed=1)
    second = learned.ends[2, 2] / (4000 - learned.ends[1, 2])
    assert second > 0.95
    assert ignored.ends[2, 2] / (4000 - ignored.ends[1, 2]) < 0.05


def test_battles_teach_strength_at_the_pace_of_bayes():
    """Strong or weak by factor 1.5 in odds; after n battles the odds are those of the counts.

    Read from the demand of a side 1 that proposes once, in the last week.
    """
    war = checked(
        stock=[[1], [1]],
        cost=0.0,
        fronts=40,
        front=20,
        strength=[[1, 1], [1.5, 1 / 1.5]],
        belief=[[0.5, 0.5], [0, 0]],
        settle=0,
        pause=0,
        fail=0,
        discount=0.999,
        line=np.nan,
        pause_settle=0,
        violate=0,
        renew=0,
    )
    # Settling by chance in week 11 shows the even split of expected worths, so the belief.
    from parley.models.war._rules_numba import fight
    from parley.models.war.simulate import paths

    found = simulate(changed(war, settle=0.05), replications=300, weeks=12, seed=2)
    path = paths(changed(war, settle=0.05), replications=300, weeks=12, seed=2)
    odds, seen = np.array([1 / 1.5, 1.5]), 0
    p = odds / (1 + odds)
    for e in np.flatnonzero(found.kind == 2):
        front, battles = int(found.front[e]), int(found.end_week[e]) - 1
        wins = (front - 20 + battles) // 2
        belief = p**wins * (1 - p) ** (battles - wins)
        belief /= belief.sum()
        worth = np.array([fight(x, 0.999, 1.0, 40, front)[:2] for x in p])
        one = belief @ worth[:, 0]  # does not know
        other = belief @ worth[:, 1]  # the mean of what it is worth to each type
        assert found.share[e] == pytest.approx((1 + one - other) / 2, abs=1e-6)
        assert path.front[e, -1] == front
        seen += battles > 3
    assert seen > 20
