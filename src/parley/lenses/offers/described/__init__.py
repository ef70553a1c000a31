"""The offers result in sentences, figures and tables."""

from collections.abc import Iterator

from parley.blocks import Block, Note
from parley.lenses.offers.described.answer import describe_answer
from parley.lenses.offers.described.answers import describe_answers
from parley.lenses.offers.described.approach import describe_approaches
from parley.lenses.offers.described.history import describe_bargaining, describe_history
from parley.lenses.offers.described.ledger import describe_ledgers
from parley.lenses.offers.described.obstacles import describe_conflict, describe_obstacles
from parley.lenses.offers.described.packages import describe_packages
from parley.lenses.offers.described.premises import describe_premises
from parley.lenses.offers.described.texts import describe_texts
from parley.lenses.offers.solve import OffersResult

__all__ = ["describe"]


def describe(result: OffersResult) -> tuple[Block, ...]:
    """First whether there is a deal, then each text, then what would change the answer."""
    return (
        *describe_answer(result),
        *describe_texts(result),
        *describe_approaches(result),
        *describe_premises(result),
        *describe_ledgers(result),
        *describe_packages(result),
        *describe_conflict(result),
        *describe_obstacles(result),
        *describe_history(result),
        *describe_bargaining(result),
        *describe_answers(result),
        *_closing(result),
    )


def _closing(result: OffersResult) -> Iterator[Note]:
    space = result.space
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
