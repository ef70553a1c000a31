"""The games result in sentences, figures and tables."""

from parley.blocks import Block
from parley.lenses.games.described.answer import describe_answer
from parley.lenses.games.described.closing import closing
from parley.lenses.games.described.conceding import describe_conceding
from parley.lenses.games.described.defending import describe_defence
from parley.lenses.games.described.division import describe_division
from parley.lenses.games.described.keeping import describe_keeping
from parley.lenses.games.described.pauses import describe_pauses
from parley.lenses.games.described.risk import describe_risk
from parley.lenses.games.solve import GamesResult

__all__ = ["describe"]


def describe(result: GamesResult) -> tuple[Block, ...]:
    """Pauses first, then what there is to divide, what keeps a settlement, and what is unknown."""
    return (
        *describe_answer(result),
        *describe_pauses(result),
        *describe_division(result),
        *describe_keeping(result),
        *describe_defence(result),
        *describe_conceding(result),
        *describe_risk(result),
        *closing(result),
    )
