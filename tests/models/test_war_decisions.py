"""Offers, answers, pauses, talks, compliance and deadlines, each in the model it must become."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models.war_cases import FIXED, one_battle
from scipy.optimize import minimize_scalar
from scipy.special import lambertw

from parley.models.war._rules_numba import fight, offer, refusal, slack, wright
from parley.models.war.simulate import paths, simulate
from parley.models.war.war import changed, checked

few = settings(max_examples=60, deadline=None)
unit = st.floats(0.02, 0.98)
NO_PAUSE = {"pause": 0.0}
SHARP = 1e7

# the logit ultimatum (Signorino 1999; models after Ramsay and Signorino)
OFFERS = [
    ((10, 0.35, 0.3), (0.362735, 0.651889, 0.187265)),
    ((50, 0.35, 0.3), (0.352595, 0.932752, 0.277405)),
    ((5, 0.55, 0.5), (0.204385, 0.185718, 0.0456152)),
    ((200, 0.4, 0.4), (0.417838, 0.972552, 0.177162)),
    ((20, 0.6, 0.45), (0.343999, 0.107165, 0.00600141)),
]


@pytest.mark.parametrize(("given_", "answer"), OFFERS)
def test_offer_of_a_logit_ultimatum(given_, answer):
    lam, r, other = given_
    y, gain = offer(lam, r, other)
    accepts = 1 / (1 + np.exp(-lam * (y - other)))
    assert (y, accepts, gain) == pytest.approx(answer, rel=2e-5)
    best = minimize_scalar(
        lambda x: -(1 - x - r) / (1 + np.exp(-lam * (x - other))),
        bounds=(-1, 2),
        method="bounded",
        options={"xatol": 1e-10},
    )
    assert y == pytest.approx(best.x, abs=1e-6)
    assert gain == pytest.approx(-best.fun, abs=1e-9)


@given(st.floats(-60, 700))
@few
def test_wright_solves_its_equation(a):
    u = wright(a)
    assert u == pytest.approx(lambertw(np.exp(a)).real, rel=1e-9)
    assert u + np.log(u) == pytest.approx(a, abs=1e-9)


@given(st.floats(-60, 1e6), st.floats(-20, 20))
@few
def test_odds_of_not_talking(a, cost):
    """Half of the gain of offering and half of answering, less the cost, as a logit."""
    u = wright(a)
    expected = np.exp(cost - u / 2) / np.sqrt(1 + u)
    assert refusal(a, np.exp(cost)) == pytest.approx(expected, rel=1e-9)


# a war to the finish (Slantchev 2003)
FIGHTS = [
    ((0.6, 1.0, 4, 2), (0.02, 0.03), (0.615385, 0.192308)),
    ((0.5, 1.0, 10, 3), (0.01, 0.01), (0.09, 0.49)),
    ((0.45, 1.0, 6, 4), (0.015, 0.02), (0.402735, 0.305551)),
    ((0.6, 0.95, 4, 2), (0.02, 0.03), (0.504411, 0.151553)),
    ((0.52, 0.99, 8, 3), (0.01, 0.015), (0.242813, 0.281116)),
]


@pytest.mark.parametrize(("war", "cost", "answer"), FIGHTS)
def test_worth_of_a_fight_to_the_finish(war, cost, answer):
    p, d, n, k = war
    won, lost, weeks = fight(p, d, 1.0, n, k)
    assert (won - cost[0] * weeks, lost - cost[1] * weeks) == pytest.approx(answer, abs=1e-6)


@given(unit, st.sampled_from([0.9, 0.995, 1.0]), st.floats(0.1, 1), st.integers(2, 20), st.data())
@few
def test_a_fight_to_the_finish_by_linear_equations(p, d, tempo, n, data):
    k = data.draw(st.integers(1, n - 1))
    up, down = np.eye(n + 1, k=1), np.eye(n + 1, k=-1)
    move = (1 - tempo) * np.eye(n + 1) + tempo * (p * up + (1 - p) * down)
    inside = np.eye(n - 1) - d * move[1:-1, 1:-1]
    ends = np.linalg.solve(inside, d * move[1:-1][:, [n, 0]])
    weeks = np.linalg.solve(inside, np.ones(n - 1))
    expected = *ends[k - 1], weeks[k - 1]
    assert fight(p, d, tempo, n, k) == pytest.approx(expected, rel=1e-6, abs=1e-9)


# settlements in the engine


def test_first_offer_is_the_logit_offer():
    """One battle, p 0.6, costs 0.1 and 0.15: refusing is worth 0.5 and 0.25."""
    war = one_battle(0.6, [0.1, 0.15], precision=20, talk_gain=9, **NO_PAUSE)
    found = simulate(war, replications=4000, weeks=1, seed=3)
    settled = found.share[found.kind == 2]
    one, _ = offer(20, 0.5, 0.25)
    other, _ = offer(20, 0.25, 0.5)
    assert sorted(set(settled.tolist())) == pytest.approx(sorted({1 - one, other}), abs=1e-6)
    for share, y, least in ((1 - one, one, 0.25), (other, other, 0.5)):
        accepts = 1 / (1 + np.exp(-20 * (y - least)))
        number = (abs(settled - share) < 1e-6).sum()
        assert abs(number / 2000 - accepts) < 0.08  # who proposes first is drawn as well


@pytest.mark.parametrize(
    ("p", "cost", "demands"),
    [(0.6, (0.1, 0.15), (0.5, 0.75)), (0.9, (0.2, 0.3), (0.7, 1.0))],
)
def test_sharp_offers_are_the_ends_of_the_bargaining_range(p, cost, demands):
    """Fearon (1995), International Organization 49(3), 379-414: p - c_1 to p + c_2."""
    war = one_battle(p, cost, precision=SHARP, talk_gain=9, **NO_PAUSE)
    found = simulate(war, replications=200, weeks=1)
    assert (found.kind == 2).all()
    assert sorted({round(float(x), 4) for x in found.share}) == pytest.approx(demands, abs=1e-4)


def test_nobody_settles_below_its_demand():
    war = one_battle(0.5, 0.1, precision=SHARP, demand=[[0.55], [0.5]], talk_gain=9, **NO_PAUSE)
    assert simulate(war, replications=300, weeks=1).end_share[2] == 0
    softer = changed(war, demand=[[0.55], [0.4]])
    share = simulate(softer, replications=300, weeks=1).share
    assert (share >= 0.55 - 1e-5).all()
    assert (share <= 0.6 + 1e-5).all()


# pauses


def paused(a, b, g_a, g_b, L, h, x, k_a, k_b):
    """Strengths a and b that grow only in a pause; one battle decides the war."""
    growth = [[[0], [0]], [[g_a], [g_b]], [[0], [0]]]
    return checked(
        stock=[[a], [b]],
        production=growth,
        cost=[k_a, k_b],
        fronts=2,
        front=1,
        discount=1,
        precision=SHARP,
        pause_share=1,
        pause_weeks=L,
        hope=h,
        line=x,
        talk_gain=9,
        **FIXED | {"settle": 0, "pause": np.nan},
    )


def gains(a, b, g_a, g_b, L, h, x, k_a, k_b):
    """Of accepting a pause: what hope of a settlement brings, and how power moves."""
    shift = (a + g_a * L) / (a + b + (g_a + g_b) * L) - a / (a + b)
    return h * (x - a / (a + b) + k_a) + (1 - h) * shift, h * (a / (a + b) - x + k_b) - (
        1 - h
    ) * shift


PAUSES = [
    ((5, 5, 0.05, 0.25, 4, 0.2, 0.5, 0.1, 0.15), (False, True)),
    ((5, 5, 0.05, 0.25, 2, 0.2, 0.5, 0.1, 0.15), (True, True)),
    ((6, 4, 0.1, 0.1, 8, 0.3, 0.6, 0.1, 0.1), (True, True)),
    ((5, 5, 0.05, 0.25, 3, 0.2, 0.5, 0.1, 0.15), (False, True)),  # accepts 2.7 weeks at most
]


@pytest.mark.parametrize(("numbers", "accepts"), PAUSES)
def test_who_accepts_a_pause(numbers, accepts):
    """Unequal rearmament: the side whose relative power falls refuses."""
    assert tuple(gain >= 0 for gain in gains(*numbers)) == accepts
    found = simulate(paused(*numbers), replications=50, weeks=1)
    assert (found.first_pause == 1).all() == all(accepts)
    assert (found.first_pause == -1).all() == (not all(accepts))


@given(
    st.tuples(
        *[st.floats(1, 9)] * 2,
        *[st.floats(0, 0.6)] * 2,
        st.integers(1, 20),
        *[st.floats(0.05, 0.9)] * 2,
        *[st.floats(0.01, 0.2)] * 2,
    )
)
@settings(max_examples=40, deadline=None)
def test_a_pause_comes_where_both_gain(numbers):
    both = gains(*numbers)
    assert sum(both) == pytest.approx(numbers[5] * (numbers[7] + numbers[8]))
    if min(map(abs, both)) > 1e-5:  # not at the tie
        found = simulate(paused(*numbers), replications=20, weeks=1)
        assert (found.first_pause == 1).all() == (min(both) > 0)


def test_who_rises_in_a_pause_keeps_it_and_who_falls_breaks_it():
    war = paused(5, 5, 0.02, 0.4, 8, 0.05, 0.5, 0.0, 0.0)
    war = changed(war, pause=1, violate=np.nan, precision=200)
    held = (paths(war, replications=400, weeks=2, seed=1).phase[:, 1] == 1).mean()
    guarded = changed(war, review=[0, 1])
    kept = (paths(guarded, replications=400, weeks=2, seed=1).phase[:, 1] == 1).mean()
    assert held < 0.05 < 0.95 < kept


# compliance
COMPLY = [
    ((1, 1.6, 0.3, 0.9, 1, 0), 0),
    ((1, 2.2, 0.3, 0.6, 0.5, 0.02), 1.40097),
    ((1, 3, 0.2, 0.5, 0.6, 0.05), 2.60952),
    ((1, 1.5, 0.8, 0.5, 0.4, 0.1), 1.08636),
]


@pytest.mark.parametrize(("numbers", "penalty"), COMPLY)
def test_smallest_penalty_that_secures_compliance(numbers, penalty):
    flow, tempted, war, d, q, f = numbers
    left = slack(flow, tempted, war, q, 0, d, f)
    assert max(-left / q, 0) == pytest.approx(penalty, abs=1e-5)
    # By summing both streams: comply for ever, or cheat once and then comply unless seen.
    keep = flow / (1 - d * (1 - f)) + d * f * war / (1 - d) / (1 - d * (1 - f))
    seen = d * ((1 - f) * (q * war / (1 - d) + (1 - q) * keep) + f * war / (1 - d))
    assert keep - (tempted + seen) == pytest.approx(left)


def peaceful(**more):
    given = {"stock": [[1], [1]], "cost": 0.01, "discount": 0.99, "precision": SHARP, "line": 0.5}
    return checked(**given | FIXED | {"settle": 1, "fail": np.nan} | more)


def test_peace_lasts_where_complying_is_better():
    war = peaceful(breakdown=0.02)
    held = paths(war, replications=4000, weeks=31).phase[:, 1:]
    held = (held == 2).all(axis=1).mean()
    assert abs(held - 0.98**30) < 5 * np.sqrt(0.25 / 4000)


def test_a_guarantor_secures_a_peace_it_would_not_hold_without():
    tempting = peaceful(temptation=[0.5, 0], detection=0.8)
    bad = paths(tempting, replications=200, weeks=2).phase[:, 1]
    good = paths(changed(tempting, penalty=[0.7, 0]), replications=200, weeks=2).phase[:, 1]
    weak = changed(tempting, penalty=[0.7, 0], guarantor=0.05)
    doubtful = paths(weak, replications=200, weeks=2).phase[:, 1]
    assert 0.1 < (bad == 2).mean() < 0.3  # broken unless not seen
    assert (good == 2).all()
    assert (doubtful == 2).mean() < 0.3


# talks


def test_empty_talks_go_on_for_their_own_sake():
    """Demands that cannot both be met: talks only where talking itself brings something."""
    war = one_battle(0.5, 0.1, precision=100, demand=[[0.7], [0.6]], tempo=1e-9, **NO_PAUSE)
    war = changed(war, talk_cost=0.05, discount=0.99)
    quiet = simulate(war, replications=200, weeks=10)
    busy = simulate(changed(war, talk_gain=0.15), replications=200, weeks=10)
    assert quiet.tally[:, 5].mean() < 4
    assert busy.tally[:, 5].mean() > 195
    assert (busy.stalling_share == 1).all()
    assert (busy.sincere_share == 0).all()
    assert busy.end_share[2] < 0.05


def test_a_deadline_brings_agreement_by_what_it_costs():
    """The week in which not agreeing costs both sides most of the stake."""
    war = checked(
        stock=[[1], [1]],
        cost=0.00003,
        tempo=0.3,
        precision=30,
        discount=1,
        talk_cost=0.05,
        deadline=5,
        deadline_cost=0,
        fronts=20,
        front=10,
        **NO_PAUSE | {"fail": 0.0},
    )
    plain = simulate(war, replications=4000, weeks=12)
    sharp = simulate(changed(war, deadline_cost=0.3), replications=4000, weeks=12)
    rate = [found.ends[6, 2] / found.tally[4, 0] for found in (plain, sharp)]
    assert rate[1] > rate[0] + 0.1
    assert sharp.ends[:6].tolist() == plain.ends[:6].tolist()
    assert sharp.kind[sharp.end_week > 6].size


def test_humanitarian_deals_touch_nothing_else():
    war = one_battle(0.5, 0.05, fronts=10, front=5, precision=30, discount=0.99)
    plain = simulate(war, replications=300, weeks=30)
    kind = simulate(changed(war, channel=0.5, relief=[0.3, 0.2]), replications=300, weeks=30)
    for name in ("end_week", "kind", "share", "worth"):
        np.testing.assert_array_equal(getattr(plain, name), getattr(kind, name))
    assert plain.relief_share.sum() == 0
    assert kind.relief_share[0] == pytest.approx(0.5, abs=0.15)


def test_who_has_not_agreed_by_the_deadline_pays_for_it():
    """Nobody settles: in week 3, from 0, each loses its part, discounted; before it nobody does."""
    fixed = {"settle": 0, "pause": 0, "pause_settle": 0, "violate": 0, "renew": 0, "fail": 0}
    war = checked(stock=[[1], [1]], cost=0, tempo=0, collapse=1e-12, discount=0.9, **fixed)
    late = changed(war, deadline=3, deadline_cost=[0.2, 0.1])
    for weeks, paid in ((3, 0), (4, 1), (9, 1)):
        found = simulate(late, replications=5, weeks=weeks)
        expected = np.tile(np.array([-0.2, -0.1]) * 0.9**3 * paid, (5, 1))
        assert found.worth == pytest.approx(expected, abs=1e-6)
