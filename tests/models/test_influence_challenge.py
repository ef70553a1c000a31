"""The challenge model, a reconstruction: by hand, by its closed form, and on European decisions."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.models.influence.bdm import bdm, moves
from parley.models.influence.challenge import challenge

DATA = Path(__file__).parent.parent / "data" / "influence"
DEU = json.loads((DATA / "bdm_deu.json").read_text(encoding="utf-8"))

seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=40, deadline=None)


def test_three_actors_by_hand():
    """x = (0, .4, 1), s = (1, .5, 1), w = (1, .5, 2).

    Votes of 0 against 1: .4 to .2 + .8, so P = 2/7; of 1 against 2: .3 + .6 to 1.2, so P = 3/7; of
    0 against 2: 1 + .1 to 2, so P = 11/31. Then E = 2 D (1 - 2 s (1 - P)).
    """
    found = challenge([0, 0.4, 1], [1, 0.5, 1], [1, 1, 2])
    run = found.rounds
    expected = [
        [0, 0.8 * 2 / 7, 2 * (1 - 40 / 31)],
        [0.8 * 3 / 7, 0, -1.2 / 7],
        [2 * (1 - 22 / 31), 1.2 * 4 / 7, 0],
    ]
    assert run.challenge[0] == pytest.approx(np.array(expected))
    # 0 loses to 1 or gives in to 2, and takes the smaller move; 1 goes a quarter of the way to 2
    assert run.position[1] == pytest.approx([0.4, 0.55, 1])
    assert [move[:3] for move in moves(run, 0)] == [(0, 1, "confrontation"), (1, 2, "compromise")]
    assert found.forecast == pytest.approx((0.4 + 0.5 * 0.55 + 2) / 3.5)
    assert not found.settled


@pytest.mark.parametrize("issue", DEU["issues"], ids=lambda issue: issue["id"])
def test_decisions_of_the_european_union(issue):
    """Forecasts of a program written apart from this one, at 6 decimals of 0 to 100."""
    x, s = np.array(issue["position"]) / 100, np.array(issue["salience"]) / 100
    forecast = challenge(x, s, issue["capability"]).forecast
    assert 100 * forecast == pytest.approx(issue["expected"]["challenge"]["1"], abs=1e-6)


def some(seed):
    rng = np.random.default_rng(seed)
    return rng.random((3, int(rng.integers(2, 8))))


@given(seeds)
@few
def test_expectations_and_moves_have_a_closed_form(seed):
    """E_ij = 2 D_ij (1 - 2 s_j (1 - P_ij)); each takes the nearest of what it is offered."""
    x, s, c = some(seed)
    run = challenge(x, s, c).rounds
    n, w, width = len(x), c * s, np.ptp(x)
    ends = x.copy()
    for i in range(n):
        offered = []
        for j in range(n):
            if j == i:
                continue
            nearer = abs(x - x[j]) - abs(x - x[i])  # above 0 for who prefers i's position
            p = (w * nearer)[nearer > 0].sum() / (w * abs(nearer)).sum()
            d = abs(x[i] - x[j]) / width
            a, b = 2 * d * (1 - 2 * s[j] * (1 - p)), 2 * d * (1 - 2 * s[i] * p)
            assert run.challenge[0, i, j] == pytest.approx(a, abs=1e-12)
            assert run.threat[0, i, j] == pytest.approx(b, abs=1e-12)
            if b > a > 0 or a < 0 < b <= -a:
                offered.append(x[j])
            elif b > -a > 0:
                offered.append(x[i] - (x[j] - x[i]) * a / b)
        ends[i] = min(offered, key=lambda end: abs(end - x[i]), default=x[i])
    assert run.position[1] == pytest.approx(ends, abs=1e-12)
    assert (run.exponent == 1).all()


@given(seeds)
@few
def test_rounds_go_on_from_where_they_ended_until_nobody_moves(seed):
    x, s, c = some(seed)
    found = challenge(x, s, c, rounds=10)
    at = found.rounds.position
    for t in range(10):
        width = np.ptp(x)  # distances stay shares of the range at the start
        again = challenge(at[t], s, c).rounds.position[1] if np.ptp(at[t]) == width else None
        assert again is None or again == pytest.approx(at[t + 1], abs=1e-9)
    still = [t for t in range(10) if (found.rounds.taken[t] < 0).all()]
    assert found.settled == bool(still)
    for t in still:
        assert (at[t:] == at[t]).all()


@given(seeds)
@few
def test_order_and_unit_do_not_matter(seed):
    x, s, c = some(seed)
    order = np.random.default_rng(seed).permutation(len(x))
    forecast = challenge(x, s, c, rounds=3).forecast
    turned = challenge(x[order], s[order], 8 * c[order], rounds=3).forecast
    assert turned == pytest.approx(forecast, abs=1e-9)


def test_agreement_and_single_actors_settle_at_once():
    for x in ([0.3, 0.3, 0.3], [0.3]):
        found = challenge(x, [1] * len(x), [2] * len(x), rounds=2)
        assert found.settled
        assert found.forecast == pytest.approx(0.3, abs=1e-15)


def test_two_equals_with_all_at_stake_stay():
    """Even chances, full salience: a challenge gains nothing, so there is no offer."""
    found = challenge([0, 1], [1, 1], [1, 1])
    assert found.rounds.position[1].tolist() == [0, 1]
    assert (found.forecast, found.settled) == (0.5, True)


def test_indifference_makes_a_target():
    """Who does not care cannot resist: it goes to the other, whatever it could do."""
    found = challenge([0, 1], [0, 1], [100, 1])
    assert found.rounds.position[1].tolist() == [1, 1]


def test_risk_is_what_the_model_of_bueno_de_mesquita_adds():
    """Emission standards (Bueno de Mesquita 1994): the printed reading differs only by it."""
    x = np.array([4, 7, 4, 4, 10, 10, 10, 7, 4, 7]) / 10
    s = [0.8, 0.4, 0.2, 0.8, 0.6, 0.6, 0.9, 0.1, 1.0, 0.7]
    c = [0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08]
    neutral, risky = challenge(x, s, c).rounds, bdm(x, s, c, variant="scholz-text")
    assert neutral.chance[0] == pytest.approx(risky.chance[0], abs=1e-12)
    assert np.abs(neutral.challenge[0] - risky.challenge[0]).max() > 0.1


def test_nobody_with_weight():
    with pytest.raises(ValueError, match="nobody has any weight"):
        challenge([0, 1], [0, 0], [1, 1])
