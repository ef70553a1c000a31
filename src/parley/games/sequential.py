"""What small games in extensive form are worth, and what is credible in them, in exact fractions.

A *profile* says how likely each move is at each information set, as `{set: {move: probability}}`;
moves it leaves out have probability 0. Floats may stand in for its fractions and make floats of the
results.

What is wanted is a sequential equilibrium: beliefs at each information set that fit the profile,
and at none of them a better move. Nash equilibrium asks less, and in games of threats much less: it
lets a side be deterred by what nobody would carry out. `best_gains` is the test, and
`backward_induction` the solution where every player knows all that happened.

Source: Kreps and Wilson (1982), Sequential Equilibria, Econometrica 50(4), 863-894; that looking at
one move at a time is enough is Hendon, Jacobsen and Sloth (1996), The One-Shot-Deviation Principle
for Sequential Rationality, Games and Economic Behavior 12(2), 274-282.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from parley.games.game_tree import (
    Chance,
    Decision,
    Game,
    Node,
    Outcome,
    Payoffs,
    information_sets,
    walk,
)

__all__ = [
    "Beliefs",
    "Profile",
    "backward_induction",
    "beliefs",
    "best_gains",
    "expected_payoffs",
    "move_values",
]

Profile = Mapping[str, Mapping[str, Fraction]]
Beliefs = Mapping[str, tuple[Fraction, ...]]

TOLERANCE = 1e-9
"""How far from 1 the chances of the moves may add up, for profiles in floats."""


def expected_payoffs(game: Game, profile: Profile) -> Payoffs:
    """What each player can expect before the game, in the order of the players.

    `ValueError` unless the profile has chances that add up to 1 for every information set.

    >>> from parley.games.crisis import crisis_equilibrium, crisis_profile, crisis_reference
    >>> profile = crisis_profile(crisis_equilibrium("1/3"))
    >>> [str(x) for x in expected_payoffs(crisis_reference("1/3"), profile)]
    ['1/6', '1/3']
    """
    _check_profile(game, profile)
    return _value(game.root, profile)


def beliefs(game: Game, profile: Profile) -> dict[str, tuple[Fraction, ...]]:
    """How likely each decision of an information set is, once there, by Bayes' rule.

    A set with several decisions that is never reached is left out: the profile does not determine
    beliefs there. `ValueError` as in `expected_payoffs`.

    >>> from parley.games.crisis import crisis_equilibrium, crisis_profile, crisis_reference
    >>> profile = crisis_profile(crisis_equilibrium("1/3"))
    >>> [str(x) for x in beliefs(crisis_reference("1/3"), profile)["threat"]]
    ['1/2', '1/2']
    """
    _check_profile(game, profile)
    reached: dict[str, list[Fraction]] = {}
    for decision, chance in _reach(game.root, profile, Fraction(1)):
        reached.setdefault(decision.information_set, []).append(chance)
    found: dict[str, tuple[Fraction, ...]] = {
        name: (Fraction(1),) for name, chances in reached.items() if len(chances) == 1
    }
    for name, chances in reached.items():
        total = sum(chances, Fraction(0))
        if len(chances) > 1 and total > 0:
            found[name] = tuple(chance / total for chance in chances)
    return found


def move_values(
    game: Game, profile: Profile, unreached: Beliefs | None = None
) -> dict[str, dict[str, Fraction]]:
    """What its player can expect from each move at each information set, once there.

    All else by the profile, in the set's later choices too. unreached : beliefs where the profile
    determines none, as in `beliefs`. `ValueError` if one is missing, or as in `expected_payoffs`.

    >>> from parley.games.crisis import crisis_equilibrium, crisis_profile, crisis_reference
    >>> profile = crisis_profile(crisis_equilibrium("1/3"))
    >>> move_values(crisis_reference("1/3"), profile)["resolved"]["threat"]
    Fraction(1, 2)
    """
    held = {**(unreached or {}), **beliefs(game, profile)}
    found = {}
    for name, at in information_sets(game).items():
        if name not in held:
            raise ValueError(f"information set {name!r} is never reached: state beliefs there")
        mine = game.players.index(at.player)
        nodes = list(zip(held[name], at.decisions, strict=True))
        found[name] = {
            move: sum((p * _value(d.moves[k][1], profile)[mine] for p, d in nodes), Fraction(0))
            for k, move in enumerate(at.moves)
        }
    return found


def best_gains(
    game: Game, profile: Profile, unreached: Beliefs | None = None
) -> dict[str, Fraction]:
    """How much its player could gain at each information set, once there, by its best move.

    All 0: nobody has a better move anywhere. With beliefs that come from the profile alone that is
    a sequential equilibrium; whether `unreached` ones are limits of small errors is not checked.
    Arguments and `ValueError` as in `move_values`.

    >>> from parley.games.crisis import crisis_equilibrium, crisis_profile, crisis_reference
    >>> profile = crisis_profile(crisis_equilibrium("1/3"))
    >>> set(best_gains(crisis_reference("1/3"), profile).values())
    {Fraction(0, 1)}
    >>> str(best_gains(crisis_reference("3/4"), profile)["threat"])
    '10/21'
    """
    values = move_values(game, profile, unreached)
    return {
        name: max(by_move.values())
        - sum((profile[name].get(move, 0) * x for move, x in by_move.items()), Fraction(0))
        for name, by_move in values.items()
    }


def backward_induction(game: Game) -> dict[str, dict[str, Fraction]]:
    """The sequential equilibrium of a game where each player knows all that happened before.

    A profile in pure moves; of equally good ones the first listed. `ValueError` if an information
    set has several decisions.

    >>> from parley.games.two_offers import offers_reference
    >>> backward_induction(offers_reference("3/4"))["demand"]
    {'safe': Fraction(1, 1)}
    """
    chosen: dict[str, dict[str, Fraction]] = {}
    for name, at in information_sets(game).items():
        if len(at.decisions) > 1:
            raise ValueError(f"at information set {name!r} the player does not know what happened")
    for node, _ in reversed(list(walk(game.root))):  # what follows comes before
        if isinstance(node, Decision):
            mine = game.players.index(node.player)
            best = max(node.moves, key=lambda move: _value(move[1], chosen)[mine])
            chosen[node.information_set] = {best[0]: Fraction(1)}
    return chosen


def _value(node: Node, profile: Profile) -> Payoffs:
    """Expected payoffs from the node on."""
    if isinstance(node, Outcome):
        return node.payoffs
    parts = [
        [chance * x for x in _value(after, profile)] for _, chance, after in _ways(node, profile)
    ]
    return tuple(sum(column, Fraction(0)) for column in zip(*parts, strict=True))


def _reach(node: Node, profile: Profile, chance: Fraction) -> Iterator[tuple[Decision, Fraction]]:
    """Each decision and how likely the profile gets there, in the order of the tree."""
    if isinstance(node, Outcome):
        return
    if isinstance(node, Decision):
        yield node, chance
    for _, share, after in _ways(node, profile):
        yield from _reach(after, profile, chance * share)


def _ways(node: Chance | Decision, profile: Profile) -> Iterable[tuple[str, Fraction, Node]]:
    if isinstance(node, Chance):
        return node.branches
    chances = profile.get(node.information_set, {})
    return ((move, chances.get(move, Fraction(0)), after) for move, after in node.moves)


def _check_profile(game: Game, profile: Profile) -> None:
    for name, at in information_sets(game).items():
        chances = profile.get(name, {})
        if set(chances) - set(at.moves) or any(chance < 0 for chance in chances.values()):
            raise ValueError(f"profile must give chances to moves {at.moves} at {name!r}")
        if abs(float(sum(chances.values())) - 1) > TOLERANCE:
            raise ValueError(f"chances of the moves at {name!r} must add up to 1")
