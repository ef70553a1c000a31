"""What every answer of the lens rests on, and what it cannot say."""

from collections.abc import Iterator

from parley.blocks import Note
from parley.models.offer_space import OfferSpace

__all__ = ["closing"]


def closing(space: OfferSpace) -> Iterator[Note]:
    """Assumptions, then limits."""
    yield Note(_additive(space), "assumption", page="rests")
    yield Note(
        "An issue's part in the conflict adds up what different parties lose, and the egalitarian, "
        "utilitarian and equal-loss principles compare what they have, as if one unit meant the "
        "same to each.",
        "assumption",
    )
    yield Note(
        "Values of no deal are judgements of those whom the case names.",
        "assumption",
        tuple(f"positions.{party}.no_deal" for party in space.parties),
    )
    yield Note(
        "A share of draws says how much of what the case leaves open speaks for an answer. It is "
        "not the probability of a deal: parties refuse deals that would serve them all, and "
        "nothing here knows mandates, trust, or what happens after signature.",
        "limit",
    )
    yield Note(
        "Red lines count as said, for as long as the case holds them: a party may mean more or "
        "less than it says.",
        "limit",
    )
    yield Note(
        "Changes, trades and packages follow from the recorded preferences alone: whether a text "
        "can be written that means them, and who could carry it, is for people to judge.",
        "limit",
    )


def _additive(space: OfferSpace) -> str:
    """How a package is valued, as far as the parties of the case need it said."""
    positions = [space.case.positions[party] for party in space.parties]
    sheets = [bool(position.points) for position in positions]
    summed = []
    if not all(sheets):
        summed.append("importance times value")
    if any(sheets):
        summed.append("the points of a score sheet")
    also = ", and what the case says that combinations add"
    more = also if any(position.together for position in positions) else ""
    text = f"Preferences are additive: {' or '.join(summed)}, added up over issues{more}."
    if all(sheets):
        return text
    return (
        f"{text} Rankings stand for every set of numbers that obeys them, all equally credible; "
        "what nobody recorded is left open, not guessed."
    )
