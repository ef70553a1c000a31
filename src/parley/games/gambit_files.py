"""Small games as files that Gambit and other solvers read: .efg for trees, .nfg for tables.

All numbers are written as exact fractions, so that whoever solves the game elsewhere solves the
same game. Formats: Savani and Turocy, Gambit: The package for computation in game theory,
documentation, "Game representation formats": .efg version 2, .nfg version 1 with payoffs.

A solver's list of Nash equilibria says nothing about credibility; see `parley.games.sequential`.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

from parley.games.game_tree import Chance, Decision, Game, Outcome, walk
from parley.games.strategic_form import strategic_form

__all__ = ["gambit_nash", "write_efg", "write_nfg"]

# Its own process: pygambit is GPL, so nothing here may import it, and some of it can crash Python.
SOLVE = """
import json, sys
import pygambit
game = pygambit.read_efg(sys.argv[1])
found = []
for equilibrium in pygambit.nash.enummixed_solve(game, rational=True).equilibria:
    profile = equilibrium.as_behavior()
    found.append({
        infoset.label: {action.label: str(profile[action]) for action in infoset.actions}
        for player in game.players for infoset in player.infosets
    })
print(json.dumps(found))
"""


def write_efg(game: Game) -> str:
    """The game tree as text of a Gambit .efg file.

    Information sets keep their names, numbered for each player in the order of the tree; each move
    of chance has its own number. `ValueError` for a name with a backslash or line break, which the
    format has no way to write.

    >>> from parley.games.crisis import crisis_reference
    >>> print("\\n".join(write_efg(crisis_reference("1/3")).splitlines()[3:6]))
    c "" 1 "type" { "resolved" 1/3 "unresolved" 2/3 } 0
    p "" 1 1 "resolved" { "threat" "quiet" } 0
    p "" 2 1 "threat" { "back down" "challenge" } 0
    """
    lines = [f"EFG 2 R {_quoted(game.title)} {_names(game.players)}", _quoted(game.comment), ""]
    sets: dict[str, dict[str, int]] = {player: {} for player in game.players}
    outcomes: dict[str, int] = {}
    events = 0
    for node, _ in walk(game.root):
        if isinstance(node, Chance):
            events += 1
            lines.append(_chance_line(node, events))
        elif isinstance(node, Decision):
            lines.append(_decision_line(node, game.players.index(node.player) + 1, sets))
        else:
            number = outcomes.setdefault(node.name, len(outcomes) + 1)
            lines.append(_outcome_line(node, number))
    return "\n".join(lines) + "\n"


def write_nfg(game: Game, *, names: bool = True) -> str:
    """The reduced strategic form as text of a Gambit .nfg file, one line per combination of plans.

    A plan is named by its moves, in the order of `strategic_form`. names=False: numbers of plans
    instead, the older form of the header, for readers that know only that. `ValueError` and cost as
    in `write_efg` and `strategic_form`.

    >>> from parley.games.crisis import crisis_reference
    >>> print("\\n".join(write_nfg(crisis_reference("1/3"), names=False).splitlines()[:6]))
    NFG 1 R "Threat, bluff and challenge" { "Defender" "Challenger" } { 4 2 }
    ""
    <BLANKLINE>
    1 0
    1/3 2/3
    2/3 1/3
    """
    form = strategic_form(game)
    plans = [[" / ".join(plan) or "-" for plan in mine] for mine in form.strategies]
    counted = f"{{ {' '.join(str(len(mine)) for mine in plans)} }}"
    listed = f"{{ {' '.join(_names(mine) for mine in plans)} }}"
    head = f"NFG 1 R {_quoted(form.title)} {_names(form.players)} {listed if names else counted}"
    rows = [" ".join(map(str, payoffs)) for payoffs in form.payoffs.values()]
    return "\n".join([head, _quoted(game.comment), "", *rows]) + "\n"


def gambit_nash(game: Game, *, timeout: float = 60.0) -> tuple[dict[str, dict[str, Fraction]], ...]:
    """All extreme Nash equilibria of a game of two players, by pygambit, as profiles. Optional.

    Credible or not: `parley.games.sequential.best_gains` tells; where a side's own plan never gets
    to an information set, the moves there may have no chances. pygambit (16.7) has to be installed
    beside parley; it runs in a process of its own. timeout : in seconds. `ValueError` if
    there are not two players, `RuntimeError` with what it says if it fails.
    """
    if len(game.players) != 2:
        raise ValueError(f"game must have two players, got {game.players}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "game.efg"
        path.write_text(write_efg(game), encoding="utf-8")
        command = [sys.executable, "-c", SOLVE, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
    if done.returncode:
        raise RuntimeError(f"pygambit failed ({done.returncode}): {done.stderr.strip()[-500:]}")
    return tuple(
        {
            at: {move: Fraction(chance) for move, chance in moves.items()}
            for at, moves in profile.items()
        }
        for profile in json.loads(done.stdout)
    )


def _chance_line(node: Chance, number: int) -> str:
    branches = " ".join(f"{_quoted(label)} {chance}" for label, chance, _ in node.branches)
    return f'c "" {number} {_quoted(node.event)} {{ {branches} }} 0'


def _decision_line(node: Decision, player: int, sets: dict[str, dict[str, int]]) -> str:
    mine = sets[node.player]
    number = mine.setdefault(node.information_set, len(mine) + 1)
    moves = _names(move for move, _ in node.moves)
    return f'p "" {player} {number} {_quoted(node.information_set)} {moves} 0'


def _outcome_line(node: Outcome, number: int) -> str:
    return f't "" {number} {_quoted(node.name)} {{ {" ".join(map(str, node.payoffs))} }}'


def _names(names: Iterable[str]) -> str:
    return f"{{ {' '.join(map(_quoted, names))} }}"


def _quoted(text: str) -> str:
    if "\\" in text or "\n" in text:
        raise ValueError(f"names must have no backslash and no line break, got {text!r}")
    return '"' + text.replace('"', '\\"') + '"'
