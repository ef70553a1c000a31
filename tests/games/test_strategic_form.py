"""Tables of plans, against payoffs written from the stories."""

from fractions import Fraction as F

from parley.games.crisis import crisis_reference
from parley.games.game_tree import Decision, Game, Outcome
from parley.games.sequential import expected_payoffs
from parley.games.strategic_form import profile_of, pure_nash, strategic_form
from parley.games.two_offers import offers_reference


def test_crisis_table():
    """Rows TT, TQ, QT, QQ for the resolved and the unresolved; columns back down, challenge."""
    q, form = F(1, 3), strategic_form(crisis_reference("1/3"))
    assert form.players == ("Defender", "Challenger")
    assert form.sets == (("resolved", "unresolved"), ("threat",))
    expected = {
        (0, 0): (F(1), F(0)),
        (1, 0): (q, 1 - q),
        (2, 0): (1 - q, q),
        (3, 0): (F(0), F(1)),
        (0, 1): (q / 4 - (1 - q) / 2, 1 - 2 * q),
        (1, 1): (q / 4, -q + (1 - q)),
        (2, 1): (-(1 - q) / 2, F(1)),
        (3, 1): (F(0), F(1)),
    }
    assert form.payoffs == expected
    assert list(form.payoffs) == list(expected)  # the first player's plan changes fastest


def test_no_pure_equilibrium_of_the_crisis_game():
    assert pure_nash(strategic_form(crisis_reference("1/3"))) == ()


def test_five_pure_equilibria_of_the_two_offers():
    for tough in ("1/2", "3/4"):
        assert len(pure_nash(strategic_form(offers_reference(tough)))) == 5


def test_plans_say_nothing_where_they_never_get():
    ends = [Outcome(name=str(k), payoffs=(F(k), F(-k))) for k in range(4)]
    last = Decision(player="A", information_set="last", moves=(("x", ends[0]), ("y", ends[1])))
    other = Decision(player="B", information_set="b", moves=(("on", last), ("off", ends[2])))
    root = Decision(player="A", information_set="first", moves=(("go", other), ("stop", ends[3])))
    game = Game(title="", players=("A", "B"), root=root)
    form = strategic_form(game)
    assert form.strategies[0] == (("go", "x"), ("go", "y"), ("stop", "*"))
    assert form.payoffs[2, 0] == form.payoffs[2, 1] == (3, -3)
    for at, payoffs in form.payoffs.items():
        assert expected_payoffs(game, profile_of(game, form, at)) == payoffs


def test_a_player_without_a_choice_has_one_plan():
    end = Outcome(name="end", payoffs=(F(1), F(2)))
    root = Decision(player="A", information_set="x", moves=(("go", end),))
    form = strategic_form(Game(title="", players=("A", "B"), root=root))
    assert form.strategies == ((("go",),), ((),))
    assert form.payoffs == {(0, 0): (1, 2)}
