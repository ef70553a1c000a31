"""Names that the parts of a tried package share."""

from parley.lenses.offers.words import all_of
from parley.models.offer_space import OfferSpace, Text

__all__ = ["SOLUTIONS", "enough_named", "text_named"]

SOLUTIONS = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
    "equal_loss": "equal loss",
}


def enough_named(space: OfferSpace) -> str:
    """Those whose consent makes a deal."""
    return all_of(space) if space.case.consent_rule is None else "enough of them for a deal"


def text_named(space: OfferSpace, name: str) -> Text | None:
    """The text of that name, or the way to take its choices; None for no name."""
    for text in space.texts:
        if name in (text.proposal, f"{text.proposal}:{'/'.join(text.chosen)}"):
            return text
    return None
