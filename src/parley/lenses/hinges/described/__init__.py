"""What decides the answer, in blocks."""

from parley.blocks import Block
from parley.lenses.hinges.described.answer import describe_answer
from parley.lenses.hinges.described.closing import closing
from parley.lenses.hinges.described.each import describe_each
from parley.lenses.hinges.described.groups import describe_groups
from parley.lenses.hinges.described.scenes import describe_scenes
from parley.lenses.hinges.described.turned import describe_turned
from parley.lenses.hinges.solve import HingesResult

__all__ = ["describe"]


def describe(result: HingesResult) -> tuple[Block, ...]:
    """The five things, then every conclusion, where it is so, what turns it, and by whom."""
    return (
        *describe_answer(result),
        *describe_each(result),
        *describe_scenes(result),
        *describe_turned(result),
        *describe_groups(result),
        *closing(result),
    )
