"""The positions result in sentences, figures and tables."""

from parley.blocks import Block
from parley.lenses.positions.described.answer import describe_answer
from parley.lenses.positions.described.bargaining import describe_bargaining
from parley.lenses.positions.described.closing import closing
from parley.lenses.positions.described.scale import describe_scale
from parley.lenses.positions.solve import PositionsResult

__all__ = ["describe"]


def describe(result: PositionsResult) -> tuple[Block, ...]:
    """Where the weight lies on each scale, whose it is, and how bargaining could run."""
    return (
        *describe_answer(result),
        *(block for each in result.scales for block in describe_scale(result, each)),
        *describe_bargaining(result),
        *closing(result),
    )
