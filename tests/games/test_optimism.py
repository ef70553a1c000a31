"""Beliefs about a front that differ, and ripeness: numbers, adaptive integrals, and theory."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import beta

from parley.games.front import fight_to_finish
from parley.games.optimism import (
    Beta,
    after_battles,
    battles_until_deal,
    cost_that_opens_a_deal,
    ripeness,
    war_by_own_beliefs,
)

few = settings(max_examples=60, deadline=None)
FORTS = {"front": 3, "length": 6, "cost_a": 0.02, "cost_b": 0.02}
priors = st.tuples(st.floats(0.5, 40), st.floats(0.5, 40))
costs = st.floats(0, 0.1)


@st.composite
def fronts(draw):
    length = draw(st.integers(2, 12))
    return {"front": draw(st.integers(1, length - 1)), "length": length}


@pytest.mark.parametrize(
    ("prior_a", "prior_b", "value_a", "value_b", "surplus"),
    [
        ((8, 4), (4, 8), 0.6761, 0.6761, -0.352199),
        ((8, 4), (6, 6), 0.6761, 0.344493, -0.0205931),
        ((20, 20), (20, 20), 0.329833, 0.329833, 0.340333),
    ],
)
def test_values_by_own_beliefs(prior_a, prior_b, value_a, value_b, surplus):
    """After Smith and Stam (2003, 2004); numbers our own."""
    found = war_by_own_beliefs(prior_a=prior_a, prior_b=prior_b, **FORTS)
    assert found[:2] == pytest.approx((value_a, value_b), abs=1e-6)
    assert found.surplus == pytest.approx(surplus, abs=1e-6)


@pytest.mark.parametrize(
    ("each", "surplus", "gap"), [(2, -0.222504, 0.25), (6, -0.0669873, 0.166667)]
)
def test_battles_bring_beliefs_together(each, surplus, gap):
    a, b = (after_battles(prior, wins=each, losses=each) for prior in ((8, 4), (4, 8)))
    found = war_by_own_beliefs(prior_a=a, prior_b=b, **FORTS)
    assert found.surplus == pytest.approx(surplus, abs=1e-6)
    assert a.mean - b.mean == pytest.approx(gap, abs=1e-6)


def ruin(p, front, length):
    """A's chance to win and the battles until then, by the linear system of the walk."""
    m = length - 1
    walk = np.eye(m) - p * np.eye(m, k=1) - (1 - p) * np.eye(m, k=-1)
    ends = np.zeros(m)
    ends[-1] = p
    win, battles = np.linalg.solve(walk, np.column_stack([ends, np.ones(m)])).T
    return win[front - 1], battles[front - 1]


@given(st.tuples(st.floats(1, 30), st.floats(1, 30)), fronts(), costs)
@settings(max_examples=25, deadline=None)
def test_values_are_integrals_over_the_belief(prior, front, cost):
    win, battles = (
        quad(
            lambda p, part=part: beta.pdf(p, *prior) * ruin(p, **front)[part],
            0,
            1,
            epsabs=1e-10,
            limit=200,
        )[0]
        for part in (0, 1)
    )
    found = war_by_own_beliefs(prior_a=prior, prior_b=prior, **front, cost_a=cost, cost_b=2 * cost)
    assert found.win_a == pytest.approx(win, abs=1e-8)
    assert found.battles_a == pytest.approx(battles, abs=1e-7)
    assert found.value_a == pytest.approx(win - cost * battles, abs=1e-7)
    assert found.value_b == pytest.approx(1 - win - 2 * cost * battles, abs=1e-7)
    assert found.surplus == pytest.approx(3 * cost * battles, abs=1e-7)


def test_one_battle_wins_by_the_mean_of_the_belief():
    """Two forts, in the middle: Pr(win) is a / (a + b) exactly, for beliefs with poles as well."""
    for prior in ((0.2, 0.1), (1, 1), (3, 5), (4000, 1000)):
        found = war_by_own_beliefs(
            prior_a=prior, prior_b=prior, front=1, length=2, cost_a=0, cost_b=0
        )
        assert found.win_a == pytest.approx(prior[0] / sum(prior), abs=1e-12)
        assert found.battles_a == pytest.approx(1, abs=1e-12)


def test_flat_belief_over_four_forts():
    """E[p^2 / (p^2 + q^2)] = 1/2 and E[2 / (p^2 + q^2)] = pi if p is uniform."""
    found = war_by_own_beliefs(
        prior_a=(1, 1), prior_b=(1, 1), front=2, length=4, cost_a=0, cost_b=0
    )
    assert found.win_a == pytest.approx(0.5, abs=1e-13)
    assert found.battles_a == pytest.approx(np.pi, abs=1e-12)


@given(st.floats(0.2, 0.8), fronts(), costs)
@few
def test_certainty_is_the_fight_to_the_finish(p, front, cost):
    sure = (p * 1e9, (1 - p) * 1e9)
    found = war_by_own_beliefs(prior_a=sure, prior_b=sure, **front, cost_a=cost, cost_b=cost)
    known = fight_to_finish(p, front["front"], front["length"], cost, cost)
    assert found.value_a == pytest.approx(known.first, abs=1e-5)
    assert found.value_b == pytest.approx(known.second, abs=1e-5)


@given(priors, fronts(), costs, costs)
@few
def test_common_beliefs_leave_exactly_the_cost_of_fighting(prior, front, cost_a, cost_b):
    found = war_by_own_beliefs(prior_a=prior, prior_b=prior, **front, cost_a=cost_a, cost_b=cost_b)
    assert found.surplus == pytest.approx((cost_a + cost_b) * found.battles_a, abs=1e-10)
    assert found.win_a + found.win_b == pytest.approx(1, abs=1e-12)


@given(priors, priors, fronts(), costs, costs)
@few
def test_the_sides_are_alike(prior_a, prior_b, front, cost_a, cost_b):
    found = war_by_own_beliefs(
        prior_a=prior_a, prior_b=prior_b, **front, cost_a=cost_a, cost_b=cost_b
    )
    turned = war_by_own_beliefs(
        prior_a=prior_b[::-1],
        prior_b=prior_a[::-1],
        front=front["length"] - front["front"],
        length=front["length"],
        cost_a=cost_b,
        cost_b=cost_a,
    )
    assert found.value_a == pytest.approx(turned.value_b, abs=1e-9)
    assert found.surplus == pytest.approx(turned.surplus, abs=1e-9)


@given(priors, priors, fronts(), st.floats(0.1, 20))
@few
def test_optimism_raises_the_value_of_fighting_and_closes_the_range(prior_a, prior_b, front, more):
    def war(a, b):
        return war_by_own_beliefs(prior_a=a, prior_b=b, **front, cost_a=0, cost_b=0)

    now = war(prior_a, prior_b)
    bolder = war((prior_a[0] + more, prior_a[1]), prior_b)
    assert bolder.win_a >= now.win_a - 1e-12
    assert bolder.surplus <= now.surplus + 1e-12
    assert bolder.win_b == now.win_b
    bolder = war(prior_a, (prior_b[0], prior_b[1] + more))
    assert bolder.surplus <= now.surplus + 1e-12


@given(st.floats(2, 20), st.floats(2, 20), st.integers(0, 30), st.integers(0, 30))
@few
def test_the_gap_of_means_shrinks_with_the_weight_of_the_beliefs(a, b, wins, losses):
    one, two = Beta(a, b), Beta(b, a)
    after = [after_battles(prior, wins=wins, losses=losses) for prior in (one, two)]
    shrunk = (a + b) / (a + b + wins + losses)
    assert after[0].mean - after[1].mean == pytest.approx(shrunk * (one.mean - two.mean))


def test_wins_and_losses_are_counted_apart():
    assert after_battles((8, 4), wins=3, losses=1) == (11, 5)
    assert after_battles(after_battles((8, 4), wins=3, losses=0), wins=0, losses=1).mean == 11 / 16


@given(priors, priors, fronts(), st.floats(0.001, 0.1))
@few
def test_the_cost_that_opens_a_deal(prior_a, prior_b, front, cost):
    facts = {"prior_a": prior_a, "prior_b": prior_b} | front
    now = war_by_own_beliefs(**facts, cost_a=cost, cost_b=cost)
    more = cost_that_opens_a_deal(now)
    then = war_by_own_beliefs(**facts, cost_a=cost + more, cost_b=cost + more)
    if now.surplus >= 0:
        assert more == 0
    else:
        assert then.surplus == pytest.approx(0, abs=1e-10)


@pytest.mark.parametrize(
    ("prior_a", "prior_b", "exists", "battles"),
    [((8, 4), (4, 8), False, 18), ((8, 4), (6, 6), False, 2), ((20, 20), (20, 20), True, 0)],
)
def test_even_battles_until_the_moment_is_ripe(prior_a, prior_b, exists, battles):
    """Zartman's way out, by the beliefs of Smith and Stam; numbers our own."""
    now = war_by_own_beliefs(prior_a=prior_a, prior_b=prior_b, **FORTS)
    assert (now.surplus >= 0) == exists
    assert battles_until_deal(prior_a=prior_a, prior_b=prior_b, **FORTS) == battles
    found = ripeness(
        value=[now.value_a, now.value_b], terms=[0.5, 0.5], expected=[0.5, 0.5], cost=0.02
    )
    assert found.way_out == exists
    assert found.surplus == pytest.approx(now.surplus, abs=1e-12)


def test_free_war_between_optimists_never_ripens():
    facts = {"prior_a": (8, 4), "prior_b": (4, 8), "front": 3, "length": 6}
    assert battles_until_deal(**facts, cost_a=0, cost_b=0, most=60) is None
    assert battles_until_deal(**facts, cost_a=0.02, cost_b=0.02, most=17) is None
    assert battles_until_deal(**facts, cost_a=0.02, cost_b=0.02, most=18) == 18


def test_ripeness_is_a_joint_property():
    facts = {"value": [0.4, 0.5], "terms": [0.45, 0.55], "cost": [0.02, 0.03]}
    ripe = ripeness(**facts, expected=[0.46, 0.54])
    assert ripe.ripe is True
    assert ripe.margin == pytest.approx([0.01, 0.04])
    hopeful = ripeness(**facts, expected=[0.48, 0.54])
    assert (hopeful.way_out, hopeful.stalemate, hopeful.ripe) == (True, False, False)
    assert hopeful.hurting.tolist() == [False, True]
    optimists = ripeness(**(facts | {"value": [0.6, 0.5]}), expected=[0.46, 0.54])
    assert (optimists.way_out, optimists.stalemate, optimists.ripe) == (False, True, False)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0.001, 0.3)), min_size=2, max_size=5))
@few
def test_terms_that_are_expected_to_stay_hurt_at_any_cost(parties):
    terms, cost = (list(x) for x in zip(*parties, strict=True))
    found = ripeness(value=terms, terms=terms, expected=terms, cost=cost)
    assert found.stalemate
    assert found.margin == pytest.approx(cost, abs=1e-12)
    assert found.way_out == (sum(terms) <= 1 + 1e-12)
    assert found.ripe == found.way_out
    free = ripeness(value=terms, terms=terms, expected=terms, cost=0)
    assert not free.hurting.any()


def test_three_parties_can_lack_a_way_out_without_optimism():
    facts = {"terms": [0.3, 0.3, 0.4], "expected": [0.3, 0.3, 0.4], "cost": 0.01}
    assert ripeness(value=[0.3, 0.3, 0.35], **facts).ripe
    assert not ripeness(value=[0.4, 0.35, 0.3], **facts).way_out


def test_ripeness_over_draws():
    value = np.array([[0.4, 0.5], [0.6, 0.5], [0.5, 0.5]])
    found = ripeness(value=value, terms=0.5, expected=[0.5, 0.5], cost=[[0.1], [0.1], [0]])
    assert found.surplus == pytest.approx([0.1, -0.1, 0])
    assert found.way_out.tolist() == [True, False, True]
    assert found.stalemate.tolist() == [True, True, False]
    assert found.ripe.tolist() == [True, False, False]
    assert found.hurting.shape == (3, 2)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"prior_a": (0, 1)}, "prior_a"),
        ({"prior_b": (1, np.inf)}, "prior_b"),
        ({"front": 7}, "front"),
        ({"length": 0, "front": 0}, "length"),
        ({"cost_a": -1}, "cost_a"),
        ({"cost_b": np.nan}, "cost_b"),
    ],
)
def test_bad_wars(wrong, named):
    with pytest.raises(ValueError, match=named):
        war_by_own_beliefs(**({"prior_a": (8, 4), "prior_b": (4, 8)} | FORTS | wrong))


@pytest.mark.parametrize(("front", "length"), [(1, 2), (0, 6), (6, 6)])
def test_bad_fronts_for_even_battles(front, length):
    facts = {"prior_a": (8, 4), "prior_b": (4, 8), "cost_a": 0.1, "cost_b": 0.1}
    with pytest.raises(ValueError, match="front"):
        battles_until_deal(**facts, front=front, length=length)


@pytest.mark.parametrize("wrong", [{"wins": -1}, {"losses": np.inf}])
def test_bad_battles(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        after_battles((1, 1), **({"wins": 0, "losses": 0} | wrong))


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"cost": -0.1}, "cost"),
        ({"value": [np.nan, 0.5]}, "value"),
        ({"value": 0.5, "terms": 0.5, "expected": 0.5}, "at least 2 parties"),
        ({"expected": [np.inf, 0.5]}, "expected"),
    ],
)
def test_bad_ripeness(wrong, named):
    facts = {"value": [0.4, 0.5], "terms": [0.4, 0.5], "expected": [0.4, 0.5], "cost": 0.02}
    with pytest.raises(ValueError, match=named):
        ripeness(**(facts | wrong))
