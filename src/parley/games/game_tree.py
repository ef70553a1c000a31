"""Small games in extensive form, in exact fractions.

A tree of decisions, moves of chance and outcomes. A player cannot tell apart the decisions that
share an information set. Solved in `parley.games.sequential`, tabulated in
`parley.games.strategic_form`, written to files in `parley.games.gambit_files`.

Source: Kuhn (1953), Extensive Games and the Problem of Information, Contributions to the Theory of
Games II, 193-216.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple, TypeAlias

__all__ = [
    "Chance",
    "Decision",
    "Game",
    "InformationSet",
    "Node",
    "Outcome",
    "Payoffs",
    "Prior",
    "Step",
    "exact_chance",
    "information_sets",
    "walk",
]

Payoffs = tuple[Fraction, ...]
Prior = Fraction | float | str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a played game ends: its name and the payoffs, in the order of the game's players."""

    name: str
    payoffs: Payoffs


@dataclass(frozen=True, kw_only=True)
class Chance:
    """A move of chance: its name and branches (what happens, how likely, what follows)."""

    event: str
    branches: tuple[tuple[str, Fraction, "Node"], ...]


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A choice: whose, what the player knows (the information set), moves and what follows each."""

    player: str
    information_set: str
    moves: tuple[tuple[str, "Node"], ...]


Node: TypeAlias = Outcome | Chance | Decision


class Step(NamedTuple):
    """A choice made on the way to a node."""

    player: str
    information_set: str
    move: str


class InformationSet(NamedTuple):
    """Decisions that a player cannot tell apart, in the order of the tree.

    history : the player's own steps before, the same at all of them.
    """

    player: str
    moves: tuple[str, ...]
    history: tuple[Step, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, kw_only=True)
class Game:
    """A tree and its players.

    `ValueError` if players or moves share a name, payoffs are not one for each player,
    probabilities are not positive or do not add up to 1, an outcome has two payoffs, or decisions
    of an information set differ in player, moves or the player's own steps (a player who forgets).
    """

    title: str
    players: tuple[str, ...]
    root: Node
    comment: str = ""

    def __post_init__(self) -> None:
        _different(self.players, "players")
        outcomes: dict[str, Payoffs] = {}
        for node, _ in walk(self.root):
            _check(node, self.players)
            if isinstance(node, Outcome) and outcomes.setdefault(node.name, node.payoffs) != (
                node.payoffs
            ):
                raise ValueError(f"outcome {node.name!r} has two payoffs")
        information_sets(self)


def walk(node: Node, steps: tuple[Step, ...] = ()) -> Iterator[tuple[Node, tuple[Step, ...]]]:
    """Each node, before what follows it, with the steps of all players that lead there.

    >>> peace = Outcome(name="peace", payoffs=(Fraction(1, 2), Fraction(1, 2)))
    >>> [len(steps) for _, steps in walk(Decision(player="A", information_set="first", moves=(
    ...     ("offer", Decision(player="B", information_set="next", moves=(("accept", peace),))),
    ... )))]
    [0, 1, 2]
    """
    yield node, steps
    if isinstance(node, Chance):
        for _, _, after in node.branches:
            yield from walk(after, steps)
    if isinstance(node, Decision):
        for move, after in node.moves:
            yield from walk(after, (*steps, Step(node.player, node.information_set, move)))


def information_sets(game: Game) -> dict[str, InformationSet]:
    """The information sets by name, in the order of their first decision.

    >>> from parley.games.crisis import crisis_reference
    >>> {name: at.moves for name, at in information_sets(crisis_reference()).items()}
    {'resolved': ('threat', 'quiet'), 'threat': ('back down', 'challenge'), 'unresolved': \
('threat', 'quiet')}
    """
    found: dict[str, InformationSet] = {}
    for node, steps in walk(game.root):
        if not isinstance(node, Decision):
            continue
        moves = tuple(move for move, _ in node.moves)
        own = tuple(step for step in steps if step.player == node.player)
        now = InformationSet(node.player, moves, own, (node,))
        before = found.get(node.information_set, now._replace(decisions=()))
        if before[:3] != now[:3]:
            raise ValueError(
                f"decisions of information set {node.information_set!r} differ in player, moves "
                "or the player's earlier steps"
            )
        found[node.information_set] = now._replace(decisions=(*before.decisions, node))
    return found


def exact_chance(value: Prior, name: str) -> Fraction:
    """A chance as a fraction; a float counts as the decimal that it prints as.

    `ValueError` naming the argument unless it is between 0 and 1, both excluded.

    >>> exact_chance(0.1, "prior"), exact_chance("2/3", "prior")
    (Fraction(1, 10), Fraction(2, 3))
    """
    try:
        chance = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        chance = Fraction(0)
    if not 0 < chance < 1:
        raise ValueError(f"{name} must be between 0 and 1, both excluded, got {value!r}")
    return chance


def _check(node: Node, players: tuple[str, ...]) -> None:
    if isinstance(node, Outcome):
        if len(node.payoffs) != len(players):
            raise ValueError(f"outcome {node.name!r} must have {len(players)} payoffs")
    elif isinstance(node, Decision):
        if node.player not in players:
            raise ValueError(f"player {node.player!r} is none of {players}")
        _different([move for move, _ in node.moves], f"moves at {node.information_set!r}")
    else:
        _different([label for label, _, _ in node.branches], f"branches of {node.event!r}")
        chances = [chance for _, chance, _ in node.branches]
        if min(chances) <= 0 or sum(chances) != 1:
            raise ValueError(f"chances of {node.event!r} must be positive and add up to 1")


def _different(names: Iterable[str], what: str) -> None:
    names = tuple(names)
    if not names or "" in names or len(set(names)) < len(names):
        raise ValueError(f"{what} must have different names, got {names}")
