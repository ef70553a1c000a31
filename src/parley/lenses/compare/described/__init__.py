"""Scenarios side by side, in blocks."""

from parley.blocks import Block, Note
from parley.lenses.compare.described.differences import describe_differences
from parley.lenses.compare.described.worth import describe_worth
from parley.lenses.compare.solve import CompareResult
from parley.lenses.compare.words import count

__all__ = ["describe"]


def describe(result: CompareResult) -> tuple[Block, ...]:
    """What changes, side by side, what is worth knowing before choosing, and the limits."""
    return (
        *describe_differences(result),
        *(describe_worth(result.found, result.worth) if result.worth else ()),
        Note(
            "A scenario changes what its patch sets, and nothing else: nobody in it acts "
            "otherwise because of it unless the patch says so. All scenarios share the random "
            f"numbers of the {count(result.found.n, 'draw')} of the base case.",
            "assumption",
            page="rests",
        ),
        Note(
            "Intervals are of the draws alone: they say how far the difference would move with "
            "others, not how far the case or the models may be mistaken. A difference that is "
            "clear can be too small to matter; one that is not may still be there.",
            "limit",
        ),
    )
