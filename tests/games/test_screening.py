"""Screening while fighting: two offers against a search over offers, and what theory proves."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from parley.games.screening import private_cost, private_strength

few = settings(max_examples=60, deadline=None)
COSTS = {
    "cost_tough": 0.02,
    "cost_weak": 0.1,
    "cost_proposer": 0.05,
    "collapse_proposer": 0.2,
    "collapse_responder": 0.2,
    "discount": 0.95,
}
STRENGTHS = {"win_tough": 0.45, "win_weak": 0.75, "cost_proposer": 0.05, "cost_responder": 0.05}
beliefs = st.floats(0.01, 0.99)


@st.composite
def cost_worlds(draw):
    k_s = draw(st.floats(0.05, 0.6))
    weak = draw(st.floats(0.05, 1)) * k_s
    return {
        "cost_tough": draw(st.floats(0, 0.9)) * weak,
        "cost_weak": weak,
        "cost_proposer": draw(st.floats(0.01, 0.3)),
        "collapse_proposer": k_s,
        "collapse_responder": draw(st.floats(0, 0.39)),
        "discount": draw(st.floats(0.3, 1)),
    }


@st.composite
def strength_worlds(draw):
    other = draw(st.floats(0, 0.2))
    weak = draw(st.floats(0.2, 1)) * (1 - other) * 0.999
    return {
        "win_tough": draw(st.floats(0.1, 0.95)) * weak,
        "win_weak": weak,
        "cost_proposer": draw(st.floats(0.01, 0.3)),
        "cost_responder": other,
    }


def battle_of_cost(world):
    """Per type tough, weak: worth of a battle to D; then to S, the chances of going on, discount.

    Worth of war to the end by adding up battles, not by a formula.
    """
    k_s, k_d, d = (world[k] for k in ("collapse_proposer", "collapse_responder", "discount"))
    costs = np.array([world["cost_tough"], world["cost_weak"]])
    b, e, on = k_s - costs, np.full(2, k_d - world["cost_proposer"]), np.full(2, 1 - k_s - k_d)
    alive = (d * (1 - k_s - k_d)) ** np.arange(4000)
    return b, e, on, d, np.outer(alive, b).sum(axis=0), np.outer(alive, e).sum(axis=0)


def battle_of_strength(world):
    p = np.array([world["win_tough"], world["win_weak"]])
    b, e = 1 - p - world["cost_responder"], np.full(2, -world["cost_proposer"])
    return b, e, p, 1.0, b, p - world["cost_proposer"]


def searched(mu, battle, n_offers=801, n_shares=2001):
    """The proposer's best value, its first offer and Pr(agreement at once), by search.

    For every first offer, the largest share of weak who accept such that none of them would rather
    refuse, knowing the best second offer to whom is left. Offers between what war is worth to the
    types are tried as well in the second round.
    """
    b, e, on, d, war, end = battle
    seconds = np.append(np.linspace(0, 1, 201), war)
    share = np.linspace(0, 1, n_shares)
    tough = mu * on[0] * np.ones_like(share)
    weak = (1 - mu) * on[1] * (1 - share)
    takes_t, takes_w = seconds >= war[0] - 1e-12, seconds >= war[1] - 1e-12
    per_tough = np.where(takes_t, 1 - seconds, end[0])
    per_weak = np.where(takes_w, 1 - seconds, end[1])
    table = np.outer(tough, per_tough) + np.outer(weak, per_weak)
    second = np.where(table >= table.max(axis=1, keepdims=True) - 1e-12, seconds, 2).min(axis=1)
    later = table.max(axis=1)
    wait = b[1] + d * on[1] * second  # second is at least what war is worth to the weak
    refuse_t = b[0] + d * on[0] * max(war[0], 0)
    best = (-np.inf, 0.0, 0.0)
    for x in np.append(np.linspace(0, 1, n_offers), [refuse_t, *np.unique(wait)]):
        if x >= refuse_t - 1e-12:
            found = (1 - x, x, 1.0)
        else:
            ok = np.flatnonzero(x >= wait - 1e-12)
            a = ok[-1] if len(ok) else 0
            fight = mu * e[0] + (1 - mu) * (1 - share[a]) * e[1]
            agree = (1 - mu) * share[a]
            found = (agree * (1 - x) + fight + d * later[a], x, agree)
        best = max(best, found)
    return best


@pytest.mark.parametrize(
    ("mu", "value", "offer", "agree", "regime"),
    [
        (0.1, 0.703081, 0.232558, 0.775, "screen"),
        (0.25, 0.616395, 0.338605, 0.75, "separate"),
        (0.4, 0.589395, 0.338605, 0.6, "separate"),
        (0.6, 0.581395, 0.418605, 1, "pool"),
        (0.85, 0.581395, 0.418605, 1, "pool"),
    ],
)
def test_private_cost(mu, value, offer, agree, regime):
    """After Powell (2004); numbers our own. The exact values and a search agree."""
    found = private_cost(tough=mu, **COSTS)
    assert found.regime == regime
    assert found.pool_threshold == pytest.approx(0.444444, abs=5e-7)
    exact = (found.value, found.first_offer, found.agree_first)
    assert exact == pytest.approx((value, offer, agree), abs=5e-7)
    assert searched(mu, battle_of_cost(COSTS)) == pytest.approx(exact, abs=2e-3)


@pytest.mark.parametrize(
    ("mu", "value", "offer", "agree", "regime"),
    [
        (0.1, 0.596, 0.35, 0.88, "screen"),
        (0.25, 0.515, 0.35, 0.7, "screen"),
        (0.4, 0.434, 0.35, 0.52, "screen"),
        (0.6, 0.326, 0.35, 0.28, "screen"),
        (0.85, 0.275, 0.725, 1, "pool"),
    ],
)
def test_private_strength(mu, value, offer, agree, regime):
    """After Filson and Werner (2002); numbers our own. The exact values and a search agree."""
    found = private_strength(tough=mu, **STRENGTHS)
    assert found.regime == regime
    assert found.pool_threshold == pytest.approx(0.75, abs=1e-12)
    exact = (found.value, found.first_offer, found.agree_first)
    assert exact == pytest.approx((value, offer, agree), abs=1e-12)
    assert searched(mu, battle_of_strength(STRENGTHS)) == pytest.approx(exact, abs=2e-3)


@given(cost_worlds(), beliefs)
@settings(max_examples=25, deadline=None)
def test_no_offer_is_better_if_cost_is_private(world, mu):
    found = private_cost(tough=mu, **world)
    assert searched(mu, battle_of_cost(world))[0] == pytest.approx(found.value, abs=2e-3)


@given(strength_worlds(), beliefs)
@settings(max_examples=25, deadline=None)
def test_no_offer_is_better_if_strength_is_private(world, mu):
    found = private_strength(tough=mu, **world)
    assert searched(mu, battle_of_strength(world))[0] == pytest.approx(found.value, abs=2e-3)


def models(world_c, world_s):
    return (
        (lambda mu: private_cost(tough=mu, **world_c), battle_of_cost(world_c)),
        (lambda mu: private_strength(tough=mu, **world_s), battle_of_strength(world_s)),
    )


@given(cost_worlds(), strength_worlds(), beliefs)
@few
def test_nobody_would_do_otherwise(world_c, world_s, mu):
    """The weak are indifferent, the tough have what war is worth, chances add up, beliefs fit."""
    for solve, (b, e, on, d, war, end) in models(world_c, world_s):
        found = solve(mu)
        chances = (found.agree_first, found.agree_second, found.collapse, found.war)
        assert sum(chances) == pytest.approx(1, abs=1e-12)
        assert min(chances) >= -1e-12
        if found.regime == "pool":
            assert found.first_offer == pytest.approx(b[0] + d * on[0] * war[0], abs=1e-9)
            assert np.isnan(found.second_offer)
            continue
        assert found.first_offer == pytest.approx(b[1] + d * on[1] * found.second_offer, abs=1e-9)
        assert found.first_offer < b[0] + d * on[0] * war[0]  # the tough refuse
        assert found.second_offer == pytest.approx(war[0 if found.regime == "separate" else 1])
        weak = 1 - mu - found.agree_first
        left = mu * on[0] + weak * on[1]
        if found.regime == "screen":
            assert mu * on[0] / left == pytest.approx(found.pool_threshold, abs=1e-9)
            assert found.agree_second == pytest.approx(weak * on[1], abs=1e-9)
        else:
            assert weak == pytest.approx(0, abs=1e-12)
            assert found.war == 0
        value = found.agree_first * (1 - found.first_offer) + mu * e[0] + weak * e[1]
        value += d * (found.agree_second * (1 - found.second_offer) + found.war * end[0])
        assert found.value == pytest.approx(value, abs=1e-9)


@given(cost_worlds(), strength_worlds(), beliefs, beliefs)
@few
def test_the_value_falls_with_the_fear_of_toughness_and_is_convex(world_c, world_s, one, two):
    low, high = sorted((one, two))
    for solve, (b, _, on, d, war, _) in models(world_c, world_s):
        at = [solve(mu).value for mu in (low, (low + high) / 2, high)]
        assert at[0] >= at[1] - 1e-12
        assert at[1] >= at[2] - 1e-12
        assert at[1] <= (at[0] + at[2]) / 2 + 1e-12
        assert at[2] >= 1 - b[0] - d * on[0] * war[0] - 1e-12  # peace at once can always be bought


@given(cost_worlds(), strength_worlds(), beliefs)
@few
def test_nothing_is_gained_by_a_battle_without_an_offer(world_c, world_s, mu):
    for solve, (_, e, on, d, war, end) in models(world_c, world_s):
        pooled = mu * on[0] * (1 - war[0]) + (1 - mu) * on[1] * (1 - war[0])
        screened = mu * on[0] * end[0] + (1 - mu) * on[1] * (1 - war[1])
        wait = mu * e[0] + (1 - mu) * e[1] + d * max(pooled, screened)
        assert solve(mu).value >= wait - 1e-9


@given(cost_worlds(), st.floats(0, 0.3))
@few
def test_a_proposer_with_dearer_war_pools_sooner(world, more):
    dearer = world | {"cost_proposer": world["cost_proposer"] + more}
    assert (
        private_cost(tough=0.5, **dearer).pool_threshold
        <= private_cost(tough=0.5, **world).pool_threshold + 1e-12
    )


@given(cost_worlds())
@few
def test_decisive_battles_give_the_risk_return_rule_for_costs(world):
    """Fearon (1995): with one offer risk is run iff Pr(tough) < (cW - cT) / (cW + cA)."""
    once = world | {"collapse_responder": 1 - world["collapse_proposer"]}
    tau = (world["cost_weak"] - world["cost_tough"]) / (world["cost_weak"] + world["cost_proposer"])
    assume(0.02 < tau < 0.98)
    assert private_cost(tough=tau - 0.01, **once).regime == "separate"
    assert private_cost(tough=tau + 0.01, **once).regime == "pool"
    assert private_cost(tough=tau, **once).pool_threshold == pytest.approx(tau, abs=1e-9)
    risk = private_cost(tough=tau - 0.01, **once)
    assert risk.collapse == pytest.approx(tau - 0.01, abs=1e-12)
    assert risk.agree_second == pytest.approx(0, abs=1e-12)


@given(strength_worlds())
@few
def test_the_last_offer_follows_the_risk_return_rule_for_strength(world):
    """Fearon (1995): risky iff Pr(strong) < (pW - pS) / (pW - pS + cA + cB)."""
    gap = world["win_weak"] - world["win_tough"]
    tau = gap / (gap + world["cost_proposer"] + world["cost_responder"])
    assert private_strength(tough=0.5, **world).pool_threshold == pytest.approx(tau, abs=1e-9)


def test_the_weak_hold_out_for_more_than_war_is_worth():
    found = private_cost(tough=0.25, **COSTS)
    assert found.first_offer > 0.232558 + 0.1  # what war is worth to the weak


def test_certain_types_are_offered_what_war_is_worth():
    weak, tough = (private_cost(tough=mu, **COSTS) for mu in (0, 1))
    assert weak.first_offer == pytest.approx(0.1 / 0.43)
    assert tough.first_offer == pytest.approx(0.18 / 0.43)
    assert weak.agree_first == tough.agree_first == 1


@given(cost_worlds())
@few
def test_at_a_tie_the_lower_offer_is_made(world):
    """Where "separate" and "pool" are worth the same: a line in mu against a constant."""
    b, e, on, d, war, _ = battle_of_cost(world)
    pool = 1 - war[0]
    high = 1 - b[1] - d * on[1] * war[0]
    mu = (high - pool) / (high - (e[0] + d * on[0] * pool))
    found = private_cost(tough=mu, **world)
    assume(found.value <= pool + 1e-10)  # else "screen" is better than both
    assert found.value == pytest.approx(pool, abs=1e-10)
    assert found.regime != "pool"
