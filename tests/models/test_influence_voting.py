"""Votes, coalitions and the chances of options, one election at a time and many at once."""

from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from models import oracle_smp
from models.influence_cases import few, seeds

from parley.models.influence import voting
from parley.models.influence.voting import (
    KTAB,
    Election,
    Victory,
    VotingRule,
    coalitions,
    elected,
    vote,
    win_chance,
)

NAMES = {
    name: [value for value in values if value != "Proportional"] for name, values in KTAB.items()
}
EVERY = [
    (rule, model, election)
    for rule in NAMES["VotingRule"]
    for model in NAMES["VictoryProbModel"]
    for election in NAMES["PCEModel"]
]


def ours(rule, model, election):
    return {
        "voting": KTAB["VotingRule"][rule],
        "victory": KTAB["VictoryProbModel"][model],
        "election": KTAB["PCEModel"][election],
    }


def some_election(seed):
    rng = np.random.default_rng(seed)
    n_voters, n = rng.integers(1, 6, 2)
    return rng.uniform(0, 100, n_voters), rng.random((n_voters, n))


@pytest.mark.parametrize(
    ("rule", "gain", "loss"),
    [
        ("proportional", 5, -5),
        ("mixed binary", 6, -6),
        ("binary", 10, -10),
        ("mixed cubic", 3.125, -3.125),
        ("cubic", 1.25, -1.25),
        ("loss averse", 10 / 3, -5),
    ],
)
def test_the_six_rules_for_half_a_unit_of_utility(rule, gain, loss):
    """KTAB's rules by hand: weight 10, utilities 0.75 and 0.25."""
    assert vote(10, 0.75, 0.25, rule) == pytest.approx(gain, abs=1e-12)
    assert vote(10, 0.25, 0.75, rule) == pytest.approx(loss, abs=1e-12)


@pytest.mark.parametrize("rule", get_args(VotingRule))
def test_rounding_is_no_preference(rule):
    assert vote(1e6, 0.1 + 0.2, 0.3, rule) == 0


def test_a_binary_vote_grows_up_to_its_edge():
    assert vote(10, 0.5 + 5e-9, 0.5, "binary") == pytest.approx(5, rel=1e-6)


@pytest.mark.parametrize(
    ("model", "chance"),
    [
        ("linear", 3 / 5),
        ("square", 9 / 13),
        ("quartic", 81 / 97),
        ("octic", 6561 / 6817),
        ("binary", 1 / (1 + 1e-6)),
    ],
)
def test_the_five_models_for_three_against_two(model, chance):
    found = win_chance(np.array([[1e-8, 3], [2, 1e-8]]), model)
    assert found[0, 1] == pytest.approx(chance, abs=1e-12)
    assert found[0, 1] + found[1, 0] == 1
    assert found[0, 0] == found[1, 1] == 0.5


def test_the_binary_model_is_linear_up_to_a_tenth_more():
    """At 1.05 to 1 the share is 1.05 / 2.05; (share 2.1 - 1) / 0.1 is left of it."""
    found = win_chance(np.array([[1, 1.05], [1, 1]]), "binary")
    assert found[0, 1] == pytest.approx((1.05 / 2.05 * 2.1 - 1) / 0.1, abs=1e-12)
    assert win_chance(np.ones((2, 2)), "binary")[0, 1] == pytest.approx(0.5)


@given(seeds)
@few
def test_of_two_options_each_gets_its_share_of_the_votes(seed):
    """Closed form of the defaults: the pull of those who prefer it, over that of all."""
    w, u = some_election(seed)
    d = w * (u[:, 0] - u[:, -1])
    expected = (d[d > 0].sum() + 1e-8) / (np.abs(d).sum() + 2e-8)
    if u.shape[1] > 1:
        for election in ("conditional", "markov uniform"):
            found = elected(w, u[:, [0, -1]], election=election)
            assert found[0] == pytest.approx(expected, abs=3e-6)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("rule", "model", "election"), EVERY)
def test_every_rule_against_plain_loops(rule, model, election, seed):
    w, u = some_election(seed)
    names = {"VotingRule": rule, "VictoryProbModel": model, "PCEModel": election}
    slow = oracle_smp.elected(w.tolist(), u.tolist(), names)
    found = elected(w, u, **ours(rule, model, election))
    assert found == pytest.approx(slow, abs=1e-9)
    assert found.sum() == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize(("rule", "model", "election"), EVERY)
def test_many_elections_at_once_are_each_as_alone(rule, model, election):
    from parley.models.influence._elections_numba import elections

    rng = np.random.default_rng(1)
    w, u = rng.uniform(0, 50, (3, 4)), rng.random((3, 5, 4))
    held = [(0, [0, 1, 2, 3, 4]), (2, [3, 1]), (2, [4]), (1, [2, 0, 4])]
    codes = [
        get_args(kind).index(value)
        for kind, value in zip(
            (VotingRule, Victory, Election), ours(rule, model, election).values(), strict=True
        )
    ]
    start = np.cumsum([0] + [len(options) for _, options in held])
    option = np.concatenate([options for _, options in held])
    found = elections(w, u, np.array([d for d, _ in held]), start, option, *codes)
    for (d, options), first in zip(held, start, strict=False):
        alone = elected(w[d], u[d, options].T, **ours(rule, model, election))
        assert found[first : first + len(options)] == pytest.approx(alone, abs=1e-12)


@given(seeds)
@few
def test_the_chains_rest_where_they_end(seed):
    """One more undamped pass moves no share by more than the rule of their source allows."""
    w, u = some_election(seed)
    c = coalitions(w, u)
    p, n = win_chance(c), u.shape[1]
    incentive = c * p + 1e-10 * np.eye(n)
    for election, challenge, stop in (
        ("markov uniform", np.full((n, n), 1 / n), 1e-6),
        ("markov incentive", incentive / incentive.sum(axis=0), 1e-8),
    ):
        pi = elected(w, u, election=election)
        after = [
            sum(p[a, b] * (pi[a] * challenge[b, a] + pi[b] * challenge[a, b]) for b in range(n))
            for a in range(n)
        ]
        assert after == pytest.approx(pi, abs=stop)


@given(seeds)
@few
def test_equal_options_get_equal_chances(seed):
    w, u = some_election(seed)
    twice = np.concatenate([u, u], axis=1)
    for election in get_args(Election):
        found = elected(w, twice, election=election).reshape(2, -1)
        assert found[0] == pytest.approx(found[1], abs=1e-12)


def test_the_order_of_options_matters_only_if_averse_to_loss():
    w, u = np.array([3.0, 1, 2]), np.random.default_rng(0).random((3, 4))
    for rule in get_args(VotingRule):
        forth, back = elected(w, u, voting=rule), elected(w, u[:, ::-1], voting=rule)
        assert np.allclose(forth, back[::-1]) == (rule != "loss averse")


def test_where_nobody_votes_all_are_equal():
    """Voters without a preference, and voters without weight beside one with it."""
    assert elected([1, 2], [[0.5] * 4] * 2).tolist() == [0.25] * 4
    alone = elected([5], [[0.1, 0.9, 0.4]])
    assert elected([5, 0], [[0.1, 0.9, 0.4], [1, 0, 0]]) == pytest.approx(alone, abs=1e-15)
    assert elected([5], [[0.1]]).tolist() == [1]


def test_a_chain_that_takes_too_long_is_left_on_its_way(monkeypatch):
    """One pass from 1/2: half of the time the two meet, and 3/4 of those go to the first."""
    monkeypatch.setattr(voting, "PASSES", 1)
    found = elected([3, 1], [[1, 0], [0, 1]], election="markov uniform")
    assert found == pytest.approx([(0.5 + 0.625) / 2, (0.5 + 0.375) / 2], abs=1e-8)


def test_what_is_no_election():
    with pytest.raises(ValueError, match="nobody has any weight"):
        elected([0, 0], [[1, 0], [0, 1]])
    for unknown in (
        {"voting": "secret"},
        {"victory": "cubic"},
        {"election": "first past the post"},
    ):
        with pytest.raises(ValueError, match="none of"):
            elected([1], [[1, 0]], **unknown)


def test_the_names_of_ktab_cover_all_of_ours():
    for name, kind in (
        ("VotingRule", VotingRule),
        ("VictoryProbModel", Victory),
        ("PCEModel", Election),
    ):
        assert set(KTAB[name].values()) == set(get_args(kind))
