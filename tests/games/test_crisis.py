"""G01, threat, bluff and challenge: numbers worked out beforehand, enumeration, fixed points."""

import math
from fractions import Fraction as F
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.games.crisis import (
    crisis_equilibrium,
    crisis_logit,
    crisis_profile,
    crisis_reference,
)
from parley.games.sequential import beliefs, best_gains, expected_payoffs, move_values

HALF = F(1, 2)
quick = settings(deadline=None, max_examples=60)
priors = st.fractions(F(1, 40), F(39, 40), max_denominator=40)


def table(q):
    """Defender's plans TT, TQ, QT, QQ by challenger's back down, challenge: from the story."""
    own = [[F(1), q / 4 - (1 - q) / 2], [q, q / 4], [1 - q, -(1 - q) / 2], [F(0), F(0)]]
    other = [[F(0), 1 - 2 * q], [1 - q, 1 - 2 * q], [q, F(1)], [F(1), F(1)]]
    return own, other


def extreme_equilibria(q):
    """All extreme Nash equilibria of the table, as ({plan: chance}, challenge), by enumeration."""
    own, other = table(q)
    challenges = {F(0), F(1)}
    for i, j in combinations(range(4), 2):
        left, right = own[i][0] - own[j][0], own[i][1] - own[j][1]
        if left * right < 0:
            challenges.add(left / (left - right))
    mixed = [{i: F(1)} for i in range(4)]
    lead = [row[1] - row[0] for row in other]
    for i, j in combinations(range(4), 2):
        if lead[i] * lead[j] < 0:
            x = lead[j] / (lead[j] - lead[i])
            mixed.append({i: x, j: 1 - x})
    found = []
    for c in sorted(challenges):
        worth = [(1 - c) * row[0] + c * row[1] for row in own]
        for plan in mixed:
            gain = sum(x * lead[i] for i, x in plan.items())
            best = all(worth[i] == max(worth) for i in plan)
            if best and (gain >= 0 or c == 0) and (gain <= 0 or c == 1):
                found.append((plan, c))
    return found


def as_moves(plan):
    """Chances of a threat by the resolved and the unresolved."""
    return plan.get(0, 0) + plan.get(1, 0), plan.get(0, 0) + plan.get(2, 0)


def test_reference_point():
    found = crisis_equilibrium("1/3")
    assert found[:7] == (1, HALF, F(2, 3), HALF, F(2, 9), F(1, 6), F(1, 3))
    assert found.unique


@quick
@given(priors)
def test_enumeration_finds_this_equilibrium_and_no_other(q):
    found, listed = crisis_equilibrium(q), extreme_equilibria(q)
    pairs = {(*as_moves(plan), c) for plan, c in listed}
    if found.unique:
        assert pairs == {found[:3]}
    else:
        assert pairs == {(1, 1, 0), (1, 1, F(2, 3))}  # and all challenges between
        assert found[:3] in pairs
    assert found.unique == (q != HALF)


@quick
@given(priors)
def test_it_is_sequential_in_the_tree(q):
    game, found = crisis_reference(q), crisis_equilibrium(q)
    profile = crisis_profile(found)
    assert not any(best_gains(game, profile).values())
    assert beliefs(game, profile)["threat"] == (found.belief, 1 - found.belief)
    assert expected_payoffs(game, profile) == (found.defender, found.challenger)
    assert found.war == q * found.threat_resolved * found.challenge


def test_war_is_likelier_with_resolve_until_threats_are_believed():
    war = [crisis_equilibrium(F(k, 20)).war for k in range(1, 20)]
    assert war[:9] == sorted(war[:9])
    assert war[8] == F(3, 10)
    assert not any(war[9:])


@pytest.mark.parametrize(
    ("lam", "expected"),
    [
        (0.5, [0.574153, 0.524389, 0.536491]),
        (1, [0.640508, 0.538707, 0.563240]),
        (2, [0.751786, 0.553871, 0.594559]),
        (5, [0.934054, 0.574782, 0.626482]),
        (10, [0.994094, 0.562590, 0.649888]),
        (50, [1.000000, 0.513989, 0.665920]),
    ],
)
def test_logit_points(lam, expected):
    assert list(crisis_logit(lam)) == pytest.approx(expected, abs=6e-7)


@quick
@given(st.floats(0, 30), priors)
def test_log_odds_are_lam_times_the_difference_in_value(lam, q):
    """The definition of the agent logit equilibrium, with values from the tree."""
    r, u, c = crisis_logit(lam, float(q))
    profile = {
        "resolved": {"threat": r, "quiet": 1 - r},
        "unresolved": {"threat": u, "quiet": 1 - u},
        "threat": {"challenge": c, "back down": 1 - c},
    }
    for name, values in move_values(crisis_reference(q), profile).items():
        (first, more), (second, less) = values.items()
        told = 1 / (1 + math.exp(-lam * float(more - less)))
        assert profile[name][first] == pytest.approx(told, abs=1e-9)
        assert profile[name][second] == pytest.approx(1 - told, abs=1e-9)


@quick
@given(st.floats(0, 200), priors)
def test_there_is_one_fixed_point(lam, q):
    c = np.linspace(0, 1, 4001)
    r, u = 1 / (1 + np.exp(-lam * (1 - 0.75 * c))), 1 / (1 + np.exp(-lam * (1 - 1.5 * c)))
    mu = float(q) * r / (float(q) * r + float(1 - q) * u)
    excess = 1 / (1 + np.exp(-lam * (1 - 2 * mu))) - c
    assert (np.diff(excess) < 0).all()
    found = crisis_logit(lam, float(q)).challenge
    k = int((excess > 0).sum())
    assert c[max(k - 1, 0)] - 1e-12 <= found <= c[min(k, 4000)] + 1e-12


@pytest.mark.parametrize("q", ["1/10", "1/3", "9/20", "3/5", "9/10"])
def test_few_errors_lead_to_the_equilibrium(q):
    exact = [float(x) for x in crisis_equilibrium(q)[:3]]
    off = [
        max(abs(x - y) for x, y in zip(crisis_logit(lam, float(F(q))), exact, strict=True))
        for lam in (50, 500, 5000)
    ]
    assert off == sorted(off, reverse=True)
    assert off[-1] < 2e-3


def test_no_reason_at_all():
    assert list(crisis_logit(0, 0.2)) == pytest.approx([0.5, 0.5, 0.5])


def test_logit_broadcasts():
    lam, q = np.array([[1.0], [10.0]]), np.array([0.2, 1 / 3, 0.8])
    found = crisis_logit(lam, q)
    assert [part[1, 1] for part in found] == pytest.approx(list(crisis_logit(10)))
    assert {part.shape for part in found} == {(2, 3)}
    assert all(isinstance(part, float) for part in crisis_logit(10))


@pytest.mark.parametrize("bad", [0, 1, -0.2, "x"])
def test_bad_priors(bad):
    for function in (crisis_reference, crisis_equilibrium):
        with pytest.raises(ValueError, match="resolved must be between 0 and 1"):
            function(bad)


def test_bad_logit():
    for lam in (-1, math.inf, math.nan):
        with pytest.raises(ValueError, match="lam must be in"):
            crisis_logit(lam)
    with pytest.raises(ValueError, match="resolved must be in"):
        crisis_logit(1, [0.5, 1.0])
