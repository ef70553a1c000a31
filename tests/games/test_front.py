"""War over a front against linear systems, and bargaining against the game with a last battle."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.games.alternating_offers import alternating_offers
from parley.games.front import (
    absolute_and_limited,
    bargaining_between_battles,
    fight_to_finish,
)

few = settings(deadline=None, max_examples=60)
chances = st.floats(0.05, 0.95)
discounts = st.one_of(st.just(1.0), st.floats(0.3, 1))
costs = st.floats(0, 0.3)
lengths = st.integers(2, 12)


# Feller (1968); Smith and Stam (2004): the fight to the finish.


@pytest.mark.parametrize(
    ("p", "n", "k", "c", "expected"),
    [
        (0.6, 4, 2, (0.02, 0.03), (0.615385, 0.192308, 0.692308, 3.84615)),
        (0.5, 10, 3, (0.01, 0.01), (0.09, 0.49, 0.3, 21)),
        (0.45, 6, 4, (0.015, 0.02), (0.402735, 0.305551, 0.527755, 8.33468)),
    ],
)
def test_fights_by_hand(p, n, k, c, expected):
    assert fight_to_finish(p, k, n, *c) == pytest.approx(expected, abs=5e-6)


@pytest.mark.parametrize(
    ("p", "n", "k", "d", "c", "expected"),
    [
        (0.6, 4, 2, 0.95, (0.02, 0.03), (0.504411, 0.151553)),
        (0.52, 8, 3, 0.99, (0.01, 0.015), (0.242813, 0.281116)),
    ],
)
def test_discounted_fights_by_hand(p, n, k, d, c, expected):
    assert fight_to_finish(p, k, n, *c, d)[:2] == pytest.approx(expected, abs=1e-6)


def battle_by_battle(p, n, d, cost, prizes):
    """x(k) = -cost + d (p x(k+1) + q x(k-1)) with prizes at 0 and n, for every k."""
    system, known = np.eye(n + 1), np.full(n + 1, -cost)
    known[0], known[n] = prizes
    for k in range(1, n):
        system[k, k + 1] -= d * p
        system[k, k - 1] -= d * (1 - p)
    return np.linalg.solve(system, known)


def same_as_battle_by_battle(p, n, d, c1, c2, near):
    found = fight_to_finish(p, np.arange(n + 1), n, c1, c2, d)
    assert found.first == pytest.approx(battle_by_battle(p, n, d, c1, (0, 1)), abs=near)
    assert found.second == pytest.approx(battle_by_battle(p, n, d, c2, (1, 0)), abs=near)
    assert found.win == pytest.approx(battle_by_battle(p, n, 1, 0, (0, 1)), abs=near)
    assert found.battles == pytest.approx(battle_by_battle(p, n, 1, -1, (0, 0)), abs=near * n)


@given(chances, lengths, discounts, costs, costs)
@few
def test_closed_forms_against_linear_systems(p, n, d, c1, c2):
    same_as_battle_by_battle(p, n, d, c1, c2, 1e-6 if 0 < 1 - d < 1e-7 else 1e-8)


@pytest.mark.parametrize("p", [0.5, 0.5 + 1e-16, 0.5 + 1e-12, 0.5 - 1e-9, 0.5 + 3e-9, 0.5 + 1e-6])
@pytest.mark.parametrize("d", [1, 1 - 1e-15, 1 - 1e-10, 1 - 3e-9, 1 - 1e-6, 0.9])
def test_near_even_battles_and_near_no_discounting(p, d):
    same_as_battle_by_battle(p, 20, d, 0.01, 0.02, 3e-6)


def test_long_fronts_and_lopsided_battles_do_not_overflow():
    found = fight_to_finish([0.01, 0.99, 0.5], [500, 500, 500], 1000, 0, 0)
    assert found.win == pytest.approx([0, 1, 0.5])
    assert found.battles == pytest.approx([500 / 0.98, 500 / 0.98, 250_000])
    assert fight_to_finish(0.3, 1999, 2000, 0, 0, 0.5).first == pytest.approx(
        (1 - np.sqrt(1 - 4 * 0.3 * 0.7 * 0.25)) / (2 * 0.7 * 0.5)
    )


@given(chances, lengths, discounts, costs, costs)
@few
def test_turned_round_the_war_is_the_same(p, n, d, c1, c2):
    k = np.arange(n + 1)
    here, there = fight_to_finish(p, k, n, c1, c2, d), fight_to_finish(1 - p, n - k, n, c2, c1, d)
    assert there.first == pytest.approx(here.second, abs=1e-6)
    assert there.win == pytest.approx(1 - np.asarray(here.win), abs=1e-9)
    assert there.battles == pytest.approx(here.battles, abs=1e-5)


@given(st.floats(0.05, 0.9), lengths, discounts, costs)
@few
def test_a_better_front_better_battles_and_lower_costs_help(p, n, d, c):
    found = fight_to_finish(p, np.arange(n + 1), n, 0, c, d)
    better = fight_to_finish(p + 0.05, np.arange(n + 1), n, 0, c, d)
    assert (np.diff(found.win) > 0).all()
    assert (np.diff(found.first) > 0).all()
    assert (np.asarray(better.win) >= found.win).all()
    assert (np.asarray(better.first) >= np.asarray(found.first) - 1e-9).all()
    dearer = fight_to_finish(p, np.arange(n + 1), n, 0, c + 0.1, d)
    assert (np.asarray(dearer.second)[1:-1] < np.asarray(found.second)[1:-1]).all()


@given(chances, lengths, costs, costs)
@few
def test_without_discounting_all_that_is_lost_is_the_cost_of_battles(p, n, c1, c2):
    first, second, _, battles = fight_to_finish(p, np.arange(n + 1), n, c1, c2)
    assert first + second == pytest.approx(1 - (c1 + c2) * battles, abs=1e-9)


def test_the_ends_are_the_end():
    assert fight_to_finish(0.3, 0, 5, 0.1, 0.1, 0.9) == (0, 1, 0, 0)
    assert fight_to_finish(0.3, 5, 5, 0.1, 0.1, 0.9) == pytest.approx((1, 0, 1, 0))


# Bargaining between battles: the common core of Wagner (2000) and Slantchev (2003).


@pytest.mark.parametrize(
    ("p", "n", "k", "d", "c", "expected"),
    [
        (0.6, 4, 2, 0.95, (0.02, 0.03), (0.68084, 0.327982)),
        (0.52, 8, 3, 0.99, (0.01, 0.015), (0.49724, 0.535543)),
    ],
)
def test_terms_by_hand(p, n, k, d, c, expected):
    terms = bargaining_between_battles(p, n, *c, d)
    assert (terms.offer_1[k], terms.offer_2[k]) == pytest.approx(expected, abs=1e-6)


def last_battle(p, n, d, costs, rounds=600):
    """Worth to (proposer, responder) by who proposes and where, backwards from a last battle.

    After it, if nobody has collapsed, the good is lost for both. The responder takes the better
    of the offer and a battle; the proposer the best of the least offer that is taken and one that
    is not. Nobody is made to pay.
    """
    ends = np.array([[0.0, 1.0], [1.0, 0.0]])  # [end, side]
    worth = np.zeros((2, n + 1, 2))  # [who proposes, front, side]
    worth[:, 0], worth[:, n] = ends
    share = np.array(costs)
    for _ in range(rounds):
        battle = -share + d * (p * worth[:, 2:] + (1 - p) * worth[:, :-2])
        for i, j in ((0, 1), (1, 0)):  # i proposes; refused, j does, so battle[j] follows
            offer = np.maximum(battle[j, :, j], 0)
            agree = 1 - offer >= battle[j, :, i]
            worth[i, 1:n, i] = np.where(agree, 1 - offer, battle[j, :, i])
            worth[i, 1:n, j] = np.where(agree, offer, battle[j, :, j])
    return worth


@given(chances, st.integers(2, 7), st.one_of(st.just(1.0), st.floats(0.3, 1)), costs, costs)
@settings(deadline=None, max_examples=25)
def test_terms_against_the_game_with_a_last_battle(p, n, d, c1, c2):
    terms = bargaining_between_battles(p, n, c1, c2, d)
    worth = last_battle(p, n, d, (c1, c2))
    assert terms.offer_1 == pytest.approx(worth[0, :, 0], abs=1e-9)
    assert terms.offer_2 == pytest.approx(worth[1, :, 1], abs=1e-9)


@given(chances, st.integers(2, 30), discounts, st.floats(0, 2), st.floats(0, 2))
@few
def test_terms_solve_their_equations_and_leave_no_reason_to_fight(p, n, d, c1, c2):
    terms = bargaining_between_battles(p, n, c1, c2, d)
    up, down, here = slice(2, None), slice(None, -2), slice(1, -1)
    pairs = (
        (terms.fight_1, terms.offer_1, terms.offer_2, c1),
        (terms.fight_2, terms.offer_2, terms.offer_1, c2),
    )
    for fight, own, other, cost in pairs:
        battle = -cost + d * (p * own[up] + (1 - p) * own[down])
        assert fight[here] == pytest.approx(battle, abs=1e-8)
        assert other == pytest.approx(1 - np.maximum(fight, 0), abs=1e-12)
        assert ((own >= 0) & (own <= 1)).all()
    assert (terms.fight_1 + terms.fight_2 <= 1 + 1e-9).all()


@given(chances, lengths, discounts, costs, costs)
@few
def test_terms_follow_the_front_and_turned_round_are_the_same(p, n, d, c1, c2):
    terms = bargaining_between_battles(p, n, c1, c2, d)
    turned = bargaining_between_battles(1 - p, n, c2, c1, d)
    assert turned.offer_2[::-1] == pytest.approx(terms.offer_1, abs=1e-8)
    assert turned.fight_1[::-1] == pytest.approx(terms.fight_2, abs=1e-8)


@given(chances, lengths, costs)
@few
def test_terms_follow_the_front_and_own_costs_hurt(p, n, c):
    cheap, dear = (bargaining_between_battles(p, n, x, c, 0.98) for x in (0.01, 0.05))
    middle = (cheap.offer_1 + 1 - cheap.offer_2) / 2
    assert (np.diff(middle) >= -1e-9).all()
    assert (dear.offer_1 <= cheap.offer_1 + 1e-9).all()
    assert (dear.offer_2 >= cheap.offer_2 - 1e-9).all()


def test_free_battles_without_discounting_are_settled_at_the_chance_to_win():
    terms = bargaining_between_battles(0.55, 6, 0, 0)
    win = fight_to_finish(0.55, np.arange(7), 6, 0, 0).win
    assert terms.offer_1 == pytest.approx(win)
    assert terms.offer_2 == pytest.approx(1 - np.asarray(win))


@given(st.floats(0.3, 0.95), st.floats(0, 0.2))
@few
def test_one_battle_from_either_end_is_decided_by_it(d, c):
    terms = bargaining_between_battles(0.5, 2, c, c, d)
    assert terms.offer_1[1] == pytest.approx(1 - max(0, d / 2 - c))


def test_a_front_that_hardly_moves_anything_is_bargaining_as_usual():
    """In the middle of a very long front only impatience counts: Rubinstein (1982)."""
    terms = bargaining_between_battles(0.5, 200, 0, 0, 0.8)
    usual = alternating_offers(0.8, 0.8)
    assert (terms.offer_1[100], terms.offer_2[100]) == pytest.approx(usual, abs=1e-6)


def test_a_side_about_to_collapse_takes_any_offer_and_pays_no_more():
    terms = bargaining_between_battles(0.7, 6, 0.05, 0.1, 0.95)
    assert terms.fight_2[5] < 0
    assert terms.offer_1[5] == 1


# Wagner (2000): absolute and limited war.


def test_both_readings_by_hand():
    found = absolute_and_limited(0.6, 2, 4, 0.02, 0.03, 0.95)
    assert found == pytest.approx((0.504411, 0.151553, 1 - 0.327982, 1 - 0.68084), abs=1e-6)


@given(chances, lengths, discounts, costs, costs, st.integers(0, 100))
@few
def test_war_to_the_finish_understates_what_a_side_can_hold_out_for(p, n, d, c1, c2, where):
    found = absolute_and_limited(p, 1 + where % (n - 1), n, c1, c2, d)
    assert found.limited_1 >= found.absolute_1 - 1e-6
    assert found.limited_2 >= found.absolute_2 - 1e-6
    assert found.limited_1 + found.limited_2 <= 1 + 1e-9


def test_where_nothing_can_be_lost_by_fighting_on_both_readings_agree():
    found = absolute_and_limited(0.55, 2, 5, 0, 0)
    assert found[:2] == pytest.approx(found[2:])


def test_draws_broadcast_and_single_numbers_stay_single():
    found = fight_to_finish([[0.4], [0.5]], [1, 2, 3], 4, 0.01, 0.01, 0.9)
    assert [each.shape for each in found] == [(2, 3)] * 4
    single = fight_to_finish(0.5, 3, 10, 0.01, 0.01)
    assert [type(each) for each in single] == [float] * 4
    assert [type(each) for each in absolute_and_limited(0.5, 1, 2, 0, 0)] == [float] * 4


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: fight_to_finish(0, 1, 2, 0, 0), "p must be in"),
        (lambda: fight_to_finish(1, 1, 2, 0, 0), "p must be in"),
        (lambda: fight_to_finish(0.5, 3, 2, 0, 0), "front must be a whole number from 0 to 2"),
        (lambda: fight_to_finish(0.5, -1, 2, 0, 0), "front must be a whole number"),
        (lambda: fight_to_finish(0.5, 0.5, 2, 0, 0), "front must be a whole number"),
        (lambda: fight_to_finish(0.5, 0, 0, 0, 0), "length must be a whole number from 1 up"),
        (lambda: fight_to_finish(0.5, 0, np.inf, 0, 0), "length must be a whole number"),
        (lambda: fight_to_finish(0.5, 1, 2, -1, 0), "cost_1 must be in"),
        (lambda: fight_to_finish(0.5, 1, 2, 0, -1), "cost_2 must be in"),
        (lambda: fight_to_finish(0.5, 1, 2, 0, 0, 0), "discount must be in"),
        (lambda: fight_to_finish(0.5, 1, 2, 0, 0, 1.1), "discount must be in"),
        (lambda: bargaining_between_battles(1, 4, 0, 0), "p must be in"),
        (lambda: bargaining_between_battles(0.5, 1, 0, 0), "length must be a whole number from 2"),
        (lambda: bargaining_between_battles(0.5, 4, -1, 0), "cost_1 must be in"),
        (lambda: bargaining_between_battles(0.5, 4, 0, -1), "cost_2 must be in"),
        (lambda: bargaining_between_battles(0.5, 4, 0, 0, 0), "discount must be in"),
        (lambda: absolute_and_limited(0.5, 0, 4, 0, 0), "front must be a whole number from 1 to 3"),
    ],
)
def test_what_it_refuses(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()
