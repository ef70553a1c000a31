"""Gambit files, read back by a reader of our own."""

from fractions import Fraction as F
from itertools import product

import pytest
from games.gambit_reader import read_efg, read_nfg, sets_of, worth
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.games.crisis import crisis_equilibrium, crisis_profile, crisis_reference
from parley.games.gambit_files import gambit_nash, write_efg, write_nfg
from parley.games.game_tree import Chance, Decision, Game, Outcome
from parley.games.sequential import best_gains, expected_payoffs
from parley.games.strategic_form import profile_of, strategic_form
from parley.games.two_offers import offers_reference

REFERENCES = [crisis_reference("1/3"), crisis_reference("1/7"), offers_reference("3/4")]


def game_of(text):
    """The tree again, as a `Game`."""
    title, players, comment, tree = read_efg(text)

    def build(node):
        if node[0] == "t":
            return Outcome(name=node[1], payoffs=node[2])
        kind, player, _, name, after = node
        if kind == "c":
            return Chance(event=name, branches=tuple((n, c, build(x)) for n, c, x in after))
        moves = tuple((n, build(x)) for n, _, x in after)
        return Decision(player=players[player - 1], information_set=name, moves=moves)

    return Game(title=title, players=tuple(players), comment=comment, root=build(tree))


def three_at_once(payoffs=tuple(range(12))):
    """Three players who move without seeing each other, with 2, 3 and 2 moves."""
    numbers = iter(payoffs)

    def level(depth, path):
        if depth == 3:
            k = next(numbers)
            return Outcome(name=path, payoffs=(F(k), F(-k, 3), F(k * k)))
        moves = tuple((m, level(depth + 1, path + m)) for m in "abc"[: (2, 3, 2)[depth]])
        return Decision(player="XYZ"[depth], information_set=f"of {depth}", moves=moves)

    return Game(title="three", players=("X", "Y", "Z"), root=level(0, ""))


@pytest.mark.parametrize("game", [*REFERENCES, three_at_once()])
def test_efg_keeps_tree_names_and_numbers(game):
    assert game_of(write_efg(game)) == game


@pytest.mark.parametrize("game", [*REFERENCES, three_at_once()])
def test_efg_keeps_what_every_plan_is_worth(game):
    tree, form = read_efg(write_efg(game))[3], strategic_form(game)
    sets = sets_of(tree)
    assert {(p, name) for (p, _), (name, _) in sets.items()} == {
        (i + 1, name) for i, names in enumerate(form.sets) for name in names
    }
    seen = 0
    for moves in product(*(moves for _, moves in sets.values())):
        plan = dict(zip(sets, moves, strict=True))
        named = {sets[key][0]: {move: F(1)} for key, move in plan.items()}
        assert worth(tree, plan) == expected_payoffs(game, named)
        seen += 1
    assert seen == len(form.payoffs)  # no plan is ruled out in these games


@pytest.mark.parametrize("names", [True, False])
@pytest.mark.parametrize("game", [*REFERENCES, three_at_once()])
def test_nfg_is_the_table(game, names):
    form = strategic_form(game)
    title, players, plans, comment, payoffs = read_nfg(write_nfg(game, names=names))
    assert (title, tuple(players), comment) == (game.title, game.players, "")
    assert payoffs == form.payoffs
    if names:
        assert plans == [[" / ".join(plan) for plan in mine] for mine in form.strategies]
    else:
        assert plans == [len(mine) for mine in form.strategies]


@pytest.mark.parametrize("game", [*REFERENCES, three_at_once()])
def test_nfg_agrees_with_efg(game):
    tree, payoffs = read_efg(write_efg(game))[3], read_nfg(write_nfg(game))[4]
    form = strategic_form(game)
    numbers = {name: key for key, (name, _) in sets_of(tree).items()}
    for at, told in payoffs.items():
        profile = profile_of(game, form, at)
        plan = {numbers[name]: next(iter(moves)) for name, moves in profile.items()}
        assert worth(tree, plan) == told


def test_numbers_of_sets_start_at_one_for_each_player():
    sets = sets_of(read_efg(write_efg(offers_reference()))[3])
    assert list(sets) == [(1, 1), (2, 1), (2, 2), (2, 3), (2, 4)]


@settings(deadline=None, max_examples=15)
@given(st.fractions(F(1, 10**6), 1 - F(1, 10**6)), st.lists(st.fractions(), min_size=12))
def test_fractions_are_exact(q, payoffs):
    found = read_efg(write_efg(crisis_reference(q)))[3]
    assert [chance for _, chance, _ in found[4]] == [q, 1 - q]
    game = three_at_once(payoffs[:12])
    assert game_of(write_efg(game)) == game
    assert read_nfg(write_nfg(game))[4] == strategic_form(game).payoffs


def test_quotation_marks_and_letters():
    end = Outcome(name='a "good" deal', payoffs=(F(1),))
    root = Decision(player="Überall, {A}", information_set="x", moves=(('say "yes"', end),))
    game = Game(title='The "last" offer', players=("Überall, {A}",), comment="n, 2", root=root)
    assert game_of(write_efg(game)) == game
    assert read_nfg(write_nfg(game))[:4] == (game.title, [*game.players], [['say "yes"']], "n, 2")


@pytest.mark.parametrize("bad", ["two\nlines", "back\\slash"])
def test_names_that_the_format_cannot_hold(bad):
    game = Game(title=bad, players=("A",), root=Outcome(name="end", payoffs=(F(1),)))
    for write in (write_efg, write_nfg):
        with pytest.raises(ValueError, match="no backslash and no line break"):
            write(game)


def test_a_sample_in_the_documented_layout():
    """The reader on the layout that the documentation shows: decimals, commas, no comment."""
    text = """EFG 2 R "Bayes" { "1" "2" }
    c "ROOT" 1 "(0,1)" { "G" 0.500000 "B" 0.500000 } 0
    p "" 1 1 "(1,1)" { "H" "L" } 0
    t "" 1 "Outcome 1" { 10.000000, 2.000000 }
    t "" 2 "Outcome 2" { 0 10 }
    t "" 1 "Outcome 1" { 10.000000 2.000000 }
    """
    tree = read_efg(text)[3]
    assert worth(tree, {(1, 1): "L"}) == (5, 6)


FAKE = """
import pathlib

class Thing:
    def __init__(self, **facts):
        vars(self).update(facts)

def read_efg(path):
    assert pathlib.Path(path).read_text(encoding="utf-8").startswith("EFG 2 R")
    moves = [Thing(label="back down"), Thing(label="challenge")]
    return Thing(players=[Thing(infosets=[Thing(label="threat", actions=moves)])])

class Profile:
    def __getitem__(self, action):
        return {"back down": "1/3", "challenge": "2/3"}[action.label]

def solve(game, rational):
    return Thing(equilibria=[Thing(as_behavior=Profile)])

nash = Thing(enummixed_solve=solve)
"""


def test_other_process_and_back(tmp_path, monkeypatch):
    (tmp_path / "pygambit.py").write_text(FAKE)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    found = gambit_nash(crisis_reference())
    assert found == ({"threat": {"back down": F(1, 3), "challenge": F(2, 3)}},)


def test_other_process_fails(tmp_path, monkeypatch):
    (tmp_path / "pygambit.py").write_text("raise ImportError('no such solver')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(RuntimeError, match="no such solver"):
        gambit_nash(crisis_reference())


def test_other_solvers_take_two_players():
    with pytest.raises(ValueError, match="two players"):
        gambit_nash(three_at_once())


def test_pygambit_agrees():
    """Only where somebody has installed it."""
    pytest.importorskip("pygambit")
    found = gambit_nash(crisis_reference("1/3"))
    assert found == (crisis_profile(crisis_equilibrium("1/3")),)
    game = offers_reference("1/2")
    listed = gambit_nash(game)
    assert len(listed) == 8
    credible = [profile for profile in listed if not any(best_gains(game, profile).values())]
    assert {"risky": F(1), "safe": F(0)} in [profile["demand"] for profile in credible]
