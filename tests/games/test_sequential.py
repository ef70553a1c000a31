"""Values, beliefs and credibility in small trees, against sums written from the stories."""

from fractions import Fraction as F
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.games.crisis import crisis_equilibrium, crisis_profile, crisis_reference
from parley.games.game_tree import Chance, Decision, Game, Outcome, information_sets
from parley.games.sequential import (
    backward_induction,
    beliefs,
    best_gains,
    expected_payoffs,
    move_values,
)
from parley.games.strategic_form import profile_of, pure_nash, strategic_form
from parley.games.two_offers import offers_reference

quick = settings(deadline=None, max_examples=60)
chances = st.fractions(0, 1, max_denominator=20)
priors = st.fractions(F(1, 20), F(19, 20), max_denominator=20)


def crisis_moves(r, u, c):
    return {
        "resolved": {"threat": r, "quiet": 1 - r},
        "unresolved": {"threat": u, "quiet": 1 - u},
        "threat": {"back down": 1 - c, "challenge": c},
    }


def entry_deterrence():
    """B threatens to fight an entrant, at a loss. A textbook threat nobody would carry out."""
    fight = Outcome(name="fight", payoffs=(F(-1), F(-1)))
    share = Outcome(name="share", payoffs=(F(1), F(1)))
    alone = Outcome(name="alone", payoffs=(F(0), F(3)))
    answer = Decision(
        player="B", information_set="entry", moves=(("fight", fight), ("share", share))
    )
    root = Decision(
        player="A", information_set="start", moves=(("stay out", alone), ("enter", answer))
    )
    return Game(title="Entry", players=("A", "B"), root=root)


@quick
@given(priors, chances, chances, chances)
def test_payoffs_of_the_crisis_game(q, r, u, c):
    found = expected_payoffs(crisis_reference(q), crisis_moves(r, u, c))
    quiet = q * (1 - r) + (1 - q) * (1 - u)
    backs_down = (q * r + (1 - q) * u) * (1 - c)
    war, bluff = q * r * c, (1 - q) * u * c
    assert found == (backs_down + war / 4 - bluff / 2, quiet - war + bluff)


@quick
@given(priors, chances, chances, chances)
def test_beliefs_and_move_values_of_the_crisis_game(q, r, u, c):
    game, profile = crisis_reference(q), crisis_moves(r, u, c)
    held = beliefs(game, profile)
    if r == u == 0:
        assert "threat" not in held
        with pytest.raises(ValueError, match="'threat' is never reached"):
            move_values(game, profile)
        mu = F(1, 4)
        values = move_values(game, profile, {"threat": (mu, 1 - mu)})
    else:
        mu = q * r / (q * r + (1 - q) * u)
        assert held["threat"] == (mu, 1 - mu)
        values = move_values(game, profile)
    assert held["resolved"] == held["unresolved"] == (1,)
    assert values["threat"] == {"back down": 0, "challenge": 1 - 2 * mu}
    assert values["resolved"] == {"threat": 1 - c + c / 4, "quiet": 0}
    assert values["unresolved"] == {"threat": 1 - c - c / 2, "quiet": 0}


@quick
@given(priors, chances, chances, chances)
def test_no_gain_anywhere_means_no_better_plan(q, r, u, c):
    """Sequentially rational profiles are Nash: no pure plan of either side does better."""
    game, profile = crisis_reference(q), crisis_moves(r, u, c)
    if r == u == 0:
        return
    gains, worth = best_gains(game, profile), expected_payoffs(game, profile)
    assert min(gains.values()) >= 0
    better = 0
    for i, names in enumerate((("resolved", "unresolved"), ("threat",))):
        sets = information_sets(game)
        for plan in product(*(sets[name].moves for name in names)):
            changed = profile | {n: {m: F(1)} for n, m in zip(names, plan, strict=True)}
            better = max(better, expected_payoffs(game, changed)[i] - worth[i])
    assert (better > 0) == (max(gains.values()) > 0)  # here every set is reached


def test_backward_induction_needs_no_empty_threat():
    game = entry_deterrence()
    assert backward_induction(game) == {"start": {"enter": 1}, "entry": {"share": 1}}
    form = strategic_form(game)
    nash = [profile_of(game, form, at) for at in pure_nash(form)]
    assert len(nash) == 2
    assert [max(best_gains(game, profile).values()) for profile in nash] == [2, 0]


@pytest.mark.parametrize("tough", ["1/2", "3/4", "1/10", "9/10"])
def test_backward_induction_is_the_only_credible_pure_profile(tough):
    game = offers_reference(tough)
    sets = information_sets(game)
    credible = [
        {name: {move: F(1)} for name, move in zip(sets, moves, strict=True)}
        for moves in product(*(at.moves for at in sets.values()))
    ]
    credible = [profile for profile in credible if not any(best_gains(game, profile).values())]
    assert credible == [backward_induction(game)]


def test_ties_go_to_the_move_listed_first():
    same = [Outcome(name=name, payoffs=(F(1),)) for name in "ab"]
    moves = tuple((end.name, end) for end in same)
    root = Decision(player="A", information_set="x", moves=moves)
    assert backward_induction(Game(title="", players=("A",), root=root)) == {"x": {"a": 1}}


def test_backward_induction_needs_to_know_what_happened():
    with pytest.raises(ValueError, match="'threat' the player does not know"):
        backward_induction(crisis_reference())


def test_floats_may_stand_in():
    game, third = crisis_reference("1/3"), crisis_equilibrium("1/3")
    floats = crisis_moves(*(float(x) for x in third[:3]))
    exact = expected_payoffs(game, crisis_profile(third))
    assert expected_payoffs(game, floats) == pytest.approx([float(x) for x in exact])


def test_later_choices_of_the_same_player_follow_the_profile():
    low, high = (Outcome(name=n, payoffs=(F(x),)) for n, x in (("low", 0), ("high", 10)))
    later = Decision(player="A", information_set="later", moves=(("bad", low), ("good", high)))
    coin = Chance(event="coin", branches=(("on", F(1, 2), later), ("off", F(1, 2), low)))
    root = Decision(player="A", information_set="now", moves=(("wait", coin), ("end", low)))
    game = Game(title="", players=("A",), root=root)
    profile = {"now": {"end": F(1)}, "later": {"bad": F(3, 4), "good": F(1, 4)}}
    assert move_values(game, profile)["now"] == {"wait": F(5, 4), "end": 0}
    assert best_gains(game, profile) == {"now": F(5, 4), "later": F(15, 2)}


@pytest.mark.parametrize(
    "change",
    [
        {"threat": {"challenge": F(1, 2)}},
        {"threat": {"attack": F(1)}},
        {"threat": {"challenge": F(3, 2), "back down": F(-1, 2)}},
        {"threat": {}},
    ],
)
def test_bad_profiles(change):
    profile = crisis_moves(F(1), F(1, 2), F(2, 3)) | change
    with pytest.raises(ValueError, match="'threat'"):
        expected_payoffs(crisis_reference(), profile)
