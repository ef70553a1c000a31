"""Offers to tough and weak: published games, a search over masses, what nobody would change."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from models.screening_cases import LONG, SHORT, of_cost, of_strength, of_units

from parley.games.screening import private_strength, screening_deadline
from parley.models.war.screening import battles, screened, screening
from parley.models.war.war import changed

few = settings(max_examples=40, deadline=None)
beliefs = st.floats(0.01, 0.99)


@pytest.mark.parametrize(
    ("tough", "value", "offer", "agree"),
    [
        (0.1, 0.703081, 0.232558, (0.775, 0.075)),
        (0.25, 0.616395, 0.338605, (0.75, 0.15)),
        (0.4, 0.589395, 0.338605, (0.6, 0.24)),
        (0.6, 0.581395, 0.418605, (1, 0)),
        (0.85, 0.581395, 0.418605, (1, 0)),
    ],
)
def test_two_offers_private_cost(tough, value, offer, agree):
    """After Powell (2004), American Journal of Political Science 48(2), 344-361; numbers our own.

    Who is still there for the second offer is fewer by the discount that the war has on winning.
    """
    war = of_cost(tough, SHORT)
    found = screening(war, 2)
    assert found.value == pytest.approx(value, abs=5e-7)
    assert found.offer[0] == pytest.approx(offer, abs=5e-7)
    on = 1 - war.tempo
    assert found.agree / [1, on / 0.6] == pytest.approx(agree, abs=1e-9)


@pytest.mark.parametrize(
    ("tough", "offers", "value", "agree"),
    [
        (0.15, 3, 0.75473, (0.601, 0.066, 0.12)),
        (0.3, 3, 0.622568, (0.203, 0.131, 0.241)),
        (0.15, 4, 0.724809, (0.501, 0.084, 0.055, 0.101)),
    ],
)
def test_offers_until_a_deadline(tough, offers, value, agree):
    """The same with more offers; known to 1e-3, from a grid."""
    war = of_cost(tough, LONG)
    found = screening(war, offers)
    assert found.value == pytest.approx(value, abs=1e-3)
    still = ((1 - war.tempo) / 0.84) ** np.arange(offers)
    assert found.agree / still == pytest.approx(agree, abs=1e-3)


@pytest.mark.parametrize(
    ("tough", "value", "offer", "agree"),
    [
        (0.1, 0.596, 0.35, 0.88),
        (0.25, 0.515, 0.35, 0.7),
        (0.4, 0.434, 0.35, 0.52),
        (0.6, 0.326, 0.35, 0.28),
        (0.85, 0.275, 0.725, 1),
    ],
)
def test_two_offers_private_strength(tough, value, offer, agree):
    """After Filson and Werner (2002), American Journal of Political Science 46(4), 819-837.

    Numbers our own. Their war is one of units lost, not a front: it is given battle by battle.
    """
    found = screened(tough, of_units([0.45, 0.75], 0.05, 0.05))
    assert found.value == pytest.approx(value, abs=1e-9)
    assert found.offer[0] == pytest.approx(offer, abs=1e-9)
    assert found.agree[0] == pytest.approx(agree, abs=1e-9)


@given(beliefs, st.floats(0.05, 0.5), st.floats(0.5, 0.9), st.floats(0, 0.1), st.floats(0, 0.3))
@few
def test_any_war_of_units(tough, strong, weak, other, cost):
    assume(weak - strong > 0.01)
    found = screened(tough, of_units([strong, weak], cost, other))
    known = private_strength(
        tough=tough, win_tough=strong, win_weak=weak, cost_proposer=cost, cost_responder=other
    )
    assert found.value == pytest.approx(known.value, abs=1e-9)
    if min(abs(tough - s) for s in found.switch) > 1e-6:
        assert found.offer[0] == pytest.approx(known.first_offer, abs=1e-9)
        assert found.agree[0] == pytest.approx(known.agree_first, abs=1e-9)
        assert found.collapse[0] == pytest.approx(known.collapse, abs=1e-9)
        assert found.war == pytest.approx(known.war, abs=1e-9)


@given(
    beliefs,
    st.integers(1, 6),
    st.floats(0.05, 0.6),
    st.floats(0.01, 0.39),
    st.floats(0.05, 1),
    st.floats(0.01, 0.9),
    st.floats(0.01, 0.3),
    st.floats(0.3, 0.999),
)
@few
def test_any_private_cost(tough, offers, k_s, k_d, weak, part, cost, d):
    game = SHORT | {
        "collapse_proposer": k_s,
        "collapse_responder": k_d,
        "cost_weak": k_s * weak,
        "cost_tough": k_s * weak * part,
        "cost_proposer": cost,
        "discount": d,
    }
    war = of_cost(tough, game, fail=0)
    found, known = screening(war, offers), screening_deadline(tough=tough, rounds=offers, **game)
    assert found.value == pytest.approx(known.value, abs=1e-9)
    assert found.switch == pytest.approx(known.switch, abs=1e-7)
    if min(abs(tough - s) for s in (*known.switch, 9)) > 1e-6:
        assert found.offer == pytest.approx(known.offer, abs=1e-7, nan_ok=True)
        still = ((1 - war.tempo) / (1 - k_s - k_d)) ** np.arange(offers)
        assert found.agree == pytest.approx(known.agree * still, abs=1e-7)


def over_masses(tough, g, n=1501):
    """The proposer's value and what it offers first, on a grid of weak per tough."""
    d, last = g.discount, len(g.on)
    w = np.linspace(0, (1 - tough) / tough * 1.0001, n)
    prices = [g.finish_responder]
    for b, on in zip(g.responder[::-1], g.on[::-1], strict=True):
        prices.insert(0, b + d * on * prices[0])
    pool = (w + 1) * (1 - prices[last][0])
    cheap = w * (1 - prices[last][1]) + g.finish_proposer[0]
    value = np.maximum(pool, cheap)
    offer = np.where(pool > cheap, prices[last][0], prices[last][1])
    for t in reversed(range(last)):
        (b_w, e, on), r = (g.responder[t, 1], g.proposer[t], g.on[t]), g.on[t, 1] / g.on[t, 0]
        # Beyond the grid there are more weak than there can be.
        step = np.searchsorted(w, np.minimum(r * w, w[-1]) - 1e-12)
        price = np.where(r * w > w[-1], 2, b_w + d * on[1] * offer[step])
        then = e[0] + w * e[1] + d * on[0] * np.interp(r * w, w, value)
        table = (w[:, np.newaxis] - w) * (1 - price) + then
        table[:, r * w > w[-1]] = -np.inf
        table[np.triu_indices(n, 1)] = -np.inf
        best, pool = table.max(axis=1), (w + 1) * (1 - prices[t][0])
        value = np.maximum(best, pool)
        offer = np.where(pool > best, prices[t][0], price[table.argmax(axis=1)])
    return tough * np.interp((1 - tough) / tough, w, value)


@given(
    st.floats(0.1, 0.9),
    st.integers(1, 4),
    st.integers(1, 2),
    st.booleans(),
    *[st.floats(0.01, 0.08)] * 2,
    st.floats(1.05, 1.8),
)
@settings(max_examples=25, deadline=None)
def test_private_strength_over_masses(tough, offers, front, three, one, other, gap):
    """Battles teach as well: who survives one is rather strong where that saved it, or weak."""
    place = {"fronts": 3, "front": front} if three else {"fronts": 2, "front": 1, "tempo": 0.4}
    war = of_strength(tough, strength=[[gap, 1 / gap], [1, 1]], cost=[one, other])
    war = changed(war, **place)
    found, (known, belief) = screening(war, offers), battles(war, offers)
    assert belief == pytest.approx(tough)
    searched = over_masses(tough, known)
    assert found.value >= searched - 2e-3  # the grid puts some weak on the better side of a step
    assert found.value == pytest.approx(searched, abs=6e-3)


@given(st.floats(0.05, 0.95), st.integers(1, 5), st.integers(1, 2))
@few
def test_nobody_would_do_otherwise(tough, offers, front):
    """The weak are indifferent between two offers they may take; chances and beliefs add up."""
    war = of_strength(tough, front)
    found, (known, _) = screening(war, offers), battles(war, offers)
    assert found.agree.sum() + found.collapse.sum() + found.war == pytest.approx(1)
    assert found.reached[0] == 1
    for n in range(offers - 1):
        if found.reached[n + 1] > 1e-9:
            on, b = known.on[n], known.responder[n]
            waits = b[1] + war.discount * on[1] * found.offer[n + 1]
            assert found.offer[n] == pytest.approx(waits, abs=1e-9)
            stay = found.reached[n] * found.belief[n] * on[0]
            assert found.belief[n + 1] == pytest.approx(stay / found.reached[n + 1], abs=1e-9)
    assert (np.diff(found.switch) > 0).all()


def test_at_a_tie_the_lower_offer_is_made():
    low, high = screening(of_cost(0.1, SHORT), 2), screening(of_cost(0.25, SHORT), 2)
    tie = screening(of_cost(low.switch[0], SHORT), 2)
    assert tie.offer[0] == pytest.approx(low.offer[0])
    assert tie.offer[0] < high.offer[0] - 0.1


def test_the_belief_is_that_of_who_makes_the_offers():
    war = of_strength(0.4)
    differ = changed(war, belief=[[[0.9, 0], [0.1, 0]], [[0.4, 0], [0.6, 0]]])
    assert screening(differ, 3).value == screening(war, 3).value


def test_either_side_may_make_the_offers():
    one = of_strength(0.4, 1)
    other = changed(
        one,
        cost=one.cost[::-1],
        cost_later=one.cost[::-1],
        strength=one.strength[::-1],
        belief=one.belief.T,
        truth=one.belief.T,
        proposer=[[1, 0], [1, 0]],
        front=2,
    )
    first, second = screening(one, 4), screening(other, 4)
    assert first.value == pytest.approx(second.value, abs=1e-12)
    assert first.agree == pytest.approx(second.agree, abs=1e-12)
    assert first.offer == pytest.approx(second.offer, abs=1e-12, nan_ok=True)
