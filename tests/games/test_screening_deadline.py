"""Offers until a deadline: two recursions on grids, one and two rounds, and what theory proves."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.games.screening import private_cost, screening_deadline

few = settings(max_examples=60, deadline=None)
beliefs = st.floats(0.01, 0.99)
SHORT = {
    "cost_tough": 0.02,
    "cost_weak": 0.1,
    "cost_proposer": 0.05,
    "collapse_proposer": 0.2,
    "collapse_responder": 0.2,
    "discount": 0.95,
}
LONG = {
    "cost_tough": 0.01,
    "cost_weak": 0.06,
    "cost_proposer": 0.03,
    "collapse_proposer": 0.08,
    "collapse_responder": 0.08,
    "discount": 0.98,
}


@st.composite
def worlds(draw):
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


def primitives(world):
    """b_T, b_W, e, s and the worth of war to T, W and S, battle by battle."""
    k_s, k_d, d = (world[k] for k in ("collapse_proposer", "collapse_responder", "discount"))
    b_t, b_w = k_s - world["cost_tough"], k_s - world["cost_weak"]
    e, s = k_d - world["cost_proposer"], d * (1 - k_s - k_d)
    battles = (s ** np.arange(4000)).sum()
    return b_t, b_w, e, s, b_t * battles, b_w * battles, e * battles


def over_masses(mu, world, rounds, n=1201):
    """Value and Pr(agreement) by round, on a grid of masses of weak types."""
    _, b_w, e, s, w_t, w_w, f = primitives(world)
    go_on = 1 - world["collapse_proposer"] - world["collapse_responder"]
    w = np.linspace(0, 1 - mu, n)
    pool, cheap = (w + mu) * (1 - w_t), w * (1 - w_w) + mu * f
    value, offer = np.maximum(pool, cheap), np.where(pool > cheap + 1e-12, w_t, w_w)
    left = np.where(pool > cheap + 1e-12, -1, 0)
    plan = [(offer, left)]
    for _ in range(rounds - 1):
        price = b_w + s * offer
        later = (mu + w) * e + s * value
        table = (w[:, np.newaxis] - w) * (1 - price) + later
        table[np.triu_indices(n, 1)] = -np.inf
        best = table.max(axis=1)
        ties = table >= best[:, np.newaxis] - 1e-12
        to = np.where(ties, price, 2).argmin(axis=1)  # the lowest offer
        value, pools = np.maximum(pool, best), pool > best + 1e-12
        offer, left = np.where(pools, w_t, price[to]), np.where(pools, -1, to)
        plan.insert(0, (offer, left))
    at, alive, agree = n - 1, 1.0, []
    for _, left in plan:
        if left[at] < 0:
            agree.append(alive * (w[at] + mu))
            break
        agree.append(alive * (w[at] - w[left[at]]))
        alive, at = alive * go_on, left[at]
    return value[-1], np.pad(agree, (0, rounds - len(agree)))


def over_offers(mu, world, rounds, n_beliefs=3001, n_offers=701):
    """Value by search over offers, the state being the belief; no masses, no prices."""
    b_t, b_w, e, s, w_t, w_w, f = primitives(world)
    offers = np.unique(np.append(np.linspace(0, 1, n_offers), [w_t, w_w]))
    belief = np.linspace(1e-4, 1, n_beliefs)
    m = belief[:, np.newaxis]
    some, everybody = (1 - m) * (1 - offers) + m * f, np.ones_like(m) * (1 - offers)
    table = np.where(offers >= w_w - 1e-12, some, f)
    value, chosen = lowest_best(np.where(offers >= w_t - 1e-12, everybody, table), offers)
    for _ in range(rounds - 1):
        wait = b_w + s * chosen  # what refusing is worth to the weak, by the belief it leaves
        tries = np.unique(np.append(offers, wait))
        # the highest belief that may be left so that no weak one regrets to have accepted
        regret = np.maximum.accumulate(wait)
        to = belief[np.searchsorted(regret, tries + 1e-12, side="right") - 1]
        after = np.maximum(np.where(tries < regret[0] - 1e-12, 0, to), m)
        refuse = m / after
        then = e + s * np.interp(after, belief, value)
        table = (1 - refuse) * (1 - tries) + refuse * then
        table = np.where(tries >= b_t + s * w_t - 1e-12, 1 - tries, table)
        value, chosen = lowest_best(table, tries)
    return float(np.interp(mu, belief, value))


def lowest_best(table, offers):
    """Of each row the largest value, and the lowest offer that has it."""
    value = table.max(axis=1)
    return value, np.where(table >= value[:, np.newaxis] - 1e-9, offers, 2).min(axis=1)


@pytest.mark.parametrize(
    ("mu", "value", "first", "second"),
    [(0.1, 0.703081, 0.775, 0.075), (0.25, 0.616395, 0.75, 0.15), (0.4, 0.589395, 0.6, 0.24)],
)
def test_two_rounds(mu, value, first, second):
    """After Powell (2004); numbers our own."""
    found = screening_deadline(tough=mu, rounds=2, **SHORT)
    assert found.value == pytest.approx(value, abs=5e-7)
    assert found.agree == pytest.approx([first, second], abs=1e-9)


@pytest.mark.parametrize(
    ("mu", "rounds", "value", "agree"),
    [
        (0.15, 3, 0.75473, [0.601, 0.066, 0.120]),
        (0.3, 3, 0.622568, [0.203, 0.131, 0.241]),
        (0.15, 4, 0.724809, [0.501, 0.084, 0.055, 0.101]),
    ],
)
def test_more_rounds(mu, rounds, value, agree):
    """Known values come from a grid and are good to 1e-3; both searches here agree as well."""
    found = screening_deadline(tough=mu, rounds=rounds, **LONG)
    assert found.value == pytest.approx(value, abs=1e-3)
    assert found.agree == pytest.approx(agree, abs=1e-3)
    mass, by_round = over_masses(mu, LONG, rounds)
    assert found.value == pytest.approx(mass, abs=5e-4)
    assert found.value >= mass - 1e-9  # a grid can only miss the best
    assert found.agree == pytest.approx(by_round, abs=5e-3)
    assert found.value == pytest.approx(over_offers(mu, LONG, rounds), abs=1.5e-3)


@given(worlds(), beliefs, st.integers(1, 5))
@settings(max_examples=15, deadline=None)
def test_the_recursion_over_masses(world, mu, rounds):
    """A coarse grid can miss by a step in every round, and then it is worse."""
    found = screening_deadline(tough=mu, rounds=rounds, **world)
    mass, _ = over_masses(mu, world, rounds, n=801)
    assert mass - 1e-9 <= found.value <= mass + 8e-3


@given(worlds(), st.floats(0.05, 0.95), st.integers(1, 4))
@settings(max_examples=15, deadline=None)
def test_the_recursion_over_offers(world, mu, rounds):
    found = screening_deadline(tough=mu, rounds=rounds, **world)
    assert found.value == pytest.approx(over_offers(mu, world, rounds, 1501, 401), abs=5e-3)


@given(worlds(), st.floats(0, 1))
@few
def test_two_rounds_in_closed_form(world, mu):
    found, closed = screening_deadline(tough=mu, rounds=2, **world), private_cost(tough=mu, **world)
    assert found.value == pytest.approx(closed.value, abs=1e-12)
    assert found.offer[0] == pytest.approx(closed.first_offer, abs=1e-12)
    assert found.agree == pytest.approx([closed.agree_first, closed.agree_second], abs=1e-9)
    assert found.collapse == pytest.approx([closed.collapse, 0], abs=1e-9)
    assert found.war == pytest.approx(closed.war, abs=1e-9)
    if found.reached[1] > 0:
        assert found.offer[1] == pytest.approx(closed.second_offer, abs=1e-12)


@given(worlds(), beliefs)
@few
def test_one_round_is_the_risk_return_rule(world, mu):
    _, _, _, _, w_t, w_w, f = primitives(world)
    found = screening_deadline(tough=mu, rounds=1, **world)
    assert found.value == pytest.approx(max(1 - w_t, (1 - mu) * (1 - w_w) + mu * f), abs=1e-9)
    assert found.switch == pytest.approx([(w_t - w_w) / (1 - w_w - f)], abs=1e-9)


@given(worlds(), beliefs, st.integers(1, 8))
@few
def test_nobody_would_do_otherwise(world, mu, rounds):
    """Who is weak and waits gets the same; offers and beliefs never fall; all adds up."""
    _, b_w, e, s, w_t, _, f = primitives(world)
    found = screening_deadline(tough=mu, rounds=rounds, **world)
    n = int((found.reached > 0).sum())
    offer, belief = found.offer[:n], found.belief[:n]
    assert np.isnan(found.offer[n:]).all()
    assert (found.agree[n:] == 0).all()
    assert offer[:-1] == pytest.approx(b_w + s * offer[1:], abs=1e-9)
    assert (np.diff(offer) >= -1e-12).all()
    assert (np.diff(belief) >= -1e-12).all()
    assert found.agree.sum() + found.collapse.sum() + found.war == pytest.approx(1, abs=1e-9)
    assert found.reached[0] == 1
    refused = found.reached[:n] - found.agree[:n]
    assert found.reached[1:n] + found.collapse[: n - 1] == pytest.approx(refused[:-1], abs=1e-9)
    d = world["discount"] ** np.arange(n)
    worth = d @ (found.agree[:n] * (1 - offer)) + d[:-1] @ (e * refused[:-1])
    assert found.value == pytest.approx(worth + d[-1] * found.war * f, abs=1e-9)
    assert found.value >= 1 - w_t - 1e-12


@given(worlds(), beliefs, st.integers(2, 9))
@few
def test_the_proposer_would_rather_be_unable_to_offer_again(world, mu, rounds):
    """Battles create nothing, so the best of all mechanisms is one offer, take it or leave it."""
    one = screening_deadline(tough=mu, rounds=1, **world)
    assert screening_deadline(tough=mu, rounds=rounds, **world).value <= one.value + 1e-12


@given(worlds(), beliefs, beliefs, st.integers(1, 6))
@few
def test_the_value_falls_with_the_fear_of_toughness_and_is_convex(world, one, two, rounds):
    low, high = sorted((one, two))
    at = [
        screening_deadline(tough=mu, rounds=rounds, **world).value
        for mu in (low, (low + high) / 2, high)
    ]
    assert at[0] >= at[1] - 1e-12
    assert at[1] >= at[2] - 1e-12
    assert at[1] <= (at[0] + at[2]) / 2 + 1e-12


@given(worlds(), st.integers(1, 6), st.floats(1e-4, 1e-3))
@few
def test_the_first_offer_changes_at_the_switches_and_nowhere_else(world, rounds, step):
    found = screening_deadline(tough=0.5, rounds=rounds, **world)
    assert list(found.switch) == sorted(found.switch)
    ends = [0, *found.switch, 1]
    before = -1.0
    for low, high in pairwise(ends):
        if high - low < 3 * step:
            return
        inner = [
            float(screening_deadline(tough=mu, rounds=rounds, **world).offer[0])
            for mu in (low + step, high - step)
        ]
        assert inner[0] == pytest.approx(inner[1], abs=1e-12)
        assert inner[0] > before
        before = inner[0]
    assert before == pytest.approx(primitives(world)[4], abs=1e-9)  # both types accept


@given(worlds(), st.integers(1, 6))
@few
def test_at_a_switch_the_lower_offer_is_made(world, rounds):
    switch = [0, *screening_deadline(tough=0.5, rounds=rounds, **world).switch]
    for below, tie in pairwise(switch):
        if tie - below < 1e-6:
            return
        lower, found = (
            screening_deadline(tough=mu, rounds=rounds, **world) for mu in ((below + tie) / 2, tie)
        )
        assert found.offer[0] == lower.offer[0]


def test_agreement_rises_again_at_the_deadline():
    for mu, rounds in ((0.15, 3), (0.3, 3), (0.15, 4)):
        found = screening_deadline(tough=mu, rounds=rounds, **LONG)
        assert found.agree[-1] > found.agree[-2]
        assert found.agree[-1] / found.reached[-1] > found.agree[-2] / found.reached[-2]


def test_a_far_deadline_does_not_matter():
    near, far = (screening_deadline(tough=0.15, rounds=n, **LONG) for n in (12, 30))
    assert near.reached[3] == 0
    assert near.war == far.war == 0
    assert near.value == pytest.approx(far.value, abs=1e-12)
    assert near.offer[:3] == pytest.approx(far.offer[:3], abs=1e-12)


def test_certain_types():
    weak, tough = (screening_deadline(tough=mu, rounds=4, **LONG) for mu in (0, 1))
    assert weak.offer[0] == pytest.approx(primitives(LONG)[5], abs=1e-9)
    assert tough.offer[0] == pytest.approx(primitives(LONG)[4], abs=1e-9)
    assert weak.agree[0] == tough.agree[0] == 1


def test_a_war_of_one_battle_leaves_nothing_to_wait_for():
    once = SHORT | {"collapse_responder": 0.8}
    found = screening_deadline(tough=0.1, rounds=4, **once)
    assert found.agree == pytest.approx([0.9, 0, 0, 0])
    assert found.collapse.sum() == pytest.approx(0.1)


def test_many_rounds_stay_exact():
    found = screening_deadline(tough=0.02, rounds=300, **(LONG | {"discount": 1}))
    assert found.agree.sum() + found.collapse.sum() + found.war == pytest.approx(1)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [({"rounds": 0}, "rounds"), ({"tough": 2}, "tough"), ({"discount": 0}, "discount")],
)
def test_bad_input(wrong, named):
    with pytest.raises(ValueError, match=named):
        screening_deadline(**({"tough": 0.5, "rounds": 2} | SHORT | wrong))
