"""The strategic form of a small game: every complete plan against every other.

A *strategy* is a plan made beforehand: a move for each information set of the player that its own
earlier moves do not rule out ("*" stands where they do). The table is exact and grows fast: moves
multiply over information sets, and strategies over players.

Nash equilibria of this table include those held up by threats that nobody would carry out. Show
them only to make that point; `parley.games.sequential.best_gains` sorts them out.

Source: Kuhn (1953), Extensive Games and the Problem of Information, Contributions to the Theory of
Games II, 193-216; the reduced form after von Stengel (1996), Efficient Computation of Behavior
Strategies, Games and Economic Behavior 14(2), 220-246.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from parley.games.game_tree import Game, Payoffs, information_sets
from parley.games.sequential import Profile, expected_payoffs

__all__ = ["StrategicForm", "profile_of", "pure_nash", "strategic_form"]

Strategy = tuple[str, ...]
RULED_OUT = "*"


@dataclass(frozen=True, kw_only=True)
class StrategicForm:
    """Who can plan what, and what comes of it.

    sets : for each player the names of its information sets. strategies : for each player its
    plans, a move for each of its sets. payoffs : by the numbers of the plans, from 0, one per
    player; all combinations, the first player's plan changing fastest.
    """

    title: str
    players: tuple[str, ...]
    sets: tuple[tuple[str, ...], ...]
    strategies: tuple[tuple[Strategy, ...], ...]
    payoffs: dict[tuple[int, ...], Payoffs]


def strategic_form(game: Game) -> StrategicForm:
    """The reduced strategic form: plans that differ only where they never get are one.

    Cost: the product of the numbers of moves over all information sets.

    >>> from parley.games.crisis import crisis_reference
    >>> form = strategic_form(crisis_reference("1/3"))
    >>> form.strategies[0]
    (('threat', 'threat'), ('threat', 'quiet'), ('quiet', 'threat'), ('quiet', 'quiet'))
    >>> form.payoffs[0, 0]
    (Fraction(1, 1), Fraction(0, 1))
    """
    sets = tuple(
        tuple(name for name, at in information_sets(game).items() if at.player == player)
        for player in game.players
    )
    plans = tuple(_plans(game, names) for names in sets)
    sizes = [range(len(mine)) for mine in reversed(plans)]
    payoffs = {}
    for backwards in product(*sizes):
        at = backwards[::-1]
        played = [mine[k] for mine, k in zip(plans, at, strict=True)]
        payoffs[at] = expected_payoffs(game, _profile(game, sets, played))
    return StrategicForm(
        title=game.title, players=game.players, sets=sets, strategies=plans, payoffs=payoffs
    )


def pure_nash(form: StrategicForm) -> tuple[tuple[int, ...], ...]:
    """All combinations of plans from which no player alone can gain, credible or not.

    >>> from parley.games.two_offers import offers_reference
    >>> len(pure_nash(strategic_form(offers_reference("1/2"))))  # only one is credible
    5
    """
    return tuple(
        at
        for at, payoffs in form.payoffs.items()
        if all(
            form.payoffs[(*at[:i], k, *at[i + 1 :])][i] <= payoffs[i]
            for i, mine in enumerate(form.strategies)
            for k in range(len(mine))
        )
    )


def profile_of(game: Game, form: StrategicForm, at: tuple[int, ...]) -> Profile:
    """The profile in which each player follows the plan of this number.

    Where a plan rules a set out, the profile takes the first move there.

    >>> from parley.games.two_offers import offers_reference
    >>> game = offers_reference("1/2")
    >>> profile_of(game, strategic_form(game), (1, 0))["demand"]
    {'risky': Fraction(1, 1)}
    """
    played = [mine[k] for mine, k in zip(form.strategies, at, strict=True)]
    return _profile(game, form.sets, played)


def _plans(game: Game, names: tuple[str, ...]) -> tuple[Strategy, ...]:
    """All plans for these sets of one player, each once."""
    at = information_sets(game)
    whole = product(*(at[name].moves for name in names))
    return tuple(dict.fromkeys(_reduced(game, dict(zip(names, p, strict=True))) for p in whole))


def _reduced(game: Game, plan: dict[str, str]) -> Strategy:
    """The plan with "*" where it never gets."""
    at = information_sets(game)
    return tuple(
        move if all(plan[s.information_set] == s.move for s in at[name].history) else RULED_OUT
        for name, move in plan.items()
    )


def _profile(game: Game, sets: tuple[tuple[str, ...], ...], played: list[Strategy]) -> Profile:
    at, profile = information_sets(game), {}
    for names, plan in zip(sets, played, strict=True):
        for name, move in zip(names, plan, strict=True):
            profile[name] = {at[name].moves[0] if move == RULED_OUT else move: Fraction(1)}
    return profile
