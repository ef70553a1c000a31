"""A mediator's single text: what it is, who accepts it, and what talks are worth with it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models import oracle_packages
from models.oracle_packages import sigmoid
from models.oracle_talks import backwards
from models.war_cases import bargaining, busy, one_battle
from scipy.special import lambertw

from parley.models.war.simulate import paths, simulate
from parley.models.war.war import changed, checked
from parley.models.war.worth import bellman, weekly

SHARP = 1e7
ONCE = {"pause": 0.0, "talk_gain": 9}
PACKAGES = [[0.9, 0.3], [0.7, 0.5], [0.55, 0.6], [0.2, 0.9]]


def near(share, chance, n):
    """Within five standard errors."""
    return abs(share - chance) < 5 * np.sqrt(max(chance * (1 - chance), 1e-4) / n)


# one week, refusing is worth 0.5 and 0.25


@pytest.mark.parametrize(("line", "share"), [(np.nan, 0.625), (0.7, 0.7)])
def test_both_answer_the_text_at_once(line, share):
    """A divisible stake: what all expect, here half of what is saved each, and two logits."""
    war = one_battle(0.6, [0.1, 0.15], precision=10, mediator=1, line=line, **ONCE)
    found = simulate(war, replications=20_000, weeks=1, seed=3)
    chance = sigmoid(10 * (share - 0.5)) * sigmoid(10 * (1 - share - 0.25))
    assert near((found.kind == 2).mean(), chance, 20_000)
    assert found.share[found.kind == 2] == pytest.approx(share)


def test_the_text_comes_as_often_as_the_mediator():
    """In the other weeks a side makes its offer; side 1 makes all of them here."""
    war = one_battle(0.6, [0.1, 0.15], precision=10, proposer=[[1, 0], [1, 0]], **ONCE)
    found = simulate(changed(war, mediator=0.3), replications=20_000, weeks=1, seed=3)
    u = lambertw(np.exp(10 * 0.25 - 1)).real
    by_text = sigmoid(1.25) ** 2
    assert near((found.kind == 2).mean(), 0.3 * by_text + 0.7 * u / (1 + u), 20_000)
    text = abs(found.share - 0.625) < 1e-6
    assert near(text.mean(), 0.3 * by_text, 20_000)


def test_of_packages_the_text_is_the_nash_product():
    """Gains 0.4 by 0.05, 0.2 by 0.25 and 0.05 by 0.35: the second; both answer by logit."""
    war = one_battle(0.6, [0.1, 0.15], precision=10, mediator=1, packages=PACKAGES, **ONCE)
    found = simulate(war, replications=20_000, weeks=1, seed=3)
    chance = sigmoid(10 * 0.2) * sigmoid(10 * 0.25)
    assert found.packages[[0, 2, 3]].tolist() == [0, 0, 0]
    assert near(found.packages[1] / 20_000, chance, 20_000)


worths = st.lists(st.tuples(*[st.floats(0, 1)] * 2), min_size=1, max_size=6)


@given(worths)
@settings(max_examples=40, deadline=None)
def test_a_text_serves_both_or_there_is_none(packages):
    war = one_battle(0.6, [0.1, 0.15], precision=SHARP, mediator=1, packages=packages, **ONCE)
    found = simulate(war, replications=20, weeks=1)
    products = [(u - 0.5) * (v - 0.25) if min(u - 0.5, v - 0.25) > 1e-5 else 0 for u, v in packages]
    edge = [each for each in packages if min(abs(each[0] - 0.5), abs(each[1] - 0.25)) < 1e-5]
    if not edge:
        assert found.packages.sum() == (20 if max(products) > 0 else 0)
    if not edge and max(products) > 0:
        chosen = int(found.packages.argmax())
        assert products[chosen] == pytest.approx(max(products), abs=1e-9)


def test_no_text_where_none_serves_both():
    """Though side 1 would accept it by error with chance 0.12."""
    war = one_battle(0.6, [0.1, 0.15], precision=10, mediator=1, packages=[[0.3, 0.9]], **ONCE)
    assert simulate(war, replications=500, weeks=1).packages.tolist() == [0]


def test_without_a_mediator_nothing_changes():
    """Nor do offers, and answers to them, in weeks without a text: the numbers are shared."""
    war = bargaining()
    same = changed(war, mediator=0)
    one, other = (simulate(each, replications=300, weeks=60) for each in (war, same))
    assert one.worth.tolist() == other.worth.tolist()
    rare = simulate(changed(war, mediator=1e-9), replications=300, weeks=60)
    assert rare.worth.tolist() == one.worth.tolist()


@pytest.mark.parametrize(
    "more",
    [
        {"mediator": 0.4},
        {"mediator": 0.4, "line": 0.55},
        {"mediator": 1, "temper": 1},
        {"mediator": 0.4, "packages": PACKAGES},
        {"mediator": 0.5, "packages": PACKAGES, "truth": 0.25}
        | {"belief": [[[0.2, 0.3], [0.3, 0.2]], [[0.4, 0.1], [0.1, 0.4]]]},
    ],
)
def test_paths_are_those_of_the_oracle(more):
    war = bargaining(**more)
    found, each = (f(war, replications=60, weeks=50, seed=4) for f in (paths, simulate))
    for e in range(60):
        path = oracle_packages.history(war, 4, e, 50)
        assert found.phase[e].tolist() == [week[0] for week in path]
        assert found.front[e].tolist() == [week[1] for week in path]
        belief = np.array([week[2] for week in path]).reshape(50, 2, 2, 2)
        assert found.belief[e] == pytest.approx(belief, abs=1e-9)
        if each.kind[e] == 2:
            assert each.share[e] == pytest.approx(path[-1][3][0][0], abs=1e-6)
    assert set(found.phase.ravel().tolist()) >= {0, 1, 2, 3}


# what refusing is worth if talks go on


@pytest.mark.parametrize(
    "more",
    [
        {"packages": PACKAGES},
        {"packages": [[0.1, 0.1]]},
        {"mediator": 0.4},
        {"mediator": 1, "line": 0.6},
        {"mediator": 0.4, "packages": PACKAGES},
        {"mediator": 1, "packages": [[0.1, 0.1], [0.05, 0.9]]},
    ],
)
def test_weeks_of_packages_and_texts_by_plain_backward_induction(more):
    war = busy(**more)
    found = weekly(war, 3, drift=0.05, points=3, reach=0.6)
    for a, b, x, k, z in ((0, 0, 0, 2, 1), (1, 0, 1, 1, 0), (0, 1, 1, 3, 1)):
        refusing = backwards(war, 3, 0.05, found.grid, a, b)
        for t in range(3):
            expected = refusing(t, x, k, z)
            assert found.table[t, x, :, a, b, k, z] == pytest.approx(expected, abs=1e-9)
    plain = weekly(busy(), 3, drift=0.05, points=3, reach=0.6)
    assert abs(found.table[0] - plain.table[0]).max() > 1e-3


@pytest.mark.parametrize(
    "more", [{"mediator": 0.4}, {"packages": PACKAGES}, {"packages": PACKAGES, "mediator": 0.2}]
)
def test_no_end_is_many_weeks(more):
    war = busy(deadline=-1, discount=0.8, **more)
    grid = {"drift": 0.01, "points": 3}
    endless = bellman(war, tolerance=1e-12, **grid).table[0]
    assert weekly(war, 150, **grid).table[0] == pytest.approx(endless, abs=1e-9)


@pytest.mark.parametrize("lam", [5, 15, 100, 1000])
@pytest.mark.parametrize("mediator", [0.2, 1])
def test_texts_come_to_rest(lam, mediator):
    """Also where proposing a package makes refusing worth more than it; twelve lists of them."""
    draw = np.random.default_rng(7)
    several = [draw.random((1 + k % 6, 2)) for k in range(11)]
    for packages in (
        *several,
        [[0.4, 0.77], [0.89, 0.4], [0.45, 0.49], [0.85, 0.31], [0.68, 0.94]],
    ):
        war = busy(deadline=-1, discount=0.99, precision=lam, packages=packages, mediator=mediator)
        found = bellman(war, points=2, drift=0.01)
        assert found.converged
        assert found.sweeps < 6000
        weeks = weekly(war, 1, then=found).table[0]
        assert weeks == pytest.approx(found.table[0], abs=1e-6)


@pytest.mark.parametrize(
    "more",
    [
        {"packages": PACKAGES},
        {"mediator": 0.4, "line": 0.6},
        {"packages": PACKAGES, "mediator": 0.4},
    ],
)
def test_high_precision_nears_best_replies(more):
    war = busy(demand=0, precision=1, **more)
    sharp = weekly(war, 3, precision=np.inf, drift=0.05, points=3).table
    errors = [
        abs(weekly(war, 3, precision=p, points=3, drift=0.05).table - sharp) for p in (1e3, 1e5)
    ]
    assert errors[1].max() < 1e-3
    assert errors[1].max() < errors[0].max()


def test_fine_packages_of_the_stake_near_the_stake():
    """Best replies among n shares: the worth of refusing nears that of dividing the stake."""
    war = checked(stock=[[0.6], [0.4]], cost=[0.02, 0.03], fronts=4, front=2, discount=0.9)
    how = {"precision": np.inf, "drift": 0, "points": 2, "tolerance": 1e-10}
    whole, errors = bellman(war, **how).table, []
    for n in (9, 33, 129):
        share = np.linspace(0, 1, n)[: min(n, 128)]
        each = changed(war, packages=np.stack([share, 1 - share], axis=1))
        errors.append(abs(bellman(each, **how).table - whole)[..., 1:-1, :].max())
    assert errors[2] < 0.03
    assert errors == sorted(errors, reverse=True)


def test_the_engine_offers_by_the_table():
    """A sharp text between worths of the table splits what is saved evenly."""
    war = one_battle(0.6, [0.02, 0.03], fronts=4, front=2, discount=0.95, precision=1e6)
    war = changed(war, mediator=1, pause=0, talk_gain=9)
    worth = bellman(war, drift=0, points=3, tolerance=1e-12)
    one, other = worth.table[0, 0, :, 0, 0, 2, 1]
    found = simulate(war, replications=50, weeks=1, worth=worth)
    assert found.share == pytest.approx(np.full(50, (1 + one - other) / 2), abs=1e-5)
    assert one + other > 0.6  # more than by a fight to the finish


def test_a_mediator_is_a_chance():
    with pytest.raises(ValueError, match="mediator must lie between 0 and 1"):
        one_battle(0.5, 0.1, mediator=1.2)
