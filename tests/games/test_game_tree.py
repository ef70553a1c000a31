"""Small trees: what is refused, and who knows what."""

from fractions import Fraction as F

import pytest

from parley.games.crisis import crisis_reference
from parley.games.game_tree import (
    Chance,
    Decision,
    Game,
    Outcome,
    exact_chance,
    information_sets,
    walk,
)


def ends(name, *payoffs):
    return Outcome(name=name, payoffs=tuple(F(x) for x in payoffs))


def choice(player, at, **moves):
    return Decision(player=player, information_set=at, moves=tuple(moves.items()))


def game(root, players=("A", "B")):
    return Game(title="test", players=players, root=root)


YES, NO = ends("yes", 1, 0), ends("no", 0, 1)


def test_walk_lists_a_node_before_what_follows():
    after = choice("B", "second", left=YES, right=NO)
    nodes = [node for node, _ in walk(choice("A", "first", stop=NO, go=after))]
    assert [getattr(node, "name", getattr(node, "information_set", "")) for node in nodes] == [
        "first",
        "no",
        "second",
        "yes",
        "no",
    ]
    steps = [steps for _, steps in walk(choice("A", "first", go=after))][2]
    assert steps == (("A", "first", "go"), ("B", "second", "left"))


def test_who_cannot_tell_what_apart():
    sets = information_sets(crisis_reference())
    assert list(sets) == ["resolved", "threat", "unresolved"]
    assert [len(at.decisions) for at in sets.values()] == [1, 2, 1]
    assert sets["threat"].player == "Challenger"
    assert all(at.history == () for at in sets.values())


def test_own_steps_only_are_remembered():
    third = choice("A", "third", up=YES, down=NO)
    root = choice("A", "first", go=choice("B", "second", on=third, off=NO))
    assert information_sets(game(root))["third"].history == (("A", "first", "go"),)


def test_a_player_who_forgets_is_refused():
    again = choice("A", "again", up=YES, down=NO)
    with pytest.raises(ValueError, match="'again' differ in player, moves or"):
        game(choice("A", "first", left=again, right=again))
    with pytest.raises(ValueError, match="'first' differ"):  # absent-minded
        game(choice("A", "first", left=choice("A", "first", left=YES, right=NO), right=NO))


def test_an_information_set_has_one_player_and_one_list_of_moves():
    chance = ("heads", F(1, 2)), ("tails", F(1, 2))
    for other in (choice("B", "x", up=YES, down=NO), choice("A", "x", up=YES, off=NO)):
        nodes = (choice("A", "x", up=YES, down=NO), other)
        branches = tuple((*c, n) for c, n in zip(chance, nodes, strict=True))
        with pytest.raises(ValueError, match="'x' differ"):
            game(Chance(event="coin", branches=branches))


@pytest.mark.parametrize(
    ("branches", "says"),
    [
        ((("a", F(1, 2), YES), ("b", F(1, 3), NO)), "add up to 1"),
        ((("a", F(1), YES), ("b", F(0), NO)), "positive"),
        ((("a", F(3, 2), YES), ("b", F(-1, 2), NO)), "positive"),
        ((("a", F(1, 2), YES), ("a", F(1, 2), NO)), "different names"),
        ((), "different names"),
    ],
)
def test_bad_chances(branches, says):
    with pytest.raises(ValueError, match=says):
        game(Chance(event="coin", branches=branches))


def test_bad_names_and_payoffs():
    with pytest.raises(ValueError, match="players must have different names"):
        game(YES, players=("A", "A"))
    with pytest.raises(ValueError, match="players must have different names"):
        game(YES, players=("A", ""))
    with pytest.raises(ValueError, match="must have 2 payoffs"):
        game(ends("yes", 1))
    with pytest.raises(ValueError, match="outcome 'yes' has two payoffs"):
        game(choice("A", "first", left=YES, right=ends("yes", 2, 0)))
    with pytest.raises(ValueError, match="player 'C' is none of"):
        game(choice("C", "first", left=YES, right=NO))
    twice = Decision(player="A", information_set="x", moves=(("up", YES), ("up", NO)))
    with pytest.raises(ValueError, match="moves at 'x' must have different names"):
        game(twice)


@pytest.mark.parametrize(
    ("typed", "exact"), [(0.1, F(1, 10)), ("2/3", F(2, 3)), (F(1, 7), F(1, 7)), ("0.25", F(1, 4))]
)
def test_chances_as_typed(typed, exact):
    assert exact_chance(typed, "prior") == exact


@pytest.mark.parametrize("bad", [0, 1, -0.5, 2, "1/0", "half", float("nan"), float("inf")])
def test_bad_priors(bad):
    with pytest.raises(ValueError, match="prior must be between 0 and 1"):
        exact_chance(bad, "prior")
