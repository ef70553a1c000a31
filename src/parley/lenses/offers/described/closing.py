"""What every answer of the lens rests on, and what it cannot say."""

from collections.abc import Iterator

from parley.blocks import Note
from parley.models.offer_space import OfferSpace

__all__ = ["closing"]


def closing(space: OfferSpace) -> Iterator[Note]:
    """Assumptions, then limits."""
    yield Note(
        "Preferences are additive: importance times value, added up over issues, and what the case "
        "says that combinations add. Rankings stand for every set of numbers that obeys them, all "
        "equally credible; what nobody recorded is left open, not guessed.",
        "assumption",
        page="rests",
    )
    yield Note(
        "An issue's part in the conflict adds up what different parties lose, and the egalitarian, "
        "utilitarian and equal-loss principles compare what they have, as if one unit meant the "
        "same to each.",
        "assumption",
    )
    yield Note(
        "Values of no deal are judgements of the analysts named in the case.",
        "assumption",
        tuple(f"positions.{party}.no_deal" for party in space.parties),
    )
    yield Note(
        "A share of draws says how much of what the case leaves open speaks for an answer. It is "
        "not the probability of a deal: parties refuse deals that would serve both, and nothing "
        "here knows mandates, trust, or what happens after signature.",
        "limit",
    )
    yield Note(
        "Red lines count as said, for as long as the case holds them: a party may mean more or "
        "less than it says.",
        "limit",
    )
    yield Note(
        "Changes, trades and packages follow from rankings alone: whether a text can be written "
        "that means them, and who could carry it, is for people to judge.",
        "limit",
    )
