"""Settlements that divide a week's flow: shifting power as in the games, and plain recursion."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from parley.games.shifting_power import power_path, shift_thresholds
from parley.models.war.flow import flow_worth
from parley.models.war.war import checked
from parley.models.war.worth import balance

DECLINING, RISING = 0, 1
unit = st.floats(0.02, 0.98)


def decline(q, d, c_declining, c_rising, proposer=RISING):
    """Side 1 declines along q, one battle decides a war; costs in flows of a week."""
    war = checked(
        stock=[[1], [1]],
        cost=[(1 - d) * c_declining, (1 - d) * c_rising],
        fronts=2,
        front=1,
        discount=d,
        proposer=[[1 - proposer, proposer]] * 2,
    )
    q = np.array(q)
    return flow_worth(war, np.log(q / (1 - q)))


@pytest.mark.parametrize(
    ("q", "war", "flow"),
    [
        ([0.6, 0.57, 0.54, 0.51, 0.48, 0.45], 0, [0.77, 0.74, 0.71, 0.68, 0.65, 0.35]),
        ([0.6, 0.58, 0.5, 0.49], 2, [0.68]),
        ([0.5, 0.48], 0, [0.58, 0.38]),
        ([0.6, 0.5], 1, []),
        ([0.6, 0.55], 0, [0.95, 0.45]),
    ],
)
def test_first_week_of_war_as_power_declines(q, war, flow):
    """Fearon (1995), International Organization 49(3): the rising side makes all offers."""
    found = decline(q, 0.9, 1, 1)
    assert found.converged
    assert found.war_week(1, RISING).tolist() == [[war]]
    until = war - 1 if war else len(q)
    assert found.share[:until, RISING, 0, 0, 1] == pytest.approx(flow, abs=1e-9)


@given(st.lists(unit, min_size=1, max_size=8), st.floats(0.3, 0.99), *[st.floats(0, 3)] * 2)
@settings(max_examples=60, deadline=None)
def test_any_path_of_power(q, d, one, other):
    path = power_path(sorted(q, reverse=True), d, one, other)
    assume((abs(path.needed - 1) > 1e-6).all())
    found = decline(sorted(q, reverse=True), d, one, other)
    assert found.war_week(1, RISING) == (path.war or 0)
    held = len(path.flow)
    assert found.share[:held, RISING, 0, 0, 1] == pytest.approx(path.flow, abs=1e-8)


def first_war(q1, q2, d, one, other, proposer):
    return decline([q1, q2], d, one, other, proposer).war_week(1, proposer)[0, 0] == 1


def threshold(q, d, one, other, proposer):
    """Largest chance after the shift at which there is war before it, by halving."""
    low, high = 1e-9, q
    for _ in range(45):
        middle = (low + high) / 2
        low, high = (
            (middle, high) if first_war(q, middle, d, one, other, proposer) else (low, middle)
        )
    return high


@pytest.mark.parametrize(
    ("q", "d", "one", "other", "rising", "every"),
    [
        (0.6, 0.9, 1, 1, 0.544444, 0.344444),
        (0.7, 0.8, 0.5, 0.5, 0.6, 0.4),
        (0.6, 0.95, 2, 1, 0.573684, 0.423684),
    ],
)
def test_thresholds_of_a_shift(q, d, one, other, rising, every):
    """Fearon (1995) if the rising side makes all offers; if the declining side does, Powell (2006).

    Below Powell's threshold, International Organization 60(1), no protocol keeps the peace.
    """
    assert threshold(q, d, one, other, RISING) == pytest.approx(rising, abs=1e-6)
    assert threshold(q, d, one, other, DECLINING) == pytest.approx(every, abs=1e-6)


@given(unit, unit, st.floats(0.3, 0.99), *[st.floats(0.01, 3)] * 2, unit, unit)
@settings(max_examples=60, deadline=None)
def test_no_protocol_keeps_the_peace_below_powells_threshold(q, part, d, one, other, x, y):
    """Offers by lot, with chances that hang on who made the last one; peace above Fearon's."""
    every, rising = shift_thresholds(q, d, one, other)
    war = checked(
        stock=[[1], [1]],
        cost=[(1 - d) * one, (1 - d) * other],
        fronts=2,
        front=1,
        discount=d,
        proposer=[[x, 1 - x], [y, 1 - y]],
    )
    for after, peace in ((every * part, False), (rising + (q - rising) * part, True)):
        if min(abs(after - every), abs(after - rising)) > 1e-6 and 0 < after < 1:
            path = np.array([q, after])
            found = flow_worth(war, np.log(path / (1 - path)))
            assert np.isnan(found.share[0, :, 0, 0, 1]).tolist() == [not peace] * 2


def offered(total, own, other, low, high):
    """Worth to proposer and other before the offer, by search over all offers; best replies."""
    offers = np.append(np.linspace(low, high, 101), np.clip(other, low, high))
    takes = offers[offers >= other - 1e-12]
    if not len(takes) or total - takes.min() < own - 1e-12:
        return own, other
    return total - takes.min(), takes.min()


def last_week(war, refusing):
    """Worth (proposer, party, front) before the offer in a week that stays for good."""
    worth = np.zeros((2, 2, war.fronts + 1))
    worth[:, 0, -1] = worth[:, 1, 0] = 1
    worth[..., 1:-1] = np.array([[[1], [0]], [[0], [1]]])
    for _ in range(600):
        worth = offers_made(war, refusing, worth)
    return worth


def offers_made(war, refusing, worth):
    """From the worth of the next week."""
    found, flow = worth.copy(), 1 - war.discount
    after = war.discount * np.einsum("xy,yjk->xjk", war.proposer, worth)
    for x, k in ((x, k) for x in range(2) for k in range(1, war.fronts)):
        low, total = after[x, 1 - x, k], flow + after[x, :, k].sum()
        own, other = refusing[x, x, k], refusing[x, 1 - x, k]
        found[x, x, k], found[x, 1 - x, k] = offered(total, own, other, low, low + flow)
    return found


@pytest.mark.parametrize("proposer", [[[0.2, 0.8], [0.7, 0.3]], [[0, 1], [1, 0]], [[0, 1], [0, 1]]])
def test_weeks_back_by_search_over_offers(proposer):
    """A war of fronts with types and weeks without a battle: each week's war from the next week."""
    war = checked(
        stock=[[1], [1]],
        cost=[0.01, 0.03],
        fronts=4,
        front=2,
        discount=0.9,
        tempo=0.6,
        strength=[[1, 1.5], [1, 0.8]],
        resolve=[[1, 2], [0.5, 1]],
        belief=np.full((2, 2), 0.25),
        proposer=proposer,
    )
    path = [2.0, 0.8, -0.3]
    found = flow_worth(war, path)
    assert found.converged
    assert np.isnan(found.share[..., 1:-1]).any()
    for a, b in ((0, 0), (1, 1), (0, 1)):
        worth = last_week(war, found.refusing[2, :, :, a, b])
        for t in (2, 1, 0):
            odds = np.exp(path[t]) * war.strength[0, a] / war.strength[1, b]
            p = odds / (1 + odds)
            mean = np.einsum("xy,yjk->xjk", war.proposer, worth)
            moved = p * mean[..., 2:] + (1 - p) * mean[..., :-2]
            expected = 0.9 * (0.6 * moved + 0.4 * mean[..., 1:-1])
            cost = war.cost * [war.resolve[0, a], war.resolve[1, b]]
            expected += (0.1 * np.array([p, 1 - p]) - cost)[:, np.newaxis]
            refusing = found.refusing[t, :, :, a, b]
            assert refusing[..., 1:-1] == pytest.approx(expected, abs=1e-9)
            worth = offers_made(war, refusing, worth)


@given(
    st.lists(st.floats(-2, 2), min_size=1, max_size=5),
    st.integers(2, 7),
    st.floats(0.3, 0.98),
    *[st.floats(0.005, 0.2)] * 2,
    *[st.floats(0, 1)] * 2,
)
@settings(max_examples=60, deadline=None)
def test_offers_are_shares_of_the_week(path, n, d, one, other, x, y):
    order = [[x, 1 - x], [y, 1 - y]]
    war = checked(
        stock=[[1], [1]], cost=[one, other], fronts=n, front=1, discount=d, proposer=order
    )
    found = flow_worth(war, path)
    assert found.converged
    share = found.share[..., 1:-1]
    made = ~np.isnan(share)
    assert ((share[made] >= 0) & (share[made] <= 1)).all()
    assert made[-1].all()  # where nothing shifts any more there is peace


def test_a_path_of_the_stocks():
    """Side 1 loses a tenth of its strength a week; it fights while it can."""
    war = checked(
        stock=[[6], [4]],
        loss=[[[0.1], [0]]] * 3,
        cost=0.01,
        fronts=2,
        front=1,
        discount=0.95,
        proposer=[[0, 1], [0, 1]],
    )
    found = flow_worth(war, [balance(war, week) for week in range(12)])
    q = 6 * 0.9 ** np.arange(12) / (6 * 0.9 ** np.arange(12) + 4)
    assert found.war_week(1, RISING) == (power_path(q, 0.95, 0.2, 0.2).war or 0) == 1


@pytest.mark.parametrize(
    ("ratio", "discount", "sentence"),
    [
        ([], 0.9, "ratio must be a path"),
        ([[0.0]], 0.9, "ratio must be a path"),
        ([np.nan], 0.9, "ratio must be a path"),
        ([0.0], 1, "needs a discount below 1"),
    ],
)
def test_what_it_refuses(ratio, discount, sentence):
    war = checked(stock=[[1], [1]], cost=0.1, discount=discount, fail=0)
    with pytest.raises(ValueError, match=sentence):
        flow_worth(war, ratio)
