"""The offers result in sentences, figures and tables."""

from parley.blocks import Block
from parley.lenses.offers.described.answer import describe_answer
from parley.lenses.offers.described.answers import describe_answers
from parley.lenses.offers.described.approach import describe_approaches
from parley.lenses.offers.described.closing import closing
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
        *closing(result.space),
    )
