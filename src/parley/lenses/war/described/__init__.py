"""The war result in sentences, figures and tables."""

from parley.blocks import Block
from parley.lenses.war.described.answer import describe_answer
from parley.lenses.war.described.claimed import describe_claimed
from parley.lenses.war.described.closing import closing
from parley.lenses.war.described.compared import describe_compared
from parley.lenses.war.described.packages import describe_packages
from parley.lenses.war.described.pauses import describe_pauses
from parley.lenses.war.described.weeks import describe_weeks
from parley.lenses.war.solve import WarResult

__all__ = ["describe"]


def describe(result: WarResult) -> tuple[Block, ...]:
    """What refusing is worth, what scenarios change, how weeks go, and what this cannot tell."""
    return (
        *describe_answer(result),
        *describe_compared(result),
        *describe_packages(result),
        *describe_claimed(result),
        *describe_pauses(result),
        *describe_weeks(result),
        *closing(result),
    )
