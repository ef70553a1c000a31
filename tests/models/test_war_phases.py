"""With every chance fixed the engine is a Markov chain, and its paths are those of the oracle."""

import numpy as np
import pytest
from models import oracle_war
from models.war_cases import skeleton

from parley.models.war.simulate import paths, simulate

REPLICATIONS = 40_000

# The Markov skeleton: chances, then those of settling and of 1 collapsing, and expected weeks.
SKELETONS = [
    ({"a": 0.03, "k1": 0.005, "k2": 0.004}, (0.774593, 0.125226, 25.8198)),
    ({"a": 0.1, "k1": 0.02, "k2": 0.01}, (0.787402, 0.141732, 7.87402)),
    (
        {"a": 0.02, "c": 0.05, "k1": 0.01, "k2": 0.015, "L": 4, "b": 0.05, "v": 0.15, "r": 0.4},
        (0.553178, 0.178729, 22.5821),
    ),
    (
        {"a": 0.01, "c": 0.02, "k1": 0.004, "k2": 0.004, "L": 12, "b": 0.03, "v": 0.08, "r": 0.5},
        (0.654656, 0.172672, 51.4845),
    ),
]


def absorbed(a, k1, k2, c=0.0, b=0.0, v=0.0, r=0.0, L=4):
    """Chances of settling and of 1 collapsing, and weeks, from the chain over ages of a pause."""
    move, end = np.zeros((L + 1, L + 1)), np.zeros((L + 1, 2))
    fights = (1 - a) * (1 - c)
    end[0] = a, fights * k1
    move[0, 0], move[0, 1] = fights * (1 - k1 - k2), (1 - a) * c
    for age in range(1, L + 1):
        holds = (1 - b) * (1 - v)
        end[age, 0] = b
        move[age, 0] += (1 - b) * v + (holds * (1 - r) if age == L else 0)
        move[age, 1 if age == L else age + 1] += holds * r if age == L else holds
    inverse = np.linalg.inv(np.eye(L + 1) - move)
    return *(inverse @ end)[0], inverse.sum(axis=1)[0]


@pytest.mark.parametrize(("chances", "answer"), SKELETONS)
def test_the_chain_solved_exactly(chances, answer):
    assert absorbed(**chances) == pytest.approx(answer, rel=1e-5)


@pytest.mark.parametrize(("chances", "answer"), SKELETONS)
def test_absorption_within_monte_carlo_error(chances, answer):
    """Five standard errors; the seed is fixed."""
    found = simulate(skeleton(**chances), replications=REPLICATIONS, weeks=3000, seed=5)
    assert found.end_share[:2].sum() == 0
    for share, exact in zip(found.end_share[2:4], answer[:2], strict=True):
        assert abs(share - exact) < 5 * np.sqrt(exact * (1 - exact) / REPLICATIONS)
    error = found.end_week.std() / np.sqrt(REPLICATIONS)
    assert abs(found.end_week.mean() - answer[2]) < 5 * error


@pytest.mark.parametrize("weeks", [1, 3, 6])
def test_a_pause_survives_week_by_week(weeks):
    """(1 - v) to the number of weeks."""
    war = skeleton(0, 1e-12, 0, c=1, v=0.15, L=20)
    found = paths(war, replications=20_000, weeks=weeks + 1)
    held = (found.phase[:, 1:] == 1).all(axis=1).mean()
    assert abs(held - 0.85**weeks) < 5 * np.sqrt(0.25 / 20_000)


def test_a_peace_survives_week_by_week():
    """Mean 1 / f and survival (1 - f)^n, as in the compliance model without cheating."""
    found = paths(skeleton(1, 0, 0, fail=0.1), replications=20_000, weeks=11)
    held = (found.phase[:, 1:] == 2).all(axis=1).mean()
    assert abs(held - 0.9**10) < 5 * np.sqrt(0.25 / 20_000)


@pytest.mark.parametrize("seed", [0, 2**63 + 11])
def test_paths_are_those_of_the_oracle(seed):
    chances = {"a": 0.02, "c": 0.1, "k1": 0.01, "k2": 0.005, "b": 0.05, "v": 0.1, "r": 0.4}
    war = skeleton(**chances, L=3, fail=0.05)
    found = paths(war, replications=60, weeks=120, seed=seed, first=1000)
    for e in range(60):
        path = oracle_war.path(war, seed, 1000 + e, 120)
        assert found.phase[e].tolist() == [phase for phase, *_ in path]
    assert set(found.phase.ravel().tolist()) == {0, 1, 2, 3, 4}


def test_tallies_are_those_of_the_paths():
    war = skeleton(0.02, 0.01, 0.01, c=0.1, v=0.2, r=0.5)
    found, each = (f(war, replications=500, weeks=80) for f in (simulate, paths))
    for kind in range(5):
        assert found.tally[:, kind].tolist() == (each.phase == kind).sum(axis=0).tolist()
    assert found.kind.tolist() == each.phase[:, -1].tolist()
    over = (each.phase >= 2).argmax(axis=1) + 1
    assert found.end_week.tolist() == np.where(each.phase[:, -1] >= 2, over, 80).tolist()
    paused = np.where((each.phase == 1).any(axis=1), (each.phase == 1).argmax(axis=1) + 1, -1)
    assert found.first_pause.tolist() == paused.tolist()
