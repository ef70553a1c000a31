"""What battles, conduct and reports teach; sides that disagree; screening by offers."""

import numpy as np
import pytest
from models import oracle_war
from models.war_cases import FIXED, bargaining, one_battle
from scipy.special import roots_jacobi
from scipy.stats import binom

from parley.games.appeasement import appeasement_threshold
from parley.games.front import fight_to_finish
from parley.games.obstinacy import attrition, obstinate_chance
from parley.games.optimism import (
    after_battles,
    battles_until_deal,
    cost_that_opens_a_deal,
    war_by_own_beliefs,
)
from parley.models.war.simulate import paths, simulate
from parley.models.war.state import TALKS
from parley.models.war.war import changed, checked

SHARP = 1e6
NEVER = {"pause": 0.0}
MANY = {"replications": 500, "weeks": 60, "seed": 1}


def screening(p, c_1, c_tough, c_weak, tough, **more):
    """Side 2 is tough or weak by its cost; only side 1 proposes."""
    return one_battle(
        p,
        [c_1, 1],
        resolve=[[1, 1], [c_tough, c_weak]],
        belief=[[tough, 1 - tough], [0, 0]],
        proposer=[[1, 0], [1, 0]],
        talk_gain=9,
        precision=SHARP,
        **NEVER | more,
    )


@pytest.mark.parametrize(
    ("p", "c_1", "tough", "weak", "threshold"),
    [(0.5, 0.1, 0.1, 0.4, 0.6), (0.45, 0.2, 0.05, 0.3, 0.5)],
)
def test_risk_return_threshold_of_two_cost_types(p, c_1, tough, weak, threshold):
    """Fearon (1995), International Organization 49(3), 379-414.

    Risky iff Pr(tough) < (c_W - c_T) / (c_W + c_1).
    """
    for chance, risky in ((threshold - 0.01, True), (threshold + 0.01, False)):
        war = screening(p, c_1, tough, weak, chance)
        found = simulate(war, replications=2000, weeks=1, seed=4)
        settled = found.kind == 2
        demand = p + (weak if risky else tough)
        assert found.share[settled] == pytest.approx(np.full(settled.sum(), demand), abs=1e-4)
        if risky:
            assert abs(settled.mean() - (1 - chance)) < 0.05
        else:
            assert settled.all()


def test_risk_return_threshold_of_two_power_types():
    """Side 2 strong (side 1 wins with 0.4) or weak (0.7): risky iff Pr(strong) < 0.6."""
    for chance, demand in ((0.59, 0.8), (0.61, 0.5)):
        war = one_battle(
            0.5,
            [0.1, 0.1],
            strength=[[1, 1], [1.5, 3 / 7]],
            belief=[[chance, 1 - chance], [0, 0]],
            proposer=[[1, 0], [1, 0]],
            talk_gain=9,
            precision=SHARP,
            **NEVER,
        )
        found = simulate(war, replications=1000, weeks=1, seed=4)
        settled = found.kind == 2
        assert found.share[settled] == pytest.approx(np.full(settled.sum(), demand), abs=1e-4)
        assert settled.all() == (chance > 0.6)


def test_a_refusal_is_read_as_toughness():
    """After it only the tough are left, so the next offer is the safe one; tempered, it is not."""
    war = screening(0.5, 0.1, 0.1, 0.4, 0.3, fronts=20, front=10)
    war = changed(war, cost=[0.001, 0.01])  # a hundred weeks to the finish: 0.1 and 1
    learned = simulate(war, replications=4000, weeks=2, seed=1)
    ignored = simulate(changed(war, temper=0), replications=4000, weeks=2, seed=1)
    second = learned.ends[2, 2] / (4000 - learned.ends[1, 2])
    assert second > 0.95
    assert ignored.ends[2, 2] / (4000 - ignored.ends[1, 2]) < 0.05


def test_battles_teach_strength_at_the_pace_of_bayes():
    """Strong or weak by factor 1.5 in odds; after n battles the odds are those of the counts.

    Read from the demand of a side 1 that proposes once, in the last week.
    """
    war = checked(
        stock=[[1], [1]],
        cost=0.0,
        fronts=40,
        front=20,
        strength=[[1, 1], [1.5, 1 / 1.5]],
        belief=[[0.5, 0.5], [0, 0]],
        settle=0,
        pause=0,
        fail=0,
        discount=0.999,
        line=np.nan,
        pause_settle=0,
        violate=0,
        renew=0,
    )
    # Settling by chance in week 11 shows the even split of expected worths, so the belief.
    from parley.models.war._rules_numba import fight

    found = simulate(changed(war, settle=0.05), replications=300, weeks=12, seed=2)
    path = paths(changed(war, settle=0.05), replications=300, weeks=12, seed=2)
    odds, seen = np.array([1 / 1.5, 1.5]), 0
    p = odds / (1 + odds)
    for e in np.flatnonzero(found.kind == 2):
        front, battles = int(found.front[e]), int(found.end_week[e]) - 1
        wins = (front - 20 + battles) // 2
        belief = p**wins * (1 - p) ** (battles - wins)
        belief /= belief.sum()
        worth = np.array([fight(x, 0.999, 1.0, 40, front)[:2] for x in p])
        one = belief @ worth[:, 0]  # does not know
        other = belief @ worth[:, 1]  # the mean of what it is worth to each type
        assert found.share[e] == pytest.approx((1 + one - other) / 2, abs=1e-6)
        assert path.front[e, -1] == front
        seen += battles > 3
    assert seen > 20


# beliefs, path by path


def learning(**more):
    """Battles, reports and concessions; the sides differ in what they believe."""
    given = {
        "stock": [[4], [5]],
        "cost": 0.01,
        "contest": 1.3,
        "tempo": 0.6,
        "strength": [[1, 1.3, 0.8], [0.9, 1, 1.4]],
        "demand": [[0.7, 0.4, 0.7], [0.3, 0.6, 0.5]],
        "belief": np.array([[2, 3, 1, 1, 4, 1, 2, 1, 2], [1, 1, 2, 3, 1, 0, 2, 1, 0]]).reshape(
            2, 3, 3
        )
        / [[[17]], [[11]]],
        "truth": np.full((3, 3), 1 / 9),
        "concede": [0.02, 0.03],
        "news": 0.1,
        "reliable": 0.7,
        "fronts": 20,
        "front": 10,
        "line": 0.5,
    }
    chances = {"settle": 0.02, "pause": 0.05, "violate": 0.1, "renew": 0.3, "fail": 0.2}
    return checked(**given | FIXED | chances | more)


@pytest.mark.parametrize(
    "more", [{}, {"temper": 0.5}, {"reliable": 1}, {"belief": np.full((3, 3), 1 / 9)}]
)
def test_beliefs_are_those_of_the_oracle(more):
    war = learning(**more)
    found = paths(war, replications=60, weeks=60, seed=3)
    for e in range(60):
        path = oracle_war.history(war, 3, e, 60)
        assert found.phase[e].tolist() == [week[0] for week in path]
        assert found.front[e].tolist() == [week[1] for week in path]
        belief = np.array([week[4] for week in path]).reshape(60, 2, 3, 3)
        assert found.belief[e] == pytest.approx(belief, abs=1e-12)
    assert set(found.phase.ravel().tolist()) >= {0, 1, 2, 3, 4}


def test_a_belief_of_both_is_that_of_each():
    shared = np.array([[0.1, 0.2, 0.1], [0.2, 0.1, 0.05], [0.1, 0.1, 0.05]])
    one, other = learning(belief=shared), learning(belief=[shared, shared])
    a, b = (paths(war, replications=40, weeks=40) for war in (one, other))
    for name in ("phase", "front", "power", "belief"):
        np.testing.assert_array_equal(getattr(a, name), getattr(b, name))
    assert (a.belief[:, :, 0] == a.belief[:, :, 1]).all()
    assert a.belief[:, :, 0].sum(axis=(-2, -1)) == pytest.approx(np.ones((40, 40)))


def test_disagreement_that_nobody_acts_on_changes_nothing():
    """The same prior of both, or beliefs that differ by rounding only: the same decisions."""
    prior = np.array([[0.2, 0.3], [0.3, 0.2]])
    tiny = prior + np.array([[1e-13, -1e-13], [0, 0]])
    given = {"stock": [[5], [4]], "cost": 0.01, "strength": [[1, 1.2], [0.9, 1.1]]}
    given |= {"pause_share": 0.4, "talk_cost": 0.05, "review": 0.2, "truth": prior}
    given |= {"demand": [[0.3, 0.6], [0.5, 0.6]], "loss": 0.02}
    beliefs = (prior, [prior, tiny])
    one, other = (simulate(checked(**given, belief=b), **MANY) for b in beliefs)
    assert one.kind.tolist() == other.kind.tolist()
    assert one.worth == pytest.approx(other.worth, abs=1e-6)
    assert len(set(one.kind.tolist())) >= 4


# reports


def test_reports_teach_by_their_reliability():
    """After n reports, k of them right, the odds of the truth are (r / (1 - r))^(2k - n)."""
    r = 0.7
    war = checked(
        stock=[[1], [1]],
        cost=0,
        tempo=0,
        collapse=1e-12,
        belief=[[0.5, 0.5], [0, 0]],
        news=1,
        reliable=r,
        **FIXED,
    )
    found = paths(war, replications=4000, weeks=10, seed=3).belief[:, -1, 0, 0]
    odds = np.log(found[:, 0] / found[:, 1]) / np.log(r / (1 - r))
    assert odds == pytest.approx(odds.round(), abs=1e-6)
    assert set(odds.round().astype(int).tolist()) == set(range(-10, 11, 2))
    right = np.arange(11)
    expected = abs(2 * right - 10) @ binom.pmf(right, 10, r)
    assert abs(odds).mean() == pytest.approx(expected, abs=0.15)
    none = paths(changed(war, reliable=0.5), replications=100, weeks=10).belief
    assert none[:, :, 0, 0] == pytest.approx(np.full((100, 10, 2), 0.5))
    sure = paths(changed(war, reliable=1), replications=100, weeks=1).belief[:, 0, 0, 0]
    assert set(map(tuple, sure.tolist())) == {(1.0, 0.0), (0.0, 1.0)}


@pytest.mark.parametrize("types", [2, 4])
def test_reports_keep_beliefs_right_on_average(types):
    """A martingale: the mean belief in any type stays what it was, and follows the truth."""
    prior = np.arange(1.0, types + 1) / np.arange(1, types + 1).sum()
    belief = np.zeros((types, types))
    belief[:, 0] = prior
    war = checked(
        stock=[[1], [1]],
        cost=0,
        tempo=0,
        collapse=1e-12,
        belief=belief,
        news=0.5,
        reliable=0.6,
        **FIXED,
    )
    found = paths(war, replications=20_000, weeks=6, seed=9).belief[:, :, 0, :, 0]
    assert found[:, -1].mean(axis=0) == pytest.approx(prior, abs=0.012)
    assert (found[:, -1] ** 2).sum(axis=1).mean() > (prior**2).sum() + 0.02


# sides that disagree about how the war will go

NODES = 7
PRIORS = [((8, 4), (4, 8)), ((8, 4), (6, 6)), ((20, 20), (20, 20)), ((5, 7), (9, 3))]


def nodes(prior):
    """Chances that side 1 wins a battle, and their weights, that stand for a Beta belief."""
    a, b = prior
    x, weight = roots_jacobi(NODES, b - 1, a - 1)
    return (1 + x) / 2, weight / weight.sum()


def disagreeing(prior_a, prior_b, cost, **more):
    """Neither side knows the chance p; what each believes is put as types of the other.

    Both are of their first type, which the other holds to be impossible. Nobody comes to talk,
    but what both could gain is worked out every week.
    """
    p, q = nodes(prior_a)[0], nodes(prior_b)[0]
    belief = np.zeros((2, NODES + 1, NODES + 1))
    belief[0, 0, 1:], belief[1, 1:, 0] = nodes(prior_a)[1], nodes(prior_b)[1]
    truth = np.zeros(belief.shape[1:])
    truth[0, 0] = 1
    return checked(
        stock=[[1], [1]],
        cost=cost,
        fronts=6,
        front=3,
        strength=[[1, *(q / (1 - q))], [1, *((1 - p) / p)]],
        belief=belief,
        truth=truth,
        discount=1 - 1e-8,
        talk_cost=9,
        pause=0,
        fail=0,
        **more,
    )


def sincere(war, replication=0, weeks=1):
    """Week by week whether there is something that both prefer to the war."""
    both = simulate(war, replications=1, first=replication, weeks=weeks).tally[:, 7:9]
    assert (both[:, 0] == both[:, 1]).all()
    return both[:, 0] == 1


@pytest.mark.parametrize(("prior_a", "prior_b"), PRIORS)
def test_each_side_weighs_the_war_by_its_own_belief(prior_a, prior_b):
    """Smith and Stam (2004), Journal of Conflict Resolution 48(6): a fight to the finish.

    An even split of what is saved shows the difference of the two worths.
    """
    exact = war_by_own_beliefs(
        prior_a=prior_a, prior_b=prior_b, front=3, length=6, cost_a=0.02, cost_b=0.02
    )
    found = simulate(disagreeing(prior_a, prior_b, 0.02, settle=1), replications=5, weeks=1)
    (p, by_a), (q, by_b) = nodes(prior_a), nodes(prior_b)
    own = by_a @ fight_to_finish(p, 3, 6, 0.02, 0.02).first
    other = by_b @ fight_to_finish(q, 3, 6, 0.02, 0.02).second
    assert (own, other) == pytest.approx((exact.value_a, exact.value_b), abs=2e-4)
    assert found.share == pytest.approx(np.full(5, (1 + own - other) / 2), abs=1e-6)


@pytest.mark.parametrize(("prior_a", "prior_b"), PRIORS[:2])
def test_a_bargain_exists_iff_the_two_worths_leave_something(prior_a, prior_b):
    """V_A + V_B <= 1; the cost that opens a deal opens it in the engine as well."""
    start = {"front": 3, "length": 6, "cost_a": 0.02, "cost_b": 0.02}
    more = cost_that_opens_a_deal(war_by_own_beliefs(prior_a=prior_a, prior_b=prior_b, **start))
    assert more > 0
    assert not sincere(disagreeing(prior_a, prior_b, 0.02 + 0.96 * more))[0]
    assert sincere(disagreeing(prior_a, prior_b, 0.02 + 1.04 * more))[0]


def test_who_agrees_about_the_war_has_something_to_settle():
    assert sincere(disagreeing((20, 20), (20, 20), 0.02))[0]


def test_battles_ripen_a_war():
    """They bring the beliefs together: after 18 that split evenly both prefer a deal, not before.

    In every week what the engine says is what the closed form says at that front and count.
    """
    sides, cost = {"prior_a": (8, 4), "prior_b": (4, 8)}, {"cost_a": 0.02, "cost_b": 0.02}
    assert battles_until_deal(**sides, front=3, length=6, **cost) == 18
    war, ripe, seen = disagreeing(*sides.values(), 0.02), set(), 0
    front = paths(war, replications=150, weeks=24).front
    for e in range(150):
        says = sincere(war, e, 24)
        for week in np.flatnonzero((front[e] > 0) & (front[e] < 6))[:-1] + 1:
            k = front[e, week - 1]
            wins = (week + k - 3) // 2
            now = {
                name: after_battles(b, wins=wins, losses=week - wins) for name, b in sides.items()
            }
            surplus = war_by_own_beliefs(**now, front=k, length=6, **cost).surplus
            if abs(surplus) > 2e-3:
                assert says[week] == (surplus > 0)
                seen += says[week]
            if k == 3:
                ripe.add((int(week), bool(says[week])))
    assert {week for week, yes in ripe if yes} >= {18, 20}
    assert {week for week, yes in ripe if not yes} == set(range(2, 18, 2))
    assert seen > 20


# obstinate types

STALEMATES = [
    ((0.7, 0.6), (0.02, 0.02), (0.2, 0.3)),
    ((0.6, 0.6), (0.01, 0.02), (0.1, 0.1)),
    ((0.8, 0.55), (0.03, 0.02), (0.4, 0.15)),
]


def stalemate(demand, rate, obstinate, **more):
    """Fixed demands, after whoever had to has conceded at once; obstinate first, then rational."""
    game = facts(demand, rate, obstinate)
    one, other = obstinate_chance(time=0, **game)
    belief = np.outer([one, 1 - one], [other, 1 - other])
    return checked(
        stock=[[1], [1]],
        cost=0,
        tempo=0,
        discount=np.exp(-rate[0]),
        demand=[[demand[0], 0], [demand[1], 0]],
        concede=-np.expm1(-np.array(attrition(**game).hazard)),
        **{"belief": belief} | FIXED | more,
    )


def facts(demand, rate, obstinate):
    names = ("demand", "rate", "obstinate")
    each = zip(names, (demand, rate, obstinate), strict=True)
    return {f"{name}_{j + 1}": pair[j] for name, pair in each for j in range(2)}


@pytest.mark.parametrize("numbers", STALEMATES)
def test_silence_makes_obstinacy_likelier_as_in_the_war_of_attrition(numbers):
    """Abreu and Gul (2000), Econometrica 68(1), 85-117: exp(-hazard (T - t)), 1 from T on."""
    found = paths(stalemate(*numbers), replications=3000, weeks=70, seed=2)
    game, seen = facts(*numbers), 0
    for t in range(1, 70):
        silent = found.phase[:, t - 1] == 0
        first, second = obstinate_chance(time=t, **game)
        for side in range(2):  # both think the same of both
            belief = found.belief[silent, t - 1, side]
            assert belief[:, 0].sum(axis=1) == pytest.approx(first, abs=1e-9)
            assert belief[:, :, 0].sum(axis=1) == pytest.approx(second, abs=1e-9)
        seen += silent.sum()
    assert seen > 5000


@pytest.mark.parametrize("numbers", STALEMATES)
def test_who_gives_in_and_what_that_is_worth(numbers):
    """Somebody gives in unless both are obstinate; a rational side gains nothing by waiting."""
    demand, *_ = numbers
    game = facts(*numbers)
    one, other = obstinate_chance(time=0, **game)
    found = simulate(stalemate(*numbers), replications=40_000, weeks=120, seed=2)
    assert abs((found.kind == 2).mean() - (1 - one * other)) < 0.01
    apart = abs(found.share[found.kind == 2, np.newaxis] - [1 - demand[1], demand[0]]).min(axis=1)
    assert (apart < 1e-6).mean() > 0.97  # few give in at once and meet halfway
    war = stalemate(*numbers, truth=[[0, 0], [other, 1 - other]])
    worth = simulate(war, replications=40_000, weeks=120).mean_worth[0]
    assert worth == pytest.approx(1 - demand[1], abs=0.012)


# limited and unlimited aims


def test_conceding_pays_from_a_threshold_of_limited_aims():
    """After Powell (1996), American Political Science Review 90(4): (w_0 - w_n) / (1 - z_n - w_n).

    Side 1 holds 9 of 10 and may concede a fifth, which leaves it 8. Side 2 is limited, so that
    war is not worth it any more, or unlimited: it comes back. What parties decide takes a
    settlement at its share, so the threshold is one between two scenarios, not of an acceptance.
    """
    base = {"stock": [[0.45], [0.55]], "cost": 0.01, "precision": SHARP, "discount": 1 - 1e-6}
    base |= {"fronts": 10, "territory": 1, "line": 0.8}
    worth = {}
    for front in (8, 9):
        war = checked(**base | FIXED, front=front)
        worth[front] = simulate(war, replications=40_000, weeks=600, seed=5).mean_worth[0]
        exact = fight_to_finish(0.45, front, 10, 0.01, 0.01).first
        assert worth[front] == pytest.approx(exact, abs=0.01)
    threshold = appeasement_threshold([0, 0.2, 1], war=[worth[9], worth[8]], aim=1)
    assert 0.6 < threshold < 0.75
    for limited in (threshold - 0.05, threshold + 0.05):
        belief = [[limited, 1 - limited], [0, 0]]
        given = {"front": 9, "belief": belief, "settle": 1, "fail": np.nan}
        given["resolve"] = [[1, 1], [3, 0.01]]
        war = checked(**base | FIXED | given)
        found = paths(war, replications=20_000, weeks=2, seed=6)
        kept, front = found.phase[:, 1] == 2, found.front[:, 1]
        assert abs(kept.mean() - limited) < 0.015
        assert set(front.tolist()) == {8}
        conceding = np.where(kept, 0.8, worth[8]).mean()
        assert (conceding > worth[9]) == (limited > threshold)


def test_a_type_that_is_all_but_impossible_is_one_that_nobody_thinks_exists():
    """One over so small a chance is no number."""
    ends = []
    for chance in (0.0, 1e-310):
        belief = [[chance, chance], [0.5, 0.5]]
        war = bargaining(belief=belief, truth=[[0.5, 0.5], [0, 0]], news=0, temper=0)
        ends.append(simulate(war, **MANY))
    assert ends[0].tally[:, TALKS].sum() > 0
    assert (ends[0].tally == ends[1].tally).all()
