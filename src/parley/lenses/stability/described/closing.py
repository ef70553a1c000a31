"""What every answer of the lens rests on, and what it cannot say."""

from collections.abc import Iterator

from parley.blocks import Note
from parley.lenses.stability.solve import StabilityResult
from parley.lenses.stability.words import listed, party_name, party_refs

__all__ = ["closing"]


def closing(result: StabilityResult) -> Iterator[Note]:
    """Assumptions, then limits."""
    found = result.conflict
    yield Note(
        "A state holds if every party's gain from leaving it alone would be answered by moves that "
        "suit whoever makes them (sequential stability). Parties see the moves as the case gives "
        "them, look as far as those answers and no further, and move one after the other.",
        "assumption",
        party_refs(found, range(len(found.parties))),
        page="rests",
    )
    yield Note(
        "Statements of preference count strictly in order: no number of lower ones makes up for a "
        "higher one. Where their order is open, every order that fits is as credible as another.",
        "assumption",
    )
    silent = [p for p, taste in enumerate(found.tastes) if taste.given is None]
    if silent:
        yield Note(
            f"The case records no preference of {listed([party_name(found, p) for p in silent])}, "
            "who is taken to find all states alike and so never answers in its own interest.",
            "warning",
        )
    yield Note(
        "The method says where nobody would move, not how long that lasts, how likely it is, or "
        "whether a party can carry out what it prefers. Costs, time, chance and the course of the "
        "fighting are not in it.",
        "limit",
    )
    yield Note(
        "States and moves are those the case lists. An option nobody wrote down cannot be found, "
        "and a party that is one here may be many.",
        "limit",
    )
