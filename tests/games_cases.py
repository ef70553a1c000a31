"""The games lens on a case: its result, and what it says, one piece at a time."""

from parley.blocks import Block, Figure, Note, Table
from parley.case.schema import Case
from parley.draws import draws
from parley.lenses import games
from parley.lenses.games.spread import Spread


def solved(made: Case, n: int = 12) -> games.GamesResult:
    return games.solve(games.build(made, draws(made, n)))


def told(made: Case, n: int = 12) -> tuple[Block, ...]:
    return games.describe(solved(made, n))


def notes(blocks: tuple[Block, ...]) -> list[Note]:
    return [block for block in blocks if isinstance(block, Note)]


def text(made: Case, beginning: str, n: int = 12) -> str:
    """The one note that begins so."""
    (found,) = (note.text for note in notes(told(made, n)) if note.text.startswith(beginning))
    return found


def sheet(made: Case, title: str) -> list[list[object]]:
    """The one table or figure whose title begins so."""
    (found,) = (
        block if isinstance(block, Table) else block.data
        for block in told(made)
        if isinstance(block, Table | Figure) and block.title.startswith(title)
    )
    return [[cell.value for cell in row] for row in found.rows]


def middles(*spreads: Spread) -> list[float]:
    return [each.middle for each in spreads]
