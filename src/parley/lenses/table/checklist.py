"""The ceasefire checklist: the same thirteen boxes for every text that stops the fighting."""

from collections.abc import Iterator

from parley.blocks import Block, Cell, Column, Note, Table
from parley.lenses.table.solve import TableResult
from parley.lenses.table.words import listed, placed

__all__ = ["checklist"]


def checklist(result: TableResult) -> Iterator[Block]:
    """A table of boxes and texts, then a sentence for each text on what it leaves empty."""
    case = result.sheet.case
    if not result.checklist:
        yield Note("No text of the case is marked as a ceasefire text.")
        return
    texts = tuple(result.checklist)
    boxes = tuple(result.checklist[texts[0]])
    yield Table(
        "What each ceasefire text says",
        (Column("box"), *(Column(case.proposals[name].short) for name in texts)),
        tuple((Cell(box), *(_box(result, name, box) for name in texts)) for box in boxes),
        "Boxes after UN DPPA, Guidance on Mediation of Ceasefires (2022). A dash: an empty box.",
    )
    for name in texts:
        short, empty = case.proposals[name].short, result.empty[name]
        said = f"says nothing on {listed(empty)}" if empty else "has an entry in every box"
        yield Note(f"{short} {said}.", refs=case.proposals[name].claims)


def _box(result: TableResult, text: str, box: str) -> Cell:
    found = result.checklist[text][box]
    words = (placed(result.sheet.case, entry.says, entry.place, text) for entry in found)
    claims = (claim for entry in found for claim in entry.place.claims)
    return Cell("\n".join(words) or None, tuple(dict.fromkeys(claims)))
