"""What the search rests on, and what it cannot tell."""

from collections.abc import Iterator

from parley.blocks import Block, Note
from parley.lenses.hinges.solve import HingesResult
from parley.lenses.hinges.words import count

__all__ = ["closing"]


def closing(result: HingesResult) -> Iterator[Block]:
    """Assumptions, then limits."""
    found = result.found
    yield Note(
        f"Searched are {count(len(found.given.about), 'column')} of "
        f"{count(result.overall.n_inputs, 'open input')} in {count(found.n, 'draw')} that the "
        "lenses have used, and no others; inputs are drawn independently of each other, as the "
        "case has them. An input counts where the interval of its share lies above the most that "
        "19 shuffled inputs show; among so many inputs and conclusions a few will pass by chance. "
        "The first list counts each lens alike, however many conclusions it draws.",
        "assumption",
        page="rests",
    )
    yield Note(
        "What is left open narrowly explains little, right or wrong: the list says where the "
        "ranges of the case matter, not where the case may be mistaken. A conclusion that hangs "
        "on nothing here can still hang on what the case takes as certain, or on the model. "
        "Inputs that work only through many others are missed; where shares do not add up to "
        "100%, a design (`parley hinges --design`) can look for them. Boxes and turning points "
        "are searched among inputs chosen by the same draws, which flatters them.",
        "limit",
    )
