"""A report or some blocks as the last line of a notebook cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from parley.blocks import Block, Heading, Note, Report
from parley.views.html import fragment
from parley.views.markdown import blocks_markdown
from parley.views.words import NOT_RUN

__all__ = ["Shown", "show"]


@dataclass(frozen=True, eq=False)
class Shown:
    """What a notebook displays, as HTML where it can and as Markdown elsewhere."""

    blocks: Sequence[Block]

    def _repr_html_(self) -> str:
        return fragment(self.blocks)

    def _repr_markdown_(self) -> str:
        return blocks_markdown(self.blocks)


def show(what: Report | Sequence[Block]) -> Shown:
    """A report's sections, or blocks, without the page around them."""
    if not isinstance(what, Report):
        return Shown(tuple(what))
    blocks: list[Block] = []
    for section in what.sections:
        blocks.append(Heading(section.question))
        blocks += [] if section.ran else [Note(f"Not run: {NOT_RUN}")]
        blocks += section.blocks
    return Shown(tuple(blocks))
